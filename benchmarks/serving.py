"""How long a writer waits under `serve`, from saving a page until a browser gets it with the new words."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import monotonic, sleep
from urllib.request import urlopen

from benchmarks.measure import QUIET, SERVE, apart, edit
from benchmarks.table import Figure

LARGEST = 1000
"""The most pages this is measured on: each save makes Material alone build all of them."""
_LONGEST = 600
"""How many seconds are waited for one page."""


def figures(folder: Path, sizes: tuple[int, ...], rounds: int) -> Iterator[Figure]:
    """Serve the projects of these sizes that stand in `folder`, one at a time, and save a page in each round."""
    for size in (each for each in sizes if each <= LARGEST):
        ours, plain = (list(_waits(folder / str(size) / name, rounds)) for name in ("ours", "plain"))
        yield Figure(
            size, "A saved page under serve", apart(ours), f"Material alone: {apart(plain)}",
            median(ours), 1.5, "s",
        )  # fmt: skip


def _waits(project: Path, rounds: int) -> Iterator[float]:
    """How many seconds each round waits, in a project whose pages are served from a folder of the server's own."""
    with _served(project) as page:
        for turn in range(rounds):
            # The first build after a start is not what a writer waits for all day.
            edit(project, f"before {turn}")
            _until(page, f"before {turn}")
            start = monotonic()
            edit(project, f"served {turn}")
            _until(page, f"served {turn}")
            yield monotonic() - start


@contextmanager
def _served(project: Path) -> Iterator[str]:
    """The address of the page that is edited, while `mkdocs serve` runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    with (project / "said.txt").open("w") as said:
        server = subprocess.Popen((*SERVE, place), cwd=project, env={**os.environ, **QUIET}, stdout=said, stderr=said)
    try:
        page = f"http://{place}/guidance/situation-7/"
        _until(page, "</html>")
        yield page
    finally:
        server.terminate()
        server.wait()


def _until(page: str, words: str) -> None:
    """Ask for a page until it holds these words. Raises TimeoutError where it does not in good time."""
    end = monotonic() + _LONGEST
    while monotonic() < end:
        try:
            with urlopen(page, timeout=_LONGEST) as answer:
                if words in answer.read().decode():
                    return
        except OSError:
            pass  # the server has not started yet
        sleep(0.02)
    raise TimeoutError(page)
