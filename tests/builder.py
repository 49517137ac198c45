"""Commands in a process of their own, forked from one that has read MkDocs, its plugins and our code already.

Starting afresh costs more than most of the small sites here. `tests/site/test_kinds.py` and `tests/site/test_build.py`
start afresh too, as a person's command does.
"""

from __future__ import annotations

import gc
import io
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

READ_BEFORE = [
    "mkdocs.__main__", "mkdocs.commands.build", "mkdocs_rss_plugin.plugin", "material.plugins.search.plugin",
    "mkdocs_events", "catalogue.cli", "catalogue.outputs.calendar", "catalogue.site.pages", "tests.builder",
    "tests.warm_up",
]  # fmt: skip
MKDOCS = "from mkdocs.__main__ import cli; cli(prog_name='mkdocs')"
CATALOGUE = "from catalogue.cli import main; main()"

# A fresh process forks, never this one: it has threads and a browser, and is not to be copied.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(READ_BEFORE)


def run(
    code: str, arguments: Sequence[str], folder: Path, environ: Mapping[str, str], given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run code with these arguments in a folder, with just these settings of the environment, `given` to be read.

    Gives what it would give as `python -c`: how it ended, what it said, and what it said of faults.
    """
    with tempfile.TemporaryDirectory() as said:
        files = [str(Path(said) / name) for name in ("out", "err")]
        told = (code, list(arguments), str(folder), dict(environ), given, files)
        process = _processes.Process(target=_run, args=told)
        process.start()
        process.join()
        out, err = (Path(file).read_text("utf-8", errors="replace") for file in files)
    return subprocess.CompletedProcess(list(arguments), process.exitcode or 0, out, err)


def _run(
    code: str, arguments: list[str], folder: str, environ: dict[str, str], given: str, said: list[str]
) -> NoReturn:
    for number, file in enumerate(said, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    # Python's own streams stand on what they stood on when the process began; a command's stand on these.
    sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115
    sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode()), "utf-8")
    gc.freeze()  # what was read before is never garbage
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["-c", *arguments]
    try:
        exec(code, {"__name__": "__main__"})
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    sys.exit(0)
