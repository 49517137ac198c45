"""`catalogue links`: the addresses on other sites, with every place that leads there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

import click

from catalogue import Catalogue, Page, read_folder
from catalogue.commands.shared import docs_option, folder, say, stop
from catalogue.diagnostics import number
from catalogue.markdown import LinkKind
from catalogue.records import addresses
from catalogue.text import Span

_OUTSIDE = re.compile(r"https?://", re.IGNORECASE)


@click.command("links")
@docs_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How they are shown.")
@click.option("--report", metavar="FILE", help="Only what lychee found broken, as its JSON report FILE tells it.")
def links_command(docs: str, form: str, report: str | None) -> None:
    """List the addresses on other sites. Nothing leaves the machine: lychee asks (see .ci/links)."""
    found = outside(read_folder(folder(docs)))
    said = dict.fromkeys(found, "") if report is None else broken(Path(report), found)
    rows = [
        {"address": address, "places": [f"{docs}/{place}" for place in found[address]], "says": said[address]}
        for address in said
    ]
    if form == "json":
        say(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
        return
    lines = [f"{' '.join(row['places'])}  {row['address']}  {row['says']}".rstrip() for row in rows]
    sites = number(len({urlsplit(address).netloc for address in said}), "other site")
    lines.append(f"{len(said):,} {'broken ' if report else ''}address{'' if len(said) == 1 else 'es'} on {sites}.")
    say("\n".join([*lines, ""]))


def outside(catalogue: Catalogue) -> dict[str, list[str]]:
    """The addresses, less what follows #, each with its places (`papers/rose-1985.md:12`), in the order of pages.

    Drafts are left out, and the fields of what is known to be gone.
    """
    found: dict[str, list[str]] = {}
    for page in catalogue.pages:
        if page.record.draft:
            continue
        for target, span in (*_in_fields(page), *_in_prose(page)):
            place = f"{page.path}:{page.source.place(span.start).line}"
            places = found.setdefault(urldefrag(target).url, [])
            if place not in places:
                places.append(place)
    return found


def _in_fields(page: Page) -> Iterator[tuple[str, Span]]:
    if not page.record.gone:
        for path, address in addresses(page.record):
            yield address, page.place(*path)


def _in_prose(page: Page) -> Iterator[tuple[str, Span]]:
    for link in page.prose.links:
        if link.kind in (LinkKind.INLINE, LinkKind.AUTOLINK) and _OUTSIDE.match(link.target):
            yield link.target, link.target_span
    for definition in page.prose.definitions:
        if _OUTSIDE.match(definition.target):
            yield definition.target, definition.target_span


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
