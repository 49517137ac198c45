"""Marks before a field that mean something to a program, and never to a writer."""

from __future__ import annotations

import re

from catalogue.diagnostics import Edit, quote
from catalogue.frontmatter.lines import NAME
from catalogue.frontmatter.traps import Trap
from catalogue.text import Span

_MARKER = re.compile(
    rf"^(?P<before>(?:---|\.\.\.)[ \t]+(?=\S)|\?[ ]+(?={NAME}[ ]*(?::(?=\s|$)|\n[ ]*:[ ])))"
    rf"(?:(?P<name>{NAME})(?P<apart>[ ]*\n[ ]*)(?=:[ ]))?",
    re.MULTILINE,
)
_MERGE = re.compile(r"^(?P<before>[ ]*(?:-[ ]+)*)<<[ ]*:[ ]+(?P<value>\S[^\n]*)$", re.MULTILINE)


def marker_traps(text: str, start: int, end: int) -> list[Trap]:
    """Find `--- ` and `? ` before a field, in the block from `start` to `end`."""
    traps = []
    for match in _MARKER.finditer(text, start, end):
        mark = match.group("before").strip()
        edits = [Edit(Span(match.end("before") - len(match.group("before").lstrip()), match.end("before")), "")]
        if match.group("apart"):
            edits.append(Edit(Span(*match.span("apart")), ""))
        stop = text.find("\n", match.end())
        value = re.compile(rf"(?:{NAME})?[ ]*:?[ ]*").match(text, match.end())
        at = min(value.end() if value else match.end(), end)
        message = f"{quote(mark)} stands before a field, and ends what is read. A field starts with its name."
        traps.append(Trap(Span(at, max(at, stop if stop != -1 else end)), message, tuple(edits)))
    for match in _MERGE.finditer(text, start, end):
        message = f"{quote(match.group().strip())} copies fields from elsewhere. A page holds its own fields."
        traps.append(
            Trap(
                Span(*match.span("value")),
                message,
                (Edit(Span(match.end("before"), match.end("before")), "# "),),
                fix="delete this line, and write each field out",
                lost=True,
            )
        )
    return traps
