"""The page `/data/`: which files of open data there are, under which licence, and examples that the tests run."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.outputs.open_data.open_files import LICENCE, LLMS
from catalogue.outputs.open_data.page_data import CATALOGUE, CATALOGUE_SCHEMA, PAGE_SCHEMA, VERSION
from catalogue.outputs.open_data.thesaurus import JSON_LD, TURTLE

HERE = "https://www.example.org/"
"""What stands in the examples for the address of the site, and is to be replaced by it."""


@dataclass(frozen=True)
class Example:
    """A piece of code to paste: what it does, its language, and the code; `HERE` stands for the site."""

    says: str
    language: str
    code: str


EXAMPLES = (
    Example("Each guide whose review is overdue", "python", f'''import json
from datetime import date
from urllib.request import urlopen

catalogue = json.load(urlopen("{HERE}{CATALOGUE}"))
for page in catalogue["pages"]:
    due = page["fields"].get("review_by", "")
    if page["kind"] == "guide" and page["status"] == "current" and "" < due < date.today().isoformat():
        print(due, page["title"], page["url"])
'''),
    Example("Each page that rests on a paper, with the line that says so", "python", f'''import json
from urllib.request import urlopen

catalogue = json.load(urlopen("{HERE}{CATALOGUE}"))
relies = ("cites", "rests on", "sourced from")
for page in catalogue["pages"]:
    for relation in page["relations"]:
        if relation["to"] == "papers/christmas-2019.md" and relation["relation"] in relies:
            print(page["path"], relation["line"], relation["relation"])
'''),
    Example("The narrower words of each word, by rdflib", "python", f'''from rdflib import Graph
from rdflib.namespace import SKOS

words = Graph().parse("{HERE}{TURTLE}", format="turtle")
for word, narrower in words.subject_objects(SKOS.narrower):
    print(words.value(word, SKOS.prefLabel), "has the narrower word", words.value(narrower, SKOS.prefLabel))
'''),
    Example("What a word means, in a page of your own", "javascript", f'''
const answer = await fetch("{HERE}glossary/prevention/index.json");
const word = await answer.json();
document.body.append(`${{word.title}}: ${{word.fields.definition}}`);
'''),
    Example("A page as plain Markdown", "shell", f'''curl --silent --show-error "{HERE}glossary/prevention/index.md"
'''),
    Example("The card of a guide, in a page of your own", "html", f'''
<iframe src="{HERE}guidance/carrying-naloxone/card/"
  title="Someone may have overdosed: carrying naloxone" width="360" height="480" loading="lazy"></iframe>
'''),
)  # fmt: skip
"""The examples; each is run by `tests/site/test_data_page.py`."""


def data_page() -> str:
    """The page as Markdown, for the docs folder; the list of the files is made by its template."""
    shown = "\n".join(f"### {one.says}\n\n``` {one.language}\n{one.code.lstrip()}```\n" for one in EXAMPLES)
    return f"""---
title: Open data
summary: Every page, relation and word of this site as files that a program can read.
listing: data
---

A program can read all that this site knows.
The files are made anew each time the site is, from the same pages that you read.

## Licence

You may copy, share and change the data, for any purpose, under [CC BY 4.0]({LICENCE}).
Name “the public health policing knowledge base contributors” and link to the page.
Papers belong to those who wrote them. We give their titles and our own summaries.

## What is where

- `{CATALOGUE}` holds each page with its fields, each relation with its line and column, and each piece of news.
- `{CATALOGUE_SCHEMA}` says what can stand in it (JSON Schema). This is version {VERSION}.
  What we add leaves the number as it is. What we rename or take away raises it.
- `{JSON_LD}` and `{TURTLE}` hold the glossary as SKOS.
  A scope note says what police and public health people each mean by a word.
- Beside each page stand `index.json`, the page as data (`{PAGE_SCHEMA}`), and `index.md`, the page as plain Markdown.
- Beside each guide stand its card to embed, `card/`, the card as data, `card.json`, and `oembed.json`.
- `upkeep/affected.json` says which pages name an address of another site, themselves or through a paper they rely on.
- `as-at/` keeps the cards as they stood, for the newest days on which news went out.
- `{LLMS}` leads to the Markdown of every page.

Drafts are in none of them.
A page that is withdrawn stays, and its `status` says so.
An address is for ever: a page that gets another name answers at its old address too.

## Examples

Put the address of this site in place of `{HERE}`.

{shown}"""
