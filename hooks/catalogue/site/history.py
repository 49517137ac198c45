"""What a page was and became: its news, and the smaller changes that are no news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from catalogue.graph import Page
from catalogue.records import ChangeKind, Guide, Term
from catalogue.site import news

KINDS = {ChangeKind.MAJOR: "Changed", ChangeKind.MINOR: "Small change", ChangeKind.CORRECTION: "Correction"}
"""What readers see for each kind of change."""


@dataclass(frozen=True)
class Note:
    """One line of a page's history: the day, what kind of thing happened, and what.

    `told` says that subscribers were told; `page` is the other page that it happened on.
    """

    day: date
    kind: str
    words: str = ""
    affects: str = ""
    action: str = ""
    told: bool = False
    page: Page | None = None


def history(page: Page, told: Iterable[news.Item], today: date) -> list[Note]:
    """The page's own notes of change up to today, and the news of it that is no such note; newest first."""
    notes = list(_changes(page, today))
    for item in told:
        if item.page is not page:
            notes.append(Note(item.day, item.title, told=True, page=item.page))
        elif item.kind not in ("changed", page.record.status.value):
            notes.append(Note(item.day, item.kind.replace("-", " ").capitalize(), told=True))
    return sorted(notes, key=lambda note: note.day, reverse=True)


def _changes(page: Page, today: date) -> Iterator[Note]:
    end = news.withdrawal(page)
    for change in page.record.changes:
        if change.date and change.kind and change.date <= today:
            kind = page.record.status.value.capitalize() if change is end else KINDS[change.kind]
            is_news = change is end or (change.kind is ChangeKind.MAJOR and isinstance(page.record, (Term, Guide)))
            yield Note(change.date, kind, change.note or "", change.affects or "", change.action or "", is_news)


def withdrawal(page: Page) -> Note | None:
    """For a page that is withdrawn or superseded, the note of change that says when and why; else none."""
    end = news.withdrawal(page)
    return Note(end.date, page.record.status.value.capitalize(), end.note or "") if end and end.date else None
