"""Small slips that people have reported to other tools, and what is said of each here."""

from __future__ import annotations

import pytest

from tests import kit

TERM = "docs/glossary/{name}.md\n---\ntitle: {title}\ndefinition: A short plain meaning.\nrelated: [population-focus]\n"
CAUSES = "docs/glossary/causes.md\n---\ntitle: Causes of the causes\nrelated: [population-focus]\n---\n"
OTHER = """docs/glossary/upstream.md
---
title: Upstream
related: [population-focus]
published: 2026-01-05
---

## What it means

It is up.
"""


def said(page: str) -> list[tuple[str, str]]:
    """The code and cure of each error or warning on the page `x`."""
    found = kit.problems(f"{CAUSES}{OTHER}{page}")
    return [(one.code, one.fix) for one in found if one.path == "glossary/x.md" and one.severity.value != "note"]


def term(prose: str, title: str = "Some word", more: str = "") -> str:
    return TERM.format(name="x", title=title) + f"{more}---\n\n{prose}\n"


def test_brackets_in_a_field_are_never_shown_to_readers() -> None:
    page = term("Text.").replace("A short plain meaning.", "A kind of [upstream][] used early.")
    assert said(page) == [("field-marked", "write this in its place:\ndefinition: A kind of upstream used early.")]


@pytest.mark.parametrize("label", ["/upstream", "upstream.", "upstream/", "upstream’s"])
def test_a_sign_too_many_in_a_label_names_the_page_meant(label: str) -> None:
    ((code, fix),) = said(term(f"See [{label}][]."))
    assert code == "reference-not-found" and "upstream" in fix.casefold().replace(label, "", 1)


def test_a_blank_behind_a_label_is_nothing() -> None:
    assert said(term("See [upstream ][].")) == []


@pytest.mark.parametrize("prose", ["Note: read this first.\n\nText.", "Text alone."])
def test_a_page_without_a_block_is_told_how_to_start(prose: str) -> None:
    found = kit.problems(f"docs/glossary/x.md\n{prose}\n", fill=False)
    (one,) = [one for one in found if one.code == "field-missing"]
    assert one.line == 1 and one.fix.startswith("start the file with\n---\ntitle: ")


@pytest.mark.parametrize("anchor", ["#What-it-means", "#what-it-meens"])
def test_an_anchor_is_given_to_paste(anchor: str) -> None:
    assert said(term(f"See [it](upstream.md{anchor}).")) == [("anchor-not-found", "use “upstream.md#what-it-means”.")]


def test_true_anchors_are_no_problem() -> None:
    prose = "See [one](#tools), [two](#step-one-look), [three](#about-upstream), [four](#kept).\n\n## 🛠️ Tools\n\nx\n\n"
    prose += "## Step one: look\n\nx\n\n## About [upstream][]\n\nx\n\n## Own name {: #kept }\n\nx"
    assert said(term(prose)) == []


def test_a_name_in_capitals_is_said_on_the_new_page_alone() -> None:
    found = kit.problems(f"{OTHER}{term('Text.', title='UPSTREAM')}")
    assert {one.path for one in found if one.code == "label-taken"} == {"glossary/x.md"}


@pytest.mark.parametrize(
    ("typed", "right"),
    [("2026-1-5", "2026-01-05"), ("5 January 2026", "2026-01-05"), ("Jan 2026", "[insert ")],
)
def test_a_day_is_written_again_or_left_blank(typed: str, right: str) -> None:
    ((code, fix),) = said(term("Text.", more=f"reviewed: {typed}\n"))
    assert code == "field-wrong" and right in fix
