"""Reads the blocks that hold other blocks: admonitions, details, lists, quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.prose.lists import LIST_TAGS, TAB, indent_level, loose_detab, read_items
from catalogue.prose.rows import MARKS, Block, Row, block_of
from catalogue.prose.tree import Node

if TYPE_CHECKING:
    from catalogue.prose.blocks import BlockReader


def admonition(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """An admonition, or more of the one before."""
    return _titled(reader, parent, blocks, "admonition")


def details(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """Details that fold away, or more of those before."""
    return _titled(reader, parent, blocks, "details")


def _titled(reader: BlockReader, parent: Node, blocks: list[Block], kind: str) -> bool:
    block = blocks[-1]
    number = block.find(kind)
    if number >= 0:
        blocks.pop()
        if number:
            reader.blocks(parent, [block.before(number)])
        node = Node(kind, parent)
        _title(reader, node, block.row(number), kind)
        rows, rest = reader.detab(block.after(number + 1))
    else:
        found = _open_sibling(reader, parent, block, kind)
        if found is None:
            return False
        blocks.pop()
        node, width = found
        rows, rest = reader.detab(block, width)
        if node.tag == "li":
            node.wrap_text()
    reader.chunk(node, rows)
    if len(rest):
        blocks.append(rest)
    return True


def _title(reader: BlockReader, node: Node, row: Row, kind: str) -> None:
    match = MARKS[kind].match(reader.text, *row)
    if not match or not match[1]:
        return
    start, end = match.span(1)
    heading = MARKS["heading"].match(reader.text, start, end) if kind == "details" else None
    if heading:
        Node(f"h{len(heading[1])}", Node("summary", node), [reader.stripped(heading.span(2))])
    else:
        Node("summary" if kind == "details" else "p", node, [(start, end)])


def _open_sibling(reader: BlockReader, parent: Node, block: Block, kind: str) -> tuple[Node, int] | None:
    """The admonition just read, or the last item of the list that ends it, if this block belongs in it."""
    sibling = parent.last
    if sibling is None or sibling.tag != kind:
        return None
    start, end = block.row(0)
    width = 0
    inner = sibling.last
    while inner is not None and inner.tag in LIST_TAGS and reader.text.startswith(" " * 2 * TAB, start + width, end):
        item = inner.last
        if item is None:
            return None
        sibling, inner = item, item.last
        width += TAB
    if not reader.text.startswith(" " * TAB, start + width, end):
        return None
    return sibling, width + TAB


def list_indent(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """An indented block that belongs to the list before it."""
    block = blocks[-1]
    within = parent.tag == "li" or (parent.last is not None and parent.last.tag in LIST_TAGS)
    if not within or reader.state[-1] == "detabbed" or not reader.indented(block):
        return False
    blocks.pop()
    level, sibling = indent_level(parent, block, 1 if reader.state[-1] == "list" else 0)
    rows = loose_detab(block, level)
    inner = block_of(reader.text, rows)
    reader.state.append("detabbed")
    last = sibling.last
    if parent.tag == "li":
        into = parent.last if parent.last is not None and parent.last.tag in LIST_TAGS else parent
        reader.blocks(into, [inner])
    elif sibling.tag == "li":
        reader.blocks(sibling, [inner])
    elif last is not None and last.tag == "li":
        last.wrap_text()
        reader.chunk(last, rows)
    else:
        reader.blocks(Node("li", sibling), [inner])
    reader.state.pop()
    return True


def ordered(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """A numbered list."""
    return _list(reader, parent, blocks, "ol")


def unordered(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """A list with bullets."""
    return _list(reader, parent, blocks, "ul")


def _list(reader: BlockReader, parent: Node, blocks: list[Block], tag: str) -> bool:
    items = read_items(blocks[-1], tag)
    if not items:
        return False
    blocks.pop()
    sibling = parent.last
    if sibling is not None and sibling.tag in LIST_TAGS:
        into = sibling
        _loosen(reader, into)
        item = Node("li", into)
        reader.state.append("looselist")
        reader.blocks(item, [block_of(reader.text, items.pop(0))])
        reader.state.pop()
    elif parent.tag in LIST_TAGS:
        into = parent
    else:
        into = Node(tag, parent)
    reader.state.append("list")
    for rows in items:
        nested = block_of(reader.text, rows)
        if reader.indented(nested) and into.last is not None:
            reader.blocks(into.last, [nested])
        else:
            reader.blocks(Node("li", into), [nested])
    reader.state.pop()
    return True


def _loosen(reader: BlockReader, into: Node) -> None:
    item = into.last
    if item is None:
        return
    item.wrap_text()
    if item.last is not None and item.last.tail:
        tail, item.last.tail = item.last.tail, []
        Node("p", item, reader.lstripped(tail))


def quote(reader: BlockReader, parent: Node, blocks: list[Block]) -> bool:
    """A block quote, with any lines before it."""
    block = blocks[-1]
    number = block.find("quote")
    if number < 0:
        return False
    blocks.pop()
    if number:
        reader.blocks(parent, [block.before(number)])
    rows = []
    for start, end in block.after(number).rows:
        match = MARKS["quote"].match(reader.text, start, end)
        rows.append((end, end) if reader.text[start:end].strip() == ">" else (match.end() if match else start, end))
    quote = parent.last
    if quote is None or quote.tag != "blockquote":
        quote = Node("blockquote", parent)
    reader.quotations.append((block.row(number)[0], rows[-1][1]))
    reader.state.append("blockquote")
    reader.chunk(quote, rows)
    reader.state.pop()
    return True
