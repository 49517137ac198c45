"""Corrections made to files, and shown as a difference; every line end stays as the file has it."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from catalogue.diagnostics import Edit


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order, less those that overlap an earlier one."""
    kept: list[Edit] = []
    for edit in sorted(set(edits), key=lambda each: (each.span, each.text)):
        if not kept or (edit.span.start >= kept[-1].span.end and edit.span != kept[-1].span):
            kept.append(edit)
    return kept


def edited(raw: str, edits: Iterable[Edit]) -> str:
    """A file's text with edits made; their places count each line end as one character, however the file writes it."""
    # How many characters before a place are the first half of a two-character line end.
    pairs = [match.start() - index for index, match in enumerate(re.finditer("\r\n", raw))]
    newline = "\r\n" if len(pairs) * 2 > raw.count("\n") else "\n"
    parts, position = [], 0
    for edit in apart(edits):
        start, end = (place + bisect_left(pairs, place) for place in (edit.span.start, edit.span.end))
        parts += [raw[position:start], edit.text.replace("\n", newline)]
        position = end
    return "".join([*parts, raw[position:]])


def difference(path: str, before: str, after: str, new_path: str = "") -> Iterator[str]:
    """The lines of a unified diff of a file, as git and people read it."""
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    for line in difflib.unified_diff(old, new, path, new_path or path):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
