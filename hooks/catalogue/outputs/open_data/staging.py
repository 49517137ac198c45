"""The whole catalogue as plain Markdown that any site generator can build: the way out of a stack that ends.

Nothing here needs MkDocs. Beside the pages stands a file of settings that MkDocs, its followers and Zensical read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from urllib.parse import urlsplit

from catalogue.addresses import beside, follow
from catalogue.dates import long_day
from catalogue.graph import Page, Reference
from catalogue.kinds import KINDS
from catalogue.outputs.open_data.page_data import published
from catalogue.outputs.open_data.plain_markdown import Written
from catalogue.outputs.open_data.resolved import words
from catalogue.site.site import Site

SETTINGS = """# Plain Markdown, to be built by MkDocs or what follows it: mkdocs build
site_name: {name}
docs_dir: docs
markdown_extensions:
  # Ids of headings, tables, code in fences.
  - attr_list
  - tables
  - fenced_code
"""

_BACK = {
    "rests on": "relied-on-by", "sourced from": "relied-on-by", "cites": "relied-on-by", "reads": "discussed-in",
    "changed": "changed-by", "uses": "used-in", "links to": "used-in",
}  # fmt: skip
"""Under which anchor the site shows what leads to a page, by relation; the first that the kind of page has is taken."""

_SAID = {
    "rests on": "Claims that rest on it", "sourced from": "Words defined from it", "cites": "Pages that cite it",
    "reads": "Chats that read it", "changed": "Chats that changed it", "uses": "Pages that use it",
    "links to": "Pages that link to it", "broader": "Narrower words", "related": "Related words",
    "not the same as": "Not the same", "superseded by": "What it replaces", "about": "News about it",
}  # fmt: skip
"""What stands over the pages that lead to a page, by relation."""


class Stage:
    """The pages of a site, each to be written as a file of plain Markdown."""

    def __init__(self, site: Site) -> None:
        """`site` is as readers meet it on the day of the stage."""
        self.site = site
        self.pages = published(site)

    def files(self, name: str) -> dict[str, str]:
        """The settings and every page, by path below the folder of the stage; `name` is that of the site."""
        return {
            "mkdocs.yml": SETTINGS.format(name=json.dumps(name, ensure_ascii=False)),
            **{f"docs/{page.path}": self.text(page) for page in self.pages},
        }

    def text(self, page: Page) -> str:
        """A page: title and summary at its top as every generator reads them, then what the page on the site shows."""

        def naming(path: str, heading: str) -> str:
            """The address of a page or a file, and of a heading in it, as this page names it."""
            found = beside(path, page.path)
            return f"{found}#{heading}" if heading else found

        written = Written(self.site, page, naming)
        body = written.text(after="\n\n".join([*self._lists(page, written), *self._generated(page, written)]))
        lost = sorted(each for each in self._wanted.get(page.path, ()) if f"#{each} " not in body)
        marks = "".join(f'<a id="{each}"></a>\n' for each in lost)
        front = "".join(
            f"{name}: {json.dumps(held, ensure_ascii=False)}\n"
            for name, held in (("title", page.title), ("description", page.record.gist)) if held
        )  # fmt: skip
        return f"---\n{front}---\n\n{body}{marks and chr(10)}{marks}"

    @cached_property
    def _wanted(self) -> dict[str, set[str]]:
        """The places of each page that links in prose lead to, less those in its own prose."""
        found: dict[str, set[str]] = {}
        by_path = self.site.catalogue.by_path
        for page in self.pages:
            for link in page.prose.links:
                place = follow(link.target, page.path) if "#" in link.target else None
                target = by_path.get(place[0]) if place else None
                if target and place and place[1].replace("-", "").isalnum() and place[1] not in target.prose.anchors:
                    found.setdefault(target.path, set()).add(place[1])
        return found

    def _generated(self, page: Page, written: Written) -> Iterator[str]:
        """What the site adds to a page: its words, its sources, and each page that leads to it, by how it does."""
        for heading, anchor, pages in (
            ("Words used", "words-used", self.site.words_used(page)), ("Sources", "sources", self.site.sources(page)),
        ):  # fmt: skip
            if pages:
                yield written.heading(heading, anchor)
                yield _listed(written.link(each) for each in pages)
        if page.is_record:
            yield from self._led_to(page, written)

    def _led_to(self, page: Page, written: Written) -> Iterator[str]:
        taken: set[str] = set()
        found = [one for one in self.site.catalogue.leads_to.get(page.path, ()) if not one.origin.record.draft]
        for relation, several in groupby(sorted(found, key=lambda one: one.relation), key=lambda one: one.relation):
            anchor = _BACK.get(relation, f"{relation.replace(' ', '-')}-here")
            anchor = anchor if anchor not in taken else f"{anchor}-{relation.replace(' ', '-')}"
            taken.add(anchor)
            yield written.heading(_SAID.get(relation, relation.capitalize()), anchor)
            yield _listed(_told(one, written) for one in {one.origin.path: one for one in several}.values())

    def _lists(self, page: Page, written: Written) -> Iterator[str]:
        """What a page of a list lists."""
        listing = page.listing
        if listing in ("home", "news"):
            for year, items in groupby(self.site.news, key=lambda item: item.day.year):
                yield written.heading(f"News of {year}", f"year-{year}")
                told = ((item.page, f"{long_day(item.day)}: {words(item.title)}") for item in items)
                yield _listed(f"{said}. {written.link(page)}" if page else said for page, said in told)
        if listing == "questions":
            for question in self.site.chat.register:
                yield written.heading(question.words, question.anchor)
                pages = (*question.asked_in, *question.answered_in)
                yield _listed(written.link(each) for each in pages)
        for kind in KINDS if listing == "home" else [row for row in KINDS if row.folder == listing]:
            several = self.site.catalogue.of_kind(kind.name)
            for step in self.site.ways.groups(several[0]) if several else []:
                anchor = urlsplit(step.address).fragment or "all"
                yield written.heading(step.words, anchor if listing != "home" else f"{kind.folder}-{anchor}")
                yield _listed(written.link(each) for each in self.site.ways.within(step))


def _told(one: Reference, written: Written) -> str:
    said = words(one.sentence)
    return f"{written.link(one.origin)}: {said}" if said else written.link(one.origin)


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
