"""What a page was and became, and what a chat changed: the two ends of one chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from catalogue.graph import Catalogue, Page
from catalogue.ledger import Card
from catalogue.records import Change, ChangeKind, Chat
from catalogue.site.news import Item
from catalogue.site.record_events import LIFE
from catalogue.site.record_events import withdrawal as withdrawal_of

CHANGE_WORDS = {ChangeKind.MAJOR: "Changed", ChangeKind.MINOR: "Small change", ChangeKind.CORRECTION: "Correction"}
"""What readers see for each kind of change."""


class CardChange(NamedTuple):
    """What changed in one group of a card: its heading, and the items that went and came."""

    heading: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def card_changes(before: Card, after: Card) -> tuple[CardChange, ...]:
    """What changed from one wording of a card to another, group by group; nothing where either is not known."""
    if not before or not after:
        return ()
    old, new = dict(before), dict(after)
    found = []
    for heading in dict.fromkeys((*new, *old)):
        was, now = old.get(heading, ()), new.get(heading, ())
        gone, come = tuple(each for each in was if each not in now), tuple(each for each in now if each not in was)
        if gone or come:
            found.append(CardChange(heading, gone, come))
    return tuple(found)


class Note(NamedTuple):
    """One line of a page's history: the day, what kind of thing happened, and what.

    `told` is the day on which subscribers were told, if they were; `page` is the other page that it happened on; `card`
    how the words of the card changed with it, as the ledger remembers both.
    """

    day: date
    kind: str
    words: str = ""
    affects: str = ""
    action: str = ""
    told: date | None = None
    page: Page | None = None
    card: tuple[CardChange, ...] = ()


def history(page: Page, told: Iterable[Item], today: date) -> list[Note]:
    """The page's notes of change up to `today`, in the UK, and the news of it that is none of them; newest first."""
    mine = list(told)
    notes = list(_changes(page, mine, today))
    for item in mine:
        if item.page is not page:
            notes.append(Note(item.day, item.title, told=item.day, page=item.page))
        elif item.kind != "changed" and not (item.kind in LIFE and item.line.on):
            notes.append(Note(item.day, item.kind.replace("-", " ").capitalize(), told=item.day))
    return sorted(notes, key=lambda note: note.day, reverse=True)


def _changes(page: Page, told: Iterable[Item], today: date) -> Iterator[Note]:
    end = withdrawal_of(page)
    for change in page.record.changes:
        if change.date and change.kind and change.date <= today:
            kind = page.record.status.value.capitalize() if change is end else CHANGE_WORDS[change.kind]
            major = change.kind is ChangeKind.MAJOR
            sent = [item for item in told if item.page is page and item.changed == change.note and major][:1]
            card = card_changes(_card_before(sent[0], told), sent[0].line.card) if sent else ()
            day = sent[0].day if sent else None
            words = (change.note or "", change.affects or "", change.action or "")
            yield Note(change.date, kind, *words, told=day, card=card)


def _card_before(sent: Item, told: Iterable[Item]) -> Card:
    """The card of the page as the ledger last held it before an item."""
    place = (sent.line.out, sent.line.turn)
    older = [(item.line.out, item.line.turn, item.line.card) for item in told if item.page is sent.page]
    return max((each for each in older if each[:2] < place and each[2]), key=lambda each: each[:2], default=(0, 0, ()))[
        2
    ]


def withdrawal(page: Page) -> Note | None:
    """For a page that is withdrawn or superseded, the note of change that says when and why; else none."""
    end = withdrawal_of(page)
    return Note(end.date, page.record.status.value.capitalize(), end.note or "") if end and end.date else None


class ChangedPage(NamedTuple):
    """A page that a chat changed: the two pages, and the dated note of the change on the page itself."""

    page: Page
    chat: Page
    note: Change | None


def changed_by_chat(catalogue: Catalogue, chat: Page) -> list[ChangedPage]:
    """The pages a chat changed, in the order its outcome lists them."""
    found = (one.target for one in catalogue.pointed_at(chat, "changed"))
    targets = {page.path: page for page in found if not page.record.draft}
    return [ChangedPage(page, chat, _note(chat, page)) for page in targets.values()]


def changes_of(catalogue: Catalogue, page: Page) -> list[ChangedPage]:
    """The chats that changed a page, the latest first."""
    chats = {one.origin.path: one.origin for one in catalogue.pointing_at(page, "changed")}
    found = [ChangedPage(page, chat, _note(chat, page)) for chat in chats.values()]
    return sorted(found, key=lambda each: (_day(each.chat), each.chat.id), reverse=True)


def _note(chat_page: Page, page: Page) -> Change | None:
    """The change note that belongs to a chat: the last by the day of the write-up, else the first after it.

    Notes older than the chat do not count; where there is none, the check says so.
    """
    chat = chat_page.record_as(Chat)
    notes = [change for change in page.record.changes if change.date and change.date >= _day(chat_page)]
    notes.sort(key=lambda change: change.date or date.min)
    written = chat.outcome.written_up if chat.outcome else None
    by_then = [change for change in notes if written and change.date and change.date <= written]
    return by_then[-1] if by_then else notes[0] if notes else None


def _day(page: Page) -> date:
    starts = page.record_as(Chat).starts
    return starts.date() if starts else date.min
