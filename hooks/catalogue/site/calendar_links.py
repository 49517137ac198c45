"""Ways to put a chat into a calendar, and what any calendar says of it."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import NamedTuple
from urllib.parse import quote, urlencode, urljoin

from catalogue.dates import long_day, span, utc
from catalogue.graph import Page
from catalogue.records import Chat

ALL = "chats/chats.ics"
"""The address of the calendar of all chats."""


class CalendarLinks(NamedTuple):
    """The file's address below the site's own, and pages of calendars online that open with the chat filled in."""

    file: str
    google: str
    outlook: str
    microsoft_365: str


def links(page: Page, base: str) -> CalendarLinks | None:
    """The ways to put a chat into a calendar; none for a chat whose times do not make an event.

    The addresses are encoded, not escaped for HTML.
    """
    chat = page.record_as(Chat)
    if not has_event(chat):
        return None
    assert chat.starts and chat.finish
    about = describe(page, base)
    start, end = (f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" for moment in (chat.starts, chat.finish))
    google = {
        "action": "TEMPLATE", "text": page.title, "dates": f"{start}/{end}", "ctz": "Europe/London",
        "details": about, "location": where(chat),
    }  # fmt: skip
    outlook = {
        "path": "/calendar/action/compose", "rru": "addevent", "subject": page.title, "startdt": utc(chat.starts),
        "enddt": utc(chat.finish), "body": about, "location": where(chat),
    }  # fmt: skip
    return CalendarLinks(
        file_of(page),
        "https://calendar.google.com/calendar/render?" + urlencode(google, quote_via=quote),
        "https://outlook.live.com/calendar/0/deeplink/compose?" + urlencode(outlook, quote_via=quote),
        "https://outlook.office.com/calendar/0/deeplink/compose?" + urlencode(outlook, quote_via=quote),
    )


def webcal(base: str) -> str:
    """The address that calendar programs subscribe to: the calendar of all chats, under `webcal:`."""
    return "webcal:" + urljoin(base, ALL).partition(":")[2]


def has_event(chat: Chat) -> bool:
    """The chat has a start and a later end, without which no calendar takes it."""
    return chat.starts is not None and chat.lasts > timedelta()


def file_of(page: Page) -> str:
    """The address of a chat's own calendar file."""
    return f"chats/{page.id}.ics"


def describe(page: Page, base: str) -> str:
    """What a calendar says of a chat: why it moved or was cancelled, what it is about, and the address of its page.

    Plain text, one thing a line.
    """
    chat = page.record_as(Chat)
    lines = [f"Cancelled. {chat.cancelled.reason or ''}".strip()] if chat.cancelled else []
    for move in chat.moves:
        moved = f"Moved on {long_day(move.on)}" if move.on else "Moved"
        was = f" from {span(move.starts, None)}" if move.starts else ""
        lines.append(f"{moved}{was}. {move.reason or ''}".strip())
    return "\n".join([*lines, *([chat.summary] if chat.summary else []), urljoin(base, page.address)])


def where(chat: Chat) -> str:
    """Where a chat is held: online and under its hashtag, or in a room; empty where that is not said."""
    tag = f", {chat.tag}" if chat.hashtag and chat.place.posts else ""
    online = "Online: " if chat.place.online else ""
    return f"{online}{chat.place.address or chat.place.name}{tag}"
