"""What a host pastes: one post for each moment of a chat, each with its length as the platform counts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from catalogue.dates import Roughly, clock_time, long_day, span, weekday
from catalogue.records import Chat, Gathering
from catalogue.records.platform import Platform
from catalogue.site.chat_state import question_times, said


class HostPost(NamedTuple):
    """A post ready to paste: its name, when to send it, and its text. `at` is the moment, where there is one."""

    place: Platform
    name: str
    when: str
    text: str
    at: datetime | None = None

    @property
    def length(self) -> int:
        """Its length as the platform counts."""
        return self.place.length(self.text)

    @property
    def over(self) -> int:
        """How much too long it is; 0 when it fits, or where nothing counts."""
        return max(0, self.length - (self.place.limit or self.length))


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
    """The first post: what, when, with whom, and where to read more. Hosts go first where room is short.

    `title` is plain text, `address` the whole address of the chat's page.
    """
    assert chat.starts
    tag, when = _tag(chat), span(chat.starts, chat.finish) + _where(chat)
    hosts = _listed([name for host in chat.hosts if (name := host.handle or host.name)])
    with_hosts, more = f" Hosted by {hosts}." if hosts else "", _to_read(chat)
    return _post(
        chat, "Announcement", "As soon as this page is up", None,
        f"Join the{tag} chat: {title}\n\n{when}.{with_hosts}\n\n{more}: {address}",
        f"Join the{tag} chat: {title}\n\n{when}.\n\n{more}: {address}",
        f"Join the{tag} chat.\n\n{when}.\n\n{more}: {address}",
    )  # fmt: skip


def held(chat: Chat, title: str, address: str) -> str:
    """What to share a chat with once it is over and nothing has been written up: when it was, and what its page has.

    `title` is plain text, `address` the whole address of the chat's page.
    """
    assert chat.starts
    day, more = long_day(chat.starts.date()), _to_read(chat)
    return _longest(
        chat.place,
        f"The{_tag(chat)} chat “{title}” was due on {day}. {more}: {address}",
        f"The{_tag(chat)} chat of {day}. {more}: {address}",
    )


def write_up(chat: Chat, title: str, address: str) -> HostPost:
    """The last post: that the page tells what came of the chat, with the parts that its write-up has.

    `title` is plain text, `address` the whole address of the chat's page.
    """
    assert chat.starts
    about = f"What came of the{_tag(chat)} chat of {long_day(chat.starts.date())}"
    parts = _listed(_written(chat))
    return _post(
        chat, "Write-up", "When the write-up is on this page", None,
        f"{about}, “{title}”{': ' + parts if parts else ''}. {address}",
        f"{about}{': ' + parts if parts else ''}. {address}",
        f"{about}. {address}",
    )  # fmt: skip


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
    tag, name = _tag(chat), chat.tag or "the chat"
    hour, part = said(chat.starts, chat) + _where(chat), "Tonight" if chat.starts.hour >= 17 else "Today"
    before = _hour_before(chat.starts)
    first = "See the questions first" if chat.questions else "Join in"
    see = f"{first}, or just read along" if chat.place.posts else first
    yield _post(
        chat, "One hour before", said(before, chat), before,
        f"In one hour, at {hour}, {name} is about “{title}”. {see}: {address}",
        f"In one hour, at {hour}: {name}. {see}: {address}",
    )  # fmt: skip
    put = f" and put {chat.tag or 'the hashtag'} in every post" if chat.place.posts else ""
    rules = f"Say who you are{put}. Name no case and no person."
    yield _post(
        chat, "Welcome", said(chat.starts, chat), chat.starts,
        f"Welcome to {name}. {part}: “{title}”. {rules} House rules: {address}",
        f"Welcome to {name}. {rules} House rules: {address}",
    )  # fmt: skip
    for number, (question, at) in enumerate(zip(chat.questions, question_times(chat), strict=True), 1):
        yield _post(chat, f"Question {number}", said(at, chat), at, f"Q{number}. {question}{tag}")
    late = " Late replies are welcome." if chat.place.posts else ""
    text = f"Thank you to everyone who joined {name}.{late} The write-up will be here: {address}"
    yield _post(chat, "Thanks", said(chat.finish, chat), chat.finish, text)


def _hour_before(moment: datetime) -> datetime:
    try:
        return (moment.astimezone(UTC) - timedelta(hours=1)).astimezone(moment.tzinfo)
    except OverflowError:  # typed as the first day of the year 1
        return moment


def _moved(chat: Chat, title: str, address: str) -> HostPost:
    assert chat.starts and chat.moved_from
    new, reason = span(chat.starts, chat.finish), chat.moved_from.reason or ""
    return _post(
        chat, "New time", "As soon as the chat is moved", None,
        f"New time for the{_tag(chat)} chat, “{title}”: {new}. {reason}".rstrip() + f" {address}",
        f"New time for the{_tag(chat)} chat: {new}. {address}",
    )  # fmt: skip


def _cancelled(chat: Chat, title: str, address: str) -> HostPost:
    assert chat.starts and chat.cancelled
    when, reason = f"{weekday(chat.starts.date())} at {clock_time(chat.starts)}", chat.cancelled.reason or ""
    return _post(
        chat, "Cancellation", "As soon as the chat is cancelled", None,
        f"Cancelled: the{_tag(chat)} chat, “{title}”, on {when}. {reason}".rstrip() + f" {address}",
        f"Cancelled: the{_tag(chat)} chat on {when}. {address}",
    )  # fmt: skip


def _where(chat: Chat) -> str:
    """The room, for a chat that is held in one."""
    return "" if chat.place.posts or not chat.place.name else f", {chat.place.address or chat.place.name}"


def _tag(chat: Chat) -> str:
    """The hashtag with a space before it, or nothing."""
    tag = chat.tag
    return f" {tag}" if tag else ""


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _post(chat: Chat, name: str, when: str, at: datetime | None, *texts: str) -> HostPost:
    return HostPost(chat.place, name, when, _longest(chat.place, *texts), at)


def _longest(place: Platform, *texts: str) -> str:
    """The first of these texts that fits in a post, else the last."""
    return next((text for text in texts if place.limit is None or place.length(text) <= place.limit), texts[-1])
