"""What words in square brackets mean: in any case, spacing and spelling that a person would not notice."""

from __future__ import annotations

import pytest

from catalogue.graph import Resolution
from tests import kit


def term(name: str, title: str, also: str = "") -> str:
    return f'docs/glossary/{name}.md\n---\ntitle: "{title}"\nalso: [{also}]\n---\n'


WORDS = (
    term("causes-of-the-causes", "The causes of the causes", "causes of the causes, root cause")
    + term("multi-agency-working", "Multi-agency working")
    + term("officers-view", "The officer’s view")
    + term("risk-factor", "Risk factor", "OD risk")
    + term("city", "City") + term("box", "Box") + term("churches", "Churches") + term("rubbish", "Rubbish")
    + term("cafe", "Café society", "naïve realism")
    + term("pod", "Pod") + term("pod-lifecycle", "Pod lifecycle")
)  # fmt: skip


def meant(label: str, text: str = WORDS) -> Resolution:
    return kit.catalogue(text).names.resolve(label)


@pytest.mark.parametrize(
    ("label", "page"),
    [
        ("the causes of the causes", "causes-of-the-causes"),
        ("THE CAUSES OF THE CAUSES", "causes-of-the-causes"),
        ("The  Causes\n of\tthe causes", "causes-of-the-causes"),
        ("the\u00a0causes of the causes", "causes-of-the-causes"),
        (" causes of the causes ", "causes-of-the-causes"),
        ("causes-of-the-causes", "causes-of-the-causes"),
        ("root causes", "causes-of-the-causes"),
        ("multi agency working", "multi-agency-working"),
        ("Multi‑agency working", "multi-agency-working"),
        ("multi–agency  working", "multi-agency-working"),
        ("the officer's view", "officers-view"),
        ("the officer’s views", "officers-view"),
        ("risk factors", "risk-factor"),
        ("od risks", "risk-factor"),
        ("cities", "city"),
        ("boxes", "box"),
        ("church", "churches"),
        ("cafe\u0301 society", "cafe"),
        ("nai\u0308ve realism", "cafe"),
        ("risk\u00ad factor\u200b", "risk-factor"),
        ("pods", "pod"),
        ("pod lifecycle", "pod-lifecycle"),
        ("Pod-lifecycles", "pod-lifecycle"),
        ("population-focus", "population-focus"),
    ],
)
def test_words_lead_to_the_page_they_name(label: str, page: str) -> None:
    found = meant(label)
    assert found.page is not None and found.page.id == page


@pytest.mark.parametrize("label", ["po", "podlifecycle", "lifecycle", "rubbis", "riskfactor", "cause", "", "  ", "-"])
def test_part_of_a_name_is_no_name(label: str) -> None:
    assert meant(label) == Resolution(near=meant(label).near)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("axes", term("axe", "Axe") + term("ax", "Ax")),
        ("leaders’ cities", term("a", "Leaders' city") + term("b", "Leaders citie", "leaders’ citie")),
    ],
)
def test_a_plural_of_two_words_names_both(label: str, words: str) -> None:
    found = meant(label, words)
    assert found.page is None and len(found.several) == 2
    titles = [page.title for page in found.several]
    problem = next(one for one in kit.problems(f"{words}docs/guidance/x.md\nAbout [{label}][].\n") if one.line > 1)
    assert problem.code == "reference-ambiguous"
    assert all(f"“{title}”" in problem.message for title in titles)


def test_a_name_that_is_typed_wins_over_a_plural_that_is_worked_out() -> None:
    words = term("datum", "Output", "result") + term("results", "Results")
    found = meant("results", words)
    assert found.page is not None and found.page.id == "results"


NOTES = [
    ("A pod lifecycle ends.", ["pod lifecycle"]),
    ("The risk factors are many, and one risk factor more.", ["risk factors"]),
    ("Podium and riskfactors, multi-agency-workingly.", []),
    ("The multi\nagency working of it.", ["multi\nagency working"]),
    ("The multi\n\nagency working of it.", []),
    ("An OD risk, or the RISK FACTOR.", ["OD risk"]),
    ("> A risk factor.", []),
    ("## A risk factor", []),
    ("`risk factor` and\n\n    risk factor\n", []),
    ("A [risk factor](x.md) and [a risk factor][city].", []),
    ("A [risk factor][], and a risk factor.", []),
]


@pytest.mark.parametrize(("prose", "noted"), NOTES)
def test_the_first_use_of_a_word_without_a_link_is_noted(prose: str, noted: list[str]) -> None:
    found = [one for one in kit.problems(f"{WORDS}docs/guidance/x.md\n{prose}\n") if one.code == "word-unlinked"]
    assert [one.source.text[one.span.start : one.span.end] for one in found] == noted
    assert all(one.severity == "note" for one in found)


def test_a_short_abbreviation_is_noted_only_where_it_is_written_large() -> None:
    words = term("adverse", "Adverse experiences", "ACE")
    for prose, count in (("An ACE.", 1), ("Two ACEs.", 1), ("An ace officer.", 0), ("Aces.", 0)):
        found = kit.codes(f"{words}docs/guidance/x.md\n{prose}\n")
        assert found.count("word-unlinked") == count, prose
