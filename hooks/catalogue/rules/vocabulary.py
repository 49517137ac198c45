"""Is a word that has a page linked to it?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from catalogue.diagnostics import Diagnostic, Edit, Severity, quote
from catalogue.graph import Catalogue, Page
from catalogue.labels import fold, number_variants
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
            yield Diagnostic(
                "word-unlinked", page.source, span, f"{quote(typed)} is a word of the glossary.",
                f"link it: {quote(right)}, or run “catalogue fix --link”.", Severity.NOTE, Edit(span, right),
            )  # fmt: skip


@dataclass(frozen=True)
class Starts:
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
