"""Chats as calendars (RFC 5545): a file for each, and one of all to subscribe to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.parse import urljoin
from uuid import UUID, uuid5

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from catalogue.dates import news_moment
from catalogue.graph import Page
from catalogue.records import Chat
from catalogue.site.calendar_links import ALL, describe, file_of, has_event, where
from catalogue.site.news import Item

NAMESPACE = UUID("7d1f0f5c-9d2c-4e55-8f0e-6b7a5d0f2021")
"""Never changed: every UID is made from it, and a new UID would be a second event in people's calendars."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


Sent = Callable[[Page], Sequence[Item]]
"""What was sent of a page, newest first."""


def uid(page: Page, sent: Sequence[Item] = ()) -> str:
    """The UID of a chat: from the id it was first sent under, so that neither a new name nor a new site changes it."""
    first = sent[-1].line.page_id if sent else page.first_id
    return str(uuid5(NAMESPACE, f"chat/{first}"))


def sequence(sent: Sequence[Item]) -> int:
    """How often readers were told of a change: SEQUENCE of RFC 5545, which rises with each and never falls."""
    return sum(item.kind != "announced" for item in sent)


def files(chats: Iterable[Page], base: str, news_of: Sent) -> dict[str, bytes]:
    """Every calendar file, by address: each chat's own, also under ids it had before, and the one of all.

    `base` is the site's own address. The same chats and ledger give the same bytes, whatever the day.
    """

    def told(page: Page) -> list[Item]:
        """The news that a page itself made, newest first."""
        return [item for item in news_of(page) if item.page is page]

    public = (page for page in chats if not page.record.draft and has_event(page.record_as(Chat)))
    held = sorted(public, key=lambda page: (page.record.happened, page.id))
    found: dict[str, bytes] = {}
    shown = []
    for page in held:
        written = event_of(page, base, told(page))
        content = calendar([written], page.title, base)
        found |= {f"chats/{old}.ics": content for old in page.record.formerly} | {file_of(page): content}
        if page.listed:
            shown.append(written)
    return found | {ALL: calendar(shown, "Chats on public health approaches in policing", base, subscribed=True)}


def calendar(events: Iterable[bytes], name: str, base: str, *, subscribed: bool = False) -> bytes:
    """A calendar of these events as `event_of` gives them, lines folded and ended as calendars want them.

    There is no METHOD and no ORGANIZER: those belong to invitations, and this is a published calendar.
    """
    made = Calendar()
    made.add("prodid", "-//Public health policing//Catalogue of chats//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("name", _clean(name))
    made.add("x-wr-calname", _clean(name))
    made.add("x-wr-timezone", "Europe/London")
    if subscribed:
        made.add("source", urljoin(base, ALL), parameters={"VALUE": "URI"})
        made.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", "PT12H")
    # Each component is written once, in however many calendars it stands.
    end = b"END:VCALENDAR\r\n"
    return b"".join([made.to_ical().removesuffix(end), _london(), *events, end])


def event_of(page: Page, base: str, sent: Sequence[Item]) -> bytes:
    """A chat as an event of a calendar, of what was `sent` of it, newest first.

    `base` is the site's own address, whole, with a slash at its end.
    """
    chat = page.record_as(Chat)
    assert chat.starts and chat.finish
    event = Event()
    event.add("uid", uid(page, sent))
    event.add("sequence", sequence(sent))
    if chat.announced:
        event.add("created", news_moment(chat.announced).astimezone(UTC))
    # Without a METHOD both say when the event last changed; the clock of the build has no part in it.
    changed = max((item.updated for item in sent), default=news_moment(chat.revised or chat.starts.date()))
    changed = changed.astimezone(UTC)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", _local(chat.starts))
    event.add("dtend", _local(chat.finish))
    event.add("status", "CANCELLED" if chat.cancelled else "CONFIRMED")
    # Some programs leave STATUS out of sight, so the name says it too.
    event.add("summary", _clean(f"Cancelled: {page.title}" if chat.cancelled else page.title))
    event.add("description", _clean(describe(page, base)))
    event.add("url", urljoin(base, page.address))
    if where(chat):
        event.add("location", _clean(where(chat)))
    if chat.tag:
        event.add("categories", [_clean(chat.tag)])
    return bytes(event.to_ical())


def _local(moment: datetime) -> datetime:
    """UK time; but UTC in the hour that comes twice, where UK time would mean the first of the two."""
    return moment.astimezone(UTC) if moment.fold else moment


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


@cache
def _london() -> bytes:
    """UK time since 1996, by the rule and not by a list of years, so that the file does not change with the year.

    icalendar can make one from the system's data, but 7.3 puts the change in March an hour late.
    """
    zone = Timezone()
    zone.add("tzid", "Europe/London")
    for part, name, start, month, before, after in (
        (TimezoneDaylight(), "BST", datetime(1996, 3, 31, 1), 3, 0, 1),
        (TimezoneStandard(), "GMT", datetime(1996, 10, 27, 2), 10, 1, 0),
    ):
        part.add("tzname", name)
        part.add("dtstart", start)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return bytes(zone.to_ical())
