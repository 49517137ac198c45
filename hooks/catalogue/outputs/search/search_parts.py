"""The index of search in parts, so that a search fetches little at any size of catalogue.

`search/index.json` holds what every search needs: how words are folded (search_terms.py), what people type for what
pages say, which phrases bring a guide first, and where each part starts. `search/parts/N.json` hold terms in their
order, each with the pages it is found on and how much it counts there (BM25F, Robertson and Zaragoza 2009, with all
weights worked in, so that the browser adds up and no more). `search/pages/N.json` hold what a result shows of a page.
`search/pocket.json` is a small index in one file, of what the pocket copy keeps. All texts are plain, not HTML.
"""

from __future__ import annotations

import heapq
import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from typing import Any, NamedTuple

from catalogue.graph import Catalogue, Page
from catalogue.outputs.pocket import by_need
from catalogue.outputs.search.search_terms import EMPTY, ENDINGS, beside, in_pairs, key, stem, telling, told_by, words
from catalogue.outputs.search.typed_words import Typed, known

TITLE, NAMES, LEAD, CORE, HEADINGS, BODY = 9.0, 6.5, 11.0, 2.0, 2.0, 0.6
"""What a word counts by where it stands: title, other names, situation, card or summary, headings, prose."""

SATURATION = 5.0
"""The count at which a word has half of its full weight (BM25's k1)."""

ALIKE, ALIKE_SATURATION = 0.8, 20.0
"""What a word counts where another of its like is said, and the count at which that is half of it."""

EXACT = {TITLE: 350, NAMES: 150}
"""What a page's whole title, or a whole other name, counts when it is all that is typed."""

FOUND_BY = 300
"""The same for what a guide is found by: a word may be defined elsewhere, but whoever types it has a job to do."""

SCALE = 100
"""What the rarest word can count."""

MOST_PAGES = 120
"""On how many pages a term is followed, the best first: what is on more says little."""

PART = 4_000
"""How long a part is, in characters; a term is never torn in two."""

VOCABULARY = 2_500
"""How many words of guides and the glossary a mistyped word is held against."""

PASSAGE, PASSAGES = 400, 3_000
"""How much of a passage, and of all passages of a page, a result can show, in characters."""

POCKET, POCKET_TERMS = 60, 6_200
"""Of how many guides, and twice as many words, the pocket copy's index tells, and in how many places of all terms."""

PLAIN_WEIGHTS = {"contributing": 0.2, "about": 0.4}
"""What pages that are no record count for, by folder; half elsewhere."""


class Findable(NamedTuple):
    """A page as search sees it: what it is called, what of its passages a result can show (anchor, heading, text), and
    its terms by weight.

    `terms` are those by which it says what it is about. `prose` holds all of its terms, those that it holds
    equally often in one line behind that number: a table takes four times the room.
    """

    page: Page
    passages: tuple[tuple[str, str, str], ...]
    terms: dict[str, float]
    exact: dict[str, int]
    prose: tuple[tuple[int, str], ...]
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
        return cls(page, tuple(map(tuple, passages)), terms, exact, tuple(map(tuple, prose)), frozenset(pairs))

    @property
    def times(self) -> dict[str, int]:
        """How often it holds each term in all."""
        return {term: times for times, terms in self.prose for term in terms.split()}

    @property
    def about(self) -> tuple[object, ...]:
        """All by which it says what it is about."""
        return self.terms, self.exact, self.pairs

    @property
    def own(self) -> set[str]:
        """The terms by which it says what it is about, each a word or the whole of a name."""
        return {f"={phrase}" for phrase in self.exact} | (self.terms.keys() - self.pairs)

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
    guide = page.kind == "guide"
    for weight, text in ((TITLE, page.title), *((NAMES, name) for name in names), (LEAD, record.search_lead)):
        every = words(text)
        told = told_by(every)
        # A guide is looked for in sentences, whose small words tell what is asked.
        two = [*in_pairs(told), *(beside(every) if guide else ())]
        for term in {*map(stem, every if guide else told), *two}:
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
    whole = FOUND_BY if guide else EXACT[NAMES]
    exact = {key(name): whole for name in names} if page.row.lasting else {}
    exact[key(page.title)] = EXACT[TITLE]
    lead = record.search_lead or record.gist
    first = [("", "", lead)] if lead else passages[:1]
    shown = tuple(_in_room((*first, *(one for one in passages if one[0]))))
    return Findable(page, shown, dict(counts), exact, _in_lines(body), frozenset(pairs - single - body.keys()))


def _in_lines(times: Mapping[str, int]) -> tuple[tuple[int, str], ...]:
    lines: defaultdict[int, list[str]] = defaultdict(list)
    for term, count in times.items():
        lines[count].append(term)
    return tuple((count, " ".join(terms)) for count, terms in sorted(lines.items()))


Postings = dict[str, "array[int]"]
"""By term: how rare it is, then number of page and weight in turn, the best first."""


Places = tuple["array[int]", "array[float]"]
"""The numbers of pages, in their order, and what counts there: to hold each two together takes eight times the room."""


class Numbers(NamedTuple):
    """How many guides, and pages in all, search finds; the guides have the lowest numbers."""

    guides: int
    pages: int

    @classmethod
    def of(cls, pages: Sequence[Page]) -> Numbers:
        """Those of all pages that can be found."""
        return cls(sum(page.kind == "guide" for page in pages), len(pages))


NOWHERE: Places = (array("l"), array("d"))


def postings(
    found: Iterable[tuple[int, Findable]],
    of: Numbers,
    typed: Sequence[Typed],
    alike: Iterable[frozenset[str]] = (),
    only: frozenset[str] | None = None,
) -> Postings:
    """Every term and where it counts, or `only` some; a term of the whole of a title or name starts with `=`.

    `found` are the pages with their numbers, those at least that hold one of the terms; `of` says how many there are.
    `typed` is as `typed_for` says; `alike` are sets of terms that are said for one another.
    """
    pages: defaultdict[str, Places] = defaultdict(lambda: (array("l"), array("d")))
    shared: defaultdict[frozenset[str], Places] = defaultdict(lambda: (array("l"), array("d")))
    sets: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for one_set in alike:
        for term in one_set:
            sets[term].append(one_set)
    for number, one in found:
        counts = dict(one.terms)
        for each in typed:
            for term, count in each.get(one.page.id, {}).items():
                counts[term] = counts.get(term, 0) + count
        for term, impact in _impacts(one, counts, only):
            numbers, impacts = pages[term]
            numbers.append(number)
            impacts.append(impact)
        for phrase, exact in one.exact.items():
            _put(pages[f"={phrase}"], number, exact)
        for one_set in {each for term in counts.keys() & sets.keys() for each in sets[term]}:
            about = sum(counts.get(term, 0) for term in one_set)
            _put(shared[one_set], number, ALIKE * _weight(one.page) * about / (about + ALIKE_SATURATION))
    weighed = {one_set: _weighed(places, of) for one_set, places in shared.items()}
    made = {}
    terms = pages.keys() | {term for one_set in shared for term in one_set}
    for term in sorted(terms if only is None else terms & only):
        # Let go of as it is read: to hold all of it twice is a large site's peak.
        places = pages.pop(term, NOWHERE)
        own = _weighed(places, of) if term[0] != "=" else (0, 1, *places)
        made[term] = _posted(*_with_alike(own, [weighed[each] for each in sets.get(term, ()) if each in weighed]))
    return made


def _put(places: Places, number: int, impact: float) -> None:
    places[0].append(number)
    places[1].append(impact)


def _impacts(one: Findable, counts: Mapping[str, float], only: frozenset[str] | None) -> Iterator[tuple[str, float]]:
    """All terms of a page or `only` some, and what each counts there; by `counts` the page says what it is about."""
    weight = _weight(one.page)
    # What a page is about counts by its kind; what it only mentions does not.
    least = min(weight, 1)
    held: dict[str, int] = {}
    for times, terms in one.prose:
        mentioned = _mentioned(times, least)
        for term in terms.split() if only is None else only.intersection(terms.split()):
            if term in counts:
                held[term] = times
            else:
                yield term, mentioned
    for term in counts if only is None else only & counts.keys():
        about = counts[term]
        said = _said(held.get(term, 0))
        yield term, (weight * about + least * said) / (about + said + SATURATION)


@cache
def _said(times: int) -> float:
    """What it counts that the prose of a page holds a term so often."""
    return BODY * (1 + math.log(times)) if times else 0.0


@cache
def _mentioned(times: int, weight: float) -> float:
    """The same, of a term by which the page does not say what it is about."""
    return weight * _said(times) / (_said(times) + SATURATION)


Weighed = tuple[float, float, "array[int]", "array[float]"]
"""How rare a term is, by what its places are to be multiplied, and they."""


def _weighed(places: Places, of: Numbers) -> Weighed:
    """A term by how rare it is: among the guides, which have the lowest numbers, if one has it; most look for them."""
    numbers, impacts = places
    on_guides = bisect_left(numbers, of.guides)
    rare = _rare(on_guides, of.guides) if on_guides else _rare(len(numbers), of.pages)
    return rare, rare, numbers, impacts


def _rare(there: int, pages: int) -> float:
    """How rare what is on so many pages is: little where all have it, and the same at any number of pages."""
    return SCALE * math.log((pages + 1) / there) / math.log(pages + 1) if there else 0


def _with_alike(own: Weighed, alike: Sequence[Weighed]) -> Weighed:
    """A term, and the best of what it counts on each page because others of its like are said there."""
    if not alike:
        return own
    more: dict[int, float] = {}
    for _, scale, numbers, impacts in alike:
        for number, impact in zip(numbers, impacts, strict=True):
            more[number] = max(more.get(number, 0), scale * impact)
    rare, scale, numbers, impacts = own
    for number, impact in zip(numbers, impacts, strict=True):
        more[number] = more.get(number, 0) + scale * impact
    every = array("l", sorted(more))
    rare = max(rare if numbers else 0, *(ALIKE * each[0] for each in alike))
    return rare, 1, every, array("d", (more[number] for number in every))


def _posted(rare: float, scale: float, numbers: array[int], impacts: array[float]) -> array[int]:
    """What a term holds of all pages: how rare it is, then the pages where it counts most, each with how much."""
    # The pages come in the order of their numbers, in which those stay that count the same.
    best = sorted(range(len(numbers)), key=impacts.__getitem__, reverse=True)[:MOST_PAGES]
    made = [round(rare)]
    for place in best:
        made += numbers[place], round(scale * impacts[place]) or 1
    return array("i", made)


def length(term: str, places: array[int]) -> int:
    """About how many characters a term takes in its part."""
    return len(term) + 4 + 4 * len(places)


def parts(made: Postings) -> list[Postings]:
    """The terms in their order, cut into parts of about one length."""
    cut: list[Postings] = []
    room = 0
    for term, places in made.items():
        room = put_in(cut, term, places, room)
    return cut


def put_in(cut: list[Any], term: str, places: array[int], room: int) -> int:
    """Put a term into the last of the parts that are cut, or into a new one; gives how much room that has left.

    `room` is how much it had; less than nothing is never enough.
    """
    if room < length(term, places):
        cut.append({})
        room = PART
    cut[-1][term] = places
    return room - length(term, places)


def in_order(pages: Iterable[Page]) -> list[Page]:
    """Pages by their numbers."""
    return sorted(pages, key=lambda page: (-_weight(page), page.path))


def settings(catalogue: Catalogue, pages: Sequence[Page]) -> dict[str, Any]:
    """What every search needs besides the parts, of pages in the order of their numbers."""
    every = known(catalogue)
    numbers = {page.id: number for number, page in enumerate(pages)}
    risks = [
        (key(typed), numbers[one.guide])
        for one in every.risk_to_life
        for typed in one.typed
        if one.guide in numbers and key(typed)
    ]
    often = [pages[numbers[one]] for one in every.often if one in numbers]
    meanings: defaultdict[str, list[int | str]] = defaultdict(list)
    for one in every.meanings:
        meant = catalogue.names.resolve(one.means or "").page
        number = numbers.get(meant.id) if meant else None
        page = [] if number is None else [number]
        # A guide is meant itself; the name of a word is looked for as well, on the guides that are about it.
        name = [] if page and meant and meant.kind == "guide" else [" ".join(map(stem, telling(one.means or "")))]
        for typed in one.typed:
            meanings[key(typed)] += [*name, *page]
    return {
        "guides": Numbers.of(pages).guides,
        "empty": " ".join(sorted(EMPTY)),
        "endings": ENDINGS,
        "meanings": {typed: each for typed, each in sorted(meanings.items()) if typed},
        "risks": risks,
        "often": [[page.address, page.title] for page in often],
    }


def vocabulary(found: Sequence[Findable], typed: Typed, settled: Mapping[str, Any]) -> str:
    """The terms a mistyped word may have meant, from what counts on guides and terms and from what people type."""
    counts: Counter[str] = Counter()
    for one in found:
        for term, about in one.terms.items() if one.page.row.lasting else ():
            if about >= CORE and term not in one.pairs:
                counts[term] += int(about)
    for terms in typed.values():
        counts.update({term: int(count) for term, count in terms.items()})
    phrases = (*settled["meanings"], *(phrase for phrase, _ in settled["risks"]))
    counts.update({word: 99 for phrase in phrases for word in phrase.split()})
    known = [term for term in counts if len(term) > 3 and term.isalpha() and term not in EMPTY]
    # Of words that count alike, which are left out is no chance of the order in which they were met.
    return " ".join(sorted(sorted(known, key=lambda term: (-counts[term], term))[:VOCABULARY]))


def pocket_pages(catalogue: Catalogue, pages: Sequence[Page]) -> list[int]:
    """The numbers of the guides and words of which the pocket copy's index tells."""
    # The guides as the copy itself is filled, so that search finds what is there.
    places = {page.path: place for place, page in enumerate(by_need(catalogue))}
    kept: list[int] = []
    for kind, most in (("guide", POCKET), ("term", 2 * POCKET)):
        some = [number for number, page in enumerate(pages) if page.kind == kind]
        linked = {number: len(catalogue.leads_to.get(pages[number].path, ())) for number in some}
        some.sort(key=lambda each: (places.get(pages[each].path, 0), -linked[each]))
        kept += some[:most]
    return kept


def pocket_posts(made: Postings, kept: Mapping[int, Findable], typed: Typed) -> dict[str, list[int]]:
    """Of `made`, how rare each term is and what it counts on the pages that are kept, by their place among them.

    Words beside each other are left out. `typed` is what people type for a page, by its id.
    """
    places = {number: place for place, number in enumerate(kept)}
    own = {number: (one.own | typed.get(one.page.id, {}).keys()) - EMPTY for number, one in kept.items()}
    found: dict[str, list[int]] = {}
    for term, posts in made.items():
        for number, impact in zip(posts[1::2], posts[2::2], strict=True):
            if number in places and term in own[number]:
                found.setdefault(term, [posts[0]]).extend((places[number], impact))
    return found


def pocket(catalogue: Catalogue, some: Sequence[Findable], posts: Mapping[str, list[int]]) -> dict[str, Any]:
    """The index of some guides and words in one file: of `posts`, as `pocket_posts` gives them, what counts most."""
    told = (
        (impact, term, place)
        for term, each in posts.items()
        for place, impact in zip(each[1::2], each[2::2], strict=True)
    )
    best: dict[str, list[int]] = {}
    for impact, term, place in heapq.nlargest(POCKET_TERMS, told):
        best.setdefault(term, posts[term][:1]).extend((place, impact))
    return {
        # What a mistyped word may have meant is worked out from the terms: all of them are in the file.
        **settings(catalogue, [one.page for one in some]), "starts": [""],
        "parts": [dict(sorted(best.items()))],
        "pages": [one._replace(passages=one.passages[:1]).shown for one in some],
    }  # fmt: skip
