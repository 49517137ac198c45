"""Each page as plain Markdown: its title, what its fields say, and its prose with every reference resolved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from catalogue.addresses import relative, whole
from catalogue.dates import long_day, span
from catalogue.graph import Page
from catalogue.outputs.open_data.resolved import Naming, destination, resolved, words
from catalogue.records import Declared, Part, Record, declared
from catalogue.records.search_words import UNPRINTED
from catalogue.site.site import Site

_FRAME = frozenset((
    "title", "summary", "definition", "formerly", "wanted", "listing", "found_by", *UNPRINTED, "changes", "status",
    "superseded_by",
))  # fmt: skip
"""The fields that stand elsewhere on the page, or are for machines."""


def beside(site: Site, page: Page, base: str) -> str:
    """The file `index.md` beside a page, as Markdown; its links lead to the pages, as the page's own do."""

    def naming(path: str, heading: str) -> str:
        """The address of a page or a file, and of a heading in it, as this page names it."""
        target = site.catalogue.by_path.get(path)
        found = relative(target.address if target else path, page.address)
        return f"{found}#{heading}" if heading else found

    return Written(site, page, naming, anchors=False).text(f"<{whole(page.address, base)}>")


class Written(NamedTuple):
    """A page as it is written down, its links as `naming` has them.

    `anchors` gives headings an address of their own, in the form of attribute lists, which not every reader knows.
    """

    site: Site
    page: Page
    naming: Naming
    anchors: bool = True

    def text(self, source: str = "", after: str = "") -> str:
        """The whole page; `source` is a line of Markdown that says where it is from, `after` what follows it."""
        record = self.page.record
        standing = f"**{words(record.standing)}.** " if record.standing else ""
        parts = [f"# {words(self.page.title)}", standing + words(record.gist), source]
        parts += self.fields(record)
        parts += [resolved(self.site.catalogue, self.page, self.naming, anchors=self.anchors), *self._changes(), after]
        return "\n\n".join(part for part in parts if part.strip()) + "\n"

    def link(self, page: Page) -> str:
        """A link to a page by its title."""
        return f"[{words(page.title)}]({destination(self.naming(page.path, ''))})"

    def fields(self, record: Record) -> Iterator[str]:
        """What the fields say: those of one short value in one list, the longer ones each under a heading."""
        every = [each for each in _held(record) if each[0].name not in _FRAME]
        short = [(one, value) for one, value in every if _is_short(one)]
        facts = [f"- {_named(one)}: {self._short(one, value)}" for one, value in short]
        if record.superseded_by and (other := self.site.get(record.superseded_by)):
            facts.append(f"- Superseded by: {self.link(other)}")
        yield "\n".join(facts)
        for one, value in every:
            if not _is_short(one):
                yield self.heading(_named(one), self._anchor(one.name.replace("_", "-")))
                yield self._short(one, value) if isinstance(value, str) else "\n".join(self._long(one, value, ""))

    def heading(self, said: str, anchor: str) -> str:
        """A heading of the second level; `said` is plain text. An anchor that the prose has stays the prose's."""
        free = self.anchors and anchor not in self.page.prose.anchors
        return f"## {words(said)} {{: #{anchor} }}" if free else f"## {words(said)}"

    def _anchor(self, name: str) -> str:
        """The address of a field's heading, as the page on the site has it: `claims`, `chat-questions`."""
        called = {"outcome": "write-up"}.get(name, name)
        return next((each for each in (f"{self.page.kind}-{called}", name) if each in self.page.row.anchors), name)

    def _long(self, one: Declared, value: Any, indent: str) -> Iterator[str]:
        several = value if isinstance(value, tuple) else (value,)
        for each in several:
            if isinstance(each, Part):
                yield from self._part(one, each, indent)
            else:
                yield f"{indent}- {self._short(one, each)}"

    def _part(self, one: Declared, part: Part, indent: str) -> Iterator[str]:
        """A group of fields: the first in its line, where there are several, the others below it."""
        held = list(_held(part))
        if one.several and held and not isinstance(held[0][1], tuple):
            yield f"{indent}- {self._short(*held.pop(0))}"
            indent += "    "
        for name, value in held:
            if isinstance(value, tuple) and not _is_short(name):
                yield f"{indent}- {_named(name)}:"
                yield from self._long(name, value, f"{indent}    ")
            elif isinstance(value, Part):
                yield from self._long(name, value, indent)
            else:
                yield f"{indent}- {_named(name)}: {self._short(name, value)}"

    def _short(self, one: Declared, value: Any) -> str:
        if isinstance(value, tuple):
            return "; ".join(self._short(one, each) for each in value)
        if isinstance(value, Part):
            return words(getattr(value, "name", "") or "")
        if one.refers is not None:
            page = self.site.get(value)
            return self.link(page) if page else words(value)
        if one.form is not None and one.form.leads_to is not None:
            return f"<{destination(one.form.leads_to + value)}>"
        return words(_told(value))

    def _changes(self) -> Iterator[str]:
        notes = self.site.history_of(self.page) if self.page.is_record else []
        if notes:
            yield self.heading("What changed", "changes")
            lines = ((note.day, [note.kind + ("" if note.page else "."), note.words]) for note in notes)
            yield "\n".join(f"- {long_day(day)}: {words(' '.join(filter(None, said)))}" for day, said in lines)


def _held(part: Part) -> Iterator[tuple[Declared, Any]]:
    """The fields that hold something, as declared, with what they hold."""
    for one in declared(type(part)).values():
        value = getattr(part, one.held_as)
        if value is not None and value != () and value != "":
            yield one, value


def _is_short(one: Declared) -> bool:
    """One value, or names: what fits in a line."""
    if one.part is not None:
        return one.name == "authors"
    return one.name in declared(Record) or one.refers is not None or one.choices is not None or not one.free


def _named(one: Declared) -> str:
    return one.name.replace("_", " ").capitalize()


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return span(value, None)
    if isinstance(value, date):
        return long_day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.value.replace("-", " ") if isinstance(value, StrEnum) else str(value)
