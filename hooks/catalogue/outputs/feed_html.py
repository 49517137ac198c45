"""Finished HTML as others read it: without what a page hides, with whole addresses."""

from __future__ import annotations

import re
from functools import cache

import nh3

_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_REST = r'(?:[^<>"]++|"[^"]*")*+'


def without(html: str, attribute: str) -> str:
    """`html`, a part of a page whole within its elements, less the elements with an attribute and all in them."""
    parts, position, found = [], 0, marked(html, attribute)
    while found:
        parts.append(html[position : found.start()])
        position = found.end() if found[1] in _VOID else _end(html, found)
        found = marked(html, attribute, position)
    return "".join([*parts, html[position:]])


def marked(html: str, attribute: str, position: int = 0) -> re.Match[str] | None:
    """The first tag from a place on that has an attribute: its name is the first group, the attribute the second.

    `html` is a part of a page that lies whole within its elements.
    """
    tag, place = _having(attribute), html.find(attribute, position)
    # To look for the name and then at the tag around it takes a tenth of looking at every tag.
    while place > position:
        if html[place - 1].isspace() and html[place + len(attribute) : place + len(attribute) + 1] in _BEHIND:
            start = html.rfind("<", position, place)
            return (tag.match(html, start) if start >= 0 else None) or tag.search(html, position)
        place = html.find(attribute, place + 1)
    return None


_BEHIND = frozenset(" \t\n\r\f\v=>/")
"""What can stand behind the name of an attribute."""


@cache
def _having(attribute: str) -> re.Pattern[str]:
    return re.compile(rf'<(\w+)\b(?:[^<>"\s]++|"[^"]*"|\s)*?(\s{attribute}(?=[\s=>/])(?:="[^"]*")?){_REST}>')


def _end(html: str, opening: re.Match[str]) -> int:
    """Where the element ends whose first tag this is."""
    name, depth, start = opening[1], 1, opening.end()
    # Few elements hold another of their name: then the next that ends is this one.
    closing = html.find(f"</{name}", start)
    if html.find(f"<{name}", start, closing) < 0 < closing:
        start = closing
    for tag in re.compile(rf"<(/?){name}\b{_REST}>").finditer(html, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(html)


_CELL_SPANS = {"colspan", "rowspan"}
_PLAIN = {"a": {"href"}, "img": {"src", "alt"}, "td": _CELL_SPANS, "th": _CELL_SPANS, "ol": {"start"}}


def for_feeds(html: str, base: str) -> str:
    """HTML as readers of feeds can use it: all addresses whole, nothing hidden, nothing that only our pages know.

    `base` is the address of the page the HTML is from.

    `html` is finished prose; what comes back is HTML, not yet escaped for XML.
    """

    # What hides goes before the mark that hides it is taken off. Addresses are made whole as browsers do it (WHATWG).
    shown = without(html, "hidden")
    return nh3.clean(shown, attributes=_PLAIN, link_rel=None, url_relative=("rewrite_with_base", base))
