"""The block at the top of a page: where it starts and ends, its lines, and what is said of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from catalogue.diagnostics import Diagnostic, Edit, mended
from catalogue.text import Source, Span

LARGEST = 40_000
"""How many characters of a block are read: a long page's fields take three thousand."""

NAME = r"(?P<name>[A-Za-z_][\w-]{0,40})"
ITEM = re.compile(r"-(?:[ ]+|$)")
FIELD = re.compile(r"[a-z_][\w-]{0,40}[ ]*:(?=\s|$)")
KEY = re.compile(r"(?:\"[^\"\\]*\"[ ]*|'[^']*'[ ]*|\w(?:[^:#\"\[\]{}]|(?<=\S)#){0,80}):(?=\s|$)")

_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_DASHES = re.compile(r"^[ \t]*(?:[-–—−_=~*+.]{2,8}|[–—])[ \t]*(?:\n|\Z)", re.MULTILINE)
_START = re.compile(rf"[ \t]*(?:#[^\n]*\n[ \t]*)*[\"'“*]{{0,2}}{NAME}[\"'”*]{{0,2}}[ ]*[:：]")
# An empty line or a heading ends a block that nothing closes; two blanks behind the mark are a field that was left out.
_BREAK = re.compile(r"^(?:[ \t]*\n|#{1,6}[ ](?![ ]))", re.MULTILINE)
_NOTES = re.compile(r"(?:#[^\n]*\n)*")
_PROSE = re.compile(r"\n[ \t]*\n(?:#[^\n]*\n)*+(?![\s#]|-(?:[ ]|$)|[\w\"'“ -]{1,60}[:：]|---|\.\.\.)")
_KEYED = re.compile(rf"^{NAME}[ ]*:(?:\s|$)", re.MULTILINE)

# What no block may hold, with the three old line ends that would cut a line in two, and what nobody can see.
_HARM = "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ud800-\udfff\ufeff\ufffe\uffff"
HARM = re.compile(f"[{_HARM}]")
# Pictures, and words in Persian and its like, are joined and parted by two hidden characters.
_HIDDEN = re.compile(rf"(?!(?<=[^\x00-\x7f{_HARM}])[\u200c\u200d][^\x00-\x7f{_HARM}])[{_HARM}]")
# These do harm in what stands before a value.
_BLANK = re.compile(r"[^\S\n ]")
# Dashes and their like, and names: each with what can stand between without a word.
_FRONT = re.compile(
    r"\s*(?:(?:[-•‣◦–—*+?]|---|\.\.\.)\s+)*"
    r"(?:(?![\[{]*(?:\".*\"|'.*'))[^\w\s]{0,4}\w[^:]{0,60}:[*_`“”‘’]{0,2}\s*)*"
)


class Trap(NamedTuple):
    """What is so at `span`, the edits that mend it, and whether they are sure to be what was meant.

    Spans are character offsets in the page. `fix` is said in place of the corrected line, where no line can be shown;
    `lost` says that a value is gone. A trap without a message is a correction that goes along with another.
    """

    span: Span
    message: str
    edits: tuple[Edit, ...] = ()
    sure: bool = False
    fix: str = ""
    lost: bool = False


def edges(text: str) -> tuple[int, int, int, list[Trap]] | None:
    """Where the block of a page's text starts and ends, where the body starts, and the traps at its edges."""
    first = len(text) - len(text.lstrip())
    line = text.rfind("\n", 0, first) + 1
    opening = _OPENING.match(text)
    dashes = opening or _DASHES.match(text, line)
    start = dashes.end() if dashes else line
    traps: list[Trap] = []
    if not opening:
        closed = _CLOSING.search(text, line)
        if not _START.match(text, start) or not (dashes or (closed and not _BREAK.search(text, line, closed.start()))):
            return None
        message = "The block at the top of the page has to start with --- on its first line."
        traps = [_edge(text, first, message, Span(0, start), "write this on the first line of the page: ---")]
    found = _closing(text, start, opened=bool(traps))
    if found is None:
        return None
    end, body, more = found
    if end - start > LARGEST:
        message = f"The block at the top of the page is {end - start:,} characters long. Only {LARGEST:,} are read."
        end = text.rfind("\n", start, start + LARGEST) + 1 or start
        fix = "close the block with --- on a line by itself, after its last field"
        traps.append(Trap(Span(end, end), message, fix=fix, lost=True))
    return start, end, body, traps + more


def _edge(text: str, at: int, message: str, span: Span, fix: str) -> Trap:
    end = text.find("\n", at)
    before = "" if span.start == 0 or text[span.start - 1] == "\n" else "\n"
    edit = Edit(span, f"{before}---\n")
    return Trap(Span(at, len(text) if end == -1 else end), message, (edit,), sure=True, fix=fix)


def _closing(text: str, start: int, *, opened: bool) -> tuple[int, int, list[Trap]] | None:
    match = _CLOSING.search(text, start)
    prose = _PROSE.search(text, max(0, start - 1), min(match.end() if match else len(text), start + LARGEST))
    # A line of hyphens further down, after prose, is a rule on the page and closes nothing.
    if match and (prose is None or _KEYED.search(text, prose.end(), match.start())):
        return _continued(text, start, match)
    if not opened and not _START.match(text, start):
        return (match.start(), match.end(), []) if match else None
    notes = _NOTES.match(text, start)
    fields = notes.end() if notes else start
    stop = broken.start() if (broken := _BREAK.search(text, fields)) else len(text)
    message = "The block at the top of the page has to end with --- on a line by itself."
    if dashes := _DASHES.search(text, fields, stop):
        at, end = dashes.span()
        column = at + len(dashes.group()) - len(dashes.group().lstrip())
        return at, end, [_edge(text, column, message, Span(at, end), "write this line instead: ---")]
    last = max(start, text.rfind("\n", 0, stop - 1) + 1)
    return stop, stop, [_edge(text, last, message, Span(stop, stop), "write this line after the last field: ---")]


def _continued(text: str, start: int, match: re.Match[str]) -> tuple[int, int, list[Trap]]:
    """A closing line with more fields right behind it was not meant to close anything."""
    traps: list[Trap] = []
    while match.start() != start and (again := _CLOSING.search(text, match.end())):
        inner = text[match.end() : again.start()]
        if not _START.match(inner) or _BREAK.search(inner):
            break
        mark, span = match.group().strip(), Span(match.start(), match.start() + 3)
        message = f"The line {mark} ends the block at the top of the page, with fields behind it. They show as text."
        traps.append(Trap(span, message, (Edit(Span(*match.span()), ""),), fix=f"delete this line: {mark}"))
        match = again
    return match.start(), match.end(), traps


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
        self.content = self.text.strip(" ")
        self.indent = len(self.text) - len(self.text.lstrip(" "))
        self.silent = not self.content or self.content[0] == "#" or self.text.rstrip() in ("---", "...")

    def at(self, column: int) -> int:
        """The offset in the page of a column."""
        return self.start + (self.columns[min(column, len(self.text))] if self.columns else column)

    def span(self, column: int) -> Span:
        """The place of what stands from a column on, without the blanks around it."""
        last = len(self.text.rstrip(" "))
        return Span(self.at(max(column, last - len(self.text[column:].strip(" ")))), self.at(max(column, last)))

    def value(self) -> Span:
        """The place of what stands behind the dashes and the name."""
        at = self.indent
        while item := ITEM.match(self.text, at):
            at = item.end()
        return self.span(name.end() if (name := KEY.match(self.text, at)) else at)

    def mend(self, start: int, end: int, text: str) -> Edit:
        """Write a part of the line as it was meant, in memory: the edit that would do it in the page."""
        edit = Edit(Span(self.at(start), self.at(end)), text)
        columns = self.columns or list(range(len(self.text) + 1))
        new = [min(columns[start] + count, columns[end]) for count in range(len(text))]
        self.text, self.columns = self.text[:start] + text + self.text[end:], columns[:start] + new + columns[end:]
        self.__post_init__()
        return edit

    def clean(self, unit: str) -> Trap | None:
        """Take the characters that do harm out of the line; None where there are none."""
        text, shown, column = self.text, list(self.text), 0
        for hidden in _HIDDEN.finditer(text):
            shown[hidden.start()] = " " if hidden.group().isspace() else ""
        seen = "".join(shown)
        front, indent = _FRONT.match(seen), len(seen) - len(seen.lstrip())
        for index, one in enumerate(shown):
            if front and column < front.end() and _BLANK.match(one):
                shown[index] = unit if one == "\t" and column < indent else " "
            column += len(one)
        odd = [index for index, one in enumerate(shown) if one != text[index]]
        if not odd:
            return None
        edits = tuple(Edit(Span(self.start + index, self.start + index + 1), shown[index]) for index in odd)
        self.columns = [*(index for index, one in enumerate(shown) for _ in one), len(text)]
        self.text, first = "".join(shown), text[odd[0]]
        self.__post_init__()
        name = {"\t": "a tab", "\u00a0": "a no-break space"}.get(first)
        name = name or f"a hidden character ({unicodedata.name(first, f'U+{ord(first):04X}').lower()})"
        message = f"This line holds {name}. It would spoil the value, or the whole block at the top of the page."
        if self.content and (self.content[0] == "#" or not self.silent):
            return Trap(self.value(), message, edits, sure=True)
        whole = Span(self.start, self.at(len(self.text)))
        edit = Edit(Span(self.start, whole.end + 1), "")
        return Trap(whole, message, (edit,), sure=not self.content, fix="delete this line, which holds no field.")


def lines_of(inner: str, start: int) -> tuple[list[Line], dict[int, Trap]]:
    """The lines of a block that starts at an offset, and by their offsets the traps of those with harmful signs."""
    lines = []
    for line in inner.removesuffix("\n").split("\n"):
        lines.append(Line(start, line))
        start += len(line) + 1
    if not HARM.search(inner) and not _BLANK.search(inner):
        return lines, {}
    unit = "    " if re.search(r"^ {4}\S", inner, re.MULTILINE) else "  "
    return lines, {line.start: trap for line in lines if (trap := line.clean(unit))}


def report(source: Source, traps: list[Trap], edits: list[Edit]) -> Iterable[Diagnostic]:
    """One problem for each trap: its fix holds the whole line, with every correction of that line made."""
    for trap in traps:
        spans = [trap.span, *(edit.span for edit in trap.edits)]
        first = source.place(min(span.start for span in spans)).line
        last = source.place(max(span.end for span in spans)).line
        end = source.line_starts[last - 1] + len(source.line(last))
        # What is put in at the end of the line is part of it.
        text = mended(source.text, source.line_starts[first - 1], end + 1, edits)[0].strip("\n")
        fix = trap.fix or f"write this instead: {text if len(text) <= 1_000 else f'{text[:1_000]}…'}"
        edit = trap.edits[0] if trap.sure and len(trap.edits) == 1 else None
        yield Diagnostic("top-unreadable", source, trap.span, trap.message, fix, edit=edit)
