"""On paper: a guide is one page of A4 in seven parts, and any other page is its words and nothing else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.measures import KINDS, printed


def test_the_pages_are_counted_rightly(paper: Page) -> None:
    paper.set_content("<p>One</p>")
    assert printed(paper) == 1
    paper.set_content("<p style='break-after: page'>One</p><p style='break-after: page'>Two</p><p>Three</p>")
    assert printed(paper) == 3


def test_the_sheet_says_that_the_review_is_overdue(paper: Page, address: str) -> None:
    paper.emulate_media(media="print")
    paper.clock.set_fixed_time("2027-11-23T12:00:00Z")
    paper.goto(address + KINDS["guide"])
    expect(paper.locator(".sheet-head")).to_contain_text("Review overdue")
    paper.emulate_media(media="null")
    assert printed(paper) == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "guide"])
def test_any_page_prints_clean(visitor: Page, address: str, kind: str) -> None:
    visitor.set_viewport_size({"width": 360, "height": 780})
    visitor.emulate_media(media="print", color_scheme="dark", forced_colors="none")
    visitor.goto(address + KINDS[kind])
    # A heading that folds on a phone is a button, and prints as the heading it is.
    shown = visitor.evaluate(
        """() => [...document.querySelectorAll(
                'nav, button:not(.fold), input, select, textarea, dialog, .share, .skip, .filter')]
            .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 100))"""
    )
    assert shown == []
    expect(visitor.locator("h1")).to_be_visible()
    assert visitor.evaluate("getComputedStyle(document.body).color") == "rgb(20, 33, 42)"


def test_links_to_other_sites_show_their_address(paper: Page, address: str) -> None:
    paper.emulate_media(media="print")
    paper.goto(address + "papers/florence-2011/")
    outside = paper.locator("article a[href^=https]:not(.sources a, .reference a)").first
    shown = outside.evaluate("e => getComputedStyle(e, '::after').content")
    assert "https://" in shown
    inside = paper.locator("main a[href^='../']").first
    assert inside.evaluate("e => getComputedStyle(e, '::after').content") == "none"


def test_the_words_used_are_listed_on_paper(paper: Page, address: str) -> None:
    paper.emulate_media(media="print")
    paper.goto(address + "glossary/prevention/")
    expect(paper.locator(".words")).to_be_visible()
    expect(paper.locator(".words dd").first).to_be_visible()
    expect(paper.locator(".site-footer")).to_contain_text("https://public-health-policing.example/glossary/prevention/")
