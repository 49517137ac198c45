"""What a page's prose holds, and the HTML it makes: found by one rendering with Python-Markdown."""

from catalogue.markdown.model import (
    AsTyped,
    Citation,
    CitationItem,
    Definition,
    Heading,
    Hole,
    HoleKind,
    Link,
    LinkKind,
    Prose,
    normalise_label,
)  # fmt: skip

__all__ = [
    "AsTyped",
    "Citation",
    "CitationItem",
    "Definition",
    "Heading",
    "Hole",
    "HoleKind",
    "Link",
    "LinkKind",
    "Prose",
    "normalise_label",
]  # fmt: skip
