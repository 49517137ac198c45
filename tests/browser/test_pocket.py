"""The pocket copy: with the network cut the cards open, say how old they are, and go away when they are asked to."""

from __future__ import annotations

import functools
import http.server
import json
import re
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

GUIDE = "guidance/carrying-naloxone/"
WORKER_READY = "async () => Boolean((await navigator.serviceWorker.ready).active)"


class Network:
    """A server for a folder, that can be cut off; or left connected with no signal, when it answers nobody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.signal = threading.Event()
        self.signal.set()
        handler = functools.partial(_Patient, self.signal, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def cut(self) -> None:
        """Answer nothing: as with no signal."""
        self.signal.set()
        self._server.shutdown()
        self._server.server_close()


class _Patient(http.server.SimpleHTTPRequestHandler):
    def __init__(self, signal: threading.Event, *args: Any, **more: Any) -> None:
        self.signal = signal
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        """Answer as soon as there is a signal."""
        self.signal.wait()
        super().do_GET()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def network(built: Path, tmp_path: Path) -> Iterator[Network]:
    """The site in a folder of a host, as on GitHub Pages, in a copy that a test can change."""
    shutil.copytree(built, tmp_path / "host" / "kb", ignore=shutil.ignore_patterns("*.br", "*.gz", "papers", "news"))
    served = Network(tmp_path / "host")
    yield served
    served.cut()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A phone whose browser may keep a copy."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True)
    yield context
    context.close()


ASK_FOR_ALL = """async () => {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
    (await navigator.serviceWorker.ready).active.postMessage({ whole: true }, [port2]);
    return answer;
}"""


IS_KEPT = """async (address) => {
    const store = await caches.open((await caches.keys())[0]);
    return (await store.keys()).some(({ url }) => url.includes(address));
}"""


def visit(visitor: BrowserContext, network: Network, path: str = "", *, ask: bool = True) -> tuple[Page, str]:
    """A first visit, until the copy is there, the whole of it if it is asked for; gives the page and the site's address."""
    home = f"http://127.0.0.1:{network.port}/kb/"
    page = visitor.new_page()
    page.goto(home + path)
    assert page.evaluate(WORKER_READY)
    assert not ask or page.evaluate(ASK_FOR_ALL)
    return page, home


def test_before_it_is_asked_for_only_the_lists_and_what_was_opened_are_kept(
    visitor: BrowserContext, network: Network
) -> None:
    page, home = visit(visitor, network, ask=False)
    page.goto(home + GUIDE)
    network.cut()
    page.goto(home + "guidance/")
    expect(page.locator(".saved")).to_be_visible()
    page.goto(home + GUIDE)
    expect(page.locator("#card")).to_be_visible()
    page.goto(home + "guidance/after-a-knife-incident/")
    assert page.url == home + "about/pocket-copy/#not-kept"


def test_a_guide_keeps_the_whole_copy_at_a_press(visitor: BrowserContext, network: Network) -> None:
    page, home = visit(visitor, network, GUIDE, ask=False)
    page.get_by_role("button", name="Keep on this phone").click()
    expect(page.get_by_role("button", name="Kept on this phone")).to_be_visible()
    network.cut()
    page.goto(home + "guidance/offering-diversion/")
    expect(page.locator("#card")).to_be_visible()


def test_with_no_network_the_card_opens_from_the_home_screen_address(visitor: BrowserContext, network: Network) -> None:
    page, home = visit(visitor, network)
    network.cut()
    page.goto(home)  # what the manifest starts
    page.get_by_role("link", name="Someone may have overdosed: carrying naloxone").first.click()
    page.wait_for_url(home + GUIDE)
    expect(page.locator("#card")).to_contain_text("Get an ambulance coming")
    expect(page.locator(".saved")).to_have_text("Saved copy, less than a day old. It may have changed since.")
    assert page.evaluate("getComputedStyle(document.querySelector('.card')).borderTopStyle") == "solid"


def test_on_poor_signal_the_copy_is_shown_before_patience_ends(visitor: BrowserContext, network: Network) -> None:
    page, home = visit(visitor, network)
    network.signal.clear()
    page.goto(home + GUIDE, timeout=10_000)
    expect(page.locator(".saved")).to_be_visible()
    expect(page.locator("#card")).to_contain_text("Get an ambulance coming")


def test_search_works_with_no_network(visitor: BrowserContext, network: Network) -> None:
    page, home = visit(visitor, network)
    network.cut()
    page.goto(home + "guidance/")
    page.get_by_role("button", name="Search").click()
    page.locator("#search-words").fill("overdose")
    expect(page.locator("#search-results a").first).to_have_attribute("href", f"../{GUIDE}")


def test_a_word_opens_in_the_list_and_what_is_not_kept_says_so(visitor: BrowserContext, network: Network) -> None:
    page, home = visit(visitor, network)
    network.cut()
    page.goto(home + "glossary/naloxone/")
    assert page.url == home + "glossary/#term-naloxone"
    expect(page.locator("#term-naloxone")).to_contain_text("medicine")
    page.goto(home + "chats/")
    assert page.url == home + "about/pocket-copy/#not-kept"
    expect(page.locator("main")).to_contain_text("Try again when you have a signal")


def test_the_copy_says_how_old_it_is_and_when_its_review_is_overdue(visitor: BrowserContext, network: Network) -> None:
    page, home = visit(visitor, network)
    network.cut()
    now = datetime.now()
    page.clock.set_fixed_time(now + timedelta(days=3, hours=1))
    page.goto(home + GUIDE)
    expect(page.locator(".saved")).to_contain_text("Saved copy, 3 days old.")
    page.clock.set_fixed_time(datetime(now.year + 10, 1, 1))
    page.goto(home + GUIDE)
    expect(page.locator(".saved")).to_contain_text("Its review is overdue")
    expect(page.locator(".trust .overdue")).to_be_visible()


def test_online_the_page_is_of_today_and_says_nothing_of_a_copy(visitor: BrowserContext, network: Network) -> None:
    page, home = visit(visitor, network)
    change(network, "Get an ambulance coming", "Ring for an ambulance")
    page.goto(home + GUIDE)
    expect(page.locator("#card")).to_contain_text("Ring for an ambulance")
    expect(page.locator(".saved")).to_have_count(0)


def test_the_copy_renews_itself(visitor: BrowserContext, network: Network) -> None:
    page, home = visit(visitor, network)
    change(network, "Get an ambulance coming", "Ring for an ambulance")
    worker = network.folder / "kb" / "sw.js"
    renewed = re.sub(rf'("{GUIDE}":")[0-9a-f]+', r"\g<1>0new0new", worker.read_text("utf-8"))
    worker.write_text(renewed, "utf-8")
    page.goto(home)
    page.wait_for_load_state("networkidle")
    # The new worker has taken over when its copy of the page is the only one.
    kept = page.evaluate(
        """async () => {
            const store = await caches.open((await caches.keys())[0]);
            const end = performance.now() + 10000;
            for (;;) {
                const every = (await store.keys()).map(({ url }) => url);
                const keys = every.filter((url) => url.includes('carrying-naloxone'));
                if (performance.now() > end || keys.length === 1 && keys[0].includes('0new0new')) return keys;
                await new Promise((resolve) => { requestAnimationFrame(resolve); });
            }
        }"""
    )
    assert [url.partition("?kept=")[2] for url in kept] == ["0new0new"]
    network.cut()
    page.goto(home + GUIDE)
    expect(page.locator("#card")).to_contain_text("Ring for an ambulance")


def test_the_copy_can_be_removed_and_stays_away(visitor: BrowserContext, network: Network) -> None:
    page, home = visit(visitor, network)
    page.goto(home + "about/pocket-copy/")
    expect(page.locator(".pocket-copy")).to_contain_text("A copy is kept on this device")
    page.get_by_role("button", name="Remove the saved copy").click()
    expect(page.get_by_role("button", name="Keep a saved copy")).to_be_focused()
    assert page.evaluate("caches.keys()") == []
    page.goto(home + GUIDE)
    page.wait_for_load_state("networkidle")
    page.goto(home + "about/pocket-copy/")
    page.get_by_role("button", name="Keep a saved copy").click()
    expect(page.get_by_role("button", name="Remove the saved copy")).to_be_visible()


def test_without_script_the_page_about_it_is_true(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "about/pocket-copy/")
    expect(page.locator(".pocket-copy")).to_have_text("Script is off, or this browser keeps no copy.")
    expect(page.locator(".pocket-copy button")).to_have_count(0)
    context.close()


def change(network: Network, before: str, after: str) -> None:
    """Put other words in the guide, as a later build would."""
    page = network.folder / "kb" / GUIDE / "index.html"
    html = page.read_text("utf-8")
    assert before in html
    page.write_text(html.replace(before, after), "utf-8")


def test_guides_of_the_role_that_was_chosen_are_kept_where_there_is_not_room_for_all(
    visitor: BrowserContext, network: Network
) -> None:
    worker = network.folder / "kb" / "sw.js"
    of_role = "guidance/offering-diversion/"
    text = worker.read_text("utf-8").replace(
        "const GUIDES = {};", f"const GUIDES = {json.dumps({'': [GUIDE], 'custody': [of_role]})};"
    )
    worker.write_text(text, "utf-8")
    page, home = visit(visitor, network, "guidance/")
    page.locator("[data-by='role']").select_option("custody")
    page.wait_for_function(IS_KEPT, arg=of_role)
    page.goto(home + "about/pocket-copy/")
    expect(page.locator(".pocket-copy")).to_contain_text("those for your role (custody) come before others")
    network.cut()
    page.goto(home + of_role)
    expect(page.locator("#card")).to_be_visible()
    page.goto(home + GUIDE)
    assert page.url == home + "about/pocket-copy/#not-kept"
