"""The pages writers look things up in: every field of each kind, and every check, from the declarations' own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from catalogue.diagnostics import fenced
from catalogue.guides.explained import Explanation, example_pages, explanation
from catalogue.kinds import KINDS, Kind
from catalogue.records import Declared, Part, declared
from catalogue.records.fields import declared_below
from catalogue.rules import EVERY_RULE


def code(text: str) -> str:
    """A stretch of code in a sentence or a table's cell."""
    return f"`{text.replace('|', chr(92) + '|')}`" if text else ""


def cell(text: str) -> str:
    """Words in a table's cell."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", " ".join(text.split()))


FIELDS_INTRODUCTION = """---
title: Fields at the top of a page
summary: Every field that the block at the top of a page can hold, for each kind of page.
---

Each page starts with a block of fields between two lines of three hyphens. The tables below list the fields of each
kind of page, in the order we write them. A page with `status: draft` needs only the fields marked “yes”.

“Plain words” are words alone. They hold no link, citation or bold, which belong in the prose below the block.
"""


def fields_page() -> str:
    """The page: for each kind, a table of its fields, and one for each group of fields inside it."""
    return "\n".join([FIELDS_INTRODUCTION, *(_kind(kind) for kind in KINDS)])


def _kind(kind: Kind) -> str:
    intro = f"{cell(_first_line(kind.record))} Its file is `docs/{kind.folder}/ID.md`, where ID is the id of the page."
    parts = [f"## {kind.name.capitalize()}\n\n{intro}\n\n{field_table(kind.record, kind.record.required_once_current)}"]
    for path, part in groups(kind.record):
        heading = f"### {kind.name.capitalize()}: {path.replace('.', ', ')}"
        parts.append(f"{heading}\n\n{cell(_first_line(part))}\n\n{field_table(part)}")
    return "\n".join(parts)


def groups(model: type[Part]) -> Iterator[tuple[str, type[Part]]]:
    """Every group of fields inside a record, by its dotted name."""
    return ((path, one.shape.part) for path, one in declared_below(model) if one.shape.part is not None)


def _first_line(model: type[Part]) -> str:
    return (model.__doc__ or "").partition("\n")[0]


def field_table(model: type[Part], once_current: tuple[str, ...] = ()) -> str:
    """The table of a record's fields, or a group's: each with what it says, its form and an example."""
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
        words = "plain words" if one.free else cell(shape.form.words) if shape.form else "words"
    return f"a list: {words}" if shape.several else words


CHECKS_INTRODUCTION = """---
title: What is checked
summary: Every check that a page goes through, and why.
---

Each problem the checks find has a code. Below, each code says what was found and why that matters. Its example shows
how a page looks before and after.

An error stops a page from going on the site. A warning or a note does not. On a draft, errors count as warnings.
"""


CHECKS = "contributing/checks"
"""The address of the page, and of the folder with its examples."""


def checks_pages() -> dict[str, str]:
    """The pages by path: one says what is checked, with a section headed by each code, so that the code is its address;
    and one for each group of rules shows their examples.
    """
    parts, pages = [CHECKS_INTRODUCTION], {}
    for (group, shelf), rules in groupby(_grouped(), key=lambda rule: (rule.group.removesuffix("."), rule.shelf)):
        parts.append(f"## {group}\n")
        shown = [_examples_introduction(group)]
        for rule in rules:
            parts.append(_section(rule))
            shown.append(f"## {rule.code}\n\n**Bad**\n\n{_example(rule.bad)}\n**Good**\n\n{_example(rule.good)}")
        pages[f"{CHECKS}/{shelf}.md"] = "\n".join(shown)
    return {f"{CHECKS}.md": "\n".join(parts), **pages}


def _examples_introduction(group: str) -> str:
    return f"""---
title: "Examples: {group}"
summary: For each problem, a page that has it and the page put right.
---

[What is checked](../checks.md) says why each of these matters.
"""


def _grouped() -> list[Explanation]:
    """The rules in their order, those of a group together."""
    rules = [explanation(rule) for rule in EVERY_RULE]
    order = list(dict.fromkeys(rule.group for rule in rules))
    return sorted(rules, key=lambda rule: order.index(rule.group))


def _section(rule: Explanation) -> str:
    why = f"{_plain(rule.why)}\n\n" if rule.why else ""
    example = f"[Example of {rule.code}](checks/{rule.shelf}.md#{rule.code})"
    return f"### {rule.code}\n\n{_plain(rule.what)}\n\n{why}{example}\n"


def _example(example: str) -> str:
    return "\n".join(f"`docs/{path}`\n\n{fenced(text, ' markdown')}" for path, text in example_pages(example))


_CODED = re.compile(r"(`[^`]*`)")


def _plain(words: str) -> str:
    """A docstring's words as Markdown that shows them as they are: only its code samples are marks."""
    parts = _CODED.split(words)
    return "".join(
        part if index % 2 else re.sub(r"([\[\]<>*_{}#|\\])", r"\\\1", part) for index, part in enumerate(parts)
    )
