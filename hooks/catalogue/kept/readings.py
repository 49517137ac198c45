"""Readings of pages kept between runs, in `.cache/` beside the docs folder: safe to delete at any time.

A page's reading depends on its own text and kind alone, so it is kept by a hash of them, the code and the versions of
what reads it, and is never trusted over the file: another text has another hash. The file is JSON, which can hold
nothing that runs. Of a page in which a problem was met, only the prose is kept: who mends it reads the rest again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import active_count
from typing import Any, TypeVar

from pydantic import TypeAdapter

from catalogue.frontmatter import FrontMatter, Places
from catalogue.graph import Page
from catalogue.graph.read_page import joined, read_block, read_page
from catalogue.kept.lines import FOLDER, KeptLines, beside, digest
from catalogue.kept.versions import house
from catalogue.kinds import model_for
from catalogue.markdown import AsTyped, Citation, Definition, Heading, Hole, Link, Prose
from catalogue.progress import told
from catalogue.records import fitting
from catalogue.text import Source, Span

__all__ = ["FOLDER", "NAME", "Readings"]

T = TypeVar("T")

NAME = "readings"
MANY = 500
"""With more pages to read than these, to start a process for each core takes less time than it saves."""


@dataclass(frozen=True, slots=True)
class Near:
    """What is kept of a page that others are joined to it by: its references; and, where all is well with them, its
    fields as typed.
    """

    fields: dict[str, Any] | None
    start: int
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    citations: tuple[Citation, ...]
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """The rest of its prose: only the page itself shows it, and only rules that look at one page judge it."""

    html: tuple[AsTyped, ...]
    attributes: tuple[AsTyped, ...]
    anchors: frozenset[str]
    code: tuple[Span, ...]
    running: tuple[Span, ...]
    shown: tuple[Span, ...]
    parts: tuple[str | Hole, ...]
    flood: tuple[Span, str] | None


class KeptProse(Prose):
    """The prose of a page as it was kept, of which the rest is read when it is asked for."""

    __slots__ = ("_rest",)

    def __init__(self, near: Near, rest: bytes) -> None:
        for name in Near.__slots__[1:]:
            object.__setattr__(self, name, getattr(near, name))
        object.__setattr__(self, "_rest", rest)

    def __getattr__(self, name: str) -> Any:
        if name not in Rest.__slots__:
            raise AttributeError(name)
        rest = _form(Rest).validate_json(self._rest)
        for each in Rest.__slots__:
            object.__setattr__(self, each, getattr(rest, each))
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Prose) and all(getattr(self, n) == getattr(other, n) for n in Prose.__slots__)

    __hash__ = Prose.__hash__


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
        kept = [lines.get(key) for key in keys]
        missing = [source for source, line in zip(sources, kept, strict=True) if not line]
        ahead = _on_all_cores(missing) if self._on_all_cores and len(missing) > MANY else iter(())
        for source, key, known in zip(told(sources, "pages read"), keys, kept, strict=True):
            line = known or next(ahead, b"")
            page = self._known.get(source.path)
            if page is None or page.source != source:
                page = _kept_page(source, line) or _read(source)
            lines.use_again(key) if known else lines.use(key, line or _line(page))
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
    """What is kept of a page, as JSON: pieces that are read apart, with a tab between them, which no JSON holds."""
    front, prose = page.front, page.prose
    well = front.complete and not page.problems
    near = Near(front.fields if well else None, *(getattr(prose, name) for name in Near.__slots__[1:]))
    rest = Rest(*(getattr(prose, name) for name in Rest.__slots__))
    places = (front.places.kept, front.keys.kept) if well else (b"", b"")
    return b"\t".join((_form(Near).dump_json(near), _form(Rest).dump_json(rest), *places, page.face))


def _kept_page(source: Source, line: bytes) -> Page | None:
    """The page of a text and what is kept of it; none where that is nothing, or none of its kind."""
    try:
        first, rest, places, keys, face = line.split(b"\t")
        near = _form(Near).validate_json(first)
        fields, prose = near.fields, KeptProse(near, rest)
        if fields is None:
            return joined(source, read_block(source), prose)
        present = near.start > 0
        front = FrontMatter(fields, Places(places), Places(keys), near.start, present, complete=True, problems=())
        page = Page(source, front, prose, fitting(model_for(source.path), fields), ())
        vars(page)["face"] = face  # to work it out takes the rest of the prose
        return page
    except ValueError:
        return None


def _key(source: Source) -> bytes:
    kind, flaw = model_for(source.path).__name__, f"{source.flaw}\0{source.cure}" if source.flaw else ""
    return digest(house(), kind.encode(), flaw.encode(), source.text.encode("utf-8", "surrogatepass"))


@cache
def _form(model: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(model)
