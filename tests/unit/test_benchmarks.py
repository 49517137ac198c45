"""The sites that benchmarks make are what they say they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from benchmarks import made_up
from benchmarks.hooks import plain_settings
from catalogue import judge, read_texts
from catalogue.diagnostics import Severity


@pytest.mark.parametrize("make", [lambda site: site, made_up.unlinked, made_up.without_glossary])
def test_the_sites_that_benchmarks_make_hold_no_error(make: Callable[[dict[str, str]], dict[str, str]]) -> None:
    site = make(made_up.pages(30, 20))
    found = judge(read_texts(dict(site)), date(2026, 11, 22))
    assert [one.message for one in found if one.severity is Severity.ERROR] == []
    assert len(site) == 30 + 20 + made_up.PAPERS


def test_a_benchmark_measures_what_it_says() -> None:
    site = made_up.pages(30, 20)
    links = sum(text.count("[]") for text in site.values())
    assert links == 30 * 3 + 20 * made_up.LINKS
    assert not any("][" in text for text in made_up.unlinked(site).values())
    assert "hooks:" not in plain_settings() and "markdown_extensions:" in plain_settings()
    assert len(set(made_up.names(5000))) == 5000
