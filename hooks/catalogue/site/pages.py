"""Makes a page whole: the record by its template, with the prose inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from markupsafe import Markup

from catalogue.diagnostics import Diagnostic
from catalogue.graph import Page
from catalogue.outputs.cards import WORDS
from catalogue.records import Plain
from catalogue.site.assets import Assets


@dataclass(frozen=True)
class Shown:
    """What every page's frame asks: the settings, the style and script, and the problems to show while serving."""

    config: Any
    problems: list[Diagnostic]
    assets: Assets

    @property
    def card_words(self) -> dict[str, str]:
        """What the card of each kind of page says, for those who cannot see it."""
        return WORDS

    def problems_of(self, page: Page | None) -> list[Diagnostic]:
        """The errors and warnings of a page, for the banner at its head."""
        return [one for one in self.problems if page is not None and one.path == page.path and one.severity != "note"]


def template_of(page: Page) -> str:
    """The template of a page: by its kind, or for a plain page by the list it shows."""
    if isinstance(page.record, Plain) and page.record.listing:
        return f"listings/{page.record.listing.value}.html"
    return f"records/{page.kind}.html"


def show(env: Any, context: Any, page: Page, prose: str) -> str:
    """The whole of a page's content as HTML: its record by its template, and its prose (HTML) inside it.

    `context` holds the page as `this` and its record as `record`, for the frame around the content too.
    """
    template = env.get_template(template_of(page))
    return str(template.render({**context, "prose": Markup(prose)}))


_HEADING = re.compile(r'<h([2-4])[^>]*\sid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)


def contents(html: str) -> Iterator[tuple[str, str, int]]:
    """The headings of a page that have an address: words, id, level."""
    for match in _HEADING.finditer(html):
        yield unescape(re.sub(r"<[^>]+>", "", match[3])).strip(), match[2], int(match[1])
