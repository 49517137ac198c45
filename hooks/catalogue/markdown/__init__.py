"""What a page's prose holds, and the HTML it makes: found by one rendering with Python-Markdown."""

from catalogue.markdown.model import (
    Attributes,
    Citation,
    CitationItem,
    Definition,
    Heading,
    Hole,
    HoleKind,
    Html,
    Link,
    LinkKind,
    Prose,
    normalise_label,
)

__all__ = [
    "Attributes",
    "Citation",
    "CitationItem",
    "Definition",
    "Heading",
    "Hole",
    "HoleKind",
    "Html",
    "Link",
    "LinkKind",
    "Prose",
    "normalise_label",
]
