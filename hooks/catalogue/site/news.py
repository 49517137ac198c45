"""The news: what records say has happened, held against the ledger of what was sent.

A record says what happened; the ledger remembers what went out, and when. An event finds its line by its record (any id
the page ever had) and its kind, and a note of change by its words: never by its place in a list, never by its day. So a
mended day or word is an edit, a late merge goes out on the day it is merged, and what was sent stays sent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import count, groupby
from typing import NamedTuple

from catalogue.dates import long_day, news_moment
from catalogue.graph import Catalogue, Page
from catalogue.kinds import PLAIN, ROWS, Kind
from catalogue.ledger import Ledger, SentLine, edited, fingerprint
from catalogue.records import Paper, SourceStatus
from catalogue.site.record_events import LIFE, Event, History, events

TELLS_OF_OTHERS = ("posted", "written-up")
"""The kinds of news that are part of the history of the pages they lead to."""

LONGEST = 80
"""The most characters of a title: readers of feeds cut what is longer."""


class Item(NamedTuple):
    """One piece of news: its line in the ledger, as it is or is to be, and what it says.

    `page` is none when the page is gone. `changed` says what changed; `affects` whom and `action` what they should do,
    where somebody wrote it; `about` are the pages it leads to besides its own. `new`: it is not in the ledger yet;
    `lost`: it was sent, and no page speaks of it any more.
    """

    line: SentLine
    page: Page | None
    title: str
    changed: str
    affects: str = ""
    action: str = ""
    about: tuple[Page, ...] = ()
    new: bool = True
    lost: bool = False

    @property
    def id(self) -> str:
        """What subscribers know it by, for ever."""
        return self.line.id

    @property
    def kind(self) -> str:
        """What kind of thing happened."""
        return self.line.kind

    @property
    def day(self) -> date:
        """The day it went out, UK time."""
        return self.line.out

    @property
    def moment(self) -> datetime:
        """When it went out: nine in the morning, UK time, a minute later for each later recording of that day.

        So a client that remembers the newest moment alone sees what was recorded in the afternoon too.
        """
        return news_moment(self.day) + timedelta(minutes=self.line.turn - 1)

    @property
    def updated(self) -> datetime:
        """When its words last changed, UK time."""
        return max(self.moment, news_moment(self.line.edited)) if self.line.edited else self.moment

    @property
    def address(self) -> str:
        """The address it leads to, below the site's own: its page, or the address its page had, which still answers."""
        return self.page.address if self.page else f"{row_of(self.line.page_kind).folder}/{self.line.page_id}/"

    @property
    def categories(self) -> tuple[str, ...]:
        """What it is about in readers' words: the kind of page, what happened, the elements, the theme, the roles."""
        record = self.page.record if self.page else None
        one = getattr(record, "element", None)
        several = [one] if one else list(getattr(record, "elements", ()))
        several += [each for each in (getattr(record, "theme", None), *getattr(record, "for_", ())) if each]
        words = [row_of(self.page_kind).called, self.kind, *(each.value for each in several)]
        return tuple(dict.fromkeys(word.replace("-", " ").capitalize() for word in words))

    @property
    def page_kind(self) -> str:
        """The kind of its page."""
        return self.page.kind if self.page else self.line.page_kind

    @property
    def page_title(self) -> str:
        """The name of its page, or what its last address says of it."""
        return self.page.title if self.page else self.line.page_id.replace("-", " ").capitalize()


def items(catalogue: Catalogue, now: datetime, authority: str = "") -> list[Item]:
    """The news that is out at a moment (aware), newest first, ties by id; nothing dated in the future.

    `catalogue` is as readers meet it that day; `authority` is the host that vouches for new ids (RFC 4151).

    `now` is aware, in UK time: its day is the last whose news is out.
    """
    found = [item for item in settled(catalogue, now.date(), authority) if item.moment <= now]
    return sorted(found, key=lambda item: (-item.day.toordinal(), -item.line.turn, item.id))


def settled(catalogue: Catalogue, today: date, authority: str = "", *, ever: bool = False) -> list[Item]:
    """Every item with its line: those that were sent, and those that go out on `today`; `ever`: or on a day to come."""
    ledger = catalogue.ledger
    owners = catalogue.names.by_id
    sent: dict[str, list[SentLine]] = defaultdict(list)
    gone: dict[str, list[SentLine]] = defaultdict(list)
    for page_id, held in ledger.by_page.items():
        page = owners.get(page_id)
        if page is None or page.record.draft:
            gone[page_id] += held
        else:
            sent[page.path] += held
    writer = _Writer(ledger, today, authority, ever=ever)
    for page in catalogue.records:
        if not page.record.draft:
            lines = tuple(sorted(sent[page.path], key=lambda line: (line.out, line.turn)))
            writer.tell(History(catalogue, page, lines, today, ledger.kept))
    for left in gone.values():
        writer.tell_gone(left)
    return writer.found


class _Writer:
    """Gives each event its line: the one it went out by, or a new one."""

    def __init__(self, ledger: Ledger, today: date, authority: str, *, ever: bool) -> None:
        self.ledger, self.today, self.authority, self.ever = ledger, today, authority, ever
        self.turn, self.taken, self.found = ledger.turn(today), set(ledger.ids), list[Item]()

    def tell(self, history: History) -> None:
        """All news of one page."""
        told: set[str] = set()
        for event, line in events(history):
            title, says = short(event.title), _says(history.page, event)
            if line is not None:
                told.add(line.id)
                line = _with_card(edited(line, _print(event, says), title, self.today), history)
            elif event.day > self.today and not self.ever:
                continue
            else:
                line = self._new(history.page, event, title, says)
            named = {each.path: each for each in event.about if each is not history.page and not each.record.draft}
            about = tuple(named.values())
            new = line.id not in self.ledger.ids
            self.found.append(Item(line, history.page, title, says, event.affects, event.action, about, new))
        for line in history.sent:
            if line.id not in told:
                title = line.title or history.page.title
                self.found.append(Item(line, history.page, title, _no_more(line), new=False, lost=True))

    def tell_gone(self, lines: list[SentLine]) -> None:
        """The news of a page that is no longer there, and that it is gone."""
        last = lines[-1]
        name = last.page_id.replace("-", " ").capitalize()
        words = "The page is no longer on the site. The list of its kind says what there is instead."
        for line in lines:
            says = words if line.kind == "gone" else f"{_no_more(line)} {words}"
            self.found.append(Item(line, None, line.title or name, says, new=False, lost=line.kind != "gone"))
        if next((line.kind for line in reversed(lines) if line.kind in LIFE), "") != "gone":
            title = short(f"No longer here: {name}")
            made = SentLine(
                self._id(f"{last.record}/gone", self.today), last.record, "gone", self.today, fingerprint(words), title,
                turn=self.turn,
            )  # fmt: skip
            self.found.append(Item(made, None, title, words))

    def _new(self, page: Page, event: Event, title: str, says: str) -> SentLine:
        """The line of an event that goes out: today, where there is a ledger or its day has come; else on its day."""
        late = self.ledger.kept and event.day <= self.today
        day, turn = (self.today, self.turn) if late else (event.day, 1)
        record = f"{page.kind}/{page.first_id}"
        return SentLine(
            self._id(f"{record}/{event.kind}", day), record, event.kind, day, _print(event, says), title,
            event.day.isoformat() if event.note else "", event.told, turn, card=page.record.sent_words,
        )  # fmt: skip

    def _id(self, what: str, day: date) -> str:
        plain = f"tag:{self.authority},{day.isoformat()}:{what}" if self.authority else f"{what}/{day.isoformat()}"
        tries = (plain if number == 1 else f"{plain}/{number}" for number in count(1))
        found = next(each for each in tries if each not in self.taken)
        self.taken.add(found)
        return found


def _with_card(line: SentLine, history: History) -> SentLine:
    """The newest line of a page, with the card where the ledger does not hold it yet and nothing has changed since."""
    record, newest = history.page.record, history.sent[-1].id == line.id
    same = record.version is None or record.version <= line.out
    return line._replace(card=record.sent_words) if newest and same and not line.card and record.sent_words else line


def _print(event: Event, says: str) -> str:
    """The fingerprint of an event: of a note, its own words, by which it is found again; else all it says."""
    return fingerprint(event.changed if event.note else says)


def _says(page: Page, event: Event) -> str:
    """What an item says; of a paper that was taken back, that first."""
    if event.kind == "added" and page.record_as(Paper).source_status is SourceStatus.RETRACTED:
        return f"This paper has since been retracted. {event.changed}"
    return event.changed


def _no_more(line: SentLine) -> str:
    return f"This was sent on {long_day(line.out)}. The page no longer speaks of it."


def row_of(kind: str) -> Kind:
    """The row of a kind of page; that of plain pages where no such kind is left."""
    return ROWS.get(kind, PLAIN)


def short(text: str, longest: int = LONGEST) -> str:
    """A title of at most so many characters, cut between words."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return f"{(cut.rpartition(' ')[0] or cut).rstrip(' ,;:.–(')}…"


TOGETHER = 4
"""From how many on, items of one kind on one day are told in one line."""


class Batch(NamedTuple):
    """Items of one kind on one day: `page_kind` is that of their pages, `kind` that of the news.

    `address` is where they are listed, below the site's own; empty where they are listed on the spot.
    """

    day: date
    page_kind: str
    kind: str
    items: tuple[Item, ...]
    address: str = ""

    @property
    def together(self) -> bool:
        """There are so many that one line tells of them all."""
        return len(self.pages) >= TOGETHER

    @property
    def pages(self) -> list[Item]:
        """The items less those of a page that another one tells of."""
        return list({item.address: item for item in reversed(self.items)}.values())[::-1]

    @property
    def words(self) -> str:
        """What happened, for all of them: `65 words published`."""
        return f"{len(self.pages)} {row_of(self.page_kind).several} {self.kind.replace('-', ' ')}"


class NewsDay(NamedTuple):
    """What happened on one day."""

    day: date
    batches: tuple[Batch, ...]


class NewsYear(NamedTuple):
    """What happened in one year, the newest day first."""

    year: int
    days: tuple[NewsDay, ...]


def batches(items: Iterable[Item]) -> list[Batch]:
    """Items, sorted by day, as batches in the order of their first ones."""
    found: dict[tuple[date, str, str, int], list[Item]] = {}
    for item in items:
        found.setdefault((item.day, item.page_kind, item.kind, item.line.turn), []).append(item)
    return [Batch(*key[:3], tuple(each)) for key, each in found.items()]


def headlines(items: Iterable[Item], count: int) -> list[Batch]:
    """The newest news in so many lines: each a single item, or a batch that is told together."""
    found: list[Batch] = []
    for batch in batches(items):
        found += (
            [batch]
            if batch.together
            else [Batch(batch.day, batch.page_kind, batch.kind, (one,)) for one in batch.items]
        )
    return found[:count]


def by_year(found: Iterable[Batch]) -> list[NewsYear]:
    """Batches, sorted by day, by day and year, the newest first."""
    days = [NewsDay(day, tuple(each)) for day, each in groupby(found, key=lambda batch: batch.day)]
    return [NewsYear(year, tuple(each)) for year, each in groupby(days, key=lambda one: one.day.year)]
