"""What is noted while a page is converted, and where that was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown

from catalogue.markdown.marks import Flooded, Marks, bare
from catalogue.markdown.model import AsTyped, Citation, Definition, Link, LinkKind
from catalogue.text import Span

Found = tuple[Element | str | None, int | None, int | None]

MOST_STEPS = 1_000_000
"""How many characters may be looked through again for one page; our own pages take a seventieth of it."""


@dataclass(eq=False)
class Notes:
    """What is noted while one page is converted; `text` is its source."""

    text: str
    marks: Marks
    links: list[FoundLink] = field(default_factory=list)
    citations: list[tuple[Element, Citation]] = field(default_factory=list)
    spared: list[Element] = field(default_factory=list)
    html: list[AsTyped] = field(default_factory=list)
    attributes: list[AsTyped] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    raw_end: int = 0
    steps: int = 0

    def spend(self, steps: int) -> None:
        """Count work that can grow with the square of a page's length; raises `Flooded` when it is too much."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise Flooded

    def note_html(self, raw: str) -> None:
        """Note raw HTML, given with its marks."""
        at, typed = self.marks.first(raw), bare(raw).strip("\n")
        if at is not None and raw.lstrip("\n").startswith("<"):
            start = self.text.rfind("<", 0, at)
        else:
            start = self.text.find(typed, self.raw_end)
            start = start if start >= 0 else self.text.find(typed)
        if start < 0:
            return
        if not self.text.startswith(typed, start):
            # What looks like a link within it has been put in its place.
            end = "-->" if typed.startswith("<!--") else ">"
            stop = self.text.find(end, start)
            typed = self.text[start : stop + len(end)] if stop >= 0 else self.text[start:]
        self.html.append(AsTyped(typed, Span(start, start + len(typed))))
        self.raw_end = start + len(typed)


class FoundLink(NamedTuple):
    """A link as it was noted; `element` is None where none was made, and the link's own words say what it shows then.

    `waits`: its label is defined nowhere on the page.
    """

    element: Element | None
    link: Link
    waits: bool = False


class Noting:
    """What every processor of ours knows."""

    notes: Notes
    kind: LinkKind = LinkKind.INLINE
    md: Markdown


_LONGEST = 4_000
"""How many characters of a link's words are looked through for the bracket that closes them."""
# What holds a bracket that closes nothing: behind a backslash, or in code.
_INNER = re.compile(r"\\.|(`+)(?!`).*?(?<!`)\1(?!`)|[\[\]]", re.DOTALL)


def closing(text: str, at: int) -> int:
    """Where the bracket that closes the one before an offset stands."""
    depth = 1
    for sign in _INNER.finditer(text, at, at + _LONGEST):
        depth += {"[": 1, "]": -1}.get(sign[0], 0)
        if not depth:
            return sign.start()
    return max(at, text.find("]", at))
