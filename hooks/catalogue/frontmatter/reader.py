"""Reads the block at the top of a page as people mean it, and names every value that PyYAML reads otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from catalogue.diagnostics import Diagnostic, Edit, quote
from catalogue.frontmatter import quirks
from catalogue.frontmatter.block import (
    FIELD,
    ITEM,
    Block,
    Line,
    Lines,
    find_block,
    key_end,
    mended,
    report,
    value_start,
)
from catalogue.frontmatter.meaning import DEEPEST, Meant, Path, Raw, Value, flow, judged, loaded, meant
from catalogue.frontmatter.quirks import Trap, quoted, without_comment
from catalogue.text import Source, Span

_ROW = re.compile(r" *(?P<name>[a-z_]++): (?P<value>\w(?:[^:#\t]|:(?=\S)|(?<=\S)#)*+(?<! )|\"[^\"\\\t]*+\")")
_HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ ]*(?:[ ]#.*)?$")
_FIX = 'write one field on each line, as in title: "The causes of the causes"'


@dataclass(frozen=True)
class FrontMatter:
    """The block at the top of a page, as it was meant, with the place of every name and value.

    `places` and `keys` are spans of the page's own text; an empty value stands just after its colon. `body_start` is
    the offset of the first character after the closing line, 0 where there is no block. `complete` is False when
    something in the block could not be read.
    """

    fields: dict[str, Raw]
    places: dict[Path, Span]
    keys: dict[Path, Span]
    body_start: int
    present: bool
    complete: bool
    problems: tuple[Diagnostic, ...]


def read_front_matter(source: Source, names: frozenset[str] = frozenset()) -> FrontMatter:
    """Read the block at the top of a page: a source goes in, its fields as text with their places come out.

    Never raises. What would make the block unreadable, or change a value without a word, is a problem with its
    correction, and is read as it was meant. `names` are those a field may have, where the caller knows them.
    """
    block, edges = find_block(source.text)
    if block is None:
        return FrontMatter({}, {}, {}, 0, present=False, complete=True, problems=())
    reading = _Reading(source, block, names)
    reading.traps += edges
    if reading.traps or (loaded(source.text[block.start : block.end]) or {}) != reading.fields:
        reading.compare()
    traps = sorted((trap for trap in reading.traps if trap.message), key=lambda trap: (trap.span, trap.message))
    return FrontMatter(
        reading.fields,
        reading.places,
        reading.keys,
        block.body_start,
        present=True,
        complete=not any(trap.lost for trap in traps),
        problems=(*report(source, traps, reading.edits()), *reading.repeated),
    )


class _Reading(Lines):
    """A block, read as people mean it: a name, a colon and text; dashes; indents.

    Columns are those of the lines as typed; `shift` is how far a line has to move to stand where it was meant to.
    """

    def __init__(self, source: Source, block: Block, names: frozenset[str]) -> None:
        super().__init__(source.text, block, names)
        self.source, self.block = source, block
        self.odd = {edit.span.start: index for index, trap in enumerate(self.traps) for edit in trap.edits}
        self.end = 0
        self.places: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        self.rows: list[tuple[int, str]] = []
        self.values: list[Value] = []
        self.repeated: list[Diagnostic] = []
        self.fields: dict[str, Raw] = {}
        first = self.peek()
        whole = flow(source.text, Span(first.start, block.end)) if first and first.content[0] == "{" else None
        if whole and isinstance(whole.raw, dict):
            self._bracketed((), whole)
            self.fields = whole.raw
        else:
            self._fields((), self.fields, min((one.indent for one in self.lines if not one.silent), default=0), -1, 0)

    def _fields(self, path: Path, holder: dict[str, Raw], column: int, floor: int, shift: int) -> None:
        """Read named values that line up at a column, up to a line that stands no further in than `floor`."""
        while (line := self.peek()) and line.indent > floor:
            if line.indent == column and not shift and self._plain_row(path, holder, line):
                continue
            if item := ITEM.match(line.text, line.indent):
                if path:
                    return
                if key_end(line.text, item.end()):
                    message = f"A dash stands before {quote(line.text[item.end() :])}. A field starts with its name."
                    self._mend(line, *item.span(), "", message)
                else:
                    self._lose(line, self._lost(line.content))
                continue
            if line.content[0] in "-.?":
                self._unmark(line)
            named = self._name(line, line.indent, line.indent in (column, column + shift), nested=bool(path))
            if named is None:
                message = (
                    f"{quote(line.content)} has no name and no colon before it, so it is not a field. "
                    "The block at the top of the page is lost with it."
                )
                fix = f"write the name of a field first, as in title: {quoted(line.content)}"
                self._lose(line, message, fix if line.content[0] not in "[{" else _FIX)
            elif named[0] == "<<" and line.text[named[1] :].strip(" \t"):
                message = f"{quote(line.content)} copies fields from elsewhere. A page holds its own fields."
                self._lose(line, message, "delete this line, and write each field out", named[1])
            else:
                self.next += 1
                self._field(path, holder, line, line.indent, named, self._line_up(line, column, shift))

    def _plain_row(self, path: Path, holder: dict[str, Raw], line: Line) -> bool:
        """Most lines are a name and plain words, with another name below: they are read at one look."""
        row = None if line.columns else _ROW.fullmatch(line.text)
        below = self.lines[self.next + 1] if self.next + 1 < len(self.lines) else None
        if not row or (below and (below.indent > line.indent or not FIELD.match(below.text, below.indent))):
            return False
        self.next += 1
        name, value = row["name"], row["value"]
        start = line.start + row.start("value")
        if not path:
            self.rows.append((line.start, name))
        self._key(holder, (*path, name), Span(line.start + line.indent, start - 2))
        self._leaf((*path, name), Span(start, start + len(value)))
        holder[name] = value[1:-1] if value[0] == '"' else value
        return True

    def _field(
        self, path: Path, holder: dict[str, Raw], line: Line, column: int, named: tuple[str, int], shift: int
    ) -> None:
        name, behind = named
        if not path:
            self.rows.append((line.start, name))
        self._key(holder, (*path, name), line.span(column, behind - 1))
        holder[name] = self._value((*path, name), line, behind, column, shift)

    def _key(self, holder: dict[str, Raw], path: Path, span: Span) -> None:
        name = str(path[-1])
        if name in holder:
            first, again = (self.source.place(one.start).line for one in (self.keys[path], span))
            message = (
                f"{quote(name)} is filled in twice, on line {first} and on line {again}. Only line {again} counts."
            )
            fix = f"keep one of the two lines, and delete line {first} or line {again}."
            self.repeated.append(Diagnostic("field-repeated", self.source, span, message, fix))
            if isinstance(holder.pop(name), (list, dict)):
                for places in (self.places, self.keys):
                    for stale in [one for one in places if one[: len(path)] == path and one != path]:
                        del places[stale]
        self.keys[path] = span

    def _items(self, path: Path, holder: list[Raw], column: int, floor: int, shift: int) -> list[Raw]:
        """Read the items of a list that line up at a column; one further out counts as long as it is behind `floor`."""
        while (line := self.peek()) and (line.indent > floor or line.indent == column):
            item = self._item(line)
            if item is None:
                break
            moved = self._line_up(line, column, shift)
            self.next += 1
            words = bool(holder) and isinstance(holder[-1], str)
            holder.append(self._entry((*path, len(holder)), line, (item.end(), line.indent, floor), moved, words=words))
        return holder

    def _item(self, line: Line) -> re.Match[str] | None:
        if match := quirks.BULLET.pattern.match(line.text, line.indent):
            self._mend(line, *match.span(), "- ", quirks.BULLET.said(match, match.group().strip()), sure=True)
        return ITEM.match(line.text, line.indent)

    def _entry(self, path: Path, line: Line, columns: tuple[int, int, int], shift: int, *, words: bool) -> Raw:
        """Read what stands behind a dash; `columns` are where it stands, the dash’s, and what the list is behind."""
        at, dash, floor = columns
        self.places[path] = Span(line.at(dash) + 1, line.at(dash) + 1)
        start = line.span(at).start
        if item := ITEM.match(line.text, at):
            if len(path) >= DEEPEST:
                self._lose(line, self._lost(line.content))
                self.next -= 1
                return ""
            first = self._entry((*path, 0), line, (item.end(), at, dash), shift, words=False)
            found: Raw = self._items(path, [first], at, dash, shift)
        elif named := self._name(line, at, self._heads_fields(at), nested=True, words=words):
            found = {}
            self._field(path, found, line, at, named, shift)
            self._fields(path, found, at, max(floor, dash - 1), shift)
        else:
            return self._value(path, line, at, dash, shift)
        self.places[path] = Span(start, self.end)
        return found

    def _heads_fields(self, column: int) -> bool:
        following = self.lines[self.next] if self.next < len(self.lines) else None
        return bool(following and following.indent == column and FIELD.match(following.text, column))

    def _line_up(self, line: Line, column: int, shift: int) -> int:
        """Put a line where the lines it belongs with stand: how far it has to move."""
        right = column + shift
        if line.indent == right:
            return 0
        message = (
            f"{quote(line.content)} starts at column {line.indent + 1}, and what it belongs with "
            f"at column {right + 1}. They have to line up."
        )
        if line.start in self.odd:
            # A tab before a field is said once, and not also as a wrong number of spaces.
            index = self.odd[line.start]
            self.traps[index], message = replace(self.traps[index], sure=False), ""
        edit = Edit(Span(line.start, line.at(line.indent)), " " * right)
        span = line.span(value_start(line.text, line.indent))
        # A line that stands right among lines that were moved goes with them, and the first of them has had its word.
        self.traps.append(Trap(span, message if line.indent != column else "", (edit,)))
        return right - line.indent

    def _unmark(self, line: Line) -> None:
        """Take off `---` or `?` before a field."""
        if match := quirks.MARKER.pattern.match(line.text, line.indent):
            self._mend(line, *match.span(), "", quirks.MARKER.said(match, match.group().strip()))
        following = self.lines[self.next + 1] if self.next + 1 < len(self.lines) else line
        match = quirks.ASKED.match(line.text, line.indent)
        if match and following.text.startswith(": "):
            # `? title` and `: words` on the next line are one field.
            self._mend(line, *match.span(), f"{match['name']}:", "")
            self._mend(following, 0, 2, "  ", quirks.MARKER.words.format(quote("?")))
            asked, answered = self.traps[-2:]
            self.traps[-2:] = [replace(answered, edits=asked.edits + answered.edits)]

    def _name(
        self, line: Line, column: int, expected: bool, *, nested: bool, words: bool = False
    ) -> tuple[str, int] | None:
        """The name at a column, and the column behind its colon; `expected` says that a name can be mended there."""
        end = key_end(line.text, column)
        if end is None:
            if not expected or not self._mend_name(line, column, bare=line.indent == column):
                return None
            end = key_end(line.text, column) or len(line.text)
        name = line.text[column : end - 1].rstrip(" ")
        if name[:1] in ("'", '"'):
            return str(loaded(name)), end
        return None if nested and (" " in name or (words and name[:1].isupper())) else (name, end)

    def _mend_name(self, line: Line, column: int, *, bare: bool) -> bool:
        found = [(quirk, match) for quirk in quirks.NAMES if (match := quirk.pattern.match(line.text, column))]
        if (
            not found
            and bare
            and (match := self.bare(line, column, self.lines[self.next - 1].text if self.next else ""))
        ):
            found = [(quirks.BARE, match)]
        for quirk, match in found[:1]:
            self._mend(line, *match.span(), match.expand(quirk.instead), quirk.said(match, ""), sure=quirk.sure)
        return bool(found)

    def _mend(self, line: Line, start: int, end: int, text: str, message: str, *, sure: bool = False) -> None:
        edit = line.mend(start, end, text)
        self.traps.append(Trap(line.span(value_start(line.text, line.indent)), message, (edit,), sure))

    def _lost(self, shown: str) -> str:
        return f"The block at the top of the page cannot be read at {quote(shown)}. What stands there is lost."

    def _lose(self, line: Line, message: str, fix: str = _FIX, at: int | None = None) -> None:
        """Leave a line out, and say so."""
        span = line.span(line.indent if at is None else at)
        self.traps.append(Trap(span, message, (Edit(Span(line.start, line.start), "# "),), fix=fix, lost=True))
        self.next += 1

    def _leaf(self, path: Path, span: Span) -> None:
        self.places[path], self.end = span, max(self.end, span.end)

    def _value(self, path: Path, line: Line, at: int, column: int, shift: int) -> Raw:
        """Read the value behind a name or a dash that stands at `column`: behind it, or in the lines below."""
        self._leaf(path, Span(line.at(at), line.at(at)) if isinstance(path[-1], str) else self.places[path])
        text, named = line.text[at:].strip(" \t"), isinstance(path[-1], str)
        if without_comment(text):
            if _HEADER.match(text):
                return self._folded(path, line.span(at), text, column)
            here = self.next
            read = self._text(path, line, at, column)
            return self._list_under(path, line, read, column, shift) if named and self.next == here else read
        below = self.peek()
        if below is None:
            return ""
        if len(path) >= DEEPEST and below.indent > column:
            self._lose(below, self._lost(below.content))
            return ""
        start = below.at(below.indent)
        further = below.indent > column
        if (further or (named and below.indent == column)) and self._item(below):
            found: Raw = self._items(path, [], below.indent, column, shift)
        elif further and self._name(
            below, below.indent, bool(FIELD.match(below.text.replace(":", ": ", 1), below.indent)), nested=True
        ):
            found = {}
            self._fields(path, found, below.indent, column, shift)
        elif ITEM.match(below.text, below.indent) or not self.goes_on(below, below.indent, line.text):
            return ""
        else:
            self.next += 1
            words = self._text(path, below, below.indent, column, max(0, column + 1 - below.indent))
            return self._list_under(path, below, words, column, shift) if named and further else words
        self.places[path] = Span(start, self.end)
        return found

    def _list_under(self, path: Path, line: Line, first: Raw, column: int, shift: int) -> Raw:
        """A list under a name that has a value: the value is its first item."""
        below = self.peek()
        item = ITEM.match(below.text, below.indent) if below else None
        dashed = below and item and len(path) == 1 and below.indent <= column and key_end(below.text, item.end())
        if not below or not item or below.indent < column or dashed:
            return first
        span = self.places[path]
        if label := quirks.LABEL.pattern.match(str(first)):
            # `title: &a` over a list is a mark for a program, and no value.
            self.values.pop()
            self.traps.append(Trap(span, quirks.LABEL.said(label, str(first)), (Edit(span, ""),)))
            return self._items(path, [], below.indent, column, shift)
        message = f"A list stands under {quote(line.content)}, which has a value. The value can be its first item."
        before = len(self.source.text[: span.start].rstrip(" \t"))
        edit = Edit(Span(before, span.start), f"\n{' ' * (below.indent + shift)}- ")
        self.traps.append(Trap(self.values[-1].span, message, (edit,)))
        self.values[-1] = replace(self.values[-1], item=True)
        self.places[(*path, 0)] = span
        items = self._items(path, [first], below.indent, column, shift)
        self.places[path] = Span(span.start, self.end)
        return items

    def _text(self, path: Path, line: Line, at: int, column: int, below: int = 0) -> Raw:
        """Read words, a quotation or a bracket that starts in a line."""
        parts, last, stray = self.gather(line, line.text[at:].strip(" \t"), column)
        span = Span(line.span(at).start, last.span(last.indent).end)
        found = meant(self.source.text, span, parts, flush=stray or below > 0)
        self.values.append(Value(isinstance(path[-1], int), span, parts, found.raw, stray, below))
        if found.places:
            self._bracketed(path, found)
        if quirks.LABELLED.pattern.match(parts[0]):
            # What it means to PyYAML may be the same: it is said all the same.
            self.traps.append(Trap(span, ""))
        self._leaf(path, Span(span.start, found.end))
        return found.raw

    def _bracketed(self, path: Path, found: Meant) -> None:
        """Take in the places of what stands in a bracket, and the names that come twice in it."""
        seen: dict[Path, dict[str, Raw]] = {}
        for inner, span in found.keys:
            holder = seen.setdefault(inner[:-1], {})
            self._key(holder, (*path, *inner), span)
            holder[str(inner[-1])] = ""
        self.places |= {(*path, *inner): span for inner, span in found.places.items()}

    def _folded(self, path: Path, span: Span, header: str, column: int) -> Raw:
        """The lines under `|` or `>`, which stand further in than their name, each as far as the first."""
        depth, end, short, text = 0, span.end, [], ""
        for line in self.lines[self.next :]:
            if line.text.strip(" "):
                stray = line.indent <= column
                if stray and (line.content[0] == "#" or not self.goes_on(line, column, "")):
                    break
                depth = depth or (column + 1 if header[1:2].isdigit() else 0 if stray else line.indent)
                if stray or line.indent < depth:
                    short.append(line)
                end = line.span(0).end
            self.next += 1
            text += line.text + "\n"
        width = depth or column + 2
        if short:
            message = (
                "The text under the first line of this value does not stand far enough in. "
                "Each of its lines starts with the same number of spaces."
            )
            edits = tuple(Edit(Span(line.start, line.at(line.indent)), " " * width) for line in short)
            self.traps.append(Trap(span, message, edits))
            text = re.sub(r"^ *(?=\S)", lambda indent: indent.group().ljust(width), text, flags=re.MULTILINE)
        found = loaded(f"{' ' * column}x: {header}\n{text}")
        self._leaf(path, Span(span.start, end))
        return found["x"] if isinstance(found, dict) else " ".join(text.split())

    def compare(self) -> None:
        """Say how to write every value that PyYAML reads otherwise, and what it cannot read at all."""
        self.traps += [trap for value in self.values if (trap := judged(value))]
        start, end, edits = self.block.start, self.block.end, self.edits()
        found = loaded(mended(self.source.text, start, end, edits))
        if (found or {}) == self.fields:
            return
        if not self.fields and not any(trap.lost for trap in self.traps):
            message = "The block at the top of the page holds no field. A field is a name, a colon and a value."
            self.traps.append(Trap(Span(start, end), message, fix=_FIX, lost=True))
            return
        lost = [trap.span.start for trap in self.traps if trap.lost]
        for (row, name), (after, _) in list(pairwise([*self.rows, (end, "")]))[:MOST_ROWS]:
            part = loaded(mended(self.source.text, row, after, edits))
            said = any(row <= offset < after for offset in lost) or not row <= self.keys[(name,)].start < after
            if part != {name: self.fields[name]} and not said:
                self._cannot(self.places[(name,)].start, self.source.text[row:after])
        if not any(trap.lost for trap in self.traps):
            self._cannot(start, self.source.text[start:end])

    def _cannot(self, offset: int, text: str) -> None:
        message = self._lost(text.strip().split("\n")[0])
        self.traps.append(Trap(Span(offset, offset), message, fix=_FIX, lost=True))

    def edits(self) -> list[Edit]:
        """Every correction by its place; of two at one place the longer first, else the later found."""
        found = [edit for trap in reversed(self.traps) for edit in trap.edits]
        return sorted(found, key=lambda edit: (edit.span.start, -edit.span.end))


MOST_ROWS = 200
"""How many fields of a damaged block are tried one by one."""
