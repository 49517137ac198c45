"""A card in a frame on another site, and a page of the site that refuses one, by the headers that the build writes."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.measures import axe_faults
from tests.conftest import _Server


class _Hosted(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with the headers of its file `_headers`, as static hosts do; `!` takes one away."""

    def end_headers(self) -> None:
        held: dict[str, str] = {}
        for block in re.findall(r"^(/\S*)\n((?:  .*\n?)+)", Path(self.directory, "_headers").read_text("utf-8"), re.M):
            pattern = re.sub(r":\w+", "[^/]+", re.escape(block[0]).replace(r"\:", ":")).replace(r"\*", ".*")
            if re.fullmatch(pattern, self.path):
                for line in block[1].splitlines():
                    name, _, value = line.strip().partition(": ")
                    if name.startswith("! "):
                        held.pop(name[2:], None)
                    else:
                        held[name] = value
        for name, value in held.items():
            if name not in ("Content-Type", "Strict-Transport-Security"):
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def hosted(built: Path) -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), functools.partial(_Hosted, directory=str(built)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_a_card_is_framed_elsewhere_and_a_page_is_not(
    browser: Browser, hosted: str, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    frames = "".join(
        f'<iframe id="{name}" title="{name}" src="{hosted}{path}" width="360" height="480"></iframe>'
        for name, path in (
            ("card", "guidance/carrying-naloxone/card/"), ("page", "guidance/carrying-naloxone/"), ("home", ""),
            ("data", "data/"),
        )
    )  # fmt: skip
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Us</title><h1>Us</h1>{frames}")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    # Another port is another origin.
    page.goto(serve(tmp_path))
    page.wait_for_load_state("networkidle")
    card = page.frame_locator("#card")
    assert card.locator("h1").inner_text() == "Someone may have overdosed: carrying naloxone"
    style = card.locator("body").evaluate("each => getComputedStyle(each).borderTopWidth")
    assert style == "2px"
    assert card.locator("body").evaluate("each => each.scrollWidth <= innerWidth")
    for name in ("page", "home", "data"):
        assert page.frame_locator(f"#{name}").locator("main, .site-header").count() == 0, name
    assert sum("frame-ancestors" in each or "X-Frame-Options" in each for each in said) == 3, said
    context.close()


def test_the_card_has_no_fault(browser: Browser, address: str) -> None:
    context = browser.new_context(service_workers="block", viewport={"width": 320, "height": 480})
    page = context.new_page()
    for path in ("guidance/carrying-naloxone/card/", "guidance/taken-back/card/", "guidance/replaced/card/"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(address + path)
            assert not axe_faults(page), path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
