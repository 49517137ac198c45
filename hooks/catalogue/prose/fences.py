"""Finds fenced code, as pymdownx.superfences does: also in lists, quotes and admonitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENING = re.compile(r"^([> ]*+)(~{3,}+|`{3,}+)(.*)$", re.MULTILINE)
# With Pygments off, superfences takes no option outside braces: a fence that carries one is not a fence.
HEADER = re.compile(r"[ ]*(?:\.?[\w#.+-]++(?=[ ]|$))?[ ]*(?:\{(.*)\})?[ ]*$")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence: where its marks start and end, and the attributes typed in braces after the opening mark."""

    start: int
    end: int
    attributes: str


def find_fences(text: str) -> Iterator[Fence]:
    """Every closed fence of a text, in order."""
    if "```" not in text and "~~~" not in text:
        return
    position = 0
    while opening := OPENING.search(text, position):
        position = opening.end()
        header = HEADER.match(opening[3])
        if not header:
            continue
        closed, position = _close(text, position + 1, opening[1], opening[2])
        if closed:
            yield Fence(opening.end(1), position, header[1] or "")


def _close(text: str, position: int, indent: str, mark: str) -> tuple[bool, int]:
    """Whether the fence is closed, and the end of the line that closes it or shows that it is none."""
    level = indent.count(">")
    blank = False
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end]
        content = _without_prefix(line, len(indent))
        prefix = line[: len(line) - len(content)]
        depth = prefix.count(">")
        empty = not content if level else not line.strip()
        if depth > level:
            return False, end
        if not empty:
            if len(prefix) != len(indent) or (level and blank and depth < level):
                return False, end
            if content.rstrip(" ") == mark:
                return True, end
        blank = empty
        position = end + 1
    return False, len(text)


def _without_prefix(line: str, width: int) -> str:
    index = 0
    while index < width and index < len(line) and line[index] in "> ":
        index += 1
    return line[index:]
