"""`catalogue new`: a page to start from."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import click

from catalogue import read_folder
from catalogue.commands.shared.options import docs_option, moment, say, stop, today_option
from catalogue.graph.read_page import read_page
from catalogue.guides.start_links import starter
from catalogue.kinds import KINDS, ROWS
from catalogue.text import Source, write


@click.command("new")
@click.argument("kind", type=click.Choice([kind.name for kind in KINDS]))
@click.argument("title")
@docs_option
@today_option
@click.option("--day", metavar="DAY", help="The day of a chat (or “2021-02-10 21:00”).")
@click.option("--year", metavar="YEAR", help="The year of a paper, or n.d.")
@click.option(
    "--author", "authors", multiple=True, metavar="NAME", help="Who wrote a paper: “Christmas, Helen”. Repeatable."
)
@click.option("--about", multiple=True, metavar="ID", help="What a post is about. Repeatable.")
def new_command(
    kind: str, title: str, docs: Path, now: datetime, day: str | None, year: str | None,
    authors: tuple[str, ...], about: tuple[str, ...],
) -> None:  # fmt: skip
    """Write a page to start from, as a draft with gaps in square brackets: KIND is its kind, TITLE its name."""
    asked = {"day": ("chat", day), "year": ("paper", year), "author": ("paper", authors), "about": ("post", about)}
    for option, (only, typed) in asked.items():
        if typed and kind != only:
            stop(f"A {kind} takes no --{option}, which is for a {only}. Nothing was written.")
    title = " ".join(title.split())
    given: dict[str, str | tuple[str, ...]] = {"title": title}
    if kind == "chat":
        start = moment(day) if day else stop("A chat needs its day: add --day 2021-02-10.")
        given |= _chat(start, bool(day and ":" in day), now)
    elif kind == "paper":
        given |= _paper(authors, year, now)
    elif kind == "post":
        given |= {"date": now.date().isoformat(), "about": about}
    row = ROWS[kind]
    text = starter(row, given)
    name = read_page(Source(f"{row.folder}/{row.unnamed}.md", text)).record.natural_id
    _write(docs, f"{row.folder}/{name}.md", name, text)


def _chat(start: datetime, timed: bool, now: datetime) -> dict[str, str]:
    hour = f"{start:%H:%M}" if timed else "21:00"
    announced = min(now.date(), start.date())
    return {"starts": f"{start.date().isoformat()} {hour}", "minutes": "60", "announced": announced.isoformat()}


def _paper(authors: tuple[str, ...], year: str | None, now: datetime) -> dict[str, str | tuple[str, ...]]:
    if not "".join(authors).strip():
        stop("A paper needs whoever wrote it: add --author “Christmas, Helen”.")
    typed = (year or "").strip()
    if not re.fullmatch(r"(1[6-9]|20)\d\d|n\.d\.", typed):
        stop("A paper needs the year it came out: add --year 2019, or --year n.d. if it has none.")
    return {"authors": authors, "year": typed, "added": now.date().isoformat()}


def _write(docs: Path, path: str, name: str, text: str) -> None:
    if not name:
        stop("The title holds no letter that a file name could be made of.")
    holder = read_folder(docs).names.by_id.get(name)
    if holder is not None or (docs / path).exists():
        stop(f"There is a page {docs}/{holder.path if holder else path} already. Nothing was written.")
    write({docs / path: text.encode("utf-8")})
    say(f"{docs}/{path} written. Put your words where square brackets are; “catalogue check” says how it stands.\n")
