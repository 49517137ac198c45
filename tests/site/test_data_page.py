"""The page of open data: each of its examples is run as it stands, against the corpus as a site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from catalogue.guides.data_page import EXAMPLES, HERE, Example
from tests.site.test_open_data import open_pages

SAYS = {
    "Each guide whose review is overdue": "2020-01-01 ",
    "Each page that rests on a paper, with the line that says so": "rests on",
    "The narrower words of each word, by rdflib": "Prevention has the narrower word Primary prevention",
    "A page as plain Markdown": "# Prevention\n",
}
"""What the corpus answers, by example."""


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one.language in ("python", "shell")], ids=str)
def test_a_program_can_do_it(example: Example, address: str) -> None:
    command = [sys.executable, "-c"] if example.language == "python" else ["sh", "-c"]
    outcome = subprocess.run(
        [*command, example.code.replace(HERE, address)], capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stderr
    due = [page for page in open_pages() if page.kind == "guide" and page.record.review_by]
    if example is EXAMPLES[0]:
        overdue = [page for page in due if page.listed and page.record.review_by.isoformat() < "2026-11-25"]
        assert outcome.stdout.count("\n") >= len(overdue)
        assert all(page.title in outcome.stdout for page in overdue)
    else:
        assert SAYS[example.says] in outcome.stdout


def test_a_page_can_do_it(address: str, browser: Browser) -> None:
    (script,) = (one for one in EXAMPLES if one.language == "javascript")
    page = browser.new_page()
    page.goto(f"{address}robots.txt")
    code = script.code.replace(HERE, address)
    page.evaluate(f"async () => {{ {code} }}")
    assert "Prevention: " in page.inner_text("body")
    page.close()


def test_each_example_is_on_the_page(built: Path) -> None:
    text = (built / "data/index.md").read_text("utf-8")
    assert all(one.code.strip() in text for one in EXAMPLES)
    assert {one.language for one in EXAMPLES} == {"python", "javascript", "shell", "html"}
