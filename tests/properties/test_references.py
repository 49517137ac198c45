"""Whatever a title or a name holds, every export reads back to the same fields; a reference shows the same words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import lxml.html
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex.database import Person, parse_string

from catalogue.graph import Page
from catalogue.outputs import exports
from catalogue.records import Genre, Paper
from catalogue.site import citations, linked_data
from tests import kit
from tests.properties.examples import examples

EXAMPLES = examples(100, slow=10)
BLANK = kit.catalogue("").names.by_id["christmas-2019"]

HOSTILE = [
    "{", "}", "{{", "\\", "\\}", "%", "$", "&", "&amp;", "#", "_", "~", "^", '"', "'", "‘", "’", "‘so’", "“", "@",
    "@article{x,", ",", ";", " and ", "AND", "others", "TI  - ", "ER  - ", "<", ">", "<i>", "</i>", "</script>",
    "<script>alert(1)</script>", "<!--", "]]>", "(2019)", "n.d.", "et al.", "...", ".", "?", "!", "https://a.example/b",
    "\ue000", "\ue001", "\ue002", "é", "中文", "العربية", "😀", "\u202e", "\u200b", "--", "–", "1", "a", "B", "de la",
    "van", "{{ 7*7 }}", "{% raw %}",
]  # fmt: skip
PIECES = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
WORDS = st.lists(PIECES, min_size=1, max_size=4).map(lambda parts: " ".join(" ".join(parts).split()) or "x")
AUTHORS = st.one_of(
    st.fixed_dictionaries({"organisation": WORDS}),
    st.fixed_dictionaries({"family": WORDS}, optional={"given": WORDS}),
    st.fixed_dictionaries({"given": WORDS}),
)
PAPERS = st.fixed_dictionaries(
    {"title": WORDS},
    optional={
        "authors": st.lists(AUTHORS, max_size=4),
        "year": st.integers(1600, 2099).map(str),
        "publisher": WORDS,
        "genre": st.sampled_from([genre.value for genre in Genre]),
        "volume": WORDS,
        "issue": WORDS,
        "pages": st.sampled_from(["1", "e1051", "9–12", "9-12", "S1–S9", "1, 3–4, 9"]),
        "url": st.sampled_from(
            ["https://a.example/b_c%20d?e=f&g#h~i", "https://a.example/", "https://a.example/b,c;d.e"]
        ),
        "doi": st.sampled_from(["10.1136/bmj.d3313", "10.1016/S0140-6736(01)06716-2", "10.1000/a_b#c%d;e&f"]),
        "peer_reviewed": st.sampled_from(["yes", "no"]),
    },
).map(Paper.model_validate)


def page(paper: Paper) -> Page:
    return replace(BLANK, record=paper)


def shown(paper: Paper) -> dict[str, Any]:
    """What every form has to carry, as the record holds it; a single dash stands for all between pages."""
    fields = {
        "title": paper.title,
        "authors": [author.listed for author in paper.authors if author.name],
        "year": str(paper.year or ""),
        "home": paper.publisher or "",
        "volume": paper.volume or "",
        "issue": paper.issue or "",
        "pages": (paper.pages or "").replace("–", "-"),
        "doi": paper.doi or "",
        "url": paper.url or "",
    }
    return {name: value for name, value in fields.items() if value}


def listed(name: dict[str, str]) -> str:
    return name.get("literal") or ", ".join(name[part] for part in ("family", "given") if part in name)


@given(PAPERS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_csl_json_reads_back(paper: Paper) -> None:
    (read,) = json.loads(exports.csl_json([citations.csl_item(page(paper))]))
    found = {
        "title": read["title"],
        "authors": [listed(name) for name in read.get("author", [])],
        "year": str(read["issued"]["date-parts"][0][0]) if "issued" in read else "",
        "home": read.get("container-title") or read.get("publisher", ""),
        "volume": read.get("volume", ""),
        "issue": read.get("issue", ""),
        "pages": read.get("page", ""),
        "doi": read.get("DOI", ""),
        "url": read.get("URL", ""),
    }
    assert {name: value for name, value in found.items() if value} == shown(paper)


@given(PAPERS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_citeproc_reads_the_same(paper: Paper) -> None:
    item = citations.csl_item(page(paper))
    (read,) = CiteProcJSON(json.loads(exports.csl_json([item]))).values()
    assert str(read["title"]) == paper.title
    assert [dict(name) for name in read.get("author", [])] == item.get("author", [])
    assert ("issued" in read and read["issued"].year) == (paper.year or False)
    for name in ("volume", "issue", "DOI", "URL"):
        assert str(read.get(name, "")) == item.get(name, "")


LATEX = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "textasciicircum": "^",
}  # fmt: skip


def unlatex(words: str) -> str:
    """The words that LaTeX would print; braces only hold together."""
    return re.sub(
        r"\{\\(text[a-z]+)\}|\\([&%$#_])|[{}]",
        lambda match: LATEX[match[1]] if match[1] else match[2] or "",
        words,
    )


def named(person: Person) -> str:
    family = " ".join([*person.prelast_names, *person.last_names, *person.lineage_names])
    given = " ".join([*person.first_names, *person.middle_names])
    return ", ".join(unlatex(part) for part in (family, given) if part)


@given(PAPERS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_bibtex_reads_back(paper: Paper) -> None:
    read = parse_string(exports.bibtex([citations.csl_item(page(paper))]), "bibtex").entries["christmas-2019"]
    fields = {name: unlatex(value) for name, value in read.fields.items() if name not in ("doi", "url")}
    found = {
        "title": fields["title"],
        "authors": [named(person) for person in read.persons.get("author", [])],
        "year": fields.get("year", ""),
        "home": fields.get("journal") or fields.get("institution") or fields.get("publisher", ""),
        "volume": fields.get("volume", ""),
        "issue": fields.get("number", ""),
        "pages": fields.get("pages", "").replace("--", "-"),
        "doi": read.fields.get("doi", ""),
        "url": read.fields.get("url", ""),
    }
    assert {name: value for name, value in found.items() if value} == shown(paper)


@given(PAPERS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_ris_reads_back(paper: Paper) -> None:
    (read,) = rispy.loads(exports.ris([citations.csl_item(page(paper))]))
    pages = [read[name] for name in ("start_page", "end_page") if name in read]
    found = {
        "title": read["title"],
        "authors": read.get("authors", []),
        "year": read.get("year", ""),
        "home": read.get("secondary_title") or read.get("publisher", ""),
        "volume": read.get("volume", ""),
        "issue": read.get("number", ""),
        "pages": "-".join(pages),
        "doi": read.get("doi", ""),
        "url": "".join(read.get("urls", [])).replace("%3B", ";"),
    }
    assert {name: value for name, value in found.items() if value} == shown(paper)


@given(st.lists(PAPERS, min_size=1, max_size=3))
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_whole_library_holds_each_paper_once(papers: list[Paper]) -> None:
    items = [{**citations.csl_item(page(paper)), "id": f"x-{index}"} for index, paper in enumerate(papers)]
    ids = [item["id"] for item in items]
    assert [item["id"] for item in json.loads(exports.csl_json(items))] == ids
    assert [item["id"] for item in rispy.loads(exports.ris(items))] == ids
    assert list(parse_string(exports.bibtex(items), "bibtex").entries) == ids


def letters(words: str) -> str:
    return "".join(re.findall(r"[^\W_]", words))


@given(st.lists(PAPERS, min_size=1, max_size=3))
@example([Paper.model_validate({"title": "<i>x</i>", "year": "2019"})])
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_reference_shows_the_words_and_no_markup_of_theirs(papers: list[Paper]) -> None:
    for paper, found in zip(
        papers, citations.references([citations.csl_item(page(each)) for each in papers]), strict=True
    ):
        assert letters(paper.title or "") in letters(found.text)
        assert not re.search("[\ue000\ue001]", found.cited + found.text)
        assert found.cited.endswith(found.year) and found.year.startswith(str(paper.year or "n.d."))
        read = lxml.html.fragment_fromstring(str(found.html("../x/")), create_parent="p")
        assert {element.tag for element in read.iterdescendants()} <= {"i", "a"}
        assert all(address == "../x/" or address.startswith("http") for address in read.xpath("//@href"))
        assert letters(read.text_content()) == letters(found.text)


@given(PAPERS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_json_ld_stays_inside_its_element_and_reads_back(paper: Paper) -> None:
    item = citations.csl_item(page(paper))
    text = str(linked_data.json_ld(page(paper), item, "https://here.example/papers/x/"))
    assert "<" not in text
    read = json.loads(text)
    assert read["name"] == paper.title
    assert [author["name"] for author in read.get("author", [])] == [author.name for author in paper.authors]


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_pages_are_parted_whatever_the_dash(dash: str) -> None:
    fields = {"title": "X", "genre": "article", "volume": "1", "pages": f"108 {dash} 114"}
    item = citations.csl_item(page(Paper.model_validate(fields)))
    assert "SP  - 108\nEP  - 114\n" in exports.ris([item])
    assert "pages = {108--114}" in exports.bibtex([item])
