"""`catalogue links`: the addresses on other sites, with every place that leads there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from catalogue import read_folder
from catalogue.commands.shared.options import docs_option, say, stop
from catalogue.diagnostics import number
from catalogue.graph.outside import outside


@click.command("links")
@docs_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How they are shown.")
@click.option("--report", metavar="FILE", help="Only what lychee found broken, as its JSON report FILE tells it.")
def links_command(docs: Path, form: str, report: str | None) -> None:
    """List the addresses on other sites. Nothing leaves the machine: lychee asks (see .ci/links)."""
    found = outside(read_folder(docs))
    said = dict.fromkeys(found, "") if report is None else broken(Path(report), found)
    rows = [
        {"address": address, "places": [f"{docs}/{place}" for place in found[address]], "says": said[address]}
        for address in said
    ]
    if form == "json":
        say(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
        return
    lines = [f"{' '.join(row['places'])}  {row['address']}  {row['says']}".rstrip() for row in rows]
    sites = number(len({address.partition("://")[2].partition("/")[0] for address in said}), "other site")
    lines.append(f"{len(said):,} {'broken ' if report else ''}address{'' if len(said) == 1 else 'es'} on {sites}.")
    say("\n".join([*lines, ""]))


def broken(report: Path, known: dict[str, list[str]]) -> dict[str, str]:
    """What lychee says of each address it found broken (its report in JSON, as 0.24 writes it), in our order.

    Stops with a sentence where `report` is no such file.
    """
    try:
        read: dict[str, Any] = json.loads(report.read_text("utf-8"))
        failed = [each for name in ("error_map", "timeout_map") for each in read.get(name, {}).values()]
        said = {one["url"].rstrip("/"): one["status"]["text"] for several in failed for one in several}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        stop(f"“{report}” is no report of lychee as JSON: run lychee with --format json --output {report}.")
    # Lychee writes an address that has no path with a slash at its end.
    return {address: said[address.rstrip("/")] for address in known if address.rstrip("/") in said}
