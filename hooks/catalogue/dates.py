"""Days and times, UK time: which it is now, and how people and machines read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import ClassVar
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

NEWS_HOUR = time(9, 0)
"""The time of day, in the UK, that every piece of news carries, so that its order never depends on a build."""


class Roughly(datetime):
    """A moment known to the day alone, at whose start it stands (ISO 8601, reduced precision)."""

    known: ClassVar[str] = "%Y-%m-%d"
    """The form in which it is typed, which says how closely it is known."""


class InMonth(Roughly):
    """A moment known to the month alone."""

    known = "%Y-%m"


def as_typed(moment: datetime) -> str:
    """A start as a writer types it, UK time: `2021-02-10 21:00`; of one known roughly, the day or the month.

    `moment` is aware, in UK time. Plain text, after ISO 8601 but for the blank.
    """
    return f"{moment:{moment.known if isinstance(moment, Roughly) else '%Y-%m-%d %H:%M'}}"


def start_of(typed: str) -> datetime:
    """The moment that `as_typed` wrote, UK time; `ValueError` when it is none."""
    if ":" in typed:
        return datetime.strptime(typed, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)
    kind = Roughly if typed.count("-") == 2 else InMonth
    return kind.strptime(typed, kind.known).replace(tzinfo=LONDON)


def day_of(moment: datetime) -> str:
    """`10 February 2021`; `October 2016` where that is all that is known.

    `moment` is shown by the day it has in its own zone: UK time, as records hold it.
    """
    return f"{moment:%B %Y}" if isinstance(moment, InMonth) else long_day(moment.date())


@lru_cache(maxsize=1 << 12)
def long_day(day: date) -> str:
    """`10 February 2021`. `day` is a day in the UK; the words are plain text, in English whatever the locale."""
    return f"{day.day} {day:%B %Y}"


def weekday(day: date) -> str:
    """`Wednesday 10 February 2021`: plain text, in English whatever the locale. `day` is a day in the UK."""
    return f"{day:%A} {long_day(day)}"


def clock_time(moment: datetime) -> str:
    """`9pm`, `9.30pm`, `noon`: the time of day as it is said in the UK.

    `moment` is shown in the zone it is in: UK time, as records hold it.
    """
    if (moment.hour, moment.minute) == (12, 0):
        return "noon"
    if (moment.hour, moment.minute) == (0, 0):
        return "midnight"
    minutes = f".{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def span(starts: datetime, ends: datetime | None) -> str:
    """`Wednesday 10 February 2021, 9pm to 10pm (GMT)`, with the zone at the start; no hour that is not known.

    Both are aware; each is shown in the zone it is in.
    """
    if isinstance(starts, Roughly):
        first = day_of(starts) if isinstance(starts, InMonth) else weekday(starts.date())
        last = weekday(ends.date()) if isinstance(ends, Roughly) and ends > starts else ""
        return f"{first} to {last}" if last else first
    start = f"{weekday(starts.date())}, {clock_time(starts)}"
    if ends is None:
        return f"{start} ({starts:%Z})"
    if ends.date() != starts.date():
        return f"{start} ({starts:%Z}) to {weekday(ends.date())}, {clock_time(ends)} ({ends:%Z})"
    zone = "" if f"{starts:%Z}" == f"{ends:%Z}" else f" ({starts:%Z})"
    return f"{start}{zone} to {clock_time(ends)} ({ends:%Z})"


def utc(moment: datetime) -> str:
    """The moment in UTC for `<time datetime>` and machines: `2021-02-10T21:00:00Z`; roughly known, `2017-12-06`.

    `moment` is aware. Follows RFC 3339.
    """
    if isinstance(moment, Roughly):
        return as_typed(moment)
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def news_moment(day: date) -> datetime:
    """The moment at which the news of `day`, a day in the UK, is out: 9 in the morning, aware, in UK time."""
    return datetime.combine(day, NEWS_HOUR, tzinfo=LONDON)


def distance(day: date, today: date) -> str:
    """`today`, `tomorrow`, `in 3 days`, `3 days ago`, and for more than two months the months or years.

    `day` and `today` are days in the UK; the words are plain text.
    """
    days = (day - today).days
    if days in (-1, 0, 1):
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    size, unit = abs(days), "day"
    if size > 730:
        size, unit = size // 365, "year"
    elif size > 60:
        size, unit = size // 30, "month"
    words = f"{size} {unit}{'s' if size != 1 else ''}"
    return f"in {words}" if days > 0 else f"{words} ago"


class WrongDay(ValueError):
    """What was typed is not a day, or not a day and a time; the message is a sentence that says so."""


def now(typed: str | None, environ: Mapping[str, str]) -> datetime:
    """The moment it is taken to be, in UK time.

    `typed` is a day (its noon is meant) or a day and a time; without it SOURCE_DATE_EPOCH counts, and without that the
    clock. Raises only `WrongDay`.
    """
    if typed:
        return _typed(typed.strip())
    epoch = environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return datetime.now(LONDON)
    try:
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(LONDON)
    except (ValueError, OverflowError, OSError):
        raise WrongDay(f"SOURCE_DATE_EPOCH holds “{epoch}”, which is not a number of seconds since 1970.") from None


def _typed(typed: str) -> datetime:
    match = re.fullmatch(r"([12]\d{3}-\d\d-\d\d)(?:[ T](\d\d:\d\d))?", typed, re.ASCII)
    if match:
        try:
            # There and back, so that a time the clocks jump over becomes one that exists.
            return start_of(f"{match[1]} {match[2] or '12:00'}").astimezone(UTC).astimezone(LONDON)
        except (ValueError, OverflowError):
            pass
    raise WrongDay(f"“{typed}” is not a day such as 2021-02-10, nor a day and a time such as 2021-02-10 21:30.")
