"""The problems that rules find, kept in `.cache/` beside the docs folder: safe to delete at any time.

What a rule finds that looks at one page alone depends on that page's text and place, on which of its references lead
somewhere, the day and the code, so it is kept by a hash of them, and is never trusted over the file: another text has
another hash. Which names such a rule asked for is kept with it, and asked again.

What a rule finds that looks at several pages depends on what they show each other, their faces, on which files there
are, the day and the code: an edit of a sentence changes none of it, but for places in the text that was edited.
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
from catalogue.rules import READING, Rule, code_of, of_one_page
from catalogue.text import Source, Span

NAME = "problems"


class KeptProblems:
    """What rules find in a docs folder; without one, nothing is kept."""

    def __init__(self, docs: Path | None = None) -> None:
        self._lines = KeptLines(beside(docs, NAME)) if docs is not None else None

    def find(self, catalogue: Catalogue, today: date, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
        """What these rules find in a catalogue. `today` is a day in the UK."""
        if self._lines is None:
            yield from _found(catalogue, today, rules)
            return
        alone = [rule for rule in rules if of_one_page(rule)]
        yield from _in_each(self._lines, catalogue, today, alone)
        yield from _in_all(self._lines, catalogue, today, [rule for rule in rules if rule not in (*alone, *READING)])
        self._lines.save()
        yield from _found(catalogue, today, [rule for rule in rules if rule in READING])


def _in_each(lines: KeptLines, catalogue: Catalogue, today: date, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    """What those find that look at one page alone."""
    pages, made_by = catalogue.pages, _made_by(today, rules)
    keys = {page.path: _key(made_by, page, catalogue.led(page)) for page in pages}
    held = {page.path: _held(lines.get(keys[page.path]), page, catalogue) for page in pages}
    new: dict[str, list[Diagnostic]] = defaultdict(list)
    changed = Alone(tuple(page for page in pages if held[page.path] is None), catalogue)
    for one in _found(changed, today, rules):
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


def _in_all(lines: KeptLines, catalogue: Catalogue, today: date, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    """What those find that see of pages what these show each other."""
    known = catalogue.site, *map(sorted, (catalogue.files, catalogue.named, catalogue.established))
    refused = [one.path for one in catalogue.refused]
    shown = [(page.path, page.face) for page in catalogue.pages]
    key = digest(_made_by(today, rules), repr((known, refused, shown)).encode())
    found = _held_in_all(lines.get(key), catalogue)
    if found is None:
        found = list(_found(catalogue, today, rules))
        texts = [_source(catalogue, one.path).text for one in found]
        rows = [(_hash(text), row(one, text)) for one, text in zip(found, texts, strict=True)]
        lines.use(key, json.dumps(rows).encode())
    else:
        lines.use_again(key)
    return iter(found)


def _made_by(today: date, rules: Sequence[Rule]) -> bytes:
    return digest(house(), today.isoformat().encode(), *(code_of(rule).encode() for rule in rules))


def _source(catalogue: Catalogue, path: str) -> Source:
    page = catalogue.by_path.get(path)
    return page.source if page else Source(path, "")


def _hash(text: str) -> str:
    return digest(text.encode("utf-8", "surrogatepass")).decode()


def _held_in_all(line: bytes, catalogue: Catalogue) -> list[Diagnostic] | None:
    """The problems a line holds; none where one of the texts in which they stand is another now, and so are places."""
    try:
        found = [(text, each, _source(catalogue, each[1])) for text, each in from_json(line)]
        if any(_hash(source.text) != text for text, _, source in found):
            return None
        return [diagnostic(each, source) for _, each, source in found]
    except (ValueError, TypeError):
        return None


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
