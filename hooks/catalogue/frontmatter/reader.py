"""Reads the block at the top of a page as people mean it, and names every value that PyYAML reads otherwise.

The lines are gone through once: what no program reads as it is meant is mended in memory, by the table of `meanings`,
and noted. PyYAML then reads the mended block, so that what a page says, and where, is what others find in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import yaml

from catalogue.diagnostics import Diagnostic, Edit, mended, quote
from catalogue.frontmatter.block import FIELD, HARM, ITEM, KEY, Line, Trap, edges, lines_of, report
from catalogue.frontmatter.meanings import (
    BARE,
    BULLET,
    DEEPER,
    HEADER,
    LABEL,
    NAMES,
    QUOTED,
    REST,
    STRAY,
    UNDER,
    USUAL,
    Composed,
    Places,
    Quirk,
    Raw,
    judged,
    loaded,
    quoted,
    said,
    without_comment,
)
from catalogue.text import Source, Span

_FIX = 'write one field on each line, as in title: "The causes of the causes"'
_WRAPPED = 60
_LOOKS = (KEY, *(quirk.pattern for quirk in NAMES))
_KEY_LIKE = re.compile(r"\S{1,40}:(?=\s|$)")


@dataclass(slots=True)
class _Level:
    """Lines that belong together: a list, or fields.

    They start at `column`; what stands no further in than `floor` ends them. `words`: the last item was no field.
    """

    column: int
    floor: int
    items: bool = False
    words: bool = False


class _Reading:
    """A block, read as people mean it: a name, a colon and text; dashes; indents."""

    def __init__(self, source: Source, start: int, end: int, names: frozenset[str] = frozenset()) -> None:
        self.source, self.start, self.end, self.names = source, start, end, names
        self.traps: list[Trap] = []

    def _read(self, inner: str) -> None:
        self.lines, odd = lines_of(inner, self.start)
        self.odd = {at: len(self.traps) + index for index, at in enumerate(odd)}
        self.traps += odd.values()
        self.rows: list[tuple[int, str]] = []
        self.open = [_Level(min((line.indent for line in self.lines if not line.silent), default=0), -1)]
        whole = inner.lstrip()[:1] == "{" and isinstance(loaded(inner), dict)
        self.next = len(self.lines) if whole else 0
        while line := self._peek():
            self._row(line)

    def _peek(self) -> Line | None:
        """The next line that is not silent."""
        while self.next < len(self.lines) and self.lines[self.next].silent:
            self.next += 1
        return self.lines[self.next] if self.next < len(self.lines) else None

    def _row(self, line: Line) -> None:
        bullet = BULLET.pattern.match(line.text, line.indent)
        dash = ITEM.match(line.text, line.indent) or bullet
        while len(self.open) > 1 and not self._belongs(line, self.open[-1], dashed=bool(dash)):
            self.open.pop()
        level, root = self.open[-1], len(self.open) == 1
        if level.items:
            if bullet:
                self._mend(line, bullet, BULLET)
            self.next += 1
            self._line_up(line, level.column)
            self._entry(line, level)
        elif dash and any(look.match(line.text, dash.end()) for look in _LOOKS):
            message = f"A dash stands before {quote(line.text[dash.end() :])}. A field starts with its name."
            edit = line.mend(*dash.span(), "")
            self.traps.append(Trap(line.value(), message, (edit,)))
        elif not dash and (end := self._name(line, line.indent, line.indent == level.column, nested=not root)):
            if root:
                self.rows.append((line.start, line.text[line.indent : end - 1].strip(" \"'")))
            self.next += 1
            moved = self._line_up(line, level.column)
            self._value(line, end + moved, line.indent)
        else:
            self._lose(line)

    def _belongs(self, line: Line, level: _Level, *, dashed: bool) -> bool:
        return level.items == dashed and (line.indent > level.floor or (dashed and line.indent == level.column))

    def _lose(self, line: Line) -> None:
        """Leave a line out, and say so."""
        message = f"{quote(line.content)} is no field, and is lost. A field is a name, a colon, a space and a value."
        fix = f"write the name of a field first, as in title: {quoted(line.content)}"
        edits = (Edit(Span(line.start, line.start), "# "),)
        fix = fix if line.content[0].isalnum() else _FIX
        self.traps.append(Trap(line.span(line.indent), message, edits, fix=fix, lost=True))
        self.next += 1

    def _line_up(self, line: Line, column: int) -> int:
        """Put a line where the lines it belongs with stand, and with it what is below it: how far that is."""
        moved, indent = column - line.indent, line.indent
        if not moved:
            return 0
        edits = [line.mend(0, indent, " " * column)]
        for below in self.lines[self.next :]:
            if not below.silent and below.indent <= max(indent, column):
                break
            if not below.silent:
                edits.append(below.mend(0, below.indent, " " * (below.indent + moved)))
        if line.start in self.odd:
            # A tab before a field is said once, and not also as a wrong number of spaces.
            trap = self.traps[self.odd[line.start]]
            self.traps[self.odd[line.start]] = trap._replace(edits=(*edits, *trap.edits), sure=False)
        else:
            words = f"starts at column {indent + 1}, and what it belongs with at column {column + 1}"
            self.traps.append(Trap(line.value(), f"{quote(line.content)} {words}. They have to line up.", tuple(edits)))
        return moved

    def _mend(self, line: Line, match: re.Match[str], quirk: Quirk) -> None:
        edit = line.mend(*match.span(), match.expand(quirk.instead))
        self.traps.append(Trap(line.value(), said(quirk, match, match.group().strip()), (edit,), quirk.sure))

    def _name(self, line: Line, at: int, expected: bool, *, nested: bool, words: bool = False) -> int | None:
        """The column behind the colon of the name at a column; `expected` says that a name can be mended there."""
        match = KEY.match(line.text, at)
        if not match and expected:
            found = ((quirk, one) for quirk in NAMES if (one := quirk.pattern.match(line.text, at)))
            bare = self._bare(line, self.next) if at == line.indent else None
            for quirk, one in (next(found, (BARE, bare)),):
                if one:
                    self._mend(line, one, quirk)
            match = KEY.match(line.text, at)
        name = match.group()[:-1].rstrip() if match else ""
        if not match or (nested and name[0] not in "\"'" and (" " in name or (words and name[0].isupper()))):
            return None
        return match.end()

    def _bare(self, line: Line, index: int) -> re.Match[str] | None:
        """A name without a colon, in the line of an index."""
        # A sentence that goes on may start with the same word: a wrapped line is longer.
        match = BARE.pattern.match(line.text, line.indent)
        short = match and (match.end() == len(line.text) or len(self.lines[index - 1].text if index else "") < _WRAPPED)
        return match if match and (match["data"] or (match["name"] in self.names and short)) else None

    def _entry(self, line: Line, level: _Level) -> None:
        """Read what stands behind a dash."""
        dash, floor, at = line.indent, level.floor, line.indent + 1
        at += len(line.text[at:]) - len(line.text[at:].lstrip(" "))
        while item := ITEM.match(line.text, at):
            level = _Level(at, dash, items=True)
            self.open.append(level)
            dash, floor, at = at, dash, item.end()
        end = self._name(line, at, self._heads(self.next, at), nested=True, words=level.words)
        level.words = end is None
        if end is None:
            self._value(line, at, dash, item=True)
        else:
            self.open.append(_Level(at, max(floor, dash - 1)))
            self._value(line, end, at)

    def _heads(self, index: int, column: int) -> bool:
        """Whether a field stands in a line, at a column."""
        line = self.lines[index] if index < len(self.lines) else None
        return bool(line and line.indent == column and FIELD.match(line.text, column))

    def _value(self, line: Line, at: int, column: int, *, item: bool = False) -> None:
        """Read the value behind a name or a dash that stands at `column`: behind it, or in the lines below."""
        label = LABEL.pattern.match(line.text, at)
        if label and (label.end() < len(line.text) or (not item and self._list_under(column))):
            self._mend(line, label, LABEL)
            self.odd.setdefault(line.start, len(self.traps) - 1)
        text = line.text[at:].strip(" ")
        if HEADER.match(text):
            return self._folded(line, at, column)
        if without_comment(text):
            return self._words(line, at, column, item=item)
        below = self._peek()
        if below is None:
            return None
        dashed = ITEM.match(below.text, below.indent)
        further, joined = below.indent > column, below.text.replace(":", ": ", 1)
        heads = bool(FIELD.match(joined, below.indent)) or self._heads(self.next + 1, below.indent)
        bulleted = dashed or BULLET.pattern.match(below.text, below.indent)
        if bulleted and (further or (not item and below.indent == column)):
            self.open.append(_Level(below.indent, column, items=True))
        elif further and self._name(below, below.indent, heads, nested=True):
            self.open.append(_Level(below.indent, column))
        elif not dashed and self._goes_on(below, column, self.next):
            self.next += 1
            self._words(below, below.indent, column, item=item, below=True)
        return None

    def _words(self, line: Line, at: int, column: int, *, item: bool, below: bool = False) -> None:
        """Read words, a quotation or a bracket that starts in a line; `below` says that it is not the name's own."""
        parts, loose, last = self._gather(line, at, column)
        kept = parts if parts[0][0] in "\"'" else [without_comment(part) for part in parts]
        starts = last.text.index(parts[-1], at if last is line else 0)
        span = Span(line.span(at).start, last.at(starts + len(kept[-1])))
        trap = judged(self.source.text, span, "\n ".join(parts), " ".join(part for part in kept if part))
        under = None if item else self._list_under(column)
        limit = under.indent if under else column
        strays = tuple(
            Edit(Span(one.start, one.at(one.indent)), " " * (limit + 2))
            for one in ([line, *loose] if below and not under else loose)
            if one.indent <= limit
        )
        if under:
            before = len(self.source.text[: span.start].rstrip())
            dash = Edit(Span(before, span.start), f"\n{' ' * under.indent}- ")
            self.open.append(_Level(under.indent, column, items=True, words=True))
            trap = Trap(span, UNDER.format(quote(line.content)), (dash, *(trap.edits if trap else ())))
        elif strays and not trap:
            trap = Trap(span, STRAY.format(quote(" ".join(parts))))
        if trap:
            # A correction is not sure that leaves a hidden character or a label behind.
            sure = trap.sure and last.start not in self.odd
            self.traps.append(trap._replace(edits=trap.edits + strays, sure=sure))

    def _list_under(self, column: int) -> Line | None:
        """The first line of a list under a name that has a value."""
        below = self._peek()
        item = ITEM.match(below.text, below.indent) if below else None
        if not below or not item or below.indent < column:
            return None
        field = (
            len(self.open) == 1
            and below.indent <= column
            and any(look.match(below.text, item.end()) for look in _LOOKS)
        )
        return None if field else below

    def _folded(self, line: Line, at: int, column: int) -> None:
        """The lines under `|` or `>`, which stand further in than their name, each as far as the first."""
        depth, short = column + 1 if line.text[at:].strip(" ")[1:2].isdigit() else 0, []
        for index in range(self.next, len(self.lines)):
            one = self.lines[index]
            if one.content:
                stray = one.indent <= column
                if stray and (one.content[0] == "#" or not self._goes_on(one, column, index)):
                    break
                depth = depth or (0 if stray else one.indent)
                short += [one] if stray or one.indent < depth else []
            self.next = index + 1
        if short:
            width = depth or column + 2
            edits = tuple(Edit(Span(one.start, one.at(one.indent)), " " * width) for one in short)
            self.traps.append(Trap(line.span(at), STRAY.format(quote(short[0].content)), edits))

    def _gather(self, line: Line, at: int, column: int) -> tuple[list[str], list[Line], Line]:
        """A value line by line, those of its lines that stand in no bracket or quotation, and its last line."""
        text, last, between = line.text[at:].strip(" "), line, list[str]()
        parts, loose = [text], list[Line]()
        rest, depth = REST.get(text[0]), _depth(text) if text[0] in "[{" else 0
        inside = depth > 0 or bool(rest and not QUOTED.match(text))
        for index in range(self.next, len(self.lines)):
            here = self.lines[index]
            field = here.indent <= column and (
                FIELD.match(here.text, here.indent) or ITEM.match(here.text, here.indent)
            )
            if here.silent:
                between.append(here.content if inside else here.content and "# ")
                continue
            if inside and not field:
                depth += _depth(here.content)
                inside = not rest.match(here.content) if rest else depth > 0
            elif self._goes_on(here, column, index):
                loose.append(here)
            else:
                break
            parts += [*between, here.content]
            last, self.next, between = here, index + 1, []
        return parts, loose, last

    def _goes_on(self, line: Line, column: int, index: int) -> bool:
        """Whether the line of an index is more words of the value whose name or dash stands at a column."""
        at = line.indent
        if ITEM.match(line.text, at) or FIELD.match(line.text, at):
            return False
        looks = (_KEY_LIKE, BULLET.pattern, *_LOOKS)
        return at > column or not (any(look.match(line.text, at) for look in looks) or self._bare(line, index))

    def composed(self) -> Composed:
        """What PyYAML makes of the block with every correction made; a field that it cannot read is its text."""
        inner = self.source.text[self.start : self.end]
        usual = USUAL.fullmatch(inner) and not (self.traps or DEEPER.search(inner) or HARM.search(inner))
        found = self._composed() if usual else None
        if found is None:
            self._read(inner)
            found = self._composed()
        if found is None:
            for (row, name), (after, _) in pairwise([*self.rows, (self.end, "")]):
                part = loaded(mended(self.source.text, row, after, self.edits())[0])
                if not isinstance(part, dict) or len(part) != 1:
                    self._cannot(row, after, name)
            found = self._composed()
        if found is None:
            self._cannot(self.start, self.end, "")
        return found or Composed("")

    def _cannot(self, start: int, end: int, name: str) -> None:
        shown = self.source.text[start:end].strip()
        message = f"The block at the top of the page cannot be read at {quote(shown.split(chr(10))[0])}."
        text = "".join(one for one in " ".join(shown.split()) if one.isprintable())
        edits = (Edit(Span(start, end), f"{quoted(name)}: {quoted(text)}\n"),)
        self.traps.append(Trap(Span(start, start), message, edits, fix=_FIX, lost=True))

    def _composed(self) -> Composed | None:
        try:
            found = Composed(*mended(self.source.text, self.start, self.end, self.edits()))
        except (yaml.YAMLError, ValueError):
            return None
        return found if found.raw is None or isinstance(found.raw, dict) else None

    def edits(self) -> list[Edit]:
        """Every correction by its place; at one place what is put in, then the longer, then the later found."""
        found = [edit for trap in reversed(self.traps) for edit in trap.edits]
        return sorted(found, key=lambda edit: (edit.span.start, edit.span.end > edit.span.start, -edit.span.end))


def _depth(text: str) -> int:
    return sum(text.count(mark) for mark in "[{") - sum(text.count(mark) for mark in "]}")


@dataclass(frozen=True)
class FrontMatter:
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
    reading = _Reading(source, start, end, names)
    reading.traps += traps
    block = reading.composed()
    traps = sorted((trap for trap in reading.traps if trap.message), key=lambda trap: (trap.span, trap.message))
    problems = (*report(source, traps, reading.edits()), *(_repeated(source, *one) for one in block.again))
    complete = not any(trap.lost for trap in traps)
    fields = block.raw if isinstance(block.raw, dict) else {}
    return FrontMatter(fields, block.places, block.keys, body, present=True, complete=complete, problems=problems)


def _repeated(source: Source, name: str, first: Span, span: Span) -> Diagnostic:
    one, two = (source.place(place.start).line for place in (first, span))
    message = f"{quote(name)} is filled in twice, on line {one} and on line {two}. Only line {two} counts."
    fix = f"keep one of the two lines, and delete line {one} or line {two}."
    return Diagnostic("field-repeated", source, span, message, fix)
