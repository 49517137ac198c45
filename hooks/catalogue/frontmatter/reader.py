"""Reads the block at the top of a page as people mean it, and names every value that PyYAML reads otherwise.

The lines are gone through once: what no program reads as it is meant is noted, with the edits that mend it. PyYAML then
reads the block with every edit made, so that what a page says, and where, is what others find in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import yaml

from catalogue.diagnostics import Diagnostic, Edit, mended, quote
from catalogue.frontmatter import quirks
from catalogue.frontmatter.quirks import Composed, Places, Quirk, Raw, Trap, loaded, quoted
from catalogue.text import Source, Span

_LARGEST = 40_000  # characters of a block are read: a long page's fields take three thousand
_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_DASHES = re.compile(r"^[ \t]*(?:[-–—−_=~*+.]{2,8}|[–—])[ \t]*(?:\n|\Z)", re.MULTILINE)
_START = re.compile(rf"[ \t]*(?:#[^\n]*\n[ \t]*)*[\"'“*]{{0,2}}{quirks.NAME}[\"'”*]{{0,2}}[ ]*[:：]")
# An empty line or a heading ends a block that nothing closes; two blanks behind the mark are a field that was left out.
_BREAK = re.compile(r"^(?:[ \t]*\n|#{1,6}[ ](?![ ]))", re.MULTILINE)
_NOTES = re.compile(r"(?:#[^\n]*\n)*")
_PROSE = re.compile(r"\n[ \t]*\n(?:#[^\n]*\n)*+(?![\s#]|-(?:[ ]|$)|[\w\"'“ -]{1,60}[:：]|---|\.\.\.)")
_KEYED = re.compile(rf"^{quirks.NAME}[ ]*:(?:\s|$)", re.MULTILINE)
_ROW = re.compile(r"^ *(.*)", re.MULTILINE)
_FIX = 'write one field on each line, as in title: "The causes of the causes"'


def edges(text: str) -> tuple[int, int, int, list[Trap]] | None:
    """Where the block of a page's text starts and ends, where the body starts, and the traps at its edges."""
    first, opening, traps = len(text) - len(text.lstrip()), _OPENING.match(text), list[Trap]()
    line = text.rfind("\n", 0, first) + 1
    dashes = opening or _DASHES.match(text, line)
    start = dashes.end() if dashes else line
    if not opening:
        closed = _CLOSING.search(text, line)
        if not _START.match(text, start) or not (dashes or (closed and not _BREAK.search(text, line, closed.start()))):
            return None
        fix = "write this on the first line of the page: ---"
        traps = [_edge(text, first, "start with --- on its first line.", Span(0, start), fix)]
    if (found := _closing(text, start, opened=not opening)) is None:
        return None
    end, body, more = found
    if end - start > _LARGEST:
        message = f"The block at the top of the page is {end - start:,} characters long. Only {_LARGEST:,} are read."
        end = text.rfind("\n", start, start + _LARGEST) + 1 or start
        fix = "close the block with --- on a line by itself, after its last field"
        traps.append(Trap(Span(end, end), message, fix=fix, lost=True))
    return start, end, body, traps + more


def _edge(text: str, at: int, words: str, span: Span, fix: str) -> Trap:
    edit = Edit(span, "---\n" if text[: span.start][-1:] in ("", "\n") else "\n---\n")
    shown = Span(at, (text + "\n").find("\n", at))
    return Trap(shown, f"The block at the top of the page has to {words}", (edit,), sure=True, fix=fix)


def _closing(text: str, start: int, *, opened: bool) -> tuple[int, int, list[Trap]] | None:
    match = _CLOSING.search(text, start)
    prose = _PROSE.search(text, max(0, start - 1), min(match.end() if match else len(text), start + _LARGEST))
    # A line of hyphens further down, after prose, is a rule on the page and closes nothing.
    if match and (prose is None or _KEYED.search(text, prose.end(), match.start())):
        return _continued(text, start, match)
    if not opened and not _START.match(text, start):
        return (match.start(), match.end(), []) if match else None
    fields = next(_NOTES.finditer(text, start)).end()
    stop = broken.start() if (broken := _BREAK.search(text, fields)) else len(text)
    dashes = _DASHES.search(text, fields, stop)
    at, end = dashes.span() if dashes else (stop, stop)
    shown = end - len(dashes.group().lstrip()) if dashes else max(start, text.rfind("\n", 0, stop - 1) + 1)
    fix = "write this line instead: ---" if dashes else "write this line after the last field: ---"
    return at, end, [_edge(text, shown, "end with --- on a line by itself.", Span(at, end), fix)]


def _continued(text: str, start: int, match: re.Match[str]) -> tuple[int, int, list[Trap]]:
    """A closing line with more fields right behind it was not meant to close anything."""
    traps: list[Trap] = []
    while 0 < match.start() - start < _LARGEST and (again := _CLOSING.search(text, match.end())):
        inner = text[match.end() : again.start()]
        if not _START.match(inner) or _BREAK.search(inner):
            break
        mark, span = match.group().strip(), Span(match.start(), match.start() + 3)
        message = f"The line {mark} ends the block at the top of the page, with fields behind it. They show as text."
        traps.append(Trap(span, message, (Edit(Span(*match.span()), ""),), fix=f"delete this line: {mark}"))
        match = again
    return match.start(), match.end(), traps


@dataclass(slots=True)
class _Line:
    """A line of a block: where it begins, where its words start, the column they belong at, and the line before it."""

    begin: int
    start: int
    column: int
    text: str
    silent: bool  # empty, a comment, or a mark of the block's end that ends nothing
    before: str


@dataclass(slots=True)
class _Level:
    """A list, or fields, at one column; what stands no further in than `floor` ends them."""

    column: int
    floor: int
    items: bool = False
    words: bool = False  # the last item was no field

    def takes(self, line: _Line, *, dashed: bool) -> bool:
        """Whether a line is one of them."""
        return self.items == dashed and (line.column > self.floor or (dashed and line.column == self.column))


_Name = tuple[re.Match[str], Quirk]


class _Reading:
    """A block, read as people mean it: a name, a colon and text; dashes; indents."""

    def __init__(self, source: Source, start: int, end: int, traps: list[Trap], names: frozenset[str]) -> None:
        self.source, self.start, self.end, self.traps, self.names = source, start, end, traps, names

    def _read(self, inner: str) -> None:
        self.odd: dict[int, int] = {}
        unit = "    " if re.search(r"^ {4}\S", inner, re.MULTILINE) else "  "
        for row in _ROW.finditer(self.source.text, self.start, self.end):
            if trap := quirks.harmed(self.source.text, *row.span(), unit):
                self.odd[self.source.place(trap.span.start).line] = len(self.traps)
                self.traps.append(trap)
        self.text, self.at = mended(self.source.text, self.start, self.end, quirks.edits(self.traps))
        self.lines, before = [], ""
        for row in _ROW.finditer(self.text):
            text, silent = row[1].rstrip(" "), row[1][:1] in ("", "#") or row.group().rstrip(" ") in ("---", "...")
            self.lines.append(_Line(row.start(), row.start(1), row.start(1) - row.start(), text, silent, before))
            before = row.group()
        self.rows: list[tuple[int, str]] = []
        self.open = [_Level(min((line.column for line in self.lines if not line.silent), default=0), -1)]
        whole = inner.lstrip()[:1] == "{" and isinstance(loaded(inner), dict)
        self.next = len(self.lines) if whole else 0
        while line := self._peek():
            self._row(line)

    def _note(self, trap: Trap) -> None:
        """Note a trap whose places are those of the text without its harmful signs."""
        edits = tuple(Edit(self._place(edit.span), edit.text) for edit in trap.edits)
        self.traps.append(trap._replace(span=self._place(trap.span), edits=edits))

    def _place(self, span: Span) -> Span:
        return Span(self.at(span.start), self.at(span.end))

    def _peek(self) -> _Line | None:
        """The next line that is not silent."""
        while self.next < len(self.lines) and self.lines[self.next].silent:
            self.next += 1
        return self.lines[self.next] if self.next < len(self.lines) else None

    def _row(self, line: _Line) -> None:
        bullet = quirks.BULLET.pattern.match(line.text)
        dash = quirks.ITEM.match(line.text) or bullet
        while len(self.open) > 1 and not self.open[-1].takes(line, dashed=bool(dash)):
            self.open.pop()
        level, root = self.open[-1], len(self.open) == 1
        if level.items and dash:
            self.next += 1
            self._line_up(line, level.column)
            self._entry(line, dash.end(), self._quirk(line, bullet, quirks.BULLET) if bullet else 0, level)
        elif dash and quirks.is_field(line.text, dash.end()):
            message = f"A dash stands before {quote(line.text[dash.end() :])}. A field starts with its name."
            span = Span(line.start, line.start + dash.end())
            self._note(Trap(span, message, (Edit(span, ""),)))
            line.start, line.text = span.end, line.text[dash.end() :]
        elif not dash and (name := self._name(line, 0, line.column == level.column, nested=not root)):
            if root:
                self.rows.append((self.at(line.begin), name[0]["name"].strip("\"'")))
            self.next += 1
            self._line_up(line, level.column)
            self._named(line, name, line.column)
        else:
            self._lose(line)

    def _lose(self, line: _Line) -> None:
        """Leave a line out, and say so."""
        message = f"{quote(line.text)} is no field, and is lost. A field is a name, a colon, a space and a value."
        fix = f"write the name of a field first, as in title: {quoted(line.text)}" if line.text[0].isalnum() else _FIX
        span = Span(line.start, line.start + len(line.text))
        self._note(Trap(span, message, (Edit(Span(line.begin, line.begin), "# "),), fix=fix, lost=True))
        self.next += 1

    def _moved(self, line: _Line, column: int) -> Edit:
        return Edit(Span(line.begin, line.start), " " * column)

    def _line_up(self, line: _Line, column: int) -> None:
        """Put a line where the lines it belongs with stand, and with it what is below it."""
        indent, line.column = line.column, column
        if indent == column:
            return
        edits = [self._moved(line, column)]
        for below in self.lines[self.next :]:
            if not below.silent:
                if below.column <= max(indent, column):
                    break
                below.column += column - indent
                edits.append(self._moved(below, below.column))
        where = f"starts at column {indent + 1}, and what it belongs with at column {column + 1}"
        message = f"{quote(line.text)} {where}. They have to line up."
        self._note(Trap(Span(line.start, line.start + len(line.text)), message, tuple(edits)))
        if (odd := self.odd.get(self.source.place(self.at(line.start)).line)) is not None:
            # A tab before a field is said once, and not also as a wrong number of spaces.
            trap = self.traps[odd]
            self.traps[odd] = trap._replace(edits=(*self.traps.pop().edits, *trap.edits), sure=False)

    def _quirk(self, line: _Line, match: re.Match[str], quirk: Quirk) -> int:
        """Note a quirk: by how much its correction is longer."""
        if not quirk.words:
            return 0
        typed, text = match.group(), match.expand(quirk.instead)
        span = Span(line.start + match.start(), line.start + match.end())
        shown = Span(span.end - len(typed.lstrip()), span.start + len(typed.rstrip()))
        self._note(Trap(shown, quirk.said(match, typed.strip()), (Edit(span, text),), quirk.sure))
        if quirk is quirks.LABEL or "'" in typed or '"' in typed:
            self.odd.setdefault(self.source.place(self.at(line.start)).line, len(self.traps) - 1)
        return len(text) - len(typed)

    def _name(self, line: _Line, at: int, expected: bool, *, nested: bool = True, words: bool = False) -> _Name | None:
        """The name at an offset in a line; `expected` says that one can be mended there."""
        names = quirks.NAMES if expected else quirks.NAMES[:1]
        found = next(((match, quirk) for quirk in names if (match := quirk.pattern.match(line.text, at))), None)
        if not found and expected and at == 0 and (bare := self._bare(line)):
            found = bare, quirks.BARE
        name = found[0]["name"] if found and nested else "'"
        return None if name[0] not in "\"'" and (" " in name or (words and name[0].isupper())) else found

    def _named(self, line: _Line, name: _Name, column: int) -> None:
        """Note the quirk of a name, and read its value."""
        self._quirk(line, *name)
        self._value(line, name[0].end(), column)

    def _bare(self, line: _Line) -> re.Match[str] | None:
        """A name without a colon."""
        match = quirks.BARE.pattern.match(line.text)
        # A sentence that goes on may start with the same word: a wrapped line is longer.
        known = match and match["name"] in self.names and (len(line.before) < 60 or match.end() == len(line.text))
        return match if match and (match["data"] or known) else None

    def _entry(self, line: _Line, at: int, shift: int, level: _Level) -> None:
        """Read what stands behind a dash, at an offset in a line whose correction moves it."""
        dash, floor = line.column, level.floor
        while item := quirks.ITEM.match(line.text, at):
            level = _Level(line.column + at + shift, dash, items=True)
            self.open.append(level)
            dash, floor, at = level.column, dash, item.end()
        column = line.column + at + shift
        name = self._name(line, at, self._heads(self.next, column), words=level.words)
        level.words = name is None
        if name is None:
            return self._value(line, at, dash, item=True)
        self.open.append(_Level(column, max(floor, dash - 1)))
        return self._named(line, name, column)

    def _heads(self, index: int, column: int) -> bool:
        """Whether a field stands in the line of an index, at a column."""
        line = self.lines[index] if index < len(self.lines) else None
        return bool(line and line.column == column and quirks.FIELD.match(line.text))

    def _value(self, line: _Line, at: int, column: int, *, item: bool = False) -> None:
        """Read the value behind a name or a dash that stands at `column`: behind it, or in the lines below."""
        label = quirks.LABEL.pattern.match(line.text, at)
        if label and (label.end() < len(line.text) or (not item and self._list_under(column))):
            self._quirk(line, label, quirks.LABEL)
            at = label.end()
        at = len(line.text) - len(line.text[at:].lstrip(" "))
        if quirks.HEADER.match(line.text, at):
            return self._folded(line, at, column)
        if quirks.without_comment(line.text[at:]):
            return self._words(line, at, column, item=item)
        if (below := self._peek()) is None:
            return None
        dashed, further = quirks.ITEM.match(below.text), below.column > column
        bulleted = dashed or quirks.BULLET.pattern.match(below.text)
        heads = quirks.FIELD.match(below.text.replace(":", ": ", 1)) or self._heads(self.next + 1, below.column)
        if bulleted and (further or (not item and below.column == column)):
            self.open.append(_Level(below.column, column, items=True))
        elif further and self._name(below, 0, bool(heads)):
            self.open.append(_Level(below.column, column))
        elif not dashed and self._goes_on(below, column):
            self.next += 1
            self._words(below, 0, column, item=item, below=True)
        return None

    def _words(self, line: _Line, at: int, column: int, *, item: bool, below: bool = False) -> None:
        """Read words, a quotation or a bracket that starts in a line; `below` says that it is not the name's own."""
        parts, loose, last = self._gather(line, at, column)
        kept = parts if parts[0][0] in "\"'" else [quirks.without_comment(part) for part in parts]
        span = Span(line.start + at, last.start + (at if last is line else 0) + len(kept[-1]))
        trap = quirks.judged(span, "\n ".join(parts), " ".join(part for part in kept if part))
        under = None if item else self._list_under(column)
        limit = under.column if under else column
        strays = [line, *loose] if below and not under else loose
        edits = tuple(self._moved(one, limit + 2) for one in strays if one.column <= limit)
        if under:
            before = len(self.text[: span.start].rstrip())
            dash = Edit(Span(before, span.start), f"\n{' ' * under.column}- ")
            self.open.append(_Level(under.column, column, items=True, words=True))
            trap = Trap(span, quirks.UNDER.format(quote(line.text)), (dash, *(trap.edits if trap else ())))
        elif edits and not trap:
            trap = Trap(span, quirks.STRAY.format(quote(" ".join(parts))))
        if trap:
            # A correction is not sure that leaves a hidden character, a label or half a quotation behind.
            sure = trap.sure and self.source.place(self.at(span.end)).line not in self.odd
            self._note(trap._replace(edits=trap.edits + edits, sure=sure))

    def _list_under(self, column: int) -> _Line | None:
        """The first line of a list under a name that has a value."""
        below = self._peek()
        if not below or below.column < column or not (item := quirks.ITEM.match(below.text)):
            return None
        field = len(self.open) == 1 and below.column <= column and quirks.is_field(below.text, item.end())
        return None if field else below

    def _folded(self, line: _Line, at: int, column: int) -> None:
        """The lines under `|` or `>`, which stand further in than their name, each as far as the first."""
        depth, short = column + 1 if line.text[at + 1 : at + 2].isdigit() else 0, []
        for index, one in enumerate(self.lines[self.next :], self.next + 1):
            if one.text:
                stray = one.column <= column
                if stray and (one.text[0] == "#" or not self._goes_on(one, column)):
                    break
                depth = depth or (0 if stray else one.column)
                short += [one] if stray or one.column < depth else []
            self.next = index
        if short:
            edits = tuple(self._moved(one, depth or column + 2) for one in short)
            span = Span(line.start + at, line.start + len(line.text))
            self._note(Trap(span, quirks.STRAY.format(quote(short[0].text)), edits))

    def _gather(self, line: _Line, at: int, column: int) -> tuple[list[str], list[_Line], _Line]:
        """A value line by line, those of its lines that stand in no bracket or quotation, and its last line."""
        text, last, between = line.text[at:], line, list[str]()
        parts, loose = [text], list[_Line]()
        rest, depth = quirks.REST.get(text[0]), quirks.depth(text) if text[0] in "[{" else 0
        inside = depth > 0 or bool(rest and not quirks.QUOTED.match(text))
        for index, here in enumerate(self.lines[self.next :], self.next + 1):
            if here.silent:
                between.append(here.text if inside else here.text and "# ")
                continue
            if inside and not (
                here.column <= column and (quirks.FIELD.match(here.text) or quirks.ITEM.match(here.text))
            ):
                depth += quirks.depth(here.text)
                inside = not rest.match(here.text) if rest else depth > 0
            elif self._goes_on(here, column):
                loose.append(here)
            else:
                break
            parts += [*between, here.text]
            last, self.next, between = here, index, []
        return parts, loose, last

    def _goes_on(self, line: _Line, column: int) -> bool:
        """Whether a line is more words of the value whose name or dash stands at a column."""
        if quirks.ITEM.match(line.text) or quirks.FIELD.match(line.text):
            return False
        starts = (
            quirks.KEY_LIKE.match(line.text) or quirks.BULLET.pattern.match(line.text) or quirks.is_field(line.text)
        )
        return line.column > column or not (starts or self._bare(line))

    def composed(self) -> Composed:
        """What PyYAML makes of the block with every correction made; a field that it cannot read is its text."""
        inner = self.source.text[self.start : self.end]
        usual = quirks.USUAL.fullmatch(inner) and not (
            self.traps or quirks.DEEPER.search(f"\n{inner}") or quirks.HARM.search(inner)
        )
        found = self._composed() if usual else None
        if found is None:
            self._read(inner)
            found = self._composed()
        if found is None:
            for (row, name), (after, _) in pairwise([*self.rows, (self.end, "")]):
                part = loaded(mended(self.source.text, row, after, quirks.edits(self.traps))[0])
                if not isinstance(part, dict) or len(part) != 1:
                    self._cannot(row, after, name)
            found = self._composed()
        if found is None:
            self._cannot(self.start, self.end, "")
        return found or Composed("")

    def _cannot(self, start: int, end: int, name: str) -> None:
        shown = self.source.text[start:end].strip()
        message = f"The block at the top of the page cannot be read at {quote(shown.partition(chr(10))[0])}."
        text = "".join(one for one in " ".join(shown.split()) if one.isprintable())
        edits = (Edit(Span(start, end), f"{quoted(name)}: {quoted(text)}\n"),)
        self.traps.append(Trap(Span(start, start), message, edits, fix=_FIX, lost=True))

    def _composed(self) -> Composed | None:
        try:
            found = Composed(*mended(self.source.text, self.start, self.end, quirks.edits(self.traps)))
        except (yaml.YAMLError, ValueError):
            return None
        return found if found.raw is None or isinstance(found.raw, dict) else None


class FrontMatter(NamedTuple):
    """The block at the top of a page, as it was meant, with the place of every name and value.

    `places` and `keys` are spans of the page's own text; an empty value stands just after its colon. `body_start` is
    the offset of the first character after the closing line, 0 where there is no block. `complete` is False when
    something in the block could not be read.
    """

    fields: dict[str, Raw]
    places: Places
    keys: Places
    body_start: int
    present: bool
    complete: bool
    problems: tuple[Diagnostic, ...]


def read_front_matter(source: Source, names: frozenset[str] = frozenset()) -> FrontMatter:
    """Read the block at the top of a page: a source goes in, its fields as text with their places come out.

    Never raises. What would make the block unreadable, or change a value without a word, is a problem with its
    correction, and is read as it was meant. `names` are those a field may have, where the caller knows them.
    """
    found = edges(source.text)
    if found is None:
        return FrontMatter({}, Places(), Places(), 0, present=False, complete=True, problems=())
    start, end, body, traps = found
    reading = _Reading(source, start, end, traps, names)
    block = reading.composed()
    problems = (*quirks.problems(source, traps), *(_repeated(source, *one) for one in block.again))
    complete = not any(trap.lost for trap in traps)
    fields = block.raw if isinstance(block.raw, dict) else {}
    return FrontMatter(fields, block.places, block.keys, body, present=True, complete=complete, problems=problems)


def _repeated(source: Source, name: str, first: Span, span: Span) -> Diagnostic:
    one, two = (source.place(place.start).line for place in (first, span))
    message = f"{quote(name)} is filled in twice, on line {one} and on line {two}. Only line {two} counts."
    fix = f"keep one of the two lines, and delete line {one} or line {two}."
    return Diagnostic("field-repeated", source, span, message, fix)
