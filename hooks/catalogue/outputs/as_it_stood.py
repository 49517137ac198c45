"""The cards of each release, as the ledger remembers them: `/as-at/`, a page for each day on which news went out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from catalogue.dates import long_day
from catalogue.graph import Page
from catalogue.kept.finished import KeptFiles
from catalogue.ledger import SentLine
from catalogue.site.site import Site

FOLDER = "as-at/"
KEPT = 24
"""The most releases that are kept, the newest of them."""

LARGEST = 4_000_000
"""The most bytes of all cards that are kept: an older release goes where a further one would be too much."""


class StoodCard(NamedTuple):
    """A card as it went out: its page, the line of the ledger, and the address where it is kept."""

    page: Page
    line: SentLine
    address: str


class Release(NamedTuple):
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
    return sum(20_000 for line in site.catalogue.ledger.cards if line.out >= days[0])


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


Show = Callable[[str, dict[str, Any]], tuple[str, list[str]]]
"""Makes the page at an address of what `as-at/index.html` asks: whole, as HTML, and the hashes of its scripts."""


def write(site: Site, show: Show, kept: KeptFiles, common: str) -> list[str]:
    """Write the pages, unless they stand as made of just this (`common`); gives the hashes of their scripts.

    Raises OSError where a file cannot be written.
    """
    found = kept.find(FOLDER, common)
    if found is None:
        made = {f"{address}index.html": show(address, asked) for address, asked in pages(site)}
        scripts = sorted({each for _, some in made.values() for each in some})
        found = kept.make(FOLDER, common, {path: html for path, (html, _) in made.items()}, scripts)
    return list(found.scripts)


def pages(site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each page that is kept: its address below the site's own, and what `as-at/index.html` asks for it."""
    kept = releases(site)
    yield FOLDER, {"heading": "Cards as they stood", "releases": kept, "most": KEPT}
    for release in kept:
        yield release.address, {"heading": f"Cards as they stood on {long_day(release.day)}", "release": release}
        for one in release.fresh:
            yield one.address, {"heading": f"As it stood: {one.page.title}", "stood": one}
