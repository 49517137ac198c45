"""Lines kept between runs in a file, mostly of `.cache/`, each under a key that is a hash of all it was made of.

A line that is damaged, or was written by half, is not what its own hash says, and is as if it were not there. The file
is put in place by one rename: of two runs at once, the later one's lines stay. It is safe to delete at any time.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

FOLDER = ".cache"


def digest(*parts: bytes | bytearray) -> bytes:
    """A hash of these parts, in letters and figures; none can be moved from one to the next.

    By SHA-256, which processors have a part for: it takes half as long as others there.
    """
    made = sha256()
    for part in parts:
        made.update(b"%d " % len(part))
        made.update(part)
    return made.hexdigest()[:32].encode()


def beside(docs: Path, name: str) -> Path:
    """The file of this name (`name`) in the folder of what is kept, which stands beside the folder `docs`."""
    return docs.resolve().parent / FOLDER / name


class KeptLines:
    """The lines of one file."""

    def __init__(self, file: Path | None) -> None:
        """Read what is kept in a file, which need not be there; without one, nothing is."""
        self._file = file
        self._kept = _lines(file) if file else {}
        self._used: dict[bytes, bytes] = {}

    def __contains__(self, key: bytes) -> bool:
        return bool(self.get(key))

    def get(self, key: bytes) -> bytes:
        """The line that is kept under a key; empty where none is, or none that is whole."""
        seal, _, line = self._kept.get(key, b"").partition(b" ")
        return line if seal and seal == digest(key, line) else b""

    def use(self, key: bytes, line: bytes) -> None:
        """Keep a line, which holds no line break, for the next run; what no run has used goes."""
        self._used[key] = digest(key, line) + b" " + line

    def use_again(self, key: bytes) -> None:
        """Keep the line that is kept under a key as it is."""
        self._used[key] = self._kept[key]

    def use_all(self, start: bytes) -> None:
        """Keep the lines of all keys that start so as they are."""
        self._used |= {key: line for key, line in self._kept.items() if key.startswith(start)}

    def save(self) -> None:
        """Write what was used, where any of it is new. Never raises."""
        if self._file is None or self._used.items() <= self._kept.items():
            return
        # A folder that cannot be written to makes the next run no slower than this one.
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.writelines(b"%b %b\n" % each for each in self._used.items())
                Path(name).replace(self._file)
            except OSError:
                Path(name).unlink()


def _lines(file: Path) -> dict[bytes, bytes]:
    """The lines of a file by key, each behind its hash."""
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError:
        return {}
    return {key: line for key, _, line in (each.partition(b" ") for each in lines)}
