"""How far a value goes: the lines after its first that belong to it."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.diagnostics import Edit
from catalogue.frontmatter.lines import BULLET, DECORATED, FIELD, ITEM, Line, joined_key, key_end
from catalogue.frontmatter.names import bare_name
from catalogue.frontmatter.quoting import closing, closing_rest
from catalogue.frontmatter.traps import Trap
from catalogue.text import Span


@dataclass(frozen=True, slots=True)
class Extent:
    """A value line by line, its last line (None when it has one), the line to read next, and whether one is a stray."""

    parts: list[str]
    last: Line | None
    next: int
    stray: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """The lines of a block, the column a value's name or dash stands at, and the names a field may have."""

    lines: list[Line]
    parent: int
    names: frozenset[str]

    def extent(self, at: int, value: str) -> Extent:
        """The lines from `at` on that a value goes on in."""
        if value[0] in "\"'":
            return self._quotation(at, value)
        if value[0] in "[{" and _open(value):
            return self._bracketed(at, value)
        return self._words(at, [value], None)

    def _words(self, at: int, parts: list[str], last: Line | None) -> Extent:
        before = self.lines[at - 1].text
        following, stray, index = at, False, at
        while index < len(self.lines):
            line = self.lines[index]
            index += 1
            if line.silent:
                continue
            if not self._continues(line, before):
                break
            stray |= line.indent <= self.parent
            parts.append(line.content)
            last, following, before = line, index, line.text
        return Extent(parts, last, following, stray)

    def _continues(self, line: Line, before: str) -> bool:
        if line.indent > self.parent:
            return not ITEM.match(line.text, line.indent) and not FIELD.match(line.text, line.indent)
        looks = key_end(line.text, line.indent) or joined_key(line.text, line.indent)
        marks = ITEM.match(line.text, line.indent) or BULLET.match(line.text, line.indent)
        more = DECORATED.match(line.text, line.indent) or bare_name(line.text, line.indent, before, self.names)
        return not (looks or marks or more)

    def _ends(self, line: Line) -> bool:
        if line.indent > self.parent or line.silent:
            return False
        return bool(FIELD.match(line.text, line.indent) or ITEM.match(line.text, line.indent))

    def _quotation(self, at: int, value: str) -> Extent:
        if closing(value, 0):
            return self._words(at, [value], None)
        parts = [value]
        for index in range(at, len(self.lines)):
            line = self.lines[index]
            if self._ends(line):
                break
            parts.append(line.content)
            if end := closing_rest(line.content, 0, value[0]):
                tail = line.content[end:].lstrip()
                return (
                    self._words(index + 1, parts, line)
                    if not tail or tail[0] == "#"
                    else self._words(at, [value], None)
                )
        return self._words(at, [value], None)

    def _bracketed(self, at: int, value: str) -> Extent:
        parts, depth = [value], _depth(value)
        for index in range(at, len(self.lines)):
            line = self.lines[index]
            if self._ends(line):
                break
            parts.append(line.content)
            depth += _depth(line.content)
            if depth <= 0:
                return Extent(parts, line, index + 1)
        return self._words(at, [value], None)


def _depth(text: str) -> int:
    return sum(text.count(mark) for mark in "[{") - sum(text.count(mark) for mark in "]}")


def _open(text: str) -> bool:
    return _depth(text) > 0


def folded(lines: list[Line], at: int, parent: int, first: Span, *, counted: bool) -> tuple[int, list[Trap]]:
    """The lines under `|` or `>`: the line to read next, and a trap for the lines that do not stand far enough in.

    `counted`: the mark itself says how far in they stand, as in `|2`.
    """
    reach, depth, index = Reach(lines, parent, frozenset()), 0, at
    short: list[Line] = []
    following = at
    while index < len(lines):
        line = lines[index]
        index += 1
        if line.indent == len(line.text):
            continue
        if line.indent <= parent and (line.text[line.indent] == "#" or not reach._continues(line, "")):
            break
        if line.indent <= parent or line.indent < depth:
            short.append(line)
        else:
            depth = depth or (parent + 1 if counted else line.indent)
        following = index
    if not short:
        return following, []
    width = depth or parent + 2
    edits = tuple(Edit(Span(line.start, line.start + line.indent), " " * width) for line in short)
    message = (
        "The text under the first line of this value does not stand far enough in. "
        "Each of its lines starts with the same number of spaces."
    )
    return following, [Trap(first, message, edits)]
