"""Readings of prose kept between runs, in `.cache/` beside the docs folder: safe to delete at any time.

A page's reading depends on its own text alone, so it is kept by a hash of the text, the settings and the versions of
what reads it, and is never trusted over the file: another text has another hash. A line of the cache that is damaged,
or was written by half, is not what its own hash says, and costs one reading. The file is JSON, which can hold nothing
that runs, and is put in place by one rename: of two runs at once, the later one's readings stay.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter

from catalogue.markdown import Prose
from catalogue.text import Source

FOLDER, NAME = ".cache", "readings"
_MARKDOWN = Path(__file__).parent / "markdown"


class Readings:
    """The readings of a docs folder; without one, nothing is looked up and nothing is kept."""

    def __init__(self, docs: Path | None = None) -> None:
        self._file = docs.resolve().parent / FOLDER / NAME if docs is not None else None
        self._kept = _lines(self._file) if self._file else {}
        self._used: dict[bytes, bytes] = {}
        self._new = False

    def read(self, source: Source, start: int) -> Prose:
        """What a page's body, from an offset of its text, holds."""
        if self._file is None:
            return _read(source, start)
        key = _hash(_settings(), b"%d " % start, source.text.encode("utf-8", "surrogatepass"))
        payload = self._kept.get(key)
        if payload is not None:
            try:
                found = _prose().validate_json(payload)
            except ValueError:
                payload = None
        if payload is None:
            found = _read(source, start)
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


def _hash(*parts: bytes) -> bytes:
    return blake2b(b"\0".join(parts), digest_size=16).hexdigest().encode()


@cache
def _prose() -> TypeAdapter[Prose]:
    return TypeAdapter(Prose)


@cache
def _settings() -> bytes:
    """All that a reading depends on beside the text: our own code, which holds the settings, and the libraries'."""
    ours = (file.read_bytes() for file in sorted(_MARKDOWN.glob("*.py")))
    theirs = (version(name).encode() for name in ("markdown", "pymdown-extensions", "nh3", "pydantic"))
    return _hash(*ours, *theirs)
