"""Promises about the block at the top of a page that hold whatever the text."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalogue.diagnostics import mended
from catalogue.frontmatter import loaded, read_front_matter
from catalogue.frontmatter.quirks import edits
from catalogue.frontmatter.reader import _Reading, edges
from catalogue.text import Source
from tests.properties.examples import LONG, examples

PIECES = [
    *("title: ", "also:\n", "- ", "  - ", "    ", "\n", "\n\n", ": ", ":", " #", "#tag", '"', "'", "[", "]", "{", "}"),
    *(", ", "|\n", ">-\n  ", "&a", "*a", "!t", "@", "`", "%", "? ", "\t", "\u00a0", "\u200b", "“", "”", "---\n", "..."),
    *("word", "two words", "21:00", "\\", "<<: ", "\x07", "\u2028", "note: y", "•", "="),
]
SNIPPETS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
TEXTS = st.one_of(st.text(max_size=300), SNIPPETS)


def in_words(raw: object) -> object:
    """A value whose lines are joined: where a line ends is not what is meant."""
    if isinstance(raw, dict):
        return {name: in_words(value) for name, value in raw.items()}
    return [in_words(one) for one in raw] if isinstance(raw, list) else " ".join(str(raw).split())


def block(text: str) -> str:
    return f"---\n{text}\n---\nBody\n"


@given(TEXTS, st.booleans())
@settings(max_examples=examples(400), deadline=None)
def test_any_text_is_read(text: str, in_block: bool) -> None:
    source = Source("x.md", block(text) if in_block else text)
    matter = read_front_matter(source)
    assert 0 <= matter.body_start <= len(source.text)
    spans = [*matter.places.values(), *matter.keys.values(), *(problem.span for problem in matter.problems)]
    assert all(0 <= span.start <= span.end <= len(source.text) for span in spans)
    assert matter.complete or matter.problems
    for problem in matter.problems:
        assert problem.message and problem.fix


@given(
    st.dictionaries(
        st.text(string.ascii_lowercase + "_", min_size=1, max_size=20).filter(lambda name: name[0] != "_"),
        st.text(
            st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp", "Cs", "Cn", "Cf", "Co")), max_size=60
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=examples(300), deadline=None)
def test_quoted_values_read_back(fields: dict[str, str]) -> None:
    lines = [
        f'{name}: "{value.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"'
        for name, value in fields.items()
    ]
    text = block("\n".join(lines))
    matter = read_front_matter(Source("x.md", text))
    assert matter.fields == fields
    assert matter.problems == ()
    for name, line in zip(fields, lines, strict=True):
        span = matter.places[(name,)]
        assert text[span.start : span.end] == line.removeprefix(f"{name}: ")


@given(SNIPPETS)
@settings(max_examples=examples(500), deadline=None)
def test_where_no_problem_is_found_others_read_the_same(text: str) -> None:
    page = block(f"first: 1\n{text}\nlast: 2")
    matter = read_front_matter(Source("x.md", page))
    if not matter.problems and "\nlast: 2\n---\n" in page[: matter.body_start]:
        # By the reader that the site uses: the one written in Python stops at a tab that this one takes.
        assert loaded(page[4 : matter.body_start - 4]) == matter.fields


@given(SNIPPETS)
@example("}“\x07:&a\ttitle: ")
@example("- !t:  #\t>-\n  also:\n")
@example("`note: y:\u200b\u200b")
@example("word21:00\u200b:\u2028\u2028")
@example("'title: \u200b\">-\n  \t\u200b...")
@example("also:\n[\u00a0  - \u2028*a")
@example("...%\x07word\u00a0note: y")
@example("”also:\n#tag\u2028\u200bnote: y")
@example("!t!t:\x07”\t")
@example("  - !t- [{")
@example("title: [, *a\u200b\t=")
@example("\ttitle: |\n\t  - >-\n  title: ")
@example("\talso:\n\t  - title: >-\n  title: ")
@example("title: \ttitle: \u00a0")
@example('"title: }>-\n  \n')
@example("title: '\u00a0\n  #")
@settings(max_examples=examples(300), derandomize=not LONG, deadline=None)
def test_a_certain_correction_changes_nothing_that_was_meant(text: str) -> None:
    source = Source("x.md", block(f"first: 1\n{text}\nlast: 2"))
    before = read_front_matter(source)
    for edit in [problem.edit for problem in before.problems if problem.edit and before.complete]:
        text = source.text[: edit.span.start] + edit.text + source.text[edit.span.end :]
        after = read_front_matter(Source("x.md", text))
        assert in_words(after.fields) == in_words(before.fields)
        assert len(after.problems) < len(before.problems)


@given(SNIPPETS)
@example("  - |\n>-\n   #")
@example("---\nalso:\n---\ntitle: ")
@example("- [&a---\n<<: \u200b")
@example("also:\n•  - \u00a0")
@example("&a:`\t")
@example("[title: \u00a0")
@example("  - [\u00a0note: y")
@example("note: y:\u200b\n\n  - ")
@example("? title: \t")
@settings(max_examples=examples(300), derandomize=not LONG, deadline=None)
def test_every_correction_made_at_once_leaves_nothing_to_correct(text: str) -> None:
    source = Source("x.md", block(f"first: 1\n{text}\nlast: 2"))
    before = read_front_matter(source)
    found = edges(source.text)
    if found is None or not before.complete or any(one.code == "field-repeated" for one in before.problems):
        return
    start, end, _, traps = found
    reading = _Reading(source, start, end, traps, frozenset())
    reading.composed()
    after = read_front_matter(Source("x.md", mended(source.text, 0, len(source.text), edits(traps))[0]))
    assert in_words(after.fields) == in_words(before.fields)
    assert after.problems == ()


LINES = ["title:", "also:", "a: x", "b: y z", 'x: "q: r"', "l: [a, b]", "l: []", "word", "two words", "# c", "c: a:b"]
ROWS = st.tuples(st.sampled_from(["", "", "  ", "    ", " "]), st.sampled_from(["", "", "- "]), st.sampled_from(LINES))


@given(st.lists(ROWS.map("".join), max_size=8).map("\n".join))
@settings(max_examples=examples(500), deadline=None)
def test_a_block_read_at_one_look_is_read_the_same_with_care(text: str) -> None:
    source = Source("x.md", block(text))
    quick = read_front_matter(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("catalogue.frontmatter.quirks.USUAL", re.compile("(?!)"))
        assert read_front_matter(source) == quick
