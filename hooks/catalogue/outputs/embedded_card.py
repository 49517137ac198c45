"""The card of each guide to embed: a page for frames, the card as data, and what a program asks by oEmbed (1.0)."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from typing import Any

from catalogue import dates
from catalogue.addresses import whole
from catalogue.graph import Page
from catalogue.outputs.force_layer import Force
from catalogue.outputs.policy import with_card_policy
from catalogue.records import Guide
from catalogue.records.guide import Card
from catalogue.site.news import short
from catalogue.site.site import Site

TEMPLATE = "embed/card.html"
"""The template of a card's page, below `overrides/`."""

LARGEST = 6_000
"""The most bytes of a card's page."""

SIZE = (360, 480)
"""The width and height of the frame that we suggest, in pixels."""

OFFICIAL = {
    "discussion": "For discussion, not official guidance.",
    "practice-note": "Practice note, not official guidance.",
    "pointer": "Points to official guidance.",
}
"""What weight a guide carries, in readers' words."""

Render = Callable[[dict[str, Any]], Any]
"""Makes the page of a card from what `embed/card.html` asks."""


def files(site: Site, page: Page, render: Render, base: str, site_name: str, force: Force | None) -> dict[str, str]:
    """The three files beside a guide, by address; an id it had before answers with the same card.

    None are beside another page. `base` is the site's own address, whole. Only the page of the card holds what the
    force adds.
    """
    found: dict[str, str] = {}
    guide = page.record_as(Guide) if page.kind == Guide.kind else None
    if guide and not guide.draft and guide.card:
        for place in (page.address, *(f"{page.folder}/{old}/" for old in guide.formerly)):
            if place == page.address or place not in site.catalogue.addresses:
                found[f"{place}card/index.html"] = _html(site, page, guide, render, (base, site_name, force, place))
                found[f"{place}card.json"] = card_json(page, guide, base)
                found[f"{place}oembed.json"] = oembed(page, base, site_name)
    return found


def _html(site: Site, page: Page, guide: Guide, render: Render, told: tuple[str, str, Force | None, str]) -> str:
    base, site_name, force, place = told
    other = site.get(guide.superseded_by) if guide.superseded_by else None
    kind = guide.authority.kind.value if guide.authority and guide.authority.kind else ""
    asked: dict[str, Any] = {
        "record": guide, "url": whole(page.address, base), "site_name": short(site_name), "force": force,
        "here": f"{place}card/", "dates": dates, "overdue": site.overdue(page), "official": OFFICIAL.get(kind, ""),
        "successor": {"title": short(other.title), "url": whole(other.address, base)} if other else None,
    }  # fmt: skip
    assert guide.card
    return smallest(render, {**asked, "title": short(page.title, 160)}, guide.card)


def smallest(render: Render, asked: dict[str, Any], card: Card) -> str:
    """The page of a card, whole if it fits; else as much of it as does, which it says. It is never larger."""
    for most in (0, 400, 200, 100, 50, 20):
        html = with_card_policy(str(render({**asked, **_shown(card, most)})))
        if len(html.encode("utf-8")) <= LARGEST:
            return html
    least = {**asked, **_shown(Card(), 1), "title": short(asked["title"], 60), "official": "", "successor": None}
    return with_card_policy(str(render(least)))


def _shown(card: Card, most: int) -> dict[str, Any]:
    """What the page shows of a card: all of it, or of each group five items of so many characters."""
    groups = [(heading, items) for _, heading, items in card.steps] + ([("Do not", card.dont)] if card.dont else [])
    call, why = card.call or "", card.why or ""
    if most:
        groups = [(heading, tuple(short(item, most) for item in items[:5])) for heading, items in groups]
        call, why = short(call, most), ""
    return {"steps": groups, "call": call, "why": why, "cut": bool(most)}


def card_json(page: Page, guide: Guide, base: str) -> str:
    """The card as data, JSON on one line: its words, its version, and when it was and is to be reviewed."""
    days = {"version": guide.version, "reviewed": guide.reviewed, "review_by": guide.review_by}
    card = guide.card if not guide.retired else None
    return _line({
        "id": page.id, "url": whole(page.address, base), "title": page.title, "status": guide.status.value,
        **{name: day.isoformat() for name, day in days.items() if day},
        "authority": guide.authority.model_dump(mode="json", exclude_none=True) if guide.authority else {},
        "card": card.model_dump(mode="json", exclude_defaults=True) if card else {},
        "html": whole(f"{page.address}card/", base),
    })  # fmt: skip


def oembed(page: Page, base: str, site_name: str) -> str:
    """What a program gets that asks how to show the guide (oEmbed 1.0, type rich): JSON, on one line.

    `site_name` is plain text.
    """
    width, height = SIZE
    frame = (
        f'<iframe src="{escape(whole(f"{page.address}card/", base))}" title="{escape(page.title)}" width="{width}" '
        f'height="{height}" loading="lazy" style="border:0"></iframe>'
    )
    return _line({
        "version": "1.0", "type": "rich", "title": page.title, "provider_name": site_name, "provider_url": base,
        "html": frame, "width": width, "height": height, "cache_age": 86400,
    })  # fmt: skip


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
