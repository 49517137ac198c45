"""A word opens its definition where it stands: by tap, click, key and pointer; and is a plain link without script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.measures import axe_faults, unfold

GUIDE = "guidance/carrying-naloxone/"
SAYS = "An emergency medicine for someone who may have overdosed on opioid drugs."
WORD = "main a.term[data-term=naloxone]"


def box(page: Page) -> Locator:
    return page.locator(".gloss")


def word(page: Page, selector: str = WORD) -> Locator:
    unfold(page)
    found = page.locator(selector).first
    found.scroll_into_view_if_needed()
    return found


def opened(page: Page, here: Locator) -> None:
    expect(box(page)).to_be_visible()
    expect(here).to_have_attribute("aria-expanded", "true")


def closed(page: Page, here: Locator) -> None:
    expect(box(page)).to_be_hidden()
    expect(here).to_have_attribute("aria-expanded", "false")


def places(page: Page, here: Locator) -> tuple[list[dict[str, float]], dict[str, float], tuple[int, int]]:
    """Where the lines of a word stand, where its definition does, and the size of the window."""
    lines = here.evaluate("e => [...e.getClientRects()].map(r => r.toJSON())")
    size = page.evaluate("[document.documentElement.clientWidth, document.documentElement.clientHeight]")
    return lines, box(page).evaluate("e => e.getBoundingClientRect().toJSON()"), tuple(size)


def within_and_apart(page: Page, here: Locator) -> None:
    """The definition stands within the window and covers no line of its word."""
    lines, it, (width, height) = places(page, here)
    assert it["left"] >= 0 and it["right"] <= width and it["top"] >= 0 and it["bottom"] <= height, it
    assert all(it["top"] >= line["bottom"] or it["bottom"] <= line["top"] for line in lines), (it, lines)


def test_a_tap_opens_and_a_tap_elsewhere_closes(phone: Page, address: str) -> None:
    phone.goto(address + GUIDE)
    here = word(phone)
    here.tap()
    opened(phone, here)
    expect(box(phone)).to_contain_text(SAYS)
    within_and_apart(phone, here)
    assert phone.url == address + GUIDE
    phone.touchscreen.tap(350, 10)
    closed(phone, here)
    expect(here).to_be_focused()


def test_a_second_tap_closes(phone: Page, address: str) -> None:
    phone.goto(address + GUIDE)
    here = word(phone)
    here.tap()
    opened(phone, here)
    here.tap()
    closed(phone, here)
    expect(here).to_be_focused()


def test_the_button_closes_and_the_link_leads_to_the_page(phone: Page, address: str) -> None:
    phone.goto(address + GUIDE)
    here = word(phone)
    here.tap()
    close = box(phone).get_by_role("button", name="Close")
    assert close.bounding_box()["height"] >= 44
    close.tap()
    closed(phone, here)
    expect(here).to_be_focused()
    here.tap()
    box(phone).get_by_role("link", name="More about Naloxone").tap()
    phone.wait_for_url(address + "glossary/naloxone/")


def test_one_definition_is_open_at_a_time(phone: Page, address: str) -> None:
    phone.goto(address + GUIDE)
    second, first = word(phone, "main a.term[data-term=prevention]"), word(phone, "main a.term[data-term=partnership]")
    first.tap()
    opened(phone, first)
    second.tap()
    opened(phone, second)
    expect(first).to_have_attribute("aria-expanded", "false")
    expect(box(phone)).to_have_count(1)
    expect(box(phone)).to_contain_text("Stopping harm before it happens")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_opens_and_escape_closes(desk: Page, address: str, key: str) -> None:
    desk.goto(address + GUIDE)
    here = word(desk)
    here.focus()
    before = desk.evaluate("scrollY")
    desk.keyboard.press(key)
    opened(desk, here)
    expect(box(desk)).to_be_focused()
    assert desk.evaluate("scrollY") == before, "the space bar scrolled the page"
    desk.keyboard.press("Tab")
    expect(box(desk).get_by_role("link")).to_be_focused()
    desk.keyboard.press("Escape")
    closed(desk, here)
    expect(here).to_be_focused()


def test_it_closes_when_the_focus_goes_on(desk: Page, address: str) -> None:
    desk.goto(address + GUIDE)
    here = word(desk)
    here.focus()
    desk.keyboard.press("Enter")
    opened(desk, here)
    for _ in range(3):
        desk.keyboard.press("Tab")
    closed(desk, here)
    expect(here).not_to_be_focused()
    assert desk.evaluate("document.activeElement.matches('main a, main button')")


def test_a_screen_reader_is_told(desk: Page, address: str) -> None:
    desk.goto(address + GUIDE)
    here = word(desk)
    expect(here).to_have_role("button")
    expect(here).to_have_attribute("aria-haspopup", "dialog")
    here.click()
    expect(box(desk)).to_have_role("dialog")
    expect(box(desk)).to_have_accessible_name("Naloxone")
    expect(box(desk)).to_have_accessible_description(re.compile(re.escape(SAYS)))
    assert here.get_attribute("aria-controls") == box(desk).get_attribute("id")


def test_a_pointer_shows_it_without_taking_the_focus(desk: Page, address: str) -> None:
    """WCAG 1.4.13: it can be dismissed, pointed at, and stays."""
    desk.goto(address + GUIDE)
    here = word(desk)
    here.hover()
    opened(desk, here)
    within_and_apart(desk, here)
    expect(box(desk)).not_to_be_focused()
    box(desk).hover()
    expect(box(desk).get_by_role("link")).to_be_visible()
    desk.keyboard.press("Escape")
    closed(desk, here)
    here.hover()
    opened(desk, here)
    desk.mouse.move(5, 5)
    closed(desk, here)


def test_a_click_keeps_open_what_the_pointer_showed(desk: Page, address: str) -> None:
    desk.goto(address + GUIDE)
    here = word(desk)
    here.hover()
    opened(desk, here)
    here.click()
    opened(desk, here)
    expect(box(desk)).to_be_focused()
    # Another word that is passed over does not take its place.
    desk.locator("main a.term[data-term=harm-reduction]").hover()
    expect(box(desk)).to_contain_text(SAYS)
    desk.mouse.click(5, 5)
    closed(desk, here)


@pytest.mark.parametrize("held", ["Control", "Shift", "middle"])
def test_the_ways_to_open_a_link_elsewhere_still_do(desk: Page, address: str, held: str) -> None:
    desk.goto(address + GUIDE)
    with desk.context.expect_page() as other:
        if held == "middle":
            word(desk).click(button="middle")
        else:
            word(desk).click(modifiers=[held])  # type: ignore[list-item]
    other.value.wait_for_url("**/glossary/naloxone/")
    other.value.close()
    assert desk.url == address + GUIDE


@pytest.fixture
def enlarged(browser: Browser) -> Iterator[Page]:
    """A window of 1280 by 1024 at 400 %."""
    context = browser.new_context(viewport={"width": 320, "height": 256})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [GUIDE, "glossary/prevention/", "chats/2021-02-10-public-health-approaches/"])
def test_every_word_works_at_four_hundred_per_cent(enlarged: Page, address: str, path: str) -> None:
    enlarged.goto(address + path)
    unfold(enlarged)
    words = enlarged.locator("main a.term").all()
    assert len(words) > 2
    for here in words:
        here.scroll_into_view_if_needed()
        here.focus()
        enlarged.keyboard.press("Enter")
        opened(enlarged, here)
        within_and_apart(enlarged, here)
        enlarged.keyboard.press("Escape")
        closed(enlarged, here)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_it_is_open(phone: Page, address: str, scheme: Any) -> None:
    phone.emulate_media(color_scheme=scheme)
    phone.goto(address + "glossary/prevention/")
    word(phone, "main a.term").tap()
    expect(box(phone)).to_be_visible()
    assert not axe_faults(phone)


def test_nothing_is_asked_of_the_network(desk: Page, address: str) -> None:
    desk.goto(address + GUIDE)
    desk.wait_for_load_state("networkidle")
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    here = word(desk)
    here.click()
    opened(desk, here)
    assert asked == []


def test_without_script_it_is_a_plain_link_and_the_page_ends_with_its_words(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(address + GUIDE)
    here = page.locator(WORD).first
    assert here.get_attribute("role") is None and here.get_attribute("title") is None
    listed = page.locator("section.words")
    expect(listed.get_by_role("heading")).to_have_text("Words used on this page")
    expect(listed).to_contain_text(SAYS)
    here.click()
    page.wait_for_url(address + "glossary/naloxone/")
    # A guide prints as a sheet of seven parts; every other page prints its words.
    page.emulate_media(media="print")
    expect(page.locator("section.words")).to_be_visible()
    context.close()


POD = {
    f"glossary/{name}.md": f"---\ntitle: {title}\ndefinition: {says}\npublished: 2026-11-22\n---\n"
    for name, title, says in (
        ("pod", "Pod", "A small team."),
        ("pod-lifecycle", "Pod lifecycle", "How a team starts and ends."),
    )
}


def test_a_shorter_word_never_shows_the_longer_one(
    phone: Page, make_site: Callable[..., Path], serve: Callable[[Path], str]
) -> None:
    prose = (
        "The [Pod lifecycle][] is not the [Pod][], nor are [pods][].\n\n## Again\n\nA [pod][] and a [pod-lifecycle][]."
    )
    site = serve(make_site(POD | {"about/pods.md": f"---\ntitle: Teams\n---\n\n{prose}\n"}))
    phone.goto(f"{site}about/pods/")
    marked = phone.locator("main a.term")
    expected = ["How a team starts and ends.", "A small team.", "A small team.", "How a team starts and ends."]
    assert marked.evaluate_all("all => all.map(e => e.textContent)") == ["Pod lifecycle", "Pod", "pod", "pod-lifecycle"]
    for here, says in zip(marked.all(), expected, strict=True):
        here.tap()
        opened(phone, here)
        assert phone.locator("#gloss-text").text_content() == says
        phone.keyboard.press("Escape")
