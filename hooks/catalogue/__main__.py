"""The command as a process of its own: `catalogue`, or `python -m catalogue` where that is not on the path."""

from __future__ import annotations

import os
import sys
from threading import active_count

from catalogue.cli import main


def run() -> None:
    """Run the command, and end at once: the system takes back what a process holds sooner than Python takes it apart.

    What was to be written is written first; where that fails, or something else is still at work, Python ends as usual.
    """
    # To look for what extends pydantic opens a file of every library that is installed; nothing of ours does.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        main()
    except SystemExit as ended:
        code = 0 if ended.code is None else ended.code
        if not isinstance(code, int) or active_count() > 1:
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    run()
