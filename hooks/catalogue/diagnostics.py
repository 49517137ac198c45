"""What a problem is, and how it speaks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from catalogue.text import Source, Span

TODAY = "\ue000today\ue000"
"""Stands in a cure for the day of the check, which whoever reads a page cannot know."""


class Severity(StrEnum):
    """How much a problem matters: an error stops a merge, a warning and a note never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Errors first when sorted."""
        return list(Severity).index(self)


class Edit(NamedTuple):
    """A correction that is certain: put `text` in place of `span`."""

    span: Span
    text: str


class Diagnostic(NamedTuple):
    """One problem, at one place of one page.

    `code` names the rule, in two to four words. `message` says what is so; `fix` says what would be right, with the
    text to paste. `edit` is set only where the correction is certain enough for `catalogue fix` to make it.
    """

    code: str
    source: Source
    span: Span
    message: str
    fix: str = ""
    severity: Severity = Severity.ERROR
    edit: Edit | None = None

    @property
    def path(self) -> str:
        """The page's path, relative to the docs folder."""
        return self.source.path

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.source.place(self.span.start).line

    @property
    def column(self) -> int:
        """The column, counted from 1."""
        return self.source.place(self.span.start).column

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By page, then place, then code: the order in which problems are shown."""
        return (self.path, self.span.start, self.severity.rank, self.code, self.message)


def mended(text: str, start: int, end: int, edits: list[Edit]) -> tuple[str, Callable[[int], int]]:
    """A stretch of a text with edits made, given in order, and the way back from an offset in it to one in the text.

    Of two edits that overlap the first is kept.
    """
    parts, position, here, there = [""], start, [0], [start]
    for index in range(bisect_left(edits, start, key=lambda edit: edit.span.start), len(edits)):
        if (edit := edits[index]).span.start >= end:
            break
        if edit.span.start >= position and edit.span.end <= end:
            parts += [text[position : edit.span.start], edit.text]
            here += [here[-1] + len(parts[-2]), here[-1] + len(parts[-2]) + len(edit.text)]
            there += [edit.span.start, edit.span.end]
            position = edit.span.end

    if not parts[1:]:
        return text[start:end], start.__add__

    def at(offset: int) -> int:
        """Where a place in the mended text, counted from 0, stands in the page."""
        index = bisect_right(here, offset) - 1
        found = there[index] + offset - here[index]
        return min(found, there[index + 1]) if index + 1 < len(there) else found

    return "".join(parts) + text[position:end], at


def unreadable(source: Source) -> Diagnostic:
    """The problem of a file that cannot be read as it stands, from its flaw."""
    cure = source.cure or "move what is not prose into a file of its own, and link to it."
    return Diagnostic("page-unreadable", source, Span(0, 0), source.flaw or "", cure)


def quote(words: object, limit: int = 80) -> str:
    """What was written, in quotation marks, cut short and on one line, so that it can be shown in a sentence."""
    text = " ".join(str(words).split())
    return f"“{text if len(text) <= limit else text[: limit - 1] + '…'}”"


def number(count: int, what: str) -> str:
    """A count and its noun: “1 page”, “212 pages”."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def choices(values: list[str], last: str = "or") -> str:
    """A list of choices as a writer would say it: “a”, “b” or “c”."""
    quoted = [quote(value) for value in values]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def fenced(text: str, info: str = "") -> str:
    """A block of code in Markdown, its fence longer than any in the text, so that nothing in it is read as Markdown.

    `info` stands right behind the first fence.
    """
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{info}\n{text.rstrip()}\n{fence}\n"
