"""What a host pastes: one post for each moment of a chat, each with its length as the platform counts it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from catalogue.dates import Roughly, clock_time, long_day, span, weekday
from catalogue.records import Chat, Gathering
from catalogue.site.chat_state import question_times, said
from catalogue.site.social_links import hashtag

LIMIT = 280
"""How long a post can be."""

URL_LENGTH = 23
"""What every address counts as, however long it is: the platform puts a short one in its place."""

_SINGLE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Letters of most alphabets, and common punctuation, count as one; every other character as two."""

_ADDRESS = re.compile(
    r"https?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’']"
    # Without https://, under the endings that readers here meet.
    r"|(?<![\w@#$./-])(?:[a-z0-9-]+\.)+(?:com|org|net|info|io|[a-z]{2,6}\.uk)\b(?:/[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’'])?",
    re.IGNORECASE,
)

_PICTURE = "[\u203c-\u3299\U0001f000-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?|[\u00a9\u00ae]\ufe0f"
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # a flag
    "|[0-9#*]\ufe0f?\u20e3"  # a key
    f"|(?:{_PICTURE})(?:\u200d(?:{_PICTURE}))*[\U000e0020-\U000e007f]*"  # one picture, or several joined into one
)


def post_length(text: str) -> int:
    """The length of a post: 23 for each address, 2 for each emoji however it is made up, 1 or 2 for each character."""
    rest, addresses = _ADDRESS.subn("", unicodedata.normalize("NFC", text))
    rest, emoji = _EMOJI.subn("", rest)
    return URL_LENGTH * addresses + 2 * emoji + sum(_weight(ord(character)) for character in rest)


def _weight(code: int) -> int:
    return 1 if any(first <= code <= last for first, last in _SINGLE) else 2


@dataclass(frozen=True)
class HostPost:
    """A post ready to paste: its name, when to send it, and its text. `at` is the moment, where there is one."""

    name: str
    when: str
    text: str
    at: datetime | None = None

    @property
    def length(self) -> int:
        """Its length as the platform counts."""
        return post_length(self.text)

    @property
    def over(self) -> int:
        """How much too long it is; 0 when it fits."""
        return max(0, self.length - LIMIT)


def posts(chat: Chat, title: str, address: str) -> list[HostPost]:
    """Every post of a chat in the order of sending; `address` is the page's whole address.

    There are none for an event, nor where the hour is not known. A chat that was cancelled has only the post that says
    so. A question too long for a post is left whole: only the host can shorten it.
    """
    if chat.starts is None or chat.finish is None or chat.form is Gathering.EVENT or isinstance(chat.starts, Roughly):
        return []
    if chat.cancelled:
        return [_cancelled(chat, title, address)]
    found = [announcement(chat, title, address)]
    if chat.moved_from:
        found.append(_moved(chat, title, address))
    return [*found, *_evening(chat, title, address), write_up(chat, title, address)]


def announcement(chat: Chat, title: str, address: str) -> HostPost:
    """The first post: what, when, with whom, and where to read more. Hosts go first where room is short."""
    assert chat.starts
    tag, when = _tag(chat), span(chat.starts, chat.finish)
    hosts = _listed([name for host in chat.hosts if (name := host.handle or host.name)])
    with_hosts, more = f" Hosted by {hosts}." if hosts else "", _to_read(chat)
    text = _longest(
        f"Join the{tag} chat: {title}\n\n{when}.{with_hosts}\n\n{more}: {address}",
        f"Join the{tag} chat: {title}\n\n{when}.\n\n{more}: {address}",
        f"Join the{tag} chat.\n\n{when}.\n\n{more}: {address}",
    )
    return HostPost("Announcement", "As soon as this page is up", text)


def held(chat: Chat, title: str, address: str) -> str:
    """What to share a chat with once it is over and nothing has been written up: when it was, and what its page has."""
    assert chat.starts
    day, more = long_day(chat.starts.date()), _to_read(chat)
    return _longest(
        f"The{_tag(chat)} chat “{title}” was due on {day}. {more}: {address}",
        f"The{_tag(chat)} chat of {day}. {more}: {address}",
    )


def write_up(chat: Chat, title: str, address: str) -> HostPost:
    """The last post: that the page tells what came of the chat, with the parts that its write-up has."""
    assert chat.starts
    about = f"What came of the{_tag(chat)} chat of {long_day(chat.starts.date())}"
    parts = _listed(_written(chat))
    text = _longest(
        f"{about}, “{title}”{': ' + parts if parts else ''}. {address}",
        f"{about}{': ' + parts if parts else ''}. {address}",
        f"{about}. {address}",
    )
    return HostPost("Write-up", "When the write-up is on this page", text)


def _to_read(chat: Chat) -> str:
    """What the page of a chat has for a reader, as the words before its address."""
    parts = (("aims", chat.aims), ("questions", chat.questions), ("reading", chat.reading))
    return _listed([name for name, there in parts if there]).capitalize() or "More"


def _written(chat: Chat) -> list[str]:
    """What the write-up of a chat tells, by the fields that it has filled."""
    outcome = chat.outcome
    if outcome is None:
        return []
    parts = (
        ("what people agreed on", outcome.agreed),
        ("where they did not agree", outcome.disputed),
        ("what is still open", outcome.open_questions),
        ("what changed because of it", outcome.changed),
    )
    return [name for name, there in parts if there]


def _evening(chat: Chat, title: str, address: str) -> Iterator[HostPost]:
    assert chat.starts and chat.finish
    tag, name = _tag(chat), hashtag(chat.hashtag) or "the chat"
    hour, part = said(chat.starts, chat), "Tonight" if chat.starts.hour >= 17 else "Today"
    before = _hour_before(chat.starts)
    see = "See the questions first, or just read along" if chat.questions else "Join in, or just read along"
    text = _longest(
        f"In one hour, at {hour}, {name} is about “{title}”. {see}: {address}",
        f"In one hour, at {hour}: {name}. {see}: {address}",
    )
    yield HostPost("One hour before", said(before, chat), text, before)
    put = f"put {hashtag(chat.hashtag) or 'the hashtag'} in every post"
    rules = f"Say who you are and {put}. Name no case and no person."
    text = _longest(
        f"Welcome to {name}. {part}: “{title}”. {rules} House rules: {address}",
        f"Welcome to {name}. {rules} House rules: {address}",
    )
    yield HostPost("Welcome", hour, text, chat.starts)
    for number, (question, at) in enumerate(zip(chat.questions, question_times(chat), strict=True), 1):
        yield HostPost(f"Question {number}", said(at, chat), f"Q{number}. {question}{tag}", at)
    thanks = f"Thank you to everyone who joined {name}. Late replies are welcome."
    text = f"{thanks} The write-up will be here: {address}"
    yield HostPost("Thanks", said(chat.finish, chat), text, chat.finish)


def _hour_before(moment: datetime) -> datetime:
    try:
        return (moment.astimezone(UTC) - timedelta(hours=1)).astimezone(moment.tzinfo)
    except OverflowError:  # typed as the first day of the year 1
        return moment


def _moved(chat: Chat, title: str, address: str) -> HostPost:
    assert chat.starts and chat.moved_from
    new, reason = span(chat.starts, chat.finish), chat.moved_from.reason or ""
    text = _longest(
        f"New time for the{_tag(chat)} chat, “{title}”: {new}. {reason}".rstrip() + f" {address}",
        f"New time for the{_tag(chat)} chat: {new}. {address}",
    )
    return HostPost("New time", "As soon as the chat is moved", text)


def _cancelled(chat: Chat, title: str, address: str) -> HostPost:
    assert chat.starts and chat.cancelled
    when, reason = f"{weekday(chat.starts.date())} at {clock_time(chat.starts)}", chat.cancelled.reason or ""
    text = _longest(
        f"Cancelled: the{_tag(chat)} chat, “{title}”, on {when}. {reason}".rstrip() + f" {address}",
        f"Cancelled: the{_tag(chat)} chat on {when}. {address}",
    )
    return HostPost("Cancellation", "As soon as the chat is cancelled", text)


def _tag(chat: Chat) -> str:
    """The hashtag with a space before it, or nothing."""
    tag = hashtag(chat.hashtag)
    return f" {tag}" if tag else ""


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _longest(*texts: str) -> str:
    """The first of these texts that fits in a post, else the last."""
    return next((text for text in texts if post_length(text) <= LIMIT), texts[-1])
