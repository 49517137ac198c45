"""What a chat changed, and what changed a page: the two ends of one chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalogue.graph import Catalogue, Page
from catalogue.records import Change, Chat


@dataclass(frozen=True)
class ChangedPage:
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
    chat = chat_page.record
    notes = [change for change in page.record.changes if change.date and change.date >= _day(chat_page)]
    notes.sort(key=lambda change: change.date or date.min)
    written = chat.outcome.written_up if isinstance(chat, Chat) and chat.outcome else None
    by_then = [change for change in notes if written and change.date and change.date <= written]
    return by_then[-1] if by_then else notes[0] if notes else None


def _day(page: Page) -> date:
    chat = page.record
    return chat.starts.date() if isinstance(chat, Chat) and chat.starts else date.min
