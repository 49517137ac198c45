"""What several commands ask for: the docs folder, the day, a way to stop with a sentence, and corrections to files."""

from __future__ import annotations

import difflib
import os
import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from catalogue.addresses import WrongAddress, site_address
from catalogue.dates import WrongDay, now
from catalogue.diagnostics import Edit

Command = TypeVar("Command", bound=Callable[..., Any])


def stop(sentence: str) -> NoReturn:
    """End with a sentence on the error stream and the exit code that says the command could not run."""
    click.echo(sentence, err=True)
    sys.exit(2)


def docs_option(command: Command) -> Command:
    """The option `--docs`: gives a folder that is there, relative to where the command runs; stops at any other."""

    def read(_: click.Context, __: click.Parameter, typed: str) -> Path:
        """The folder as a path."""
        if not Path(typed).is_dir():
            stop(f"There is no folder “{typed}”. Name the folder the pages are in with --docs.")
        return Path(typed)

    words = "The folder the pages are in."
    return click.option("--docs", default="docs", metavar="DIR", callback=read, help=words)(command)


def today_option(command: Command) -> Command:
    """The option `--today`: gives `now`, the moment that it names, or that it is; stops where it names none."""
    words = "The day it is taken to be, such as 2021-02-10 or “2021-02-10 21:30”, UK time."
    return click.option("--today", "now", metavar="DAY", callback=lambda *given: moment(given[2]), help=words)(command)


def moment(typed: str | None) -> datetime:
    """The moment `typed` names in UK time, or that it is: aware, in UK time. Stops when it names no day."""
    try:
        return now(typed, os.environ)
    except WrongDay as error:
        stop(str(error))


def setting(docs: Path, name: str) -> str:
    """What the settings beside the folder `docs` say under a name, as it stands on that line; empty for nothing."""
    file = docs.resolve().parent / "mkdocs.yml"
    line = re.search(rf"^{name}:(.*)$", file.read_text("utf-8", "replace"), re.MULTILINE) if file.is_file() else None
    return line[1].strip() if line else ""


def site(docs: Path) -> str:
    """The site's own address: SITE_URL, else the one in the settings beside the docs folder; empty where none is known.

    MkDocs is not asked, since no command needs anything else of it. Stops when what is given is no address.

    `docs` is the docs folder. What comes back is whole, with a slash at its end.
    """
    typed = os.environ.get("SITE_URL", "").strip()
    if not typed and (found := re.search(r"https?://[^\s\"',\]]+", setting(docs, "site_url"))):
        typed = found[0]
    try:
        return site_address(typed, "SITE_URL") if typed else ""
    except WrongAddress as error:
        stop(str(error))


def to_fill(typed: str, docs: Path) -> Path:
    """A folder to write into, relative to where the command runs; stops where something stands in it already.

    It stops too where it is in the folder of the pages, `docs`, of which it would become part.
    """
    into = Path(typed)
    if into.resolve().is_relative_to(docs.resolve()):
        stop(f"“{typed}” is in the folder of the pages. Choose a folder beside it.")
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        stop(f"“{typed}” holds something already. Choose a new folder.")
    return into


def say(text: str) -> None:
    """Print a text, whatever the terminal's encoding can show."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding), nl=False)


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order, less those that overlap an earlier one."""
    kept: list[Edit] = []
    for edit in sorted(set(edits), key=lambda each: (each.span, each.text)):
        if not kept or (edit.span.start >= kept[-1].span.end and edit.span != kept[-1].span):
            kept.append(edit)
    return kept


def edited(raw: str, edits: Iterable[Edit]) -> str:
    """A file's text with edits made; their places count each line end as one character, however the file writes it."""
    # How many characters before a place are the first half of a two-character line end.
    pairs = [match.start() - index for index, match in enumerate(re.finditer("\r\n", raw))]
    newline = "\r\n" if len(pairs) * 2 > raw.count("\n") else "\n"
    parts, position = [], 0
    for edit in apart(edits):
        start, end = (place + bisect_left(pairs, place) for place in (edit.span.start, edit.span.end))
        parts += [raw[position:start], edit.text.replace("\n", newline)]
        position = end
    return "".join([*parts, raw[position:]])


def difference(path: str, before: str, after: str, new_path: str = "") -> Iterator[str]:
    """The lines of a unified diff of a file, as git and people read it.

    `path` and `new_path` are only shown; `before` and `after` are whole texts.
    """
    # Not by `splitlines`, which ends a line at marks that git and people do not.
    old, new = (StringIO(text, newline="\n").readlines() for text in (before, after))
    for line in difflib.unified_diff(old, new, path, new_path or path):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
