"""The kinds of value a field can hold, each read from the text a person typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from catalogue.admitted import identifier
from catalogue.dates import LONDON, start_of
from catalogue.diagnostics import choices, quote
from catalogue.frontmatter import quoted
from catalogue.gaps import gap

IN_DOI = "/:;().,_-~@!$&'*+="
"""The signs of a DOI that stand for themselves in an address."""


class Form(NamedTuple):
    """What a value looks like, in a writer's words: for messages, field tables and schemas."""

    words: str
    example: str
    pattern: str = ""
    leads_to: str | None = None
    """What stands before the value to make a web address of it; None for a value that is none."""


class RefersTo(NamedTuple):
    """The text is the id of another record: of one of these kinds (any, when empty)."""

    relation: str
    kinds: tuple[str, ...] = ()


def wrong(message: str, fix: str = "") -> PydanticCustomError:
    """A value that does not fit: what is so, and the text that would be right."""
    # Braces are doubled because pydantic reads the message as a template.
    return PydanticCustomError("field_wrong", message.replace("{", "{{").replace("}", "}}"), {"fix": fix})


def text_of(value: object) -> str:
    """One stretch of text, white space folded. Raises ValueError, in words for the writer, for a list or a group."""
    if isinstance(value, list):
        raise wrong("Here stands a list, where one piece of text belongs.")
    if isinstance(value, dict):
        raise wrong("Here stand further fields, where one piece of text belongs.")
    typed = " ".join(str(value).split())
    if not typed:
        raise wrong("Here stands nothing.")
    return typed


def _day(value: object) -> date:
    typed = text_of(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", typed):
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise wrong(f"{quote(typed)} is not a day in the calendar.") from None
    raise wrong(f"{quote(typed)} is not a day written as year-month-day.", likely_day(typed))


_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? ", re.IGNORECASE)


def likely_day(typed: str) -> str:
    """The day meant by 10/02/2021, 10.2.2021 or Wednesday 10th of Sept 2021 (UK order); empty when unsure."""
    plain = re.sub(r"(?i)(?<=\d)(?:st|nd|rd|th)\b|\b(?:the|of)\b|(?<=\bsep)t\b", "", _WEEKDAY.sub("", typed))
    for form in ("%d %m %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y %m %d", "%Y%m%d"):
        try:
            return datetime.strptime(re.sub(r"[,/. -]+", " ", plain).strip(), form).date().isoformat()
        except ValueError:
            continue
    return ""


_END = r"(?:(?: ?[-–—] ?| to | until )\d{1,2}(?:[:.]\d\d)?)?"
_HALF = r"[ap]\.?m\.?"
_HOUR = rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?(?::00)?(?: ?(?P<half>{_HALF}){_END}(?: ?{_HALF})?|{_END})"
_DAY = r"(?P<{}>(?:\D.*?|\d{{1,2}}\D.*?)?\d{{4}}|\d{{4}}[-/.]\d\d?[-/.]\d\d?)"
_ZONE = r"(?: ?\(?(?:gmt|bst|uk time)\)?)?"
_TIMES = tuple(
    re.compile(pattern + _ZONE, re.IGNORECASE)
    for pattern in (rf"{_DAY.format('day')},?(?: at)? {_HOUR}", rf"{_HOUR},? (?:on )?{_DAY.format('day')}")
)


def likely_moment(typed: str) -> str:
    """The day and time meant by 16/12/2026 9pm, or 9.30pm on 16 December 2026; empty when unsure."""
    found = next((match for each in _TIMES if (match := each.fullmatch(typed))), None)
    if found is None:
        return ""
    hour, day = int(found["hour"]), likely_day(found["day"])
    if found["half"]:
        late = found["half"].lower().startswith("p")
        hour = hour % 12 + 12 * late if 1 <= hour <= 12 else 99
    elif not found["minute"]:
        return ""  # nine in the morning, or at night?
    time = f"{hour:02}:{found['minute'] or '00'}"
    return f"{day} {time}" if day and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", time) else ""


def _moment(value: object) -> datetime:
    typed = text_of(value).replace("T", " ")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", typed):
        raise wrong(
            f"{quote(typed)} is not a day and a time written as 2021-02-10 21:00.", likely_moment(text_of(value))
        )
    try:
        local = start_of(typed)
    except ValueError:
        raise wrong(f"{quote(typed)} is not a day and a time that exist.") from None
    back = local.astimezone(UTC).astimezone(LONDON)
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        later = local + timedelta(hours=1)
        raise wrong(
            f"{quote(typed)} does not exist: the clocks go forward in that hour.", later.strftime("%Y-%m-%d %H:%M")
        )
    return local


def _start(value: object) -> datetime:
    """A day and a time; or a day or a month alone, where no more is known of what is over."""
    typed = text_of(value)
    if not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", typed):
        return _moment(value)
    try:
        return start_of(typed)
    except ValueError:
        raise wrong(f"{quote(typed)} is not a day in the calendar.") from None


_SIGNS = r"[^\s<>\"'`{}|\\^]"
_LAST = r"[^\s<>\"'`{}|\\^.,;]"
_WEB = re.compile(rf"https://(?![^/?#]*[\[\]]){_SIGNS}+\.{_SIGNS}*{_LAST}")
_BARE = re.compile(
    rf"(?:h?t{{1,2}}ps?[:;]?/{{0,3}})?((?:[a-z0-9-]+\.)+[a-z]{{2,}}(?:[/?#](?:{_SIGNS}*{_LAST})?)?)[.,;]?",
    re.IGNORECASE,
)


def _web_address(value: object) -> str:
    typed = text_of(value)
    if _WEB.fullmatch(typed):
        return typed
    if re.match(r"http://(?![^/?#]*[\[\]])\S+$", typed):
        return typed  # the rule address-unsafe says what to do about it
    # In angle brackets, as a link of Markdown, with a slip in how it starts, or with the end of a sentence.
    inner = re.fullmatch(r"<(.+)>|\[[^\]]*\]\((.+)\)", typed)
    bare = _BARE.fullmatch((inner[1] or inner[2]) if inner else typed)
    ends = _WEB.fullmatch(typed.rstrip(".,;")) is not None
    what = "ends in a sign that belongs to no address" if ends else "is not a web address that starts with https://"
    raise wrong(f"{quote(typed)} {what}.", f"https://{bare[1]}" if bare else "")


def _doi(value: object) -> str:
    return re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", text_of(value), flags=re.IGNORECASE).rstrip(".,;")


def _yes_no(value: object) -> bool:
    typed = text_of(value)
    if typed.casefold() in {"yes", "true"}:
        return True
    if typed.casefold() in {"no", "false"}:
        return False
    raise wrong(f"{quote(typed)} is neither “yes” nor “no”.")


def _number(value: object) -> int:
    typed = text_of(value)
    if re.fullmatch(r"\d{1,6}", typed):
        return int(typed)
    minutes = re.fullmatch(r"(\d{1,4}) ?(?:min|mins|minutes)\.?", typed, re.IGNORECASE)
    hours = re.fullmatch(r"(\d{1,2}) ?(?:h|hours?)", typed, re.IGNORECASE)
    likely = minutes[1] if minutes else str(int(hours[1]) * 60) if hours else ""
    raise wrong(f"{quote(typed)} is not a whole number.", likely)


def _year(value: object) -> int | None:
    typed = text_of(value)
    if typed.casefold() in {"n.d.", "nd", "no date"}:
        return None
    if re.fullmatch(r"(1[6-9]|20)\d\d", typed):
        return int(typed)
    raise wrong(f"{quote(typed)} is not a year of four figures, nor “n.d.” for a work with no date.")


def _id(value: object) -> str:
    typed = text_of(value)
    if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", typed):
        return typed
    likely = identifier(typed.casefold().removesuffix(".md"))
    raise wrong(f"{quote(typed)} is not an id: lower-case words joined by hyphens.", likely)


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        raise wrong("Here stand further fields, where a list belongs: each item on its own line, after a hyphen.")
    typed = str(value).strip()
    inner = typed.strip("[]").strip()
    items = [part.strip() for part in inner.split(";" if ";" in inner else ",") if part.strip()]
    # A comma can belong to a name, as in the Police, Crime and Courts Act; not to an id.
    sure = len(items) == 1 or ";" in inner or all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", item) for item in items)
    lines = items if sure else [quoted(gap("the first of these, and a line for each of the others"))]
    raise wrong(
        f"{quote(typed)} stands where a list belongs: each item on its own line, after a hyphen.",
        "".join(f"\n  - {line}" for line in lines),
    )


T = TypeVar("T")

Text = Annotated[str, BeforeValidator(text_of), Form("words", "Population focus")]
Day = Annotated[date, BeforeValidator(_day), Form("a day: year-month-day", "2026-03-03", r"^\d{4}-\d\d-\d\d$")]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    Form("a day and a time, UK time", "2021-02-10 21:00", r"^\d{4}-\d\d-\d\d \d\d:\d\d$"),
]
Start = Annotated[
    datetime,
    BeforeValidator(_start),
    Form("a day and a time, UK time", "2021-02-10 21:00", r"^\d{4}-\d\d(-\d\d( \d\d:\d\d)?)?$"),
]
WebAddress = Annotated[
    str,
    BeforeValidator(_web_address),
    Form("a web address", "https://www.college.police.uk/", "^https?://", leads_to=""),
]
Doi = Annotated[str, BeforeValidator(_doi), Form("a DOI", "10.1136/bmj.d3313", r"^10\.", "https://doi.org/")]
YesNo = Annotated[bool, BeforeValidator(_yes_no), Form("yes or no", "yes")]
Number = Annotated[int, BeforeValidator(_number), Form("a whole number", "60")]
Year = Annotated[int | None, BeforeValidator(_year), Form("a year, or n.d.", "2019")]
Id = Annotated[str, BeforeValidator(_id), Form("the id of a page: its file name without .md", "population-focus")]
# mypy cannot see through a subscripted Annotated of a type variable, so the list form is spelt once here.
Several = Annotated[tuple[T, ...], BeforeValidator(_list)]


def texts(*typed: str | None) -> tuple[str, ...]:
    """Those of some texts that are there."""
    return tuple(text for text in typed if text)


def among(words: Sequence[str], held_as: Callable[[str], Any] = str) -> BeforeValidator:
    """A reader for a closed set of words, which lists them when the text is none of them.

    `held_as` makes of the word what the field holds. The reader raises ValueError, in words for the writer.
    """

    def read(value: object) -> Any:
        """One of the words, however it was typed; raises ValueError for any other."""
        typed = text_of(value)
        for word in words:
            if typed.casefold().replace(" ", "-") == word.replace(" ", "-"):
                return held_as(word)
        raise wrong(f"{quote(typed)} is not one of {choices(list(words))}.")

    return BeforeValidator(read)


def one_of(kinds: type[StrEnum]) -> BeforeValidator:
    """A reader for a closed set of words that the code knows by name."""
    return among([kind.value for kind in kinds], kinds)
