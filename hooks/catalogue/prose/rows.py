"""Blocks of Markdown as rows of a text, and the rows that start something."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

Row = tuple[int, int]
"""The start and end of a line in the text; a nested line starts after its indent."""

MARKS = {
    "admonition": re.compile(r'!!! ?[\w\-]+(?: +[\w\-]+)*(?: +"(.*?)")? *$'),
    "details": re.compile(r'\?{3}\+? ?(?:(?:[\w\-]+(?: +[\w\-]+)*?)?(?: +"(.*?)")|[\w\-]+(?: +[\w\-]+)*?) *$'),
    "heading": re.compile(r"(#{1,6})((?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*$"),
    "rule": re.compile(r" {0,3}(?=(?P<rule>(-+ {0,2}){3,}|(_+ {0,2}){3,}|(\*+ {0,2}){3,}))(?P=rule) *$"),
    "quote": re.compile(r" {0,3}> ?"),
    "definition": re.compile(r" {0,3}\["),
}
STARTS = {
    "!": "admonition",
    "?": "details",
    "#": "heading",
    "-": "rule",
    "_": "rule",
    "*": "rule",
    ">": "quote",
    "[": "definition",
}
FLUSH = {"!", "?", "#"}


@dataclass(slots=True)
class Text:
    """Rows joined by line ends, which knows where in the text each character came from."""

    words: str
    rows: list[Row]
    starts: list[int]

    def at(self, offset: int) -> int:
        """The place in the whole text of a character of these rows."""
        if len(self.rows) == 1:
            return self.rows[0][0] + offset
        index = bisect_right(self.starts, offset) - 1
        return self.rows[index][0] + offset - self.starts[index]


def join(text: str, rows: list[Row]) -> Text:
    """Join rows; those that follow each other in the text become one."""
    merged: list[Row] = []
    for row in rows:
        if merged and merged[-1][1] + 1 == row[0]:
            merged[-1] = (merged[-1][0], row[1])
        else:
            merged.append(row)
    starts, size = [], 0
    for start, end in merged:
        starts.append(size)
        size += end - start + 1
    return Text("\n".join([text[start:end] for start, end in merged]), merged, starts)


@dataclass
class Rows:
    """All the rows that blocks are cut from, with what is worked out about them once."""

    text: str
    rows: list[Row]

    @cached_property
    def marks(self) -> dict[str, list[int]]:
        """The numbers of the rows that start each kind of block."""
        found: dict[str, list[int]] = {kind: [] for kind in MARKS}
        text = self.text
        for number, (start, end) in enumerate(self.rows):
            begin = start
            while begin < end and begin < start + 3 and text[begin] == " ":
                begin += 1
            first = text[begin : begin + 1] if begin < end else ""
            kind = STARTS.get(first)
            if kind and (begin == start or first not in FLUSH) and MARKS[kind].match(text, start, end):
                found[kind].append(number)
        return found

    @cached_property
    def joined(self) -> str:
        """The rows joined by line ends."""
        return "\n".join([self.text[start:end] for start, end in self.rows])

    @cached_property
    def offsets(self) -> list[int]:
        """Where each row starts in `joined`."""
        offsets, size = [], 0
        for start, end in self.rows:
            offsets.append(size)
            size += end - start + 1
        return offsets


@dataclass(slots=True)
class Block:
    """The rows from `first` up to `last` (not included); cutting one in two copies nothing."""

    source: Rows
    first: int
    last: int = field(default=0)

    @property
    def rows(self) -> list[Row]:
        """The rows of this block."""
        return self.source.rows[self.first : self.last]

    def row(self, number: int) -> Row:
        """One row, counted from the block's first."""
        return self.source.rows[self.first + number]

    def line(self, number: int) -> str:
        """The words of one row."""
        start, end = self.row(number)
        return self.source.text[start:end]

    def find(self, kind: str) -> int:
        """The first row that starts this kind of block, counted from the block's first; -1 if none does."""
        numbers = self.source.marks[kind]
        index = bisect_left(numbers, self.first)
        return numbers[index] - self.first if index < len(numbers) and numbers[index] < self.last else -1

    def before(self, number: int) -> Block:
        """The rows before this one."""
        return Block(self.source, self.first, self.first + number)

    def after(self, number: int) -> Block:
        """The rows from this one on."""
        return Block(self.source, self.first + number, self.last)

    def __len__(self) -> int:
        return self.last - self.first


def block_of(text: str, rows: list[Row]) -> Block:
    """A block of these rows."""
    return Block(Rows(text, rows), 0, len(rows))


def split_blocks(text: str, rows: list[Row]) -> list[Block]:
    """Cut rows into blocks at blank lines, last block first, ready to be taken from the end."""
    if not rows:
        return []
    blocks: list[Block] = []
    source = Rows(text, rows)
    first, number, count = 0, 1, len(rows)
    while number < count:
        if rows[number][0] >= rows[number][1] and number + 1 < count:
            blocks.append(Block(source, first, number))
            first = number + 1
            number += 2
        else:
            number += 1
    blocks.append(Block(source, first, count))
    blocks.reverse()
    return blocks
