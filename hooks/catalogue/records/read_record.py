"""Makes a record from the block at the top of a page, and says what does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from catalogue.admitted import identifier
from catalogue.diagnostics import Diagnostic, Edit, choices, quote
from catalogue.frontmatter import FrontMatter, Path, Raw
from catalogue.gaps import is_gap
from catalogue.labels import is_slip, nearest
from catalogue.records.fields import Declared, declared, declared_at
from catalogue.records.record import Record
from catalogue.records.typed_lines import as_item, field_lines, in_place, to_fill_in, to_list, to_write
from catalogue.text import Source, Span

TOP = Span(0, 3)
"""The first line of the block, where a problem about the whole block is shown."""

_Group = tuple[type[BaseModel], dict[str, Any], Path]


def read_record(model: type[Record], source: Source, front: FrontMatter) -> tuple[Record, tuple[Diagnostic, ...]]:
    """Read a page's fields as a record of this kind.

    Returns the record (fields that are wrong are left out, so that there always is one) and every problem: fields
    unknown, missing or wrong, each at its place.
    """
    record, problems = _fit(model, source, front)
    if front.present:
        groups = list(_groups(model, front.fields))
        problems.extend(_unknown(model, source, front, groups))
        if front.complete:
            # A field that is there under a misspelt name is not missing too.
            meant = {one.edit.text for one in problems if one.code == "field-unknown" and one.edit}
            problems.extend(_missing(model, source, front, groups, record.needs, meant))
    elif model.kind != "page":
        problems.append(_no_block(model, source))
    return record, tuple(problems)


def fitting(model: type[Record], fields: dict[str, Raw]) -> Record:
    """The record of fields that were read before and had nothing wrong; raises ValueError where they have."""
    return model.model_validate(_without_empty(fields))


def _no_block(model: type[Record], source: Source) -> Diagnostic:
    fields = declared(model)
    # Nothing is tried twice: a page may be one line of such signs.
    if fenced := re.match(r"\s*+(`{3,}+|~{3,}+)[^\n]*+\n---[ \t]*+\n", source.text):
        message = "The block at the top stands within a piece of code, so that it is not read."
        fix = f"take out the line “{fenced[1]}” above it, and the one below it."
        return Diagnostic("field-missing", source, Span(0, 0), message, fix)
    if bare := _bare_block(fields, source.text):
        message = "The fields at the top have no line “---” above and below them, so that they are not read."
        fix = in_place(["---", *bare, "---"], 1, len(bare))
        return Diagnostic("field-missing", source, Span(0, 0), message, fix)
    needed = [name for name, one in fields.items() if one.required or name in model.required_once_current]
    starter = "\n".join(["---", *(line for name in needed for line in field_lines(name, fields[name], {})), "---"])
    message = f"The page has no block at the top, which every {model.kind} starts with."
    return Diagnostic("field-missing", source, Span(0, 0), message, f"start the file with\n{starter}")


def _bare_block(fields: Mapping[str, Declared], text: str) -> list[str]:
    """The lines at the top of a page that are plainly its fields; none where it starts with prose."""
    lines = text.split("\n")
    known = re.compile(rf"(?:{'|'.join(map(re.escape, fields))}):(?: |$)|#|  |- ")
    count = next((number for number, line in enumerate(lines) if not known.match(line)), len(lines))
    return lines[:count] if re.match(r"[a-z_]+:", text) and count > 1 else []


def _fit(model: type[Record], source: Source, front: FrontMatter) -> tuple[Record, list[Diagnostic]]:
    """Validate; leave out what is wrong and try again, so that one wrong field never costs another."""
    data: Any = _without_empty(front.fields)
    problems: list[Diagnostic] = []
    while True:
        try:
            return model.model_validate(data), problems
        except ValidationError as error:
            met = [(_known(item["loc"], data), item) for item in error.errors()]
            # What was typed can be a gap, which is the problem itself.
            told = (each for each in met if not _is_open(source, front, each[0]))
            problems += [_wrong(model, source, front, *each) for each in told]
            wrong = {path for path, _ in met}
            if () in wrong:
                return model.model_validate({}), problems
            for path in sorted(wrong, key=_deepest_last, reverse=True):
                _remove(data, path)


def _without_empty(value: Any) -> Any:
    """The fields less those left empty: an empty field is an absent one."""
    # Nearly all are text, for which a call each would take longer than all else here.
    if isinstance(value, dict):
        return {key: item if isinstance(item, str) else _without_empty(item) for key, item in value.items() if item}
    if isinstance(value, list):
        return [item if isinstance(item, str) else _without_empty(item) for item in value]
    return value


def _is_open(source: Source, front: FrontMatter, path: Path) -> bool:
    """What was typed is a gap, which without quotation marks reads as a list."""
    span = front.places.get(path)
    if span is None:
        return False
    return is_gap(source.text[span.start : span.end]) or is_gap(source.text[max(span.start - 1, 0) : span.end + 1])


def _known(location: tuple[int | str, ...], data: Any) -> Path:
    """The longest part of pydantic's location that exists in what was typed."""
    path: list[int | str] = []
    for step in location:
        held = step in data if isinstance(data, dict) else isinstance(data, list) and step in range(len(data))
        if held:
            data = data[step]
        elif isinstance(data, dict) and step == 0:
            continue  # one group of fields, read as a list of one
        else:
            break
        path.append(step)
    return tuple(path)


def _deepest_last(path: Path) -> list[tuple[int, str]]:
    """A sort key by which, read backwards, inner and later items come before outer and earlier ones."""
    return [(step, "") if isinstance(step, int) else (-1, step) for step in path]


def _remove(data: Any, path: Path) -> None:
    for step in path[:-1]:
        data = data[step]
    del data[path[-1]]


def _wrong(model: type[Record], source: Source, front: FrontMatter, path: Path, item: Any) -> Diagnostic:
    one = declared_at(model, path)
    message = item["msg"] if item["type"] == "field_wrong" else _form_message(item)
    likely = (item.get("ctx") or {}).get("fix", "")
    name = ".".join(str(step) for step in path if isinstance(step, str))
    span = front.places.get(path) or front.keys.get(path) or TOP
    edit = None
    group = one is not None and one.part is not None and not one.example
    instead = model.instead.get(str(item["input"]).casefold()) if path == ("status",) else None
    if instead:
        fix = in_place([instead])
    elif one and group and one.several and isinstance(item["input"], dict):
        fix = as_item(source, front, path)
    elif one and (group or not likely):
        fix = to_write(model, source, span, path, item["input"], one)
    elif likely and not likely.startswith("\n"):
        edit = Edit(span, likely)
        fix = f"write “{_key(path)}{likely}”."
    elif likely:
        lines = _told_apart(one, item["input"]) or likely.strip("\n").split("\n")
        fix = to_list(source, span, _key(path).rstrip(), lines)
    else:
        fix = ""
    return Diagnostic("field-wrong", source, span, f"In {quote(name)}: {message}", fix, edit=edit)


def _told_apart(one: Declared | None, typed: object) -> list[str]:
    """The ids or choices that stand on one line, each as an item of a list; else a gap. Empty for other fields."""
    if one is None or not isinstance(typed, str) or not (one.refers or one.choices):
        return []
    words = [word.strip(" .").casefold() for word in re.split(r"[;,&]|\band\b", typed.strip("[] "))]
    if one.choices:
        sure = set(words) <= {each.value for each in one.choices}
    elif len(words) == 1:
        words, sure = [identifier(words[0])], True
    else:
        sure = all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", word) for word in words)
    return [f"  - {word}" for word in words] if sure else [f'  - "{one.gap}"']


def _key(path: Path) -> str:
    return f"{path[-1]}: " if path and isinstance(path[-1], str) else ""


def _form_message(item: Any) -> str:
    """What pydantic's own message comes to here: a group of fields was wanted, and something else stands there."""
    if isinstance(item["input"], list):
        return "Here stands a list, where further fields belong."
    return f"Here stands {quote(item['input'])}, where further fields belong, each on its own indented line."


def _groups(model: type[BaseModel], data: dict[str, Any], path: Path = ()) -> Iterator[_Group]:
    """The record and every group of fields inside it, as typed, with its path."""
    yield model, data, path
    for name, one in declared(model).items():
        if one.part is None or (value := data.get(name)) is None:
            continue
        for index, item in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(item, dict):
                yield from _groups(one.part, item, (*path, name) if index is None else (*path, name, index))


def _unknown(model: type[Record], source: Source, front: FrontMatter, groups: Iterable[_Group]) -> Iterator[Diagnostic]:
    outside = dict(_left_outside(model, source, front))
    yield from {one.span: one for one in outside.values()}.values()
    for part, data, path in groups:
        known = declared(part)
        for name in data:
            if name in known or (*path, name) in outside:
                continue
            span = front.keys.get((*path, name), TOP)
            message = f"A {model.kind} has no field called {quote(name)}."
            slips = [each for each in known if is_slip(str(name), each)]
            best = slips[0] if len(slips) == 1 else None
            other = model.meant("status", str(name)) if not path and isinstance(data[name], str) else None
            if other and not best and other not in data:
                fix = to_write(model, source, span, (other,), data[name], known[other])
                yield Diagnostic("field-unknown", source, span, message, fix)
            elif best and best not in data:
                yield Diagnostic("field-unknown", source, span, message, f"use {quote(best)}.", edit=Edit(span, best))
            else:
                fix = _instead(str(name), list(known), data, model)
                yield Diagnostic("field-unknown", source, span, message, fix)


def _instead(name: str, known: list[str], data: dict[str, Any], model: type[Record]) -> str:
    """What to do with a field that there is not, where no slip of the pen explains it."""
    groups = [each for each, one in declared(model).items() if one.part and name in declared(one.part)]
    if len(groups) == 1:
        return f"put the line below “{groups[0]}:”, with two blanks before it; or take it out."
    near = nearest(name.casefold(), known)
    if near and all(one in data for one in near):
        return f"take the line out: {choices(near, 'and')} is there already."
    return f"use {choices(near)}, or take the line out." if near else "take the line out, or say it in the text below."


def _left_outside(model: type[Record], source: Source, front: FrontMatter) -> Iterator[tuple[Path, Diagnostic]]:
    """Lines that belong to a group of fields, and stand at the left of the page below its name: each run told once."""
    fields = declared(model)
    if front.fields.keys() <= fields.keys():
        return  # it takes a name that only a group has to begin one
    keys = sorted((span.start, str(path[0])) for path, span in front.keys.items() if len(path) == 1)
    end = source.text.rfind("\n", 0, max(source.text.rfind("---", 0, front.body_start), 0)) + 1
    group, run = "", list[tuple[int, str]]()
    for start, name in [*keys, (end, "")]:
        part = fields[group].part if group else None
        if name and part is not None and _goes_with(name, declared(part), fields, bool(run)):
            run.append((start, name))
            continue
        if run:
            told = _outside(source, front, group, run, start)
            yield from (((key,), told) for _, key in run)
        group, run = (name if name in fields and fields[name].part else ""), []


def _goes_with(name: str, inner: dict[str, Declared], fields: dict[str, Declared], begun: bool) -> bool:
    """A name that only the group has; once such a line stands there, also one both have, and one that neither has."""
    if name in inner:
        return begun or name not in fields
    return begun and name not in fields and not any(is_slip(name, each) for each in fields)


def _outside(source: Source, front: FrontMatter, group: str, run: list[tuple[int, str]], end: int) -> Diagnostic:
    start = run[0][0]
    lines = source.text[start:end].rstrip("\n").split("\n")
    while lines[-1].startswith("#"):  # lines of the starter that are not in use
        lines.pop()
    inside = [span.start for path, span in front.keys.items() if path[0] == group and isinstance(path[-1], str)]
    columns = [source.place(each).column - 1 for each in inside if source.place(each).column > 1]
    blanks = columns[-1] if columns else 2
    right = "\n".join(" " * blanks + line if line.strip() else line for line in lines)
    span = Span(start, start + len("\n".join(lines)))
    names = choices([name for _, name in run], "and")
    verb = "belongs" if len(run) == 1 else "belong"
    many = {2: "two", 4: "four"}.get(blanks, str(blanks))
    message = f"{names} {verb} to {quote(group)}, and the blanks that say so are missing."
    fix = f"put {many} blanks before each of these lines:\n{right}"
    return Diagnostic(
        "field-unknown", source, Span(front.keys[(group,)].start, span.end), message, fix, edit=Edit(span, right)
    )


def _missing(
    model: type[Record], source: Source, front: FrontMatter, groups: Iterable[_Group], needs: Sequence[str],
    meant: set[str],
) -> Iterator[Diagnostic]:  # fmt: skip
    for part, data, path in groups:
        for name, one in declared(part).items():
            # A group with a reason tells that something happened: with nothing in it, nobody learns of it.
            told = name in data and one.part is not None and "reason" in declared(one.part)
            needed = one.required or told or (not path and name in needs)
            if not needed or name in meant or data.get(name) not in (None, "", [], {}):
                continue
            span = front.keys.get((*path, name)) or front.keys.get(path) or front.places.get(path) or TOP
            what = "is empty" if name in data else "is missing"
            where = f"{'.'.join(str(step) for step in path if isinstance(step, str))}." if path else ""
            message = f"{quote(where + name)} {what}: {one.says}."
            yield Diagnostic("field-missing", source, span, message, to_fill_in(model, source, front, (*path, name)))
