"""A field is plain words: marks in one are a problem, with the plain line to paste."""

from __future__ import annotations

import pytest

from catalogue.guides.kind_pages import fields_page
from tests import kit

GUIDE = "docs/guidance/x.md\n---\n"


def found(block: str) -> list[tuple[str, str]]:
    said = kit.problems(f"{GUIDE}{block}\n---\nSee [population focus][].\n")
    return [(one.fix, one.edit.text if one.edit else "") for one in said if one.code == "field-marked"]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Start from [population focus][] here.", "Start from population focus here."),
        ("Start from [it][population focus].", "Start from it."),
        ("Start from [Population Focus] here.", "Start from Population Focus here."),
        ("It was shown [@christmas-2019].", "It was shown."),
        ("It was shown [@christmas-2019, p. 9; @rose-1985] once.", "It was shown once."),
        ("Read [the page](https://www.college.police.uk/a_(b)) first.", "Read the page first."),
        ("Say it **now**.", "Say it now."),
        ("Say it *now*, and __then__ _more_.", "Say it now, and then more."),
        ("Type `999` first.", "Type 999 first."),
        ("Ring <b>now</b>.", "Ring now."),
        ("Start from [[population focus]] here.", "Start from population focus here."),
        ("Start from [[population focus|it]].", "Start from it."),
        ("Fish &amp; chips, it&#8217;s so.", "Fish & chips, it’s so."),
    ],
)
@pytest.mark.parametrize("field", ["harm", "say_it", "summary", "situation"])
def test_marks_are_taken_off_and_the_words_stay(field: str, typed: str, plain: str) -> None:
    ((fix, edit),) = found(f"{field}: {typed}")
    assert edit == plain
    assert fix == f"write this in its place:\n{field}: {plain}"
    assert found(f"{field}: {plain}") == []


@pytest.mark.parametrize(
    "block",
    [
        "card:\n  do:\n    - Say it **now**.",
        'claims:\n  - text: "Mats help [@christmas-2019]."\n    strength: view',
        "card:\n  do: [Ask what happened., Say it **now**.]",
        "discuss:\n  - Whose [harm](x.md) is it?",
        "changes:\n  - date: 2026-11-22\n    kind: minor\n    note: Now says [population focus][].",
        "harm: It goes on\n  over **two** lines.",
    ],
)
def test_every_depth_is_looked_at(block: str) -> None:
    assert len(found(block)) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "It is ~~not~~ so.", "It is <del>not</del> so.", "It is ==so== now.", "Dear {{ name }}.", "It is so.[^1]",
        "It is so :smile:.", "It is so (@christmas-2019).", "[b]Now[/b] it is.", "Say '''now''' so.",
    ],
)  # fmt: skip
def test_what_another_program_would_make_of_it_is_left_to_the_writer(typed: str) -> None:
    ((fix, edit),) = found(f'harm: "{typed}"')
    assert not edit and fix == "write it in plain words, without the sign."


@pytest.mark.parametrize(
    "typed",
    [
        "2 * 3 * 4 people", "The [sic] word", "A file_name_here", "F*** was said", "Less than < 5 and > 3", "5* hotel",
        "a_b and c_d", "[insert how this could make things worse]", "Cost: £5 [2019 prices]",
        "At 12:30:45, 1:2:3", "a == b", "Q&A and R&D", "Write to @WeCops", "£5/day & more", "50% – 60%",
    ],
)  # fmt: skip
def test_ordinary_signs_are_words(typed: str) -> None:
    assert found(f'harm: "{typed}"') == []


def test_the_tables_for_writers_say_which_fields_are_plain() -> None:
    assert "| `harm` |  | how this could make things worse | plain words |" in fields_page()
    assert "“Plain words” are words alone." in fields_page()
