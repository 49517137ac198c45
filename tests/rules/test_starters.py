"""A starter is never on the site by accident: each line that is left of one, or of an older one, is a problem."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from catalogue import Severity, judge, read_texts
from catalogue.guides.start_links import starter
from catalogue.kinds import KINDS, Kind, model_for
from tests import kit

DAY = date(2026, 11, 25)
OLDER = Path(__file__).parent / "older_starters"
NAMES = {"chat": "2027-02-10-own", "paper": "own-2019"}
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def path_of(kind: Kind) -> str:
    return f"{kind.folder}/{NAMES.get(kind.name, 'own')}.md"


def problems(kind: Kind, text: str) -> list[tuple[int, str, Severity]]:
    found = judge(read_texts({**kit.pages(kit.BASE), path_of(kind): text}), DAY)
    return [(one.line, one.code, one.severity) for one in found if one.path == path_of(kind)]


@each_kind
def test_a_starter_is_a_draft_with_nothing_but_gaps(kind: Kind) -> None:
    text = starter(kind)
    assert model_for(path_of(kind)) is kind.record
    assert {code for _, code, _ in problems(kind, text)} == {"placeholder-left"}
    assert {severity for _, _, severity in problems(kind, text)} == {Severity.WARNING}


@each_kind
def test_published_with_a_title_alone_it_has_an_error_on_each_line_that_is_its_own(kind: Kind) -> None:
    text = starter(kind, {"title": "A name of my own"}).replace("status: draft", "status: current")
    gaps = {number for number, line in enumerate(text.split("\n"), 1) if "[insert" in line and line[:1] != "#"}
    found = problems(kind, text)
    assert {line for line, _, severity in found if severity is Severity.ERROR} == gaps
    assert {code for _, code, severity in found if severity is Severity.ERROR} == {"placeholder-left"}


@each_kind
def test_with_every_line_in_use_each_is_an_error_and_said_once(kind: Kind) -> None:
    text = starter(kind, {"title": "A name of my own"}).replace("status: draft", "status: current")
    text = "\n".join(re.sub(r"^#(?=\w|  )", "", line) for line in text.split("\n"))
    gaps = [number for number, line in enumerate(text.split("\n"), 1) if "[insert" in line and line[:1] != "#"]
    found = [line for line, code, severity in problems(kind, text) if code == "placeholder-left"]
    assert found == gaps
    assert {code for _, code, severity in problems(kind, text) if severity is Severity.ERROR} == {"placeholder-left"}


@each_kind
def test_an_older_starter_with_a_name_of_its_own_has_an_error_on_each_line_it_left(kind: Kind) -> None:
    text = (OLDER / f"{kind.name}.md").read_text("utf-8")
    text = re.sub(r"^title: .*", "title: A name of my own", text, count=1, flags=re.MULTILINE)
    text = text.replace("status: draft", "status: current")
    errors = {line for line, _, severity in problems(kind, text) if severity is Severity.ERROR}
    left = set()
    top = True
    for number, line in enumerate(text.split("\n"), 1):
        top = top and not (number > 1 and line == "---")
        value = re.match(r"\s*(?:- )?(?:[a-z_]+:)? ?(.*)", line)
        common = ("title:", "status:", "owner:", "hashtag:", "form:", "source_status:", "volume:", "issue:", "pages:")
        if line.lstrip().startswith(("#", *common)) or line == "---" or "role:" in line:
            continue
        if value and value[1] and not line.rstrip().endswith(":"):
            left.add(number)
    assert left <= errors


@pytest.mark.parametrize(
    ("fields", "prose"),
    [
        ("harm: It can mark everyone in an area.", ""),
        ("harm: It can mark everyone in Exampleshire.", ""),
        ("discuss:\n  - whose harm is missing?", ""),
        ("reviewed: 2001-02-03", ""),
        ("found_by:\n  - the slang of Exampleshire", ""),
        ("", "Say what happens,\nto whom, and how often."),
        ("", "Some words.\n\n> Say what lies behind it.\n\nMore."),
    ],
)
def test_one_line_left_is_enough(fields: str, prose: str) -> None:
    text = f"docs/guidance/x.md\n---\ntitle: After a fall\n{fields}\n---\n{prose}\n"
    assert kit.codes(text).count("starter-left") == 1


@pytest.mark.parametrize(
    ("fields", "prose"),
    [
        ("harm: insert how this could make things worse", "Words."),
        ("harm: How this could make things worse", "Words."),
        ("situation: Insert the job, in an officer's words", "Words."),
        ("", "insert what happens, to whom, and how often."),
        ("", "Insert what lies\nbehind it."),
    ],
)
def test_a_gap_is_one_without_its_brackets_too(fields: str, prose: str) -> None:
    assert "starter-left" in kit.codes(f"docs/guidance/x.md\n---\n{fields}\n---\n{prose}\n")


def test_headings_alone_are_no_page() -> None:
    page = "docs/guidance/x.md\n---\n---\nSee [population focus][].\n\n## The problem\n\n## Why it happens\n"
    assert kit.codes(page) == ["heading-empty"] * 2
    assert kit.codes(f"{page}\n### In a city\n\n- Dark streets.\n") == ["heading-empty"]


@pytest.mark.parametrize(
    "fields",
    ["published: 2026-11-22", "card:\n  do: [Ask what happened.]", "theme: violence", "harm: It can mark people."],
)
def test_what_is_true_of_a_page_may_be_what_once_stood_in_a_starter(fields: str) -> None:
    assert "starter-left" not in kit.codes(f"docs/guidance/x.md\n---\ntitle: After a fall\n{fields}\n---\nWords.\n")


CLASH = {
    "glossary/population-focus-two.md": "title: Population focus\nalso: [naloxone, ambulance]\ndefinition: X.\n"
    "broader: [population-focus]\nrelated: [population-focus]",
    "guidance/population-focus.md": "title: Naloxone\nsituation: X.\ncard:\n  do: [Stop.]\nformerly: [naloxone]\n"
    "superseded_by: after-an-overdose",
    "chats/2030-02-10-two.md": "title: Naloxone\nstarts: 2030-02-10 21:00\nminutes: 60\nreading: [naloxone]\n"
    "outcome:\n  written_up: 2030-02-11\n  summary: X.\n  changed: [naloxone]",
    "papers/christmas-2019-two.md": "title: Naloxone\nauthors: [Smith]\nyear: 2019\npublisher: X\ngenre: article\n"
    "doi: 10.1136/bmj.d3313\nurl: https://www.college.police.uk/about/public-health",
    "news/christmas-2019.md": "title: Population focus\ndate: 2026-11-22\nabout: [naloxone]",
}
READERS = """
docs/glossary/naloxone.md
---
title: Naloxone
definition: A medicine.
published: 2026-11-22
broader: [population-focus]
---
docs/guidance/after-an-overdose.md
---
title: After an overdose
---
Give [naloxone][] in an [ambulance] as [@christmas-2019] says. A [population focus][] and [x](../glossary/naloxone.md).
docs/chats/2030-02-10-one.md
---
title: One
starts: 2030-02-10 21:00
---
"""


@pytest.mark.parametrize("path", CLASH)
def test_a_draft_is_a_problem_on_no_other_page(path: str) -> None:
    draft = f"docs/{path}\n---\nstatus: draft\n{CLASH[path]}\n---\nSee [naloxone][].\n"
    before = {(one.path, one.code, one.message) for one in kit.problems(READERS)}
    after = {(one.path, one.code, one.message) for one in kit.problems(READERS + draft) if one.path != path}
    assert after - before == set()
