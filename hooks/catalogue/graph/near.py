"""What was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from catalogue.graph.page import Page
from catalogue.labels import fold
from catalogue.records import Paper


def closeness(typed: str, name: str) -> float:
    """How alike two names are, from 0 to 100, whatever their case and spacing."""
    return fuzz.ratio(fold(typed), fold(name))


def surest(typed: str, near: tuple[str, ...]) -> str:
    """The one name that was surely meant: very like what was typed, and much liker than the next; else empty."""
    if not near or closeness(typed, near[0]) < 80:
        return ""
    alone = len(near) == 1 or closeness(typed, near[0]) > closeness(typed, near[1]) + 8
    return near[0] if alone else ""


def near_papers(records: Iterable[Page], key: str) -> list[str]:
    """Up to three papers a mistaken key may have meant: by its spelling, its author and year, or words of the title."""
    words = [word for word in re.split(r"[^\w]+", fold(key)) if word]
    scored = []
    for page in records:
        if not isinstance(page.record, Paper):
            continue
        authors = set(re.split(r"[^\w]+", fold(" ".join(author.short for author in page.record.authors))))
        here = authors | set(re.split(r"[^\w]+", fold(f"{page.id} {page.title}")))
        # A word alone counts when it is an author's: many titles share a word.
        fewest = 1 if authors.issuperset(words) else 2
        score = max(fuzz.ratio(key, page.id), 100 * sum(word in here for word in words) / max(len(words), fewest))
        if score >= 66:
            scored.append((-score, page.id))
    return [page_id for _, page_id in sorted(scored)[:3]]
