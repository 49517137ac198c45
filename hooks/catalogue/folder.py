"""Reads a docs folder into a catalogue, each file once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from catalogue.admitted import refusal
from catalogue.cache import Readings
from catalogue.diagnostics import Diagnostic, unreadable
from catalogue.frontmatter import read_front_matter
from catalogue.graph import Catalogue, Page
from catalogue.kinds import model_for
from catalogue.ledger import PATH, Ledger, read_ledger
from catalogue.records import declared, read_record
from catalogue.text import Source, decode, read


def read_page(source: Source, readings: Readings | None = None) -> Page:
    """Read one page from its text, or from what is kept of an earlier reading; whatever it holds, there is a page."""
    model = model_for(source.path)
    front = read_front_matter(source, frozenset(declared(model)))
    prose = (readings or Readings()).read(source, front.body_start)
    record, problems = read_record(model, source, front)
    flaws = [unreadable(source)] if source.flaw else []
    if prose.flood:
        flaws.append(Diagnostic("page-unreadable", source, *prose.flood, _FLOODED))
    return Page(source, front, prose, record, (*flaws, *front.problems, *problems))


_FLOODED = "take them out, or move part of the page to a page of its own. Until then it is shown as plain text."


def read_texts(texts: dict[str, str | bytes], files: Iterable[str] = ()) -> Catalogue:
    """Read pages that are not on a disk: path in the docs folder, and text.

    The paths are relative to the docs folder; bytes are taken for UTF-8. Raises nothing, whatever they hold.
    """
    sources = {
        path: decode(path, text) if isinstance(text, bytes) else Source(path, text) for path, text in texts.items()
    }
    kept = sources.pop(PATH, None)
    pages = sorted(map(read_page, sources.values()), key=lambda page: page.path)
    return Catalogue(tuple(pages), frozenset(files), read_ledger(kept) if kept else Ledger())


def read_folder(docs: Path, *, cached: bool = False) -> Catalogue:
    """Read every page below a docs folder, in the order of their paths; `cached` keeps the readings of their prose.

    Names that start with a dot, and templates (names that start with `_`), are left out. What is neither a file nor a
    folder of its own (a link, wherever it leads, or a pipe) is refused: never followed, never opened. So is a file that
    is not admitted (see `admitted`).
    """
    pages: list[Page] = []
    files: set[str] = set()
    refused: list[Source] = []
    ledger = Ledger()
    readings = Readings(docs if cached else None)
    for path, entry, flaw in _entries(docs, ""):
        why = (flaw, "") if flaw else refusal(path, Path(entry.path))
        if why:
            refused.append(Source(path, "", *why))
        elif path == PATH:
            ledger = read_ledger(read(PATH, Path(entry.path)))
        elif not entry.name.startswith("_"):
            if path.endswith(".md"):
                pages.append(read_page(read(path, Path(entry.path)), readings))
            else:
                files.add(path)
    readings.keep()
    pages.sort(key=lambda page: page.path)
    refused.sort(key=lambda one: one.path)
    return Catalogue(tuple(pages), frozenset(files), ledger, tuple(refused))


def _entries(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str], str | None]]:
    """Every file below a folder, and what is wrong with it; folders only where something is wrong with them."""
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        path = prefix + entry.name
        if entry.name.startswith("."):
            # MkDocs publishes none of these (an editor keeps its locks so), yet walks through a linked folder.
            if entry.is_symlink() and entry.is_dir():
                yield path, entry, LINK
        elif entry.is_symlink():
            yield path, entry, LINK
        elif entry.is_dir(follow_symlinks=False):
            if entry.name.endswith(".md"):
                yield path, entry, "This is a folder, though its name ends in .md as a page’s does."
            else:
                yield from _entries(Path(entry.path), f"{path}/")
        elif entry.is_file(follow_symlinks=False):
            yield path, entry, None
        else:
            yield path, entry, "This is a device or a pipe of the machine, not a file."


LINK = "This is a symbolic link, which leads to another place. What it leads to is not shown."
