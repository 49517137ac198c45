"""Ways to put a chat into a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from urllib.parse import quote, urlencode, urljoin

from catalogue.graph import Page
from catalogue.outputs import calendar
from catalogue.records import Chat
from catalogue.site.dates import utc


@dataclass(frozen=True)
class CalendarLinks:
    """The file's address below the site's own, and pages of calendars online that open with the chat filled in."""

    file: str
    google: str
    outlook: str
    microsoft_365: str


def links(page: Page, base: str) -> CalendarLinks | None:
    """The ways to put a chat into a calendar; none for a chat whose times do not make an event."""
    chat = page.record
    if not isinstance(chat, Chat) or not calendar.has_event(chat):
        return None
    assert chat.starts and chat.finish
    about = calendar.describe(page, base)
    start, end = (f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" for moment in (chat.starts, chat.finish))
    google = {
        "action": "TEMPLATE", "text": page.title, "dates": f"{start}/{end}", "ctz": "Europe/London",
        "details": about, "location": calendar.where(chat),
    }  # fmt: skip
    outlook = {
        "path": "/calendar/action/compose", "rru": "addevent", "subject": page.title, "startdt": utc(chat.starts),
        "enddt": utc(chat.finish), "body": about, "location": calendar.where(chat),
    }  # fmt: skip
    return CalendarLinks(
        calendar.file_of(page),
        "https://calendar.google.com/calendar/render?" + urlencode(google, quote_via=quote),
        "https://outlook.live.com/calendar/0/deeplink/compose?" + urlencode(outlook, quote_via=quote),
        "https://outlook.office.com/calendar/0/deeplink/compose?" + urlencode(outlook, quote_via=quote),
    )


def webcal(base: str) -> str:
    """The address that calendar programs subscribe to: the calendar of all chats, under `webcal:`."""
    return "webcal:" + urljoin(base, calendar.ALL).partition(":")[2]
