"""A chat: one @WeCops chat, for its whole life. Names follow iCalendar where it has them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator

from catalogue.dates import InMonth, Roughly, as_typed, day_of
from catalogue.frontmatter import Path
from catalogue.gaps import gap
from catalogue.records.fields import Part, field, several
from catalogue.records.platform import Platform, Sort, hashtag, platform
from catalogue.records.record import Record
from catalogue.records.values import Day, Id, Moment, Number, RefersTo, Several, Start, Text, one_of


class Host(Part):
    """Someone who leads a chat."""

    typed_alone: ClassVar[str] = "name"

    name: Text | None = field("the host's name", "Exampleshire Violence Reduction Network", required=True)
    role: Text | None = field("the role, as it was on the day", "Host network", required=True)
    organisation: Text | None = field("the organisation, as it was on the day", "Exampleshire Police")
    handle: Text | None = field("the account on the platform", "@ExampleshireVRN")


def _unnumbered(typed: str) -> str:
    """A question without a number of its own: each gets one where it is shown."""
    return re.sub(r"^(?:Q ?\d{1,2}[.):]?|\d{1,2}[.)])\s+", "", typed)


def _reading(value: Any) -> Any:
    """A bare id in the reading list stands for an item without its line of why."""
    return {"page": value} if isinstance(value, str) else value


class Reading(Part):
    """Something to read before a chat."""

    page: Annotated[Id, RefersTo("reads")] | None = field("the id of the page", "surname-2001", required=True)
    why: Text | None = field("one line on why to read it", "The paper the chat of the example is about.")


class Figure(Part):
    """A number reported about a chat, with who counted it."""

    typed_alone: ClassVar[str] = "text"

    text: Text | None = field("the figure and what it counts", "65 speakers in Exampleshire", required=True)
    source: Text | None = field("whose count it is: words, or the id of a paper", "surname-2001", required=True)
    caveat: Text | None = field("what to keep in mind about it", "The count of the example’s host.", required=True)


class Outcome(Part):
    """What came of a chat."""

    typed_alone: ClassVar[str] = "summary"

    written_up: Day | None = field("the day of the write-up", "2001-02-13", required=True, today=True)
    summary: Text | None = field(
        "what was said, in a few sentences", "Three questions came up in Exampleshire.", required=True
    )
    agreed: Several[Text] = several("what people agreed on", "In Exampleshire, prevention is everybody’s job.")
    disputed: Several[Text] = several("what people disagreed on", "Who should pay for it in Exampleshire.")
    open_questions: Several[Text] = several("what is still open", "How does Exampleshire know that it works?")
    changed: Several[Annotated[Id, RefersTo("changed", ("guide", "term"))]] = several(
        "ids of the guides and terms changed because of it", "a-guide-or-a-word"
    )
    no_change_reason: Text | None = field(
        "why nothing changed, if nothing did", "The guides of Exampleshire said it already."
    )
    figures: Several[Figure] = several("numbers reported about it")


class Moved(Part):
    """An earlier time at which a chat was to be held."""

    typed_alone: ClassVar[str] = "reason"

    starts: Moment | None = field("when it was to start", "2001-02-03 21:00", required=True)
    on: Day | None = field("the day it was moved", "2001-01-30", required=True, today=True)
    reason: Text | None = field("why it moved, which is always said", "The host of the example was called away.")


def _one_or_more(value: Any) -> Any:
    """A chat that moved once can be typed as one group of fields, without the hyphen of a list."""
    return [value] if isinstance(value, dict) else value


class Cancelled(Part):
    """That a chat will not be held."""

    typed_alone: ClassVar[str] = "reason"

    on: Day | None = field("the day it was cancelled", "2001-02-08", required=True, today=True)
    reason: Text | None = field(
        "why it was cancelled, which is always said", "Too few people could come to the example."
    )


class Gathering(StrEnum):
    """What people came together for."""

    CHAT = "chat"
    EVENT = "event"


class Chat(Record):
    """One @WeCops chat, for its whole life: announced, held, written up."""

    kind: ClassVar[str] = "chat"
    examples: ClassVar[dict[str, str]] = {
        "title": "The question of the chat",
        "summary": "A chat on what the words mean in Exampleshire.",
        "owner": "Chat host",
        "formerly": "2001-02-03-an-older-name",
        "superseded_by": "2001-02-17-another-chat",
    }

    starts: Start | None = field(
        "when it starts, UK time (of one that is over, the day alone if no more is known)",
        "2001-02-10 21:00",
        required=True,
    )
    ends: Start | None = field("when it ends, UK time (or give minutes)", "2001-02-10 22:00")
    minutes: Number | None = field("how long it lasts (or give ends)", "60")
    announced: Day | None = field("the day it was announced (needed until it is written up)", "2001-02-01")
    form: Annotated[Gathering, one_of(Gathering)] = field(
        "whether it is a chat, or a public event told of here", "chat", default=Gathering.CHAT
    )
    platform: Text | None = field(
        "where it is held: X, Bluesky, a server by its name (such as social.police.example), or a room", "X"
    )
    hashtag: Text | None = field("the hashtag, in quotation marks", '"#WeCops"')
    hosts: Several[Host] = several("who leads it")
    aims: Several[Text] = several("what it is for", "To hear what helps in Exampleshire.")
    questions: Several[Annotated[Text, AfterValidator(_unnumbered)]] = several(
        "what will be asked, in order", "What does Exampleshire mean by prevention?"
    )
    reading: Several[Annotated[Reading, BeforeValidator(_reading)]] = several("what to read first", "surname-2001")
    cancelled: Cancelled | None = field("that it was cancelled, and why")
    # The latest move is asked for far more often than all of them, so `moved_from` is that one.
    typed_moves: Annotated[Several[Moved], BeforeValidator(_one_or_more)] = several(
        "when it was to be held before, and why it moved; the latest move last", alias="moved_from"
    )
    outcome: Outcome | None = field("what came of it")

    def at(self, day: date) -> dict[str, object]:
        """What the record said on `day`, an earlier one: less a move, a cancellation and a write-up that came later."""
        found = super().at(day)
        moves = tuple(each for each in self.moves if not each.on or each.on <= day)
        if len(moves) < len(self.moves) and self.moves[len(moves)].starts:
            found |= {"typed_moves": moves, "starts": self.moves[len(moves)].starts, "ends": None}
        if self.cancelled and self.cancelled.on and self.cancelled.on > day:
            found["cancelled"] = None
        if self.outcome and self.outcome.written_up and self.outcome.written_up > day:
            found["outcome"] = None
        return found

    def to_end(self, today: date) -> str:
        """The lines as they are typed on `today`, a day in the UK: a chat to come is cancelled, and people are told."""
        if self.cancelled or not self.starts or self.starts.date() < today:
            return super().to_end(today)
        return f'cancelled:\n  on: {today.isoformat()}\n  reason: "{gap("why it was cancelled")}"'

    @property
    def place(self) -> Platform:
        """Where it is held."""
        was = self.first_starts.date() if self.first_starts and self.form is Gathering.CHAT else None
        return platform(self.platform, was)

    @property
    def standing(self) -> str:
        """That it was cancelled."""
        return super().standing or ("Cancelled" if self.cancelled else "")

    @classmethod
    def meant(cls, name: str, typed: str) -> str | None:
        """A status that is one of a chat’s own: cancelled, or moved."""
        called = {"cancel": "cancelled", "moved": "moved_from", "postpone": "moved_from", "reschedul": "moved_from"}
        found = (field for start, field in called.items() if typed.strip().casefold().startswith(start))
        return next(found, None) if name == "status" else None

    @property
    def needs(self) -> tuple[str, ...]:
        """What this record must say; the day of its announcement, until it is written up."""
        return super().needs if self.outcome else (*super().needs, "announced")

    @property
    def first_days(self) -> tuple[date | None, ...]:
        """The day it was published or announced."""
        return (*super().first_days, self.announced)

    @property
    def days(self) -> tuple[date | None, ...]:
        """The days of its changes, and those on which it was moved, cancelled and written up."""
        told = (self.moved_from, self.cancelled)
        written_up = self.outcome.written_up if self.outcome else None
        return (*super().days, *(each.on for each in told if each), written_up)

    def note_at(self, path: Path) -> str:
        """Why to read a page of its reading list, in plain text. `path` leads to the field as it is typed."""
        return self.reading[path[1]].why or "" if path[0] == "reading" and isinstance(path[1], int) else ""

    @property
    def natural_id(self) -> str:
        """The day on which it was first to start, and its title."""
        day = f"{as_typed(self.first_starts)[:10]}-" if self.first_starts else ""
        return f"{day}{super().natural_id}" if super().natural_id else ""

    @property
    def happened(self) -> date | None:
        """When it starts."""
        return self.starts

    @property
    def tag(self) -> str:
        """Its hashtag with the sign before it, however it was typed; empty where there is none."""
        return hashtag(self.hashtag)

    @property
    def left_open(self) -> tuple[str, ...]:
        """The questions that its write-up left open."""
        return self.outcome.open_questions if self.outcome else ()

    @property
    def finish(self) -> datetime | None:
        """When it ends: as typed, or worked out from the minutes; an hour where neither is known. Aware, in UK time."""
        if self.ends or not self.starts:
            return self.ends
        if isinstance(self.starts, Roughly):
            after = self.starts + timedelta(days=31 if isinstance(self.starts, InMonth) else 1)
            return datetime.combine(after.date(), time(), tzinfo=self.starts.tzinfo)
        minutes = 60 if self.minutes is None else self.minutes
        try:
            # Arithmetic in UTC: an hour is an hour across a change of clocks.
            return (self.starts.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(self.starts.tzinfo)
        except OverflowError:  # past the year 9999
            return self.starts

    @property
    def lasts(self) -> timedelta:
        """How long it is, even in the night the clocks change; nothing when that is not known."""
        if not self.starts or not self.finish or isinstance(self.starts, Roughly):
            return timedelta()
        return self.finish.astimezone(UTC) - self.starts.astimezone(UTC)

    @property
    def moves(self) -> tuple[Moved, ...]:
        """Its moves, the latest last, in whatever order they are typed. Times are aware, in UK time."""
        return tuple(sorted(self.typed_moves, key=lambda move: move.on or date.max))

    @property
    def moved_from(self) -> Moved | None:
        """The latest move, if it was moved."""
        return self.moves[-1] if self.moves else None

    @property
    def first_starts(self) -> datetime | None:
        """When it was to start as first announced. Aware, in UK time."""
        return next((move.starts for move in self.moves if move.starts), self.starts)

    @property
    def revised(self) -> date | None:
        """The day on which it was last announced, moved, cancelled or written up."""
        days = [self.announced, *(move.on for move in self.moves)]
        days += [self.cancelled.on] if self.cancelled else []
        days += [self.outcome.written_up] if self.outcome else []
        return max((day for day in days if day), default=None)

    @property
    def version(self) -> date | None:
        """The day of the newest change a reader could see."""
        return max((day for day in (super().version, self.revised) if day), default=None)

    def search_names(self, page_id: str) -> tuple[str, ...]:
        """The hashtag, the day, and who led it; nothing for a chat without a day."""
        if not self.starts:
            return ()
        hosts = (name for host in self.hosts for name in (host.name, host.organisation) if name)
        twitter = "Twitter chat" if self.place.sort is Sort.X else "Chat"
        called = twitter if self.form is Gathering.CHAT else "Event"
        return (*([self.hashtag] if self.hashtag else []), f"{called} {day_of(self.starts)}", *hosts)
