"""Every guide of a site, as an officer meets it: its card on a phone, its sheet on paper, the words that find it.

All of this hangs on what pages say as well as on the frame, so that it holds for any site: `make audit` asks it of the
real one, `python -m pytest tests/browser/test_every_guide.py --site site`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.measures import printed

PARTS = ["What", "Why it matters", "The card", "What works", "Say it like this", "Discuss", "Sources"]
SCREEN_AND_A_HALF = 1170  # of 780 pixels


@pytest.fixture(scope="session")
def guides(built: Path) -> list[str]:
    """Every guide that is in force, by its address."""
    pages = {file.parent.name: file.read_text("utf-8") for file in sorted(built.glob("guidance/*/index.html"))}
    return [
        f"guidance/{name}/"
        for name, html in pages.items()
        if 'id="card"' in html and "Do not use this page." not in html
    ]


@pytest.fixture(scope="session")
def seen(browser: Browser, address: str, guides: list[str]) -> dict[str, dict[str, Any]]:
    """Every guide as it stands on a phone, by address; each is opened once."""
    context = browser.new_context(
        viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True, service_workers="block"
    )
    page = context.new_page()
    found = {}
    for guide in guides:
        page.goto(address + guide)
        found[guide] = page.evaluate(
            """() => {
                const all = (selector) => [...document.querySelectorAll(selector)];
                const card = document.getElementById('card');
                const before = (e) => e.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;
                const words = (e) => e.textContent.replace(/\\s+/g, ' ').trim();
                const trust = document.querySelector('.trust');
                const official = document.querySelector('.card + .trust');
                return {
                    ends: card.getBoundingClientRect().bottom + scrollY,
                    type: parseFloat(getComputedStyle(card).fontSize),
                    before: all('article > *').filter(before).map((e) => e.className || e.localName),
                    headings: all('article h2:not(.sheet h2)').map(words),
                    trust: `${trust.innerText} ${official.innerText}`.replace(/\\s+/g, ' '),
                    official: official.querySelector('a').href,
                };
            }"""
        )
    context.close()
    return found


def test_every_card_is_whole_within_a_screen_and_a_half(seen: dict[str, dict[str, Any]]) -> None:
    assert len(seen) >= 6
    assert {guide: one["ends"] for guide, one in seen.items() if one["ends"] > SCREEN_AND_A_HALF} == {}
    assert min(one["type"] for one in seen.values()) >= 0.95 * 16


def test_the_card_comes_before_all_but_title_situation_and_trust(seen: dict[str, dict[str, Any]]) -> None:
    assert {tuple(one["before"]) for one in seen.values()} == {("h1", "situation", "standing")}


def test_the_page_comes_in_the_order_an_officer_needs(seen: dict[str, dict[str, Any]]) -> None:
    wanted = [
        "The card", "The problem", "Why it happens", "What policing can do", "Proof it can change",
        "Could this make things worse?", "How sure are we?", "Words used on this page", "What changed", "Sources",
    ]  # fmt: skip
    for guide, one in seen.items():
        assert [heading for heading in one["headings"] if heading in wanted] == wanted, guide
    linked = [one["headings"] for one in seen.values() if "Changed because of" in one["headings"]]
    assert linked
    for headings in linked:
        place = headings.index("Changed because of")
        assert headings[place - 1 : place + 2] == ["Words used on this page", "Changed because of", "What changed"]


def test_the_trust_line_names_kind_review_and_official_page(seen: dict[str, dict[str, Any]]) -> None:
    kinds = "For discussion, not official guidance|Practice note|Points to official guidance"
    reviewed = r"Reviewed \d+ \w+ 2\d{3}, next review by \d+ \w+ 2\d{3}"
    for guide, one in seen.items():
        said = rf"({kinds})\. {reviewed}\. (Law checked [^.]+\. )?The official page wins: \S"
        assert re.match(said, one["trust"]), (guide, one["trust"])
        assert one["official"].startswith("https://"), guide


def test_every_guide_is_one_sheet(paper: Page, address: str, guides: list[str]) -> None:
    sheets = {}
    for guide in guides:
        paper.goto(address + guide)
        sheets[guide] = printed(paper)
    assert sheets == dict.fromkeys(guides, 1)


def test_the_sheet_has_seven_parts_in_order_and_nothing_else(paper: Page, address: str, guides: list[str]) -> None:
    paper.emulate_media(media="print")
    for guide in guides:
        paper.goto(address + guide)
        headings, head, thin, beside = paper.evaluate(
            """() => {
                const seen = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
                const words = (e) => e.innerText.replace(/\\s+/g, ' ').trim();
                return [
                    seen('h2').map(words),
                    words(document.querySelector('.sheet-head')),
                    seen('.sheet > h2 + *').filter((e) => words(e).length < 20).map(words),
                    seen('body p, body li, body a').filter((e) => !e.closest('.sheet, .source-notice')).map(words),
                ];
            }"""
        )
        assert headings == PARTS, guide
        assert f"/{guide} · " in head, head
        assert re.search(r"version of \d+ \w+ 2\d{3}", head), head
        assert re.search(r"Reviewed \d+ \w+ 2\d{3}, next review by \d+ \w+ 2\d{3}\.", head), head
        assert (thin, beside) == ([], []), guide
