"""Reads a page's prose by rendering it once: what Markdown makes of a page is what the page holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape, unescape
from typing import Any

from markdown import Markdown

from catalogue.markdown import processors, walk
from catalogue.markdown.flood import LARGEST, flood_at
from catalogue.markdown.harmless import make_safe
from catalogue.markdown.marks import CLOSING, HOLE, Flooded, Marks, bare
from catalogue.markdown.model import Hole, HoleKind, Link, Prose
from catalogue.markdown.notes import FoundLink, Notes
from catalogue.text import PRIVATE, Source, Span

EXTENSIONS = (
    "toc", "attr_list", "tables", "admonition", "def_list", "pymdownx.details", "pymdownx.superfences",
    "pymdownx.highlight", "pymdownx.blocks.caption",
)  # fmt: skip
SETTINGS: dict[str, dict[str, Any]] = {"pymdownx.highlight": {"use_pygments": False}, "toc": {"marker": ""}}
"""What the site adds to Markdown: ids of headings, attributes, tables, notes, definition lists, fences and captions."""

_CODE = ("```", "~~~", "    ", "\t")
_SIGNS = {
    "pymdownx.details": ("???",), "pymdownx.superfences": _CODE, "pymdownx.highlight": _CODE,
    "pymdownx.blocks.caption": ("///",),
}  # fmt: skip
"""What takes long to start, and the signs without one of which a page has no use for it."""

_CLOSINGS, _HOLES = f"[{chr(CLOSING)}-{chr(HOLE - 1)}]", f"[{chr(HOLE)}-{chr(HOLE + 0xFFD)}]"
_SPLIT = re.compile(
    f"[<{chr(CLOSING)}-{chr(HOLE + 0xFFD)}](?:"  # what each begins with: any other place is passed at once
    f'(?<=<)(?:h[12]\\b|a ([^>]*)href="({_HOLES})"([^>]*)>|img ([^>]*)src="({_HOLES}))|(?<=({_HOLES}))'
    f"|(?<=({_CLOSINGS}))((?:</(?!a>)[a-z0-9]+>)*)(?:</a>)?)"
)
_IDS = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*?\sid=["']?([^"'\s>]+)""")
_UNSHOWN = re.compile(f"\x02[^\x03]*\x03|{PRIVATE.pattern}")


def read_prose(source: Source, start: int = 0) -> Prose:
    """Read and render a page's body from an offset; never raises.

    A page that cannot be read in good time comes back as plain text, and its `flood` says why.
    """
    text = source.text
    if len(text) - start > LARGEST:
        return _plain(text, start)
    try:
        body = text[start:]
        needed = tuple(name for name in EXTENSIONS if any(sign in body for sign in _SIGNS.get(name, ("",))))
        return _converter(needed).read(text, start)
    except (Flooded, RecursionError):
        # What was left half done would be taken for the beginning of the next page.
        _converter.cache_clear()
        return _plain(text, start)


@cache
def _converter(extensions: tuple[str, ...]) -> _Converter:
    return _Converter(extensions)


class _Converter:
    """One Markdown for all pages that need the same: to set it up anew for each takes a quarter of the time."""

    def __init__(self, extensions: tuple[str, ...]) -> None:
        settings = {name: SETTINGS[name] for name in extensions if name in SETTINGS}
        self.md = Markdown(extensions=list(extensions), extension_configs=settings)
        self.begin = processors.install(self.md)
        self.walk = walk.install(self.md)

    def read(self, text: str, start: int) -> Prose:
        """Render a text and note what is met; `start` is where its prose starts, in characters from 0."""
        marks = Marks(text, start)
        notes = Notes(text, marks, raw_end=start)
        self.begin(notes)
        self.walk.begin(notes, start)
        html = bare(self.md.reset().convert(marks.text))
        seen = self.walk
        links = [_link(one) for one in notes.links if one.element is None or id(one.element) in seen.live]
        return Prose(
            start,
            tuple(seen.headings),
            tuple(sorted(links, key=lambda one: one.span)),
            tuple(sorted((one for el, one in notes.citations if id(el) in seen.live), key=lambda one: one.span)),
            tuple(sorted(notes.html, key=lambda one: one.span)),
            tuple(sorted(notes.attributes, key=lambda one: one.span)),
            tuple(sorted(notes.definitions, key=lambda one: one.span)),
            frozenset(map(unescape, _IDS.findall(html))),
            tuple(seen.code),
            tuple(seen.running),
            tuple(sorted(seen.shown)),
            tuple(_parts(make_safe(html), seen.holes)),
        )


def _link(one: FoundLink) -> Link:
    el = one.element
    words = one.link.text if el is None or el.tag == "img" else "".join(el.itertext())
    return one.link._replace(text=" ".join(_UNSHOWN.sub("", bare(words)).split()))


def _parts(html: str, holes: list[tuple[HoleKind, int, str]]) -> Iterator[str | Hole]:
    """The page's HTML cut at its holes. The characters that stand for them can have come from nowhere else."""
    position, section = 0, 0
    for match in _SPLIT.finditer(html):
        sign = match[2] or match[5] or match[6] or match[7]
        if not sign:
            section += 1
            continue
        number = ord(sign) - (CLOSING if match[7] else HOLE)
        kind, start, target = holes[number]
        at, end = max(match.start(), match.start(4)), match.end()  # an image's tag begins before its part
        if match[7]:
            kind = HoleKind.CLOSING
        elif kind is HoleKind.ADDRESS and match[2]:
            # What stands behind the address stays with what follows.
            at, end = match.start() + len("<a "), match.end(2)
        yield html[position:at] + (match[8] or "")
        before = match[1] if kind is HoleKind.OPENING else _before(match)
        yield Hole(kind, start, section, target, before or "", (match[3] or "") if kind is HoleKind.OPENING else "")
        position = end
    yield html[position:]


def _before(match: re.Match[str]) -> str:
    if match[2]:
        return f'{match[1]}href="'
    return f'{match[4]}src="' if match[5] else ""


def _plain(text: str, start: int) -> Prose:
    """A page that is too much to be read, as plain text: all of it code, as it were."""
    shown = f"<pre>{escape(text[start:], quote=False)}</pre>"
    return Prose(start, code=(Span(start, len(text)),), parts=(shown,), flood=flood_at(text, start))
