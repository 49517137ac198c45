"""Does a proposal say what it changes? Pages are held against those they replace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from rapidfuzz.distance import OSA

from catalogue.diagnostics import Diagnostic, Severity, quote
from catalogue.graph import Catalogue, Page
from catalogue.records import Change, ChangeKind, Record
from catalogue.text import Span

R = TypeVar("R", bound=Record)

_FORCE = re.compile(
    r"\b(?:must|should|may)(?:\s+not|n[’']t)?\b|\b(?:do\s+not|don[’']t|never|always|stop)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_NEVER_SPELLING = re.compile(
    r"\d|^(?:no|not|now|nor|can|cant|can[’']t|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thir|four|fif|six|seven|eigh|nine|twent|hundred|thousand)",
    re.IGNORECASE,
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


def spelling_only(old: str, new: str) -> bool:
    """Two texts differ in nothing but spelling, marks and spacing: no word, number or “not” is another."""
    was, now = re.findall(r"[\w’']+", old.casefold()), re.findall(r"[\w’']+", new.casefold())
    if len(was) != len(now):
        return False
    return all(
        one == other
        or (min(len(one), len(other)) > 3 and OSA.distance(one, other) <= 1 and not _NEVER_SPELLING.search(one))
        for one, other in zip(was, now, strict=True)
    )


def _unmatched(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """The texts of each side that the other does not have, spelling aside."""
    left = list(new)
    gone = []
    for text in old:
        same = next((other for other in left if spelling_only(text, other)), None)
        if same is None:
            gone.append(text)
        else:
            left.remove(same)
    return gone, left


def _notes(today: date) -> str:
    """Both texts to choose from, as `changes` holds them."""
    day = today.isoformat()
    return (
        "if officers would now act otherwise, add this under “changes”:\n"
        f"  - date: {day}\n    kind: major\n    note: \"[insert what changed]\"\n    affects: \"[insert whom]\"\n"
        "    action: \"[insert what they should do]\"\n"
        "and if nobody has to do anything else, this:\n"
        f"  - date: {day}\n    kind: minor\n    note: \"[insert what changed]\""
    )  # fmt: skip


def force_changed(catalogue: Catalogue, today: date, before: Catalogue) -> Iterator[Diagnostic]:
    """A card tells officers “must”, “should”, “may” or “do not” otherwise than before, and no major change says so.

    The page is compared with the one it replaces, line by line. Subscribers are told of major changes alone, and this
    is what they act on.

    Bad:

        docs/guidance/x.md
        ---
        card:
          do: [You may ask what happened.]
        changes:
          - date: 2026-11-22
            kind: minor
            note: The card is shorter.
        ---
        docs/before/guidance/x.md
        ---
        card:
          do: [You should ask what happened.]
        ---

    Good:

        docs/guidance/x.md
        ---
        card:
          do: [You may ask what happened.]
        changes:
          - date: 2026-11-22
            kind: major
            note: Asking what happened is now up to the officer.
            affects: Response officers
            action: Read the card again.
        ---
        docs/before/guidance/x.md
        ---
        card:
          do: [You should ask what happened.]
        ---
    """
    for pair in pairs(catalogue, before):
        if ChangeKind.MAJOR in pair.told:
            continue
        gone, come = _unmatched(_forceful(pair.old), _forceful(pair.new))
        if gone or come:
            yield Diagnostic(
                "force-changed", pair.new.source, _place(pair.new, "card", come),
                _says("The card tells officers what they must or must not do", gone, come), _major(today),
            )  # fmt: skip


def _major(today: date) -> str:
    return (
        "add this under “changes”:\n"
        f"  - date: {today.isoformat()}\n    kind: major\n    note: \"[insert what changed]\"\n"
        "    affects: \"[insert whom]\"\n    action: \"[insert what they should do]\""
    )  # fmt: skip


def _says(what: str, gone: list[str], come: list[str]) -> str:
    shown = [f"it said {quote(gone[0])}"] if gone else []
    shown += [f"it says {quote(come[0])} now"] if come else ["it says so no more"]
    return f"{what} otherwise than before: {' and '.join(shown)}."


def _forceful(page: Page) -> list[str]:
    """The lines of a card that bind: what not to do, and every line with a word of force."""
    return [text for text in page.record.orders if text in page.record.forbids or _FORCE.search(text)]


def _plain(page: Page) -> list[str]:
    """The other lines of a card."""
    return [text for text in page.record.orders if text not in _forceful(page)]


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
        ---
        definition: Work that starts before harm is done.
        ---
        docs/before/glossary/x.md
        ---
        definition: Work that starts after harm is done.
        ---

    Good:

        docs/glossary/x.md
        ---
        definition: Work that starts before harm is done.
        changes:
          - date: 2026-11-22
            kind: major
            note: The definition said “after”, and now says “before”.
            affects: Everyone who briefs partners.
            action: Read it again.
        ---
        docs/before/glossary/x.md
        ---
        definition: Work that starts after harm is done.
        ---
    """
    for pair in pairs(catalogue, before):
        for field, what, old, new in _compared(pair):
            gone, come = _unmatched(old, new)
            enough = ChangeKind.MAJOR in pair.told if field == "card" else bool(pair.told)
            # What is new beside the old misleads nobody, but on a card, where every line is read as an order.
            if (gone or (come and field == "card")) and not enough:
                yield Diagnostic(
                    "change-unsaid", pair.new.source, _place(pair.new, field, come), _says(what, gone, come),
                    _notes(today), Severity.WARNING,
                )  # fmt: skip


def _compared(pair: Pair) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """The fields in which a change matters, with what each is and the texts it held before and holds now."""
    old, new = pair.old, pair.new
    yield "card", "The card tells officers", _plain(old), _plain(new)
    # Both are of one kind, and say the same of the same fields.
    for (field, what, before), (_, _, now) in zip(old.record.learnt, new.record.learnt, strict=True):
        yield field, what, list(before), list(now)
    yield "body", "A figure in the prose reads", _figures(old), _figures(new)


_COUNT = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|third|"
    "quarter|twice|double"
)
_FIGURE = re.compile(rf"{_NUMBER.pattern}|\b(?:{_COUNT})\b", re.IGNORECASE)


def _figures(page: Page) -> list[str]:
    """The sentences of the prose that hold a figure, as far as their figures go: the words around may be mended."""
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+", page.body):
        figures = [match[0].casefold() for match in _FIGURE.finditer(re.sub(r"\[@[^\]]*\]|\]\([^)]*\)", "", sentence))]
        if figures:
            found.append(" ".join(figures))
    return found


def review_postponed(catalogue: Catalogue, today: date, before: Catalogue) -> Iterator[Diagnostic]:
    """The day by which to check a page again is later than it was, and nobody says to have checked it.

    Readers are told that a page was looked after; a later day alone does not look after it.

    Bad:

        docs/glossary/x.md
        ---
        reviewed: 2026-01-01
        review_by: 2028-01-01
        ---
        docs/before/glossary/x.md
        ---
        reviewed: 2026-01-01
        review_by: 2027-01-01
        ---

    Good:

        docs/glossary/x.md
        ---
        reviewed: 2026-11-22
        review_by: 2028-01-01
        ---
        docs/before/glossary/x.md
        ---
        reviewed: 2026-01-01
        review_by: 2027-01-01
        ---
    """
    for pair in pairs(catalogue, before):
        was, now = pair.old.record, pair.new.record
        if was.review_by and now.review_by and now.review_by > was.review_by and now.reviewed == was.reviewed:
            yield Diagnostic(
                "review-postponed", pair.new.source, pair.new.place("review_by"),
                "The day by which to check the page again is later than it was, and nobody checked it.",
                f"check every line and write “reviewed: {today.isoformat()}”; else keep {was.review_by.isoformat()}.",
                Severity.WARNING,
            )  # fmt: skip
