"""The cards of each release, as the ledger remembers them: `/as-at/`, a page for each day on which news went out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalogue import dates
from catalogue.addresses import whole
from catalogue.graph import Page
from catalogue.ledger import SentLine
from catalogue.outputs.embedded_card import smallest
from catalogue.records.guide import Card
from catalogue.site.news import short
from catalogue.site.site import Site

FOLDER = "as-at/"
KEPT = 24
"""The most releases that are kept, the newest of them."""

LARGEST = 2_000_000
"""The most bytes of all cards that are kept: an older release goes where a further one would be too much."""

Render = Callable[[dict[str, Any]], Any]


@dataclass(frozen=True)
class StoodCard:
    """A card as it went out: its page, the line of the ledger, and the address where it is kept."""

    page: Page
    line: SentLine
    address: str


@dataclass(frozen=True)
class Release:
    """A day on which cards went out: every card as it stood then, by title; `fresh` are those of that very day."""

    day: date
    cards: tuple[StoodCard, ...]
    fresh: tuple[StoodCard, ...]

    @property
    def address(self) -> str:
        """The address of its page, below the site's own."""
        return f"{FOLDER}{self.day.isoformat()}/"


def releases(site: Site) -> list[Release]:
    """The releases that are kept, the newest first; the oldest of them holds every card as it stood then."""
    days = sorted({line.out for line in site.catalogue.ledger.cards if line.out <= site.today})[-KEPT:]
    while len(days) > 1 and _weight(site, days) > LARGEST:
        days.pop(0)
    return [_release(site, day, days[0]) for day in reversed(days)]


def _weight(site: Site, days: list[date]) -> int:
    return sum(3_000 for line in site.catalogue.ledger.cards if line.out >= days[0])


def _release(site: Site, day: date, oldest: date) -> Release:
    found: dict[str, StoodCard] = {}
    for line in site.catalogue.ledger.cards:
        page = site.get(line.page_id)
        if line.out <= day and page is not None:
            kept = max(line.out, oldest).isoformat()
            found[page.path] = StoodCard(page, line, f"{FOLDER}{kept}/{page.id}/")
    cards = tuple(sorted(found.values(), key=lambda one: (one.page.title.casefold(), one.page.path)))
    fresh = tuple(one for one in cards if one.line.out == day or day == oldest)
    return Release(day, cards, fresh)


def card_pages(kept: list[Release], render: Render, base: str, site_name: str) -> dict[str, str]:
    """A page for each card as it stood, by address; `base` is the site's own address, whole."""
    return {
        f"{one.address}index.html": _card_page(one, render, base, site_name)
        for release in kept for one in release.fresh
    }  # fmt: skip


def _card_page(one: StoodCard, render: Render, base: str, site_name: str) -> str:
    asked: Mapping[str, Any] = {
        "record": one.page.record.model_copy(update={"status": "current", "reviewed": None, "changes": ()}),
        "title": short(one.page.title, 160), "url": whole(one.page.address, base), "site_name": short(site_name),
        "asat": one.line.out, "dates": dates, "force": None, "official": "",
    }  # fmt: skip
    groups = dict(one.line.card)
    call, why = (" ".join(groups.pop(name, ())) for name in ("Call", "Why"))
    return smallest(lambda more: render({**more, **({"steps": list(groups.items()), "call": call, "why": why}
                    if not more["cut"] else {})}), dict(asked), _as_card(groups, call))  # fmt: skip


def _as_card(groups: Mapping[str, tuple[str, ...]], call: str) -> Card:
    """The words of a card, for where they have to be cut."""
    held = [*(list(items) for heading, items in groups.items() if heading != "Do not"), [], [], []]
    parts = {"do": held[0], "next": held[1], "later": held[2], "dont": list(groups.get("Do not", ()))}
    return Card.model_validate({**parts, "call": call or None})
