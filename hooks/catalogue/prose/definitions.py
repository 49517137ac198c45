"""Reads link definitions: `[label]: address "title"`."""

from __future__ import annotations

import re
from bisect import bisect_right

from catalogue.prose.rows import Block, Row

DEFINITION = re.compile(
    r"""^[ ]{0,3}\[([^\[\]]*)\]:[ ]*+(?:\n[ ]*+)?([^\s]+)[ ]*(?:\n[ ]*)?((["'])(.*)\4[ ]*|\((.*)\)[ ]*)?$""",
    re.MULTILINE,
)

Found = tuple[Row, Row, Row]
"""Where a definition stands, its label, and its address."""


def take_definitions(block: Block) -> tuple[Block, list[Found], Block] | None:
    """The block before its first run of definitions, those definitions, and the block after; None if it has none."""
    number = block.find("definition")
    if number < 0:
        return None
    source = block.source
    offsets, joined = source.offsets, source.joined
    limit = offsets[block.last - 1] + source.rows[block.last - 1][1] - source.rows[block.last - 1][0]
    found: list[Found] = []
    first = last = 0
    for match in DEFINITION.finditer(joined, offsets[block.first + number], limit):
        start, end = _row_of(offsets, match.start()), _row_of(offsets, match.end())
        if not found:
            first = last = start
        elif "\n" in match[0] or any(source.rows[row][0] < source.rows[row][1] for row in range(last, start)):
            break
        found.append((_place(block, match.span()), _place(block, match.span(1)), _place(block, match.span(2))))
        last = end + 1
    if not found:
        return None
    return block.before(first - block.first), found, block.after(last - block.first)


def _row_of(offsets: list[int], offset: int) -> int:
    return bisect_right(offsets, offset) - 1


def _place(block: Block, span: tuple[int, int]) -> Row:
    offsets, rows = block.source.offsets, block.source.rows
    start, end = (_row_of(offsets, offset) for offset in span)
    return rows[start][0] + span[0] - offsets[start], rows[end][0] + span[1] - offsets[end]
