"""Hostile words in every field stay words: in JSON-LD inside a page, in Turtle, in the card, in Markdown."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, Template
from lxml import html
from markdown import markdown
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import SKOS

from catalogue import Catalogue, read_texts
from catalogue.dates import now
from catalogue.kinds import KINDS, Kind
from catalogue.outputs.embedded_card import LARGEST, TEMPLATE, files
from catalogue.outputs.open_data import thesaurus
from catalogue.outputs.open_data.page_data import beside_page, page_text, published
from catalogue.outputs.open_data.plain_markdown import beside
from catalogue.outputs.open_data.staging import Stage
from catalogue.records import Part, declared
from catalogue.site import linked_data
from catalogue.site.site import Site
from tests import kit
from tests.conftest import ROOT
from tests.properties.examples import examples

BASE = "https://example.org/"
PIECES = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</script><script>alert(1)//", "<!--", "-->", "]]>",
    "[x](javascript:alert(1))", "![x](data:text/html,1)", "](javascript:alert(1))", "[", "]", "(", ")", "`", "```",
    "\\",
    "{: onclick=alert(1) }", "{: #x onmouseover=alert(1) }", '"""@en . <x:y> <x:y> "', '" .', "'", '"', "\\u0022",
    "@en",
    "&lt;script&gt;", "&#60;script&#62;", "javascript:alert(1)", "<javascript:alert(1)>",
    "<a href=javascript:alert(1)>",
    "# ", "- ", "1. ", "> ", "!!! note", "***", "__", "|", "| --- |", "\u2028", "\u0085", "\u200b", "\u202e", "${x}",
    "{{ x }}", "{% raw %}", "%>", "]: javascript:alert(1)", "[x]: javascript:alert(1)", "<svg onload=alert(1)>",
    "a", " ",
    "<style>*{display:none}</style>", "<iframe src=//x>", "<base href=//x>", "http://x.example/", "\ufeff", "é",
    "\U0001f600",
)  # fmt: skip
HOSTILE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join).filter(str.strip)


def every_field(model: type[Part], words: str) -> dict[str, Any]:
    """Each field that holds any words, with these; and the fields of each group inside."""
    found: dict[str, Any] = {}
    for name, one in declared(model).items():
        value: Any = every_field(one.part, words) if one.part else words if one.free else None
        if value:
            found[name] = [value] if one.several else value
    return found


def page(kind: Kind, words: str) -> str:
    """A page of a kind with these words in every field and as its prose."""
    fields = {**every_field(kind.record, words), "status": "current"}
    fields.pop("platform", None)
    top = "".join(f"{name}: {kit.as_yaml(value)}\n" for name, value in fields.items())
    return f"---\n{top}---\n\n## The problem\n\n{words}\n\n{words} and [prevention][] and [@christmas-2019]\n"


def hostile(words: str) -> Catalogue:
    """A page of each kind."""
    names = {"guide": "x", "term": "prevention", "chat": "2026-11-20-x", "paper": "smith-2019", "post": "2026-11-20-x"}
    texts = {
        path: kit.filled(path, page(kind, words))
        for kind in KINDS for path in [f"{kind.folder}/{names[kind.name]}.md"]
    }  # fmt: skip
    return read_texts({**kit.pages(kit.BASE), **texts})


@cache
def card() -> Template:
    return Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True).get_template(TEMPLATE)


RUNS = "//script | //iframe | //object | //embed | //style | //base | //svg | //meta | //form"


def harmless(shown: html.HtmlElement, what: str) -> None:
    """Nothing runs, nothing is fetched, and no link leads to a script."""
    assert not shown.xpath(RUNS), what
    for element in shown.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith(("on", "style", "srcdoc", "formaction")), what
            if name in ("href", "src"):
                assert not re.match(r"(?i)[\s\x00-\x20]*(?:javascript|data|vbscript):", value), what


@given(words=HOSTILE)
@example(words='[x]: javascript:alert(1)"><img src=x onerror=alert(1)>')
@settings(max_examples=examples(25, slow=40))
def test_hostile_words_stay_words(words: str) -> None:
    catalogue = hostile(words)
    site = Site(catalogue, now("2026-11-22", {}), "example.org")
    for each in catalogue.pages:
        for extensions in ([], ["attr_list", "tables", "fenced_code"]):
            for text in (beside(site, each, BASE), Stage(site).text(each).partition("\n---\n")[2]):
                shown = html.fromstring(f"<div>{markdown(text, extensions=extensions)}</div>")
                harmless(shown, f"{each.path}:\n{text}")
    for each in published(site):
        text = page_text(site, each, BASE)
        assert json.loads(beside_page(text, BASE))["path"] == each.path
    for each in catalogue.pages:
        if each.kind == "guide":
            made = files(site, each, card().render, BASE, "Name", None)
            shown = html.fromstring(made[f"{each.address}card/index.html"])
            assert len(made[f"{each.address}card/index.html"].encode()) <= LARGEST
            (style,) = shown.xpath("//style")
            style.getparent().remove(style)
            for meta in shown.xpath("//head//meta"):
                meta.getparent().remove(meta)
            harmless(shown, made[f"{each.address}card/index.html"])
            assert set(shown.xpath("//a/@href")) == {BASE + each.address}
            (frame,) = html.fragments_fromstring(json.loads(made[f"{each.address}oembed.json"])["html"])
            assert frame.tag == "iframe" and not [name for name in frame.attrib if name.startswith("on")]
        if each.kind == "chat":
            script = str(linked_data.as_script(linked_data.event(each, BASE)))
            assert not re.search(r"[<>&]", script) and json.loads(script)["name"] == each.title


@given(words=HOSTILE)
@settings(max_examples=examples(25, slow=40))
def test_hostile_words_are_read_back_from_the_glossary(words: str) -> None:
    catalogue = hostile(words)
    said = thesaurus.statements(catalogue, BASE, words, "https://example.org/licence")
    graph = Graph().parse(data=thesaurus.turtle(said), format="turtle")
    assert isomorphic(graph, Graph().parse(data=thesaurus.json_ld(said), format="json-ld"))
    assert len(graph) == len({(each[0], each[1], each[2]) for each in said})
    (term,) = (each for each in catalogue.pages if each.path == "glossary/prevention.md")
    told = {str(each) for each in graph.objects(None, SKOS.definition)}
    # Words that nobody can see are none.
    seen = any(one.isprintable() and not one.isspace() for one in words)
    assert term.record.definition in told or not seen  # type: ignore[attr-defined]
