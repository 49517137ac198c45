"""Small slips that people have reported to other tools, and what is said of each here."""

from __future__ import annotations

import re

import pytest

from catalogue import judge, read_texts
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


BLOCK = "title: Early help\ndefinition: Help that comes early.\npublished: 2026-11-20\nalso:\n  - first help"


def told(text: str) -> list[tuple[str, str]]:
    found = judge(read_texts({**kit.pages(kit.BASE), "glossary/early-help.md": text}), kit.TODAY)
    return [(one.code, one.fix) for one in found if one.severity != "note"]


def test_fields_without_the_lines_around_them_are_kept_in_the_cure() -> None:
    ((code, fix),) = told(f"{BLOCK}\n\nSee [population focus][].\n")
    assert (code, fix) == ("field-missing", f"write this in place of lines 1 to 5:\n---\n{BLOCK}\n---")
    assert told(f"---\n{BLOCK}\n---\n\nSee [population focus][].\n") == []


@pytest.mark.parametrize("fence", ["```", "~~~", "```yaml"])
def test_a_block_within_a_piece_of_code_is_taken_out_of_it(fence: str) -> None:
    ((code, fix),) = told(f"{fence}\n---\n{BLOCK}\n---\n{fence[:3]}\n\nSee [population focus][].\n")
    assert code == "field-missing" and fix.startswith(f"take out the line “{fence[:3]}” above it")


@pytest.mark.parametrize(
    ("kind", "typed", "right"),
    [
        (
            "chats/2026-12-16-x",
            "hosts:\n  name: Jo\n  role: Host\n  handle: '@a'",
            "hosts:\n  - name: Jo\n    role: Host",
        ),
        (
            "guidance/x",
            "claims:\n  text: Mats help.\n  strength: view\n  why: Seen.",
            "claims:\n  - text: Mats help.\n",
        ),
        (
            "guidance/x",
            "changes:\n    date: 2026-11-20\n    kind: minor\n    note: A.",
            "changes:\n  - date: 2026-11-20\n",
        ),
    ],
)
def test_a_group_without_its_hyphen_is_kept_in_the_cure(kind: str, typed: str, right: str) -> None:
    (one,) = [one for one in kit.problems(f"docs/{kind}.md\n---\n{typed}\n---\n") if one.code == "field-wrong"]
    lead, _, block = one.fix.partition(":\n")
    assert block.startswith(right)
    first, last = map(int, re.findall(r"\d+", lead))
    lines = one.source.text.split("\n")
    lines[first - 1 : last] = block.split("\n")
    again = judge(read_texts({**kit.pages(kit.BASE), f"{kind}.md": "\n".join(lines)}), kit.TODAY)
    assert not [each for each in again if each.path == f"{kind}.md" and each.code.startswith("field")]


def test_a_bare_id_in_a_reading_list_has_to_be_there() -> None:
    chat = "docs/chats/2026-12-16-x.md\n---\nreading: [{}]\n---\n"
    assert "reference-not-found" in kit.codes(chat.format("no-such-page"))
    assert "reference-not-found" not in kit.codes(chat.format("christmas-2019"))


def test_a_title_in_place_of_an_id_names_its_page() -> None:
    paper = "docs/papers/weir-2021.md\n---\ntitle: A trial of lights\n---\n"
    chat = f"{paper}docs/chats/2026-12-16-x.md\n---\nreading: [a-trial-of-lights]\n---\n"
    (one,) = [one for one in kit.problems(chat) if one.code == "reference-not-found"]
    assert one.fix == "use “weir-2021”." and one.edit is not None


def test_a_file_saved_as_utf_16_is_read_and_told_once() -> None:
    text = f"---\n{BLOCK}\n---\n\nSee [population focus][].\n"
    found = judge(read_texts({**kit.pages(kit.BASE), "glossary/early-help.md": text.encode("utf-16")}), kit.TODAY)
    assert [one.code for one in found if one.severity != "note"] == ["page-unreadable"]


def test_a_chat_lasts_no_longer_than_a_day() -> None:
    assert "day-unlikely" in kit.codes("docs/chats/2026-12-16-x.md\n---\nminutes: 6000\n---\n")


def test_a_copy_of_a_page_is_told_once() -> None:
    copy = "docs/guidance/untitled.md\n---\ntitle: Population focus\n---\nSee [population focus][].\n"
    assert "file-unnamed" not in kit.codes(copy) and "label-taken" in kit.codes(copy)


ADDRESSES = {
    "See [it]().": ("file-not-found", "write the address, or [title][] for a page."),
    "See [it](https://www.gov.uk “Its title”).": (
        "file-not-found", 'take it out; a title behind an address stands in "straight marks".',
    ),
    "See [it](https//www.gov.uk/x).": (
        "file-not-found", "use “https://www.gov.uk/x”, once you have seen that it opens.",
    ),
    "See [it]((www.gov.uk/x)).": ("file-not-found", "use “https://www.gov.uk/x”, once you have seen that it opens."),
    "Write to [us](someone@police.uk).": ("file-not-found", "use “mailto:someone@police.uk”."),
    "See [it](..\\glossary\\upstream.md).": ("file-not-found", "use “upstream.md”."),
    "See [it][x].\n\n[x]: <upstream>": (
        "html-not-allowed", "write the address of a page there, or one that starts with https:// .",
    ),
    "So they say [@christmas-2019, @rose-1985].": (
        "reference-not-found", "put “; ” before it: “[@christmas-2019; @rose-1985]”.",
    ),
    "#WeCops was on.\n\nText.": (
        "heading-skipped", "write “## WeCops was on.”, or “\\#WeCops was on.” if no heading is meant.",
    ),
    "Text.\n\n####### What it is\n\nText.": ("heading-skipped", "use “## What it is”."),
}  # fmt: skip


@pytest.mark.parametrize("prose", ADDRESSES)
def test_a_slip_in_a_line_is_told_with_what_to_write(prose: str) -> None:
    assert ADDRESSES[prose] in said(term(prose))


def test_a_list_goes_on_with_the_number_that_was_typed() -> None:
    page = kit.catalogue(term("1. One.\n\nWords.\n\n2. Two.")).by_path["glossary/x.md"]
    assert '<ol start="2">' in "".join(map(str, page.prose.parts))


def test_brackets_in_an_official_address_stop_no_check() -> None:
    page = "docs/guidance/x.md\n---\nauthority:\n  kind: pointer\n  name: It\n  url: https://[[[www.gov.uk/x\n---\n"
    assert "field-wrong" in kit.codes(page)
    assert "field-wrong" in kit.codes(page.replace("https:", "http:"))
