"""A cure pasted as it stands leads to a right page, or stays a problem: it never ends green and false."""

from __future__ import annotations

import re

import pytest

from tests import kit

LIBRARY = "".join(
    f"docs/papers/{name}.md\n---\nauthors: [{authors}]\nyear: {name[-4:]}\nurl: https://example.org/{name}\n---\n"
    for name, authors in (
        ("crest-2023", "CREST"), ("weir-2021", "'Weir, Jo'"), ("polfed-2016", "Police Federation"),
        ("christmas-2018", "'Christmas, Helen'"),
    )
)  # fmt: skip


def said(text: str, code: str) -> kit.Diagnostic:
    return next(one for one in kit.problems(LIBRARY + text) if one.code == code)


def field(line: str, kind: str = "guidance/x") -> kit.Diagnostic:
    return said(f"docs/{kind}.md\n---\n{line}\n---\nSee [population focus][].\n", "field-wrong")


@pytest.mark.parametrize("key", ["smith-2023", "weir-2012", "polfed-2019x", "walker-2016", "x", "crest-2015"])
def test_a_paper_that_is_not_there_is_not_another_one(key: str) -> None:
    found = said(f"docs/guidance/x.md\nAs said [@{key}].\n", "reference-not-found")
    assert found.edit is None
    assert not re.search(r"write [a-z]+-\d{4}", found.fix)


@pytest.mark.parametrize(
    ("key", "meant"),
    [("christmass-2019", "christmas-2019"), ("crist-2023", "crest-2023"),
     ("christmas-srivastava-2019", "christmas-2019"), ("weir-2022", "weir-2021"), ("christmas-2017", "christmas-2018"),
     ("crest", "crest-2023")],
)  # fmt: skip
def test_a_slip_in_a_key_is_asked_about_and_never_certain(key: str, meant: str) -> None:
    found = said(f"docs/guidance/x.md\nAs said [@{key}].\n", "reference-not-found")
    assert f"is meant, write {meant}." in found.fix and found.edit is None


@pytest.mark.parametrize("key", ["Weir-2021", "weir2021", "weir_2021", "WEIR-2021"])
def test_capitals_and_hyphens_make_no_other_paper(key: str) -> None:
    found = said(f"docs/guidance/x.md\nAs said [@{key}].\n", "reference-not-found")
    assert found.fix == "use “weir-2021”." and found.edit is not None


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("related: prevention and upstream", "related:\n  - prevention\n  - upstream"),
        ("related: Prevention & upstream-work", "related:\n  - prevention\n  - upstream-work"),
        ("related: Population focus", "related:\n  - population-focus"),
        (
            "sources: Christmas and Srivastava (2019)",
            'sources:\n  - "[insert ids of the papers the definition comes from',
        ),
    ],
)
def test_ids_on_one_line_are_told_apart_or_left_to_the_writer(line: str, cure: str) -> None:
    assert field(line, "glossary/x").fix.startswith(f"write\n{cure}")


def test_choices_on_one_line_are_told_apart_or_left_to_the_writer() -> None:
    assert field("elements: prevention and data", "papers/x-2020").fix == "write\nelements:\n  - prevention\n  - data"
    assert "[insert" in field("elements: prevention and facts", "papers/x-2020").fix


def test_a_list_within_a_group_is_pasted_where_it_belongs() -> None:
    claim = "claims:\n  - text: Mats help.\n    strength: view\n    why: Seen.\n    sources: weir-2021"
    assert field(claim).fix == "write\n    sources:\n      - weir-2021"


@pytest.mark.parametrize("title", ["RETRACTED: A trial", "[Retracted] A trial", "Withdrawn: a trial"])
def test_a_title_that_says_retracted_gives_the_fields_that_say_it(title: str) -> None:
    page = f"docs/papers/walker-2020.md\n---\ntitle: '{title}'\nyear: 2020\n{{}}---\nSee [population focus][].\n"
    found = said(page.format(""), "source-withdrawn")
    assert '\nsource_status: retracted\nsource_status_since: "[insert ' in found.fix
    whole = page.format("source_status: retracted\nsource_status_since: 2026-11-20\n")
    assert "source-withdrawn" not in [one.code for one in kit.problems(LIBRARY + whole)]
    assert "source-withdrawn" not in kit.codes(page.replace(title, "Withdrawn children").format(""))


@pytest.mark.parametrize("line", ["url: www.gov.uk/x", "url: nowhere", "url: htp:/x", "doi: none"])
def test_an_address_that_is_wrong_is_not_missing_too(line: str) -> None:
    codes = kit.codes(f"docs/papers/walker-2020.md\n---\nyear: 2020\n{line}\n---\nSee [population focus][].\n")
    assert len(set(codes) - {"paper-unused"}) == 1


@pytest.mark.parametrize(
    ("target", "right"),
    [
        ("../guidance/population-focus.md", "../glossary/population-focus.md"),
        ("../glossary/population-focuss.md", "../glossary/population-focus.md"),
        ("../glossary/population-focus", "../glossary/population-focus.md"),
        ("../glossary/population-focus.html", "../glossary/population-focus.md"),
        ("population-focus/index.html", "../glossary/population-focus.md"),
        ("../assets/population-focus.png", ""),
        ("../glossary/upstream.png", ""),
        ("../papers/weir-2012.md", ""),
        ("../glossary/inpopulation-focus.md", ""),
    ],
)
def test_a_file_is_suggested_for_a_slip_and_of_its_own_sort(target: str, right: str) -> None:
    found = said(f"docs/guidance/x.md\nSee [the words]({target}).\n", "file-not-found")
    assert (f"use “{right}”" in found.fix) if right else ("use “" not in found.fix)


@pytest.mark.parametrize("label", ["equality", "prevent action", "populations of focus groups", "unsettled"])
def test_a_word_that_starts_otherwise_is_another_word(label: str) -> None:
    word = "docs/glossary/inequality.md\n---\ntitle: Inequality\nalso: [reaction, settled]\n---\n"
    found = said(f"{word}docs/guidance/x.md\nSee [{label}][].\n", "reference-not-found")
    assert found.edit is None


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("Walker, J. and Smith, A.", ["Walker, J.", "Smith, A."]),
        ("Walker, J., Smith, A. B. & Jones, C.", ["Walker, J.", "Smith, A. B.", "Jones, C."]),
        ("Walker, Jane; Smith, Adam", ["Walker, Jane", "Smith, Adam"]),
        ("Walker J, Smith AB", ["Walker, J.", "Smith, A. B."]),
        ("Walker, Jane", ["Walker, Jane"]),
        ("College of Policing", ["College of Policing"]),
        ("Walker, J. et al", None),
        ("Jane Walker and Adam Smith", None),
        ("Jane Walker, Adam Smith and Carl Jones", None),
        ("ap Siôn, Llŷr and Ó Briain, Seán", ["ap Siôn, Llŷr", "Ó Briain, Seán"]),
        (
            "Department for Levelling Up, Housing and Communities",
            ['organisation: "Department for Levelling Up, Housing and Communities"'],
        ),
    ],
)
def test_authors_on_one_line_are_told_apart_or_left_to_the_writer(typed: str, cure: list[str] | None) -> None:
    found = field(f"authors: {typed}", "papers/walker-2020")
    pasted = re.findall(r"\n  - (.*)", found.fix)
    assert pasted == (cure or ['"[insert one author, family name first, and a line for each of the others]"'])


@pytest.mark.parametrize(
    "typed", ["Walker, J. and Smith, A.", "Walker J. & Smith A.", "Walker, J., Smith, A.", "Weir, J. et al."]
)
def test_two_authors_in_one_item_are_said(typed: str) -> None:
    assert "more than one author" in field(f'authors:\n  - "{typed}"', "papers/walker-2020").message


@pytest.mark.parametrize(
    "typed", ["Smith, Jo", "Housing and Communities", "O’Neil, J. P.", "Smith, John, Jr.", "Marks & Spencer"]
)
def test_one_author_is_one(typed: str) -> None:
    assert "field-wrong" not in kit.codes(f'docs/papers/walker-2020.md\n---\nauthors:\n  - "{typed}"\n---\n')


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("starts: 16/12/2026 9pm", "2026-12-16 21:00"),
        ("starts: Wednesday 16 December 2026, 9.30pm", "2026-12-16 21:30"),
        ("starts: 9pm on 16 December 2026", "2026-12-16 21:00"),
        ("starts: 2026-12-16 9pm", "2026-12-16 21:00"),
        ("starts: 16 December 2026 at 21:00 (GMT)", "2026-12-16 21:00"),
        ("starts: 2026-12-16 12am", "2026-12-16 00:00"),
        ("starts: 16/12/2026 9", ""),
        ("starts: 16/12 9pm", ""),
        ("starts: 31/11/2026 9pm", ""),
        ("starts: 16/12/2026 25:00", ""),
        ("starts: next Wednesday", ""),
        ("announced: Tuesday 1st December 2026", "2026-12-01"),
        ("announced: 1.12.2026", "2026-12-01"),
        ("announced: 31/02/2026", ""),
        ("announced: soon", ""),
        ("minutes: 90 minutes", "90"),
        ("minutes: 1 hour", "60"),
        ("minutes: an hour", ""),
    ],
)
def test_a_day_is_worked_out_or_left_blank(line: str, cure: str) -> None:
    found = field(line, "chats/2026-12-16-x")
    name = line.partition(":")[0]
    assert (f"“{name}: {cure}”" if cure else f'\n{name}: "[insert ') in found.fix
    assert "2021" not in found.fix


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("www.x.org/y", "https://www.x.org/y"),
        ("x.org", "https://x.org"),
        ("https:/www.x.org", "https://www.x.org"),
        ("http//x.org/a", "https://x.org/a"),
        ("htps://x.org/a", "https://x.org/a"),
        ("https;//x.org/a", "https://x.org/a"),
        ("<https://x.org/a>", "https://x.org/a"),
        ("https://x.org/a.", "https://x.org/a"),
        ('"[x](https://x.org/a)"', "https://x.org/a"),
        ("the College site", ""),
        ("mailto:a@x.org", ""),
        ("https://x org/y", ""),
    ],
)
def test_an_address_is_worked_out_or_left_blank(typed: str, cure: str) -> None:
    found = field(f"url: {typed}", "papers/walker-2020")
    assert (f"“url: {cure}”" if cure else '\nurl: "[insert ') in found.fix
    assert "college" not in found.fix


@pytest.mark.parametrize(
    ("kind", "typed", "lines"),
    [
        ("chats/2026-12-16-x", "cancelled", ["cancelled:", "  on: ", "  reason: "]),
        ("chats/2026-12-16-x", "Postponed", ["moved_from:", "  - starts: ", "    on: ", "    reason: "]),
        ("papers/walker-2020", "retracted", ["source_status: retracted", "source_status_since: "]),
        ("guidance/x", "published", ["status: current"]),
        ("guidance/x", "archived", ["status: withdrawn"]),
    ],
)
def test_a_status_that_there_is_not_is_put_into_the_fields_that_say_it(kind: str, typed: str, lines: list[str]) -> None:
    shown = field(f"status: {typed}", kind).fix.split("\n")[1:]
    assert len(shown) == len(lines) and all(one.startswith(start) for one, start in zip(shown, lines, strict=True))


def test_another_status_is_left_blank() -> None:
    assert '\nstatus: "[insert ' in field("status: nearly").fix


CURES = [
    "published: 16/12 maybe", "review_by: in a year", "status: nearly", "also: one, two and three",
    "sources: [Some paper]", "element: sugar", "agreed: perhaps", "title:", "definition:", "published:",
]  # fmt: skip


@pytest.mark.parametrize("line", CURES)
def test_what_is_pasted_is_right_or_stays_a_problem(line: str) -> None:
    page = (
        "docs/glossary/x.md\n---\ntitle: X\ndefinition: What it means.\npublished: 2026-11-20\n"
        "related: [population-focus]\n{}---\n"
    )
    name = line.partition(":")[0]
    text = re.sub(rf"^{name}: .*\n", "", page, flags=re.MULTILINE).format(line + "\n")
    before = [one for one in kit.problems(text, fill=False) if one.severity != "note"]
    assert before
    pasted = re.search(rf"“({name}: .*?)”|\n({name}:.*(?:\n  - .*)?)", before[0].fix)
    if pasted:
        after = text.replace(line, pasted[1] or pasted[2])
        assert [one for one in kit.problems(after, fill=False) if one.severity == "error"], (line, pasted[0])


def test_a_picture_without_words_gets_a_blank() -> None:
    found = said("docs/guidance/x.md\n![](../assets/mark.svg)\n", "image-undescribed")
    pasted = re.search(r"“(!.*)”", found.fix)
    assert pasted and "placeholder-left" in kit.codes(f"docs/guidance/x.md\n{pasted[1]}\n")
