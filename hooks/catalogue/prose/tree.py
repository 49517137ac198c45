"""The blocks of a page as a tree: what holds what, and which rows are its words."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.prose.rows import Row


class Node:
    """A block: `text` is the rows of its own words before its children, `tail` those that follow it in its parent."""

    __slots__ = ("children", "tag", "tail", "text")

    def __init__(self, tag: str, parent: Node | None = None, text: list[Row] | None = None) -> None:
        self.tag = tag
        self.children: list[Node] = []
        self.text: list[Row] = text or []
        self.tail: list[Row] = []
        if parent is not None:
            parent.children.append(self)

    @property
    def last(self) -> Node | None:
        """The last child, if there is one."""
        return self.children[-1] if self.children else None

    def wrap_text(self) -> None:
        """Put the node's own words in a paragraph, its first child."""
        if self.text:
            paragraph = Node("p", None, self.text)
            self.children.insert(0, paragraph)
            self.text = []

    def walk(self) -> Iterator[Node]:
        """Every node, in the order of the page."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(node.children))
