"""The lists and sets of named values that are open at a line, and the columns they stand at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Level:
    """A list or a set of named values, the column it was typed at, and by how much that column is wrong.

    `waiting` says that its last name or dash has no value yet; `words` that it is a list with a plain item.
    """

    column: int
    listed: bool
    shift: int = 0
    waiting: bool = False
    words: bool = False

    @property
    def right(self) -> int:
        """The column it should stand at."""
        return self.column + self.shift


class Levels:
    """What is open, from the outside in."""

    def __init__(self) -> None:
        self.open: list[Level] = []

    @property
    def top(self) -> Level:
        """The innermost level."""
        return self.open[-1]

    def push(self, column: int, *, listed: bool, shift: int) -> None:
        """Open a level inside the innermost one, on the same line."""
        self.open.append(Level(column, listed, shift))

    def settle(self, column: int, *, listed: bool) -> tuple[int, Level | None]:
        """Find the level a line belongs to: how far the line has to move, and the level it was moved to, if any."""
        closed: list[Level] = []
        while self.open and self.top.column > column and not (len(self.open) == 1 and self.top.right == column):
            closed.append(self.open.pop())
        closed.reverse()
        if not listed and len(self.open) > 1 and self.top.listed and self.top.column == self.open[-2].column == column:
            self.open.pop()
        if self.open and self.top.listed == listed and column in (self.top.column, self.top.right):
            self.top.waiting = False
            return self.top.right - column, None
        if self.open and self.top.waiting and (column > self.top.column or (listed and not self.top.listed)):
            self.top.waiting = False
            self.push(column, listed=listed, shift=self.top.shift)
            return self.top.shift, None
        return self._nearest(column, listed, closed)

    def _nearest(self, column: int, listed: bool, closed: list[Level]) -> tuple[int, Level | None]:
        known = self.open + closed
        fitting = [index for index, level in enumerate(known) if level.listed == listed]
        if not fitting:
            self.open = known or self.open
            self.push(column, listed=listed, shift=0)
            return 0, None
        index = min(fitting, key=lambda index: (abs(known[index].column - column), -index))
        self.open = known[: index + 1]
        self.top.waiting = False
        return self.top.right - column, self.top

    def expects_name(self, column: int) -> bool:
        """Whether a field of an open set of named values may start at a column."""
        return not self.open or any(not level.listed and column in (level.column, level.right) for level in self.open)

    def expects_item(self, column: int) -> bool:
        """Whether an item of a list may start at a column."""
        inner = [level for level in self.open if level.column <= column]
        return bool(inner) and (inner[-1].waiting or (inner[-1].listed and inner[-1].column == column))

    def claim(self, column: int) -> Level | None:
        """The level whose last name waits for a value, for words that start at a column; it then waits no more."""
        while self.open and self.top.column > column and not self.top.waiting:
            self.open.pop()
        for level in reversed(self.open):
            if level.waiting:
                level.waiting = False
                return level
        return None
