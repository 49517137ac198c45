"""The records, each field declared once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel

from catalogue.frontmatter import Path
from catalogue.records.author import Author
from catalogue.records.chat import Chat, Gathering
from catalogue.records.fields import Declared, Part, declared
from catalogue.records.guide import Claim, Guide, Role, Strength
from catalogue.records.paper import Genre, Paper, SourceStatus
from catalogue.records.post import Post
from catalogue.records.read_record import fitting, read_record
from catalogue.records.record import Change, ChangeKind, Element, Record, Status
from catalogue.records.search_words import SearchWords
from catalogue.records.term import Term
from catalogue.records.typed_lines import to_add, to_fill_in
from catalogue.records.values import IN_DOI, RefersTo


def references(record: Record) -> Iterator[tuple[Path, str, RefersTo]]:
    """Every id of another page that a record's fields name: its path, the id, and what the reference means."""
    for path, value, one in _values(record, (), _refers):
        assert one.refers
        yield path, value, one.refers


def addresses(record: Record) -> Iterator[tuple[Path, str]]:
    """Every web address that a record's fields hold, or make of a DOI: the field's path, and the address, encoded."""
    for path, value, one in _values(record, (), _leads_away):
        before = one.form.leads_to if one.form else None
        yield path, f"{before}{quote(value, safe=IN_DOI)}" if before else value


def _refers(one: Declared) -> bool:
    return one.refers is not None


def _leads_away(one: Declared) -> bool:
    return one.form is not None and one.form.leads_to is not None


@cache
def _telling(model: type[BaseModel], tells: Callable[[Declared], bool]) -> tuple[Declared, ...]:
    """The fields that tell something, or whose parts may."""
    return tuple(one for one in declared(model).values() if tells(one) or one.part is not None)


def _values(part: BaseModel, path: Path, tells: Callable[[Declared], bool]) -> Iterator[tuple[Path, Any, Declared]]:
    for one in _telling(type(part), tells):
        value = getattr(part, one.held_as)
        for index, item in enumerate(value) if one.several else ((None, value),):
            here = (*path, one.name) if index is None else (*path, one.name, index)
            if item is None:
                continue
            if one.part is not None:
                yield from _values(item, here, tells)
            elif tells(one):
                yield here, item, one


__all__ = [
    "Author", "Change", "ChangeKind", "Chat", "Claim", "Declared", "Element", "Gathering",
    "Genre", "Guide", "Paper", "Part", "Post", "Record", "RefersTo", "Role", "SearchWords",
    "SourceStatus", "Status", "Strength", "Term", "addresses", "declared", "fitting",
    "read_record", "references", "to_add", "to_fill_in",
]  # fmt: skip
