"""Builds small catalogues from text, so that a test can say in a few lines what a page holds."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

from catalogue import Catalogue, Diagnostic, judge, read_texts
from catalogue.frontmatter import read_front_matter
from catalogue.guides.writers_files import writers_files
from catalogue.kinds import model_for
from catalogue.records import Chat, Record, declared
from catalogue.text import Source

TODAY = date(2026, 11, 22)
CORPUS = Path(__file__).parent / "corpus" / "docs"
CORPUS_DAY = date(2026, 11, 25)
"""The day on which the corpus is read and built: its pages are of that day, the day before and the day after."""

BASE = """
docs/glossary/population-focus.md
---
title: Population focus
definition: Starting from what a whole group of people needs.
published: 2026-11-22
sources: [christmas-2019]
---
docs/papers/christmas-2019.md
---
title: "Public health approaches in policing: a discussion paper"
summary: The paper this site starts from.
authors:
  - Christmas, Helen
  - Srivastava, Justin
year: 2019
publisher: College of Policing
genre: discussion
url: https://www.college.police.uk/about/public-health
---
"""

FILLED: dict[str, str] = {
    "title": "A page made for a test: {id}",
    "summary": "What the page says in one sentence.",
    "published": "2026-11-22",
    "definition": "What the word means, in plain words.",
    "situation": "Somebody fell, and lies on the ground.",
    "card": "\n  do: [Ask what happened.]",
    "authority": "\n  kind: discussion\n  name: The official page\n  url: https://www.college.police.uk/{id}",
    "starts": "{day} 21:00",
    "minutes": "60",
    "announced": "{announced}",
    "platform": "X",
    "hosts": '\n  - name: Violence Reduction Network\n    role: Host\n    handle: "@LancsVRN"',
    "reading": "[christmas-2019]",
    "authors": "\n  - Smith, Jo",
    "year": "{year}",
    "publisher": "BMJ",
    "genre": "article",
    "date": "2026-11-22",
    "about": "[christmas-2019]",
}
"""What stands in a field that an example leaves out, so that the example can show its own point alone."""

ALSO = {Chat: ("minutes", "hosts", "reading", "announced", "platform")}
"""Fields no page needs by its record, without which a rule would speak up."""
INSTEAD = {"minutes": ("ends",), "platform": ("form",)}
"""A field is not filled in where one of these is there."""


def pages(text: str) -> dict[str, str]:
    """The pages of a text, by path below `docs/`: a line `docs/….md` (or the ledger’s, `….json`) starts each."""
    parts = re.split(r"^docs/(\S+\.(?:md|json|pdf))$\n?", text, flags=re.MULTILINE)
    return {parts[index]: parts[index + 1].strip("\n") + "\n" for index in range(1, len(parts), 2)}


@cache
def corpus_files() -> dict[str, bytes]:
    """The corpus by path below `docs/`: what stands in tests/corpus/docs, and the files made for writers."""
    made = {path: text.encode("utf-8") for path, text in writers_files().items()}
    held = {file.relative_to(CORPUS).as_posix(): file.read_bytes() for file in CORPUS.rglob("*") if file.is_file()}
    return {**made, **held}


def frame_files() -> dict[str, str | bytes]:
    """The pages a site of any size needs: the lists that its frame leads to, and two pages of a line."""
    lists = {
        path: text for path, text in corpus_files().items()
        if path.endswith("index.md") and not path.startswith(("contributing/", "about/"))
    }  # fmt: skip
    plain = {f"{name}/index.md": f"---\ntitle: {name.title()}\n---\n\nWords.\n" for name in ("contributing", "about")}
    return {**lists, **plain}


@cache
def corpus() -> Catalogue:
    """The corpus as a catalogue, as of no day."""
    pages: dict[str, str | bytes] = {
        path: text for path, text in corpus_files().items()
        if path.endswith((".md", "ledger.json")) and not path.endswith("_template.md")
    }  # fmt: skip
    return read_texts(pages, frozenset(corpus_files()) - set(pages))


def catalogue(text: str, *, fill: bool = True, base: bool = True, files: tuple[str, ...] = ()) -> Catalogue:
    """A catalogue of these pages and the two base pages, missing fields filled in."""
    mine = pages(text)
    if fill:
        mine = {path: filled(path, page) for path, page in mine.items()}
    every: dict[str, str | bytes] = {}
    for path, page in {**(pages(BASE) if base else {}), **mine}.items():
        # Windows-1252 is how an example writes a file that is not text: `\\xe9` stands for the byte.
        every[path] = page.replace(r"\xe9", "é").encode("cp1252") if r"\xe9" in page else page
    beside = [path for path in every if path.endswith(".pdf")]
    return read_texts(
        {path: text for path, text in every.items() if path not in beside}, {"assets/mark.svg", *beside, *files}
    )


def problems(text: str, *, today: date = TODAY, fill: bool = True, base: bool = True) -> list[Diagnostic]:
    """Every problem of these pages; a page below `docs/before/` is what a page is compared with."""
    old = {path.removeprefix("before/"): page for path, page in pages(text).items() if path.startswith("before/")}
    new = "\n".join(f"docs/{path}\n{page}" for path, page in pages(text).items() if not path.startswith("before/"))
    before = catalogue("\n".join(f"docs/{path}\n{page}" for path, page in old.items())) if old else None
    return judge(catalogue(new, fill=fill, base=base), today, before=before)


def codes(text: str, **options: bool | date) -> list[str]:
    """The codes of the problems of these pages, notes included."""
    return [one.code for one in problems(text, **options)]  # type: ignore[arg-type]


def filled(path: str, page: str) -> str:
    """A page with what its kind needs filled in, as far as the page itself does not say it."""
    model = model_for(path)
    if not path.endswith(".md") or model.kind == "page" or page.count("---") == 1:
        return page
    front, body, present = _block(path, page)
    missing = [name for name in _needed(model, page) if name not in present]
    added = "".join(f"{name}: {_value(name, path, present)}\n" for name in missing)
    return f"---\n{front}{added}---\n{body}"


def _block(path: str, page: str) -> tuple[str, str, set[str]]:
    front = read_front_matter(Source(path, page))
    if front.present:
        inside = re.match(r"---[ \t]*\n(.*?)^---[ \t]*$\n?", page, re.DOTALL | re.MULTILINE)
        keys = set(re.findall(r"^([a-z_]+):", page, re.MULTILINE)) | set(front.fields)
        return (inside[1] if inside else "", page[front.body_start :], keys)
    # An example of a term can give a field without the lines around it.
    fields = re.match(r"(?:[a-z_]+: .*\n)+", page)
    top = fields[0] if fields else ""
    return top, page[len(top) :], set(re.findall(r"^([a-z_]+):", top, re.MULTILINE))


def _needed(model: type[Record], page: str) -> list[str]:
    draft = re.search(r"^status: draft", page, re.MULTILINE)
    names = [name for name, one in declared(model).items() if one.required]
    names += [] if draft else list(model.required_once_current)
    names += ALSO.get(model, ())  # type: ignore[call-overload]
    given = set(re.findall(r"^([a-z_]+):", page, re.MULTILINE))
    return [name for name in dict.fromkeys(names) if not given & set(INSTEAD.get(name, ()))]


def _value(name: str, path: str, present: set[str]) -> str:
    page_id = path.rpartition("/")[2][:-3]
    day = found[0] if (found := re.match(r"\d{4}-\d\d-\d\d", page_id)) else "2030-02-10"
    year = found[1] if (found := re.search(r"-(\d{4})$", page_id)) else "2019"
    title = '"{}"'.format(FILLED["title"].format(id=page_id))
    return title if name == "title" else FILLED[name].format(id=page_id, day=day, announced=day, year=year).strip(" ")


def as_yaml(value: object) -> str:
    """A value as a page can hold it on one line, whatever characters its texts are made of."""
    typed = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda match: f"\\u{ord(match[0]):04x}", typed)
