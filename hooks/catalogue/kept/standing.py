"""Writes a site over the one that stands: what is the same stays, what is not made any more is taken away.

Whoever empties the folder first pays for every file anew, and readers of the folder find nothing meanwhile. Here a file
belongs to a build when the build wrote it, or found it as it should be and said so: both show in the file's change time
(POSIX `st_ctime`), which nobody can set. So no list of files has to be kept, and what others write counts too.
"""

from __future__ import annotations

import os
import tempfile
from io import BufferedWriter
from pathlib import Path


def put(file: str | Path, content: bytes) -> None:
    """Write a file, unless it holds just that already: then it stays, with the time it has. Folders are made.

    Raises OSError where it cannot be written.

    `file` is where it is on the disk.
    """
    try:
        opened = _new(file)
    except FileExistsError:
        if _holds(file, content):
            stay(file)
            return
        opened = open(file, "wb")  # noqa: PTH123, SIM115  # closed below
    with opened:
        opened.write(content)


def _new(file: str | Path) -> BufferedWriter:
    """A file that was not there, to be written: nearly all of a site built from nothing are such."""
    try:
        return open(file, "xb")  # noqa: PTH123
    except FileNotFoundError:
        os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120  # a Path for each takes longer
        return open(file, "xb")  # noqa: PTH123


def held(file: str | Path) -> bytes:
    """What a file holds; raises OSError where it cannot be read, or is a link: what that leads to is not ours.

    `file` is where it is on the disk.
    """
    with open(os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb", buffering=0) as opened:  # noqa: PTH123
        return opened.read()


def _holds(file: str | Path, content: bytes) -> bool:
    try:
        return held(file) == content
    except OSError:
        return False


def stay(file: str | Path) -> None:
    """Say that a file belongs to this build as it is.

    `file` is where it is on the disk.
    """
    now = os.stat(file)  # noqa: PTH116  # a Path for each of 10,000 files takes longer
    os.utime(file, ns=(now.st_atime_ns, now.st_mtime_ns))


class StandingSite:
    """A folder that is written over; it need not be there yet."""

    def __init__(self, folder: Path) -> None:
        """Start: what is older than this and is not put or said to stay is taken away by `clear`."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".")
        # The clock of the disk, which may not be that of the machine.
        self._since = os.fstat(handle).st_ctime_ns
        os.close(handle)
        Path(name).unlink()

    def clear(self) -> None:
        """Take away what is not of this build, and folders with nothing in them; hidden files are left, as MkDocs does.

        Links are taken away, not followed.
        """
        self._clear(self._folder)

    def _clear(self, folder: Path) -> bool:
        left = False
        with os.scandir(folder) as entries:
            found = list(entries)
        for entry in found:
            if entry.name.startswith(".") and folder == self._folder:
                continue
            if entry.is_dir(follow_symlinks=False):
                if self._clear(Path(entry.path)):
                    left = True
                else:
                    Path(entry.path).rmdir()
            elif entry.is_symlink() or entry.stat(follow_symlinks=False).st_ctime_ns < self._since:
                Path(entry.path).unlink()
            else:
                left = True
        return left
