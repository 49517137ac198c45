"""Do a chat’s days, times, place and hosts fit together, and is it looked after to the end?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from catalogue.dates import Roughly, as_typed
from catalogue.diagnostics import Diagnostic, Edit, Severity, quote
from catalogue.gaps import gap
from catalogue.graph import Catalogue, Pages
from catalogue.records import Chat, Gathering, to_fill_in
from catalogue.records.platform import Platform, Sort

WRITE_UP_DAYS = 14
"""How many days after its end a chat can be without an outcome before somebody is reminded."""


def chat_ends_early(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A chat ends before it starts, or has neither an end nor a length, or both and they differ.

    Calendars refuse such an event.

    Bad:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00
        ends: 2028-02-10 20:00

    Good:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00
        ends: 2028-02-10 22:00
    """
    for page, chat in catalogue.records_of(Chat):
        if not chat.starts or not page.complete:
            continue
        if isinstance(chat.starts, Roughly) and not (chat.ends and chat.ends < chat.starts):
            continue
        if chat.ends is None and chat.minutes is None:
            if not any(problem.code == "field-wrong" for problem in page.problems):
                span = page.place("minutes" if "minutes" in page.front.fields else "starts")
                fix = to_fill_in(Chat, page.source, page.front, ("minutes",))
                yield page.problem("chat-ends-early", span, "The chat has neither an end nor a length.", fix)
        elif chat.finish and chat.lasts <= timedelta():
            message = f"The chat ends at {chat.finish:%Y-%m-%d %H:%M} and starts at {chat.starts:%Y-%m-%d %H:%M}."
            fix = "write an end after the start."
            yield page.problem("chat-ends-early", page.place("ends" if chat.ends else "minutes"), message, fix)
        elif chat.ends and chat.minutes and chat.lasts != timedelta(minutes=chat.minutes):
            message = f"The end and the length differ: the end makes it {chat.lasts // timedelta(minutes=1)} minutes."
            yield page.problem("chat-ends-early", page.place("minutes"), message, "keep one of the two.")


def chat_day_differs(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The file name of a chat does not start with the day on which it starts.

    The file name is the chat's address for ever. A chat that was moved keeps the day it was first announced for.

    Bad:
        docs/chats/2028-02-11-x.md
        starts: 2028-02-10 21:00

    Good:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00
    """
    for page, chat in catalogue.records_of(Chat):
        times = (chat.starts, *(move.starts for move in chat.moves))
        days = [as_typed(moment)[:10] for moment in times if moment]
        if all(times) and not page.unnamed and not page.id.startswith(tuple(f"{day}-" for day in days)):
            rest = re.sub(r"^\d{4}(-\d\d){0,2}-", "", page.id)
            known = catalogue.names.established
            call = f"call the file “{days[0]}-{rest}.md”"
            yield page.problem(
                "chat-day-differs", page.place("starts"),
                f"The chat starts on {days[0]}, and its file is called {quote(page.path.rpartition('/')[2])}.",
                f"{call}, or correct the day." if known and page.path not in known
                else f"correct the day; or, of a page that is not on the site yet, {call}; or, if the chat was moved "
                f"from the day in the name, {to_fill_in(Chat, page.source, page.front, ('moved_from',))}",
            )  # fmt: skip


def chat_time_taken(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """Two chats are on at the same time.

    Nobody can follow both.

    Bad:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00
        ends: 2028-02-10 22:00
        docs/chats/2028-02-10-y.md
        starts: 2028-02-10 21:30
        ends: 2028-02-10 22:30

    Good:
        docs/chats/2028-02-10-x.md
        docs/chats/2028-02-17-y.md
        starts: 2028-02-17 21:00
        ends: 2028-02-17 22:00
    """
    chats = ((page, chat) for page, chat in catalogue.records_of(Chat) if not (chat.cancelled or chat.draft))
    held = [(chat.starts, page, chat) for page, chat in chats if chat.starts and chat.lasts]
    held.sort(key=lambda each: (each[0], each[1].path))
    for (_, one, before), (start, other, _) in pairwise(held):
        if before.finish and start < before.finish:
            kept, told = sorted((one, other), key=catalogue.names.standing)
            when = f"until {before.finish:%H:%M}" if kept is one else f"from {start:%H:%M}"
            message = f"{quote(kept.title)} is on {when} that day."
            yield told.problem("chat-time-taken", told.place("starts"), message, "choose another time.")


def chat_announced_late(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A chat is announced after the day on which it starts.

    One of the two days is wrong, or people were told too late to come.

    Bad:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00
        announced: 2028-02-12

    Good:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00
        announced: 2028-01-27
    """
    for page, chat in catalogue.records_of(Chat):
        first = chat.first_starts
        if first and chat.announced and chat.announced > first.date():
            message = f"The chat was announced on {chat.announced}, after the day it was for ({first.date()})."
            yield page.problem("chat-announced-late", page.place("announced"), message, "correct the day.")


def chat_hour_missing(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A chat that is still to come has a day and no hour.

    A day alone is for what is over and whose hour nobody knows.

    Bad:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10

    Good:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00
    """
    for page, chat in catalogue.records_of(Chat):
        if isinstance(chat.starts, Roughly) and chat.finish and chat.finish.date() > today and not chat.cancelled:
            message = f"The {chat.form.value} is not over, and {quote(as_typed(chat.starts))} gives no hour."
            fix = f"write “starts: {as_typed(chat.starts)} {gap('the hour, as in 21:00')}”."
            yield page.problem("chat-hour-missing", page.place("starts"), message, fix)


def chat_unread(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A chat has nothing to read before it.

    A chat that starts from nothing repeats the last one.

    Bad:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00
        reading: []

    Good:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00
        reading: [christmas-2019]
    """
    for page, chat in catalogue.records_of(Chat):
        if not chat.reading and page.complete and not chat.cancelled and not chat.draft:
            message, fix = "The chat names nothing to read first.", "add “reading:” with the ids of one to three pages."
            yield page.problem("chat-unread", page.place("reading"), message, fix, Severity.WARNING)


def host_incomplete(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A chat has no host, or a host has neither an organisation nor a handle, or a handle that no platform accepts.

    People need to know who leads the chat, and to find it. Of a public event as much is told as is known.

    Bad:
        docs/chats/2028-02-10-x.md
        hosts:
          - name: Lancashire Violence Reduction Network
            role: Host network

    Good:
        docs/chats/2028-02-10-x.md
        hosts:
          - name: Lancashire Violence Reduction Network
            role: Host network
            handle: "@LancsVRN"
    """

    for page, chat in catalogue.records_of(Chat):
        chatted = chat.form is Gathering.CHAT
        if not chat.hosts and page.complete and chatted:
            fix = "add “hosts:” with the name, role and handle of each."
            yield page.problem("host-incomplete", page.place("hosts"), "The chat has no host.", fix)
        for index, host in enumerate(chat.hosts):
            if not host.organisation and not host.handle and chatted:
                message = f"{quote(host.name or 'The host')} has neither an organisation nor a handle."
                fix = "give a handle; or " + to_fill_in(Chat, page.source, page.front, ("hosts", index, "organisation"))
                yield page.problem("host-incomplete", page.place("hosts", index, "name"), message, fix)
            elif host.handle and (said := _handle(chat.place, host.handle)):
                span = page.place("hosts", index, "handle")
                message, right = said
                fix = f"write {right}." if right else "write the whole name of the account after an @, or take it out."
                yield page.problem("host-incomplete", span, message, fix, edit=Edit(span, right) if right else None)


_ON_BLUESKY, _ON_SERVER = r"@[a-z0-9-]+(?:\.[a-z0-9-]+)+", r"@\w{1,30}@[a-z0-9-]+(?:\.[a-z0-9-]+)+"


def _handle(place: Platform, handle: str) -> tuple[str, str] | None:
    """What is wrong with a handle, and what to write where that is sure; nothing for one that fits a platform."""
    if re.fullmatch(rf"{_ON_BLUESKY}|{_ON_SERVER}", handle, re.ASCII | re.IGNORECASE):
        return None
    if re.fullmatch(r"@\w{1,30}", handle, re.ASCII):
        bluesky = place.sort is Sort.BLUESKY
        return (f"{quote(handle)} is no whole handle of Bluesky, such as @name.bsky.social.", "") if bluesky else None
    bare = re.sub(r"^(https?://)?(www\.)?(twitter|x)\.com/", "", handle).lstrip("@").rstrip("/")
    right = f'"@{bare}"' if re.fullmatch(r"\w{1,30}", bare, re.ASCII) and place.sort in (Sort.X, Sort.SERVER) else ""
    return f"{quote(handle)} is not a handle such as @LancsVRN.", right


def chat_place_unsaid(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A chat that is still to come does not say where it is held, or names a platform that is many.

    People cannot come to a chat whose place they do not know.

    Bad:
        docs/chats/2028-02-10-x.md
        platform: Mastodon

    Good:
        docs/chats/2028-02-10-x.md
        platform: social.police.example
    """
    for page, chat in catalogue.records_of(Chat):
        if not chat.finish or chat.finish.date() < today or chat.cancelled or chat.form is not Gathering.CHAT:
            continue
        many = (chat.platform or "").strip().casefold() in ("mastodon", "fediverse", "the fediverse")
        if chat.place.sort is Sort.UNSAID or many:
            message = "The chat does not say where it is held."
            message = "Mastodon is many servers, and the chat names none." if many else message
            fix = "write under “platform” where it is: X, Bluesky, the name of a server, or a room."
            yield page.problem("chat-place-unsaid", page.place("platform"), message, fix, Severity.WARNING)


def hashtag_broken(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A chat’s hashtag is not one word of letters and figures.

    Platforms end a hashtag at the first other sign, so its link would search for something else.

    Bad:
        docs/chats/2028-02-10-x.md
        hashtag: "#We Cops"

    Good:
        docs/chats/2028-02-10-x.md
        hashtag: "#WeCops"
    """
    for page, chat in catalogue.records_of(Chat):
        typed = (chat.hashtag or "").strip()
        if typed and not re.fullmatch(r"#?\w+", typed):
            joined = re.sub(r"[\s#]", "", typed)
            likely = re.fullmatch(r"\w+", joined) and typed.count("#") < 2
            message = f"{quote(typed)} is not one hashtag: letters and figures, with nothing between them."
            fix = f'write “hashtag: "#{joined}"”.' if likely else "write the one hashtag that people search for."
            yield page.problem("hashtag-broken", page.place("hashtag"), message, fix, Severity.WARNING)
