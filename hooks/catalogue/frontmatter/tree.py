"""From a tree of values to the fields, the place of each, and the names that come twice."""

from __future__ import annotations

from catalogue.diagnostics import Diagnostic, quote
from catalogue.frontmatter.compose import Mapping, Node, Scalar, Sequence
from catalogue.frontmatter.fields import Path, Raw
from catalogue.frontmatter.mending import Mended
from catalogue.text import Source, Span


class Fields:
    """Gathers fields, places and repeated names from trees, in the page's own offsets."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.fields: dict[str, Raw] = {}
        self.places: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        self.problems: list[Diagnostic] = []

    def add(self, node: Mapping, mended: Mended) -> None:
        """Take in the fields of a tree read from a mended text; a name that is there already is repeated."""
        self.fields |= self._mapping(node, (), mended)

    def _value(self, node: Node, path: Path, mended: Mended) -> Raw:
        self.places[path] = _span(node, mended, self.source.text)
        if isinstance(node, Scalar):
            return node.text
        if isinstance(node, Sequence):
            return [self._value(item, (*path, number), mended) for number, item in enumerate(node.items)]
        return self._mapping(node, path, mended)

    def _mapping(self, node: Mapping, path: Path, mended: Mended) -> dict[str, Raw]:
        last = {key.text: (key, value) for key, value in node.pairs}
        for key, _ in node.pairs:
            here = _span(key, mended, self.source.text)
            before = self.keys.get((*path, key.text))
            if before:
                self.problems.append(_repeated(self.source, key.text, before, here))
            self.keys[(*path, key.text)] = here
        result: dict[str, Raw] = {}
        for name, (_, value) in last.items():
            self._forget(path, name)
            result[name] = self._value(value, (*path, name), mended)
        return result

    def _forget(self, path: Path, name: str) -> None:
        # Only a top-level field can have been read before, when a damaged block is read piece by piece.
        if path or name not in self.fields:
            return
        for places in (self.places, self.keys):
            for stale in [known for known in places if known[0] == name and len(known) > 1]:
                del places[stale]


def _span(node: Node, mended: Mended, text: str) -> Span:
    start = mended.original(node.start)
    if node.end <= node.start:
        return Span(start, start)
    end = max(mended.original(node.end, ending=True), start)
    return Span(start, start + len(text[start:end].rstrip()))


def _repeated(source: Source, name: str, before: Span, here: Span) -> Diagnostic:
    first, again = source.place(before.start).line, source.place(here.start).line
    return Diagnostic(
        "field-repeated",
        source,
        here,
        f"{quote(name)} is filled in twice, on line {first} and on line {again}. Only line {again} counts.",
        f"keep one of the two lines, and delete line {first} or line {again}.",
    )
