"""A link to this site by its whole address: nothing checks it elsewhere, and it breaks when the site moves."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue import judge, read_texts
from catalogue.diagnostics import Diagnostic
from tests import kit

SITE = "https://www.site.example/base/"
BASE = {
    **kit.pages(kit.BASE), "index.md": "---\ntitle: Home\n---\n",
    "about/other.md": "---\ntitle: Other\n---\n\n## What works\n\nSee [it](../index.md).\n",
}  # fmt: skip


def found(target: str, site: str = SITE) -> list[Diagnostic]:
    text = f"---\ntitle: X\n---\nSee [some words]({target}).\n"
    return judge(read_texts({**BASE, "about/x.md": text}, site=site), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("target", "right"),
    [
        ("https://www.site.example/base/glossary/population-focus/", "../glossary/population-focus.md"),
        ("https://www.site.example/base/glossary/population-focus", "../glossary/population-focus.md"),
        ("https://www.site.example/base/about/other/index.html#what-works", "other.md#what-works"),
        ("//www.site.example/base/glossary/population-focus/", "../glossary/population-focus.md"),
        ("/glossary/population-focus/", "../glossary/population-focus.md"),
        ("/about/other/#what-works", "other.md#what-works"),
        ("https://WWW.Site.example/base/glossary/population-focus/", "../glossary/population-focus.md"),
        ("https://www.site.example/base/", "../index.md"),
        ("https://www.site.example/base", "../index.md"),
    ],
)
def test_the_file_is_offered_for_the_address_of_a_page(target: str, right: str) -> None:
    (one,) = [one for one in found(target) if one.code == "link-absolute"]
    assert one.fix == f"use “{right}”." and one.edit is not None and one.edit.text == right


@pytest.mark.parametrize("start", [SITE, "/", "//www.site.example/base/"])
@pytest.mark.parametrize(("anchor", "right"), [("what-work", "other.md#what-works"), ("nothing-like-it", "other.md")])
def test_a_heading_that_is_not_there_is_not_kept(start: str, anchor: str, right: str) -> None:
    (one,) = found(f"{start}about/other/#{anchor}")
    assert one.code == "link-absolute" and one.fix == f"use “{right}”." and one.edit is None
    assert found(right) == []


@pytest.mark.parametrize("start", ["/", "//www.site.example/base/"])
def test_an_own_address_of_any_form_at_which_nothing_is_shown_is_told_in_one_round(start: str) -> None:
    (one,) = found(f"{start}glossary/no-such/")
    assert (one.code, one.fix) == ("file-not-found", "link to a page that is in the docs folder.")
    (one,) = found(f"{start}glossary/population-fokus/")
    assert one.fix == "use “../glossary/population-focus.md”."


def test_an_address_that_stands_apart_from_its_words_is_followed_too() -> None:
    def codes(target: str) -> list[str]:
        text = f"---\ntitle: X\n---\nSee [some words][there].\n\n[there]: {target}\n"
        return [one.code for one in judge(read_texts({**BASE, "about/x.md": text}, site=SITE), date(2026, 11, 22))]

    assert codes("other.md#what-works") == [] == codes("https://www.gov.uk/x")
    assert codes("no-such.md") == ["file-not-found"]
    assert codes("other.md#no-such-heading") == ["anchor-not-found"]
    assert codes("/about/other/") == ["link-absolute"] == codes(f"{SITE}about/other/")


@pytest.mark.parametrize("target", ["www.gov.uk", "www.gov.uk/falls", "gov.uk/falls", "college.police.uk"])
def test_an_address_without_its_start_is_no_file(target: str) -> None:
    (one,) = found(target)
    assert one.fix == f"use “https://{target}”, once you have seen that it opens."


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
