"""The site asks nothing of anyone else, keeps nothing, breaks no rule of its own policy, and stays light."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.measures import KINDS, STATES, Visit, first_visits

MOST_BYTES, MOST_REQUESTS = 45_000, 20


def test_no_request_elsewhere_no_cookie_no_violation(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780})
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in KINDS.values():
        page.goto(address + path)
    for kind, open_it in STATES.values():
        page.goto(address + KINDS[kind])
        open_it(page)
    page.wait_for_load_state("networkidle")
    elsewhere = [url for url in asked if not url.startswith((address, "data:", "blob:" + address))]
    cookies = context.cookies()
    context.close()
    assert len(asked) > len(KINDS)
    assert not elsewhere
    assert not cookies
    assert not said


@pytest.fixture(scope="session")
def visits(browser: Browser, address: str) -> dict[str, Visit]:
    """A first visit to each kind of page: what it weighs, and what it asks for."""
    return dict(zip(KINDS, first_visits(browser, [address + path for path in KINDS.values()]), strict=True))


def test_a_first_visit_is_light(visits: dict[str, Visit]) -> None:
    heavy = {kind: (weight, asked) for kind, (weight, asked, _) in visits.items() if weight > MOST_BYTES}
    assert heavy == {}
    assert {kind: asked for kind, (_, asked, _) in visits.items() if not 3 <= len(asked) <= MOST_REQUESTS} == {}


def test_search_waits_until_it_is_needed_and_no_font_is_fetched(visits: dict[str, Visit]) -> None:
    asked = [url for visit in visits.values() for url in visit[1]]
    assert any("/assets/site." in url for url in asked)
    assert not [url for url in asked if "/search/" in url]
    assert not [url for url in asked if url.endswith((".woff", ".woff2", ".ttf"))]
