"""A folder that one process at a time writes into.

The system lets go of a lock when its process ends, however that ends (POSIX `flock`), so one that is left behind cannot
be. Windows locks no folders: there, nothing is held.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path

if sys.platform != "win32":
    import fcntl


class Busy(Exception):
    """Another process writes into the folder."""


def hold(folder: Path) -> ExitStack:
    """Keep a folder to this process until what is given back is closed; it is made if it is missing.

    Raises `Busy` where another has it, and OSError where the folder cannot be made or opened.

    `folder` is on the disk; on Windows nothing is held.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        return ExitStack()
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise Busy from None
    except OSError:
        pass  # some file systems of a network know no locks
    held_open = ExitStack()
    held_open.callback(os.close, held)
    return held_open
