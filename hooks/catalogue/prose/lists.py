"""Reads the items of a list, and how deep an indented block stands in one."""

from __future__ import annotations

import re

from catalogue.prose.rows import Block, Row
from catalogue.prose.tree import Node

TAB = 4
LIST_TAGS = ("ul", "ol")
FIRST = {"ol": re.compile(r" {0,3}\d+\. +"), "ul": re.compile(r" {0,3}[*+-] +")}
ITEM = re.compile(r" {0,3}(?:\d+\.|[*+-]) +")
NESTED = re.compile(r" {4,7}(?:\d+\.|[*+-]) +")
INDENT = re.compile(r"(?: {4})+")


def read_items(block: Block, tag: str) -> list[list[Row]]:
    """The rows of each item, without its mark; nothing if the block is not a list of this kind."""
    text = block.source.text
    if not len(block) or not FIRST[tag].match(text, *block.row(0)):
        return []
    items: list[list[Row]] = []
    for start, end in block.rows:
        if match := ITEM.match(text, start, end):
            items.append([(match.end(), end)])
        elif NESTED.match(text, start, end) and not _indented(text, items[-1][0]):
            items.append([(start, end)])
        else:
            items[-1].append((start, end))
    return items


def _indented(text: str, row: Row) -> bool:
    return text.startswith(" " * TAB, *row)


def loose_detab(block: Block, level: int) -> list[Row]:
    """The block's rows, with `level` indents taken off those that have them."""
    text, indent = block.source.text, " " * TAB * level
    return [(start + len(indent) if text.startswith(indent, start, end) else start, end) for start, end in block.rows]


def indent_level(parent: Node, block: Block, level: int) -> tuple[int, Node]:
    """How many indents the block has that are lists it stands in, and the innermost of those."""
    match = INDENT.match(block.source.text, *block.row(0))
    depth = len(match[0]) // TAB if match else 0
    while depth > level:
        child = parent.last
        if child is None or (child.tag not in LIST_TAGS and child.tag != "li"):
            break
        if child.tag in LIST_TAGS:
            level += 1
        parent = child
    return level, parent
