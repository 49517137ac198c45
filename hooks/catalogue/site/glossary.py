"""The glossary as its list shows it: every word from A to Z, and the words that are still missing."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import NamedTuple

from catalogue.graph import Catalogue, Page
from catalogue.labels import fold, number_variants

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHERS = "0–9"
"""Where a name stands that starts with no letter of the alphabet."""


class ListedName(NamedTuple):
    """A word in the list, with the other names that stand beside it, each once whatever its number."""

    term: Page
    also: tuple[str, ...]


class Letter(NamedTuple):
    """A letter and the words that start with it, in order."""

    name: str
    entries: tuple[ListedName, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return anchor_of(self.name)


class Wanted(NamedTuple):
    """A word that has no page yet, and the pages that would link to it."""

    word: str
    pages: tuple[Page, ...]


def alphabet(catalogue: Catalogue) -> tuple[Letter, ...]:
    """Every letter, whether words start with it or not; what starts with none comes first, where there is any.

    The words are plain text, sorted as English sorts them: case, marks and punctuation put aside.
    """
    found: dict[str, list[ListedName]] = defaultdict(list)
    for term in catalogue.of_kind("term"):
        found[letter_of(term.title)].append(
            ListedName(term, tuple(_less_plurals((term.title, *term.record.names))[1:]))
        )
    letters = [OTHERS, *ALPHABET] if OTHERS in found else list(ALPHABET)
    return tuple(Letter(name, tuple(sorted(found[name], key=_order))) for name in letters)


def _less_plurals(names: tuple[str, ...]) -> list[str]:
    """A term's names, each once, of those that differ only in number the first; the first of all is its own."""
    kept: dict[str, str] = {}
    for name in names:
        folded = fold(name)
        if not any(each in kept for each in number_variants(folded)):
            kept[folded] = name
    return list(kept.values())


def _order(entry: ListedName) -> tuple[str, str]:
    return _sorted_as(entry.term.title), entry.term.path


def _sorted_as(name: str) -> str:
    """A name as it is sorted: without marks on letters, and nothing but letters, figures and spaces."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", fold(name)) if not unicodedata.combining(each))
    return re.sub(r"[^\w\s]+", "", plain).strip()


def letter_of(name: str) -> str:
    """The letter of the alphabet under which a name (plain text) stands."""
    first = _sorted_as(name)[:1].upper()
    return first if first and first in ALPHABET else OTHERS


def anchor_of(letter: str) -> str:
    """The place of a letter on the page, and in the address of its own page."""
    return "letter-other" if letter == OTHERS else f"letter-{letter.lower()}"


def missing(catalogue: Catalogue) -> tuple[Wanted, ...]:
    """The words that pages list as wanted and that no page is named by, each with the pages that want it."""
    words: dict[str, str] = {}
    pages: dict[str, dict[str, Page]] = defaultdict(dict)
    for page in catalogue.pages:
        if page.record.draft or page.record.retired:
            continue
        for word in page.record.wanted:
            if catalogue.names.resolve(word).page is None:
                words.setdefault(fold(word), word)
                pages[fold(word)][page.path] = page
    return tuple(Wanted(words[each], tuple(pages[each].values())) for each in sorted(pages, key=_sorted_as))
