"""Fields as they have to be typed: what is known in its place, and a gap for each that is still to be written.

A starter is made of these lines, and so are a page made of a form, and the cure of a field that is wrong or missing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import yaml

from catalogue.diagnostics import TODAY
from catalogue.frontmatter import FrontMatter, Path, quoted
from catalogue.records.fields import Declared, Part, declared, declared_at
from catalogue.records.record import ChangeKind, Record
from catalogue.text import Source, Span

Given = Mapping[str, str | Sequence[str]]
"""The values known, by dotted name: one, or those of a list."""

_ONLY_YES = frozenset(("", "yes", "true", "y", "x", "1"))
_ONLY_NO = frozenset(("no", "false", "none", "n"))
"""What says that something is so or is not, and no more."""


def typed(text: str) -> str:
    """A value as it has to be typed: as it stands where that is read as the same text, else in quotation marks."""
    try:
        # A gap is in brackets, which is a list to YAML: most of what is asked here, and slow to be told.
        read = None if text[:1] == "[" else yaml.load(f"- {text}", Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        read = None
    as_is = read == [text] or re.fullmatch(r'"[^"]*"', text) is not None
    return text if as_is else quoted(text)


def block_lines(model: type[Part], given: Given, needed: Collection[str] = ()) -> list[str]:
    """The lines of all fields of a record, those that can be left out behind a `#`.

    `given` are the values known, several for a list, and `needed` the fields asked for besides those the record
    requires, both by dotted name (`hosts.name`). To take the `#` off a line is to use it: behind it the line stands as
    it has to be typed.
    """
    return [line for name, one in declared(model).items() for line in _lines(name, one, given, needed)]


def field_lines(name: str, one: Declared, given: Given, needed: Collection[str] = ()) -> list[str]:
    """The lines of one field, less those that can be left out; named as `block_lines` names them."""
    return [line for line in _written(name, one, given, needed) if not line.startswith("#")]


def _lines(path: str, one: Declared, given: Given, needed: Collection[str]) -> list[str]:
    known = any(name == path or name.startswith(f"{path}.") for name in given)
    asked = one.required or path in needed or known
    found = _written(path, one, given, needed)
    return found if asked else [f"#{line.removeprefix('#')}" for line in found]


def _written(path: str, one: Declared, given: Given, needed: Collection[str]) -> list[str]:
    # A group with an example of its own can be typed short, as that one piece of text.
    if one.part is not None and not one.example and path not in given:
        inner = [
            line for name, each in declared(one.part).items()
            for line in _lines(f"{path}.{name}", each, given, needed)
        ]  # fmt: skip
        return [f"{one.name}:", *_indented(inner, one.several)]
    known = given.get(path) or one.gap
    items = [_item(one, known)] if isinstance(known, str) else [_item(one, each) for each in known]
    return [f"{one.name}:", *(f"  - {item}" for item in items)] if one.several else [f"{one.name}: {items[0]}"]


def _item(one: Declared, text: str) -> str:
    """A value as it has to be typed; one of a group stands as it is where it names its field, `organisation: …`."""
    names_field = one.part is not None and text.partition(": ")[0] in declared(one.part)
    return text if names_field else typed(text)


def _indented(inner: list[str], item: bool) -> list[str]:
    """The lines of a group below its name; as an item of a list, with the hyphen before its first field."""
    if not item:
        return [f"#  {line[1:]}" if line.startswith("#") else f"  {line}" for line in inner]
    first = next((index for index, line in enumerate(inner) if not line.startswith("#")), 0)
    marked = [f"#    {line[1:]}" if line.startswith("#") else f"    {line}" for line in inner]
    return [line.replace("    ", "  - ", 1) if index == first else line for index, line in enumerate(marked)]


def change_lines(today: date, kind: ChangeKind, **words: str) -> str:
    """A note of change that is dated `today`, a day in the UK, as it is pasted below “changes:”."""
    given = {f"changes.{name}": text for name, text in words.items()}
    given |= {"changes.date": today.isoformat(), "changes.kind": kind.value}
    return "\n".join(field_lines("changes", declared(Record)["changes"], given)[1:])


def in_place(lines: Iterable[str], first: int = 0, last: int = 0) -> str:
    """How to put lines in the place of what stands where it is told, or of the lines from `first` to `last`."""
    where = f"place of lines {first} to {last}" if first < last else "its place"
    return "\n".join([f"write this in {where}:", *lines])


def to_add(source: Source, front: FrontMatter, path: Path, name: str, lines: list[str]) -> str:
    """How to add a field to the block, or to the group at `path` in it: where, and the lines to paste."""
    if span := front.keys.get((*path, name)):
        return in_place(_beside(source, span, lines))
    beside = [key for key in front.keys if key[:-1] == path]
    within = [source.place(span.end).line for place, span in front.places.items() if place[: len(path)] == path]
    column = source.place(front.keys[beside[0]].start).column - 1 if beside else 2 * len(path)
    pasted = "\n".join(" " * column + line for line in lines)
    return f"add this below line {max(within, default=1)}:\n{pasted}"


def to_write(model: type[Record], source: Source, span: Span, path: Path, value: object, one: Declared) -> str:
    """What to paste over a value that cannot stand in the field at `path`, where the right one is not known."""
    if one.part is not None and str(value).strip().casefold() in _ONLY_NO:
        return "take the line out."
    return in_place(_beside(source, span, _instead(model, path, one, value)))


def to_list(source: Source, span: Span, key: str, items: list[str]) -> str:
    """What to paste over a value that is to be a list: its items, below its key where it has one."""
    lead = re.match(r"[ ]*", source.line(source.place(span.start).line))
    if key:
        return "\n".join(["write", *_beside(source, span, [key, *items])])
    return "\n".join(["write", *((lead[0] if lead else "") + item.lstrip() for item in items)])


def as_item(source: Source, front: FrontMatter, path: Path) -> str:
    """How to make one group of fields, typed without a hyphen, the first item of the list that belongs at `path`."""
    inside = [*front.keys.items(), *front.places.items()]
    first, last = source.place(front.keys[path].start).line, max(
        source.place(span.end).line for place, span in inside if place[: len(path)] == path
    )  # fmt: skip
    key, *lines = (source.line(number) for number in range(first, last + 1))
    deep = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    lead = " " * (len(key) - len(key.lstrip()) + 2)
    items = [f"{lead}{'- ' if index == 0 else '  '}{line[deep:]}" for index, line in enumerate(lines)]
    return in_place([key, *items], first, last)


def to_fill_in(model: type[Record], source: Source, front: FrontMatter, path: Path) -> str:
    """How to add the field at `path`, as it is typed: gaps, and today's day where a group typed now holds it."""
    one = declared_at(model, path)
    assert one is not None
    lines = field_lines(one.name, one, _today_in(one.name, one), _besides(one.name, one))
    return to_add(source, front, path[:-1], one.name, lines)


def _instead(model: type[Record], path: Path, one: Declared, value: object) -> list[str]:
    name = next(str(step) for step in reversed(path) if isinstance(step, str))
    typed = value.strip() if isinstance(value, str) else ""
    meant = model.meant(name, typed) if len(path) == 1 else None
    if meant is not None:
        name, one, typed = meant, declared(model)[meant], ""
    item = isinstance(path[-1], int)
    part = one.part
    if part is None or one.example:
        return [f'"{one.gap}"'] if item else field_lines(name, one, {})
    given = _today_in(name, one)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", typed):
        days = [f"{name}.{each}" for each, of in declared(part).items() if of.day]
        given = dict.fromkeys(list(given) or days, typed)
    elif part.typed_alone and typed.casefold() not in _ONLY_YES:
        given[f"{name}.{part.typed_alone}"] = typed
    lines = field_lines(name, one, given, _besides(name, one))
    return [line[4:] for line in lines[1:]] if item else lines


def _besides(name: str, one: Declared) -> frozenset[str]:
    """What a group says besides what it has to."""
    return frozenset((f"{name}.{one.part.typed_alone}",)) if one.part else frozenset()


def _today_in(name: str, one: Declared) -> dict[str, str]:
    fields = declared(one.part) if one.part else {}
    return {f"{name}.{each}": TODAY for each, of in fields.items() if of.today}


def _beside(source: Source, span: Span, lines: list[str]) -> list[str]:
    """Lines as they have to be typed where something stands: as deep, and the first behind the hyphen it has."""
    line = source.line(source.place(span.start).line)
    lead = (re.match(r"[ ]*(?:-[ ]+)*", line) or [""])[0]
    return [f"{lead if index == 0 else ' ' * len(lead)}{each}" for index, each in enumerate(lines)]
