"""What day and time it is, for whoever asks: typed, fixed by the build, or read from the clock. Always UK time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


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
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d))?", typed, re.ASCII)
    if match:
        try:
            local = datetime.strptime(f"{match[1]} {match[2] or '12:00'}", "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)
            # There and back, so that a time the clocks jump over becomes one that exists.
            return local.astimezone(UTC).astimezone(LONDON)
        except (ValueError, OverflowError):
            pass
    raise WrongDay(f"“{typed}” is not a day such as 2021-02-10, nor a day and a time such as 2021-02-10 21:30.")
