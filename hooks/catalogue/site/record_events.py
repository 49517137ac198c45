"""What records say has happened to them, each thing beside the line of the ledger by which it went out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from catalogue.dates import as_typed, day_of, span, start_of
from catalogue.graph import CITES, Catalogue, Page
from catalogue.ledger import SentLine, fingerprint, same_notes
from catalogue.records import Change, ChangeKind, Chat, Paper, Post, Record, SourceStatus

LIFE = {"withdrawn": "withdrawn", "superseded": "superseded", "gone": "gone", "reinstated": "current"}
"""The kinds of news that tell where a page stands in its life, and where each leaves it."""

HELD = {"cancelled": "cancelled", "on-again": "on"}
"""The kinds of news that tell whether a chat is to be held."""

SOURCE = {"retracted": "retracted", "source-superseded": "superseded", "restored": "ok"}
"""The kinds of news that tell whether a paper still stands."""

_SOURCE_SAYS = {
    "retracted": "This paper has been retracted.",
    "source-superseded": "This paper has been superseded.",
    "restored": "This paper stands again: it is no longer marked as retracted or superseded.",
}


class Event(NamedTuple):
    """One thing a record says has happened: `day` is the record's; `title` begins with what matters, whole.

    `told` is the start of a chat that it tells of, as typed. `note` is set where the words are a note of change.
    """

    kind: str
    day: date
    title: str
    changed: str
    affects: str = ""
    action: str = ""
    about: tuple[Page, ...] = ()
    told: str = ""
    note: bool = False


Told = tuple[Event, SentLine | None]


class History(NamedTuple):
    """A page, what was sent of it in the order in which it went out, and the day.

    `kept` says that there is a ledger: without one everything is as if sent on its record's day.
    """

    catalogue: Catalogue
    page: Page
    sent: tuple[SentLine, ...]
    today: date
    kept: bool

    @property
    def unsent(self) -> bool:
        """There is a ledger, and nothing of this page was ever sent."""
        return self.kept and not self.sent

    def once(self, event: Event) -> Told:
        """An event that happens once in the life of a page."""
        return event, next((line for line in self.sent if line.kind == event.kind), None)

    def last(self, family: Mapping[str, str], neutral: str) -> tuple[SentLine | None, str]:
        """The newest line of a family of kinds, and the state it left the page in."""
        line = next((line for line in reversed(self.sent) if line.kind in family), None)
        return line, family[line.kind] if line else neutral


def events(history: History) -> Iterator[Told]:
    """Everything a record says has happened, with the line of each that went out.

    A page that is out of use and that readers never saw makes no news.
    """
    page = history.page
    if page.record.retired and (history.unsent or (not history.kept and withdrawal(page) is None)):
        return
    yield from _BY_KIND.get(type(page.record), _published)(history, page.record)
    yield from _life_and_notes(history)


def withdrawal(page: Page) -> Change | None:
    """The change that took a page out of use: of one that is withdrawn or superseded, the newest major change."""
    majors = majors_of(page)
    return majors[-1] if page.record.retired and majors else None


def majors_of(page: Page) -> list[Change]:
    """The major changes in the order in which they were made, whether the page lists the oldest or the newest first."""
    changes = [change for change in page.record.changes if change.kind is ChangeKind.MAJOR and change.date]
    days = [change.date for change in changes if change.date]
    listed = changes[::-1] if days and days[0] > days[-1] else changes
    return sorted(listed, key=lambda change: change.date or date.min)


def _published(history: History, record: Record) -> Iterator[Told]:
    page = history.page
    if page.row.lasting and record.published:
        about = _taught_by(history, record.published)
        title = f"New {page.row.called.lower()}: {page.title}"
        yield history.once(Event("published", record.published, title, record.gist, about=about))


def _posted(history: History, post: Post) -> Iterator[Told]:
    page = history.page
    if post.date:
        about = tuple(each.target for each in history.catalogue.pointed_at(page, "about"))
        yield history.once(Event("posted", post.date, page.title, post.gist, about=about))


def _paper(history: History, paper: Paper) -> Iterator[Told]:
    page = history.page
    if not paper.added:
        return
    yield history.once(Event("added", paper.added, f"New paper: {page.title}", paper.gist))
    status, since = paper.source_status, paper.source_status_since
    now = status.value if status in (SourceStatus.RETRACTED, SourceStatus.SUPERSEDED) else "ok"
    line, told = history.last(SOURCE, "ok")
    if now != told and not history.unsent:
        # A paper that is taken back is news even where nobody wrote down the day; one that came in as such is none.
        undated = status is SourceStatus.RETRACTED and since is None
        if undated or now == "ok" or (since and since > paper.added):
            day = since or (history.today if history.kept else paper.added)
            yield _source_event(history, next(kind for kind, state in SOURCE.items() if state == now), day), None
    elif line:
        yield _source_event(history, line.kind, line.out), line


def _source_event(history: History, kind: str, day: date) -> Event:
    page = history.page
    relying = tuple(each.origin for each in history.catalogue.pointing_at(page, CITES, "rests on", "sourced from"))
    title = {"retracted": "Retracted", "source-superseded": "Superseded", "restored": "Stands again"}[kind]
    return Event(
        kind, day, f"{title}: {page.title}", _SOURCE_SAYS[kind], "Everyone who relies on it.",
        "Look at the pages that rely on it.", relying,
    )  # fmt: skip


def _chat(history: History, chat: Chat) -> Iterator[Told]:
    page = history.page
    if chat.starts is None:
        return
    if chat.announced:
        first = chat.starts if history.unsent else chat.first_starts or chat.starts
        event = Event("announced", chat.announced, "", "", told=as_typed(first))
        _, line = history.once(event)
        when = line.told if line and line.told else event.told
        says = f"A chat is to be held on {_when(chat, when)}. {chat.gist}".strip()
        yield Event("announced", chat.announced, f"Chat on {_day(when)}: {page.title}", says, told=event.told), line
    yield from _moved(history, chat)
    yield from _held(history, chat)
    if chat.outcome and chat.outcome.written_up:
        changed = tuple(each.target for each in history.catalogue.pointed_at(page, "changed"))
        words = chat.outcome.summary or chat.gist
        title = f"{chat.form.value.capitalize()} written up: {page.title}"
        yield history.once(Event("written-up", chat.outcome.written_up, title, words, about=changed))


def _when(chat: Chat, typed: str) -> str:
    assert chat.starts
    if typed == as_typed(chat.starts):
        return span(chat.starts, chat.finish)
    start = start_of(typed)
    lasts = chat.lasts // timedelta(minutes=1)
    return span(start, chat.model_copy(update={"starts": start, "ends": None, "minutes": lasts}).finish)


def _day(typed: str) -> str:
    return day_of(start_of(typed))


def _moved(history: History, chat: Chat) -> Iterator[Told]:
    """Each move the record tells of, and one it does not: a start that is not the one readers were last told."""
    if history.unsent or chat.starts is None:
        return
    lines = [line for line in history.sent if line.kind == "moved"]
    told = [line.told for line in history.sent if line.told]
    now, over = as_typed(chat.starts), bool(chat.finish and chat.finish.date() < history.today)
    to = [*(as_typed(move.starts) for move in chat.moves[1:] if move.starts), now]
    for move, start in zip(chat.moves, to, strict=False):
        line = next((each for each in lines if each.told in ("", start)), None)
        if line:
            lines.remove(line)
        elif history.kept and (start != now or over or (told and told[-1] == now)):
            continue  # it was told before, is told by a later move, or is mended after the day
        if move.on:
            yield _move(history, chat, start, move.on, move.reason or ""), line
    silent = history.kept and told and told[-1] != now and not (chat.moves and chat.moves[-1].on)
    if silent and not over:
        yield _move(history, chat, now, history.today, ""), None
    elif silent or (told and told[-1] == now):
        for line in [each for each in lines if each.told == now]:
            yield _move(history, chat, now, line.out, ""), line


def _move(history: History, chat: Chat, start: str, day: date, reason: str) -> Event:
    says = f"It is now to be held on {_when(chat, start)}. {reason}".strip()
    return Event(
        "moved", day, f"Chat moved to {_day(start)}: {history.page.title}", says,
        "Everyone who kept the first time free.", "Change it in your calendar.", told=start,
    )  # fmt: skip


def _held(history: History, chat: Chat) -> Iterator[Told]:
    """That the chat is cancelled, or is to be held after all."""
    line, told = history.last(HELD, "on")
    now = "cancelled" if chat.cancelled else "on"
    new = now != told and not (history.unsent and now == "on")
    if not new and line is None:
        return
    kind = "cancelled" if chat.cancelled else "on-again"
    day = (chat.cancelled.on if chat.cancelled else None) or (history.today if history.kept else None)
    title = history.page.title
    if chat.cancelled and day:
        event = Event(
            kind, day, f"Chat cancelled: {title}", chat.cancelled.reason or "It will not be held.",
            "Everyone who kept the time free.", "Take it out of your calendar.",
        )  # fmt: skip
        yield event, None if new else line
    elif day:
        event = Event(
            kind, day, f"Chat is on again: {title}", "It is no longer cancelled.",
            action="Put it back in your calendar.",
        )  # fmt: skip
        yield event, None if new else line


def _life_and_notes(history: History) -> Iterator[Told]:
    """Where the page stands in its life, and each major change: a note that takes a page out of use is that news."""
    page, majors = history.page, majors_of(history.page)
    pool = [line for line in history.sent if line.kind == "changed" or (line.kind in LIFE and line.kind != "gone")]
    prints = [(fingerprint(change.note or ""), change.date.isoformat() if change.date else "") for change in majors]
    found = same_notes(pool, prints)
    pending = [change for index, change in enumerate(majors) if index not in found]
    line, told = history.last(LIFE, "current")
    now = page.record.status.value
    if now != told and not history.unsent:
        note = pending.pop() if pending else None
        if history.kept or note:
            day = (note.date if note else None) or history.today
            yield _life(history, "reinstated" if now == "current" else now, day, note), None
    elif line and line.id not in {each.id for each in found.values()}:
        yield _life(history, line.kind, line.out, None), line
    for index, change in enumerate(majors):
        if index in found and found[index].kind in LIFE:
            yield _life(history, found[index].kind, change.date or found[index].out, change), found[index]
        elif page.row.lasting and (index in found or change in pending):
            first = page.record.published
            if change.date and (index in found or (first and change.date > first)):
                yield _changed(history, change, change.date), found.get(index)


def _changed(history: History, change: Change, day: date) -> Event:
    page = history.page
    note = change.note or page.record.gist
    return Event(
        "changed", day, f"{note.rstrip('.')} ({page.title})", note, change.affects or "", change.action or "",
        _taught_by(history, day), note=True,
    )  # fmt: skip


def _life(history: History, kind: str, day: date, note: Change | None) -> Event:
    page = history.page
    words = {
        "withdrawn": ("Withdrawn", "This page is withdrawn: it is no longer to be used.", "Stop using it."),
        "superseded": ("Superseded", "Another page has taken the place of this one.", "Use the page in its place."),
        "reinstated": ("Back in use", "This page is in use again.", ""),
    }
    title, says, action = words.get(kind, (kind.capitalize(), "", ""))
    successors = tuple(each.target for each in history.catalogue.pointed_at(page, "superseded by"))
    if note is None:
        return Event(kind, day, f"{title}: {page.title}", says, "", action, successors)
    return Event(
        kind, day, f"{title}: {page.title}", note.note or says, note.affects or "", note.action or action, successors,
        note=True,
    )  # fmt: skip


def _taught_by(history: History, day: date) -> tuple[Page, ...]:
    """The chats that led to what happened to a page on a day."""
    chats: Iterable[Page] = (each.origin for each in history.catalogue.pointing_at(history.page, "changed"))
    outcomes = [(each, getattr(each.record, "outcome", None)) for each in chats]
    return tuple(each for each, outcome in outcomes if outcome and outcome.written_up == day)


_BY_KIND: dict[type[Record], Callable[[History, Any], Iterator[Told]]] = {Chat: _chat, Paper: _paper, Post: _posted}
"""What happens to pages of a kind, besides their life; other kinds are published and changed."""
