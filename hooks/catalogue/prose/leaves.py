"""Reads the blocks that hold no others: code, tables, headings, rules, definitions, paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalogue.prose.definitions import take_definitions
from catalogue.prose.lists import loose_detab
from catalogue.prose.rows import MARKS, Block, block_of
from catalogue.prose.tables import table_cells
from catalogue.prose.tree import Node

if TYPE_CHECKING:
    from catalogue.prose.blocks import BlockReader

UNDERLINE = re.compile(r"(?:=+|-+) *$")


def empty(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """A blank line."""
    block = blocks[-1]
    if len(block):
        start, end = block.row(0)
        if end > start:
            return False
    blocks.pop()
    if len(block) > 2 or (len(block) == 2 and block.line(1)):
        blocks.append(block.after(1))
    return True


def code(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """Indented code."""
    block = blocks[-1]
    if not reader.indented(block):
        return False
    blocks.pop()
    rows, rest = reader.detab(block)
    reader.code.append((rows[0][0], rows[-1][1]))
    if parent.last is None or parent.last.tag != "pre":
        Node("pre", parent)
    if len(rest):
        blocks.append(rest)
    return True


def table(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """A table."""
    cells = table_cells(blocks[-1])
    if cells is None:
        return False
    blocks.pop()
    table = Node("table", parent)
    for cell in cells:
        Node("td", table, [cell])
    return True


def hash_heading(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """A heading marked with `#`, with any lines before it."""
    block = blocks[-1]
    number = block.find("heading")
    if number < 0:
        return False
    blocks.pop()
    if number:
        reader.blocks(parent, [block.before(number)])
    match = MARKS["heading"].match(reader.text, *block.row(number))
    assert match
    Node(f"h{len(match[1])}", parent, [reader.stripped(match.span(2))])
    after = block.after(number + 1)
    if len(after) > 1 or (len(after) and after.line(0)):
        if reader.state[-1] == "looselist":
            after = block_of(reader.text, loose_detab(after, 1))
        blocks.append(after)
    return True


def setext_heading(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """A heading underlined with `=` or `-`."""
    block = blocks[-1]
    if len(block) < 2 or not UNDERLINE.match(reader.text, *block.row(1)):
        return False
    blocks.pop()
    level = 1 if block.line(1).startswith("=") else 2
    Node(f"h{level}", parent, [reader.stripped(block.row(0))])
    if len(block) > 2:
        blocks.append(block.after(2))
    return True


def rule(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """A rule across the page, with any lines before it."""
    block = blocks[-1]
    number = block.find("rule")
    if number < 0:
        return False
    blocks.pop()
    before, after = _trimmed(block.before(number), end=True), _trimmed(block.after(number + 1))
    if before:
        reader.blocks(parent, [before])
    Node("hr", parent)
    if after:
        blocks.append(after)
    return True


def definitions(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """Link definitions, which the page does not show."""
    taken = take_definitions(blocks[-1])
    if taken is None:
        return False
    blocks.pop()
    before, found, after = taken
    reader.definitions += found
    blocks += [part for part in (_trimmed(after), _trimmed(before, end=True)) if part]
    return True


def paragraph(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """Anything else."""
    rows = blocks.pop().rows
    text = reader.lstripped(rows)
    if not text:
        return True
    if reader.state[-1] != "list":
        Node("p", parent, text)
    elif parent.last is not None:
        parent.last.tail += rows
    else:
        parent.text += text if not parent.text else rows
    return True


def _trimmed(block: Block, end: bool = False) -> Block | None:
    """The block without the empty rows before it, or after it; None if nothing is left."""
    first, last = block.first, block.last
    rows = block.source.rows
    while not end and first < last and rows[first][0] >= rows[first][1]:
        first += 1
    while end and first < last and rows[last - 1][0] >= rows[last - 1][1]:
        last -= 1
    return Block(block.source, first, last) if first < last else None
