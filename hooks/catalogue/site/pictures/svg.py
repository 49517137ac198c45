"""Draws the catalogue as SVG that stands in the page: no colour and no size of its own, every word an escaped text.

The styles are in `overrides/styles/47-pictures.css`. A picture is 340 units wide or less, so that its words can be read
on the narrowest phone; the chain is drawn a second time for desks. What leads somewhere is a link; what does not is
told to those who cannot see it by the picture's name (`name`, plain text as all words given here).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup
from zxingcpp import BarcodeFormat, create_barcode

LINE = 19
"""From one line of words to the next."""


class Node(NamedTuple):
    """Something drawn: a short heading, its words, and the address they lead to, as the page names it.

    `look` is a class of the styles, such as the kind of page; `pending` says that it has not happened yet.
    """

    heading: str
    words: str
    href: str = ""
    look: str = ""
    pending: bool = False


@dataclass
class _Drawing:
    """Parts of one picture, top down."""

    width: int
    parts: list[str] = field(default_factory=list)
    height: int = 0

    def text(self, x: int, y: int, words: Sequence[str], look: str = "") -> None:
        """Lines of words, the first one's foot at y."""
        kind = f' class="{look}"' if look else ""
        lines = "".join(
            f'<tspan x="{x}" y="{y + number * LINE}">{escape(line)} </tspan>' for number, line in enumerate(words)
        )
        self.parts.append(f"<text{kind}>{lines}</text>")

    def box(self, x: int, y: int, width: int, height: int, look: str) -> None:
        """A frame."""
        self.parts.append(f'<rect class="{look}" x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>')

    def line(self, path: str, look: str = "line") -> None:
        """A line along a path."""
        self.parts.append(f'<path class="{look}" d="{path}"/>')

    def link(self, href: str, start: int, top: int = 0, height: int = 0) -> None:
        """Make a link of the parts drawn since a place; what has no frame is met from a top on."""
        if href:
            if height:
                touch = f'<rect class="touch" y="{top}" width="{self.width}" height="{height}"/>'
                self.parts.insert(start, touch)
            self.parts[start:] = [f'<a href="{escape(href)}">', *self.parts[start:], "</a>"]

    def svg(self, name: str, look: str = "", *, still: bool = False) -> Markup:
        """The picture by its name, which is all that is told of one that stands still."""
        role = "img" if still else "group"
        kind = f"pic {look}".strip()
        return Markup(
            f'<svg class="{kind}" role="{role}" aria-label="{escape(name)}" viewBox="0 0 {self.width} {self.height}">'
            f"{''.join(self.parts)}</svg>"
        )


def _wrapped(words: str, width: int) -> list[str]:
    """Words in lines, about seven units to a letter."""
    letters = max(8, width // 8)
    return [words] if len(words) <= letters else textwrap.wrap(words, letters, break_long_words=True)


def chain(nodes: Sequence[Node], name: str) -> Markup:
    """Steps that lead to one another, as SVG: beside each other for a desk, and below each other for a phone."""
    return chain_across(nodes, name) + chain_down(nodes, name)


def chain_across(nodes: Sequence[Node], name: str) -> Markup:
    """The steps from left to right, as SVG."""
    gap, width = 18, 720
    side = (width - gap * (len(nodes) - 1)) // len(nodes)
    drawing = _Drawing(width)
    lines = [(_wrapped(node.heading, side - 16), _wrapped(node.words, side - 16)) for node in nodes]
    drawing.height = max(len(heading) + len(words) for heading, words in lines) * LINE + 30
    for place, (node, (heading, words)) in enumerate(zip(nodes, lines, strict=True)):
        x = place * (side + gap)
        if place:
            drawing.line(f"M{x - gap} 30h{gap - 2}m-6 -5 6 5 -6 5")
        start = len(drawing.parts)
        drawing.box(x + 1, 1, side - 2, drawing.height - 2, _look(node))
        drawing.text(x + 10, 26, heading, "strong")
        drawing.text(x + 10, 28 + len(heading) * LINE, words)
        drawing.link(node.href, start)
    return drawing.svg(name, "across")


def chain_down(nodes: Sequence[Node], name: str) -> Markup:
    """The steps from top to bottom, as SVG."""
    drawing = _Drawing(340)
    for place, node in enumerate(nodes):
        words = _wrapped(node.words, 300)
        height = (len(words) + 1) * LINE + 16
        if place:
            drawing.line(f"M24 {drawing.height}v16m-5 -6 5 6 5 -6")
            drawing.height += 18
        start = len(drawing.parts)
        drawing.box(1, drawing.height + 1, 338, height, _look(node))
        drawing.text(14, drawing.height + 24, [node.heading], "strong")
        drawing.text(14, drawing.height + 24 + LINE, words)
        drawing.link(node.href, start)
        drawing.height += height + 2
    return drawing.svg(name, "down")


def _look(node: Node) -> str:
    return " ".join(["box", *([node.look] if node.look else []), *(["pending"] if node.pending else [])])


def tree(above: Sequence[Node], middle: Node, groups: Sequence[tuple[str, str, Sequence[Node]]], name: str) -> Markup:
    """A word as SVG, below broader ones and above its neighbours, by group: heading, style of the line, words."""
    drawing = _Drawing(340)
    for node in above:
        _row(drawing, node, 1)
        drawing.line(f"M20 {drawing.height}v12")
        drawing.height += 12
    _row(drawing, middle, 1)
    trunk = end = drawing.height
    for heading, look, nodes in groups:
        drawing.text(40, drawing.height + 22, [heading], "small")
        drawing.height += 30
        for node in nodes:
            end = drawing.height + 16
            drawing.line(f"M20 {end}h20", look)
            _row(drawing, node, 40)
            drawing.height += 5
    if end > trunk:
        drawing.line(f"M20 {trunk}V{end}")
    return drawing.svg(name)


def _row(drawing: _Drawing, node: Node, x: int) -> None:
    words = _wrapped(node.words, 330 - x)
    start, height = len(drawing.parts), len(words) * LINE + 14
    drawing.box(x, drawing.height + 1, 339 - x, height, _look(node))
    drawing.text(x + 12, drawing.height + 22, words, node.heading)
    drawing.link(node.href, start)
    drawing.height += height + 2


def timeline(nodes: Iterable[Node], name: str) -> Markup:
    """Things that happened, as SVG, the earliest first: when (`heading`), and what."""
    drawing = _Drawing(340)
    middles = []
    for node in nodes:
        words = _wrapped(node.words, 252)
        middles.append(drawing.height + 17)
        start = len(drawing.parts)
        drawing.text(1, drawing.height + 22, [node.heading], "strong")
        drawing.parts.append(f'<circle class="{_look(node)}" cx="62" cy="{middles[-1]}" r="6"/>')
        drawing.text(80, drawing.height + 22, words)
        drawing.link(node.href, start, drawing.height + 1, len(words) * LINE + 10)
        drawing.height += len(words) * LINE + 12
    if middles:
        drawing.parts.insert(0, f'<path class="line" d="M62 {middles[0]}V{middles[-1]}"/>')
    return drawing.svg(name)


@dataclass(frozen=True)
class Bar:
    """A line of a chart: its words, how many, the address it leads to, and the choice of a filter it makes."""

    words: str
    count: int
    href: str
    by: str
    value: str


def bars(rows: Sequence[Bar], name: str) -> Markup:
    """How many of each, as SVG; a line of it is a link, and where script runs a filter (scripts/43-filter.js)."""
    drawing = _Drawing(300)
    most = max((row.count for row in rows), default=1) or 1
    for row in rows:
        length = max(2, round(125 * row.count / most))
        choice = f' data-chooses="{escape(row.by)}" data-value="{escape(row.value)}"'
        drawing.parts.append(
            f'<a href="{escape(row.href)}"{choice}><rect class="touch" y="{drawing.height}" width="300" height="28"/>'
            f'<text><tspan x="1" y="{drawing.height + 19}">{escape(row.words)} </tspan></text>'
            f'<rect class="bar" x="132" y="{drawing.height + 5}" width="{length}" height="18"/>'
            f'<text><tspan x="{140 + length}" y="{drawing.height + 19}">{row.count}</tspan></text></a>'
        )
        drawing.height += 30
    return drawing.svg(name)


def months(rows: Sequence[tuple[str, str, int]], name: str) -> Markup:
    """A column a month, as SVG: its short name, its name in full, and how many."""
    wide, tall = 26, 110
    drawing = _Drawing(wide * len(rows), height=tall + 24)
    most = max((count for *_, count in rows), default=1) or 1
    for place, (short, _, count) in enumerate(rows):
        height = round((tall - 22) * count / most)
        if count:
            drawing.parts.append(
                f'<rect class="bar" x="{place * wide + 3}" y="{tall - height}" width="{wide - 6}" height="{height}"/>'
            )
            drawing.text(place * wide + 6, tall - height - 5, [str(count)], "small")
        drawing.text(place * wide + 2, tall + 17, [short], "small")
    said = "; ".join(f"{full}: {count}" for _, full, count in rows if count)
    return drawing.svg(f"{name} by month. {said}", "columns", still=True)


def code(address: str) -> Markup:
    """An address as a QR code (ISO/IEC 18004), to be read from paper. `address` is plain text; SVG comes back."""
    # For addresses this mask is, of the eight, within a hundredth of the best; to try all takes five times as long.
    made = create_barcode(address, BarcodeFormat.QRCode, ec_level="L", data_mask=2)
    drawn: Any = made.to_image(add_quiet_zones=False)
    rows = [bytes(row) for row in memoryview(drawn).tolist()]
    side = len(rows)
    # Eight modules at a time: of those there are few sorts, so that each is put in words once.
    path = f"m-{side} 1".join("".join(_lines(row[x : x + 8]) for x in range(0, side, 8)) for row in rows)
    return Markup(
        f'<svg class="qr" role="img" aria-label="QR code of this page" viewBox="-2 -2 {side + 4} {side + 4}">'
        f'<path stroke="#000" d="M0 .5{path}"/></svg>'
    )


@cache
def _lines(modules: bytes) -> str:
    """The path along modules beside each other: lines where they are dark, moves where they are light."""
    runs = [(light, len(list(run))) for light, run in groupby(modules)]
    return "".join(f"m{length} 0" if light else f"h{length}" for light, length in runs)


def columns(heights: Sequence[int], labels: Sequence[str], name: str) -> Markup:
    """Columns of blocks, as SVG, numbered from one; `labels` name the heights, the greatest first."""
    step, foot, side = 24, len(labels) * 20, 86
    wide = min(36, (340 - side) // max(1, len(heights)))
    drawing = _Drawing(side + wide * len(heights), height=foot + 24)
    for number, label in enumerate(labels):
        y = number * 20
        drawing.text(1, y + 15, [label], "small")
        drawing.line(f"M{side - 6} {y + 19.5}H{drawing.width}", "rule")
    for number, height in enumerate(heights):
        x = side + number * wide
        for block in range(height):
            drawing.parts.append(
                f'<rect class="bar" x="{x}" y="{foot - (block + 1) * 20 + 2}" width="{wide - 6}" height="16"/>'
            )
        drawing.text(x + (wide - step) // 2 + 4, foot + 18, [str(number + 1)], "small")
    return drawing.svg(name, "columns", still=True)
