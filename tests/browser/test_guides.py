"""Guides as an officer meets them: the card on a phone, the lists, the words that find them."""

from __future__ import annotations

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests import kit


@pytest.fixture(scope="module")
def guides() -> list[str]:
    """The addresses of the corpus's guides."""
    return [page.address for page in kit.corpus().of_kind("guide") if page.listed]


def test_the_head_of_the_page_is_two_lines(phone: Page, address: str, guides: list[str]) -> None:
    phone.goto(address + guides[0])
    header = phone.locator(".site-header").bounding_box()
    assert header is not None
    assert header["height"] <= 96
    assert phone.locator(".site-nav a").all_text_contents() == ["Guidance", "Glossary", "Chats", "Papers", "News"]
    for link in phone.locator(".site-nav a, .search-opener").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_guides_are_listed_by_situation_theme_and_role(phone: Page, address: str, guides: list[str]) -> None:
    phone.goto(address)
    home = phone.locator("#all-situations + .by-theme")
    assert sorted(home.locator("li a").evaluate_all("all => all.map(a => a.getAttribute('href'))")) == sorted(guides)
    phone.goto(address + "guidance/")
    expect(phone.locator("[data-item]")).to_have_count(len(guides))
    expect(phone.get_by_role("link", name="A family keeps calling").first).to_be_visible()
    expect(phone.locator("[data-item]", has_text="five times this month")).to_be_visible()


def test_each_role_shows_its_guides_and_no_other(desk: Page, address: str) -> None:
    desk.goto(address + "guidance/")
    shown, role = desk.locator("[data-item]:not([hidden])"), desk.locator("[data-by=role]")
    values = [option.get_attribute("value") for option in role.locator("option").all()]
    guides = [page.record for page in kit.corpus().of_kind("guide")]
    wanted = {
        value: sum(any(one.value == value for one in guide.for_) for guide in guides) for value in values if value
    }
    assert any(0 < count < len(guides) for count in wanted.values())
    for value, count in wanted.items():
        role.select_option(value=value)
        expect(shown).to_have_count(count)
        expect(desk.locator(".filter [role=status]")).to_have_text(f"{count} of {len(guides)} guides")
    role.select_option(value="")
    expect(shown).to_have_count(len(guides))


FIRST_THREE = """async (phrases) => {
    const box = document.getElementById("search-words"), results = document.getElementById("search-results");
    const found = [];
    box.focus();
    for (const phrase of phrases) {
        box.value = phrase;
        box.dispatchEvent(new Event('input', { bubbles: true }));
        const end = Date.now() + 30000;
        while (results.dataset.words !== phrase && Date.now() < end) await new Promise((then) => setTimeout(then, 5));
        const links = results.dataset.words === phrase ? [...results.querySelectorAll('a[href]')] : [];
        found.push(links.slice(0, 3).map((link) => link.pathname.slice(1)));
    }
    return found;
}"""
PHRASES = yaml.safe_load((kit.CORPUS.parent / "phrases.yml").read_text("utf-8"))


def test_an_officers_words_find_the_page_among_the_first_three(desk: Page, address: str, guides: list[str]) -> None:
    assert set(PHRASES) >= set(guides)
    wanted = [(str(phrase), where) for where, phrases in PHRASES.items() for phrase in phrases]
    own = [(word, page.address) for page in kit.corpus().of_kind("guide") for word in page.record.found_by]
    assert len(wanted) >= 30 and own
    desk.goto(f"{address}search/")
    found = desk.evaluate(FIRST_THREE, [phrase for phrase, _ in (*wanted, *own)])
    missed = {
        phrase: first for (phrase, where), first in zip([*wanted, *own], found, strict=True) if where not in first
    }
    assert missed == {}


def test_without_script_links_to_themes_and_roles_do_the_filtering(
    browser: Browser, address: str, guides: list[str]
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "guidance/")
    page.get_by_role("list", name="By role").get_by_role("link", name="Response").click()
    expect(page.locator("#role-response + ul a").first).to_be_in_viewport()
    expect(page.locator(".filter")).to_be_hidden()
    page.get_by_role("list", name="By theme").get_by_role("link", name="Drugs").click()
    expect(page.locator("[aria-labelledby=theme-drugs] li")).to_have_count(2)
    expect(page.locator("[aria-labelledby=theme-drugs] li").first).to_be_in_viewport()
    page.goto(address + guides[0])
    expect(page.locator("#card")).to_be_visible()
    expect(page.locator("#words-used")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_tells_do_from_do_not_without_colour(
    browser: Browser, address: str, scheme: str, guides: list[str]
) -> None:
    context = browser.new_context(color_scheme=scheme, forced_colors="active")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + guides[0])
    content = "e => getComputedStyle(e, '::before').content"
    marks = [page.locator(f".card .{name} li").first.evaluate(content) for name in ("do", "dont")]
    expect(page.get_by_role("heading", name="Do not")).to_be_visible()
    context.close()
    assert "✓" in marks[0]
    assert "✕" in marks[1]
