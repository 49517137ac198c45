"""The records, each field declared once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from catalogue.frontmatter import Path
from catalogue.records.chat import Chat, Gathering, Host, Outcome
from catalogue.records.fields import Declared, Part, attribute, declared
from catalogue.records.guide import Claim, Guide, Strength
from catalogue.records.paper import Author, Genre, Paper, SourceStatus
from catalogue.records.post import Post
from catalogue.records.read_record import TOP, read_record
from catalogue.records.record import Change, ChangeKind, Element, Record, Status
from catalogue.records.term import Agreed, Term
from catalogue.records.values import UK, RefersTo


@cache
def _leading_on(model: type[BaseModel]) -> tuple[tuple[str, str, Declared], ...]:
    """The fields that name other pages, or whose parts may: as typed, as stored, and as declared."""
    fields = ((name, attribute(model, name), one) for name, one in declared(model).items())
    return tuple(each for each in fields if each[2].shape.refers is not None or each[2].shape.part is not None)


def references(record: Record) -> Iterator[tuple[Path, str, RefersTo]]:
    """Every id of another page that a record's fields name: its path, the id, and what the reference means."""
    yield from _references(type(record), record, ())


def _references(model: type[BaseModel], part: Any, path: Path) -> Iterator[tuple[Path, str, RefersTo]]:
    for name, held_as, one in _leading_on(model):
        value = getattr(part, held_as)
        for index, item in enumerate(value) if one.shape.several else ((None, value),):
            here = (*path, name) if index is None else (*path, name, index)
            if item is None:
                continue
            if one.shape.part is not None:
                yield from _references(one.shape.part, item, here)
            elif one.shape.refers is not None:
                yield here, item, one.shape.refers


__all__ = [
    "TOP", "UK", "Agreed", "Author", "Change", "ChangeKind", "Chat", "Claim", "Declared", "Element", "Gathering",
    "Genre", "Guide", "Host", "Outcome", "Paper", "Part", "Post", "Record", "RefersTo", "SourceStatus",
    "Status", "Strength", "Term", "attribute", "declared", "read_record", "references",
]  # fmt: skip
