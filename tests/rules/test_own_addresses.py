"""A link to this site by its whole address: nothing checks it elsewhere, and it breaks when the site moves."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue import judge, read_texts
from catalogue.diagnostics import Diagnostic
from tests import kit

SITE = "https://www.site.example/base/"
BASE = {**kit.pages(kit.BASE), "index.md": "---\ntitle: Home\n---\n"}


def found(target: str, site: str = SITE) -> list[Diagnostic]:
    text = f"---\ntitle: X\n---\nSee [some words]({target}).\n"
    return judge(read_texts({**BASE, "about/x.md": text}, site=site), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("target", "right"),
    [
        ("https://www.site.example/base/glossary/population-focus/", "../glossary/population-focus.md"),
        ("https://www.site.example/base/glossary/population-focus", "../glossary/population-focus.md"),
        ("https://www.site.example/base/glossary/population-focus/index.html#a", "../glossary/population-focus.md#a"),
        ("https://WWW.Site.example/base/glossary/population-focus/", "../glossary/population-focus.md"),
        ("https://www.site.example/base/", "../index.md"),
        ("https://www.site.example/base", "../index.md"),
    ],
)
def test_the_file_is_offered_for_the_address_of_a_page(target: str, right: str) -> None:
    (one,) = [one for one in found(target) if one.code == "link-absolute"]
    assert one.fix == f"use “{right}”." and one.edit is not None and one.edit.text == right


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        ("glossary/no-such/", "link to a page that is in the docs folder."),
        ("glossary/no-such", "link to a page that is in the docs folder."),
        ("no-such.html", "link to a page that is in the docs folder."),
        ("glossary/population-fokus/", "use “../glossary/population-focus.md”."),
    ],
)
def test_an_address_at_which_nothing_is_shown_is_an_error(path: str, fix: str) -> None:
    (one,) = [one for one in found(SITE + path) if one.code == "file-not-found"]
    assert one.fix == fix and one.message == f"This site has no page at “{SITE}{path}”."


@pytest.mark.parametrize(
    "target",
    [
        f"{SITE}feeds/everything.xml", f"{SITE}feeds/", "https://other.example/base/glossary/no-such/",
        "https://www.site.example.org/base/x/", "https://www.site.example/elsewhere/", "https://[bad/x/",
    ],
)  # fmt: skip
def test_what_the_build_makes_and_other_sites_are_left_alone(target: str) -> None:
    assert not {one.code for one in found(target)} & {"link-absolute", "file-not-found"}


def test_without_an_address_nothing_is_taken_for_our_own() -> None:
    assert not {one.code for one in found(f"{SITE}glossary/no-such/", site="")} & {"link-absolute", "file-not-found"}


@pytest.mark.parametrize("rest", ["glossary/population-focus/", "glossary/no-such/"])
def test_an_own_address_without_https_is_told_once(rest: str) -> None:
    told = {one.code for one in found(SITE.replace("https", "http") + rest)}
    assert len(told & {"link-absolute", "file-not-found"}) == 1 and "address-unsafe" not in told
    assert "address-unsafe" in {one.code for one in found("http://other.example/")}
