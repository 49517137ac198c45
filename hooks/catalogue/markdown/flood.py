"""Says what a page holds too much of to be read in good time."""

from __future__ import annotations

import re
from collections import Counter

from catalogue.text import Span

LARGEST = 60_000
"""The most characters of prose a page can hold: more than twice our longest page."""

_SIGNS = {
    "[": "brackets", "]": "brackets", "<": "angle brackets", "*": "stars", "_": "underscores", "`": "backticks",
    "#": "hashes", ">": "angle brackets", "|": "bars", "(": "round brackets", ")": "round brackets",
    "{": "curly brackets", "}": "curly brackets", "-": "hyphens", "\\": "backslashes", "&": "ampersands",
    "!": "exclamation marks", "~": "tildes", "=": "equals signs", ":": "colons", "@": "at signs",
    '"': "quotation marks", "'": "apostrophes",
}  # fmt: skip
_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")


def flood_at(text: str, start: int) -> tuple[Span, str]:
    """Where a page's body is too much, and what it holds there, in words."""
    if len(text) - start > LARGEST:
        return Span(start, start), f"The page holds {len(text) - start:,} characters of prose. {LARGEST:,} can be read."
    blocks = ((match.start(), _most(match[0])) for match in _BLOCK.finditer(text, start))
    at, (sign, count) = max(blocks, key=lambda block: block[1][1], default=(start, ("characters", len(text) - start)))
    stop = text.find("\n", at)
    line = text[at : stop if stop >= 0 else len(text)]
    if _most(line)[1] * 2 > count:
        sign, count = _most(line)
        return Span(at, at + len(line)), f"This line holds {count:,} {sign}, more than can be read."
    words = f"The lines from here to the next empty one hold {count:,} {sign}, more than can be read."
    return Span(at, at + len(line)), words


def _most(text: str) -> tuple[str, int]:
    """Which sign of Markdown a text holds most of, and how many."""
    counts: Counter[str] = Counter()
    for sign, times in Counter(text).items():
        if sign in _SIGNS:
            counts[_SIGNS[sign]] += times
    return counts.most_common(1)[0] if counts else ("characters", len(text))
