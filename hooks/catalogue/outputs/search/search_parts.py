"""The index of search in parts, so that a search fetches little at any size of catalogue.

`search/index.json` holds what every search needs: how words are folded (search_terms.py), what people type for what
pages say, which phrases bring a guide first, and where each part starts. `search/parts/N.json` hold terms in their
order, each with the pages it is found on and how much it counts there (BM25F, Robertson and Zaragoza 2009, with all
weights worked in, so that the browser adds up and no more). `search/pages/N.json` hold what a result shows of a page.
`search/pocket.json` is a small index in one file, of what the pocket copy keeps. All texts are plain, not HTML.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from typing import Any

from catalogue.graph import Catalogue, Page
from catalogue.kept.finished import Finished, KeptFiles, digest
from catalogue.outputs.pocket import by_need
from catalogue.outputs.search.search_terms import EMPTY, ENDINGS, beside, in_pairs, key, stem, telling, told_by, words
from catalogue.outputs.search.typed_words import Typed, alike, known, typed_for

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


@dataclass(frozen=True, slots=True)
class Findable:
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


NOWHERE: Places = (array("l"), array("d"))


def postings(found: Sequence[Findable], typed: Sequence[Typed], alike: Iterable[frozenset[str]] = ()) -> Postings:
    """Every term and where it counts; a term of the whole of a title or name starts with `=`.

    `typed` is as `typed_for` says; `alike` are sets of terms that are said for one another.
    """
    pages: defaultdict[str, Places] = defaultdict(lambda: (array("l"), array("d")))
    shared: defaultdict[frozenset[str], Places] = defaultdict(lambda: (array("l"), array("d")))
    sets: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for one_set in alike:
        for term in one_set:
            sets[term].append(one_set)
    for number, one in enumerate(found):
        counts = dict(one.terms)
        for each in typed:
            for term, count in each.get(one.page.id, {}).items():
                counts[term] = counts.get(term, 0) + count
        for term, impact in _impacts(one, counts):
            _put(pages[term], number, impact)
        for phrase, exact in one.exact.items():
            _put(pages[f"={phrase}"], number, exact)
        for one_set in {each for term in counts.keys() & sets.keys() for each in sets[term]}:
            about = sum(counts.get(term, 0) for term in one_set)
            _put(shared[one_set], number, ALIKE * _weight(one.page) * about / (about + ALIKE_SATURATION))
    guides, many = sum(one.page.kind == "guide" for one in found), len(found)
    weighed = {one_set: _weighed(places, guides, many) for one_set, places in shared.items()}
    made = {}
    for term in sorted(pages.keys() | {term for one_set in shared for term in one_set}):
        # Let go of as it is read: to hold all of it twice is a large site's peak.
        places = pages.pop(term, NOWHERE)
        own = _weighed(places, guides, many) if term[0] != "=" else (0, 1, *places)
        made[term] = _posted(*_with_alike(own, [weighed[each] for each in sets.get(term, ()) if each in weighed]))
    return made


def _put(places: Places, number: int, impact: float) -> None:
    places[0].append(number)
    places[1].append(impact)


def _impacts(one: Findable, counts: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Each term of a page, and what it counts there; `counts` are those by which the page says what it is about."""
    weight = _weight(one.page)
    # What a page is about counts by its kind; what it only mentions does not.
    least = min(weight, 1)
    held = one.times
    for term, times in held.items():
        if term not in counts:
            yield term, _mentioned(times, least)
    for term, about in counts.items():
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


def _weighed(places: Places, guides: int, pages: int) -> Weighed:
    """A term by how rare it is: among the guides, which have the lowest numbers, if one has it; most look for them."""
    numbers, impacts = places
    on_guides = bisect_left(numbers, guides)
    rare = _rare(on_guides, guides) if on_guides else _rare(len(numbers), pages)
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
    made = array("i", [round(rare)])
    for place in best:
        made.extend((numbers[place], max(1, round(scale * impacts[place]))))
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


def settings(catalogue: Catalogue, found: Sequence[Findable]) -> dict[str, Any]:
    """What every search needs besides the parts."""
    every = known(catalogue)
    numbers = {one.page.id: number for number, one in enumerate(found)}
    risks = [
        (key(typed), numbers[one.guide])
        for one in every.risk_to_life
        for typed in one.typed
        if one.guide in numbers and key(typed)
    ]
    often = [found[numbers[one]].page for one in every.often if one in numbers]
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
        "guides": sum(one.page.kind == "guide" for one in found),
        "empty": " ".join(sorted(EMPTY)),
        "endings": ENDINGS,
        "meanings": {typed: each for typed, each in sorted(meanings.items()) if typed},
        "risks": risks,
        "often": [[page.address, page.title] for page in often],
    }


def _vocabulary(found: Sequence[Findable], typed: Typed, settled: Mapping[str, Any]) -> str:
    """The terms a mistyped word may have meant, from what counts on guides and terms and from what people type."""
    counts: Counter[str] = Counter()
    for one in found:
        if one.page.row.lasting:
            counts.update(
                {term: int(one.terms[term]) for term in one.terms.keys() - one.pairs if one.terms[term] >= CORE}
            )
    for terms in typed.values():
        counts.update({term: int(count) for term, count in terms.items()})
    phrases = (*settled["meanings"], *(phrase for phrase, _ in settled["risks"]))
    counts.update({word: 99 for phrase in phrases for word in phrase.split()})
    known = [term for term, _ in counts.most_common() if len(term) > 3 and term.isalpha() and term not in EMPTY]
    return " ".join(sorted(known[:VOCABULARY]))


def files(catalogue: Catalogue, every: Iterable[Findable]) -> dict[str, str]:
    """Every file of the index by its address, from the pages that can be found."""
    found = sorted(every, key=lambda one: (-_weight(one.page), one.page.path))
    typed, pairs = typed_for(catalogue)
    posts = postings(found, (typed, pairs), alike(catalogue))
    cut = parts(posts)
    made = {f"search/parts/{number}.json": _json(part) for number, part in enumerate(cut)}
    made |= {f"search/pages/{number}.json": _json(one.shown) for number, one in enumerate(found)}
    made_of = hashlib.sha256()
    for text in made.values():
        made_of.update(text.encode())
    version = made_of.hexdigest()[:8]
    starts = [next(iter(part)) for part in cut]
    settled = settings(catalogue, found)
    more = {"vocabulary": _vocabulary(found, typed, settled), "version": version, "starts": starts}
    made["search/index.json"] = _json({**settled, **more})
    made["search/pocket.json"] = _json(pocket(catalogue, found, typed, posts))
    return made


def pocket(catalogue: Catalogue, found: Sequence[Findable], typed: Typed, made: Postings) -> dict[str, Any]:
    """The index of guides and words in one file: of `made`, what counts most on them, without words beside each other.

    `typed` is what people type for a page, by its id.
    """
    linked = {one.page.path: len(catalogue.leads_to.get(one.page.path, ())) for one in found}
    # The guides as the copy itself is filled, so that search finds what is there.
    places = {page.path: place for place, page in enumerate(by_need(catalogue))}
    kept: list[int] = []
    for kind, most in (("guide", POCKET), ("term", 2 * POCKET)):
        some = [number for number, one in enumerate(found) if one.page.kind == kind]
        some.sort(key=lambda each: (places.get(found[each].page.path, 0), -linked[found[each].page.path]))
        kept += some[:most]
    numbers = {number: place for place, number in enumerate(kept)}
    own = {number: (found[number].own | typed.get(found[number].page.id, {}).keys()) - EMPTY for number in kept}
    told = (
        (impact, term, numbers[number])
        for term, posts in made.items()
        for number, impact in zip(posts[1::2], posts[2::2], strict=True)
        if number in numbers and term in own[number]
    )
    best: Postings = {}
    for impact, term, place in heapq.nlargest(POCKET_TERMS, told):
        best.setdefault(term, made[term][:1]).extend((place, impact))
    some_pages = [found[number] for number in kept]
    return {
        # What a mistyped word may have meant is worked out from the terms: all of them are in the file.
        **settings(catalogue, some_pages), "starts": [""],
        "parts": [dict(sorted(best.items()))],
        "pages": [replace(one, passages=one.passages[:1]).shown for one in some_pages],
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


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=array.tolist).encode
