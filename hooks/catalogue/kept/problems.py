"""What was judged of a docs folder, kept in `.cache/` beside it, for the time when nothing has changed.

An answer is kept by a hash of every file, the day, and the code and libraries that gave it, and is never given for
anything else: a change of any of them has another hash. It is JSON, which can hold nothing that runs, and carries a
hash of itself: one that is damaged, or was written by half, costs a reading of the folder. It is safe to delete.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from catalogue.diagnostics import Diagnostic, Edit, Severity
from catalogue.kept.lines import KeptLines, beside, digest
from catalogue.kept.versions import house
from catalogue.snapshot import Snapshot
from catalogue.text import Source, Span

NAME = "answer"


def judged(docs: Path, taken: Snapshot, today: date, judge: Callable[[], list[Diagnostic]]) -> list[Diagnostic]:
    """Every problem of a docs folder on a day, sorted by page and place; kept, or found and then kept.

    `taken` is what stands in `docs`; `judge` finds the problems of just that, by all rules but those that find notes
    alone. Raises nothing of its own, whatever has become of what is kept.

    `today` is a day in the UK; the problems of another day are not taken.
    """
    lines = KeptLines(beside(docs, NAME))
    key = digest(house(), taken.digest, today.isoformat().encode())
    source = cache(taken.source)  # one page can have thousands of problems
    found = _kept(lines.get(key), source)
    if found is None:
        found = judge()
        lines.use(key, json.dumps([row(one, source(one.path).text) for one in found]).encode())
        lines.save()
    return found


def _kept(line: bytes, source: Callable[[str], Source]) -> list[Diagnostic] | None:
    try:
        return [diagnostic(each, source(each[1])) for each in from_json(line)]
    except (ValueError, TypeError):
        return None


def row(one: Diagnostic, held: str) -> list[Any]:
    """A problem as JSON holds it; its text is kept only where it is not the one that the file `held`."""
    text = None if one.source.text == held else one.source.text
    edit = (*_pair(one.edit.span), one.edit.text) if one.edit else None
    return [one.code, one.path, text, *_pair(one.span), one.message, one.fix, one.severity, edit]


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def diagnostic(row: list[Any], source: Source) -> Diagnostic:
    """The problem that a row holds, of the file that stands at its path. Raises ValueError for no row."""
    code, path, text, start, end, message, fix, severity, edit = row
    correction = Edit(Span(*edit[:2]), edit[2]) if edit else None
    held = source if text is None else Source(path, text)
    return Diagnostic(code, held, Span(start, end), message, fix, Severity(severity), correction)
