"""Where a chat stands in its life, and when each of its questions is asked: worked out from its fields, never typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from catalogue.dates import Roughly, clock_time, distance
from catalogue.records import Chat
from catalogue.rules.chat_details import WRITE_UP_DAYS


class ChatState(StrEnum):
    """The states of a chat, in the words readers see."""

    ANNOUNCED = "announced"
    TODAY = "today"
    AWAITING = "awaiting write-up"
    WRITTEN_UP = "written up"
    MOVED = "moved"
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """The finer steps of a chat's life, by which a page chooses its words; `scripts/41-chats.js` knows the same."""

    ANNOUNCED = "announced"
    MOVED = "moved"
    TODAY = "today"
    ON = "on"
    AWAITING = "awaiting"
    LATE = "late"
    WRITTEN_UP = "written-up"
    CANCELLED = "cancelled"


STATES = {
    Phase.ANNOUNCED: ChatState.ANNOUNCED,
    Phase.MOVED: ChatState.MOVED,
    Phase.TODAY: ChatState.TODAY,
    Phase.ON: ChatState.TODAY,
    Phase.AWAITING: ChatState.AWAITING,
    Phase.LATE: ChatState.AWAITING,
    Phase.WRITTEN_UP: ChatState.WRITTEN_UP,
    Phase.CANCELLED: ChatState.CANCELLED,
}
"""The state that each phase belongs to."""


def phase(chat: Chat, now: datetime) -> Phase:
    """Which step of its life a chat is at, at a moment.

    A moved chat that is still to come is `moved`; on its new day, and after, it is as any other. A chat is `late` when
    it ended more than fourteen days ago and has no outcome.

    `now` is aware, in UK time.
    """
    if chat.cancelled:
        return Phase.CANCELLED
    if chat.outcome:
        return Phase.WRITTEN_UP
    if chat.starts is None or chat.finish is None:
        return Phase.ANNOUNCED
    # Compared in UTC: in the night the clocks go back, an hour of UK time comes twice.
    moment = now.astimezone(UTC)
    if moment >= chat.finish.astimezone(UTC):
        return Phase.LATE if (now.date() - chat.finish.date()).days > WRITE_UP_DAYS else Phase.AWAITING
    if moment >= chat.starts.astimezone(UTC):
        return Phase.ON
    if now.date() >= chat.starts.date():
        return Phase.TODAY
    return Phase.MOVED if chat.moved_from else Phase.ANNOUNCED


def state(chat: Chat, now: datetime) -> ChatState:
    """Where a chat stands at a moment. `now` is aware, in UK time."""
    return STATES[phase(chat, now)]


def countdown(chat: Chat, now: datetime) -> str:
    """How far off a chat is, in words: `in 3 days`, `today`, `on now`, `2 years ago`; nothing for a cancelled one.

    `now` is aware, in UK time.
    """
    if chat.cancelled or chat.starts is None:
        return ""
    return "on now" if phase(chat, now) is Phase.ON else distance(chat.starts.date(), now.date())


def is_over(chat: Chat, now: datetime) -> bool:
    """The chat has ended, or will not be held. `now` is aware, in UK time."""
    return phase(chat, now) in (Phase.AWAITING, Phase.LATE, Phase.WRITTEN_UP, Phase.CANCELLED)


WELCOME = timedelta(minutes=5)
"""How long a chat takes to say hello before its first question."""


def question_times(chat: Chat) -> list[datetime]:
    """The time at which each question is asked, in UK time.

    The first five minutes are for the welcome. What is left of the chat is shared out evenly: with an hour and five
    questions, each gets eleven minutes, so they are asked at 5, 16, 27, 38 and 49 minutes past. Times are whole
    minutes, rounded down. A chat of five minutes or less asks everything at its start. Where the hour is not known
    there are no times.
    """
    if chat.starts is None or isinstance(chat.starts, Roughly):
        return []
    # In UTC, so that the night the clocks change neither loses nor gains an hour.
    start, zone = chat.starts.astimezone(UTC), chat.starts.tzinfo
    welcome = WELCOME if chat.lasts > WELCOME else timedelta()
    left = max(chat.lasts - welcome, timedelta()) // timedelta(minutes=1)
    count = len(chat.questions)
    return [(start + welcome + timedelta(minutes=left * index // count)).astimezone(zone) for index in range(count)]


def said(moment: datetime, chat: Chat) -> str:
    """`moment` (aware, UK time) as a time of day in a chat; with GMT or BST where the clocks change while it is on."""
    changes = chat.starts and chat.finish and f"{chat.starts:%Z}" != f"{chat.finish:%Z}"
    return f"{clock_time(moment)} ({moment:%Z})" if changes else clock_time(moment)
