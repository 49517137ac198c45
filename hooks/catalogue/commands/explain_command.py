"""`catalogue explain`: what a code means."""

from __future__ import annotations

import textwrap

import click

from catalogue.commands.shared.options import say, stop
from catalogue.diagnostics import choices
from catalogue.guides.checks_pages import Explanation, explanation
from catalogue.labels import nearest
from catalogue.rules.compared import EVERY_RULE


@click.command("explain")
@click.argument("code", default="")
def explain_command(code: str) -> None:
    """Say what CODE means, with a page that has the problem and one that does not; without a code, list them all."""
    known = {found.code: found for found in map(explanation, EVERY_RULE)}
    if not code:
        say(_listed(list(known.values())))
        return
    typed = code.strip().casefold().replace("_", "-")
    if typed not in known:
        near = nearest(typed, known)
        meant = f" Did you mean {choices(near)}?" if near else ""
        stop(f"No check has the code “{code}”.{meant}")
    say(_laid_out(known[typed]))


def _listed(known: list[Explanation]) -> str:
    """Every code with what it finds, in the order of the checks, below the question its group asks."""
    lines: list[str] = []
    for found in known:
        if f"\n{found.group}\n" not in lines:
            lines.append(f"\n{found.group}\n")
        indent = " " * 26
        lines.append(textwrap.fill(found.what, 120, initial_indent=f"  {found.code:<24}", subsequent_indent=indent))
    return "\n".join(lines).lstrip("\n") + f"\n\nMore of one: catalogue explain {known[0].code}\n"


def _laid_out(found: Explanation) -> str:
    words = "\n\n".join(textwrap.fill(part, 100) for part in f"{found.what}\n\n{found.why}".split("\n\n") if part)
    bad, good = (textwrap.indent(text, "    ") for text in (found.bad, found.good))
    return f"{found.code}\n\n{words}\n\nBad:\n\n{bad}\n\nGood:\n\n{good}\n"
