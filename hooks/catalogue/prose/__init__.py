"""Reads the prose of a page: headings, links, citations, code, each with its place in the file."""

from catalogue.prose.bounds import too_heavy, unread
from catalogue.prose.model import (
    Attributes,
    Citation,
    CitationItem,
    Definition,
    Heading,
    Html,
    Link,
    LinkKind,
    Prose,
    normalise_label,
)
from catalogue.prose.reader import read_prose

__all__ = [
    "Attributes",
    "Citation",
    "CitationItem",
    "Definition",
    "Heading",
    "Html",
    "Link",
    "LinkKind",
    "Prose",
    "normalise_label",
    "read_prose",
    "too_heavy",
    "unread",
]
