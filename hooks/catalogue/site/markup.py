"""Finishes the HTML that Markdown made: safe whatever was typed, terms marked, tables within reach of a keyboard."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import count
from urllib.parse import urljoin

import nh3

from catalogue.site.bodies import CLOSES, MARK, OPENS, SIGNS

_TAGS = nh3.ALLOWED_TAGS | {"details", "summary", "figure", "figcaption", "input", "label"}
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"id", "class", "lang", "dir", "title"},
    "td": {"style", "colspan", "rowspan"},
    "th": {"style", "colspan", "rowspan", "scope"},
    "details": {"open"},
}
_SAFE = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"https", "http", "mailto", "webcal"},
    link_rel=None,
    filter_style_properties={"text-align"},
)


def make_safe(html: str) -> str:
    """HTML less all that could run a script, load from elsewhere or change the look of the page.

    The check refuses such a page; this makes it harmless all the same, where a page is shown with its problems.
    """
    return _SAFE.clean(html)


_LINK = re.compile(r'<h[12]\b|<a ((?:[^>"]|"[^"]*")*)>')
_TITLE = re.compile(rf' ?title="{MARK}[^"]*"')
_HREF = re.compile(r'href="([^"]*)"')
_CELL = re.compile(r'<(td|th)([^>]*?) style="text-align:\s*(left|right|center);?"')


_MARKED = re.compile(f"{OPENS}([{chr(SIGNS.start)}-{chr(SIGNS.stop - 1)}])([^{CLOSES}]*){CLOSES}")
_TABLE = re.compile("<table>")
# Numbered, since two landmarks of one page need two names.
_FRAME = '<div class="scroll" role="region" tabindex="0" aria-label="Table {}"><table>'


def finish(html: str, words: Mapping[str, str], links: Sequence[str] = ()) -> str:
    """Mark the first link to each term in a section as one that opens its definition; leave the later ones plain.

    `words` are the ids of the terms the page defines at its end, by the address it names them by; `links` the addresses
    of the links that Markdown took for words. Tables get a frame that can be scrolled by keyboard, and classes for
    styles, which a strict Content-Security-Policy would refuse.
    """
    html = _MARKED.sub(lambda match: _link(links, ord(match[1]) - SIGNS.start, match[2]), html)
    html = _CELL.sub(r'<\1\2 class="\3"', make_safe(html))
    numbers = count(1)
    html = _TABLE.sub(lambda _: _FRAME.format(next(numbers)), html).replace("</table>", "</table></div>")
    seen: set[str] = set()

    def mark(match: re.Match[str]) -> str:
        if match[1] is None:
            seen.clear()
            return match[0]
        attributes = _TITLE.sub("", match[1]).strip()
        href = _HREF.search(attributes)
        term = words.get(href[1]) if href else None
        if term is None or term in seen:
            return f"<a {attributes}>"
        seen.add(term)
        return f'<a class="term" data-term="{term}" {attributes}>'

    return _LINK.sub(mark, html)


def _link(links: Sequence[str], index: int, words: str) -> str:
    # A writer may have pasted such a sign.
    return f'<a href="{links[index]}">{words}</a>' if index < len(links) else words


_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_REST = r'(?:[^<>"]|"[^"]*")*'


def without(html: str, attribute: str) -> str:
    """HTML less the elements that have an attribute, and all that is in them."""
    if attribute not in html:
        return html
    marked = re.compile(rf'<(\w+)\b(?:[^<>"]|"[^"]*")*?\s{attribute}(?=[\s=>/]){_REST}>')
    parts, position, found = [], 0, marked.search(html)
    while found:
        parts.append(html[position : found.start()])
        position = found.end() if found[1] in _VOID else _end(html, found)
        found = marked.search(html, position)
    return "".join([*parts, html[position:]])


def _end(html: str, opening: re.Match[str]) -> int:
    """Where the element ends whose first tag this is."""
    depth = 0
    for tag in re.compile(rf"<(/?){opening[1]}\b{_REST}>").finditer(html, opening.start()):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(html)


_CELL_SPANS = {"colspan", "rowspan"}
_PLAIN = {"a": {"href"}, "img": {"src", "alt"}, "td": _CELL_SPANS, "th": _CELL_SPANS, "ol": {"start"}}


def for_feeds(html: str, base: str) -> str:
    """HTML as readers of feeds can use it: all addresses whole, nothing hidden, nothing that only our pages know.

    `base` is the address of the page the HTML is from.
    """

    def join(tag: str, name: str, value: str) -> str:
        if name not in ("href", "src"):
            return value
        return _whole(value, base)

    # Before the mark that hides an element is taken off.
    return nh3.clean(without(html, "hidden"), attributes=_PLAIN, attribute_filter=join, link_rel=None)


def _whole(value: str, base: str) -> str:
    """The whole address of what a page at `base` names so; `base` itself where a writer's address is broken."""
    rest = value.lstrip("./")
    ups = value[: len(value) - len(rest)]
    try:
        # Nearly every link on a page goes up and down again; the ways up are few.
        return _above(ups, base) + rest if ups.endswith("../") and "/." not in rest else urljoin(base, value)
    except ValueError:
        return base


@lru_cache(maxsize=1 << 12)
def _above(ups: str, base: str) -> str:
    return urljoin(base, ups)
