"""Reads a docs folder into a catalogue, each file once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from catalogue.diagnostics import Diagnostic
from catalogue.frontmatter import read_front_matter
from catalogue.graph import Catalogue, Page
from catalogue.kinds import model_for
from catalogue.ledger import PATH, Ledger, read_ledger
from catalogue.prose import read_prose
from catalogue.records import declared, read_record
from catalogue.text import Source, Span, decode, read


def read_page(source: Source) -> Page:
    """Read one page from its text; whatever it holds, there is a page."""
    model = model_for(source.path)
    front = read_front_matter(source, frozenset(declared(model)))
    prose = read_prose(source, front.body_start)
    record, problems = read_record(model, source, front)
    flaws = [Diagnostic("page-unreadable", source, Span(0, 0), source.flaw, _cure(source.flaw))] if source.flaw else []
    return Page(source, front, prose, record, (*flaws, *front.problems, *problems))


def _cure(flaw: str) -> str:
    if "folder" in flaw or "link" in flaw:
        return "put the page itself there, as a plain file."
    if "UTF-8" in flaw:
        return "save the file as UTF-8: in the browser's editor, paste the text again."
    return "move what is not prose into a file of its own, and link to it."


def read_texts(texts: dict[str, str | bytes], files: Iterable[str] = ()) -> Catalogue:
    """Read pages that are not on a disk: path in the docs folder, and text."""
    sources = {
        path: decode(path, text) if isinstance(text, bytes) else Source(path, text) for path, text in texts.items()
    }
    kept = sources.pop(PATH, None)
    pages = sorted(map(read_page, sources.values()), key=lambda page: page.path)
    return Catalogue(tuple(pages), frozenset(files), read_ledger(kept) if kept else Ledger())


def read_folder(docs: Path) -> Catalogue:
    """Read every page below a docs folder, in the order of their paths.

    Names that start with a dot, and templates (names that start with `_`), are left out. A folder or a link that stands
    where a page should is a page with its flaw said.
    """
    pages: list[Page] = []
    files: set[str] = set()
    ledger = Ledger()
    for folder, folders, names in os.walk(docs):
        here = Path(folder).relative_to(docs).as_posix()
        prefix = "" if here == "." else f"{here}/"
        for name in [name for name in folders if name.endswith(".md")]:
            pages.append(_odd(prefix + name, "This is a folder, though its name ends in .md as a page's does."))
        folders[:] = [name for name in folders if not name.startswith(".") and not name.endswith(".md")]
        for name in names:
            file = Path(folder, name)
            if name.startswith((".", "_")):
                continue
            if prefix + name == PATH:
                ledger = read_ledger(read(PATH, file))
            elif not name.endswith(".md"):
                files.add(prefix + name)
            elif file.is_symlink() and not _inside(file, docs):
                pages.append(_odd(prefix + name, "This is a link to a file outside the docs folder."))
            else:
                pages.append(read_page(read(prefix + name, file)))
    return Catalogue(tuple(sorted(pages, key=lambda page: page.path)), frozenset(files), ledger)


def _inside(file: Path, docs: Path) -> bool:
    try:
        return file.resolve().is_relative_to(docs.resolve())
    except (OSError, RuntimeError):
        return False


def _odd(path: str, flaw: str) -> Page:
    return read_page(Source(path, "", flaw))
