"""How the built site is measured: faults under axe, weight of a first visit, requests to other hosts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
import brotli
from playwright.sync_api import Browser, Page, Request

KINDS = {
    "home": "",
    "guide": "guidance/carrying-naloxone/",
    "term": "glossary/prevention/",
    "chat": "chats/2021-02-10-public-health-approaches/",
    "paper": "papers/florence-2011/",
    "post": "news/2026-11-22-one-announcement-joined-up/",
    "guidance": "guidance/",
    "glossary": "glossary/",
    "chats": "chats/",
    "questions": "chats/questions/",
    "papers": "papers/",
    "authors": "papers/authors/",
    "news": "news/",
    "feeds": "feeds/",
    "about": "about/",
    "checks": "contributing/checks/",
    "fields": "contributing/fields/",
    "not found": "404.html",
}
"""One page of every kind, by what it is."""


def unfold(page: Page) -> None:
    """Open the parts of a guide that are folded on a phone."""
    page.evaluate("document.querySelectorAll('.fold[aria-expanded=false]').forEach((each) => each.click())")


def _define(page: Page) -> None:
    unfold(page)
    page.locator("main a.term").first.click()


def _search(page: Page) -> None:
    page.locator("[data-opens='search']").first.click()
    page.locator("#search input[type=search]").fill("knife")
    page.locator("#search-results a").first.wait_for()


def _open_all(page: Page) -> None:
    unfold(page)
    for summary in page.locator("main details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "search": ("", _search),
    "definition": ("guidance/carrying-naloxone/", _define),
    "host pack and note": ("chats/2021-02-10-public-health-approaches/", _open_all),
    "note on a guide": ("guidance/carrying-naloxone/", _open_all),
    "filter": ("papers/", lambda page: page.locator("main input[type=search]").first.fill("violence")),
}
"""Every state a page can be opened into: the page, and how to open it."""


@cache
def _axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


LOOKED_AT = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size", "meta-viewport"]
"""The rules of axe-core that hang on width and colours; what the others look at is the same in every look."""


def axe_faults(page: Page, rules: Sequence[str] = ALL_RULES) -> list[str]:
    """What axe-core finds on a page as it stands, WCAG 2.2 A and AA and best practice: a line each."""
    # Evaluated rather than added as a script, which the page's own policy would rightly refuse.
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe() + "; undefined")
    outcome: dict[str, Any] = page.evaluate(
        f"axe.run(document, {{ runOnly: {list(rules)}, resultTypes: ['violations'] }})"
    )
    assert outcome["passes"], "axe looked at nothing"
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in outcome["violations"]
        for node in fault["nodes"]
    ]


def first_visit(browser: Browser, url: str) -> tuple[int, list[str], int]:
    """What a first visit on a phone costs: bytes (brotli, as a server with the compressed copies sends them), the
    addresses asked for, and the bytes of the page alone.
    """
    context = browser.new_context(viewport={"width": 360, "height": 780}, service_workers="block")
    page = context.new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(url, wait_until="networkidle")
    sizes = [len(_brotli(request)) for request in asked]
    context.close()
    return sum(sizes), [request.url for request in asked], sizes[0]


def _brotli(request: Request) -> bytes:
    response = request.response()
    body = response.body() if response else b""
    kind = (response.headers.get("content-type", "") if response else "").partition(";")[0]
    return body if kind in ("image/png", "font/woff2") else _compressed(body)


@cache
def _compressed(body: bytes) -> bytes:
    compressed: bytes = brotli.compress(body, quality=11)
    return compressed
