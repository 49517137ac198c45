"""Readings of prose kept between runs, in `.cache/` beside the docs folder: safe to delete at any time.

A page's reading depends on its own text alone, so it is kept by a hash of the text, the settings and the versions of
what reads it, and is never trusted over the file: another text has another hash. A line of the cache that is damaged,
or was written by half, is not what its own hash says, and costs one reading. The file is JSON, which can hold nothing
that runs, and is put in place by one rename: of two runs at once, the later one's readings stay.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from threading import active_count

from pydantic import TypeAdapter

from catalogue.kept.versions import version
from catalogue.markdown import Prose
from catalogue.progress import told
from catalogue.text import Source

Body = tuple[Source, int]

FOLDER, NAME = ".cache", "readings"
MANY = 500
"""With more pages to read than these, to start a process for each core takes less time than it saves."""

_MARKDOWN = Path(__file__).parent.parent / "markdown"


class Readings:
    """The readings of a docs folder; without one, nothing is looked up and nothing is kept."""

    def __init__(self, docs: Path | None = None) -> None:
        self._file = docs.resolve().parent / FOLDER / NAME if docs is not None else None
        self._kept = _lines(self._file) if self._file else {}
        self._used: dict[bytes, bytes] = {}
        self._new = False

    def read(self, bodies: Sequence[Body]) -> Iterator[Prose]:
        """What each page's body holds, in order; a body is a page's text and where in it the prose starts."""
        if self._file is None:
            yield from (_read(*body) for body in bodies)
            return
        keys = [_key(*body) for body in bodies]
        missing = [body for body, key in zip(bodies, keys, strict=True) if key not in self._kept]
        ahead = _on_all_cores(missing) if len(missing) > MANY else iter(())
        for body, key in zip(told(bodies, "pages read"), keys, strict=True):
            payload = self._kept.get(key) or next(ahead, b"")
            yield self._held(key, payload, body)

    def _held(self, key: bytes, payload: bytes, body: Body) -> Prose:
        """The reading a payload holds; where it holds none of this shape, a new one."""
        self._new |= key not in self._kept
        try:
            found = _prose().validate_json(payload)
        except ValueError:
            found = _read(*body)
            payload, self._new = _prose().dump_json(found), True
        self._used[key] = payload
        return found

    def keep(self) -> None:
        """Write what was read and is not yet kept; what no page had any use for goes. Never raises."""
        if self._file is None or not self._new:
            return
        try:
            self._file.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent)
            with os.fdopen(handle, "wb") as file:
                file.writelines(b"%b %b %b\n" % (key, _hash(key, line), line) for key, line in self._used.items())
            Path(name).replace(self._file)
        except OSError:
            # A folder that cannot be written to makes the next run no slower than this one.
            return


def _on_all_cores(bodies: Sequence[Body]) -> Iterator[bytes]:
    """The readings of bodies as JSON, in order, made by all cores; none where the machine has one, or lets us use one.

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
            yield from pool.map(_payload, bodies, chunksize=16)
    except (OSError, RuntimeError, AssertionError, ImportError):
        # No shared memory, no semaphores, a process of a pool itself, or one that was killed.
        return


def _payload(body: Body) -> bytes:
    return _prose().dump_json(_read(*body))


def _read(source: Source, start: int) -> Prose:
    # Only a page that has changed needs Markdown, which takes a while to start.
    from catalogue.markdown.reading import read_prose

    return read_prose(source, start)


def _lines(file: Path) -> dict[bytes, bytes]:
    """The readings in a file, as JSON, by key; a line that is not whole is left out."""
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError:
        return {}
    parts = (line.split(b" ", 2) for line in lines)
    return {each[0]: each[2] for each in parts if len(each) == 3 and _hash(each[0], each[2]) == each[1]}


def _key(source: Source, start: int) -> bytes:
    return _hash(_settings(), b"%d " % start, source.text.encode("utf-8", "surrogatepass"))


def _hash(*parts: bytes) -> bytes:
    return blake2b(b"\0".join(parts), digest_size=16).hexdigest().encode()


@cache
def _prose() -> TypeAdapter[Prose]:
    return TypeAdapter(Prose)


@cache
def _settings() -> bytes:
    """All that a reading depends on beside the text: our own code, which holds the settings, and the libraries."""
    return version(_MARKDOWN)
