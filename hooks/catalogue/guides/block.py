"""A block of fields as a writer would type it, from the fields' declarations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import yaml

from catalogue.frontmatter.quoting import quoted
from catalogue.records import Declared, Part, declared

Value = Callable[[str, Declared], str]
"""What to write in a field: from its dotted name and its declaration; empty leaves the field out."""


def example(path: str, one: Declared) -> str:
    """The declared example of a field."""
    return one.example


def typed(text: str) -> str:
    """A value as it has to be typed: as it stands where that is read as the same text, else in quotation marks."""
    try:
        read = yaml.load(f"- {text}", Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        read = None
    as_is = read == [text] or re.fullmatch(r'"[^"]*"', text) is not None
    return text if as_is else quoted(text)


def lines(model: type[Part], names: Iterator[str] | list[str], value: Value, *, notes: bool = True) -> list[str]:
    """The lines of these fields of a record, each with a line above that says what it is."""
    found: list[str] = []
    for name in names:
        one = declared(model)[name]
        found += _field(name, one, value, notes)
    return found


def _field(path: str, one: Declared, value: Value, notes: bool) -> list[str]:
    says = [f"# {explained(one)}"] if notes else []
    here = value(path, one)
    if one.shape.part is not None and not here:
        inner = _group(path, one.shape.part, value, notes)
        if not inner:
            return []
        inner = _as_item(inner) if one.shape.several else [f"  {line}" for line in inner]
        return [*says, f"{one.name}:", *inner]
    if not here:
        return []
    return [*says, f"{one.name}:", f"  - {typed(here)}"] if one.shape.several else [*says, f"{one.name}: {typed(here)}"]


def _group(path: str, part: type[Part], value: Value, notes: bool) -> list[str]:
    found: list[str] = []
    for name, one in declared(part).items():
        found += _field(f"{path}.{name}", one, value, notes)
    return found


def _as_item(inner: list[str]) -> list[str]:
    """The lines of a group as an item of a list: the hyphen stands before its first field."""
    first = next(index for index, line in enumerate(inner) if not line.startswith("#"))
    return [f"  - {line}" if index == first else f"    {line}" for index, line in enumerate(inner)]


def explained(one: Declared) -> str:
    """A field in one line: what it says, and what it can be."""
    says = one.says[0].upper() + one.says[1:]
    if one.shape.choices is not None:
        says += ": " + ", ".join(choice.value for choice in one.shape.choices)
    says = f"{says.removesuffix('.')}."
    return f"{says} It has to be there." if one.required else says
