"""What has been found in a page's sentences so far."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection
from itertools import accumulate
from typing import TypeVar

from catalogue.prose.canvas import Canvas
from catalogue.prose.model import Attributes, Citation, Html, Link
from catalogue.text import Span

T = TypeVar("T")


class Findings:
    """Lists that every sentence of a page adds to.

    `defined` are the labels the page itself defines; `fenced` the code of each fence, by the place where it starts.
    """

    def __init__(self, canvas: Canvas, defined: Collection[str]) -> None:
        self.canvas = canvas
        self.defined = defined
        self.links: list[Link] = []
        self.citations: list[Citation] = []
        self.html: list[Html] = []
        self.attributes: list[Attributes] = []
        self.code: list[Span] = []
        self.ids: list[tuple[Span, str]] = []
        self.fenced: dict[int, str] = {}

    def counts(self) -> tuple[int, int, int, int]:
        """How much has been found, to tell later what was found since."""
        return len(self.links), len(self.html), len(self.attributes), len(self.ids)

    def drop(self, since: tuple[int, int, int, int], swallowed: list[Span]) -> None:
        """Take out what was found since then in words that are swallowed by something else."""
        links, html, attributes, ids = since
        self.links[links:] = _outside(swallowed, self.links[links:], lambda link: link.span)
        self.html[html:] = _outside(swallowed, self.html[html:], lambda html: html.span)
        self.attributes[attributes:] = _outside(swallowed, self.attributes[attributes:], lambda each: each.span)
        self.ids[ids:] = _outside(swallowed, self.ids[ids:], lambda each: each[0])


def _outside(swallowed: list[Span], found: list[T], place: Callable[[T], Span]) -> list[T]:
    swallowed = sorted(swallowed)
    starts = [span.start for span in swallowed]
    furthest = list(accumulate((span.end for span in swallowed), max))
    kept = []
    for each in found:
        index = bisect_right(starts, place(each).start) - 1
        if index < 0 or furthest[index] <= place(each).start:
            kept.append(each)
    return kept
