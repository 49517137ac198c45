"""The addresses on other sites: where pages name them, and which pages a change of one of them concerns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote, urldefrag

from catalogue.graph.catalogue import Catalogue
from catalogue.graph.page import Page
from catalogue.graph.references import RELIES
from catalogue.records import addresses
from catalogue.text import Span

_OUTSIDE = re.compile(r"https?://", re.IGNORECASE)


def outside(catalogue: Catalogue) -> dict[str, list[str]]:
    """The addresses, less what follows #, each with its places (`papers/rose-1985.md:12`), in the order of pages.

    Drafts are left out, and the fields of what is known to be gone.
    """
    found: dict[str, list[str]] = {}
    for page in catalogue.pages:
        if page.record.draft:
            continue
        typed = (each for each in page.targets if _OUTSIDE.match(each[0]))
        for target, span in (*_in_fields(page), *typed):
            place = f"{page.path}:{page.source.place(span.start).line}"
            places = found.setdefault(urldefrag(target).url, [])
            if place not in places:
                places.append(place)
    return found


def _in_fields(page: Page) -> Iterator[tuple[str, Span]]:
    if not page.record.gone:
        for path, address in addresses(page.record):
            yield address, page.place(*path)


def bare(address: str) -> str:
    """An address as two are compared: without scheme, `www.`, what follows # and a slash at its end; in small letters.

    `address` is as somebody types it.
    """
    plain = re.sub(r"^(?:https?:)?/{0,2}(?:www\.)?", "", address.strip().partition("#")[0], flags=re.IGNORECASE)
    return unquote(plain).rstrip("/").casefold()


class Affected(NamedTuple):
    """A page that a change at an address concerns: the page, the address it names, and the paper through which."""

    page: Page
    address: str
    through: Page | None = None


class Named:
    """Which pages name each address, themselves or through a paper that they rely on."""

    def __init__(self, catalogue: Catalogue) -> None:
        """`catalogue` is as readers meet it."""
        self.catalogue = catalogue

    @cached_property
    def by_address(self) -> dict[str, dict[str, Affected]]:
        """By bare address, the pages by path: those that name it, and those that rely on a paper at it."""
        found: dict[str, dict[str, Affected]] = {}
        for address, places in outside(self.catalogue).items():
            here = found.setdefault(bare(address), {})
            for place in places:
                page = self.catalogue.by_path[place.rpartition(":")[0]]
                here.setdefault(page.path, Affected(page, address))
                for reference in self.catalogue.pointing_at(page, *RELIES):
                    here.setdefault(reference.origin.path, Affected(reference.origin, address, page))
        return found

    def affected(self, address: str) -> list[Affected]:
        """The pages that a change at an address concerns, by title, guides first.

        An address stands for what is below it too, as an Act does for its sections; and a section for the page of its
        Act. `address` is as somebody types it.
        """
        typed = bare(address)
        found: dict[str, Affected] = {}
        for known, pages in self.by_address.items() if typed else ():
            if concerns(typed, known):
                for path, one in pages.items():
                    found.setdefault(path, one)
        return sorted(found.values(), key=lambda one: (one.page.kind != "guide", one.page.title.casefold()))


def concerns(typed: str, known: str) -> bool:
    """A change at a bare address concerns what names another: the same, one below it, or the whole it is a part of."""
    below = known.startswith(f"{typed}/") or known.startswith(f"{typed}?")
    return typed == known or below or (known.count("/") >= 3 and typed.startswith(f"{known}/"))
