"""On paper: a guide is one page of A4 in seven parts, and any other page is its words and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from catalogue.folder import read_folder
from tests.browser.measures import KINDS
from tests.conftest import ROOT

GUIDES = [page.address for page in read_folder(ROOT / "docs").of_kind("guide")]
PARTS = ["What", "Why it matters", "The card", "What works", "Say it like this", "Discuss", "Sources"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page to print, of a reader who likes the dark scheme: paper is light all the same."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, color_scheme="dark", service_workers="block")
    yield context.new_page()
    context.close()


def printed(page: Page) -> int:
    """How many pages of A4 the printer would fill; Chromium writes each as an object of its own."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_the_pages_are_counted_rightly(page: Page) -> None:
    page.set_content("<p>One</p>")
    assert printed(page) == 1
    page.set_content("<p style='break-after: page'>One</p><p style='break-after: page'>Two</p><p>Three</p>")
    assert printed(page) == 3


def test_every_guide_is_one_sheet(page: Page, address: str) -> None:
    sheets = {}
    for guide in GUIDES:
        page.goto(address + guide)
        sheets[guide] = printed(page)
    assert sheets == dict.fromkeys(GUIDES, 1)


def test_the_sheet_has_seven_parts_in_order_and_nothing_else(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    for guide in GUIDES:
        page.goto(address + guide)
        headings, head, thin, beside = page.evaluate(
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
        assert head.startswith(f"public-health-policing.example/{guide} · "), head
        assert "version of 22 November 2026" in head
        assert "Reviewed 22 November 2026, next review by 22 November 2027." in head
        assert (thin, beside) == ([], []), guide


def test_the_sheet_says_that_the_review_is_overdue(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.clock.set_fixed_time("2027-11-23T12:00:00Z")
    page.goto(address + GUIDES[0])
    expect(page.locator(".sheet-head")).to_contain_text("Review overdue")
    page.emulate_media(media="null")
    assert printed(page) == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "guide"])
def test_any_page_prints_clean(page: Page, address: str, kind: str) -> None:
    page.emulate_media(media="print")
    page.goto(address + KINDS[kind])
    shown = page.evaluate(
        """() => [...document.querySelectorAll('nav, button, input, select, textarea, dialog, .share, .skip, .filter')]
            .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 100))"""
    )
    assert shown == []
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(20, 33, 42)"


def test_links_to_other_sites_show_their_address(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(address + "papers/florence-2011/")
    outside = page.locator("article a[href^=https]:not(.sources a, .reference a)").first
    shown = outside.evaluate("e => getComputedStyle(e, '::after').content")
    assert "https://" in shown
    inside = page.locator("main a[href^='../']").first
    assert inside.evaluate("e => getComputedStyle(e, '::after').content") == "none"


def test_the_words_used_are_listed_on_paper(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(address + "glossary/prevention/")
    expect(page.locator(".words")).to_be_visible()
    expect(page.locator(".words dd").first).to_be_visible()
    expect(page.locator(".site-footer")).to_contain_text("https://public-health-policing.example/glossary/prevention/")
