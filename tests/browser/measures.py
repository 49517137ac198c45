"""How the built site is measured: faults under axe, weight of a first visit, requests to other hosts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
import brotli
from playwright.sync_api import Browser, Page, Request

LISTS = {
    "home": "",
    "guidance": "guidance/",
    "glossary": "glossary/",
    "chats": "chats/",
    "questions": "chats/questions/",
    "papers": "papers/",
    "authors": "papers/authors/",
    "news": "news/",
    "feeds": "feeds/",
    "data": "data/",
    "upkeep": "upkeep/",
    "days": "as-at/",
    "about": "about/",
    "checks": "contributing/checks/",
    "fields": "contributing/fields/",
    "not found": "404.html",
}
"""The pages that every site has, by what they are."""

KINDS = {
    **LISTS,
    "guide": "guidance/carrying-naloxone/",
    "term": "glossary/prevention/",
    "chat": "chats/2021-02-10-public-health-approaches/",
    "paper": "papers/florence-2011/",
    "post": "news/2026-11-22-one-announcement-joined-up/",
    "chat to come": "chats/2026-12-09-the-first-hour/",
    "guide taken back": "guidance/taken-back/",
    "paper taken back": "papers/retracted-2019/",
    "cards of a day": "as-at/2026-11-19/",
    "plain page": "about/every-element/",
}
"""One page of every kind in the corpus, and of the states that look otherwise."""

ALIKE = {"about", "checks", "fields", "chat to come", "guide taken back", "paper taken back", "cards of a day"}
"""Those whose kind another page shows: another state, or a longer page of words alone."""


def kinds_of(site: Path) -> dict[str, str]:
    """One page of every kind in any built site: its lists, and of each kind of record the largest page."""
    folders = {"guide": "guidance", "term": "glossary", "chat": "chats", "paper": "papers", "post": "news"}
    found = dict(LISTS)
    for kind, folder in folders.items():
        pages = [
            file
            for file in site.glob(f"{folder}/*/index.html")
            if f"{folder}/{file.parent.name}/" not in LISTS.values()
        ]
        if pages:
            found[kind] = f"{folder}/{max(pages, key=lambda file: (file.stat().st_size, file)).parent.name}/"
    return found


def unfold(page: Page) -> None:
    """Open the parts of a guide that are folded on a phone."""
    page.evaluate("document.querySelectorAll('.fold[aria-expanded=false]').forEach((each) => each.click())")


def _define(page: Page) -> None:
    unfold(page)
    page.locator("main a.term").first.click()


def _search(page: Page) -> None:
    page.locator("[data-opens='search']").first.click()
    page.locator("#search input[type=search]").fill("prevention")
    page.locator("#search-results a").first.wait_for()


def _open_all(page: Page) -> None:
    unfold(page)
    for summary in page.locator("main details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "search": ("home", _search),
    "definition": ("guide", _define),
    "notes of a chat": ("chat", _open_all),
    "host pack": ("chat to come", _open_all),
    "note on a guide": ("guide", _open_all),
    "filter": ("papers", lambda page: page.locator("main input[type=search]").first.fill("violence")),
}
"""Every state a page can be opened into: the kind of page, and how to open it."""


@cache
def axe_source() -> str:
    """The text of axe-core."""
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


EVERYTHING = bool(os.environ.get("EVERYTHING"))
"""Every look at every page, and every step of a walk, as `make audit` asks; `make test` takes one look at each page."""

ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


LOOKED_AT = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size", "meta-viewport"]
"""The rules of axe-core that hang on width and colours; what the others look at is the same in every look."""


def axe_faults(page: Page, rules: Sequence[str] = ALL_RULES) -> list[str]:
    """What axe-core finds on a page as it stands, WCAG 2.2 A and AA and best practice: a line each."""
    # Evaluated rather than added as a script, which the page's own policy would rightly refuse.
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source() + "; undefined")
    outcome: dict[str, Any] = page.evaluate(
        f"axe.run(document, {{ runOnly: {list(rules)}, resultTypes: ['violations'] }})"
    )
    assert outcome["passes"], "axe looked at nothing"
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in outcome["violations"]
        for node in fault["nodes"]
    ]


Visit = tuple[int, list[str], int]


def first_visits(browser: Browser, urls: Sequence[str]) -> list[Visit]:
    """What a first visit to each page on a phone costs: bytes (brotli), the addresses asked for, the page's own bytes.

    One page makes all of them and keeps nothing of one for the next, which is quicker than a new page for each.
    """
    context = browser.new_context(viewport={"width": 360, "height": 780}, service_workers="block")
    page = context.new_page()
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    visits = []
    for url in urls:
        page.goto("about:blank")
        requests.clear()
        page.goto(url, wait_until="networkidle")
        sizes = [len(_brotli(request)) for request in requests]
        visits.append((sum(sizes), [request.url for request in requests], sizes[0]))
    context.close()
    return visits


def _brotli(request: Request) -> bytes:
    response = request.response()
    # What leads on has no body.
    body = response.body() if response and not 300 <= response.status < 400 else b""
    kind = (response.headers.get("content-type", "") if response else "").partition(";")[0]
    return body if kind in ("image/png", "font/woff2") else _compressed(body)


@cache
def _compressed(body: bytes) -> bytes:
    compressed: bytes = brotli.compress(body, quality=11)
    return compressed


def printed(page: Page) -> int:
    """How many pages of A4 the printer would fill; Chromium writes each as an object of its own."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
