"""What search reads of a page: its passages, each under its heading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.outputs.search.search_index import search_entries, unmarked


def of(html: str) -> list[tuple[str, str, str]]:
    return [(one["location"], one["title"], one["text"]) for one in search_entries("x/", "X & <Y>", html)]


def test_a_page_is_read_in_passages_under_its_headings() -> None:
    html = '<h1>X</h1><p>First</p><h2 id="a">A <em>b</em>c</h2><ul><li>one</li><li>two</li></ul><h3 id="d">D</h3>'
    assert of(html) == [
        ("x/", "X &amp; &lt;Y&gt;", "X · First"),
        ("x/#a", "A bc", "one · two"),
        ("x/#d", "D", ""),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>A <a href='x'>lin</a>ked&nbsp;word &amp; &lt;b&gt;.</p>", "A linked&nbsp;word &amp; &lt;b&gt;."),
        ("<dt>Police</dt><dd>mean</dd>", "Police · mean"),
        ("<h3>Asked</h3><p>Why?</p><p>So.</p><ul><li>a</li><li>b</li></ul>", "Asked · Why? So. a · b"),
        ("a<script>let x = '<p>';</script><style>b</style><svg><path/></svg><button>Go</button>c", "a c"),
        ("a<section data-search-exclude><p>b</p></section>c", "ac"),
        ('a<section class="x" data-search-exclude="yes">b<section>c</section>d</section> e', "a e"),
        ("a<div data-search-exclude>b<div>c</div><p>d</div>e<section data-search-exclude>f</section>g", "aeg"),
        ("a<section data-search-exclude>never closed", "a"),
        ("<p>the attribute data-search-exclude is told of</p>", "the attribute data-search-exclude is told of"),
    ],
)
def test_only_words_of_the_page_itself_are_read(html: str, text: str) -> None:
    assert of(html) == [("x/", "X &amp; &lt;Y&gt;", text)]


def test_the_marks_for_search_are_not_shown() -> None:
    html = (
        '<section id="a" data-search-exclude><h2 data-search-exclude="yes" id="b"></h2> data-search-exclude </section>'
    )
    assert unmarked(html) == '<section id="a"><h2 id="b"></h2> data-search-exclude </section>'


@given(st.text("<>/ab= \"'!-&;ph2") | st.text())
def test_any_text_can_be_read(text: str) -> None:
    for html in (text, f"<p data-search-exclude>{text}", f"{text}</section>{text} data-search-exclude"):
        assert unmarked(html) is not None and of(html)
