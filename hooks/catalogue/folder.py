"""Reads a docs folder into a catalogue, each file once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from catalogue.diagnostics import Diagnostic, unreadable
from catalogue.frontmatter import read_front_matter
from catalogue.graph import Catalogue, Page
from catalogue.kept.readings import Readings
from catalogue.kinds import model_for
from catalogue.ledger import PATH, Ledger, read_ledger
from catalogue.records import Record, declared, read_record
from catalogue.snapshot import Snapshot, take
from catalogue.text import Source, decode


def read_page(source: Source) -> Page:
    """Read one page from its text; whatever it holds, there is a page."""
    return next(_pages([source], Readings()))


def _pages(sources: Iterable[Source], readings: Readings) -> Iterator[Page]:
    """Read pages from their texts, or from what is kept of an earlier reading; whatever they hold, each is a page."""
    fronts = [(source, read_front_matter(source, _declared(model_for(source.path)))) for source in sources]
    bodies = readings.read([(source, front.body_start) for source, front in fronts])
    for (source, front), prose in zip(fronts, bodies, strict=True):
        record, problems = read_record(model_for(source.path), source, front)
        flaws = [unreadable(source)] if source.flaw else []
        if prose.flood:
            flaws.append(Diagnostic("page-unreadable", source, *prose.flood, _FLOODED))
        yield Page(source, front, prose, record, (*flaws, *front.problems, *problems))


@cache
def _declared(model: type[Record]) -> frozenset[str]:
    return frozenset(declared(model))


_FLOODED = "take them out, or move part of the page to a page of its own. Until then it is shown as plain text."


def read_texts(texts: dict[str, str | bytes], files: Iterable[str] = (), site: str = "") -> Catalogue:
    """Read pages that are not on a disk: path in the docs folder, and text.

    The paths are relative to the docs folder; bytes are taken for UTF-8. Raises nothing, whatever they hold.
    """
    sources = {
        path: decode(path, text) if isinstance(text, bytes) else Source(path, text) for path, text in texts.items()
    }
    kept = sources.pop(PATH, None)
    pages = tuple(_pages(sorted(sources.values(), key=lambda source: source.path), Readings()))
    return Catalogue(pages, frozenset(files), read_ledger(kept) if kept else Ledger(), site=site)


def read_folder(docs: Path, *, cached: bool = False, site: str = "") -> Catalogue:
    """Read every page below a docs folder, in the order of their paths; `cached` keeps the readings of their prose.

    What is read and what is refused is said at `take`.

    `docs` is the folder on the disk, `site` the site's address. Raises OSError where a folder cannot be read.
    """
    return read_snapshot(take(docs, site), Readings(docs if cached else None))


def read_snapshot(taken: Snapshot, readings: Readings) -> Catalogue:
    """Read every page of a docs folder as it was taken, in the order of their paths."""
    sources = [taken.source(path) for path in taken.pages]
    pages = tuple(_pages(sources, readings))
    readings.keep()
    ledger = read_ledger(taken.source(PATH)) if PATH in taken.texts else Ledger()
    return Catalogue(pages, taken.files, ledger, taken.refused, site=taken.site, named=taken.named)
