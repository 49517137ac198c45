"""The guides by theme and by role, as an officer looks for them, and what the briefing sheet takes from one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple

from catalogue.graph import Catalogue, Page
from catalogue.records import Guide
from catalogue.records.guide import OTHERS, Role, Theme


class GuideGroup(NamedTuple):
    """Guides of one theme or for one role: the value, what readers see, and the guides by title."""

    value: str
    name: str
    guides: tuple[Page, ...]


def by_theme(catalogue: Catalogue) -> list[GuideGroup]:
    """The guides by theme, those without one last."""
    guides = catalogue.listed(Guide)
    groups = [_group(theme, (page for page, guide in guides if guide.theme is theme)) for theme in Theme]
    others = tuple(page for page, guide in guides if guide.theme is None)
    return [group for group in (*groups, GuideGroup(*OTHERS, others)) if group.guides]


def for_role(catalogue: Catalogue) -> list[GuideGroup]:
    """All guides for each role, those first that name it first; a guide stands under each role it is for."""
    guides = catalogue.listed(Guide)
    groups = (
        _group(role, sorted((page for page, guide in guides if role in guide.for_), key=lambda page: _rank(page, role)))
        for role in Role
    )
    return [group for group in groups if group.guides]


def by_role(catalogue: Catalogue) -> list[GuideGroup]:
    """The guides by the role each is for first, so that each stands once; a role first for none has all its guides."""
    found = []
    for group in for_role(catalogue):
        first = tuple(page for page in group.guides if _rank(page, Role(group.value)) == 0)
        found.append(group._replace(guides=first or group.guides))
    return found


def _rank(page: Page, role: Role) -> int:
    """The place of a role among those a guide is for, from 0."""
    return page.record_as(Guide).for_.index(role)


def _group(value: Theme | Role, guides: Iterable[Page]) -> GuideGroup:
    return GuideGroup(value.value, value.words, tuple(guides))


MOST_WORDS = 75
"""What of a guide's opening fits on the sheet beside its six other parts."""

_OPENING = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)


def opening(html: str) -> str:
    """The first paragraph of finished prose (HTML) as plain words, cut at the end of a sentence to fit the sheet.

    `html` is a page's finished prose; the words are not escaped.
    """
    match = _OPENING.search(html)
    words = " ".join(unescape(re.sub(r"<[^>]+>", "", match[1])).split()) if match else ""
    kept: list[str] = []
    for sentence in re.split(r"(?<=[.!?])[ ]+(?=[A-Z‘“])", words):
        if kept and len(" ".join([*kept, sentence]).split()) > MOST_WORDS:
            break
        kept.append(sentence)
    return " ".join(kept)


def short_address(address: str) -> str:
    """An address as somebody types it from paper: without its scheme and what else a browser adds by itself.

    `address` is a whole web address; what comes back is plain text, for paper.
    """
    return re.sub(r"^https?://(?:www\.)?", "", address)
