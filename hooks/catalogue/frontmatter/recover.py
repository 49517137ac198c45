"""Composes the mended text of a block; what still cannot be read is read field by field."""

from __future__ import annotations

import re
from itertools import pairwise

from catalogue.diagnostics import quote
from catalogue.frontmatter.block import Block
from catalogue.frontmatter.compose import Mapping, Node, Scalar, Unreadable, compose
from catalogue.frontmatter.lines import key_end
from catalogue.frontmatter.mending import Mended
from catalogue.frontmatter.traps import Trap
from catalogue.frontmatter.tree import Fields
from catalogue.text import Span

MOST_PIECES = 200
"""How many fields of a damaged block are tried one by one."""

_PIECE = re.compile(r"^(?=[^\s#-])", re.MULTILINE)
_FIX = 'write one field on each line, as in title: "The causes of the causes"'


def read_tree(fields: Fields, mended: Mended, block: Block) -> list[Trap]:
    """Read a block's fields; a trap for each piece that is lost."""
    try:
        root = compose(mended.text)
    except Unreadable as error:
        return _by_piece(fields, mended, error)
    if root is None:
        return []
    if not isinstance(root, Mapping):
        message = "The block at the top of the page holds no field. A field is a name, a colon and a value."
        return [Trap(Span(block.start, block.end), message, fix=_FIX, lost=True)]
    fields.add(root, mended)
    return []


def _by_piece(fields: Fields, mended: Mended, error: Unreadable) -> list[Trap]:
    starts = [match.start() for match in _PIECE.finditer(mended.text)]
    bounds = [
        *starts[:MOST_PIECES],
        min(len(mended.text), starts[MOST_PIECES] if len(starts) > MOST_PIECES else len(mended.text)),
    ]
    lost: list[Trap] = []
    for start, end in pairwise(bounds):
        text = mended.text[start:end]
        try:
            node = compose(text)
        except Unreadable as reason:
            lost.append(_lost(mended, start + min(reason.offset, max(len(text) - 1, 0)), text))
            node = _first_line(text)
        if isinstance(node, Mapping):
            fields.add(_moved(node, start), mended)
    return lost or [_lost(mended, min(error.offset, len(mended.text)), mended.text)]


def _lost(mended: Mended, offset: int, text: str) -> Trap:
    start = mended.original(offset)
    shown = quote(text.strip().split("\n")[0])
    message = f"The block at the top of the page cannot be read at {shown}. What stands there is lost."
    return Trap(Span(start, start), message, fix=_FIX, lost=True)


def _first_line(text: str) -> Mapping | None:
    line = text.split("\n", 1)[0]
    end = key_end(line, 0)
    if end is None:
        return None
    start = end + len(line[end:]) - len(line[end:].lstrip())
    stop = max(start, len(line.rstrip()))
    name = Scalar(0, end - 1, line[: end - 1].strip().strip("\"'"))
    return Mapping(0, stop, [(name, Scalar(start, stop, line[start:stop]))])


def _moved(root: Mapping, by: int) -> Mapping:
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        node.start += by
        node.end += by
        if isinstance(node, Mapping):
            waiting += [part for pair in node.pairs for part in pair]
        elif not isinstance(node, Scalar):
            waiting += node.items
    return root
