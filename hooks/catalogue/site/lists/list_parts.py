"""Lists in parts: a list that is too long for one answer is a first view, and a page for each of its groups.

A group is a year, a letter, a kind, a theme. Its anchor in the whole list is the name of its page in the parted one:
`papers/#year-2019` is `papers/year-2019/`, and `papers/year-2019/2/` where it is long itself. So a list can grow past
the limit, and back, and an address that leads into it still leads somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from catalogue.graph import Catalogue, Page
from catalogue.markdown import Prose
from catalogue.records import Element
from catalogue.site import glossary
from catalogue.site.chats import Chats
from catalogue.site.news import TOGETHER, Batch, Item, headlines
from catalogue.site.papers import Papers
from catalogue.site.sheets import briefing
from catalogue.text import Source

WHOLE = {"papers": 60, "authors": 150, "glossary": 60, "guidance": 45, "chats": 30, "news": 60, "questions": 40}
"""How many entries each list shows on one page; a list of more is parted."""

PART, FIRST = 50, 25
"""How many entries a part holds at most, and the first view of a list that is parted."""


class ListGroup(NamedTuple):
    """Some entries of a list under one heading; `anchor` is its place in the list, `value` what filters call it."""

    label: str
    anchor: str
    entries: tuple[Any, ...]
    value: str = ""
    many: int = 0
    """How many things its entries tell of, where an entry can tell of several."""


Ways = dict[str, list[ListGroup]]
"""The ways through a list by what groups it (`year`, `genre`). The first holds every entry once."""


class ListPart(NamedTuple):
    """A page that holds one group of a list, or so much of it (`shown`) as a page can; numbers start at 1."""

    home: Page
    way: str
    group: ListGroup
    shown: ListGroup
    number: int
    of: int

    @property
    def address(self) -> str:
        """Its address below the site's own."""
        return f"{self.home.address}{self.group.anchor}/" + (f"{self.number}/" if self.number > 1 else "")

    @property
    def page(self) -> Page:
        """The part as a page of the site: that of its list, less its words."""
        turn = f", page {self.number} of {self.of}" if self.of > 1 else ""
        title = f"{self.home.title}: {self.group.label}{turn}"
        record = self.home.record.model_copy(update={"title": title, "listing": "part"})
        source = Source(f"{self.address}index.md", "")
        return replace(self.home, source=source, prose=Prose(0), record=record, problems=())


@dataclass(frozen=True, eq=False)
class Lists:
    """The lists of a catalogue; `news` gives the news that is out, the newest first."""

    catalogue: Catalogue
    papers: Papers
    chats: Chats
    news: Callable[[], list[Item]]

    @cached_property
    def homes(self) -> dict[str, Page]:
        """The page of each list that readers see."""
        found = (page for page in self.catalogue.pages if page.listing and not page.record.draft)
        return {str(page.listing): page for page in found}

    def ways(self, listing: str) -> Ways:
        """The ways through a list, made once."""
        if listing not in self._ways:
            self._ways[listing] = _WAYS[listing](self)
        return self._ways[listing]

    @cached_property
    def _ways(self) -> dict[str, Ways]:
        return {}

    def parted(self, listing: str) -> bool:
        """The list has more entries than one page shows."""
        ways = self.ways(listing)
        return sum(_size(group.entries) for group in next(iter(ways.values()))) > WHOLE[listing]

    def parts(self, listing: str, way: str = "") -> list[ListPart]:
        """The parts of a list by one way, the first where none is named; none where the list is whole."""
        return [part for part in self._parts.get(listing, ()) if part.way == (way or next(iter(self.ways(listing))))]

    @cached_property
    def _parts(self) -> dict[str, list[ListPart]]:
        found = {}
        for listing, home in self.homes.items():
            if listing in WHOLE and self.parted(listing):
                groups = ((way, group) for way, several in self.ways(listing).items() for group in several)
                found[listing] = [part for way, group in groups for part in _cut(home, way, group)]
        return found

    @cached_property
    def _by_path(self) -> dict[str, ListPart]:
        taken = self.catalogue.addresses
        every = (part for parts in self._parts.values() for part in parts)
        return {f"{part.address}index.md": part for part in every if part.address not in taken}

    @cached_property
    def pages(self) -> list[Page]:
        """Every part of every list, as a page of the site."""
        return [part.page for part in self._by_path.values()]

    def part_of(self, page: Page) -> ListPart | None:
        """What part a page shows; none for a page that is written."""
        return self._by_path.get(page.path)

    def beside(self, part: ListPart, step: int) -> ListPart | None:
        """The part before (-1) or after (1) one, in its way through the list."""
        row = self.parts(str(part.home.listing), part.way)
        place = row.index(part) + step
        return row[place] if 0 <= place < len(row) else None

    def first(self, listing: str) -> list[ListGroup]:
        """What the page of a list shows itself: all of it, or its first view."""
        groups = next(iter(self.ways(listing).values()))
        if not self.parted(listing):
            return groups
        if listing in _CHOSEN:
            return _CHOSEN[listing](self, groups)
        kept, room = [], FIRST
        for group in groups:
            if room > 0 and group.entries:
                some = _filled(group.entries, room)[0]
                kept.append(group._replace(entries=some))
                room -= _size(some)
        return kept

    def place(self, address: str) -> str:
        """Where a place stands, now that its list may be parted.

        `address` is below the site's own, with the name of a place behind `#`; what comes back is so too, not escaped.
        """
        return self._places.get(address, address)

    @cached_property
    def _places(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for listing, parts in self._parts.items():
            first = next(iter(self.ways(listing)))
            for part in parts:
                home = f"{part.home.address}#"
                found.setdefault(home + part.group.anchor, part.address)
                for entry in part.shown.entries if part.way == first and listing in _ANCHORS else ():
                    anchor = _ANCHORS[listing](entry)
                    found.setdefault(home + anchor, f"{part.address}#{anchor}")
        return found


def _cut(home: Page, way: str, group: ListGroup) -> Iterator[ListPart]:
    filled = _filled(group.entries, PART) if group.entries else []
    for number, entries in enumerate(filled, 1):
        yield ListPart(home, way, group, group._replace(entries=entries), number, len(filled))


def _filled(entries: tuple[Any, ...], room: int) -> list[tuple[Any, ...]]:
    """Entries in pages of so much room; none is torn, so that a page of one entry can hold more."""
    filled: list[list[Any]] = [[]]
    left = room
    for entry in entries:
        size = _size((entry,))
        if filled[-1] and size > left:
            filled.append([])
            left = room
        filled[-1].append(entry)
        left -= size
    return [tuple(each) for each in filled]


def _size(entries: Iterable[Any]) -> int:
    """How much room entries take: what is told together takes less for each."""
    return sum(-(-len(each.items) // TOGETHER) if isinstance(each, Batch) else 1 for each in entries)


def _papers(lists: Lists) -> Ways:
    groups = lists.papers.groups
    ways: Ways = {"year": [ListGroup(one.label, one.anchor, one.papers, one.anchor) for one in groups["year"]]}
    for way in ("genre", "element"):
        ways[way] = [ListGroup(one.label, f"{way}-{one.anchor}", one.papers, one.anchor) for one in groups[way]]
    return ways


def _authors(lists: Lists) -> Ways:
    return {"letter": _by_letter(lists.papers.groups["author"], lambda author: author.label)}


def _by_letter(entries: Iterable[Any], name: Callable[[Any], str]) -> list[ListGroup]:
    found: dict[str, list[Any]] = {}
    for entry in entries:
        found.setdefault(glossary.letter_of(name(entry)), []).append(entry)
    return [ListGroup(letter, glossary.anchor_of(letter), tuple(found[letter])) for letter in sorted(found)]


def _glossary(lists: Lists) -> Ways:
    terms = [entry for letter in glossary.alphabet(lists.catalogue) for entry in letter.entries]
    elements = (
        (element, tuple(entry for entry in terms if getattr(entry.term.record, "element", None) is element))
        for element in Element
    )
    return {
        "letter": _by_letter(terms, lambda entry: entry.term.title),
        "element": [
            ListGroup(element.value.capitalize(), f"element-{element.value}", some, element.value)
            for element, some in elements
        ],
    }


def _guidance(lists: Lists) -> Ways:
    ways = {"theme": briefing.by_theme(lists.catalogue), "role": briefing.for_role(lists.catalogue)}
    return {
        way: [ListGroup(one.name, f"{way}-{one.value}", one.guides, one.value) for one in groups]
        for way, groups in ways.items()
    }


def _chats(lists: Lists) -> Ways:
    waiting = tuple(lists.chats.in_group("waiting"))
    found = [ListGroup("Awaiting write-up", "waiting", waiting)] if waiting else []
    for state, words in (("written-up", "Written up"), ("cancelled", "Cancelled")):
        for year, some in groupby(lists.chats.in_group(state), key=lambda chat: chat.record.starts.year):  # type: ignore[attr-defined]
            found.append(ListGroup(f"{words} in {year}", f"{state}-{year}", tuple(some), state))
    return {"state": found}


def _news(lists: Lists) -> Ways:
    found = []
    for year, items in groupby(lists.news(), key=lambda item: item.day.year):
        told = tuple(items)
        found.append(ListGroup(str(year), f"year-{year}", tuple(_headlines(told)), many=len(told)))
    return {"year": found}


def _headlines(told: tuple[Item, ...]) -> Iterator[Batch]:
    """The news in lines; what is told together is torn only where it would fill more than a page."""
    for batch in headlines(told, len(told)):
        for start in range(0, len(batch.items), PART * TOGETHER):
            yield batch._replace(items=batch.items[start : start + PART * TOGETHER])


def _questions(lists: Lists) -> Ways:
    register = lists.chats.register
    return {
        "answer": [
            ListGroup(words, name, tuple(each for each in register if bool(each.answered_in) is answered))
            for answered, name, words in (
                (False, "unanswered", "No guide answers these yet"),
                (True, "answered", "A guide tries to answer these"),
            )
        ]
    }


_WAYS: dict[str, Callable[[Lists], Ways]] = {
    "papers": _papers, "authors": _authors, "glossary": _glossary, "guidance": _guidance, "chats": _chats,
    "news": _news, "questions": _questions,
}  # fmt: skip

_ANCHORS: dict[str, Callable[[Any], str]] = {
    "news": lambda batch: f"day-{batch.day.isoformat()}",
    "glossary": lambda entry: f"term-{entry.term.id}",
    "questions": lambda question: str(question.anchor),
}
"""The places of single entries in their list."""


def _most_used(lists: Lists, groups: list[ListGroup]) -> list[ListGroup]:
    """The words that most pages lead to."""
    every = [entry for group in groups for entry in group.entries]
    most = sorted(every, key=lambda entry: -len(lists.catalogue.leads_to.get(entry.term.path, ())))[:FIRST]
    return [ListGroup("The words our pages use most", "most-used", tuple(most))]


def _two_each(lists: Lists, groups: list[ListGroup]) -> list[ListGroup]:
    """Of each theme the two guides that most pages lead to."""

    most = lists.catalogue.leads_to
    return [
        group._replace(entries=tuple(sorted(group.entries, key=lambda guide: -len(most.get(guide.path, ())))[:2]))
        for group in groups
    ]


def _newest(lists: Lists, groups: list[ListGroup]) -> list[ListGroup]:
    """The newest news in so many lines. A long batch, told in one line, leads to where it is listed."""
    kept, lines, items = [], 0, 0
    for group in groups:
        some: list[Batch] = []
        for batch in group.entries if lines < FIRST else ():
            far = batch.together and items + len(batch.items) > PART
            some.append(batch._replace(address=_where(lists, batch)) if far else batch)
            lines += 1 if batch.together else len(batch.items)
            items += 0 if far else len(batch.items)
            if lines >= FIRST:
                break
        kept += [group._replace(entries=tuple(some))] if some else []
    return kept


def _where(lists: Lists, batch: Batch) -> str:
    """The address of the part of the news that lists a batch."""
    part = next(part for part in lists.parts("news") if any(each is batch for each in part.shown.entries))
    return f"{part.address}#{_ANCHORS['news'](batch)}"


_CHOSEN: dict[str, Callable[[Lists, list[ListGroup]], list[ListGroup]]] = {
    "glossary": _most_used, "guidance": _two_each, "news": _newest,
}  # fmt: skip
"""The first view of those lists whose first entries are no better than others, or are more than their lines."""
