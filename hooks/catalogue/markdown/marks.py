"""Marks: one character of Unicode's private planes behind each sign of Markdown, to know later where it was typed.

A mark goes through the converter as any letter does. What comes out with a mark in it was typed at the mark's offset;
what comes out without one, such as the words of a footnote's number, was not typed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.diagnostics import Edit, mended
from catalogue.text import PRIVATE, Span

# A mark alone; one with a space before it, which keeps it out of a tag's name; one with a space behind it.
_ALONE, _SPACE_BEFORE, _SPACE_BEHIND = 0xF0000, 0x100000, 0x108000
_EACH = 0x7FFD
"""How many marks there are of each kind."""
CLOSING, HOLE = 0xFE000, 0xFF000
"""Not marks of offsets: the first characters that stand for the ends, and the places, of what other pages decide."""
MOST = 4_000
"""The most holes a page can have: so many characters there are for them."""

MARK = re.compile("[\U000f0000-\U000fdfff\U00100000-\U0010fffd]")
MARKED = re.compile(
    # A set at the start is looked for in a third of the time.
    "[ \U000f0000-\U000fdfff\U00100000-\U0010fffd]"
    "(?:(?<= )[\U00100000-\U00107fff]|(?<=[\U000f0000-\U000fdfff\U00100000-\U00107fff])|(?<=[\U00108000-\U0010fffd]) ?)"
)
"""A mark, with the space that came with it."""

_ITEMS = r"[ \t>]*(?:(?:[*+-]|\d+\.)[ \t]+)*+"
_CANDIDATE = re.compile(
    # What each begins with: any other place is passed at once.
    r"(?=^|[\\\[!\]<{])(?:(?P<skip>^[> ]*(?:`{3,}|~{3,}) *\{|\\.)"
    rf"|(?P<heading>^{_ITEMS}#{{1,6}}(?!#)[ \t]*+(?!$)"
    rf"|^(?=[^\n]*\n[ >]*(?:=+|-+) *$){_ITEMS}(?!\?{{3}}|/{{3}}|: )(?=[^\s\[<{{!`~*+|=>#\\\"'(-]))"
    r"|(?P<bracket>!?\[)|(?P<target>\]\((?:[ ]*<)?|\]:[ ]*(?=\S))|(?P<comment><!--)"
    r"|(?P<auto><[^<>\s!]+(?::|@)[^<>\s]*(?=>))"
    r"|(?P<tag><[A-Za-z][\w-]*(?=[\s/>]))|(?P<list>\{:?(?=[ ]*[^}\n ])))",
    re.MULTILINE,
)
_KINDS = {"tag": _SPACE_BEFORE, "list": _SPACE_BEHIND}


class Flooded(Exception):
    """The page holds more of something than can be read in good time."""


def bare(text: str) -> str:
    """A text without its marks."""
    return MARKED.sub("", text)


class Marks:
    """The marks of a page: `text` is its body with them, from the offset `start` of its source.

    Raises `Flooded` for a page with more signs than there are marks.
    """

    def __init__(self, source: str, start: int) -> None:
        self._offsets: dict[str, int] = {}
        counts = {_ALONE: 0, _SPACE_BEFORE: 0, _SPACE_BEHIND: 0}
        clean = source if source.isascii() else PRIVATE.sub("\ufffd", source)
        # Tabs are made blanks first, as Markdown would: a mark before one would move its stop.
        clean, at = mended(clean, start, len(clean), list(_tabs(clean, start)))
        parts, position = [], 0
        for match in _CANDIDATE.finditer(clean):
            if match.lastgroup == "skip":
                continue
            kind = _KINDS.get(str(match.lastgroup), _ALONE)
            if kind == _SPACE_BEHIND and clean[match.end()] == " ":
                kind = _ALONE
            if counts[kind] == _EACH:
                raise Flooded
            mark = chr(kind + counts[kind])
            counts[kind] += 1
            self._offsets[mark] = at(match.end())
            before, behind = " " * (kind == _SPACE_BEFORE), " " * (kind == _SPACE_BEHIND)
            parts += [clean[position : match.end()], before, mark, behind]
            position = match.end()
        self.text = "".join([*parts, clean[position:]])

    def first(self, text: str) -> int | None:
        """The offset of the first mark in a text."""
        mark = MARK.search(text)
        return self._offsets.get(mark[0]) if mark else None


def _tabs(text: str, start: int) -> Iterator[Edit]:
    """Each tab as the blanks up to its stop."""
    first = start
    for match in _STOP.finditer(text, start) if "\t" in text else ():
        if match[0] == "\n":
            first = match.end()
        else:
            width = _TAB - (match.start() - first) % _TAB
            first -= width - 1
            yield Edit(Span(*match.span()), " " * width)


_TAB, _STOP = 4, re.compile("[\t\n]")
