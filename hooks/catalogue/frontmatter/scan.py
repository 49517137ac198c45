"""The second pass: line by line, what stands under what, and what stands where it should not."""

from __future__ import annotations

import re

from catalogue.diagnostics import Edit, quote
from catalogue.frontmatter.extent import Reach, folded
from catalogue.frontmatter.levels import Levels
from catalogue.frontmatter.lines import BULLET, FIELD, HEADER, ITEM, LABEL, Line, key_end, split, value_start
from catalogue.frontmatter.names import mend_name
from catalogue.frontmatter.quoting import quoted
from catalogue.frontmatter.traps import Trap
from catalogue.frontmatter.values import judge
from catalogue.frontmatter.verdict import without_comment
from catalogue.text import Span


def structure_traps(text: str, names: frozenset[str]) -> list[Trap]:
    """Find what breaks or changes a block's text; `names` are those a field may have, where they are known."""
    scan = _Scan(text, names)
    while scan.at < len(scan.lines):
        scan.take(scan.lines[scan.at])
    return scan.traps


class _Scan:
    def __init__(self, text: str, names: frozenset[str]) -> None:
        self.lines = split(text)
        self.names = names
        self.at = 0
        self.traps: list[Trap] = []
        self.levels = Levels()
        self.shift = 0
        self.inline: tuple[Line, Span] | None = None

    def take(self, line: Line) -> None:
        """Read one line, and the lines its value goes on in."""
        self.at += 1
        if line.silent:
            return
        self.shift = 0
        if line.text[line.indent] in "[{" and not self.levels.open:
            # The whole block is one bracket, which is rare and read as it is.
            self.at = len(self.lines)
            return
        cursor, inside = self._items(line)
        end = self._name_end(line, cursor, inside)
        if end is not None:
            if inside:
                self.levels.push(cursor, listed=False, shift=self.shift)
            else:
                self._place(line, cursor, listed=False)
            self._value(line, end, self.levels.top.column)
        elif inside:
            self.levels.top.words |= bool(line.text[cursor:].strip())
            self._value(line, cursor, self.levels.top.column)
        else:
            self._words(line, cursor)

    def _items(self, line: Line) -> tuple[int, bool]:
        """Go past the dashes a line starts with: the column behind them, and whether a list item starts there."""
        cursor = line.indent
        while (item := ITEM.match(line.text, cursor)) or (item := self._bullet(line, cursor)):
            if cursor > line.indent:
                self.levels.push(cursor, listed=True, shift=self.shift)
            elif self._is_field(line, item.end()):
                self._drop_dash(line, item.end())
                return item.end(), False
            elif self.inline and not self.levels.top.listed and cursor >= self.levels.top.column:
                self._list_under_value(line, cursor)
            else:
                self._place(line, cursor, listed=True)
            cursor = item.end()
        return cursor, cursor > line.indent

    def _bullet(self, line: Line, cursor: int) -> re.Match[str] | None:
        bullet = BULLET.match(line.text, cursor)
        if not bullet or cursor > line.indent or not self.levels.expects_item(cursor):
            return None
        written = bullet.group().strip()
        message = f"{quote(written)} does not start an item of a list. A dash and a space do."
        self._trap(
            line,
            message,
            Edit(Span(line.start + cursor, line.start + bullet.end()), "- "),
            certain=True,
            at=bullet.end(),
        )
        return bullet

    def _is_field(self, line: Line, at: int) -> bool:
        """Whether a dash stands before a field of the page itself, where no list can be."""
        if key_end(line.text, at) is None or self.levels.expects_item(line.indent):
            return False
        return not self.levels.open or (line.indent <= self.levels.open[0].right and not self.levels.open[0].listed)

    def _drop_dash(self, line: Line, end: int) -> None:
        message = f"A dash stands before {quote(line.text[end:])}. A field starts with its name."
        self._trap(line, message, Edit(Span(line.start + line.indent, line.start + end), ""))
        if not self.levels.open:
            self.levels.push(end, listed=False, shift=line.indent - end)
        else:
            del self.levels.open[1:]
            self.levels.top.column, self.levels.top.shift = end, self.levels.top.right - end

    def _list_under_value(self, line: Line, column: int) -> None:
        assert self.inline
        owner, span = self.inline
        parent = self.levels.top
        message = f"A list stands under {quote(owner.content)}, which has a value. The value can be its first item."
        edit = Edit(
            Span(owner.start + len(owner.text[: span.start - owner.start].rstrip()), span.start),
            f"\n{' ' * (column + parent.shift)}- ",
        )
        self.traps.append(Trap(span, message, (edit,)))
        self.levels.push(column, listed=True, shift=parent.shift)
        self.levels.top.words = True
        self._move(line, parent.shift)

    def _name_end(self, line: Line, cursor: int, inside: bool) -> int | None:
        end = key_end(line.text, cursor)
        if end is None:
            return self._mended_name(line, cursor, inside)
        name = line.text[cursor : end - 1].strip()
        nested = inside or (self.levels.open and line.indent > self.levels.open[0].column)
        among_words = inside and self.levels.top.words and name[:1].isupper()
        if nested and name[0] not in "\"'" and (" " in name or among_words):
            return None
        return end

    def _mended_name(self, line: Line, cursor: int, inside: bool) -> int | None:
        before = self.lines[self.at - 2].text if self.at > 1 else ""
        expected = not inside and self.levels.expects_name(cursor)
        if inside:
            following = self.lines[self.at] if self.at < len(self.lines) else line
            expected = following.indent == cursor and bool(FIELD.match(following.text, cursor))
        first = (
            not inside
            and bool(self.levels.open)
            and self.levels.top.waiting
            and bool(FIELD.match(line.text.replace(":", ": ", 1), cursor))
        )
        mend = mend_name(line, cursor, before, self.names, bare=expected and not inside) if expected or first else None
        if mend is None:
            return None
        self._trap(line, mend.message, mend.edit, certain=mend.certain, at=mend.value)
        return mend.value

    def _place(self, line: Line, column: int, *, listed: bool) -> None:
        """Find where a line belongs; one that belongs nowhere is moved to the nearest place."""
        if (
            not self.levels.open
            and column
            and any(not other.silent and other.indent < column for other in self.lines[self.at :])
        ):
            self.levels.push(0, listed=listed, shift=0)
        shift, level = self.levels.settle(column, listed=listed)
        if level is None:
            self._move(line, shift)
            return
        self.shift = shift
        message = (
            f"{quote(line.content)} starts at column {column + 1}, and what it belongs with "
            f"at column {level.right + 1}. They have to line up."
        )
        self._trap(line, message, Edit(Span(line.start, line.start + line.indent), " " * level.right))

    def _move(self, line: Line, shift: int) -> None:
        """Move a line that stands right among lines that were moved: without a word, as its first line has had one."""
        self.shift = shift
        if shift and not (self.traps and any(edit.span.start == line.start for edit in self.traps[-1].edits)):
            edit = Edit(Span(line.start, line.start + line.indent), " " * max(0, line.indent + shift))
            self.traps.append(Trap(Span(line.start, line.start), "", (edit,)))

    def _words(self, line: Line, cursor: int) -> None:
        """A line without a name or a dash: the value of the name above it, or a stray."""
        level = self.levels.claim(line.indent)
        if level:
            self._value(line, cursor, level.column, stray=line.indent <= level.column)
            return
        message = (
            f"{quote(line.content)} has no name and no colon before it, so it is not a field. "
            "The block at the top of the page is lost with it."
        )
        fix = f"write the name of a field first, as in title: {quoted(line.content)}"
        self.traps.append(
            Trap(self._span(line, cursor), message, (Edit(Span(line.start, line.start), "# "),), fix=fix, lost=True)
        )

    def _value(self, line: Line, cursor: int, parent: int, *, stray: bool = False) -> None:
        span = self._span(line, cursor)
        value = line.text[span.start - line.start : span.end - line.start]
        self.inline = None
        if not value or not without_comment(value):
            self.levels.top.waiting = True
            return
        if HEADER.match(value):
            self.at, traps = folded(
                self.lines, self.at, parent, span, counted=any(mark.isdigit() for mark in value[:3])
            )
            self.traps += traps
            return
        if LABEL.match(value) and self._holds(parent):
            message = f"{quote(value)} has a meaning of its own here. The field is right without it."
            self.traps.append(Trap(span, message, (Edit(span, ""),)))
            self.levels.top.waiting = True
            return
        extent = Reach(self.lines, parent, self.names).extent(self.at, value)
        self.at = extent.next
        whole = Span(span.start, extent.last.start + len(extent.last.text.rstrip())) if extent.last else span
        verdict = judge(extent.parts, stray=stray or extent.stray)
        if verdict:
            # A value on the line below its name has to stand further in than the name.
            spaces = " " * (parent + 2 - line.indent) if stray else ""
            edit = Edit(whole, spaces + verdict.instead)
            self.traps.append(Trap(whole, verdict.message, (edit,), verdict.certain and not stray))
        elif extent.last is None and not stray:
            self.inline = (line, span)

    def _holds(self, parent: int) -> bool:
        """Whether the next line is a list or a field inside the value that has just begun."""
        following = next((line for line in self.lines[self.at : self.at + 5] if not line.silent), None)
        if following is None or following.indent < parent:
            return False
        at = following.indent
        return bool(ITEM.match(following.text, at)) or (at > parent and key_end(following.text, at) is not None)

    def _trap(self, line: Line, message: str, edit: Edit, *, certain: bool = False, at: int | None = None) -> None:
        span = self._span(line, value_start(line) if at is None else at)
        self.traps.append(Trap(span, message, (edit,), certain))

    def _span(self, line: Line, at: int) -> Span:
        """What stands in a line from a column on, without the spaces around it."""
        at += len(line.text[at:]) - len(line.text[at:].lstrip())
        return Span(line.start + at, line.start + max(at, len(line.text.rstrip())))
