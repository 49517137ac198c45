"""Gives headings their anchors, as Python-Markdown's toc extension does."""

from __future__ import annotations

from collections.abc import Iterable

from markdown.extensions.toc import slugify, unique

from catalogue.prose.model import Heading
from catalogue.text import Span


class Anchors:
    """The headings of a page, in order, until every id typed on the page is known."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, str, str | None, Span]] = []

    def add(self, level: int, text: str, explicit: str | None, span: Span) -> None:
        """Take a heading, with the id typed for it if there is one."""
        self.waiting.append((level, text, explicit, span))

    def settle(self, taken: Iterable[str]) -> tuple[tuple[Heading, ...], set[str]]:
        """The headings with their anchors, and every id; those `taken` by attributes are given to no other heading."""
        ids = set(taken)
        # The third argument of `unique`, not yet in its types, keeps many repeats fast.
        counters: dict[str, int] = {}
        headings = []
        for level, text, explicit, span in self.waiting:
            anchor = explicit
            if anchor is None:
                anchor = unique(slugify(text, "-"), ids, counters)  # type: ignore[call-arg]
            headings.append(Heading(level, text, anchor, span))
        return tuple(headings), ids
