"""Is what the page says still looked after?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic, Severity, number, quote
from catalogue.gaps import gap
from catalogue.graph import Pages
from catalogue.records import ChangeKind, Guide
from catalogue.records.typed_lines import change_lines

LAW_CHECK_DAYS = 365
"""After how many days the law on a guide is to be checked again."""


def review_due(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """The day by which a page was to be checked again has passed.

    Readers are told so on the page itself; a page that is long overdue is trusted less.

    Bad:
        docs/glossary/x.md
        title: Upstream work
        reviewed: 2019-03-03
        review_by: 2020-03-03

    Good:
        docs/glossary/x.md
        title: Upstream work
        reviewed: 2026-03-03
        review_by: 2028-03-03
    """
    for page in catalogue.records:
        due = page.record.review_by
        if due and due < today and page.listed:
            message = f"The page was to be checked again by {due.isoformat()}, {number((today - due).days, 'day')} ago."
            fix = "check every line, then set “reviewed” to today and “review_by” to the next day to check it."
            yield page.problem("review-due", page.place("review_by"), message, fix, Severity.WARNING)


def law_check_due(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """The law on a guide was last checked more than a year ago.

    Acts start part by part and guidance is replaced; what was right a year ago may tell an officer the wrong thing.

    Bad:
        docs/guidance/x.md
        title: Begging
        law_checked:
          day: 2019-03-03
          nations: [england, wales]

    Good:
        docs/guidance/x.md
        title: Begging
        law_checked:
          day: 2026-11-20
          nations: [england, wales]
    """
    for page, guide in catalogue.records_of(Guide):
        checked = guide.law_checked
        if page.listed and checked and checked.day and (today - checked.day).days > LAW_CHECK_DAYS:
            message = f"The law was last checked on {checked.day.isoformat()}, more than a year ago."
            fix = "look at legislation.gov.uk and the official page, then set the day to today."
            yield page.problem("law-check-due", page.place("law_checked", "day"), message, fix, Severity.WARNING)


def summary_too_long(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A summary is longer than 160 characters, or a definition longer than 40 words.

    Lists, search results and phones cut what is longer.

    Bad:
        docs/glossary/x.md
        title: Upstream work
        definition: "Work that is done a very long time before anything has happened at all, so that whatever might have
          happened to anybody anywhere at any time in the whole of the town, its streets, its homes and its schools,
          does not happen after all."

    Good:
        docs/glossary/x.md
        title: Upstream work
        definition: Work on what causes harm, before the harm is done.
    """
    for page in catalogue.records:
        summary = page.record.summary or ""
        if len(summary) > 160:
            message = f"The summary has {len(summary)} characters, and 160 fit."
            fix = f"take out {number(len(summary) - 160, 'character')}."
            yield page.problem("summary-too-long", page.place("summary"), message, fix)
        words = len((getattr(page.record, "definition", None) or "").split())
        if words > 40:
            message, fix = f"The definition has {words} words, and 40 fit.", f"take out {number(words - 40, 'word')}."
            yield page.problem("summary-too-long", page.place("definition"), message, fix)


def change_incomplete(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A major change does not say whom it affects or what they should do.

    A major change is news: subscribers are told it, and need both.

    Bad:
        docs/glossary/x.md
        title: Upstream work
        changes:
          - date: 2026-11-22
            kind: major
            note: The definition is new.

    Good:
        docs/glossary/x.md
        title: Upstream work
        changes:
          - date: 2026-11-22
            kind: major
            note: The definition is new.
            affects: Everyone who briefs partners.
            action: Read it again before you use the word.
    """
    for page in catalogue.records:
        for index, change in enumerate(page.record.changes):
            lacking = [name for name in ("affects", "action") if not getattr(change, name)]
            if change.kind is ChangeKind.MAJOR and lacking:
                message = f"A major change lacks {' and '.join(map(quote, lacking))}."
                fix = "say whom it affects and what they should do, or call the change minor."
                yield page.problem("change-incomplete", page.place("changes", index, "kind"), message, fix)


def withdrawal_unsaid(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A word or a guide that readers have seen is withdrawn or superseded, and no major change says so.

    Without one nobody who uses the page is told: the news is made of it, and so is the notice on the page.

    Bad:
        docs/glossary/upstream-work.md
        title: Upstream work
        published: 2026-03-03
        status: withdrawn

    Good:
        docs/glossary/upstream-work.md
        title: Upstream work
        published: 2026-03-03
        status: withdrawn
        changes:
          - date: 2026-11-22
            kind: major
            note: The word is no longer used.
            affects: Everyone who briefs partners.
            action: Say “prevention” instead.
    """
    for page in catalogue.records:
        said = any(change.kind is ChangeKind.MAJOR for change in page.record.changes)
        if page.record.retired and page.record.published and not said and page.row.lasting:
            message = f"The page is {page.record.status.value}, and no major change says when or why."
            asked = {"note": "why it is not to be used", "affects": "whom", "action": "what they should do"}
            note = change_lines(today, ChangeKind.MAJOR, **{name: gap(words) for name, words in asked.items()})
            fix = f"if readers never saw the page, take “published” out; else add this under “changes”:\n{note}"
            yield page.problem("withdrawal-unsaid", page.place("status"), message, fix)
