"""What writers of each kind look up: a short page about bringing one, and every field that its block can hold.

Both are made from the declarations' own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import indent

from catalogue.admitted import identifier
from catalogue.diagnostics import fenced
from catalogue.guides.forms import END, forms
from catalogue.kinds import KINDS, Kind
from catalogue.records import Declared, Part, declared
from catalogue.records.fields import declared_below


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
    return "\n".join([FIELDS_INTRODUCTION, *(_fields_of(kind) for kind in KINDS)])


def _fields_of(kind: Kind) -> str:
    intro = f"{cell(_first_line(kind.record))} Its file is `docs/{kind.folder}/ID.md`, where ID is the id of the page."
    parts = [f"## {kind.name.capitalize()}\n\n{intro}\n\n{field_table(kind.record, kind.record.required_once_current)}"]
    for path, part in groups(kind.record):
        heading = f"### {kind.name.capitalize()}: {path.replace('.', ', ')}"
        parts.append(f"{heading}\n\n{cell(_first_line(part))}\n\n{field_table(part)}")
    return "\n".join(parts)


def groups(model: type[Part]) -> Iterator[tuple[str, type[Part]]]:
    """Every group of fields inside a record, by its dotted name."""
    return ((path, one.part) for path, one in declared_below(model) if one.part is not None)


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
    if one.part is not None:
        words = "further fields"
    elif one.choices is not None:
        words = "one of " + ", ".join(code(choice.value) for choice in one.choices)
    elif one.refers is not None:
        words = f"the id of a {' or '.join(one.refers.kinds) or 'page'}"
    else:
        words = "plain words" if one.free else cell(one.form.words) if one.form else "words"
    return f"a list: {words}" if one.several else words


def kind_pages() -> dict[str, str]:
    """The pages by their path in the docs folder."""
    return {kind_page_path(kind): _page(kind) for kind in KINDS if kind.start}


def kind_page_path(kind: Kind) -> str:
    """Where the page about a kind stands, below the docs folder: `contributing/define-a-word.md`."""
    return f"contributing/{identifier(kind.start)}.md"


def _page(kind: Kind) -> str:
    summary = f"{kind.start}: what makes a good one, and three ways to bring it."
    parts = [
        f'---\ntitle: {kind.start}\nsummary: "{summary}"\nstarter: {kind.name}\n---\n\n{_first_line(kind.record)}\n',
        *(["## What makes a good one\n", *(f"- {words}" for words in kind.advice), ""] if kind.advice else []),
        "## Three ways to bring it\n",
        f"- **By a link.** Choose “{kind.start}” above. A page opens with gaps in square "
        "brackets. Write in place of each gap. When none is left, write “status: current”, and propose it. The check "
        "says what to call the file.",
        "- **By a form.** Choose “Fill in a form” beside it. Answer the questions and send. The page is made for you, "
        "and the answer says what is still to be mended.",
        "- **By e-mail.** You need no account. Copy the questions below, answer them, and send them to the address "
        "that “Something wrong? Tell us” opens, at the foot of a page.\n",
        _folded("The questions, to copy into an e-mail", fenced(_questions(kind), "text")),
        _folded("Every line the block at the top can have", _fields(kind)),
    ]  # fmt: skip
    return "\n".join(parts)


def _questions(kind: Kind) -> str:
    """The questions as an e-mail asks them: what has to be answered first."""
    form, lines = next(form for form in forms() if form.new and form.kind == kind), list[str]()
    for asked in sorted(form.questions, key=lambda each: not each.required):
        label = asked.label if asked.label.endswith("?") else f"{asked.label}:"
        lines += [label, *([asked.hint] if asked.hint else []), "", ""]
    return "\n".join([*lines, END])


def _fields(kind: Kind) -> str:
    inner = [path for path, _ in groups(kind.record)]
    more = f"\nFor what stands inside {', '.join(f'`{path}`' for path in inner)}: " if inner else "\n"
    return f"{field_table(kind.record, kind.record.required_once_current)}{more}[every field](fields.md#{kind.name}).\n"


def _folded(title: str, text: str) -> str:
    return f'??? note "{title}"\n\n{indent(text, "    ")}'
