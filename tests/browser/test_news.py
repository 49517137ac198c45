"""The news, the feeds and the page for what is not there, in a browser."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect


class _Lost(http.server.SimpleHTTPRequestHandler):
    """A static host: what is not there is answered with the page that says so, at any address."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, *args: object, **named: object) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((Path(self.directory) / "404.html").read_bytes())


@pytest.fixture
def host(built: Path) -> Iterator[str]:
    """The address of the real site on a host that knows its page for what is not there."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Lost, directory=str(built)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_what_is_not_found_is_searched_for_by_the_words_of_its_address(phone: Page, host: str) -> None:
    phone.goto(f"{host}guidance/naloxone%20for-officers/index.html")
    phone.get_by_role("button", name="Search for “naloxone for officers”").click()
    expect(phone.get_by_role("dialog", name="Search")).to_be_visible()
    expect(phone.get_by_role("searchbox").last).to_have_value("naloxone for officers")
    expect(phone.locator("#search-results a", has_text="naloxone").first).to_be_visible()


def test_an_address_that_cannot_be_read_still_offers_a_search(phone: Page, host: str) -> None:
    phone.goto(f"{host}%E0%A4%A")
    expect(phone.locator("[data-seeks-address]")).to_be_visible()


def test_news_is_filtered_by_kind(desk: Page, address: str) -> None:
    desk.goto(f"{address}news/")
    desk.get_by_label("Kind").select_option("chat")
    expect(desk.locator("li[data-item]:visible")).to_have_count(11)
    kinds = desk.locator("li[data-item]:visible").evaluate_all("all => all.map(one => one.dataset.kind)")
    assert set(kinds) == {"chat"}
    expect(desk.get_by_role("search", name="Filter the news").get_by_role("status")).to_contain_text("11 of")


def test_the_address_of_a_feed_is_copied(new_desk: Page, address: str) -> None:
    new_desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    new_desk.goto(f"{address}feeds/")
    new_desk.get_by_role("button", name="Copy the address of the feed “Guidance”").click()
    new_desk.wait_for_function("navigator.clipboard.readText().then((words) => words !== '')")
    assert new_desk.evaluate("navigator.clipboard.readText()").endswith("/feeds/guidance.xml")
