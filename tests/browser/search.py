"""Searching as a reader does: type words, and look at the first three pages found."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page, expect


def missed(page: Page, address: str, phrases: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The phrases, each with the page it should lead to, whose page is not among the first three found, and what is."""
    page.goto(address)
    page.get_by_role("button", name="Search").click()
    found = {}
    for phrase, wanted in phrases:
        page.locator("#search-words").fill(phrase)
        expect(page.locator("#search-results")).to_have_attribute("data-words", phrase)
        first = page.locator("#search-results a").evaluate_all("all => all.slice(0, 3).map(a => a.pathname.slice(1))")
        if wanted not in first:
            found[phrase] = first
    return found
