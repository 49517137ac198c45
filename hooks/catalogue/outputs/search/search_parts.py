"""The index of search in parts, so that a search fetches little at any size of catalogue.

`search/index.json` holds what every search needs: how words are folded (search_terms.py), what people type for what
pages say, which phrases bring a guide first, and where each part starts. `search/parts/N.json` hold terms in their
order, each with the pages it is found on and how much it counts there (BM25F, Robertson and Zaragoza 2009, with all
weights worked in, so that the browser adds up and no more). `search/pages/N.json` hold what a result shows of a page.
`search/pocket.json` is a small index in one file, of what the pocket copy keeps. All texts are plain, not HTML.
"""

from __future__ import annotations

import hashlib
import json
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

from catalogue.graph import Catalogue, Page
from catalogue.kept.finished import Finished, KeptFiles, digest
from catalogue.outputs.pocket import by_need
from catalogue.outputs.search.search_terms import (
    COMMON,
    EMPTY,
    ENDINGS,
    in_pairs,
    joined,
    key,
    stem,
    telling,
    told_by,
    words,
)
from catalogue.records import SearchWords

TITLE, NAMES, LEAD, CORE, HEADINGS, BODY = 9.0, 6.5, 11.0, 2.0, 2.0, 0.6
"""What a word counts by where it stands: title, other names, situation, card or summary, headings, prose."""

SATURATION = 5.0
"""The count at which a word has half of its full weight (BM25's k1)."""

TYPED = 5.0
"""What a word counts at most on the page for which the word list says that people type it."""

COMMONNESS = 0.4
"""What is left of the weight of a word that people say whatever has happened."""

EXACT = {TITLE: 150, NAMES: 120}
"""What a page's whole title, or a whole other name, counts when it is all that is typed."""

FOUND_BY = 300
"""The same for what a guide is found by: a word may be defined elsewhere, but whoever types it has a job to do."""

SCALE = 16
MOST_PAGES = 120
"""On how many pages a term is followed, the best first: what is on more says little."""

PART = 6_000
"""How long a part is, in characters; a term is never torn in two."""

VOCABULARY = 2_500
"""How many words of guides and the glossary a mistyped word is held against."""

PASSAGE, PASSAGES = 400, 3_000
"""How much of a passage, and of all passages of a page, a result can show, in characters."""

POCKET = 60
"""Of how many guides, and twice as many words, the pocket copy's index tells."""

PLAIN_WEIGHTS = {"contributing": 0.2, "about": 0.4}
"""What pages that are no record count for, by folder; half elsewhere."""


@dataclass(frozen=True, slots=True)
class Findable:
    """A page as search sees it: what it is called, what of its passages a result can show (anchor, heading, text), and
    its terms by weight.

    `terms` are those by which it says what it is about, `prose` how often it holds each term in all.
    """

    page: Page
    passages: tuple[tuple[str, str, str], ...]
    terms: dict[str, float]
    exact: dict[str, int]
    prose: dict[str, int]
    pairs: frozenset[str] = frozenset()
    """The terms that are two words joined, and no word of the page."""

    @property
    def read(self) -> list[Any]:
        """What was read of it, as JSON holds it."""
        return [self.passages, self.terms, self.exact, self.prose, sorted(self.pairs)]

    @classmethod
    def reread(cls, page: Page, read: list[Any]) -> Findable:
        """A page from what was read of it, which is to have been this very page."""
        passages, terms, exact, prose, pairs = read
        return cls(page, tuple(map(tuple, passages)), terms, exact, prose, frozenset(pairs))

    @property
    def shown(self) -> dict[str, Any]:
        """What a result shows."""
        page, choices = self.page, self.page.record.search_choices
        said = {"kind": page.row.called, "title": page.title, "address": page.address, "parts": self.passages}
        return {**said, "choices": choices} if choices else said


def _in_room(passages: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """As much of the passages as a result can show."""
    room = PASSAGES
    for anchor, heading, text in passages:
        if room > 0 and (text or not anchor):
            yield anchor, heading, (cut := _cut(text, min(PASSAGE, room)))
            room -= len(cut)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"


def _weight(page: Page) -> float:
    if page.is_record:
        return page.row.weight
    return PLAIN_WEIGHTS.get(page.folder, 0.5)


def read_page(page: Page, entries: Sequence[dict[str, str]]) -> Findable:
    """A page as search sees it, from its entries as `search_index.search_entries` gives them."""
    record = page.record
    names = record.search_names(page.id)
    passages = [
        (entry["location"].partition("#")[2], unescape(entry["title"]), unescape(entry["text"])) for entry in entries
    ]
    counts: defaultdict[str, float] = defaultdict(float)
    pairs, single = set[str](), set[str]()
    for weight, text in ((TITLE, page.title), *((NAMES, name) for name in names), (LEAD, record.search_lead)):
        every = words(text)
        told = told_by(every)
        two = in_pairs(told)
        for term in {*map(stem, told), *two}:
            counts[term] += weight
        pairs.update(two)
        single.update(map(stem, every))
    for term in {stem(word) for text in record.search_core for word in telling(text)}:
        counts[term] += CORE
    for term in {stem(word) for anchor, heading, _ in passages if anchor for word in telling(heading)}:
        counts[term] += HEADINGS
    body: dict[str, int] = {}
    for word, times in Counter(words("\n".join(text for *_, text in passages))).items():
        if word not in EMPTY:
            term = stem(word)
            body[term] = body.get(term, 0) + times
    whole = FOUND_BY if page.kind == "guide" else EXACT[NAMES]
    exact = {key(name): whole for name in names} if page.row.lasting else {}
    exact[key(page.title)] = EXACT[TITLE]
    lead = record.search_lead or record.gist
    first = [("", "", lead)] if lead else passages[:1]
    shown = tuple(_in_room((*first, *(one for one in passages if one[0]))))
    return Findable(page, shown, dict(counts), exact, body, frozenset(pairs - single - body.keys()))


Postings = dict[str, list[int]]
"""By term: how rare it is, then number of page and weight in turn, the best first."""


def typed_for(catalogue: Catalogue, *, pairs: bool = True) -> dict[str, dict[str, float]]:
    """What each term of what people type for a page counts on it, by the page's id; `pairs` adds two words joined.

    A word of a long phrase tells less than one that is typed alone, and more where several phrases hold it.
    """
    known = _known(catalogue)
    typed: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    meant = ((catalogue.names.resolve(one.means or "").page, one.typed) for one in known.meanings)
    said = [(page.id, phrases) for page, phrases in meant if page]
    said += [(one.guide or "", one.typed) for one in known.risk_to_life]
    said += [(one.guide or "", one.typed) for one in known.jobs]
    for name, phrases in said:
        for phrase in phrases:
            spoken = telling(phrase)
            for term in map(stem, spoken):
                typed[name][term] += TYPED / len(spoken)
            for term in joined(phrase) if pairs else ():
                typed[name][term] += TYPED
    return {name: {term: min(count, TYPED) for term, count in terms.items()} for name, terms in typed.items()}


def postings(found: list[Findable], typed: Mapping[str, Mapping[str, float]]) -> Postings:
    """Every term and where it counts; a term of the whole of a title or name starts with `=`."""
    # Of each term, the pages and what it counts there; to hold each two together takes eight times the room.
    pages: defaultdict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("l"), array("d")))
    for number, one in enumerate(found):
        for term, impact in _impacts(one, typed.get(one.page.id, {})):
            numbers, impacts = pages[term]
            numbers.append(number)
            impacts.append(impact)
        for phrase, count in one.exact.items():
            numbers, impacts = pages[f"={phrase}"]
            numbers.append(number)
            impacts.append(count)
    return {term: _posted(term, len(found), *places) for term, places in sorted(pages.items())}


def _impacts(one: Findable, typed: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Each term of a page, and what it counts there."""
    weight = _weight(one.page)
    # What a page is about counts by its kind; what it only mentions does not.
    least = min(weight, 1)
    counts = dict(one.terms)
    for term, count in typed.items():
        counts[term] = counts.get(term, 0) + count
    for term, times in one.prose.items():
        if term not in counts:
            yield term, _mentioned(times, least)
    for term, about in counts.items():
        said = _said(one.prose.get(term, 0))
        yield term, (weight * about + least * said) / (about + said + SATURATION)


@cache
def _said(times: int) -> float:
    """What it counts that the prose of a page holds a term so often."""
    return BODY * (1 + math.log(times)) if times else 0.0


@cache
def _mentioned(times: int, weight: float) -> float:
    """The same, of a term by which the page does not say what it is about."""
    return weight * _said(times) / (_said(times) + SATURATION)


def _posted(term: str, pages: int, numbers: array[int], impacts: array[float]) -> list[int]:
    """What a term holds of all pages: how rare it is, then the pages where it counts most, each with how much."""
    whole = term.startswith("=")
    rare = SCALE * math.log(1 + pages / len(numbers)) * (COMMONNESS if term in COMMON else 1)
    # The pages come in the order of their numbers, in which those stay that count the same.
    best = sorted(range(len(numbers)), key=impacts.__getitem__, reverse=True)[:MOST_PAGES]
    scale = 1 if whole else rare
    made = [0 if whole else round(rare)]
    for place in best:
        made += (numbers[place], max(1, round(scale * impacts[place])))
    return made


def parts(made: Postings) -> list[Postings]:
    """The terms in their order, cut into parts of about one length."""
    cut: list[Postings] = []
    room = 0
    for term, places in made.items():
        length = len(term) + 4 + 4 * len(places)
        if room < length or not cut:
            cut.append({})
            room = PART
        cut[-1][term] = places
        room -= length
    return cut


def _known(catalogue: Catalogue) -> SearchWords:
    return SearchWords.together(words for _, words in catalogue.records_of(SearchWords))


def settings(catalogue: Catalogue, found: list[Findable]) -> dict[str, Any]:
    """What every search needs besides the parts."""
    known = _known(catalogue)
    numbers = {one.page.id: number for number, one in enumerate(found)}
    risks = [
        (key(typed), numbers[one.guide])
        for one in known.risk_to_life
        for typed in one.typed
        if one.guide in numbers and key(typed)
    ]
    often = [found[numbers[one]].page for one in known.often if one in numbers]
    meanings: defaultdict[str, list[int | str]] = defaultdict(list)
    for one in known.meanings:
        meant = catalogue.names.resolve(one.means or "").page
        number = numbers.get(meant.id) if meant else None
        page = [] if number is None else [number]
        # A guide is meant itself; the name of a word is looked for as well, on the guides that are about it.
        name = [] if page and meant and meant.kind == "guide" else [" ".join(map(stem, telling(one.means or "")))]
        for typed in one.typed:
            meanings[key(typed)] += [*name, *page]
    return {
        "guides": sum(one.page.kind == "guide" for one in found),
        "empty": " ".join(sorted(EMPTY)),
        "endings": ENDINGS,
        "meanings": {typed: each for typed, each in sorted(meanings.items()) if typed},
        "risks": risks,
        "often": [[page.address, page.title] for page in often],
        "vocabulary": _vocabulary(found, [*meanings, *(phrase for phrase, _ in risks)]),
    }  # fmt: skip


def _vocabulary(found: list[Findable], meanings: Iterable[str]) -> str:
    """The terms a mistyped word may have meant, from what counts on guides and terms and from what people type."""
    counts: Counter[str] = Counter()
    for one in found:
        if one.page.row.lasting:
            counts.update(
                {term: int(count) for term, count in one.terms.items() if count >= CORE and term not in one.pairs}
            )
    counts.update({word: 99 for typed in meanings for word in typed.split()})
    known = [term for term, _ in counts.most_common() if len(term) > 3 and term.isalpha()]
    return " ".join(sorted(known[:VOCABULARY]))


def files(catalogue: Catalogue, every: Iterable[Findable]) -> dict[str, str]:
    """Every file of the index by its address, from the pages that can be found."""
    found = sorted(every, key=lambda one: (-_weight(one.page), one.page.path))
    cut = parts(postings(found, typed_for(catalogue)))
    made = {f"search/parts/{number}.json": _json(part) for number, part in enumerate(cut)}
    made |= {f"search/pages/{number}.json": _json(one.shown) for number, one in enumerate(found)}
    made_of = hashlib.sha256()
    for text in made.values():
        made_of.update(text.encode())
    version = made_of.hexdigest()[:8]
    starts = [next(iter(part)) for part in cut]
    made["search/index.json"] = _json({**settings(catalogue, found), "version": version, "starts": starts})
    made["search/pocket.json"] = _json(pocket(catalogue, found))
    return made


def pocket(catalogue: Catalogue, found: list[Findable]) -> dict[str, Any]:
    """The index of guides and words in one file: what they are called and say in short, without their prose."""
    linked = {one.page.path: len(catalogue.leads_to.get(one.page.path, ())) for one in found}
    # The guides as the copy itself is filled, so that search finds what is there.
    places = {page.path: place for place, page in enumerate(by_need(catalogue))}
    kept = []
    for kind, most in (("guide", POCKET), ("term", 2 * POCKET)):
        some = sorted(
            (one for one in found if one.page.kind == kind),
            key=lambda one: (places.get(one.page.path, 0), -linked[one.page.path]),
        )
        kept += [
            Findable(
                one.page,
                one.passages[:1],
                {term: n for term, n in one.terms.items() if n >= CORE and term not in one.pairs},
                one.exact,
                {},
                one.pairs,
            )
            for one in some[:most]
        ]
    return {
        # What a mistyped word may have meant is worked out from the terms: all of them are in the file.
        **settings(catalogue, kept), "vocabulary": "", "version": "", "starts": [""],
        "parts": [postings(kept, typed_for(catalogue, pairs=False))], "pages": [one.shown for one in kept],
    }  # fmt: skip


def write(
    catalogue: Catalogue, fresh: Mapping[str, Findable], finished: Mapping[str, Finished], kept: KeptFiles, common: str
) -> None:
    """Write the index of a built site, unless nothing that it finds has changed.

    `fresh` is what was found on the pages made now, by their paths; `finished` what is known of every page. `common` is
    what all of them are made of. Raises OSError where a file cannot be written.
    """

    def texts() -> dict[str, str]:
        """The files of the index, from what is found now, or was found when a page that stands was made."""
        told = ((page, finished[page.path]) for page in catalogue.pages if page.path in finished)
        again = ((page, one.told) for page, one in told if page.path not in fresh)
        return files(catalogue, (*fresh.values(), *(Findable.reread(page, found) for page, found in again if found)))

    kept.write("search", digest(common, *(finished[path].more for path in sorted(finished))), texts)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
