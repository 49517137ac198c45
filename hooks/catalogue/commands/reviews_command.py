"""`catalogue reviews`: what is to be looked at again soon, by the role that looks after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from catalogue import Catalogue, judge, read_folder
from catalogue.commands.shared.options import docs_option, say, today_option
from catalogue.dates import long_day
from catalogue.diagnostics import Severity, number
from catalogue.report import as_cell
from catalogue.text import write

NOBODY = "Editors"
"""Who looks after a page that names no owner."""
MOST = 100
"""How many pages a list names: an issue that is too long is refused whole."""
TIMED = frozenset(("law-check-due", "write-up-late"))
"""What the check says because time has passed: it is told for as long as it is so."""


@click.command("reviews")
@docs_option
@today_option
@click.option("--days", default=14, show_default=True, type=click.IntRange(0, 366), help="How far to look ahead.")
@click.option("--into", metavar="DIR", help="Write a file for each role: its title on the first line, then the text.")
def reviews_command(docs: Path, now: datetime, days: int, into: str | None) -> None:
    """Say which pages are to be checked again within the next days, for each role that looks after some."""
    day = now.date()
    texts = _texts(read_folder(docs), day, day + timedelta(days=days), docs)
    if into:
        # By number, since two roles can differ in capitals alone.
        held = enumerate((f"{title}\n\n{text}" for title, text in texts.items()), 1)
        write({Path(into) / f"role-{place}.md": text.encode("utf-8") for place, text in held})
    say("\n".join(f"{title}\n\n{text}" for title, text in texts.items()) or "No page is to be checked again soon.\n")


def _texts(catalogue: Catalogue, today: date, until: date, docs: Path) -> dict[str, str]:
    """The text for each role, as Markdown, by its title."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path, line in _lines(catalogue, today, until):
        found[catalogue.by_path[path].record.owner or NOBODY][path].append(line)
    return {
        f"To be checked again: {role}": _text(catalogue, pages, until, docs)
        for role, pages in sorted(found.items())
    }  # fmt: skip


def _lines(catalogue: Catalogue, today: date, until: date) -> Iterator[tuple[str, str]]:
    """What is to be done by then, with its page: reviews, and what the check will say that it does not say yet."""
    for page in catalogue.records:
        due = page.record.review_by
        if due and due <= until and page.listed:
            yield page.path, f"To be checked again by {long_day(due)}: read every line, then set the next day."
    now = {(one.path, one.code): one for one in judge(catalogue, today)}
    for one in judge(catalogue, until):
        before = now.get((one.path, one.code))
        if one.path not in catalogue.by_path or one.code == "review-due" or one.severity is Severity.NOTE:
            continue
        if before is None:
            yield one.path, f"From {long_day(until)} at the latest: {as_cell(one.message)} To do: {as_cell(one.fix)}"
        elif one.code in TIMED:
            yield one.path, f"{as_cell(before.message)} To do: {as_cell(before.fix)}"


def _text(catalogue: Catalogue, pages: dict[str, list[str]], until: date, docs: Path) -> str:
    lines = [f"By {long_day(until)}, {number(len(pages), 'page')}. This list is written again each night.", ""]
    for path, told in sorted(pages.items())[:MOST]:
        lines.append(f"- [ ] **{as_cell(catalogue.by_path[path].title)}** ({as_cell(f'{docs}/{path}')})")
        lines += [f"  - {line}" for line in told]
    lines += [f"- and {number(len(pages) - MOST, 'further page')}"] if len(pages) > MOST else []
    return "\n".join(lines) + "\n"
