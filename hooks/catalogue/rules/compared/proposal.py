"""Does a proposal say what it changes? Pages are held against those they replace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from posixpath import commonprefix
from typing import TypeVar

from catalogue.diagnostics import Diagnostic, Severity, quote
from catalogue.gaps import gap
from catalogue.graph import Catalogue, Page
from catalogue.records import Change, ChangeKind, Record
from catalogue.records.typed_lines import change_lines
from catalogue.rules.compared.wording import Known, figures_lost, sentences, spelling_only, unmatched
from catalogue.text import Span

R = TypeVar("R", bound=Record)

_FORCE = re.compile(
    r"\b(?:must|should|may)(?:\s+not|n[’']t)?\b|\b(?:do\s+not|don[’']t|never|always|stop)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Pair:
    """A page and the one it replaces, both for readers and read whole."""

    old: Page
    new: Page

    @property
    def told(self) -> set[ChangeKind]:
        """The kinds of the notes of change that are new."""
        held = {words_of(change) for change in self.old.record.changes}
        return {change.kind for change in self.new.record.changes if change.kind and words_of(change) not in held}


def words_of(change: Change) -> str:
    """The words of a note of change, case and spacing folded."""
    return " ".join((change.note or "").casefold().split())


def pairs(catalogue: Catalogue, before: Catalogue) -> Iterator[Pair]:
    """Every page of the catalogue that readers could open before, with what it was."""
    for new in catalogue.records:
        old = earlier(new, before)
        if old is None or old.kind != new.kind or old.source.text == new.source.text:
            continue
        if old.complete and new.complete and not (old.record.draft or new.record.draft):
            yield Pair(old, new)


def pairs_of(catalogue: Catalogue, before: Catalogue, model: type[R]) -> Iterator[tuple[Pair, R, R]]:
    """Those pairs that are of one kind, each with what its record was and is."""
    for pair in pairs(catalogue, before):
        if pair.new.kind == model.kind:
            yield pair, pair.old.record_as(model), pair.new.record_as(model)


def earlier(page: Page, before: Catalogue) -> Page | None:
    """What a page was, under the name it has or one it had."""
    return next((old for name in (page.id, *page.record.formerly) if (old := before.names.by_id.get(name))), None)


def _major(today: date) -> str:
    words = {"note": gap("what changed"), "affects": gap("whom"), "action": gap("what they should do")}
    return f"add this under “changes”:\n{change_lines(today, ChangeKind.MAJOR, **words)}"


def _notes(today: date) -> str:
    """Both texts to choose from, as `changes` holds them."""
    minor = change_lines(today, ChangeKind.MINOR, note=gap("what changed"))
    either = f"if officers would now act otherwise, {_major(today)}"
    return f"{either}\nand if nobody has to do anything else, this:\n{minor}"


def force_changed(catalogue: Catalogue, today: date, before: Catalogue) -> Iterator[Diagnostic]:
    """A card tells officers “must”, “should”, “may” or “do not” otherwise than before, and no major change says so.

    The page is compared with the one it replaces, line by line. Subscribers are told of major changes alone, and this
    is what they act on.

    Bad:
        docs/guidance/x.md
        card:
          do: [You may ask what happened.]
        changes:
          - date: 2026-11-22
            kind: minor
            note: The card is shorter.
        docs/before/guidance/x.md
        card:
          do: [You should ask what happened.]

    Good:
        docs/guidance/x.md
        card:
          do: [You may ask what happened.]
        changes:
          - date: 2026-11-22
            kind: major
            note: Asking what happened is now up to the officer.
            affects: Response officers
            action: Read the card again.
        docs/before/guidance/x.md
    """
    for pair in pairs(catalogue, before):
        gone, come = _card(pair, _known_in(before, pair.old))
        if gone and not _lines(pair.new):
            continue  # a card that is missing is told by itself
        if ChangeKind.MAJOR not in pair.told and any(line.binds for line in (*gone, *come)):
            # Where an order took the place of words that bind nobody, or the other way round, both are shown.
            was, now = ([line for line in lines if line.binds] or lines for lines in (gone, come))
            message = _says("The card tells officers what they must or must not do", _texts(was), _texts(now))
            yield pair.new.problem("force-changed", _place(pair.new, "card", _texts(now)), message, _major(today))


@dataclass(frozen=True)
class CardLine:
    """A line of a card: the field it stands in, its words, and whether officers are told by it what they must do."""

    field: str
    text: str
    binds: bool


def _from_where_they_part(was: str, now: str) -> tuple[str, str]:
    """Two texts without what both start with, but for the words before, where that is long."""
    same = len(commonprefix([was, now]))
    start = was.rfind(" ", 0, max(same - 20, 0)) + 1
    return (was, now) if start < 40 or not now else (f"…{was[start:]}", f"…{now[start:]}")


def _lines(page: Page) -> list[CardLine]:
    """The lines of a card. What not to do binds, and so does every line with a word of force."""
    orders = page.record.orders
    return [CardLine(field, text, forbids or bool(_FORCE.search(text))) for field, text, forbids in orders]


def _card(pair: Pair, known: Known) -> tuple[list[CardLine], list[CardLine]]:
    """The lines that a card has lost, and those that are new to it or stand elsewhere; spelling aside."""
    old, new = _lines(pair.old), _lines(pair.new)
    gone, come = [], []
    for field in dict.fromkeys(line.field for line in (*old, *new)):
        was, now = ([line.text for line in lines if line.field == field] for lines in (old, new))
        lost, added = unmatched(was, now, known)
        gone += [line for line in old if line.field == field and line.text in lost]
        come += [line for line in new if line.field == field and line.text in added]
    return gone, come


def _texts(lines: list[CardLine]) -> list[str]:
    return [line.text for line in lines]


def _known_in(before: Catalogue, page: Page) -> Known:
    """Whether a word stands on another page of what was there before."""

    @cache
    def known(word: str) -> bool:
        """A word stands there whole, in any case."""
        found = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        return any(found.search(other.source.text) for other in before.pages if other is not page)

    return known


def _says(what: str, gone: list[str], come: list[str]) -> str:
    if gone and come and gone[0] == come[0]:
        return f"{what} otherwise than before: {quote(come[0])} stands elsewhere now."
    was, now = _from_where_they_part("".join(gone[:1]), "".join(come[:1]))
    shown = [f"it said {quote(was)}"] if gone else []
    shown += [f"it says {quote(now)} now"] if come else ["it says so no more"]
    return f"{what} otherwise than before: {' and '.join(shown)}."


def _place(page: Page, field: str, texts: list[str]) -> Span:
    """Where the first of these texts stands below a field; else the field."""
    for path, span in page.front.places.items():
        if path and path[0] == field and texts and page.source.text[span.start : span.end].strip("\"' ") == texts[0]:
            return span
    return page.place(field)


def change_unsaid(catalogue: Catalogue, today: date, before: Catalogue) -> Iterator[Diagnostic]:
    """A card, a definition, a claim, an authority, a time or a figure is another than before, and no note says so.

    Whoever learnt the old page cannot know that it changed. The note says how much it matters.

    Bad:
        docs/glossary/x.md
        definition: Work that starts before harm is done.
        docs/before/glossary/x.md
        definition: Work that starts after harm is done.

    Good:
        docs/glossary/x.md
        definition: Work that starts before harm is done.
        changes:
          - date: 2026-11-22
            kind: major
            note: The definition said “after”, and now says “before”.
            affects: Everyone who briefs partners.
            action: Read it again.
        docs/before/glossary/x.md
    """
    for pair in pairs(catalogue, before):
        known = _known_in(before, pair.old)
        for place, said in chain(_card_changed(pair, known), _learnt_changed(pair, known), _figures_changed(pair)):
            on_card = place[0] == "card"
            if not pair.told or (on_card and ChangeKind.MAJOR not in pair.told):
                fix = _major(today) if on_card and pair.told else _notes(today)
                yield pair.new.problem("change-unsaid", place[1], said, fix, Severity.WARNING)


Said = tuple[tuple[str, Span], str]
"""The field in which something changed and its place, and a sentence about it."""


def _card_changed(pair: Pair, known: Known) -> Iterator[Said]:
    """What is new on a card counts too: every line of it is read as an order, and in its order."""
    gone, come = _card(pair, known)
    if any(line.binds for line in (*gone, *come)):
        return  # said with more weight by `force-changed`
    what = "The card tells officers"
    if gone or come:
        yield ("card", _place(pair.new, "card", _texts(come))), _says(what, _texts(gone), _texts(come))
        return
    old, new = ([each for _, each, _ in page.record.orders] for page in (pair.old, pair.new))
    moved = next((now for was, now in zip(old, new, strict=True) if not spelling_only(was, now, known)), None)
    if moved:
        yield (
            ("card", _place(pair.new, "card", [moved])),
            f"{what} in another order than before: {quote(moved)} has another place now.",
        )


def _learnt_changed(pair: Pair, known: Known) -> Iterator[Said]:
    """The other fields in which a change matters. What is new beside the old misleads nobody."""
    old, new = pair.old.record, pair.new.record
    # Both are of one kind, and say the same of the same fields.
    for (field, what, was), (_, _, now) in zip(old.learnt, new.learnt, strict=True):
        gone, come = unmatched(was, now, known)
        asked = field in pair.new.mistyped or (not come and field in new.needs)  # a problem of its own
        if gone and not asked:
            yield (field, _place(pair.new, field, come)), _says(what, gone, come)


def _figures_changed(pair: Pair) -> Iterator[Said]:
    gone, come = figures_lost(*(sentences(page.source.text, page.prose.start) for page in (pair.old, pair.new)))
    if gone:
        said = _says("A figure in the prose reads", [one.text for one in gone], [one.text for one in come])
        yield ("body", come[0].span if come else pair.new.place("body")), said


def review_postponed(catalogue: Catalogue, today: date, before: Catalogue) -> Iterator[Diagnostic]:
    """The day by which to check a page again is later than it was, and nobody says to have checked it.

    Readers are told that a page was looked after; a later day alone does not look after it.

    Bad:
        docs/glossary/x.md
        reviewed: 2026-01-01
        review_by: 2028-01-01
        docs/before/glossary/x.md
        reviewed: 2026-01-01
        review_by: 2027-01-01

    Good:
        docs/glossary/x.md
        reviewed: 2026-11-22
        review_by: 2028-01-01
        docs/before/glossary/x.md
    """
    for pair in pairs(catalogue, before):
        was, now = pair.old.record, pair.new.record
        if was.review_by and now.review_by and now.review_by > was.review_by and now.reviewed == was.reviewed:
            message = "The day by which to check the page again is later than it was, and nobody checked it."
            fix = f"check every line and write “reviewed: {today.isoformat()}”; else keep {was.review_by.isoformat()}."
            yield pair.new.problem("review-postponed", pair.new.place("review_by"), message, fix, Severity.WARNING)
