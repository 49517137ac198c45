"""Contributed text can never run: refused by the check, and harmless in the page all the same."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from catalogue import read_texts
from catalogue.rules.safety import address_unsafe, attribute_unsafe, html_not_allowed
from tests import kit
from tests.browser.hostile import STRINGS
from tests.builder import run
from tests.conftest import QUIET, Shared, lay

# As `mkdocs serve` builds: whatever is wrong, the page is made, and without the policy that would stop a script.
SERVED = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config("mkdocs.yml", site_dir=sys.argv[1])
config.plugins.on_startup(command="serve", dirty=False)
build(config, serve_url="http://127.0.0.1/")
"""


def _page(kind: str, text: str) -> str:
    """A page of a kind with the same text in every field that takes words or an address, and in its body."""
    said = json.dumps(text)  # a double-quoted value reads JSON's escapes
    lines = {
        "glossary": f"title: {said}\ndefinition: {said}\nalso:\n  - {said}\npolice_view: {said}\nhealth_view: {said}\n"
        f"say_it: {said}\nagreed: contested\nagreed_note: {said}\nwanted:\n  - {said}\npublished: 2026-11-01",
        "guidance": f"title: {said}\nsummary: {said}\nsituation: {said}\ncard:\n  do:\n    - {said}\n  dont:\n    - {said}\n"
        f"  call: {said}\n  why: {said}\nharm: {said}\nsay_it: {said}\ndiscuss:\n  - {said}\nauthority:\n  kind: pointer\n"
        f"  name: {said}\n  url: {said}\nclaims:\n  - text: {said}\n    strength: view\n    why: {said}\npublished: 2026-11-01",
        "chats": f"title: {said}\nsummary: {said}\nstarts: 2026-11-02 21:00\nminutes: 60\nannounced: 2026-11-01\n"
        f"hashtag: {said}\nhosts:\n  - name: {said}\n    role: {said}\n    organisation: {said}\n    handle: {said}\n"
        f"questions:\n  - {said}\naims:\n  - {said}\noutcome:\n  written_up: 2026-11-03\n  summary: {said}\n"
        f"  open_questions:\n    - {said}\n  figures:\n    - text: {said}\n      source: {said}\n      caveat: {said}",
        "papers": f"title: {said}\nsummary: {said}\nauthors:\n  - organisation: {said}\nyear: 2019\npublisher: {said}\ngenre: report\n"
        f"url: {said}\ndoi: {said}\nlicence: {said}\nabout:\n  question: {said}\n  found: {said}\n  limits: {said}\n"
        f"added: 2026-11-01",
        "news": f"title: {said}\nsummary: {said}\ndate: 2026-11-01\nabout:\n  - christmas-2019",
    }[kind]
    return f"---\n{lines}\nowner: {said}\n---\n\n{text}\n\nA line, then {text} in a line.\n"


KINDS = ("glossary", "guidance", "chats", "papers", "news")


def _hostile_pages() -> dict[str, str | bytes]:
    """Each string in one page of one kind, the kinds in turn."""
    pages = kit.frame_files()
    for index, text in enumerate(STRINGS):
        kind = KINDS[index % len(KINDS)]
        name = f"2026-11-02-page-{index}" if kind == "chats" else f"page-{index}"
        pages[f"{kind}/{name}.md"] = _page(kind, text)
    return pages


def _served(project: Path) -> None:
    outcome = run(SERVED, ["site"], lay(project, _hostile_pages()), {**os.environ, **QUIET})
    assert "Traceback" not in outcome.stderr and outcome.returncode == 0, outcome.stderr[-3000:]


@pytest.fixture(scope="module")
def hostile_site(shared: Shared) -> Path:
    """A site of hostile pages."""
    return shared("hostile", _served) / "site"


def test_there_are_more_than_a_hundred_strings() -> None:
    assert len(STRINGS) > 100


def test_no_string_runs_in_any_field_or_body(
    browser: Browser, hostile_site: Path, serve: Callable[[Path], str]
) -> None:
    address = serve(hostile_site)
    context = browser.new_context(service_workers="block")
    ran: list[str] = []
    page = context.new_page()
    page.on("dialog", lambda dialog: (ran.append(page.url), dialog.dismiss()))
    paths = [str(file.parent.relative_to(hostile_site)) for file in hostile_site.rglob("index.html")]
    assert len(paths) > len(STRINGS)
    for path in paths:
        page.goto(f"{address}{path}/")
        unsafe = page.evaluate(
            """() => [...document.querySelectorAll('*')].flatMap(e => [
                ...[...e.attributes].filter(a => a.name.startsWith('on')).map(a => e.outerHTML),
                ...['href', 'src', 'action', 'formaction', 'data', 'xlink:href'].filter(n => e.hasAttribute(n) &&
                    /^[\\0-\\x20]*(javascript|data|vbscript):/i.test(e.getAttribute(n).replace(/[\\t\\n\\r]/g, ''))).map(() => e.outerHTML),
                ...(e.matches('body script:not([src], [type="application/ld+json"], body > :first-child), iframe, object, embed, base, main style, main [style], main meta')
                    ? [e.outerHTML] : []),
            ]).map(text => text.slice(0, 200)).filter(text => !text.includes('livereload'))"""
        )
        assert not unsafe, path
    context.close()
    assert not ran


def test_every_way_to_script_is_refused_by_the_check() -> None:
    """Raw HTML, event attributes and unsafe addresses in a body are errors, each by its own rule."""
    rules = (html_not_allowed, address_unsafe, attribute_unsafe)
    today = date(2026, 11, 22)
    passed = []
    for text in STRINGS:
        if not text.startswith(("<", "[x](", "![x](", "# x {", "*x*{", "[x](#){")) or text.startswith(
            ("<?xml", "<![CDATA")
        ):
            continue
        catalogue = read_texts({"glossary/x.md": f"---\ntitle: X\ndefinition: Y\n---\n\n{text}\n"})
        if not any(list(rule(catalogue, today)) for rule in rules):
            passed.append(text)
    # What Markdown itself leaves as words is refused by nobody and hurts nobody; the browser test opens it all the same.
    assert len(passed) <= 12, passed
