"""What a page's prose holds: headings, links, citations and the rest, each with its place, and its HTML with holes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from catalogue.text import Span

WHITE_SPACE = re.compile(r"\s+")


class LinkKind(StrEnum):
    """The ways of writing a link or a picture."""

    INLINE = "inline"
    REFERENCE = "reference"
    IMAGE = "image"
    IMAGE_REFERENCE = "image-reference"
    AUTOLINK = "autolink"


class Heading(NamedTuple):
    """A heading: `text` is what a reader sees, `anchor` its id in the page, `span` its words on their line."""

    level: int
    text: str
    anchor: str
    span: Span


class Link(NamedTuple):
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

    def closing(self, text: str) -> str:
        """What closes a reference in the page's text, from the bracket behind its words: `]`, `][]`, `] [label]`."""
        if self.shortcut:
            return "]"
        bracket = self.target_span.start - 1
        if bracket == self.span.start:
            bracket = self.span.end - 2
        if not text[self.span.start + 1 : bracket].rstrip().removesuffix("]").strip():
            # No words were typed: the label is shown for them.
            return "][]"
        gap = " " if text[bracket - 1].isspace() else ""
        return f"]{gap}{text[bracket : self.span.end]}"


class CitationItem(NamedTuple):
    """One paper in a citation: its key, the page cited, and whether a `-` hides the author. `span` is the key's."""

    key: str
    locator: str
    suppress_author: bool
    span: Span


class Citation(NamedTuple):
    """A citation in Pandoc's form: `[@key]`, `[@key, p. 9]`, `[@a; @b]`, `[-@key]`."""

    items: tuple[CitationItem, ...]
    span: Span


class AsTyped(NamedTuple):
    """Raw HTML as typed: a tag or comment within a sentence, or a whole block that starts a line; or a list of
    attributes, `{: #id .class key=value }`.
    """

    text: str
    span: Span


class Definition(NamedTuple):
    """A link definition: `[label]: address "title"`."""

    label: str
    target: str
    span: Span
    target_span: Span


class HoleKind(StrEnum):
    """What a hole in a page's HTML waits for."""

    ADDRESS = "address"
    """The address of a link or a picture that leads to a file; `before` stands before it, from the tag's name on."""
    OPENING = "opening"
    """The opening tag of a reference, `before` and `after` the address its other attributes; or a bracket."""
    CLOSING = "closing"
    """The closing tag of a reference; or a bracket, and its label."""
    CITATION = "citation"
    """A citation in words."""


class Hole(NamedTuple):
    """What other pages decide: of which link or citation (`start` is its span's), and in which section it stands.

    Sections are counted by headings of the first and second level. `target` is an address as typed; `before` and
    `after` are HTML.
    """

    kind: HoleKind
    start: int
    section: int
    target: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """What a page's body holds, in the order of the page; every span counts from the start of the file.

    `start` is where the body starts. `anchors` are the ids the finished page will have. `code` is where code stands;
    `running` are the stretches of plain sentences, where a term may be used without being linked: outside headings,
    code, links and quotations; `shown` is all text that came out as it was typed, outside code, links and citations.
    `parts` are the page's HTML, made harmless, with holes for what other pages decide. `flood` says, in words, what the
    page holds too much of to be read, and where; it is then shown as plain text.
    """

    start: int
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()
    html: tuple[AsTyped, ...] = ()
    attributes: tuple[AsTyped, ...] = ()
    definitions: tuple[Definition, ...] = ()
    anchors: frozenset[str] = frozenset()
    code: tuple[Span, ...] = ()
    running: tuple[Span, ...] = ()
    shown: tuple[Span, ...] = ()
    parts: tuple[str | Hole, ...] = ()
    flood: tuple[Span, str] | None = None


def normalise_label(label: str) -> str:
    """A label as labels are compared: `Population  Focus` and `population focus` are the same.

    White space at either end is kept, as one space: a reference typed so fits no definition.
    """
    return WHITE_SPACE.sub(" ", label.lower())
