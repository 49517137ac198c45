"""The block at the top of a page: where it starts and ends, and its lines, without the characters that do harm."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from catalogue.diagnostics import Diagnostic, Edit
from catalogue.frontmatter.quirks import ASKED, BARE, BULLET, CLOSED, MARKER, NAME, NAMES, Trap
from catalogue.text import Source, Span

LARGEST = 40_000
"""How many characters of a block are read: a long page's fields take three thousand."""

_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_DASHES = re.compile(r"[ \t]*(?:[-–—−_=~*+.]{2,8}|[–—])[ \t]*(?:\n|\Z)")
_START = re.compile(rf"[ \t]*(?:#[^\n]*\n[ \t]*)*[\"'“*]{{0,2}}{NAME}[\"'”*]{{0,2}}[ ]*[:：]")
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


def find_block(text: str) -> tuple[Block | None, list[Trap]]:
    """Find the block of a page's text, as it was meant, if it has one, and the traps at its edges."""
    start, traps = _opening(text)
    end, body, more = (None, 0, []) if start is None else _closing(text, start, traps)
    if start is None or end is None:
        return None, []
    traps = [*traps, *more]
    if end - start > LARGEST:
        cut = text.rfind("\n", start, start + LARGEST) + 1 or start
        message = (
            f"The block at the top of the page is {end - start:,} characters long. Only its first {LARGEST:,} are read."
        )
        fix = "close the block with --- on a line by itself, after its last field"
        traps.append(Trap(Span(cut, cut), message, fix=fix, lost=True))
        end = cut
    return Block(start, end, body), traps


def _opening(text: str) -> tuple[int | None, list[Trap]]:
    if match := _OPENING.match(text):
        return match.end(), []
    at = len(text) - len(text.lstrip())
    line = text.rfind("\n", 0, at) + 1
    if match := _OPENING.match(text, at):
        if not _START.match(text, match.end()):
            return None, []
        message = "Something stands before the block at the top of the page. The page has to start with ---."
        return match.end(), [_edge(at, text, message, Edit(Span(0, at), ""))]
    if (match := _DASHES.match(text, line)) and _START.match(text, match.end()):
        message = "The line that opens the block at the top of the page is not three hyphens. It has to be ---."
        return match.end(), [_edge(at, text, message, Edit(Span(0, match.end()), "---\n"))]
    opened = _START.match(text, line)
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
    return Trap(Span(at, len(text) if end == -1 else end), message, (edit,), sure=True, fix=fix)


def _closing(text: str, start: int, opened: list[Trap]) -> tuple[int | None, int, list[Trap]]:
    match = _CLOSING.search(text, start)
    prose = _prose(text, start, match.start() if match else len(text))
    # A line of hyphens further down, after prose, is a rule on the page and closes nothing.
    if match and (prose is None or _KEYED.search(text, prose, match.start())):
        return _continued(text, start, match)
    if not opened and not _START.match(text, start):
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
            edit = Edit(Span(*dashes.span()), "---\n")
            return at, stop, [_edge(column, text, message, edit, "write this line instead: ---")]
        at, last = stop, at
    message = "The block at the top of the page is never closed. It has to end with --- on a line by itself."
    before = "" if at == 0 or text[at - 1] == "\n" else "\n"
    edit = Edit(Span(at, at), f"{before}---\n")
    return at, at, [_edge(last, text, message, edit, "write this line after the last field: ---")]


def _continued(text: str, start: int, match: re.Match[str]) -> tuple[int, int, list[Trap]]:
    """A closing line with more fields right behind it was not meant to close anything."""
    again = _CLOSING.search(text, match.end())
    inner = text[match.end() : again.start()] if again else ""
    if not again or match.start() == start or not _START.match(inner) or _BREAK.search(inner):
        return match.start(), match.end(), []
    mark = match.group().strip()
    message = f"The line {mark} ends the block at the top of the page, with fields behind it. They show as text."
    span, edit = Span(match.start(), match.start() + 3), Edit(Span(*match.span()), "")
    return again.start(), again.end(), [Trap(span, message, (edit,), fix=f"delete this line: {mark}")]


_UNSEEN = "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
_STRANGE = re.compile(rf"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000{_UNSEEN}]")
# What no block may hold, and the three old line ends that would cut a line in two.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_HARM = re.compile(f"{_STRANGE.pattern}|{_CONTROL.pattern}")
_ODD = rf"{_UNSEEN}\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
# What stands before a value, where a character that looks like a space, or like nothing, does harm.
_FRONT = re.compile(
    rf"(?P<indent>[\s{_ODD}]*)(?:-[\s{_ODD}]+)*"
    rf"(?:[A-Za-z_][\w{_ODD} -]{{0,60}}?[\s{_ODD}]*:(?:[\s{_ODD}]+|$))?"
)

ITEM = re.compile(r"-(?:[ ]+|$)")
_KEY = re.compile(
    r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ ]*:(?=\s|$)|(?![\[{#&*!|>@`%,\]}\"']|-(?:\s|$))\S.*?:(?=\s|$)"
)
_REST = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}
FIELD = re.compile(r"[a-z_][\w-]{0,40}[ ]*:(?=\s|$)")
_WRAPPED = 60
_USUAL = re.compile(r"[a-z_]++:(?=\s|$)")
_LONGEST = 1_000


@dataclass(slots=True)
class Line:
    """A line of a block: its offset in the page, its text, and where each column of it stands in the file's line.

    `silent` says that it is empty, a comment, or a mark of the block's end that ends nothing.
    """

    start: int
    text: str
    columns: list[int] | None = None
    content: str = field(init=False)
    indent: int = field(init=False)
    silent: bool = field(init=False)

    def __post_init__(self) -> None:
        self.content = self.text.strip(" \t")
        self.indent = len(self.text) - len(self.text.lstrip(" "))
        self.silent = not self.content or self.content[0] == "#" or self.text.rstrip() in ("---", "...")

    def at(self, column: int) -> int:
        """The offset in the page of a column."""
        return self.start + (self.columns[min(column, len(self.text))] if self.columns else column)

    def span(self, column: int, end: int | None = None) -> Span:
        """The place of what stands from a column on, without the blanks around it."""
        text = self.text[:end]
        column = len(text) - len(text[column:].lstrip(" \t"))
        last = max(column, len(text.rstrip(" \t")))
        return Span(self.at(column), self.at(last)) if self.columns else Span(self.start + column, self.start + last)

    def mend(self, start: int, end: int, text: str) -> Edit:
        """Write a part of the line as it was meant, in memory: the edit that would do it in the page."""
        edit = Edit(Span(self.at(start), self.at(end)), text)
        columns = self.columns or list(range(len(self.text) + 1))
        new = [min(columns[start] + count, columns[end]) for count in range(len(text))]
        self.text, self.columns = self.text[:start] + text + self.text[end:], columns[:start] + new + columns[end:]
        self.__post_init__()
        return edit


def lines_of(text: str, block: Block) -> tuple[list[Line], list[Trap]]:
    """The lines of a block of a page's text, and a trap for each that holds characters that do harm."""
    lines, traps, start = [], [], block.start
    inner = text[block.start : block.end].removesuffix("\n")
    for line in inner.split("\n"):
        lines.append(Line(start, line))
        start += len(line) + 1
    if _HARM.search(inner):
        unit = "    " if re.search(r"^ {4}\S", inner, re.MULTILINE) else "  "
        traps = [trap for line in lines if _HARM.search(line.text) and (trap := _clean(line, unit))]
    return lines, traps


def _clean(line: Line, unit: str) -> Trap | None:
    """Take the characters that do harm out of a line; None where there are none."""
    front = _FRONT.match(line.text)
    value, indent = (front.end(), front.end("indent")) if front else (0, 0)
    odd, cells, edits = "", [], []
    for index, character in enumerate(line.text):
        shown = character
        if _CONTROL.match(character):
            shown = " " if character in "\x85\u2028\u2029" else ""
        elif index < value and _HARM.match(character):
            shown = unit if character == "\t" and index < indent else "" if re.match(f"[{_UNSEEN}]", character) else " "
        if shown != character:
            odd = odd or character
            edits.append(Edit(Span(line.start + index, line.start + index + 1), shown))
        cells += [(one, index) for one in shown]
    if not edits:
        return None
    line.columns = [*(index for _, index in cells), len(line.text)]
    line.text = "".join(one for one, _ in cells)
    line.__post_init__()
    name = "a tab" if odd == "\t" else "a no-break space" if odd in "\u00a0\u202f" else ""
    name = name or f"a hidden character ({unicodedata.name(odd, f'U+{ord(odd):04X}').lower()})"
    message = (
        f"This line holds {name}, which looks like a space or like nothing. "
        "It would lose the value, or the whole block at the top of the page."
    )
    span = Span(line.start + value, line.start + line.columns[-1])
    fix = "delete this line, which holds no field." if line.silent and not line.content.startswith("#") else ""
    if fix:
        edits = [Edit(Span(line.start, line.start + line.columns[-1]), "")]
    return Trap(span, message, tuple(edits), sure=True, fix=fix)


def mended(text: str, start: int, end: int, edits: list[Edit]) -> str:
    """A stretch of a text with edits made, given in order; of two that overlap the first is kept."""
    parts, position = [], start
    for edit in edits[bisect_left(edits, start, key=lambda edit: edit.span.start) :]:
        if edit.span.start >= end:
            break
        if edit.span.start >= position and edit.span.end <= end:
            parts += [text[position : edit.span.start], edit.text]
            position = edit.span.end
    return "".join(parts) + text[position:end]


def key_end(text: str, at: int) -> int | None:
    """The column behind the colon of a name that starts at a column; None when no name stands there."""
    if match := _USUAL.match(text, at):
        return match.end()
    match = _KEY.match(text, at)
    if not match or (match.group()[0] not in "\"'" and re.search(r" #|\t", match.group())):
        return None
    # `title:Chat: one` is a name run into its value, not the name `title:Chat`.
    joined = [found for quirk in NAMES[1:] if (found := quirk.pattern.match(text, at))]
    return match.end() if not joined or joined[0].end() > match.end() else None


def value_start(text: str, at: int) -> int:
    """The column at which a line's value stands: behind its dashes and its name, if it has any."""
    while item := ITEM.match(text, at):
        at = item.end()
    at = key_end(text, at) or at
    return at + len(text[at:]) - len(text[at:].lstrip())


def report(source: Source, traps: list[Trap], edits: list[Edit]) -> Iterable[Diagnostic]:
    """One problem for each trap: its fix holds the whole line, with every correction of that line made."""
    for trap in traps:
        spans = [trap.span, *(edit.span for edit in trap.edits)]
        first = source.place(min(span.start for span in spans)).line
        last = source.place(max(span.end for span in spans)).line
        end = source.line_starts[last - 1] + len(source.line(last))
        text = mended(source.text, source.line_starts[first - 1], end, edits).strip("\n")
        fix = trap.fix or f"write this instead: {text if len(text) <= _LONGEST else f'{text[:_LONGEST]}…'}"
        edit = trap.edits[0] if trap.sure and len(trap.edits) == 1 else None
        yield Diagnostic("top-unreadable", source, trap.span, trap.message, fix, edit=edit)


class Lines:
    """The lines of a block in a page's text, which is next, and how far a value goes on in them.

    `names` are those a field may have; `traps` are found as the lines are read.
    """

    def __init__(self, text: str, block: Block, names: frozenset[str]) -> None:
        self.names = names
        self.lines, self.traps = lines_of(text, block)
        self.next = 0

    def peek(self) -> Line | None:
        """The next line that is not silent."""
        while self.next < len(self.lines) and self.lines[self.next].silent:
            self.next += 1
        return self.lines[self.next] if self.next < len(self.lines) else None

    def gather(self, line: Line, text: str, column: int) -> tuple[list[str], Line, bool]:
        """A value line by line, its last line, and whether one of its lines stands too far out."""
        parts, last, stray = [text], line, False
        if (text[0] in _REST and not CLOSED.match(text)) or (text[0] in "[{" and _open(text) > 0):
            parts, last = self._enclosed(line, text, column)
        between: list[str] = []
        for index in range(self.next, len(self.lines)):
            line = self.lines[index]
            if line.silent:
                between.append(line.content and "# ")
            elif self.goes_on(line, column, last.text):
                stray |= line.indent <= column
                parts += [*between, line.content]
                last, self.next, between = line, index + 1, []
            else:
                break
        return parts, last, stray

    def _enclosed(self, line: Line, text: str, column: int) -> tuple[list[str], Line]:
        """The lines of a quotation or bracket that closes in a later line; one that never does goes on as words do."""
        parts, depth = [text], _open(text)
        for index in range(self.next, len(self.lines)):
            here = self.lines[index]
            if here.indent <= column and (FIELD.match(here.text, here.indent) or ITEM.match(here.text, here.indent)):
                break
            parts.append(here.content)
            depth += _open(here.content)
            closed = _REST[text[0]].match(here.content) if text[0] in _REST else None
            if closed and here.content[closed.end() :].strip()[:1] not in ("", "#"):
                break
            if closed or (text[0] in "[{" and depth <= 0):
                self.next = index + 1
                return parts, here
        return [text], line

    def goes_on(self, line: Line, column: int, before: str) -> bool:
        """Whether a line is more words of the value whose name or dash stands at a column."""
        at = line.indent
        if ITEM.match(line.text, at) or FIELD.match(line.text, at):
            return False
        if at > column:
            return True
        signs = [
            BULLET.pattern,
            MARKER.pattern,
            ASKED,
            *(quirk.pattern for quirk in NAMES),
        ]
        looks = key_end(line.text, at) or any(sign.match(line.text, at) for sign in signs)
        return not (looks or self.bare(line, at, before))

    def bare(self, line: Line, column: int, before: str) -> re.Match[str] | None:
        """A name without a colon; `before` is the line above."""
        # A sentence that goes on may start with the same word: a wrapped line is longer.
        match = BARE.pattern.match(line.text, column)
        known = match and match["name"] in self.names and len(before) < _WRAPPED
        return match if match and (known or match["data"]) else None


def _open(text: str) -> int:
    return sum(text.count(mark) for mark in "[{") - sum(text.count(mark) for mark in "]}")
