"""The problems of each page for itself, kept in `.cache/` beside the docs folder: safe to delete at any time.

What a rule finds that looks at one page alone depends on that page's text and place, on which of its references lead
somewhere, the day and the code, so it is kept by a hash of them, and is never trusted over the file: another text has
another hash. Which names such a rule asked for is kept with it, and asked again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from pydantic_core import from_json

from catalogue.diagnostics import Diagnostic
from catalogue.graph import Alone, Catalogue, Page, Pages
from catalogue.kept.lines import KeptLines, beside, digest
from catalogue.kept.problems import diagnostic, row
from catalogue.kept.versions import house
from catalogue.rules import Rule, code_of, of_one_page
from catalogue.text import Span

NAME = "problems"


class PageProblems:
    """What the rules that look at one page find in each page of a docs folder; without one, nothing is kept."""

    def __init__(self, docs: Path | None = None) -> None:
        self._lines = KeptLines(beside(docs, NAME)) if docs is not None else None

    def find(self, catalogue: Catalogue, today: date, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
        """What the rules that look at one page find in the pages of a catalogue. `today` is a day in the UK."""
        alone = [rule for rule in rules if of_one_page(rule)]
        lines = self._lines
        if lines is None:
            yield from _found(catalogue, today, alone)
            return
        pages = catalogue.pages
        made_by = digest(house(), today.isoformat().encode(), *(code_of(rule).encode() for rule in alone))
        keys = {page.path: _key(made_by, page, catalogue.led(page)) for page in pages}
        held = {page.path: _held(lines.get(keys[page.path]), page, catalogue) for page in pages}
        new: dict[str, list[Diagnostic]] = defaultdict(list)
        changed = Alone(tuple(page for page in pages if held[page.path] is None), catalogue)
        for one in _found(changed, today, alone):
            new[one.path].append(one)
        for page in pages:
            found, key = held[page.path], keys[page.path]
            if found is None:
                found = new[page.path]
                rows = [row(one, page.source.text) for one in found]
                lines.use(key, json.dumps([changed.asked.get(page.path, {}), rows]).encode())
            else:
                lines.use_again(key)
            yield from found
        lines.save()


def _found(pages: Pages, today: date, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    # Such a rule asks nothing more of a catalogue than this.
    return chain.from_iterable(rule(pages, today) for rule in rules)  # type: ignore[arg-type]


def _held(line: bytes, page: Page, catalogue: Catalogue) -> list[Diagnostic] | None:
    """The problems a line holds; none where it holds none of this shape, or a name it asked for has come or gone."""
    try:
        asked, rows = from_json(line)
        if any(catalogue.is_name(words, page) != answer for words, answer in asked.items()):
            return None
        return [diagnostic(each, page.source) for each in rows]
    except (ValueError, TypeError, AttributeError):
        return None


def _key(made_by: bytes, page: Page, led: tuple[Span, ...]) -> bytes:
    flaw = f"{page.source.flaw}\0{page.source.cure}" if page.source.flaw else ""
    text = page.source.text.encode("utf-8", "surrogatepass")
    return digest(made_by, page.path.encode("utf-8", "surrogateescape"), flaw.encode(), repr(led).encode(), text)
