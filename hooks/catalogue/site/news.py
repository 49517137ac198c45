"""The news: items worked out from records, written nowhere twice, and the lists of them by year and day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from catalogue.dates import news_moment, span
from catalogue.graph import CITES, Catalogue, Page
from catalogue.kinds import ROWS
from catalogue.records import Change, ChangeKind, Chat, Guide, Paper, Post, Record, SourceStatus

TELLS_OF_OTHERS = ("posted", "written-up")
"""The kinds of news that are part of the history of the pages they lead to."""


@dataclass(frozen=True)
class Item:
    """One piece of news.

    `id` is made of the record's first id, the kind and the day, so that a page that moves is not news and a second
    change is a second item. `changed` says what changed, `affects` whom, `action` what they should do; `about` are the
    pages it leads to besides its own.
    """

    id: str
    kind: str
    day: date
    title: str
    page: Page
    changed: str
    affects: str
    action: str
    about: tuple[Page, ...] = ()

    @property
    def moment(self) -> datetime:
        """When the news is out: 9 in the morning, UK time, on its day."""
        return news_moment(self.day)

    @property
    def categories(self) -> tuple[str, ...]:
        """The kind of page, the kind of news, and the elements it bears on."""
        record = self.page.record
        one = getattr(record, "element", None)
        elements = (one.value,) if one else tuple(each.value for each in getattr(record, "elements", ()))
        return (self.page.kind, self.kind, *elements)


def items(catalogue: Catalogue, now: datetime) -> list[Item]:
    """The news that is out at a moment, newest first, ties by id; nothing dated in the future."""
    found = {item.id: item for page in catalogue.records for item in of_page(catalogue, page) if item.moment <= now}
    return sorted(found.values(), key=lambda item: (-item.day.toordinal(), item.id))


def of_page(catalogue: Catalogue, page: Page) -> Iterator[Item]:
    """Every piece of news a page has ever made or will make.

    Drafts make none; nor does a page that is withdrawn without a major change that says so: readers never saw it.
    """
    if page.record.draft or (page.record.retired and withdrawal(page) is None):
        return
    times: Counter[str] = Counter()
    for item in _told(catalogue, page):
        times[item.id] += 1
        # Two changes on one day are two items.
        yield item if times[item.id] == 1 else replace(item, id=f"{item.id}/{times[item.id]}")


def _told(catalogue: Catalogue, page: Page) -> Iterator[Item]:
    record = page.record
    if isinstance(record, Chat):
        yield from _chat(catalogue, page, record)
    elif isinstance(record, Paper):
        yield from _paper(catalogue, page, record)
    elif isinstance(record, Post):
        yield from _post(catalogue, page, record)
    elif page.row.lasting:
        yield from _lasting(catalogue, page, record)
    if (end := withdrawal(page)) and end.date:
        successors = [each.target for each in catalogue.pointed_at(page, "superseded by")]
        yield _item(
            page, record.status.value, end.date, record.status.value, end.note or f"It has been {record.status.value}.",
            affects=end.affects or "Everyone who uses it.", action=end.action or "Stop using it.", about=successors,
        )  # fmt: skip


def withdrawal(page: Page) -> Change | None:
    """The change that took a page out of use: of one that is withdrawn or superseded, the newest major change."""
    majors = _majors(page)
    return majors[-1] if page.record.retired and majors else None


def _majors(page: Page) -> list[Change]:
    """The major changes in the order in which they were made, whether the page lists the oldest or the newest first."""
    changes = [change for change in page.record.changes if change.kind is ChangeKind.MAJOR and change.date]
    days = [change.date for change in changes if change.date]
    listed = changes[::-1] if days and days[0] > days[-1] else changes
    return sorted(listed, key=lambda change: change.date or date.min)


def _item(page: Page, kind: str, day: date, says: str, changed: str, *, affects: str, action: str,
          about: Iterable[Page] = ()) -> Item:  # fmt: skip
    named = {each.path: each for each in about if each is not page and not each.record.draft}
    title = f"{' '.join((page.row.called, says)).strip()}: {page.title}"
    return Item(
        f"{page.kind}/{page.first_id}/{kind}/{day.isoformat()}", kind, day, title, page, changed, affects, action,
        tuple(named.values()),
    )  # fmt: skip


def _chat(catalogue: Catalogue, page: Page, chat: Chat) -> Iterator[Item]:
    if chat.starts is None:
        return
    moved, when = chat.moved_from, span(chat.starts, chat.finish)
    if chat.announced:
        first = span(moved.starts, None) if moved and moved.starts else when
        yield _item(
            page, "announced", chat.announced, "announced", f"A chat is to be held on {first}. {chat.gist}".strip(),
            affects="Everyone who may join or read along.", action="Note the time, and read the list before.",
        )  # fmt: skip
    if moved and moved.on:
        yield _item(
            page, "moved", moved.on, "moved", f"It is now to be held on {when}. {moved.reason or ''}".strip(),
            affects="Everyone who kept the first time free.", action="Change it in your calendar.",
        )  # fmt: skip
    if chat.cancelled and chat.cancelled.on:
        yield _item(
            page, "cancelled", chat.cancelled.on, "cancelled", chat.cancelled.reason or "It will not be held.",
            affects="Everyone who kept the time free.", action="Take it out of your calendar.",
        )  # fmt: skip
    if chat.outcome and chat.outcome.written_up:
        changed = [each.target for each in catalogue.pointed_at(page, "changed")]
        yield _item(
            page, "written-up", chat.outcome.written_up, "written up", chat.outcome.summary or chat.gist, about=changed,
            affects="Everyone who was there, or wanted to be.", action="Read what it taught, and what it changed.",
        )  # fmt: skip


def _paper(catalogue: Catalogue, page: Page, paper: Paper) -> Iterator[Item]:
    if not paper.added:
        return
    status, since = paper.source_status, paper.source_status_since
    # A paper that is taken back is news even where nobody wrote down the day; one that came in as such is none.
    undated = status is SourceStatus.RETRACTED and since is None
    known = status in (SourceStatus.SUPERSEDED, SourceStatus.RETRACTED) and since and since > paper.added
    on = _listed([each.value for each in paper.elements], "or")
    yield _item(
        page, "added", paper.added, "added", paper.gist,
        affects=f"Everyone who works on {on}." if on else "Everyone who looks for evidence.",
        action="Read our summary, and how far the findings can be trusted.",
    )  # fmt: skip
    if known or undated:
        relying = [each.origin for each in catalogue.pointing_at(page, CITES, "rests on", "sourced from")]
        yield _item(
            page, status.value, since or paper.added, status.value, f"This paper has been {status.value}.",
            about=relying,
            affects="Everyone who relies on it.", action="Look at the pages that rely on it.",
        )  # fmt: skip


def _lasting(catalogue: Catalogue, page: Page, record: Record) -> Iterator[Item]:
    """The news of a lasting page: published, and each major change."""
    if record.published is None:
        return
    affects, action = page.row.affects, page.row.action
    if isinstance(record, Guide):
        roles = _listed([role.value.replace("-", " ") for role in record.for_], "and")
        affects = f"Those who work in these roles: {roles}." if roles else affects
    yield _item(
        page, "published", record.published, "published", record.gist, affects=affects, action=action,
        about=_taught_by(catalogue, page, record.published),
    )  # fmt: skip
    for change in _majors(page):
        if change.date and change is not withdrawal(page):
            yield _item(
                page, "changed", change.date, "changed", change.note or record.gist, affects=change.affects or affects,
                action=change.action or action, about=_taught_by(catalogue, page, change.date),
            )  # fmt: skip


def _taught_by(catalogue: Catalogue, page: Page, day: date) -> list[Page]:
    """The chats that led to what happened to a page on a day."""
    chats = [each.origin for each in catalogue.pointing_at(page, "changed")]
    outcomes = [(each, getattr(each.record, "outcome", None)) for each in chats]
    return [each for each, outcome in outcomes if outcome and outcome.written_up == day]


def _post(catalogue: Catalogue, page: Page, post: Post) -> Iterator[Item]:
    if post.date:
        yield _item(
            page, "posted", post.date, "", post.gist,
            about=[each.target for each in catalogue.pointed_at(page, "about")],
            affects="Everyone who uses the pages it is about.", action="Read it, and the pages it is about.",
        )  # fmt: skip


def _listed(words: list[str], joint: str) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return f" {joint} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


TOGETHER = 4
"""From how many on, items of one kind on one day are told in one line."""


@dataclass(frozen=True)
class Batch:
    """Items of one kind on one day: `page_kind` is that of their pages, `kind` that of the news."""

    day: date
    page_kind: str
    kind: str
    items: tuple[Item, ...]

    @property
    def together(self) -> bool:
        """There are so many that one line tells of them all."""
        return len(self.items) >= TOGETHER

    @property
    def words(self) -> str:
        """What happened, for all of them: `65 words published`."""
        return f"{len(self.items)} {ROWS[self.page_kind].several} {self.kind.replace('-', ' ')}"


@dataclass(frozen=True)
class NewsDay:
    """What happened on one day."""

    day: date
    batches: tuple[Batch, ...]


@dataclass(frozen=True)
class NewsYear:
    """What happened in one year, the newest day first."""

    year: int
    days: tuple[NewsDay, ...]


def batches(items: Iterable[Item]) -> list[Batch]:
    """Items, sorted by day, as batches in the order of their first ones."""
    found: dict[tuple[date, str, str], list[Item]] = {}
    for item in items:
        found.setdefault((item.day, item.page.kind, item.kind), []).append(item)
    return [Batch(*key, tuple(each)) for key, each in found.items()]


def headlines(items: Iterable[Item], count: int) -> list[Batch]:
    """The newest news in so many lines: each a single item, or a batch that is told together."""
    found: list[Batch] = []
    for batch in batches(items):
        found += (
            [batch]
            if batch.together
            else [Batch(batch.day, batch.page_kind, batch.kind, (one,)) for one in batch.items]
        )
    return found[:count]


def by_year(items: Iterable[Item]) -> list[NewsYear]:
    """Items, sorted by day, as batches by day and year, the newest first."""
    days = [NewsDay(day, tuple(each)) for day, each in groupby(batches(items), key=lambda batch: batch.day)]
    return [NewsYear(year, tuple(each)) for year, each in groupby(days, key=lambda one: one.day.year)]
