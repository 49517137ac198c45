"""The sites that benchmarks make are what they say they are."""

from __future__ import annotations

from collections import Counter
from datetime import date
from types import FrameType

import pytest

from benchmarks import made_up
from benchmarks.measure import plain_settings
from benchmarks.profile import _part
from benchmarks.table import Figure, document
from catalogue import judge, read_texts
from catalogue.diagnostics import Severity


def test_the_sites_that_benchmarks_make_hold_no_error() -> None:
    site = made_up.pages(60)
    found = judge(read_texts(dict(site)), date(2026, 11, 22))
    assert [one.message for one in found if one.severity is Severity.ERROR] == []
    assert len(site) == 60 and {path.partition("/")[0] for path in site} == set(made_up.SHARES)
    assert site == made_up.pages(60)


def test_the_plain_side_says_the_same_words_as_ordinary_markdown() -> None:
    site, plain = made_up.pages(60), made_up.ordinary(made_up.pages(60))
    assert plain.keys() == site.keys()
    for path, text in plain.items():
        assert "[]" not in text and "[@" not in text
        assert len(text.split()) > len(site[path].split()) * 0.9
    assert sum(text.count("](../") for text in plain.values()) > 60


def test_some_pages_are_far_more_popular_than_others() -> None:
    linked = Counter(
        name for text in made_up.pages(400).values() for name in made_up._CITATION.findall(text)
    ).most_common()
    assert linked[0][1] > 8 * linked[len(linked) // 2][1]


def test_the_settings_of_the_plain_side_hold_nothing_of_ours() -> None:
    assert "hooks:" not in plain_settings() and "markdown_extensions:" in plain_settings()
    assert len(set(made_up.names(5000))) == 5000


def test_the_table_names_what_falls_short() -> None:
    told = document([Figure(9, "Slow", "2 s", "1 s", 2.0, 1.5), Figure(9, "Quick", "1 s", "1 s", 1.0, 1.5)], 3, "", "")
    assert "- Slow, 9 pages: 2.00 ×" in told and "- Quick" not in told


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("/v/site-packages/markdown/core.py", "Markdown"),
        ("/v/site-packages/mkdocs/contrib/search/plugin.py", "Search"),
        ("/p/hooks/catalogue/rules/days.py", "Rules"),
        ("/p/hooks/mkdocs_events.py", "What pages show"),
        ("/p/hooks/catalogue/outputs/feeds.py", "Feeds"),
        ("/p/overrides/main.html", "Templates"),
        ("/v/python3.11/json/encoder.py", "MkDocs"),
    ],
)
def test_a_moment_of_a_build_belongs_to_the_innermost_part_that_is_known(file: str, part: str) -> None:
    known: dict[str, FrameType] = {}
    exec(compile("import sys; frame = sys._getframe()", file, "exec"), known)
    assert _part(known["frame"]) == part
