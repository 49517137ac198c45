"""The glossary as its list shows it: every name from A to Z, and the words that are still missing."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from catalogue.graph import Catalogue, Page
from catalogue.labels import fold, number_variants

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHERS = "0–9"
"""Where a name stands that starts with no letter of the alphabet."""


@dataclass(frozen=True)
class ListedName:
    """A name in the list, with its plural: the term's own, or another (`see`) that says which term to see."""

    names: tuple[str, ...]
    term: Page
    see: bool


@dataclass(frozen=True)
class Letter:
    """A letter and the names that start with it, in order."""

    name: str
    entries: tuple[ListedName, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return "letter-other" if self.name == OTHERS else f"letter-{self.name.lower()}"


@dataclass(frozen=True)
class Wanted:
    """A word that has no page yet, and the pages that would link to it."""

    word: str
    pages: tuple[Page, ...]


def alphabet(catalogue: Catalogue) -> tuple[Letter, ...]:
    """Every letter, whether names start with it or not; what starts with none comes first, where there is any.

    The names are plain text, sorted as English sorts them: case, marks and punctuation put aside.
    """
    found: dict[str, list[ListedName]] = defaultdict(list)
    for term in catalogue.of_kind("term"):
        for index, names in enumerate(_with_plurals((term.title, *term.record.names))):
            found[_letter(names[0])].append(ListedName(tuple(names), term, see=index > 0))
    letters = [OTHERS, *ALPHABET] if OTHERS in found else list(ALPHABET)
    return tuple(Letter(name, tuple(sorted(found[name], key=_order))) for name in letters)


def _with_plurals(names: tuple[str, ...]) -> list[list[str]]:
    """A term's names, each once, those that differ only in number together; the first is its own."""
    groups: dict[str, dict[str, str]] = {}
    for name in names:
        folded = fold(name)
        same = next((each for each in number_variants(folded) if each in groups), folded)
        groups.setdefault(same, {}).setdefault(folded, name)
    return [list(group.values()) for group in groups.values()]


def _order(entry: ListedName) -> tuple[str, bool, str]:
    return _sorted_as(entry.names[0]), entry.see, entry.term.path


def _sorted_as(name: str) -> str:
    """A name as it is sorted: without marks on letters, and nothing but letters, figures and spaces."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", fold(name)) if not unicodedata.combining(each))
    return re.sub(r"[^\w\s]+", "", plain).strip()


def _letter(name: str) -> str:
    first = _sorted_as(name)[:1].upper()
    return first if first and first in ALPHABET else OTHERS


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
