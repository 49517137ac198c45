"""The lines to paste for a field that is wrong, empty or missing: what is known in its place, and gaps for the rest."""

from __future__ import annotations

import re

from catalogue.diagnostics import TODAY
from catalogue.frontmatter import FrontMatter, Path
from catalogue.records.fields import Declared, declared
from catalogue.records.record import Record
from catalogue.records.typed_lines import field_lines
from catalogue.text import Source, Span

_ONLY_YES = frozenset(("", "yes", "true", "y", "x", "1"))
_ONLY_NO = frozenset(("no", "false", "none", "n"))
"""What says that something is so or is not, and no more."""


def to_add(source: Source, front: FrontMatter, path: Path, name: str, lines: list[str]) -> str:
    """How to add a field to the block, or to the group at `path` in it: where, and the lines to paste."""
    if span := front.keys.get((*path, name)):
        return f"write this in its place:\n{_beside(source, span, lines)}"
    beside = [key for key in front.keys if key[:-1] == path]
    within = [source.place(span.end).line for place, span in front.places.items() if place[: len(path)] == path]
    column = source.place(front.keys[beside[0]].start).column - 1 if beside else 2 * len(path)
    pasted = "\n".join(" " * column + line for line in lines)
    return f"add this below line {max(within, default=1)}:\n{pasted}"


def to_write(model: type[Record], source: Source, span: Span, path: Path, value: object, one: Declared) -> str:
    """What to paste over a value that cannot stand in the field at `path`, where the right one is not known."""
    if one.shape.part is not None and str(value).strip().casefold() in _ONLY_NO:
        return "take the line out."
    return f"write this in its place:\n{_beside(source, span, _instead(model, path, one, value))}"


def to_list(source: Source, span: Span, key: str, items: list[str]) -> str:
    """What to paste over a value that is to be a list: its items, below its key where it has one."""
    lead = re.match(r"[ ]*", source.line(source.place(span.start).line))
    if key:
        return f"write\n{_beside(source, span, [key, *items])}"
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
    return "\n".join([f"write this in place of lines {first} to {last}:", key, *items])


def missing_lines(name: str, one: Declared) -> list[str]:
    """The lines of a field that is missing: gaps, and today's day where a group typed now holds it."""
    return field_lines(name, one, _today_in(name, one), _besides(name, one))


def _instead(model: type[Record], path: Path, one: Declared, value: object) -> list[str]:
    name, typed = _name(path), value.strip() if isinstance(value, str) else ""
    meant = model.meant(name, typed) if len(path) == 1 else None
    if meant is not None:
        name, one, typed = meant, declared(model)[meant], ""
    item = isinstance(path[-1], int)
    part = one.shape.part
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
    return frozenset((f"{name}.{one.shape.part.typed_alone}",)) if one.shape.part else frozenset()


def _name(path: Path) -> str:
    return next(str(step) for step in reversed(path) if isinstance(step, str))


def _today_in(name: str, one: Declared) -> dict[str, str]:
    fields = declared(one.shape.part) if one.shape.part else {}
    return {f"{name}.{each}": TODAY for each, of in fields.items() if of.today}


def _beside(source: Source, span: Span, lines: list[str]) -> str:
    """Lines as they have to be typed where something stands: as deep, and the first behind the hyphen it has."""
    line = source.line(source.place(span.start).line)
    lead = (re.match(r"[ ]*(?:-[ ]+)*", line) or [""])[0]
    return "\n".join(f"{lead if index == 0 else ' ' * len(lead)}{each}" for index, each in enumerate(lines))
