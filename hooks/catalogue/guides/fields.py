"""The page that lists the fields of each kind, from the records' own declarations."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.guides.markdown import cell, code
from catalogue.records import KINDS, Declared, Part, Record, declared

INTRODUCTION = """---
title: Fields at the top of a page
summary: Every field that the block at the top of a page can hold, for each kind of page.
---

Each page starts with a block of fields between two lines of three hyphens. The tables below list the fields of each
kind of page, in the order we write them. A page with `status: draft` needs only the fields marked “yes”.
"""


def fields_page() -> str:
    """The page: for each kind, a table of its fields, and one for each group of fields inside it."""
    return "\n".join([INTRODUCTION, *(_kind(kind) for kind in KINDS)])


def _kind(kind: type[Record]) -> str:
    intro = f"{cell(_first_line(kind))} Its file is `docs/{kind.folder}/ID.md`, where ID is the id of the page."
    parts = [f"## {kind.kind.capitalize()}\n\n{intro}\n\n{_table(kind, kind.required_once_current)}"]
    for path, part in groups(kind):
        parts.append(
            f"### {kind.kind.capitalize()}: {path.replace('.', ', ')}\n\n{cell(_first_line(part))}\n\n{_table(part)}"
        )
    return "\n".join(parts)


def groups(model: type[Part], above: str = "") -> Iterator[tuple[str, type[Part]]]:
    """Every group of fields inside a record, by its dotted name."""
    for name, one in declared(model).items():
        if one.shape.part is not None:
            path = f"{above}{name}"
            yield path, one.shape.part
            yield from groups(one.shape.part, f"{path}.")


def _first_line(model: type[Part]) -> str:
    return (model.__doc__ or "").partition("\n")[0]


def _table(model: type[Part], once_current: tuple[str, ...] = ()) -> str:
    rows = ["| Field | Needed | What it says | Form | Example |", "| --- | --- | --- | --- | --- |"]
    for name, one in declared(model).items():
        needed = "yes" if one.required else "once current" if name in once_current else ""
        rows.append(f"| {code(name)} | {needed} | {cell(one.says)} | {form(one)} | {code(one.example)} |")
    return "\n".join(rows) + "\n"


def form(one: Declared) -> str:
    """What can stand in a field, in words."""
    shape = one.shape
    if shape.part is not None:
        words = "further fields"
    elif shape.choices is not None:
        words = "one of " + ", ".join(code(choice.value) for choice in shape.choices)
    elif shape.refers is not None:
        words = f"the id of a {' or '.join(shape.refers.kinds) or 'page'}"
    else:
        words = cell(shape.form.words) if shape.form else "words"
    return f"a list: {words}" if shape.several else words
