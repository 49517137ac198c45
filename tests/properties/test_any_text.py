"""No text whatever, as a page, makes a traceback."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue import judge, read_texts
from catalogue.report import FORMATS, Findings
from tests import kit
from tests.properties.examples import examples

EXAMPLES = examples(200)
PATHS = [
    "index.md", "about/x.md", "glossary/x.md", "guidance/x.md", "chats/2027-02-10-x.md", "papers/smith-2019.md",
    "news/x.md", "glossary/index.md",
]  # fmt: skip
REAL = sorted(file.read_text(encoding="utf-8") for file in kit.CORPUS.rglob("*.md"))

PIECES = st.sampled_from(
    [
        "---", "...", "title:", "status: draft", "claims:", "also:", "hosts:", "- name: x", "starts: 2027-03-28 01:30",
        "[x][]", "[@a; @b, p. 9]", "[population focus][]", "![](x.png)", "](../", "<b>", "<!--", "-->", "{: # }", "```",
        "~~~", "`", "[[[[", "]]]]", "(((", "\\", "*", "_", "#", "## A", "http://[", "javascript:", "%00", "&#x",
        "\u202e", "😀", "\ufeff", "\u2028", "\x85", "\x00", "é", "-", ":", '"', "'", "{", "}", "&", "!", "|", ">", "@",
        "\t", "[insert x]", "https://", "[x]: ", "formerly: [y]", "year: n.d.", "card:", "  do: [You must.]",
    ]
)  # fmt: skip
"""What pages are made of, and what breaks them."""

many = settings(
    max_examples=EXAMPLES, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)  # fmt: skip


def survives(path: str, page: str | bytes) -> None:
    """Read a page among others, judge it, and show what was found in every form."""
    catalogue = read_texts({**kit.pages(kit.BASE), path: page}, {"assets/mark.svg"})
    problems = judge(catalogue, kit.TODAY, before=catalogue)
    held = catalogue.by_path[path].source
    for one in problems:
        assert 0 <= one.span.start <= one.span.end <= len(one.source.text)
        assert one.message and one.line >= 1 and one.column >= 1
        assert one.edit is None or 0 <= one.edit.span.start <= one.edit.span.end <= len(one.source.text)
    assert held.path == path
    for name in FORMATS if len(problems) < 20 else ("text",):
        FORMATS[name](Findings(tuple(problems), 3))


@many
@given(st.sampled_from(PATHS), st.text(max_size=400))
def test_any_text(path, page):
    survives(path, page)


@many
@given(st.sampled_from(PATHS), st.binary(max_size=400))
def test_any_bytes(path, page):
    survives(path, page)


@many
@given(st.sampled_from(PATHS), st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n", "\n\n", "\n    "]))))
def test_any_pieces(path, pieces):
    survives(path, "".join(piece + gap for piece, gap in pieces))


@many
@given(st.sampled_from(PATHS), st.sampled_from(REAL), st.data())
def test_a_real_page_with_a_part_replaced(path, page, data):
    start = data.draw(st.integers(0, len(page)))
    end = data.draw(st.integers(start, min(len(page), start + 60)))
    survives(path, page[:start] + data.draw(st.one_of(PIECES, st.text(max_size=8))) + page[end:])


@settings(many, max_examples=examples(150))
@given(st.sampled_from(PATHS), st.sampled_from(REAL), st.sampled_from(REAL), st.data())
def test_two_real_pages_run_together(path, first, second, data):
    cut, other = data.draw(st.integers(0, len(first))), data.draw(st.integers(0, len(second)))
    survives(path, first[:cut] + second[other:])


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "`",
        "](",
        "![",
        "[@a;",
        "<",
        "<!--",
        "&",
        "{:",
        "*a",
        "_",
        "> ",
        "- ",
        "#",
        "|",
        "\\",
        "[x][]",
        "[add ",
        "---\n",
        "a: ",
    ],
)
def test_a_page_of_one_thing_is_read_in_good_time(unit):
    survives("glossary/x.md", unit * (100_000 // len(unit)))
    survives("glossary/x.md", "---\ntitle: X\ndefinition: " + unit * (20_000 // len(unit)) + "\n---\n")
