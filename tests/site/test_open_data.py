"""The open data of the corpus: the graph built again from it, its schemas, SKOS's own rules, plain Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import html
from markdown import markdown
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, SKOS

from catalogue.dates import LONDON
from catalogue.kinds import ROWS
from catalogue.site.site import Site
from tests import kit

BASE = "https://public-health-policing.example/"


@cache
def _read(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


def site() -> Site:
    now = datetime.combine(kit.CORPUS_DAY, time(12), tzinfo=LONDON)
    return Site(kit.corpus().on(now.date()), now, "public-health-policing.example")


def open_pages() -> list[Any]:
    return [page for page in site().catalogue.pages if not page.record.draft]


def test_the_graph_is_built_again_from_the_catalogue(built: Path) -> None:
    pages = {page["path"]: page for page in _read(built / "data/catalogue.json")["pages"]}
    assert list(pages) == [page.path for page in open_pages()]
    for page in open_pages():
        told = pages[page.path]
        assert (told["id"], told["kind"], told["address"], told["title"]) == (
            page.id, page.kind, page.address, page.title,
        )  # fmt: skip
    again = [
        (page["path"], one["to"], one["relation"], one["line"], one["column"], one.get("note", ""))
        for page in pages.values()
        for one in page["relations"]
    ]
    graph = [
        (each.origin.path, each.target.path, each.relation, place.line, place.column, each.note)
        for each in site().catalogue.references
        if not each.origin.record.draft and not each.target.record.draft
        for place in [each.origin.source.place(each.span.start)]
    ]
    assert len(graph) > 200 and again == graph
    backwards = {path: sorted(origin for origin, to, *_ in again if to == path) for path in pages}
    assert backwards == {
        path: sorted(
            each.origin.path for each in site().catalogue.references
            if each.target.path == path and not each.origin.record.draft
        ) for path in pages
    }  # fmt: skip


def test_the_fields_read_back_to_the_same_records(built: Path) -> None:
    pages = {page["path"]: page for page in _read(built / "data/catalogue.json")["pages"]}
    for page in open_pages():
        fields = {**pages[page.path]["fields"], "status": pages[page.path]["status"]}
        # What is typed is text; numbers, lists of authors and moments are read from it.
        typed = {
            name: value for name, value in fields.items() if name not in ("starts", "ends", "authors", "moved_from")
        }
        again = ROWS[page.kind].record.model_validate(typed)
        left_out = {"starts", "ends", "authors", "typed_moves"}
        assert again.model_dump(exclude=left_out) == page.record.model_dump(exclude=left_out), page.path


def test_each_piece_of_news_is_there(built: Path) -> None:
    told = _read(built / "data/catalogue.json")["news"]
    assert [one["id"] for one in told] == [item.id for item in site().news] and len(told) > 20
    assert [one["title"] for one in told] == [item.title for item in site().news]


def test_every_file_keeps_to_its_schema(built: Path) -> None:
    for name in ("catalogue-1", "page-1"):
        Draft202012Validator.check_schema(_read(built / f"data/{name}.schema.json"))
    whole = _read(built / "data/catalogue.json")
    schema = _read(built / "data/catalogue-1.schema.json")
    assert whole["$schema"] == schema["$id"] == f"{BASE}data/catalogue-1.schema.json"
    formats = Draft202012Validator.FORMAT_CHECKER
    assert not list(Draft202012Validator(schema, format_checker=formats).iter_errors(whole))
    beside = Draft202012Validator(_read(built / "data/page-1.schema.json"), format_checker=formats)
    for page in whole["pages"]:
        held = _read(built / page["address"] / "index.json")
        assert not list(beside.iter_errors(held)), page["path"]
        assert {name: value for name, value in held.items() if name != "$schema"} == page
    # A schema that lets everything pass holds nothing.
    wrong = {**whole["pages"][0], "fields": {"nobody": "declared this"}}
    assert list(Draft202012Validator(schema).iter_errors({**whole, "pages": [{**wrong, "kind": "guide"}]}))


@pytest.fixture(scope="module")
def glossary(built: Path) -> Graph:
    return Graph().parse(str(built / "data/glossary.ttl"), format="turtle")


def test_both_forms_of_the_glossary_say_the_same(built: Path, glossary: Graph) -> None:
    other = Graph().parse(str(built / "data/glossary.jsonld"), format="json-ld")
    assert len(glossary) > 200 and isomorphic(glossary, other)


def test_the_glossary_says_what_the_words_say(glossary: Graph) -> None:
    terms = [page for page in open_pages() if page.kind == "term"]
    concepts = {str(each).removeprefix(BASE): each for each in glossary.subjects(RDF.type, SKOS.Concept)}
    assert set(concepts) == {f"{page.address}#concept" for page in terms}
    for page in terms:
        word, term = concepts[f"{page.address}#concept"], page.record
        assert str(glossary.value(word, SKOS.prefLabel)) == page.title
        assert str(glossary.value(word, SKOS.definition)) == term.definition
        scope = {str(each) for each in glossary.objects(word, SKOS.scopeNote)}
        assert len(scope) == bool(term.police_view) + bool(term.health_view)
        assert {str(each) for each in glossary.objects(word, SKOS.broader)} == {
            f"{BASE}glossary/{each}/#concept" for each in term.broader
        }
        assert (word, OWL.deprecated, None) in glossary or not term.retired
    assert any(glossary.subjects(SKOS.altLabel)) and any(glossary.subjects(SKOS.scopeNote))


def test_the_glossary_keeps_the_rules_of_skos(glossary: Graph) -> None:
    """The integrity conditions of the SKOS Reference, and what follows from its definitions, by their numbers."""
    kinds = (SKOS.Concept, SKOS.ConceptScheme, SKOS.Collection)
    held = [set(glossary.subjects(RDF.type, kind)) for kind in kinds]
    assert not (held[0] & held[1] or held[0] & held[2] or held[1] & held[2])  # S9, S37
    concepts = held[0]
    for word in concepts:
        preferred = list(glossary.objects(word, SKOS.prefLabel))
        others = list(glossary.objects(word, SKOS.altLabel))
        assert len({label.language for label in preferred}) == len(preferred) == 1  # S14
        assert not set(preferred) & set(others) and len(set(others)) == len(others)  # S13
        assert list(glossary.objects(word, SKOS.inScheme)) and all(label.language for label in [*preferred, *others])
        related = set(glossary.objects(word, SKOS.related))
        above = set(glossary.transitive_objects(word, SKOS.broader)) - {word}
        below = set(glossary.transitive_objects(word, SKOS.narrower)) - {word}
        assert not related & (above | below) and word not in related  # S27
        assert word not in {step for each in glossary.objects(word, SKOS.broader) for step in
                            glossary.transitive_objects(each, SKOS.broader)}  # no ring  # fmt: skip
        assert all((other, SKOS.related, word) in glossary for other in related)  # S23
        assert all((other, SKOS.narrower, word) in glossary for other in glossary.objects(word, SKOS.broader))  # S25
        assert related | above <= concepts
        top = bool(list(glossary.objects(word, SKOS.topConceptOf)))
        assert top == (not above)
    labels = [
        label for name in (SKOS.prefLabel, SKOS.altLabel) for word in concepts for label in glossary.objects(word, name)
    ]
    assert len({str(label).casefold() for label in labels}) == len(labels)


LOOP = """
docs/glossary/a-word.md
---
title: A word
also: [a word, another]
broader: [b-word]
related: [c-word]
---
docs/glossary/b-word.md
---
title: B word
broader: [c-word]
---
docs/glossary/c-word.md
---
title: C word
broader: [a-word]
related: [c-word]
---
"""


def test_the_rules_hold_where_pages_break_them() -> None:
    from catalogue.outputs.open_data import thesaurus

    said = thesaurus.statements(kit.catalogue(LOOP), BASE, "Name", "https://example.org/licence")
    graph = Graph().parse(data=thesaurus.turtle(said), format="turtle")
    assert isomorphic(graph, Graph().parse(data=thesaurus.json_ld(said), format="json-ld"))
    test_the_glossary_keeps_the_rules_of_skos(graph)
    assert len(list(graph.subject_objects(SKOS.broader))) == 2


def test_plain_markdown_says_what_the_page_says(built: Path) -> None:
    for page in open_pages():
        text = (built / page.address / "index.md").read_text("utf-8")
        shown = html.fromstring(f"<div>{markdown(text, extensions=['tables', 'fenced_code'])}</div>")
        words = " ".join(" ".join(shown.itertext()).split())
        assert shown.xpath("string(//h1)").split() == page.title.split()
        plain = " ".join(html.fromstring((built / page.address / "index.html").read_bytes()).find(".//main").itertext())
        for heading in page.prose.headings:
            assert heading.text in words, page.path
            assert heading.text.split()[0] in plain
        # No reference is left as typed, but what leads to a draft.
        for code in shown.xpath("//pre | //code"):
            code.text = ""
        assert not re.search(r"\]\[|\[@", "".join(shown.itertext())), page.path
        for address in shown.xpath("//a/@href"):
            if not re.match(r"https?:|mailto:|#|webcal:", address):
                there = (built / page.address / address.partition("#")[0]).resolve()
                assert there.exists() or page.record.draft, f"{page.path}: {address}"


def test_programs_are_led_to_every_page_and_search_engines_to_none_of_the_files(built: Path) -> None:
    led = re.findall(rf"\]\({BASE}(.*?index\.md)\)", (built / "llms.txt").read_text("utf-8"))
    assert set(led) >= {f"{page.address}index.md" for page in open_pages() if page.listed}
    assert all((built / path).is_file() for path in led)
    for file in ("sitemap.xml", *(str(each.relative_to(built)) for each in built.glob("search/*.json"))):
        assert not re.search(r"index\.(?:md|json)|catalogue\.json|/card/", (built / file).read_text("utf-8")), file
    drafts = [page for page in site().catalogue.pages if page.record.draft]
    assert drafts and not any((built / page.address / "index.json").exists() for page in drafts)
    whole = (built / "data/catalogue.json").read_text("utf-8")
    assert not any(page.path in whole for page in drafts)


PAPER = '---\ntitle: A paper\nsummary: What it says.\nauthors: ["Smith, Jo"]\nyear: 2019\npublisher: BMJ\n\
genre: article\nurl: https://www.example.org/a\nadded: 2026-11-20\n---\n'
WORD = "---\ntitle: Prevention\ndefinition: To stop harm before it starts.\npublished: 2026-11-20\n---\n\nWords, now.\n"
OTHER = "---\ntitle: Upstream\ndefinition: Near the spring.\npublished: 2026-11-20\n---\n\nSee [prevention][].\n"


def test_an_edit_changes_the_files_of_its_page_and_those_of_all_alone(make_site: Callable[..., Path]) -> None:
    pages = {"papers/smith-2019.md": PAPER, "glossary/upstream.md": OTHER}
    before = make_site({**pages, "glossary/prevention.md": WORD})
    after = make_site({**pages, "glossary/prevention.md": WORD.replace("now", "then and now [@smith-2019]")})
    files = [each.relative_to(before) for each in before.rglob("*") if each.is_file()]
    changed = {str(each) for each in files if (before / each).read_bytes() != (after / each).read_bytes()}
    data = {each for each in changed if each.endswith((".json", ".md", ".jsonld", ".ttl", ".txt"))}
    data -= {each for each in data if re.search(r"^search/|feed", each)}
    index = {"data/catalogue.json", "upkeep/affected.json"}
    assert data == {"glossary/prevention/index.json", "glossary/prevention/index.md", *index}
