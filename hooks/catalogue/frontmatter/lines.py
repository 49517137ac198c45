"""The lines of a block, and what a line looks like by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAME = r"[A-Za-z_][\w-]{0,40}"
ITEM = re.compile(r"-(?:[ ]+|$)")
BULLET = re.compile(r"(?:-(?=[^\s\d-])|[•‣◦–—*+][ ]+(?=\S))")
FIELD = re.compile(r"[a-z_][\w-]{0,40}[ ]*:(?=\s|$)")
JOINED = re.compile(rf"({NAME})(?:[ ]*:(?!//)(?=\S)|[ ]*：[ ]*|[ ]+=[ ]+)")
DECORATED = re.compile(rf"[*_`“”‘’]{{1,2}}({NAME})(?:[*_`“”‘’]{{1,2}}:|:[*_`“”‘’]{{1,2}})(?=\s|$)")
HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ ]*(?:[ ]#.*)?$")
_QUOTED_KEY = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ ]*:(?=\s|$)")
_PLAIN_KEY = re.compile(r"[^\s].*?:(?=\s|$)")
LABEL = re.compile(r"[&!]\S*$")
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "doi", "urn", "isbn"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its offset in the text, its text, and the width of the spaces it starts with."""

    start: int
    text: str
    indent: int

    @property
    def content(self) -> str:
        """The line without the spaces around it."""
        return self.text[self.indent :].rstrip()

    @property
    def silent(self) -> bool:
        """Whether the line is empty or a comment."""
        return self.indent == len(self.text) or self.text[self.indent] == "#"


def split(text: str) -> list[Line]:
    """The lines of a text."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Line(start, line, len(line) - len(line.lstrip(" "))))
        start += len(line) + 1
    return lines


def key_end(text: str, at: int) -> int | None:
    """The position just after the colon of a name that starts at a position; None when no name stands there."""
    if at >= len(text):
        return None
    if text[at] in "\"'":
        match = _QUOTED_KEY.match(text, at)
        return match.end() if match else None
    if text[at] in "[{#&*!|>@`%,]}" or ITEM.match(text, at):
        return None
    match = _PLAIN_KEY.match(text, at)
    if not match or " #" in match.group() or "\t" in match.group():
        return None
    # `title:Chat: one` is a name run into its value, not the name `title:Chat`.
    joined = joined_key(text, at)
    return match.end() if joined is None or joined.end() > match.end() else None


def joined_key(text: str, at: int) -> re.Match[str] | None:
    """A name that runs into its value, as in `title:Population` or `title = Population`."""
    match = JOINED.match(text, at)
    return match if match and match.group(1).lower() not in _SCHEMES else None


def value_start(line: Line) -> int:
    """The column at which a line's value stands: after its dashes and its name, if it has any."""
    at = line.indent
    while item := ITEM.match(line.text, at):
        at = item.end()
    end = key_end(line.text, at)
    joined = None if end else joined_key(line.text, at)
    at = end or (joined.end() if joined else at)
    while at < len(line.text) and line.text[at].isspace():
        at += 1
    return at
