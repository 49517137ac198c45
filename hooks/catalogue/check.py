"""Judges a whole catalogue: every rule, all problems at once, in order."""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import NamedTuple

from catalogue.diagnostics import TODAY, Diagnostic, Severity
from catalogue.graph import Catalogue, Page
from catalogue.kept.rule_problems import KeptProblems
from catalogue.rules import RULES, Rule
from catalogue.text import Span

ASKING = frozenset(
    (
        "field-missing", "authority-unnamed", "claim-unsourced", "host-incomplete",
        "paper-address-missing", "paper-doi-wrong",
        "chat-ends-early", "chat-unread", "chat-place-unsaid", "moved-unexplained", "change-incomplete",
    )
)  # fmt: skip
"""What asks for something that is not there; a gap, or a value of another form, in the same field has asked already."""

OF_ALL_FIELDS = frozenset(("page-orphaned", "chat-unread", "write-up-late", "change-not-noted", "moved-unexplained"))
"""What is judged by fields that a page lacks: of one with a field nobody can read, it may be there under that name."""


class Cause(NamedTuple):
    """What tells other problems of its page by itself: any of them, or those that stand to it as `meets` says."""

    codes: tuple[str, ...]
    tells: tuple[str, ...]
    meets: Callable[[Diagnostic, Diagnostic, Page], bool] = lambda cause, told, page: True


def _within(cause: Diagnostic, told: Diagnostic, page: Page) -> bool:
    return cause.span.start <= told.span.start < cause.span.end


def _in_one_block(cause: Diagnostic, told: Diagnostic, page: Page) -> bool:
    moved = all(page.field_at(one.span.start) == "moved_from" for one in (cause, told))
    return moved or cause.line == told.line


CAUSES = (
    # What a page in the folder of another kind has wrong by that alone; its links are right from where it belongs.
    Cause(
        ("file-misplaced",),
        (
            "field-unknown", "field-missing", "page-orphaned", "post-day-differs", "chat-day-differs",
            "file-not-found", "file-misnamed", "id-taken", "label-taken",
        ),
    ),
    # What puts an address right puts its start right too.
    Cause(
        ("link-absolute", "file-not-found", "field-wrong"), ("address-unsafe",),
        lambda cause, told, page: cause.span == told.span,
    ),
    Cause(("field-unknown",), ("field-repeated",), _within),
    Cause(("letter-misleading",), ("reference-not-found",), _within),
    # A day that was sent is filled in again as it was.
    Cause(("news-altered",), ("field-missing",), lambda cause, told, page: _named(cause) == _named(told)),
    # With the title of another page it holds that page, as where two files were swapped: first it is put right.
    Cause(
        ("label-taken",), ("force-changed", "change-unsaid"),
        lambda cause, told, page: cause.span == page.place("title"),
    ),
    # A file that was given another name is told to take the one that it had.
    Cause(
        ("chat-day-differs", "post-day-differs", "paper-year-differs"), ("page-gone",),
        lambda cause, told, page: f"“{_named(told)}.md”" in cause.fix,
    ),
    # For a chat that was moved no file is renamed, one block is pasted once, and an earlier time is no slip.
    Cause(("chat-time-changed",), ("chat-day-differs",)),
    Cause(("chat-time-changed",), ("field-wrong", "field-missing", "field-unknown"), _in_one_block),
    Cause(
        ("chat-time-changed",), ("moved-unexplained",),
        lambda cause, told, page: told.source.line(told.line).lstrip(" -").startswith("starts:"),
    ),
)  # fmt: skip
"""What is told once, by its cause."""


def judge(
    catalogue: Catalogue,
    today: date,
    rules: Sequence[Rule] = RULES,
    before: Catalogue | None = None,
    kept: KeptProblems | None = None,
) -> list[Diagnostic]:
    """Every problem of the catalogue on a day, sorted by page and place.

    What is an error on a page for readers is a warning on a draft. With `before`, the catalogue it is to replace, what
    has changed is judged too. `kept` are problems that were found before.

    `today` is a day in the UK. Raises nothing, whatever the pages hold.
    """
    if before is not None:
        catalogue = replace(catalogue, established=frozenset(page.path for page in before.records))
    problems = (kept or KeptProblems()).find(catalogue, today, rules)
    if before is not None:
        # They take a while to start, and no build asks them.
        from catalogue.rules.compared import PROPOSAL_RULES

        problems = chain(problems, *(rule(catalogue, today, before) for rule in PROPOSAL_RULES))
    found: dict[tuple[object, ...], Diagnostic] = {}
    by_code: dict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
    for each in problems:
        page = catalogue.by_path.get(each.path)
        if page is not None and _is_asked_already(each, page):
            continue
        one = _on_its_page(each, page, today)
        if found.setdefault((one.path, one.span, one.code, one.message), one) is one:
            by_code[one.path, one.code].append(one)
    left = (one for one in found.values() if not _is_told(one, by_code, catalogue.by_path.get(one.path)))
    return sorted(left, key=lambda one: one.sort_key)


def _is_told(one: Diagnostic, by_code: dict[tuple[str, str], list[Diagnostic]], page: Page | None) -> bool:
    """A cause on its page tells a problem already; `by_code` holds all problems, by path and code."""
    return page is not None and any(
        each.meets(cause, one, page)
        for each in CAUSES if one.code in each.tells
        for code in each.codes for cause in by_code.get((one.path, code), ())
    )  # fmt: skip


def _is_asked_already(one: Diagnostic, page: Page) -> bool:
    """What cannot be read in a field, or is still to be filled in, asks for it: what is missing by that does not."""
    if one.code in ASKING and page.field_at(one.span.start) in page.gaps | page.mistyped:
        return True
    return one.code in OF_ALL_FIELDS and bool(page.mistyped or not page.complete)


def _on_its_page(one: Diagnostic, page: Page | None, today: date) -> Diagnostic:
    """A problem as it is told of its page: a warning on a draft, with the day of the check, and within the text."""
    open_before = one.code == "page-gone"  # a draft that takes a page from its readers
    if page is not None and page.record.draft and one.severity is Severity.ERROR and not open_before:
        one = one._replace(severity=Severity.WARNING)
    if TODAY in one.fix:
        one = one._replace(fix=one.fix.replace(TODAY, today.isoformat()))
    length = len(one.source.text)
    if one.span.end > length:
        # The top of a page stands for a page without a block too, and that page can be shorter than three hyphens.
        one = one._replace(span=Span(min(one.span.start, length), length))
    return one


def _named(one: Diagnostic) -> str:
    """What a problem names first: an id, or a field."""
    found = re.search("“(.+?)”", one.message)
    return found[1] if found else ""


def proposed(
    problems: Sequence[Diagnostic], catalogue: Catalogue, before: Catalogue
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The problems of the pages a proposal touches, errors first, and those of all other pages.

    A note is kept only where it stands on a line that the proposal wrote.
    """
    was = {page.path: page.source.text for page in before.pages}
    same = {page.path for page in catalogue.pages if was.get(page.path) == page.source.text}
    own = [
        one for one in problems if one.path not in same
        and (one.severity is not Severity.NOTE or one.source.line(one.line) not in was.get(one.path, "").split("\n"))
    ]  # fmt: skip
    named = _named_again(own, catalogue)
    others = (one for one in problems if one.path in same and one.severity is not Severity.NOTE)
    return (
        sorted(own, key=lambda one: (one.severity.rank, one.sort_key)),
        [one for one in others if not (named and _meant(one, before) in named)],
    )


def _named_again(own: list[Diagnostic], catalogue: Catalogue) -> set[str]:
    """The ids that pages have again once they say what they were called, or stand where they belong."""
    called = {_named(one) for one in own if one.code == "page-gone" and one.path in catalogue.by_path}
    return called | {one.path.rpartition("/")[2][:-3] for one in own if one.code == "file-misplaced"}


def _meant(one: Diagnostic, before: Catalogue) -> str:
    """The id of the page that a reference or an address led to before; empty for all other problems."""
    typed = one.source.text[one.span.start : one.span.end]
    if one.code == "file-not-found":
        typed = typed.partition("#")[0].rpartition("/")[2].removesuffix(".md")
    elif one.code != "reference-not-found":
        return ""
    page = before.names.by_id.get(typed) or before.names.resolve(typed).page
    return page.id if page else ""


@contextmanager
def gc_paused() -> Iterator[None]:
    """Do something large without pauses to look for unused objects, which cost a short process more than they save.

    What there is at the end is not looked through later either.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
