"""Guides as an officer meets them: the card on a phone, the lists, the words that find them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from catalogue.folder import read_folder
from tests.conftest import ROOT

GUIDES = [page.address for page in read_folder(ROOT / "docs").of_kind("guide")]
SCREEN_AND_A_HALF = 1170  # of 780 pixels


@pytest.fixture(scope="module")
def seen(browser: Browser, address: str) -> dict[str, dict[str, Any]]:
    """Every guide as it stands on a phone, by address; each is opened once."""
    context = browser.new_context(
        viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True, service_workers="block"
    )
    page = context.new_page()
    found = {}
    for guide in GUIDES:
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
    assert len(seen) >= 16
    assert {guide: one["ends"] for guide, one in seen.items() if one["ends"] > SCREEN_AND_A_HALF} == {}
    assert min(one["type"] for one in seen.values()) >= 0.95 * 16


def test_the_card_comes_before_all_but_title_situation_and_trust(seen: dict[str, dict[str, Any]]) -> None:
    assert {tuple(one["before"]) for one in seen.values()} == {("h1", "situation", "glance", "trust")}


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
    reviewed = r"Reviewed \d+ \w+ 202\d, next review by \d+ \w+ 202\d"
    for guide, one in seen.items():
        assert re.match(rf"({kinds})\. {reviewed}\. (Law checked [^.]+\. )?The official page wins: \S", one["trust"]), (
            guide,
            one["trust"],
        )
        assert one["official"].startswith("https://"), guide


def test_the_head_of_the_page_is_two_lines(phone: Page, address: str) -> None:
    phone.goto(address + GUIDES[0])
    header = phone.locator(".site-header").bounding_box()
    assert header is not None
    assert header["height"] <= 96
    assert phone.locator(".site-nav a").all_text_contents() == ["Guidance", "Glossary", "Chats", "Papers", "News"]
    for link in phone.locator(".site-nav a, .search-opener").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_guides_are_listed_by_situation_theme_and_role(phone: Page, address: str) -> None:
    phone.goto(address)
    home = phone.locator("#all-situations + .by-theme")
    assert sorted(home.locator("li a").evaluate_all("all => all.map(a => a.getAttribute('href'))")) == sorted(GUIDES)
    phone.goto(address + "guidance/")
    expect(phone.locator("[data-item]")).to_have_count(len(GUIDES))
    expect(phone.get_by_role("link", name="A family keeps calling").first).to_be_visible()
    expect(phone.locator("[data-item]", has_text="five times this month")).to_be_visible()


def test_the_filter_takes_a_role_a_theme_and_slang(phone: Page, address: str) -> None:
    phone.goto(address + "guidance/")
    shown = phone.locator("[data-item]:not([hidden])")
    role, theme = phone.locator("[data-by=role]"), phone.locator("[data-by=theme]")
    role.select_option(label="Custody")
    theme.select_option(label="Drugs")
    expect(shown).to_have_count(2)
    expect(phone.locator(".filter [role=status]")).to_have_text(f"2 of {len(GUIDES)} guides")
    role.select_option(label="Any")
    theme.select_option(label="Any")
    phone.get_by_label("What has happened?").fill("frequent fly")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("A family keeps calling")


def test_without_script_links_to_themes_and_roles_do_the_filtering(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "guidance/")
    page.get_by_role("list", name="By role").get_by_role("link", name="Response").click()
    expect(page.locator("#role-response + ul a").first).to_be_in_viewport()
    expect(page.locator(".filter")).to_be_hidden()
    page.get_by_role("list", name="By theme").get_by_role("link", name="Drugs").click()
    expect(page.locator("[aria-labelledby=theme-drugs] li")).to_have_count(2)
    expect(page.locator("[aria-labelledby=theme-drugs] li").first).to_be_in_viewport()
    page.goto(address + GUIDES[0])
    expect(page.locator("#card")).to_be_visible()
    expect(page.locator("#words-used")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_tells_do_from_do_not_without_colour(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, forced_colors="active")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + GUIDES[0])
    content = "e => getComputedStyle(e, '::before').content"
    marks = [page.locator(f".card .{name} li").first.evaluate(content) for name in ("do", "dont")]
    expect(page.get_by_role("heading", name="Do not")).to_be_visible()
    context.close()
    assert "✓" in marks[0]
    assert "✕" in marks[1]
