"""No page keeps a build for long: what is too large or too full of marks is said, and shown as it was typed."""

from __future__ import annotations

import time

import pytest

from catalogue.prose.bounds import LARGEST, too_heavy
from catalogue.text import Source
from tests import kit

TOP = "---\ntitle: Word\ndefinition: What it means.\npublished: 2026-11-20\n---\n\n"
FLOODS = [
    "[",
    "![",
    "[a](<",
    "<a ",
    "[@a; ",
    "[a][",
    "![x](a ",
    "*",
    "_",
    "`",
    "#",
    "> ",
    "{: ",
    "[\n",
    "# a\n",
    "<!--\n",
    "???\n",
]


def said(text: str) -> str:
    found = too_heavy(Source("glossary/word.md", TOP + text), len(TOP))
    return f"{found.line}: {found.message}" if found else ""


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_a_problem_and_quick(flood: str) -> None:
    started = time.process_time()
    catalogue = kit.catalogue(f"docs/glossary/word.md\n{TOP}{flood * 20_000}\n")
    assert time.process_time() - started < 2
    page = catalogue.by_path["glossary/word.md"]
    assert page.as_typed and [one.code for one in page.problems] == ["page-unreadable"]
    assert page.title == "Word"


def test_the_line_is_named() -> None:
    assert said("Words.\n\n" + "[" * 501 + "\n") == (
        "9: This line holds 501 marks such as [ and *, and 500 fit. It is shown as it was typed."
    )
    assert said("Words.\n\n" + "[\n" * 1_001).startswith("9: The part that starts here holds 1,001 marks")
    assert said(("[ " * 450 + "\n\n") * 9).startswith("1: The page holds 4,050 marks")
    assert said("words " * 10_000).startswith("1: The page holds 60,")


def test_within_the_bounds_a_page_is_read() -> None:
    assert said("[" * 500) == "" and said("[\n" * 1_000) == "" and said("[ " * 450 + "\n\n") == ""
    assert said("x" * (LARGEST - len(TOP))) == ""
    assert said("| **a** | [b](c) |\n" * 500) == ""
