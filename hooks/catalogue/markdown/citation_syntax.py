"""Reads citations in Pandoc's form: `[@key, p. 9; @other]`."""

from __future__ import annotations

import re

from catalogue.markdown.model import CitationItem
from catalogue.text import Span

ITEM = re.compile(r"\s*(-?)@(\w(?:[\w:.#$%&+?<>~/-]*\w)?)(?:\s*,\s*|\s+|$)")


def citation_items(words: str) -> list[CitationItem]:
    """The items of a citation, given what stands between its brackets; their places count from the first bracket's end.

    A part after `;` that names no paper belongs to the item before it. Nothing if it is not a citation after all.
    """
    items: list[CitationItem] = []
    position = 0
    for part in words.split(";"):
        match = ITEM.match(part)
        if match:
            span = Span(position + match.start(2), position + match.end(2))
            items.append(CitationItem(match[2], _locator(part[match.end() :]), bool(match[1]), span))
        elif items:
            last = items[-1]
            locator = _locator(f"{last.locator};{part}")
            items[-1] = CitationItem(last.key, locator, last.suppress_author, last.span)
        else:
            return []
        position += len(part) + 1
    return items


def _locator(words: str) -> str:
    return " ".join(words.split()).strip("; ")
