"""Fields as they have to be typed: what is known in its place, and a gap for each that is still to be written."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import yaml

from catalogue.frontmatter import quoted
from catalogue.records.fields import Declared, Part, declared


def typed(text: str) -> str:
    """A value as it has to be typed: as it stands where that is read as the same text, else in quotation marks."""
    try:
        # A gap is in brackets, which is a list to YAML: most of what is asked here, and slow to be told.
        read = None if text[:1] == "[" else yaml.load(f"- {text}", Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        read = None
    as_is = read == [text] or re.fullmatch(r'"[^"]*"', text) is not None
    return text if as_is else quoted(text)


def block_lines(model: type[Part], given: Mapping[str, str], needed: Collection[str] = ()) -> list[str]:
    """The lines of all fields of a record, those that can be left out behind a `#`.

    `given` are the values known, and `needed` the fields asked for besides those the record requires, both by dotted
    name (`hosts.name`). To take the `#` off a line is to use it: behind it the line stands as it has to be typed.
    """
    return [line for name, one in declared(model).items() for line in _lines(name, one, given, needed)]


def field_lines(name: str, one: Declared, given: Mapping[str, str], needed: Collection[str] = ()) -> list[str]:
    """The lines of one field, less those that can be left out; named as `block_lines` names them."""
    return [line for line in _written(name, one, given, needed) if not line.startswith("#")]


def _lines(path: str, one: Declared, given: Mapping[str, str], needed: Collection[str]) -> list[str]:
    asked = one.required or path in needed or _is_given(path, given)
    found = _written(path, one, given, needed)
    return found if asked else [f"#{line.removeprefix('#')}" for line in found]


def _is_given(path: str, given: Mapping[str, str]) -> bool:
    return any(name == path or name.startswith(f"{path}.") for name in given)


def _written(path: str, one: Declared, given: Mapping[str, str], needed: Collection[str]) -> list[str]:
    # A group with an example of its own can be typed short, as that one piece of text.
    if one.shape.part is not None and not one.example and path not in given:
        inner = [
            line for name, each in declared(one.shape.part).items()
            for line in _lines(f"{path}.{name}", each, given, needed)
        ]  # fmt: skip
        return [f"{one.name}:", *_indented(inner, one.shape.several)]
    text = typed(given.get(path) or one.gap)
    return [f"{one.name}:", f"  - {text}"] if one.shape.several else [f"{one.name}: {text}"]


def _indented(inner: list[str], item: bool) -> list[str]:
    """The lines of a group below its name; as an item of a list, with the hyphen before its first field."""
    if not item:
        return [f"#  {line[1:]}" if line.startswith("#") else f"  {line}" for line in inner]
    first = next((index for index, line in enumerate(inner) if not line.startswith("#")), 0)
    marked = [f"#    {line[1:]}" if line.startswith("#") else f"    {line}" for line in inner]
    return [line.replace("    ", "  - ", 1) if index == first else line for index, line in enumerate(marked)]
