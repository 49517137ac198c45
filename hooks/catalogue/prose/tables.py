"""Reads the cells of a table."""

from __future__ import annotations

import re
from collections import defaultdict

from catalogue.prose.rows import Block, Row

PIPES = re.compile(r"\\\\|\\(?P<escaped>`+)|(?P<ticks>`+)|\\\||(?P<pipe>\|)")
END_BORDER = re.compile(r"(?<!\\)(?:\\\\)*\|$")


def table_cells(block: Block) -> list[Row] | None:
    """Where each cell of a table stands, row by row; None if the block is not a table."""
    if len(block) < 2 or "|" not in block.line(0):
        return None
    text = block.source.text
    head = _trim(block, 0)
    border = _bordered(text[head[0] : head[1]])
    columns = _split(text, head, border)
    if len(columns) == 1:
        rows = (_trim(block, number) for number in range(1, len(block)))
        if not border or not all(_bordered(text[start:end]) for start, end in rows):
            return None
    dashes = _split(text, _trim(block, 1), border)
    if len(dashes) != len(columns) or not set("".join(text[start:end] for start, end in dashes)) <= set("|:- "):
        return None
    cells = columns
    for number in range(2, len(block)):
        cells += _split(text, _trim(block, number), border)[: len(dashes)]
    return [_strip(text, cell) for cell in cells]


def _bordered(words: str) -> bool:
    return words.startswith("|") or bool(END_BORDER.search(words))


def _trim(block: Block, number: int) -> Row:
    return _strip(block.source.text, block.row(number))


def _strip(text: str, row: Row) -> Row:
    words = text[row[0] : row[1]]
    start = row[0] + len(words) - len(words.lstrip(" "))
    return start, start + len(words.strip(" "))


def _split(text: str, row: Row, border: bool) -> list[Row]:
    """Cut a row at its pipes, except those in code and those escaped."""
    start, end = row
    if border:
        start += text.startswith("|", start, end)
        if last := END_BORDER.search(text[start:end]):
            end = start + last.start()
    cells, position = [], start
    for pipe in _pipes(text[start:end]):
        cells.append((position, start + pipe))
        position = start + pipe + 1
    return [*cells, (position, end)]


def _pipes(words: str) -> list[int]:
    """Where the pipes are that part cells."""
    marks = list(PIPES.finditer(words))
    if "`" not in words:
        return [mark.start() for mark in marks if mark["pipe"]]
    ticks = [mark for mark in marks if mark["ticks"] or mark["escaped"]]
    sizes = defaultdict(list)
    for number in range(len(ticks) - 1, -1, -1):
        sizes[len(ticks[number]["ticks"] or ticks[number]["escaped"])].append(number)
    regions, number = [], 0
    while number < len(ticks):
        opening = ticks[number]
        # An escaped run opens code one mark shorter than it is.
        size = len(opening["ticks"] or "") or len(opening["escaped"]) - 1
        later = sizes[size]
        while later and later[-1] <= number:
            later.pop()
        if size and later:
            number = later[-1]
            regions.append((opening.start(), ticks[number].end()))
        number += 1
    return _outside(regions, [mark.start() for mark in marks if mark["pipe"]])


def _outside(regions: list[tuple[int, int]], pipes: list[int]) -> list[int]:
    kept, index = [], 0
    for pipe in pipes:
        while index < len(regions) and regions[index][1] <= pipe:
            index += 1
        if index == len(regions) or pipe < regions[index][0]:
            kept.append(pipe)
    return kept
