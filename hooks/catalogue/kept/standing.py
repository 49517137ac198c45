"""Writes a site over the one that stands: what is the same stays, what is not made any more is taken away.

Whoever empties the folder first pays for every file anew, and readers of the folder find nothing meanwhile. Here a file
belongs to a build when the build wrote it, or found it as it should be: both show in the file's change time (POSIX
`st_ctime`), which nobody can set, but for files that are known to stand. So what others write counts too.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection
from io import BufferedWriter
from pathlib import Path


def put(file: str | Path, content: bytes | bytearray) -> None:
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


def _holds(file: str | Path, content: bytes | bytearray) -> bool:
    try:
        return held(file) == content
    except OSError:
        return False


def stay(file: str | Path) -> None:
    """Say that `file`, where it is on the disk, belongs to this build as it is."""
    now = os.stat(file)  # noqa: PTH116  # a Path for each of 10,000 files takes longer
    os.utime(file, ns=(now.st_atime_ns, now.st_mtime_ns))


def mark(file: str) -> str:
    """How a file stands: whoever writes to it gives it another mark. Empty where there is none.

    At the end is its change time, in nanoseconds (POSIX `st_ctime`). `file` is where it is on the disk.
    """
    try:
        now = os.lstat(file)
    except OSError:
        return ""
    return f"{now.st_ino} {now.st_size} {now.st_mtime_ns} {now.st_ctime_ns}"


def is_sure(mark: str, until: int) -> bool:
    """Whether a file with this mark cannot be written to and have it still, as `moment` was `until` when it was asked.

    It can within one tick of the clock, and where the system keeps no change time (Windows).
    """
    return os.name == "posix" and bool(mark) and int(mark.rpartition(" ")[2]) < until


def moment(folder: Path) -> int:
    """What a change time would be now in `folder`, by the clock of the disk, which may not be that of the machine.

    Raises OSError where nothing can be written there.
    """
    handle, name = tempfile.mkstemp(dir=folder, prefix=".")
    try:
        return os.fstat(handle).st_ctime_ns
    finally:
        os.close(handle)
        Path(name).unlink()


class StandingSite:
    """A folder that is written over; it need not be there yet."""

    def __init__(self, folder: Path) -> None:
        """Start: what is older than this and is not put or said to stay is taken away by `clear`."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._is_new = not any(folder.iterdir())
        self._since = moment(folder)
        self._stays: Collection[str] = ()

    def clear(self, stays: Collection[str] = ()) -> None:
        """Take away what is not of this build, and folders with nothing in them; hidden files are left, as MkDocs does.

        Links are taken away, not followed. `stays` are files that belong to this build too, as they are on the disk.
        """
        self._stays = stays
        if not self._is_new:
            self._clear(self._folder)

    def _clear(self, folder: Path) -> bool:
        left = False
        with os.scandir(folder) as entries:
            found = list(entries)
        for entry in found:
            if entry.name.startswith(".") and folder == self._folder:
                continue
            if entry.path in self._stays:
                left = True
            elif entry.is_dir(follow_symlinks=False):
                if self._clear(Path(entry.path)):
                    left = True
                else:
                    Path(entry.path).rmdir()
            elif entry.is_symlink() or entry.stat(follow_symlinks=False).st_ctime_ns < self._since:
                Path(entry.path).unlink()
            else:
                left = True
        return left
