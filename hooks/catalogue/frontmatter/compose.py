"""From the text of a block to a tree of values: no value is turned into a number, a date or a yes or no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

DEEPEST = 24
"""How many levels of lists within lists are read: no record needs more than four."""


@dataclass(slots=True)
class Scalar:
    """A piece of text, from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Sequence:
    """A list."""

    start: int
    end: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Named values, in the order they stand; a name may come twice."""

    start: int
    end: int
    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping


class Unreadable(Exception):
    """The text cannot be read past an offset, for a reason told in the library's own words."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


def compose(text: str) -> Node | None:
    """Read a block's text as a tree; None when it holds nothing. Raises only `Unreadable`."""
    # Events rather than yaml.compose: that one calls itself for each level, and a page of brackets ends the process.
    builder = _Builder(text)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(mark.index if mark else 0, error.problem or "") from error
    except yaml.YAMLError as error:
        raise Unreadable(int(getattr(error, "position", 0) or 0), str(error)) from error
    except (UnicodeError, ValueError) as error:
        raise Unreadable(0, str(error)) from error
    return builder.root


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=Loader)
    yield from events


class _Builder:
    """Turns events into nodes with a stack of its own."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Node | None = None
        self.open: list[tuple[Sequence | Mapping, Scalar | None]] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        """Add one event to the tree."""
        start = event.start_mark.index if event.start_mark else 0
        end = event.end_mark.index if event.end_mark else start
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise Unreadable(start, "anchor or tag")
        if isinstance(event, yaml.ScalarEvent):
            self._put(Scalar(start, end, event.value))
        elif isinstance(event, yaml.AliasEvent):
            raise Unreadable(start, "alias")
        elif isinstance(event, yaml.SequenceStartEvent):
            self._enter(Sequence(start, end))
        elif isinstance(event, yaml.MappingStartEvent):
            self._enter(Mapping(start, end))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            self._leave(end)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise Unreadable(start, "second document")

    def _enter(self, node: Sequence | Mapping) -> None:
        if len(self.open) >= DEEPEST:
            raise Unreadable(node.start, "too deep")
        self.open.append((node, None))

    def _leave(self, end: int) -> None:
        node, _ = self.open.pop()
        last = node.items[-1] if isinstance(node, Sequence) and node.items else None
        if isinstance(node, Mapping) and node.pairs:
            last = node.pairs[-1][1]
        # The library ends an indented list where the next field starts; a bracketed one ends at its bracket.
        bracketed = self.text[node.start : node.start + 1] in ("[", "{")
        node.end = end if bracketed or last is None else last.end
        self._put(node)

    def _put(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent, key = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is None:
            if not isinstance(node, Scalar):
                raise Unreadable(node.start, "a list where a name should be")
            self.open[-1] = (parent, node)
        else:
            parent.pairs.append((key, node))
            self.open[-1] = (parent, None)
