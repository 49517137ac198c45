"""Where the block at the top of a page starts and ends, and what keeps it from being found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.diagnostics import Edit
from catalogue.frontmatter.lines import NAME
from catalogue.frontmatter.traps import Trap
from catalogue.text import Span

LARGEST = 40_000
"""How many characters of a block are read: a long page's fields take three thousand."""

_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_DASHES = re.compile(r"[ \t]*(?:[-–—−_=~*+.]{2,8}|[–—])[ \t]*(?:\n|\Z)")
_FIELD = re.compile(rf"[ \t]*(?:#[^\n]*\n[ \t]*)*[\"'“*]{{0,2}}{NAME}[\"'”*]{{0,2}}[ ]*[:：]")
# Two blanks behind the mark: a field that its writer left out, and no heading.
_BREAK = re.compile(r"^(?:[ \t]*\n|#{1,6}[ ](?![ ]))", re.MULTILINE)
_NOTES = re.compile(r"(?:#[^\n]*\n)*")
_LIKE_FIELD = re.compile(r"[\s#]|-(?:[ ]|$)|[\w\"'“ -]{1,60}[:：]|---|\.\.\.")
_KEYED = re.compile(rf"^{NAME}[ ]*:(?:\s|$)", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """The fields stand from `start` to `end`; the body starts at `body_start`."""

    start: int
    end: int
    body_start: int


@dataclass(frozen=True)
class Found:
    """A page's block, if it has one, and the traps at its edges."""

    block: Block | None
    traps: tuple[Trap, ...] = ()


def find_block(text: str) -> Found:
    """Find the block of a page's text, as it was meant."""
    start, traps = _opening(text)
    if start is None:
        return Found(None)
    end, body, more = _closing(text, start, traps)
    if end is None:
        return Found(None)
    traps = [*traps, *more]
    if end - start > LARGEST:
        cut = text.rfind("\n", start, start + LARGEST) + 1 or start
        message = (
            f"The block at the top of the page is {end - start:,} characters long. Only its first {LARGEST:,} are read."
        )
        traps.append(
            Trap(
                Span(cut, cut),
                message,
                fix="close the block with --- on a line by itself, after its last field",
                lost=True,
            )
        )
        end = cut
    return Found(Block(start, end, body), tuple(traps))


def _opening(text: str) -> tuple[int | None, list[Trap]]:
    if match := _OPENING.match(text):
        return match.end(), []
    at = len(text) - len(text.lstrip())
    line = text.rfind("\n", 0, at) + 1
    if match := _OPENING.match(text, at):
        if not _FIELD.match(text, match.end()):
            return None, []
        message = "Something stands before the block at the top of the page. The page has to start with ---."
        return match.end(), [_edge(at, text, message, Edit(Span(0, at), ""))]
    if (match := _DASHES.match(text, line)) and _FIELD.match(text, match.end()):
        message = (
            "The line that opens the block at the top of the page is not three hyphens. It has to be --- by itself."
        )
        return match.end(), [_edge(at, text, message, Edit(Span(0, match.end()), "---\n"))]
    opened = _FIELD.match(text, line)
    closed = _CLOSING.search(text, line) if opened else None
    if closed and not _BREAK.search(text, line, closed.start()):
        message = "The block at the top of the page is not opened. It has to start with --- on a line by itself."
        return line, [_edge(at, text, message, Edit(Span(0, line), "---\n"))]
    return None, []


def _edge(
    at: int, text: str, message: str, edit: Edit, fix: str = "write this on the first line of the page: ---"
) -> Trap:
    # The edits of an edge lie outside the block: they are for the page, not for what is read.
    end = text.find("\n", at)
    return Trap(Span(at, len(text) if end == -1 else end), message, (edit,), certain=True, fix=fix)


def _closing(text: str, start: int, opened: list[Trap]) -> tuple[int | None, int, list[Trap]]:
    match = _CLOSING.search(text, start)
    prose = _prose(text, start, match.start() if match else len(text))
    # A line of hyphens further down, after prose, is a rule on the page and closes nothing.
    if match and (prose is None or _KEYED.search(text, prose, match.start())):
        return _continued(text, start, match)
    if not opened and not _FIELD.match(text, start):
        return (match.start(), match.end(), []) if match else (None, 0, [])
    return _unclosed(text, start)


def _prose(text: str, start: int, end: int) -> int | None:
    """The offset of the first line that follows an empty one and cannot belong to a block."""
    at, empty = start, False
    while at < min(end, start + LARGEST):
        stop = text.find("\n", at) + 1 or len(text)
        line = text[at:stop].rstrip()
        if line and line[0] != "#":
            if empty and not _LIKE_FIELD.match(line):
                return at
            empty = False
        empty |= not line
        at = stop
    return None


def _unclosed(text: str, start: int) -> tuple[int, int, list[Trap]]:
    notes = _NOTES.match(text, start)
    at = last = notes.end() if notes else start
    while at < len(text) and not _BREAK.match(text, at):
        stop = text.find("\n", at) + 1 or len(text)
        if dashes := _DASHES.match(text, at):
            message = "The line that closes the block at the top of the page is not ---. It has to be three hyphens."
            column = at + len(text[at:stop]) - len(text[at:stop].lstrip())
            return (
                at,
                stop,
                [_edge(column, text, message, Edit(Span(*dashes.span()), "---\n"), "write this line instead: ---")],
            )
        at, last = stop, at
    message = "The block at the top of the page is never closed. It has to end with --- on a line by itself."
    before = "" if at == 0 or text[at - 1] == "\n" else "\n"
    edit = Edit(Span(at, at), f"{before}---\n")
    return at, at, [_edge(last, text, message, edit, "write this line after the last field: ---")]


def _continued(text: str, start: int, match: re.Match[str]) -> tuple[int, int, list[Trap]]:
    """A closing line with more fields right behind it was not meant to close anything."""
    again = _CLOSING.search(text, match.end())
    inner = text[match.end() : again.start()] if again else ""
    if not again or match.start() == start or not _FIELD.match(inner) or _BREAK.search(inner):
        return match.start(), match.end(), []
    mark = match.group().strip()
    message = f"The line {mark} ends the block at the top of the page, with fields behind it. They show as text."
    trap = Trap(
        Span(match.start(), match.start() + 3),
        message,
        (Edit(Span(*match.span()), ""),),
        fix=f"delete this line: {mark}",
    )
    return again.start(), again.end(), [trap]
