"""A reference, pasted as programs, publishers and mail leave it, gives the right authors or a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalogue import read_folder
from catalogue.proposals.answers import Unfit
from catalogue.proposals.pasted_reference import read_reference
from tests.unit.test_forms import docs, filled, named, run

__all__ = ["docs"]

BIBTEX = """@article{x, title={Effects of {DNA} \\& care}, author={Smith, Jo and de la Cruz, Ana and {Home Office}},
 journal={BMJ}, year={2011}, volume=342, number=2, pages={108--114}, doi={https://doi.org/10.1136/bmj.d3313}}"""
RIS = """TY  - JOUR
TI  - Effects of DNA & care
AU  - Smith, Jo
AU  - de la Cruz, Ana
AU  - Home Office
T2  - BMJ
PY  - 2011
VL  - 342
IS  - 2
SP  - 108
EP  - 114
DO  - 10.1136/bmj.d3313
"""
CSL = json.dumps(
    [{
        "type": "article-journal", "title": "Effects of DNA & care", "container-title": "BMJ", "volume": 342,
        "issue": "2",
        "page": "108-114", "DOI": "10.1136/bmj.d3313", "issued": {"date-parts": [[2011, 5]]},
        "author": [{"family": "Smith", "given": "Jo"}, {"family": "de la Cruz", "given": "Ana"},
                   {"literal": "Home Office"}],
    }]
)  # fmt: skip


@pytest.mark.parametrize("text", [BIBTEX, RIS, CSL], ids=["bibtex", "ris", "csl"])
def test_a_pasted_reference_gives_the_fields_of_a_paper(docs: Path, text: str):
    assert read_reference(text) == {
        "title": "Effects of DNA & care", "authors": "Smith, Jo\nde la Cruz, Ana\nHome Office", "publisher": "BMJ",
        "year": "2011", "volume": "342", "issue": "2", "pages": "108–114", "doi": "10.1136/bmj.d3313",
        "genre": "article",
    }  # fmt: skip
    gone = dict.fromkeys(("title", "authors", "year", "publisher", "genre", "url"), "")
    code, said = run(docs, filled(named("paper"), reference=text, **gone), "--write")
    assert code == 0, said
    assert [each.listed for each in read_folder(docs).by_path["papers/smith-2011.md"].record.authors] == [
        "Smith, Jo", "de la Cruz, Ana", "Home Office",
    ]  # fmt: skip


CROSSREF = json.dumps(
    {
        "type": "journal-article", "title": ["Effects of <i>DNA</i> &amp; care"], "container-title": ["BMJ"],
        "author": [{"family": "Cruz", "non-dropping-particle": "de la", "given": "Ana"}, {"name": "Home Office"},
                   {"family": "Smith", "given": "Bob", "suffix": "Jr."}],
        "issued": {"date-parts": [[None]]}, "published-print": {"date-parts": [[2011, 3]]},
        "URL": "http://dx.doi.org/10.1136/bmj.d3313",
    }
)  # fmt: skip
PEOPLE = r"""@article{a, author = {M{\"u}ller, J{\"o}rg and O'Neil, Se{\'a}n and van der Berg, Jan and
 Smith, Jr., Bob and {World Health Organization} and others}, title = "{Violence}", journaltitle={The Lancet},
 date={2011-05-03}, url={https://doi.org/10.1016/S0140-6736(11)1234-5}}"""
BARE_RIS = "\ufeffTY - RPRT\nA1 - Smith, Jo\nT1 - A report\nPB - Home Office\nY1 - 2019/05/01/\nER -"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CROSSREF, {
            "title": "Effects of DNA & care", "authors": "de la Cruz, Ana\nHome Office\nSmith, Bob, Jr.",
            "publisher": "BMJ", "doi": "10.1136/bmj.d3313", "genre": "article", "year": "2011",
        }),
        (PEOPLE, {
            "title": "Violence", "year": "2011", "publisher": "The Lancet", "doi": "10.1016/S0140-6736(11)1234-5",
            "authors": "Müller, Jörg\nO'Neil, Seán\nvan der Berg, Jan\nSmith, Bob, Jr.\nWorld Health Organization",
            "genre": "article",
        }),
        (BARE_RIS, {
            "title": "A report", "authors": "Smith, Jo", "year": "2019", "publisher": "Home Office", "genre": "report",
        }),
    ],
    ids=["crossref", "people", "bare-ris"],
)  # fmt: skip
def test_references_are_read_as_programs_and_mail_leave_them(docs: Path, text: str, said: dict[str, str]):
    assert read_reference(text) == said
    gone = dict.fromkeys(("title", "authors", "year", "publisher", "genre"), "")
    code, output = run(docs, filled(named("paper"), reference=text, **gone), "--write")
    assert code == 0, output


AUTHORS = {
    "{Ministry of Justice, Analysis} and Smith, Jo": "organisation: Ministry of Justice, Analysis\nSmith, Jo",
    "Smith, Jo; Jones, Ann": "Smith, Jo\nJones, Ann",
    "Smith, Jo & Jones, Ann and et al.": "Smith, Jo\nJones, Ann",
    "Smith, J., Jones, A., Brown, B.": "Smith, J., Jones, A., Brown, B.",
    "family=Berg, given=Hans, prefix=van den and others": "van den Berg, Hans",
    "Anthony A. Braga AND N\\'{\\i}a Ruiz": "Braga, Anthony A.\nRuiz, Nía",
}


@pytest.mark.parametrize(("typed", "read"), AUTHORS.items())
def test_the_authors_of_a_reference_are_read_whatever_stands_between_them(typed: str, read: str):
    assert read_reference(f"@article{{a, title={{A}}, author={{{typed}}}}}")["authors"] == read


def test_curly_quotation_marks_around_the_fields_of_a_reference_are_straight_ones():
    read = read_reference("@article{smith2020, title = “Hot spots”, author = “Smith, Jo”, year = 2020}")
    assert read == {"title": "Hot spots", "authors": "Smith, Jo", "year": "2020", "genre": "article"}


@pytest.mark.parametrize("typed", ["Department of Health and Social Care", "Home Office and Smith, Jo"])
def test_an_author_who_cannot_be_told_from_two_is_asked_about(typed: str):
    with pytest.raises(Unfit, match="curly brackets"):
        read_reference(f"@report{{a, title={{A}}, author={{{typed}}}}}")


ENTRY = "title={A}, author={B, C}, year=2001, "


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (f"Here it is:\n@misc{{{ENTRY}}}", {}),
        (f"% Exported\n@misc{{Smith and Jones 2001, {ENTRY}month=Juni, title={{B}}}}", {}),
        (f"@misc{{a, {ENTRY}url={{\\url{{https://a.org/~b\\_c%20d}}}}}}", {"url": "https://a.org/~b_c%20d"}),
        (f"@misc{{a, {ENTRY}pages={{d33--d33}}}}", {"pages": "d33"}),
        ("TY  - X\nTI  - A\nAU  - Cory Brown\nAU  - Al B. Coe\nAU  - The Service\nPY  - 2001\nJO  - P\nJF  - P: Q",
         {"authors": "Brown, Cory\nCoe, Al B.\nThe Service", "publisher": "P: Q"}),
        ('{"message": {"title": ["A"], "author": [{"family": "B", "given": "C"}], "issued": "2001"}}', {}),
        ('{"items": [{"title": "A", "author": [{"family": "B", "given": "C"}], "issued": "2001-05"}]}', {}),
    ],
)  # fmt: skip
def test_a_reference_is_read_from_what_stands_around_it(text: str, more: dict[str, str]):
    assert read_reference(text) == {"title": "A", "authors": "B, C", "year": "2001", **more}


@pytest.mark.parametrize(
    "text", ["", "words", "@article{", "[1]", "[]", "{}", '{"author": 7}', "@@", BIBTEX + BIBTEX.replace("{x,", "{y,")]
)
def test_what_is_no_reference_is_said_to_be_none(text: str):
    try:
        assert "title" not in read_reference(text)
    except Unfit as error:
        assert error.sentences
