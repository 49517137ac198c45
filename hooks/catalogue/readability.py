"""How hard a text is to read: the Flesch–Kincaid grade, in years of school."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Readability:
    """What a text comes to: its sentences, words and syllables."""

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """The Flesch–Kincaid grade; 0 for a text without words."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


_DICTIONARY = pyphen.Pyphen(lang="en_GB", left=1, right=1)


@cache
def syllables(word: str) -> int:
    """How many syllables an English word has, by where it can be hyphenated."""
    return len(_DICTIONARY.positions(word)) + 1


def measure(texts: Iterable[str]) -> Readability:
    """Measure texts together."""
    sentences = words = total = 0
    for text in texts:
        for sentence in re.split(r"(?<=[.!?:])\s+", " ".join(text.split())):
            found = re.findall(r"[A-Za-z][A-Za-z'’]*", sentence)
            sentences += bool(found)
            words += len(found)
            total += sum(syllables(word) for word in found)
    return Readability(sentences, words, total)


def texts_of(page: Page) -> Iterator[str]:
    """What a reader of a page reads: its paragraphs, and the fields that are sentences."""
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)", page.body):
        yield plain_words(paragraph)
    for path, text in texts_in(page.front.fields):
        if next(step for step in reversed(path) if isinstance(step, str)) in READ:
            yield text
