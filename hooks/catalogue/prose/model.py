"""What a page's prose holds: headings, links, citations and the rest, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from catalogue.text import Source, Span

WHITE_SPACE = re.compile(r"\s+")


class LinkKind(StrEnum):
    """The ways of writing a link or a picture."""

    INLINE = "inline"
    REFERENCE = "reference"
    IMAGE = "image"
    IMAGE_REFERENCE = "image-reference"
    AUTOLINK = "autolink"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `text` is what a reader sees, `anchor` its id in the page, `span` its words on their line."""

    level: int
    text: str
    anchor: str
    span: Span


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture.

    `text` is the words shown (for a picture, its description). `target` is the address, or for a reference its label;
    `target_span` is where that stands, so that it can be replaced. `shortcut` marks a bare `[label]`, which is a link
    only when the label is defined.
    """

    kind: LinkKind
    text: str
    target: str
    span: Span
    target_span: Span
    shortcut: bool = False


@dataclass(frozen=True, slots=True)
class CitationItem:
    """One paper in a citation: its key, the page cited, and whether a `-` hides the author. `span` is the key's."""

    key: str
    locator: str
    suppress_author: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in Pandoc's form: `[@key]`, `[@key, p. 9]`, `[@a; @b]`, `[-@key]`."""

    items: tuple[CitationItem, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Html:
    """Raw HTML as typed: a tag or comment within a sentence, or a whole block that starts a line."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Attributes:
    """A list of attributes as typed: `{: #id .class key=value }`."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Definition:
    """A link definition: `[label]: address "title"`."""

    label: str
    target: str
    span: Span
    target_span: Span


Marked = Heading | Link | Citation | Html | Attributes | Definition


@dataclass(frozen=True, slots=True)
class Prose:
    """What a page's body holds, in the order of the page; every span counts from the start of the file.

    `start` is where the body starts. `anchors` are the ids the finished page will have. `code` and `quotations` are the
    stretches that are code and block quotes. `words` are the stretches that hold the author's sentences, with markup.
    """

    source: Source
    start: int
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    citations: tuple[Citation, ...]
    html: tuple[Html, ...]
    attributes: tuple[Attributes, ...]
    definitions: tuple[Definition, ...]
    anchors: frozenset[str]
    code: tuple[Span, ...]
    quotations: tuple[Span, ...]
    words: tuple[Span, ...]

    def running_text(self) -> tuple[Span, ...]:
        """The stretches that are plain sentences: where a term may be used without being linked.

        Left out are code, headings, links, citations, HTML, attributes, definitions and block quotes.
        """
        marked: tuple[tuple[Marked, ...], ...] = (
            self.headings,
            self.links,
            self.citations,
            self.html,
            self.attributes,
            self.definitions,
        )
        taken = chain((each.span for each in chain(*marked)), self.code, self.quotations)
        return tuple(without(self.words, taken))


def without(spans: Iterable[Span], taken: Iterable[Span]) -> Iterator[Span]:
    """The parts of `spans` that none of `taken` covers; both may be in any order."""
    gaps = sorted(taken)
    first = 0
    for span in sorted(spans):
        position = span.start
        while first < len(gaps) and gaps[first].end <= position:
            first += 1
        index = first
        while index < len(gaps) and gaps[index].start < span.end:
            if gaps[index].start > position:
                yield Span(position, gaps[index].start)
            position = max(position, gaps[index].end)
            index += 1
        if position < span.end:
            yield Span(position, span.end)


def normalise_label(label: str) -> str:
    """A label as labels are compared: `Population  Focus` and `population focus` are the same.

    White space at either end is kept, as one space: a reference typed so fits no definition.
    """
    return WHITE_SPACE.sub(" ", label.lower())
