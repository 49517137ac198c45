"""How far something long has come, for a person who waits at a terminal; silence everywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

T = TypeVar("T")

PATIENCE, OFTEN = 2.0, 0.2
"""Seconds before anything is said, and between one saying and the next."""


class Progress:
    """Counts what is done, and says so on the error stream, in one line that is taken away at the end.

    `what` stands behind the count: `pages read`. Nothing is said within two seconds, nor where nobody watches: the
    stream is no terminal, or `CI` is set, as services that run checks do.
    """

    def __init__(self, what: str, total: int) -> None:
        self._what, self._total, self._done = what, total, 0
        self._watched = sys.stderr.isatty() and not os.environ.get("CI")
        self._next = monotonic() + PATIENCE
        self._said = 0

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if not self._watched or monotonic() < self._next:
            return
        self._next = monotonic() + OFTEN
        line = f"{self._done:,} of {self._total:,} {self._what}"
        print(f"\r{line:<{self._said}}", end="", file=sys.stderr, flush=True)
        self._said = len(line)

    def end(self) -> None:
        """Take the line away, if there is one."""
        if self._said:
            print(f"\r{' ' * self._said}\r", end="", file=sys.stderr, flush=True)
            self._said = 0


def told(things: Iterable[T], what: str) -> Iterator[T]:
    """The things, one by one, with a word on how many there have been."""
    every = list(things)
    progress = Progress(what, len(every))
    try:
        for one in every:
            yield one
            progress.step()
    finally:
        progress.end()
