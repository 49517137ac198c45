"""Judges a whole catalogue: every rule, all problems at once, in order."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain

from catalogue.diagnostics import Diagnostic, Severity
from catalogue.graph import Catalogue
from catalogue.rules import RULES, Rule
from catalogue.rules.force import force_changed
from catalogue.text import Span


def judge(
    catalogue: Catalogue, today: date, rules: Iterable[Rule] = RULES, before: Catalogue | None = None
) -> list[Diagnostic]:
    """Every problem of the catalogue on a day, sorted by page and place.

    What is an error on a page for readers is a warning on a draft. With `before`, the catalogue it is to replace, what
    has changed is judged too.
    """
    problems = chain.from_iterable(rule(catalogue, today) for rule in rules)
    if before is not None:
        problems = chain(problems, force_changed(catalogue, today, before))
    found: dict[tuple[object, ...], Diagnostic] = {}
    for one in problems:
        page = catalogue.by_path.get(one.path)
        if page is not None and page.record.draft and one.severity is Severity.ERROR:
            one = replace(one, severity=Severity.WARNING)
        length = len(one.source.text)
        if one.span.end > length:
            # The top of a page stands for a page without a block too, and that page can be shorter than three hyphens.
            one = replace(one, span=Span(min(one.span.start, length), length))
        found.setdefault((one.path, one.span, one.code, one.message), one)
    return sorted(found.values(), key=lambda one: one.sort_key)


@contextmanager
def gc_paused() -> Iterator[None]:
    """Do something large without pauses to look for unused objects, which cost a short process more than they save."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
