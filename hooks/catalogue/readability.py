"""How hard a text is to read: the Flesch–Kincaid grade, in years of school."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import pyphen

from catalogue.graph import Page, plain_words
from catalogue.records.fields import texts_in

READ = frozenset(
    {
        "definition", "summary", "police_view", "health_view", "say_it", "agreed_note", "situation", "harm", "text",
        "why", "do", "next", "later", "dont", "call", "question", "found", "limits", "note", "affects", "action",
        "discuss",
    }
)  # fmt: skip
"""The fields that are read as sentences."""


_DICTIONARY = pyphen.Pyphen(lang="en_GB", left=1, right=1)


@cache
def syllables(word: str) -> int:
    """How many syllables an English word has, by where it can be hyphenated."""
    return len(_DICTIONARY.positions(word)) + 1


def measure(texts: Iterable[str]) -> tuple[int, float]:
    """How many words texts have together, and the grade they come to; 0 for texts without words."""
    sentences = words = total = 0
    for text in texts:
        for sentence in re.split(r"(?<=[.!?:])\s+", " ".join(text.split())):
            found = re.findall(r"[A-Za-z][A-Za-z'’]*", sentence)
            sentences += bool(found)
            words += len(found)
            total += sum(syllables(word) for word in found)
    return words, 0.39 * words / sentences + 11.8 * total / words - 15.59 if words else 0.0


def texts_of(page: Page) -> Iterator[str]:
    """What a reader of a page reads: its paragraphs, and the fields that are sentences."""
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)", page.body):
        yield plain_words(paragraph)
    for path, text in texts_in(page.front.fields):
        if next(step for step in reversed(path) if isinstance(step, str)) in READ:
            yield text
