"""Is a word that has a page linked to it, and does each word that search knows lead somewhere, once?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from catalogue.diagnostics import Diagnostic, Edit, Severity, quote
from catalogue.graph import Catalogue, Page, Pages
from catalogue.labels import fold, number_variants
from catalogue.records import SearchWords
from catalogue.records.search_words import Meaning
from catalogue.text import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SHORT = 5
"""A name of one word that is no longer than this is an everyday word too often ("ace") to be sure of."""
_ONE = re.compile(r"[\w\s'’\-‐‑–/]*")


def word_unlinked(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A page uses a word of the glossary and never links it.

    A reader who does not know the word would look it up. The longest name wins, and whole words only.

    Bad:
        docs/guidance/x.md
        A population focus comes first.

    Good:
        docs/guidance/x.md
        A [population focus][] comes first.
    """
    names = known_names(catalogue)
    for page in catalogue.pages:
        if page.kind == "page":
            continue
        linked = {reference.target.path for reference in catalogue.leads_from.get(page.path, ())} | {page.path}
        for span, target in mentions(page, names):
            if target.path in linked:
                continue
            linked.add(target.path)
            typed = page.source.text[span.start : span.end]
            right = f"[{typed}][]" if catalogue.names.resolve(typed).page is target else f"[{typed}][{target.title}]"
            message = f"{quote(typed)} is a word of the glossary."
            fix = f"link it: {quote(right)}, or run “catalogue fix --link”."
            yield page.problem("word-unlinked", span, message, fix, Severity.NOTE, Edit(span, right))


class Starts(NamedTuple):
    """The names that start with one word: what each means, and how many words they have, the most first."""

    means: dict[tuple[str, ...], Page]
    sizes: tuple[int, ...]


def known_names(catalogue: Catalogue) -> dict[str, Starts]:
    """The names of all terms, and their regular plurals, by their first word."""
    found: dict[str, dict[tuple[str, ...], Page]] = defaultdict(dict)
    for page in catalogue.of_kind("term"):
        for name in page.record.names:
            folded = fold(name)
            for each in (folded, *number_variants(folded)):
                parts = tuple(_WORD.findall(each))
                sure = len(parts) > 1 or len(folded) > SHORT or name.isupper()
                if parts and sure and catalogue.names.resolve(each).page is page:
                    found[parts[0]][parts] = page
    return {
        first: Starts(means, tuple(sorted({len(parts) for parts in means}, reverse=True)))
        for first, means in found.items()
    }


def mentions(page: Page, names: dict[str, Starts]) -> Iterator[tuple[Span, Page]]:
    """Where a page's running text uses a name: never in headings, code, links or quotations."""
    text = page.source.text
    # A letter such as “ß” grows when folded, and the places after it would be wrong.
    same = (form for form in (text.casefold(), text.lower()) if len(form) == len(text))
    folded = next(same, text).replace("’", "'")
    for stretch in page.prose.running:
        passed = stretch.start
        for word in _WORD.finditer(folded, stretch.start, stretch.end):
            starts = names.get(word.group())
            if starts and word.start() >= passed:
                found = _longest(folded, starts, word.start(), stretch.end)
                if found:
                    passed, target = found
                    # An abbreviation is one only where it is written large.
                    if passed - word.start() > SHORT or not text[word.start() + 1 : passed].islower():
                        yield Span(word.start(), passed), target


def _longest(folded: str, starts: Starts, start: int, end: int) -> tuple[int, Page] | None:
    """The longest name that stands at a place: where it ends, and what it means."""
    words = list(islice(_WORD.finditer(folded, start, end), starts.sizes[0]))
    for size in starts.sizes:
        target = starts.means.get(tuple(word.group() for word in words[:size]))
        if target is not None and len(words) >= size:
            stop = words[size - 1].end()
            if _ONE.fullmatch(folded, start, stop) and "\n\n" not in folded[start:stop]:
                return stop, target
    return None


def search_word_repeated(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """What people type stands twice for one meaning, so that one of the two is mended and the other forgotten.

    Case, hyphens and blanks do not count, in search neither.

    Bad:
        docs/search/words.md
        title: Words that search knows
        meanings:
          - means: christmas-2019
            typed: [discussion paper, Discussion Paper]

    Good:
        docs/search/words.md
        title: Words that search knows
        meanings:
          - means: christmas-2019
            typed: [discussion paper]
    """
    for page, index, one in _meanings(catalogue):
        seen: set[str] = set()
        for place, typed in enumerate(one.typed):
            if fold(typed) in seen:
                message, fix = f"{quote(typed)} stands twice for {quote(one.means)}.", "take one of the two out."
                span = page.place("meanings", index, "typed", place)
                yield page.problem("search-word-repeated", span, message, fix, Severity.WARNING)
            seen.add(fold(typed))


def search_meaning_unknown(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """What is meant looks like the id of a page, and there is no such page: search would look for its parts as words.

    An id has hyphens and no blanks. Words with one hyphen, such as `multi-agency`, are words.

    Bad:
        docs/search/words.md
        title: What people type
        meanings: [{means: causes-and-causes, typed: [root causes]}]

    Good:
        docs/search/words.md
        title: What people type
        meanings: [{means: multi-agency, typed: [joint working]}]
    """
    for page, index, one in _meanings(catalogue):
        means = one.means or ""
        if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+){2,}", means) and catalogue.names.resolve(means).page is None:
            near = catalogue.names.near_ids(means)
            message = f"No page has the id {quote(means)}."
            fix = f"use {' or '.join(map(quote, near))}." if near else "use words with blanks, or the id of a page."
            yield page.problem("search-meaning-unknown", page.place("meanings", index, "means"), message, fix)


def _meanings(catalogue: Pages) -> Iterator[tuple[Page, int, Meaning]]:
    for page, words in catalogue.records_of(SearchWords):
        for index, one in enumerate(words.meanings):
            yield page, index, one
