"""By what something that is kept was made: our own code, and the libraries."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path


@cache
def house() -> bytes:
    """The version of all our own code, and of the libraries."""
    return version(Path(__file__).parent.parent)


def version(folder: Path) -> bytes:
    """A hash of every file below a `folder` of ours, of all libraries that are installed, and of Python itself."""
    made = blake2b("\n".join((sys.version, *_libraries())).encode(), digest_size=16)
    for name, file in _files(folder):
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123  # as in a snapshot
            data = opened.read()
        # With the lengths, so that nothing can be moved from one file to the next.
        made.update(f"{name} {len(name)} {len(data)} ".encode("utf-8", "surrogateescape") + data)
    return made.digest()


def _libraries() -> Iterable[str]:
    """The folders that tell of what is installed, such as `Markdown-3.11.dist-info`: their names hold the version.

    Much sooner read than by `importlib.metadata`, which opens each.
    """
    for place in sys.path:
        with suppress(OSError):
            yield from sorted(each.name for each in os.scandir(place) if each.name.endswith("-info"))


def _files(folder: Path) -> Iterable[tuple[str, str]]:
    """Every file below a folder: its path from there, and on the disk."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        below = here.removeprefix(str(folder))
        for name in sorted(names):
            yield f"{below}/{name}", f"{here}/{name}"
