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
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from operator import itemgetter
from typing import Any

from catalogue.graph import Catalogue, Page
from catalogue.kept.finished import Finished, KeptFiles, digest
from catalogue.outputs.pocket import by_need
from catalogue.outputs.search.search_terms import COMMON, EMPTY, ENDINGS, joined, key, stem, telling, words
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


@dataclass(frozen=True)
class Findable:
    """A page as search sees it: what it is called, its passages (anchor, heading, text), and its terms by weight.

    `terms` are those by which it says what it is about, `prose` all others it holds.
    """

    page: Page
    passages: tuple[tuple[str, str, str], ...]
    terms: dict[str, float]
    exact: dict[str, int]
    prose: dict[str, float]
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
        kept, room = [], PASSAGES
        for anchor, heading, text in self.passages:
            if room > 0 and (text or not anchor):
                kept.append((anchor, heading, _cut(text, min(PASSAGE, room))))
                room -= len(kept[-1][2])
        page, choices = self.page, self.page.record.search_choices
        said = {"kind": page.row.called, "title": page.title, "address": page.address, "parts": kept}
        return {**said, "choices": choices} if choices else said


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
    short = [(TITLE, page.title), *((NAMES, name) for name in names), (LEAD, record.search_lead)]
    for weight, text in short:
        for term in {*map(stem, telling(text)), *joined(text)}:
            counts[term] += weight
    for term in {stem(word) for text in record.search_core for word in telling(text)}:
        counts[term] += CORE
    for term in {stem(word) for anchor, heading, _ in passages if anchor for word in telling(heading)}:
        counts[term] += HEADINGS
    body: Counter[str] = Counter()
    for word, times in Counter(words("\n".join(text for *_, text in passages))).items():
        if word not in EMPTY:
            body[stem(word)] += times
    prose = {term: BODY * (1 + math.log(times)) for term, times in body.items()}
    whole = FOUND_BY if page.kind == "guide" else EXACT[NAMES]
    exact = {key(name): whole for name in names} if page.row.lasting else {}
    exact[key(page.title)] = EXACT[TITLE]
    lead = record.search_lead or record.gist
    first = [("", "", lead)] if lead else passages[:1]
    pairs = {term for _, text in short for term in joined(text)} - {
        stem(word) for _, text in short for word in words(text)
    }
    return Findable(
        page, (*first, *(one for one in passages if one[0])), dict(counts), exact, prose, frozenset(pairs - body.keys())
    )


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
    pages: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    whole: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, one in enumerate(found):
        weight = _weight(one.page)
        counts = dict(one.terms)
        for term, count in typed.get(one.page.id, {}).items():
            counts[term] = counts.get(term, 0) + count
        for term in counts.keys() | one.prose.keys():
            # What a page is about counts by its kind; what it only mentions does not.
            about, said = counts.get(term, 0), one.prose.get(term, 0)
            impact = (weight * about + min(weight, 1) * said) / (about + said + SATURATION)
            pages[term].append((number, impact))
        for phrase, count in one.exact.items():
            whole[f"={phrase}"].append((number, count))
    made: Postings = {}
    for term, places in pages.items():
        rare = math.log(1 + len(found) / len(places)) * (COMMONNESS if term in COMMON else 1)
        made[term] = [round(rare * SCALE), *_flat((number, rare * SCALE * impact) for number, impact in places)]
    made |= {term: [0, *_flat(places)] for term, places in whole.items()}
    return dict(sorted(made.items()))


def _flat(places: Iterable[tuple[int, float]]) -> list[int]:
    # The pages come in the order of their numbers, in which those stay that count the same.
    best = sorted(places, key=itemgetter(1), reverse=True)[:MOST_PAGES]
    return [each for number, impact in best for each in (number, max(1, round(impact)))]


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
