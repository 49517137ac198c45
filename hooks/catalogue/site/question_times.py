"""When each question of a chat is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from catalogue.records import Chat
from catalogue.site.dates import clock_time

WELCOME = timedelta(minutes=5)
"""How long a chat takes to say hello before its first question."""


def question_times(chat: Chat) -> list[datetime]:
    """The time at which each question is asked, in UK time.

    The first five minutes are for the welcome. What is left of the chat is shared out evenly: with an hour and five
    questions, each gets eleven minutes, so they are asked at 5, 16, 27, 38 and 49 minutes past. Times are whole
    minutes, rounded down. A chat of five minutes or less asks everything at its start.
    """
    if chat.starts is None:
        return []
    # In UTC, so that the night the clocks change neither loses nor gains an hour.
    start, zone = chat.starts.astimezone(UTC), chat.starts.tzinfo
    welcome = WELCOME if chat.lasts > WELCOME else timedelta()
    left = max(chat.lasts - welcome, timedelta()) // timedelta(minutes=1)
    count = len(chat.questions)
    return [(start + welcome + timedelta(minutes=left * index // count)).astimezone(zone) for index in range(count)]


def said(moment: datetime, chat: Chat) -> str:
    """A time of day within a chat; with GMT or BST where the clocks change while it is on."""
    changes = chat.starts and chat.finish and f"{chat.starts:%Z}" != f"{chat.finish:%Z}"
    return f"{clock_time(moment)} ({moment:%Z})" if changes else clock_time(moment)
