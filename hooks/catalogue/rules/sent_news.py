"""Is what was sent to subscribers still remembered?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic
from catalogue.graph import Catalogue
from catalogue.text import Span


def ledger_damaged(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The ledger of the news, `news/ledger.json`, cannot be read whole.

    It remembers what subscribers were sent; an item that is forgotten would be sent a second time. Only the publishing
    of the site writes it.

    Bad:

        docs/news/ledger.json
        [
        {"id": "term/upstream/published/2026-01-05", "record": "term/upst
        ]

    Good:

        docs/news/ledger.json
        [
        {"id": "a", "record": "term/population-focus", "kind": "published", "out": "2026-01-05"},
        {"form": 1}
        ]
    """
    yield from catalogue.ledger.problems


def ledger_foreign(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """Most pages that the ledger of the news speaks of were never here: it is another site’s.

    Its items would all be told as gone.

    Bad:

        docs/news/ledger.json
        [
        {"id": "term/x/published/2026-01-05", "record": "term/x", "kind": "published", "out": "2026-01-05"},
        {"id": "term/y/published/2026-01-05", "record": "term/y", "kind": "published", "out": "2026-01-05"},
        {"id": "term/z/published/2026-01-05", "record": "term/z", "kind": "published", "out": "2026-01-05"},
        {"form": 1}
        ]

    Good:

        docs/news/ledger.json
        [
        {"id": "a", "record": "term/population-focus", "kind": "published", "out": "2026-01-05"},
        {"form": 1}
        ]
    """
    sent = list(catalogue.ledger.by_page)
    strange = [page_id for page_id in sent if page_id not in catalogue.names.by_id]
    if len(strange) > 2 and len(strange) * 2 > len(sent):
        yield Diagnostic(
            "ledger-foreign", catalogue.ledger.source, Span(0, 1),
            f"The ledger speaks of {len(sent)} pages, and {len(strange)} of them are not here.",
            "if this is a new site, delete the file; else put back this site’s own ledger.",
        )  # fmt: skip
