"""Do a chat's days and times fit together, and is it looked after to the end?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from catalogue.dates import Roughly, as_typed
from catalogue.diagnostics import Diagnostic, Severity, quote
from catalogue.gaps import gap
from catalogue.graph import Catalogue
from catalogue.records import Chat, declared, missing_lines, to_add

WRITE_UP_DAYS = 14
"""How many days after its end a chat can be without an outcome before somebody is reminded."""


def chat_ends_early(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A chat ends before it starts, or has neither an end nor a length, or both and they differ.

    Calendars refuse such an event.

    Bad:

        docs/chats/2030-02-10-x.md
        ---
        starts: 2030-02-10 21:00
        ends: 2030-02-10 20:00
        ---

    Good:

        docs/chats/2030-02-10-x.md
        ---
        starts: 2030-02-10 21:00
        ends: 2030-02-10 22:00
        ---
    """
    for page, chat in catalogue.records_of(Chat):
        if not chat.starts or not page.complete:
            continue
        if isinstance(chat.starts, Roughly) and not (chat.ends and chat.ends < chat.starts):
            continue
        if chat.ends is None and chat.minutes is None:
            if not any(problem.code == "field-wrong" for problem in page.problems):
                yield Diagnostic(
                    "chat-ends-early", page.source, page.place("starts"), "The chat has neither an end nor a length.",
                    to_add(page.source, page.front, (), "minutes", missing_lines("minutes", declared(Chat)["minutes"])),
                )  # fmt: skip
        elif chat.finish and chat.lasts <= timedelta():
            yield Diagnostic(
                "chat-ends-early", page.source, page.place("ends" if chat.ends else "minutes"),
                f"The chat ends at {chat.finish:%Y-%m-%d %H:%M} and starts at {chat.starts:%Y-%m-%d %H:%M}.",
                "write an end after the start.",
            )  # fmt: skip
        elif chat.ends and chat.minutes and chat.lasts != timedelta(minutes=chat.minutes):
            yield Diagnostic(
                "chat-ends-early", page.source, page.place("minutes"),
                f"The end and the length differ: the end makes it {chat.lasts // timedelta(minutes=1)} minutes.",
                "keep one of the two.",
            )  # fmt: skip


def chat_day_differs(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The file name of a chat does not start with the day on which it starts.

    The file name is the chat's address for ever. A chat that was moved keeps the day it was first announced for.

    Bad:

        docs/chats/2030-02-11-x.md
        ---
        starts: 2030-02-10 21:00
        ---

    Good:

        docs/chats/2030-02-10-x.md
        ---
        starts: 2030-02-10 21:00
        ---
    """
    for page, chat in catalogue.records_of(Chat):
        times = (chat.starts, *(move.starts for move in chat.moves))
        days = [as_typed(moment)[:10] for moment in times if moment]
        if all(times) and not page.id.startswith(tuple(f"{day}-" for day in days)):
            moved = ("moved_from", missing_lines("moved_from", declared(Chat)["moved_from"]))
            rest = re.sub(r"^\d{4}(-\d\d){0,2}-", "", page.id)
            yield Diagnostic(
                "chat-day-differs", page.source, page.place("starts"),
                f"The chat starts on {days[0]}, and its file is called {quote(page.path.rpartition('/')[2])}.",
                f"correct the day; or, of a page that is not on the site yet, call the file “{days[0]}-{rest}.md”; "
                + f"or, if the chat was moved from the day in the name, {to_add(page.source, page.front, (), *moved)}",
            )  # fmt: skip


def chat_time_taken(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """Two chats are on at the same time.

    Nobody can follow both.

    Bad:

        docs/chats/2030-02-10-x.md
        ---
        starts: 2030-02-10 21:00
        ends: 2030-02-10 22:00
        ---
        docs/chats/2030-02-10-y.md
        ---
        starts: 2030-02-10 21:30
        ends: 2030-02-10 22:30
        ---

    Good:

        docs/chats/2030-02-10-x.md
        ---
        starts: 2030-02-10 21:00
        ends: 2030-02-10 22:00
        ---
        docs/chats/2030-02-17-y.md
        ---
        starts: 2030-02-17 21:00
        ends: 2030-02-17 22:00
        ---
    """
    chats = ((page, chat) for page, chat in catalogue.records_of(Chat) if not (chat.cancelled or chat.draft))
    held = [(chat.starts, page, chat) for page, chat in chats if chat.starts and chat.lasts]
    held.sort(key=lambda each: (each[0], each[1].path))
    for (_, one, before), (start, other, _) in pairwise(held):
        if before.finish and start < before.finish:
            yield Diagnostic(
                "chat-time-taken", other.source, other.place("starts"),
                f"{quote(one.title)} is on until {before.finish:%H:%M} that day.", "choose another time.",
            )  # fmt: skip


def chat_announced_late(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A chat is announced after the day on which it starts.

    One of the two days is wrong, or people were told too late to come.

    Bad:

        docs/chats/2030-02-10-x.md
        ---
        starts: 2030-02-10 21:00
        announced: 2030-02-12
        ---

    Good:

        docs/chats/2030-02-10-x.md
        ---
        starts: 2030-02-10 21:00
        announced: 2030-01-27
        ---
    """
    for page, chat in catalogue.records_of(Chat):
        first = chat.first_starts
        if first and chat.announced and chat.announced > first.date():
            yield Diagnostic(
                "chat-announced-late", page.source, page.place("announced"),
                f"The chat was announced on {chat.announced.isoformat()}, after the day it was for ({first.date()}).",
                "correct the day.",
            )  # fmt: skip


def chat_hour_missing(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A chat that is still to come has a day and no hour.

    A day alone is for what is over and whose hour nobody knows.

    Bad:

        docs/chats/2030-02-10-x.md
        ---
        starts: 2030-02-10
        ---

    Good:

        docs/chats/2030-02-10-x.md
        ---
        starts: 2030-02-10 21:00
        ---
    """
    for page, chat in catalogue.records_of(Chat):
        if isinstance(chat.starts, Roughly) and chat.finish and chat.finish.date() > today and not chat.cancelled:
            yield Diagnostic(
                "chat-hour-missing", page.source, page.place("starts"),
                f"The {chat.form.value} is not over, and {quote(as_typed(chat.starts))} gives no hour.",
                f"write “starts: {as_typed(chat.starts)} {gap('the hour, as in 21:00')}”.",
            )  # fmt: skip


def chat_unread(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A chat has nothing to read before it.

    A chat that starts from nothing repeats the last one.

    Bad:

        docs/chats/2030-02-10-x.md
        ---
        starts: 2030-02-10 21:00
        reading: []
        ---

    Good:

        docs/chats/2030-02-10-x.md
        ---
        starts: 2030-02-10 21:00
        reading: [christmas-2019]
        ---
    """
    for page, chat in catalogue.records_of(Chat):
        if not chat.reading and page.complete and not chat.cancelled and not chat.draft:
            yield Diagnostic(
                "chat-unread", page.source, page.place("reading"), "The chat names nothing to read first.",
                "add “reading:” with the ids of one to three pages.", Severity.WARNING,
            )  # fmt: skip
