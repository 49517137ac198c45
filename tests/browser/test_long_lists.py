"""A list that is too long for one page: read page by page, filtered whole, and found again by its old addresses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, expect

from catalogue.site.lists.list_parts import FIRST, WHOLE
from tests import kit

MANY = WHOLE["glossary"] + 10


def _word(number: int) -> str:
    letter = "abc"[number % 3]
    return f"---\ntitle: {letter}word {number}\nelement: data\n---\n"


def test_a_long_list_loses_nothing(
    browser: Browser, make_site: Callable[..., Path], serve: Callable[[Path], str]
) -> None:
    texts = {f"glossary/w{number}.md": _word(number) for number in range(MANY)}
    home = serve(make_site({path: kit.filled(path, text) for path, text in texts.items()}))
    items = "#glossary li[data-item]:not([hidden])"

    # Without script each letter is a page, and each page leads to the next.
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}glossary/")
    with page.expect_navigation():
        page.get_by_role("link", name="The whole list, from its first page on").click()
    found = set()
    while True:
        found |= set(page.locator(f"{items} > a:first-child").evaluate_all("all => all.map(one => one.pathname)"))
        if not (after := page.locator(".turn .after")).count():
            break
        # A click does not wait for the page it leads to.
        with page.expect_navigation():
            after.click()
    assert found == {f"/glossary/w{number}/" for number in range(MANY)}
    page.goto(f"{home}glossary/#letter-b")
    page.locator("#letter-b a").click()
    expect(page).to_have_title("Glossary: B · Public health policing")
    context.close()

    # With script the rest is fetched when it is asked for, and an old address leads on.
    page = browser.new_context(service_workers="block").new_page()
    page.goto(f"{home}glossary/")
    expect(page.locator(items)).to_have_count(FIRST)
    page.get_by_role("button", name="Show 25 more").click()
    expect(page.locator(items)).to_have_count(2 * FIRST)
    page.get_by_role("searchbox", name="Words", exact=True).fill(f"word {MANY - 1}")
    expect(page.locator(items)).to_have_count(1)
    expect(page.get_by_role("search", name="Filter the words").get_by_role("status")).to_have_text(f"1 of {MANY} words")
    page.locator(f"{items} > a").click()
    page.wait_for_url(f"**/glossary/w{MANY - 1}/")
    page.goto(f"{home}glossary/#term-w4")
    page.wait_for_url("**/glossary/letter-b/#term-w4")
    page.context.close()
