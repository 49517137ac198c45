"""The page a writer copies to start from: one for each kind, as an example or with gaps to fill."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import yaml

from catalogue.frontmatter.quoting import quoted
from catalogue.kinds import Kind
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


LATER = {
    "formerly", "superseded_by", "wanted", "changes", "ends", "cancelled", "moved_from", "outcome",
    "source_status_since",
}  # fmt: skip
"""Fields that a new page does not have yet, or that cannot stand beside another."""

NEEDED_TOO = frozenset({"hosts.organisation", "authority.name"})
"""Inner fields that a kind can do without, and a page cannot."""


def template(kind: Kind) -> str:
    """A complete example of a kind, every field explained; it can be copied as it is."""
    names = list(declared(kind.record))
    later = [name for name in names if name in LATER]
    top = [
        "---",
        f"# This is an example of a {kind.name}. Copy it to a file of its own in docs/{kind.folder}/, and put your",
        "# words in place of these. Lines that start with # are for you: readers never see them.",
        *lines(kind.record, [name for name in names if name not in LATER], _draft),
        "# The fields below are for later. To use one, take the # off its lines.",
        *(f"# {line}" for line in lines(kind.record, later, example, notes=False)),
        "---",
    ]
    body = [f"## {heading}\n\n{words}\n" for heading, words in kind.sections]
    return "\n".join(top) + "\n\n" + "\n".join(body)


def _draft(path: str, one: Declared) -> str:
    return "draft" if path == "status" else example(path, one)


def starter(kind: Kind, given: dict[str, str], further: dict[str, Sequence[str]] | None = None) -> str:
    """A new page of a kind: the fields given, and a gap in square brackets for each that is still to be written.

    `further` holds more items for fields that are lists.
    """
    once_current = [name for name in kind.record.required_once_current if name != "published"]
    names = [
        name for name, one in declared(kind.record).items() if one.required or name in given or name in once_current
    ]
    names += kind.also_started
    block = ["---", *_longer(lines(kind.record, names, _gaps(given)), further or {}), "---"]
    body = [f"## {heading}\n\n[add: {words}]\n" for heading, words in kind.sections]
    return "\n".join(block) + "\n\n" + "\n".join(body)


def _longer(block: list[str], further: dict[str, Sequence[str]]) -> list[str]:
    for name, items in further.items():
        if items and f"{name}:" in block:
            after = block.index(f"{name}:") + 2
            block[after:after] = [f"  - {typed(item)}" for item in items]
    return block


def _gaps(given: dict[str, str]) -> Value:
    def value(path: str, one: Declared) -> str:
        if path in given:
            return given[path]
        if one.shape.part is not None:
            return ""
        if "." in path and not one.required and path not in NEEDED_TOO:
            return ""
        free = one.shape.form is not None and not one.shape.form.pattern and one.shape.form.words == "words"
        # A gap has to have the form of its field: only words can be in brackets.
        return f"[add {one.says.partition(':')[0]}]" if free else "" if one.name == "about" else one.example

    return value
