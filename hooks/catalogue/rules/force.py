"""Does a change of what officers are told to do say how much it matters?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic, quote
from catalogue.graph import Catalogue, Page
from catalogue.records import ChangeKind, Guide
from catalogue.text import Span

_FORCE = re.compile(r"\b(?:must|should|may)(?:\s+not|n[’']t)?\b|\bdo(?:\s+not|n[’']t)\b|\bnever\b", re.IGNORECASE)


def force_changed(catalogue: Catalogue, today: date, before: Catalogue) -> Iterator[Diagnostic]:
    """A card tells officers “must”, “should”, “may” or “do not” otherwise than before, and no major change says so.

    The page is compared with the one it replaces. Subscribers are told of major changes alone, and this is what they
    act on.

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
    for page in catalogue.records:
        old = before.names.by_id.get(page.id) or _before(page, before)
        if old is None or not isinstance(page.record, Guide) or not isinstance(old.record, Guide):
            continue
        if page.record.draft or old.record.draft or not page.complete or not old.complete:
            continue
        was, now = _words(old.record), _words(page.record)
        if was == now or _majors(page) - _majors(old):
            continue
        gained = now - was
        how = "says {} more often" if gained else "says {} less often"
        word = quote(next(iter(gained or was - now)))
        yield Diagnostic(
            "force-changed", page.source, _card(page),
            f"The card {how.format(word)} than it did, and no major change says so.",
            "add a change to “changes” with “kind: major”, “affects” and “action”.",
        )  # fmt: skip


def _before(page: Page, before: Catalogue) -> Page | None:
    return next((old for name in page.record.formerly if (old := before.names.by_id.get(name))), None)


def _words(guide: Guide) -> Counter[str]:
    """How often the card uses each word of force."""
    card = guide.card
    if card is None:
        return Counter()
    return Counter(" ".join(match[0].casefold().split()) for text in card.texts for match in _FORCE.finditer(text))


def _majors(page: Page) -> set[tuple[date | None, str | None]]:
    return {(change.date, change.note) for change in page.record.changes if change.kind is ChangeKind.MAJOR}


def _card(page: Page) -> Span:
    return page.front.places.get(("card",)) or page.front.keys.get(("card",)) or Span(0, 3)
