"""Goes through a page as converted: what came out alive, where it was typed, and the holes that others fill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import count
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from catalogue.addresses import is_outside
from catalogue.markdown.marks import CLOSING, HOLE, MARKED, MOST, Flooded, bare
from catalogue.markdown.model import Heading, HoleKind
from catalogue.markdown.notes import Notes
from catalogue.text import Span

_PIECES = re.compile(f"({MARKED.pattern}|\x02[^\x03]*\x03|\n)")
_STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")
_ESCAPED = re.compile("\x02(\\d+)\x03")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TAG = re.compile(r"<[^>]*>")
_BEHIND = re.compile(r"(?:[ \t]+\{[^\n]*\}|[ \t]*#+)?[ \t]*$")
_ALIGNED = re.compile(r"text-align:\s*(left|right|center)")
_JOINED = re.compile(r"[ \t]*\n?[ \t>]*")


class Walk(Treeprocessor):
    """The last look at the tree of a page, before it becomes HTML.

    `holes` say of each hole what it is, which character of the source it starts at, and the address it stands for.
    """

    notes: Notes

    def begin(self, notes: Notes, start: int) -> None:
        """Forget the page before; the body of this one starts at an offset."""
        self.notes, self.position = notes, start
        self.headings: list[Heading] = []
        self.live: set[int] = set()
        self.code: list[Span] = []
        self.running: list[Span] = []
        self.shown: list[Span] = []
        self.holes: list[tuple[HoleKind, int, str]] = []

    def run(self, root: Element) -> None:
        """Visit every element, in the order of the page."""
        # A list of attributes that follows nothing goes to the page itself, which Markdown then cannot take off.
        root.attrib.clear()
        self._names = _flat(self.md.toc_tokens)  # type: ignore[attr-defined]
        self._waiting = {id(one.element): one.link for one in self.notes.links if one.waits}
        self._starts = {id(one.element): one.link.span.start for one in self.notes.links if one.element is not None}
        self._cited = {id(el): one.span.start for el, one in self.notes.citations}
        self._spared = {id(el) for el in self.notes.spared}
        self._tables = count(1)
        self._visit(root)

    def _visit(self, root: Element) -> None:
        # Without recursion, as a page can be nested deeper than Python goes.
        waiting: list[tuple[Element, str, bool]] = [(root, "running", False)]
        while waiting:
            el, state, left = waiting.pop()
            if left:
                self._leave(el, state)
                continue
            inside = self._enter(el, state)
            waiting.append((el, state, True))
            waiting += [(child, inside, False) for child in reversed(el)]

    def _enter(self, el: Element, state: str) -> str:
        self.live.add(id(el))
        tag = el.tag
        if tag in ("pre", "code"):
            state = "code"
        elif tag in ("a", "cite"):
            state = "linked"
        elif state == "running" and (tag in _HEADINGS or tag == "blockquote"):
            state = "apart"
        if tag in _HEADINGS:
            self._heading(el)
        elif tag in ("td", "th") and (found := _ALIGNED.match(el.get("style") or "")):
            # A style would be refused by a strict Content-Security-Policy.
            del el.attrib["style"]
            el.set("class", found[1])
        first = self._locate(el.text, state) if el.text else None
        if tag in _HEADINGS and self.headings[-1].span.start < 0:
            self._place(first if first is not None else self.position)
        return state

    def _leave(self, el: Element, state: str) -> None:
        """What is changed when all inside is read, and what stands behind it."""
        name = {"a": "href", "img": "src"}.get(el.tag, "")
        waiting = self._waiting.get(id(el))
        if id(el) in self._cited:
            el.text = self._hole(HoleKind.CITATION, self._cited[id(el)])
            el.tag = None  # type: ignore[assignment]
        elif waiting is not None and (
            state == "linked" or any(each.tag == "a" for each in el.iter() if each is not el)
        ):
            # A link cannot stand in a link's words: of the two, the one that waits stays as typed.
            el.tag, el.text = None, f"[{el.text or ''}"  # type: ignore[assignment]
            _append(el, waiting.closing(self.notes.text))
        elif waiting is not None:
            el.set(name, self._hole(HoleKind.OPENING, waiting.span.start))
            _append(el, chr(CLOSING + len(self.holes) - 1))
        elif id(el) in self._spared:
            el.tag = None  # type: ignore[assignment]
        elif name and (target := _ESCAPED.sub(lambda sign: chr(int(sign[1])), el.get(name) or "")) and _led(target):
            el.set(name, self._hole(HoleKind.ADDRESS, self._starts.get(id(el), 0), target))
        elif el.tag == "table":
            self._frame(el)
        if el.tail:
            self._locate(el.tail, state)

    def _hole(self, kind: HoleKind, start: int, target: str = "") -> str:
        if len(self.holes) == MOST:
            raise Flooded
        self.holes.append((kind, start, target))
        return chr(HOLE + len(self.holes) - 1)

    def _frame(self, table: Element) -> None:
        """Put a table into a frame that can be scrolled by keyboard; numbered, since two landmarks need two names."""
        inner = Element("table", table.attrib)
        inner.text, inner.tail = table.text, None
        inner.extend(list(table))
        for child in list(table):
            table.remove(child)
        table.tag, table.text = "div", None
        table.attrib.clear()
        table.attrib.update(
            {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": f"Table {next(self._tables)}"}
        )
        table.append(inner)

    def _heading(self, el: Element) -> None:
        token = next(self._names, None)
        words = "".join(el.itertext())
        name = unescape(bare(token["name"] if token else words))
        at = self.notes.marks.first(words)
        self.headings.append(Heading(int(el.tag[1]), " ".join(name.split()), el.get("id") or "", Span(-1, -1)))
        if at is not None:
            self._place(at)

    def _place(self, start: int) -> None:
        """Where the last heading's words stand, up to what closes its line."""
        text, last = self.notes.text, self.headings[-1]
        stop = text.find("\n", start)
        line = text[start : stop if stop >= 0 else len(text)]
        found = _BEHIND.search(line)
        span = Span(start, start + (found.start() if found else len(line)))
        self.headings[-1] = Heading(last.level, last.text, last.anchor, span)

    def _locate(self, text: str, state: str) -> int | None:
        """Find where the words of a piece of text were typed; the offset of the first of them."""
        found: list[Span] = []
        for number, piece in enumerate(_PIECES.split(text)):
            if number % 2:
                self._pass(piece)
            elif piece.strip():
                words = unescape(piece) if state == "code" else piece
                at = self.notes.text.find(words, self.position)
                if at >= 0:
                    self.position = at + len(words)
                    found.append(Span(at, self.position))
                else:
                    self.notes.spend((len(self.notes.text) - self.position) // 256)
        joined = list(_joined(found, self.notes.text)) if state != "linked" else []
        if state in ("code", "running"):
            spans = self.code if state == "code" else self.running
            spans += joined
        if state in ("apart", "running"):
            self.shown += joined
        return found[0].start if found else None

    def _pass(self, piece: str) -> None:
        """Go past a mark, or past what Markdown keeps elsewhere."""
        if (at := self.notes.marks.first(piece)) is not None:
            self.position = at
        elif stashed := _STASHED.fullmatch(piece):
            self._stashed(int(stashed[1]))

    def _stashed(self, number: int) -> None:
        """Go past what Markdown has put aside: a fenced piece of code, or raw HTML."""
        raw = self.md.htmlStash.rawHtmlBlocks[number]
        if isinstance(raw, str) and re.match(r"<(?:pre|div class=\"highlight)", raw):
            self._locate(_TAG.sub("", raw), "code")
        elif isinstance(raw, str) and (at := self.notes.text.find(bare(raw).strip("\n"), self.position)) >= 0:
            self.position = at + len(bare(raw).strip("\n"))


def _led(target: str) -> bool:
    """Where it leads depends on the page's own place; signs that Markdown still keeps aside are no file's."""
    return not target.startswith("#") and "\x02" not in target and not is_outside(target)


def _append(el: Element, text: str) -> None:
    if len(el):
        el[-1].tail = (el[-1].tail or "") + text
    else:
        el.text = (el.text or "") + text


def _joined(spans: list[Span], text: str) -> Iterator[Span]:
    """Stretches of one sentence that only a line's end parts, as one."""
    last: Span | None = None
    for span in spans:
        if last is not None and _JOINED.fullmatch(text, last.end, span.start):
            last = Span(last.start, span.end)
        else:
            if last is not None:
                yield last
            last = span
    if last is not None:
        yield last


def _flat(tokens: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for token in tokens:
        yield token
        yield from _flat(token["children"])


def install(md: Markdown) -> Walk:
    """Make it the last but one to see a page's tree: before backslashes are put back, after headings have their ids."""
    walk = Walk(md)
    md.treeprocessors.register(walk, "walk", 1)
    return walk
