"""Reads a page's blocks into a tree.

The kinds are tried in Python-Markdown's order and by its rules, because where blocks meet (a heading inside a
paragraph, code inside a list) only those say what a page will hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from catalogue.prose import containers, leaves
from catalogue.prose.lists import TAB
from catalogue.prose.rows import Block, Row, block_of, split_blocks
from catalogue.prose.tree import Node

DEEPEST = 60
"""Blocks nested deeper than this are read as plain paragraphs."""

PLAIN = re.compile(r"^[ \n#!?>*+\-_=\d\[]|\||\n$", re.MULTILINE)
"""What a block must hold to be anything but a paragraph."""

SPECIAL = frozenset(" \n#!?>*+-_=0123456789[")


class BlockReader:
    """Reads blocks into a tree, and keeps the code, quotations and definitions it meets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.code: list[Row] = []
        self.quotations: list[Row] = []
        self.definitions: list[tuple[Row, Row, Row]] = []
        self.state = [""]
        self.depth = 0

    def read(self) -> Node:
        """The whole text as a tree."""
        root = Node("div-root")
        position = 0
        text = self.text
        # A paragraph, which most blocks are, is told apart before anything is cut into rows.
        while position <= len(text):
            end = text.find("\n\n", position)
            end = len(text) if end < 0 else end
            if end == position:
                position += 2
                continue
            if PLAIN.search(text, position, end):
                self.blocks(root, [block_of(text, _rows(text, position, end))])
            else:
                Node("p", root, [(position, end)])
            position = end + 2
        return root

    def chunk(self, parent: Node, rows: list[Row]) -> None:
        """Read rows that may hold several blocks."""
        self.blocks(parent, split_blocks(self.text, rows))

    def blocks(self, parent: Node, blocks: list[Block]) -> None:
        """Read blocks, of which the last in the list is the first on the page."""
        self.depth += 1
        kinds = KINDS if self.depth <= DEEPEST else (leaves.empty, leaves.paragraph)
        while blocks:
            if self._plain(blocks[-1]):
                leaves.paragraph(self, parent, blocks)
                continue
            for read in kinds:
                if read(self, parent, blocks):
                    break
        self.depth -= 1

    def _plain(self, block: Block) -> bool:
        """Whether it is plain at once that a block is a paragraph."""
        if not len(block):
            return False
        start, end = block.row(0)
        if start >= end or self.text[start] in SPECIAL:
            return False
        if len(block) > 1:
            # Rows that follow each other in the text are as long together as they are far apart.
            offsets, last = block.source.offsets, block.row(len(block) - 1)
            if last[0] - start != offsets[block.last - 1] - offsets[block.first]:
                return False
            end = last[1]
        return not PLAIN.search(self.text, start, end)

    def indented(self, block: Block, width: int = TAB, number: int = 0) -> bool:
        """Whether a row of a block is indented by so much."""
        start, end = block.row(number)
        return end - start >= width and self.text.startswith(" " * width, start)

    def detab(self, block: Block, width: int = TAB) -> tuple[list[Row], Block]:
        """The rows that are indented, without their indent, and what is left of the block."""
        rows: list[Row] = []
        for number in range(len(block)):
            start, end = block.row(number)
            if self.indented(block, width, number):
                rows.append((start + width, end))
            elif not self.text[start:end].strip():
                rows.append((end, end))
            else:
                break
        return rows, block.after(len(rows))

    def stripped(self, row: Row) -> Row:
        """A row without the white space round it."""
        words = self.text[row[0] : row[1]]
        start = row[0] + len(words) - len(words.lstrip())
        return start, start + len(words.strip())

    def lstripped(self, rows: list[Row]) -> list[Row]:
        """Rows without the white space before their first words."""
        for number, (start, end) in enumerate(rows):
            words = self.text[start:end].lstrip()
            if words:
                return [(end - len(words), end), *rows[number + 1 :]]
        return []


def _rows(text: str, start: int, end: int) -> list[Row]:
    rows = []
    while (newline := text.find("\n", start, end)) >= 0:
        rows.append((start, newline))
        start = newline + 1
    rows.append((start, end))
    return rows


KINDS: tuple[Callable[[BlockReader, Node, list[Block]], bool], ...] = (
    containers.admonition,
    containers.details,
    leaves.empty,
    containers.list_indent,
    leaves.code,
    leaves.table,
    leaves.hash_heading,
    leaves.setext_heading,
    leaves.rule,
    containers.ordered,
    containers.unordered,
    containers.quote,
    leaves.definitions,
    leaves.paragraph,
)
