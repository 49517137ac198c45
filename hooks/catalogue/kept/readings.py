"""Readings of pages kept between runs, in `.cache/` beside the docs folder: safe to delete at any time.

A page's reading depends on its own text and kind alone, so it is kept by a hash of them, the code and the versions of
what reads it, and is never trusted over the file: another text has another hash. The file is JSON, which can hold
nothing that runs. Of a page in which a problem was met, only the prose is kept: who mends it reads the rest again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import active_count
from typing import Any

from pydantic import TypeAdapter

from catalogue.frontmatter import FrontMatter, Places
from catalogue.graph import Page
from catalogue.graph.read_page import joined, read_block, read_page
from catalogue.kept.lines import FOLDER, KeptLines, beside, digest
from catalogue.kept.versions import house
from catalogue.kinds import model_for
from catalogue.markdown import Prose
from catalogue.progress import told
from catalogue.records import fitting
from catalogue.text import Source, Span

__all__ = ["FOLDER", "NAME", "Readings"]

NAME = "readings"
MANY = 500
"""With more pages to read than these, to start a process for each core takes less time than it saves."""

Rows = list[list[Any]]
"""Where the values, or the names, of a block stand: the path of each, and its span's start and end behind that."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a page: its prose; and, where all is well with them, its fields as typed and their places."""

    prose: Prose
    fields: dict[str, Any] | None = None
    places: Rows = field(default_factory=list)
    keys: Rows = field(default_factory=list)


class Readings:
    """The readings of a docs folder; without one, nothing is looked up and nothing is kept."""

    def __init__(
        self, docs: Path | None = None, known: dict[str, Page] | None = None, *, on_all_cores: bool = True
    ) -> None:
        """`known` are the pages this process has read before, by their paths; those read now take their place.

        To read `on_all_cores` takes a quarter more work in all: it is for whoever waits for little else.
        """
        self._on_all_cores = on_all_cores
        self._lines = KeptLines(beside(docs, NAME)) if docs is not None else None
        self._known = {} if known is None else known

    def read(self, sources: Sequence[Source]) -> Iterator[Page]:
        """The page of each of these texts, in order, read or as it was kept."""
        lines = self._lines
        if lines is None:
            yield from map(_read, sources)
            return
        keys = [_key(source) for source in sources]
        missing = [source for source, key in zip(sources, keys, strict=True) if key not in lines]
        ahead = _on_all_cores(missing) if self._on_all_cores and len(missing) > MANY else iter(())
        for source, key in zip(told(sources, "pages read"), keys, strict=True):
            line = lines.get(key) or next(ahead, b"")
            page = self._known.get(source.path)
            if page is None or page.source != source:
                page = _kept_page(source, line) or _read(source)
            lines.use(key, line or _line(page))
            self._known[source.path] = page
            yield page

    def keep(self) -> None:
        """Write what was read and is not yet kept; what no page had any use for goes. Never raises."""
        if self._lines is not None:
            self._lines.save()


def _on_all_cores(sources: Sequence[Source]) -> Iterator[bytes]:
    """What is kept of pages, in order, made by all cores; none where the machine has one, or lets us use one.

    It may end early, where a process is killed: what is not there is read by whoever asks.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # A copy of a process with threads can hang: where something is being served, one core does it.
    if cores < 2 or active_count() > 1:
        return
    # What only a large catalogue needs.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    try:
        how = get_context("fork" if sys.platform == "linux" else "spawn")
        with ProcessPoolExecutor(cores, how) as pool:
            yield from pool.map(_read_ahead, sources, chunksize=16)
    except (OSError, RuntimeError, AssertionError, ImportError):
        # No shared memory, no semaphores, a process of a pool itself, or one that was killed.
        return


def _read_ahead(source: Source) -> bytes:
    return _line(_read(source))


def _read(source: Source) -> Page:
    return read_page(source)


def _line(page: Page) -> bytes:
    """What is kept of a page, as JSON."""
    front = page.front
    if page.problems or not front.complete:
        return _kept().dump_json(Kept(page.prose))
    return _kept().dump_json(Kept(page.prose, front.fields, _rows(front.places), _rows(front.keys)))


def _kept_page(source: Source, line: bytes) -> Page | None:
    """The page of a text and what is kept of it as JSON; none where that is nothing, or none of its kind."""
    try:
        kept = _kept().validate_json(line)
        return _page(source, kept)
    except ValueError:
        return None


def _page(source: Source, kept: Kept) -> Page:
    fields, prose = kept.fields, kept.prose
    if fields is None:
        return joined(source, read_block(source), prose)
    front = FrontMatter(
        fields,
        _places(kept.places),
        _places(kept.keys),
        prose.start,
        present=prose.start > 0,
        complete=True,
        problems=(),
    )
    return Page(source, front, prose, fitting(model_for(source.path), fields), ())


def _rows(places: Places) -> Rows:
    return [[*path, span.start, span.end] for path, span in places.items()]


def _places(rows: Rows) -> Places:
    places = Places()
    for *path, start, end in rows:
        places[tuple(path)] = Span(start, end)
    return places


def _key(source: Source) -> bytes:
    kind, flaw = model_for(source.path).__name__, f"{source.flaw}\0{source.cure}" if source.flaw else ""
    return digest(house(), kind.encode(), flaw.encode(), source.text.encode("utf-8", "surrogatepass"))


@cache
def _kept() -> TypeAdapter[Kept]:
    return TypeAdapter(Kept)
