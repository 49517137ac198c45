"""A page's text as Markdown is read from it, which remembers where each part of it was typed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.text import Span

STASH = "\x02"
"""Stands for something read already that holds no Markdown: a fence, raw HTML, an escaped character."""

ELEMENT = "\x03"
"""Stands for something read already that becomes an element of the page: a link, code."""

Edit = tuple[int, int, str]
"""From, to, and what to put there instead."""

TAB = 4
RETYPED = re.compile(r"^[ \t]+$|[\x02\x03]+|\t", re.MULTILINE)


@dataclass(slots=True)
class Canvas:
    """A text cut from a page and then changed in places.

    From `knots[i]` up to the next knot, the text was typed from `origins[i]` on; nothing was typed after `limit`.
    """

    text: str
    knots: list[int]
    origins: list[int]
    limit: int

    def origin(self, offset: int) -> int:
        """Where in the page the character at `offset` was typed."""
        index = bisect_right(self.knots, offset) - 1
        origin = self.origins[index] + offset - self.knots[index]
        return min(origin, self.origins[index + 1] if index + 1 < len(self.origins) else self.limit)

    def span(self, start: int, end: int) -> Span:
        """Where in the page a stretch of the text was typed."""
        if len(self.knots) == 1:
            shift = self.origins[0]
            return Span(min(start + shift, self.limit), min(end + shift, self.limit))
        return Span(self.origin(start), self.origin(end))

    def edited(self, edits: Iterable[Edit]) -> Canvas:
        """A copy with these changes made; they are in order and do not overlap."""
        pieces: list[str] = []
        result = Canvas("", [], [], self.limit)
        position = size = 0
        for start, end, text in edits:
            self._keep(position, start, size, result)
            size += start - position
            result.knots.append(size)
            result.origins.append(self.origin(start))
            pieces += (self.text[position:start], text)
            size += len(text)
            position = end
        self._keep(position, len(self.text), size, result)
        pieces.append(self.text[position:])
        result.text = "".join(pieces)
        return result

    def _keep(self, start: int, end: int, size: int, result: Canvas) -> None:
        result.knots.append(size)
        result.origins.append(self.origin(start))
        index = bisect_right(self.knots, start)
        while index < len(self.knots) and self.knots[index] < end:
            result.knots.append(size + self.knots[index] - start)
            result.origins.append(self.origins[index])
            index += 1


def canvas(text: str, start: int) -> Canvas:
    """The text from `start` on, with tabs made spaces and lines of nothing but spaces made empty."""
    body = text[start:] + "\n\n"
    fresh = Canvas(body, [0], [start], len(text))
    if "\t" not in body and " \n" not in body and STASH not in body and "\x03" not in body:
        return fresh
    edits = list(_retyped(body))
    return fresh.edited(edits) if edits else fresh


def _retyped(body: str) -> Iterable[Edit]:
    line = seen = shift = 0
    for match in RETYPED.finditer(body):
        start, end = match.span()
        if (newline := body.rfind("\n", seen, start)) >= 0:
            line, shift = newline + 1, 0
        seen = end
        if start == 0 and body[end] == "\n" and body[start] not in "\x02\x03":
            # Python-Markdown leaves a first line of spaces as it is.
            yield start, end, body[start:end].expandtabs(TAB)
        elif body[start:end] != "\t" or (start == line and body[end] == "\n"):
            yield start, end, ""
            shift -= end - start
        else:
            width = TAB - (start - line + shift) % TAB
            yield start, end, " " * width
            shift += width - 1
