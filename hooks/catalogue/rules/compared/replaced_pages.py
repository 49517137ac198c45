"""Does every address still answer, and does a page go on saying what subscribers were sent?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic, Severity, quote
from catalogue.graph import Catalogue, Page
from catalogue.labels import likeness
from catalogue.records import Change, ChangeKind, Paper, SourceStatus, to_add
from catalogue.records.typed_lines import change_lines, in_place
from catalogue.rules.compared.proposal import Pair, earlier, pairs, pairs_of, words_of
from catalogue.rules.file_names import belongs_to
from catalogue.text import Span


def retraction_undated(catalogue: Catalogue, today: date, before: Catalogue) -> Iterator[Diagnostic]:
    """A paper has been retracted, superseded or lost since the last version of its page, which gives no day for it.

    Subscribers are told on which day that became known.

    Bad:
        docs/papers/smith-2019.md
        source_status: retracted
        docs/before/papers/smith-2019.md
        title: A trial

    Good:
        docs/papers/smith-2019.md
        source_status: retracted
        source_status_since: 2026-11-20
        docs/before/papers/smith-2019.md
    """
    for pair, old, new in pairs_of(catalogue, before, Paper):
        if new.source_status not in (old.source_status, SourceStatus.OK) and not new.source_status_since:
            line = [f"source_status_since: {today.isoformat()}"]
            message = f"The paper is {new.source_status.value} now, and the page does not say since when."
            fix = to_add(pair.new.source, pair.new.front, (), "source_status_since", line)
            yield pair.new.problem("retraction-undated", pair.new.place("source_status"), message, fix)


def page_gone(catalogue: Catalogue, today: date, before: Catalogue) -> Iterator[Diagnostic]:
    """A page that readers could open is gone, or has another name, and its old address would lead nowhere.

    Links, bookmarks and printed cards keep an address for years.

    Bad:
        docs/guidance/new-name.md
        title: After a knife incident
        docs/before/guidance/old-name.md
        title: After a knife incident

    Good:
        docs/guidance/new-name.md
        title: After a knife incident
        formerly: [old-name]
        docs/before/guidance/old-name.md
    """
    there = catalogue.names.by_id
    new = [page for page in catalogue.records if earlier(page, before) is None]
    # Of a page that stands where it does not belong `file-misplaced` says where it goes, under its name.
    misplaced = {page.path.rpartition("/")[2] for page in catalogue.pages if belongs_to(page)}
    for old in before.on(today).records:
        for name in (old.id, *old.record.formerly):
            kept = name in there and not there[name].record.draft
            if old.record.draft or kept or f"{name}.md" in misplaced:
                continue
            moved = there.get(name) or there.get(old.id) or _renamed(old, new)
            if moved and moved.record.draft:
                message = f"Readers can open {quote(old.title)} today. As a draft its address would end."
                fix = f"leave it “current”; or, to keep the address, {in_place([old.record.to_end(today)])}"
                yield moved.problem("page-gone", moved.place("status"), message, fix)
                break
            if moved:
                held = ", ".join([*moved.record.formerly, name])
                message = f"The page was called {quote(name)}, and nothing here says so."
                fix = f"write this line in the block at the top: formerly: [{held}]"
                yield moved.problem("page-gone", moved.place("formerly"), message, fix)
            else:
                fix = (
                    f"if another page takes its place, write “formerly: [{name}]” in the block at the top of that "
                    f"one; else put the file back, and write this in its block:\n{old.record.to_end(today)}"
                )
                yield old.problem("page-gone", Span(0, 3), f"The page {quote(old.title)} is gone.", fix)
    yield from _plain_gone(catalogue, before)


def _plain_gone(catalogue: Catalogue, before: Catalogue) -> Iterator[Diagnostic]:
    """The pages of no kind that are gone: without its home page, or the page of a part, a site has no way in."""
    there = catalogue.by_path.keys() | {one.path for one in catalogue.refused}
    for old in before.pages:
        if not (old.is_record or old.record.draft or old.path in there):
            severity = Severity.ERROR if old.path.rpartition("/")[2] == "index.md" else Severity.WARNING
            message = f"The page {quote(old.title)} is gone, and its address would lead nowhere."
            yield old.problem("page-gone", Span(0, 3), message, f"put the file docs/{old.path} back.", severity)


def _renamed(old: Page, new: list[Page]) -> Page | None:
    """The new page of the same kind that a page has plainly become."""
    near = [(likeness(old.source.text[:4000], page.source.text[:4000]), page) for page in new if page.kind == old.kind]
    score, page = max(near, key=lambda each: each[0], default=(0, None))
    same = [each for each in new if each.kind == old.kind and each.title.casefold() == old.title.casefold()]
    return page if score >= 75 else same[0] if len(same) == 1 else None


def news_altered(catalogue: Catalogue, today: date, before: Catalogue) -> Iterator[Diagnostic]:
    """A note that has been sent to subscribers is gone, stands twice, or has another day.

    What was sent cannot be called back; the page should go on saying it.

    Bad:
        docs/glossary/x.md
        title: Upstream work
        docs/before/glossary/x.md
        title: Upstream work
        changes:
          - date: 2026-11-20
            kind: major
            note: The definition is new.
            affects: Everyone.
            action: Read it again.

    Good:
        docs/glossary/x.md
        title: Upstream work
        changes:
          - date: 2026-11-20
            kind: major
            note: The definition is new.
            affects: Everyone.
            action: Read it again.
        docs/before/glossary/x.md
    """
    for pair in pairs(catalogue, before):
        yield from _notes_altered(pair, today)
        for field in ("published", "announced", "added", "date"):
            was, now = (getattr(page.record, field, None) for page in (pair.old, pair.new))
            if isinstance(was, date) and was <= today and was != now and field not in pair.new.mistyped:
                told = f"says {now.isoformat()} now" if now else "is gone"
                severity = Severity.WARNING if isinstance(now, date) and now <= today else Severity.ERROR
                message = f"The day in {quote(field)} was {was.isoformat()}, has been sent to subscribers, and {told}."
                fix = f"write “{field}: {was.isoformat()}”."
                yield pair.new.problem("news-altered", pair.new.place(field), message, fix, severity)


def _notes_altered(pair: Pair, today: date) -> Iterator[Diagnostic]:
    new = pair.new
    majors = [change for change in new.record.changes if change.kind is ChangeKind.MAJOR]
    for was in pair.old.record.changes:
        if was.kind is not ChangeKind.MAJOR or not was.date or was.date > today:
            continue
        same = [
            index for index, now in enumerate(new.record.changes)
            if now.kind is ChangeKind.MAJOR and likeness(words_of(was), words_of(now)) >= 70
        ]  # fmt: skip
        if not same:
            message = f"The note {quote(was.note or '')} has been sent to subscribers, and is not on the page any more."
            fix = f"put it back under “changes”, with any new one beside it:\n{_note(was, was.date)}"
            yield new.problem("news-altered", new.place("changes"), message, fix)
        elif all(new.record.changes[index].date != was.date for index in same):
            message = f"This note was sent with the day {was.date.isoformat()}."
            fix = f"write “date: {was.date.isoformat()}”."
            yield new.problem("news-altered", new.place("changes", same[0], "date"), message, fix)
    for index, change in enumerate(new.record.changes):
        twice = change in majors and sum(words_of(change) == words_of(other) for other in majors) > 1
        if twice and [words_of(each) for each in new.record.changes].index(words_of(change)) != index:
            fix = "take one of the two out, or say what is new."
            yield new.problem("news-altered", new.place("changes", index), "This note stands twice.", fix)


def _note(change: Change, day: date) -> str:
    words = {name: text for name in ("note", "affects", "action") if (text := getattr(change, name))}
    return change_lines(day, ChangeKind.MAJOR, **words)
