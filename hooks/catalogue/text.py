"""A page's text, and places in it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text: `start` and `end` are character offsets, `end` not included."""

    start: int
    end: int


class Stretches:
    """Stretches of a text, however they lie over one another; to ask whether they hold a place takes no time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self.starts.append(span.start)
                self._ends.append(span.end)

    def hold(self, offset: int) -> bool:
        """Whether a character stands in one of them; `offset` counts characters from 0, as those of spans do."""
        last = bisect_right(self.starts, offset) - 1
        return last >= 0 and offset < self._ends[last]


class Place(NamedTuple):
    """Where something starts: line and column as an editor shows them, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """One file's text as the author typed it, with line ends made `\\n` and any byte-order mark taken off.

    `path` is relative to the docs folder, with forward slashes. `flaw` says, in words, why the bytes could not be
    read as they stand; the text then holds what could be rescued. `cure` says what to do about it, where that is known.
    """

    path: str
    text: str
    flaw: str | None = None
    cure: str = ""

    @cached_property
    def line_starts(self) -> array[int]:
        """The offset at which each line starts."""
        # A list takes nine times the room, for every line of every page.
        starts = array("i", [0])
        position = self.text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    def place(self, offset: int) -> Place:
        """The line and column of `offset`, counted in characters from 0; one past the end is the end."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.line_starts, offset)
        return Place(line, offset - self.line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line (counted from 1), without its line end; empty past the last."""
        if not 1 <= number <= len(self.line_starts):
            return ""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end == -1 else self.text[start:end]


PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
"""Characters that have no meaning but the one a program gives them; the reader of prose gives them one of its own."""

LARGEST = 500_000
"""The most bytes a page can hold, eighty times a long page: what is larger is a pasted data file, not prose."""

RESCUED = 100_000
"""How many bytes of a larger file are read all the same, so that its block at the top is not lost."""


SAVE = "save the file as UTF-8: in the browser's editor, paste the text again."


def decode(path: str, data: bytes) -> Source:
    """Read a file's bytes as a page, whatever they hold; never raises.

    Bytes that are not UTF-8 are read as Windows-1252 (what an old editor most likely wrote) and the flaw is named.

    `path` is relative to the docs folder.
    """
    flaws: list[tuple[str, str]] = []
    if len(data) > LARGEST:
        flaws.append((f"The file holds {len(data) / 1_000_000:.1f} million bytes. A page can hold half a million.", ""))
        data = data[:RESCUED].rpartition(b"\n")[0] or data[:RESCUED]
    try:
        wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") and len(data) % 2 == 0
        text = data.decode("utf-16" if wide else "utf-8-sig")
        if wide:
            flaws.append(("The file is not saved as UTF-8 but as UTF-16.", SAVE))
    except UnicodeDecodeError as error:
        text = data.decode("cp1252", errors="replace")
        line = data.count(b"\n", 0, error.start) + 1
        flaws.append((f"The file is not saved as UTF-8: line {line} holds a character in another encoding.", SAVE))
    if "\x00" in text:
        flaws.append(("The file holds null characters, as a program or a picture does, not a page.", ""))
        text = text.replace("\x00", "\ufffd")
    if not text.isascii() and PRIVATE.search(text):
        flaws.append(("The file holds private characters, which no font shows.", "take them out: each is shown as �."))
    return Source(path, text.replace("\r\n", "\n").replace("\r", "\n"), *(flaws[0] if flaws else ()))


def write(files: Mapping[Path, bytes]) -> None:
    """Write files all or none: each goes beside its place first, and takes it when every one is whole.

    Folders that are missing are made; a link is replaced by a file, not followed. Raises `OSError` that names the file;
    then nothing is changed, unless the disk fails between two names.
    """
    beside: dict[Path, Path] = {}
    file = Path()
    try:
        for file, content in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            beside[file] = file.with_name(f".{file.name}.part")
            beside[file].write_bytes(content)
            if file.is_file():
                beside[file].chmod(file.stat().st_mode & 0o7777)
        for file, part in beside.items():
            part.replace(file)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from None
    finally:
        for part in beside.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
