"""What people type for what pages say, as the lists of search words have it, in the terms that search compares."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from catalogue.graph import Catalogue
from catalogue.outputs.search.search_terms import beside, in_pairs, stem, told_by, words
from catalogue.records import SearchWords

TYPED, MOST_TYPED = 5.0, 10.0
"""What a word counts on the page for which people are said to type it alone, and in all their phrases at most."""


def known(catalogue: Catalogue) -> SearchWords:
    """What all pages of search words say, as one."""
    return SearchWords.together(words for _, words in catalogue.records_of(SearchWords))


Typed = dict[str, dict[str, float]]
"""By the id of a page, terms of what people type for it, and what each counts there."""


def typed_for(catalogue: Catalogue) -> tuple[Typed, Typed]:
    """What people type for each page: its words, and two words beside each other.

    A word of a long phrase tells less than one that is typed alone, and more where several phrases hold it.
    """
    every = known(catalogue)
    single: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    meant = ((catalogue.names.resolve(one.means or "").page, one.typed) for one in every.meanings)
    said = [(page.id, phrases) for page, phrases in meant if page]
    said += [(one.guide or "", one.typed) for one in every.risk_to_life]
    said += [(one.guide or "", one.typed) for one in every.jobs]
    for name, phrases in said:
        for phrase in phrases:
            spoken = words(phrase)
            for term in map(stem, spoken):
                single[name][term] += TYPED / math.sqrt(len(spoken))
            pairs[name].update((*in_pairs(told_by(spoken)), *beside(spoken)))
    return (
        {name: {term: min(count, MOST_TYPED) for term, count in terms.items()} for name, terms in single.items()},
        {name: {term: min(TYPED * n, MOST_TYPED) for term, n in terms.items()} for name, terms in pairs.items()},
    )


def alike(catalogue: Catalogue) -> list[frozenset[str]]:
    """The sets of terms that are said for one another."""
    return [frozenset(stem(word) for each in one.words for word in words(each)) for one in known(catalogue).alike]
