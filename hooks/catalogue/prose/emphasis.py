"""Finds the marks of emphasis, paired as Python-Markdown pairs them."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 20_000
"""Words longer than this are not searched for emphasis: no heading or link is."""

TOKEN = re.compile(r"[*_]")
RUN = re.compile(r"\*+|_+")
BOUNDARY = {
    "*": re.compile(
        r"(?P<ambiguous>(?<!^)(?<![\s*])\*+(?![\s*])(?!$))|(?P<end>(?<!^)(?<![\s*])\*+)|(?P<start>\*+(?![\s*])(?!$))"
    ),
    "_": re.compile(
        r"(?P<ambiguous>(?<!^)(?<![\s\w])_+(?![\s\w])(?!$))|(?P<end>(?<!^)(?<![\s_])_+(?!\w))|"
        r"(?P<start>(?<!\w)_+(?![\s_])(?!$))"
    ),
}

Mark = tuple[int, int]


@dataclass(slots=True)
class Opening:
    """A run of marks not yet closed: where what is left of it stands, and how long it was at first."""

    start: int
    end: int
    ambiguous: bool
    original: int

    @property
    def left(self) -> int:
        """How many of its marks are not used."""
        return self.end - self.start


def emphasis_marks(words: str) -> list[Mark]:
    """Where each mark that makes emphasis stands, in order."""
    if len(words) > LONGEST:
        return []
    marks: list[Mark] = []
    position = 0
    while token := TOKEN.search(words, position):
        found, position = _Pairing(words).run(token.start())
        marks += found
    return sorted(marks)


def emphasised(words: str) -> list[Mark]:
    """Each stretch that is emphasised, its marks included; those within another left out."""
    stretches: list[Mark] = []
    position = 0
    while len(words) <= LONGEST and (token := TOKEN.search(words, position)):
        found, position = _Pairing(words).run(token.start())
        for start, end in sorted(zip((mark[0] for mark in found[::2]), (mark[1] for mark in found[1::2]), strict=True)):
            if not stretches or start >= stretches[-1][1]:
                stretches.append((start, end))
    return stretches


class _Pairing:
    """Pairs the marks of one stretch, from an opening one on."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.stacks: dict[str, list[Opening]] = {"*": [], "_": []}
        self.marks: list[Mark] = []
        self.end = 0

    def run(self, position: int) -> tuple[list[Mark], int]:
        """The marks that pair from here on, and where to look next."""
        match = BOUNDARY[self.words[position]].match(self.words, position)
        if match is None or match.lastgroup == "end":
            run = match or RUN.match(self.words, position)
            return [], run.end() if run else position + 1
        first = match.end()
        self._push(match)
        while any(self.stacks.values()) and (match := self._next(match.end())):
            if not self._take(match):
                break
        if self.marks:
            return self.marks, self.end
        left = [opening.end for stack in self.stacks.values() for opening in stack]
        return [], max(left, default=first)

    def _push(self, match: re.Match[str]) -> None:
        start, end = match.span()
        self.stacks[match[0][0]].append(Opening(start, end, match.lastgroup == "ambiguous", end - start))

    def _next(self, position: int) -> re.Match[str] | None:
        for token in TOKEN.finditer(self.words, position):
            match = BOUNDARY[token[0]].match(self.words, token.start())
            if match and (self.stacks[token[0]] or match.lastgroup != "end"):
                return match
        return None

    def _others(self, token: str) -> bool:
        return bool(self.stacks["_" if token == "*" else "*"])

    def _take(self, match: re.Match[str]) -> bool:
        """Close what this run closes, or open another; False once nothing more can pair."""
        token, (start, end) = match[0][0], match.span()
        stack = self.stacks[token]
        current = end - start
        ambiguous = match.lastgroup == "ambiguous"
        is_end = match.lastgroup != "start"
        is_start = match.lastgroup != "end"
        last = self._wanted(stack, current) if ambiguous else stack[-1].left if stack else 0
        clash = ambiguous and bool(stack) and _rule_of_three(stack[-1].original, current)
        if stack and is_end and ((current > last and not clash) or current == last or current >= 3):
            is_start = False
            taken = self._close_whole(stack, start, end, last)
            if taken is None:
                if not self._others(token):
                    return False
                stack.clear()
                return True
            start, last = taken
            left = end - start
            if current >= 3 and left and ambiguous:
                stack.append(Opening(start, end, False, current))
                is_end = False
            else:
                is_end = bool(left and stack and last > left)
            current = left
        if stack and is_end and (last >= 3 or not ambiguous) and last > current:
            is_start = False
            if not self._close_part(stack, start, current, last):
                if not self._others(token):
                    return False
                stack.clear()
                return True
        if is_start:
            stack.append(Opening(start, end, ambiguous, current))
        return True

    def _wanted(self, stack: list[Opening], current: int) -> int:
        last = stack[-1].left if stack else 0
        if stack and current != last and _rule_of_three(stack[-1].original, current):
            for opening in reversed(stack[:-1]):
                if opening.left == current and not _rule_of_three(opening.original, current):
                    return current
        return last

    def _close_whole(self, stack: list[Opening], start: int, end: int, last: int) -> tuple[int, int] | None:
        """Close openings until the run is used up; None if no opening is left."""
        while stack and start < end and last <= end - start:
            opening = stack.pop()
            size = 1 if opening.left == 3 else min(opening.left, 2)
            self._pair(opening.end - size, opening.end, start, start + size)
            start += size
            if size < opening.left:
                stack.append(Opening(opening.start, opening.end - size, opening.ambiguous, opening.original))
            if not stack:
                return None
            last = stack[-1].left
        return start, last

    def _close_part(self, stack: list[Opening], start: int, current: int, last: int) -> bool:
        """Close part of a longer opening; False if what is left could as well be a closing mark."""
        opening = stack.pop()
        while stack and opening.left != 3 and opening.ambiguous:
            opening = stack.pop()
            last = opening.left
        if opening.ambiguous and opening.left != 3:
            return False
        end = opening.end
        while current:
            size = 1 if current == 3 else min(current, 2)
            self._pair(opening.start + last - size, end, start, start + size)
            start, current, last, end = start + size, current - size, last - size, end - size
        if last:
            stack.append(Opening(opening.start, end, False, opening.original))
        return True

    def _pair(self, start: int, inner: int, outer: int, end: int) -> None:
        self.marks += [(start, inner), (outer, end)]
        self.end = max(self.end, end)
        for stack in self.stacks.values():
            while stack and start <= stack[-1].start < end:
                stack.pop()


def _rule_of_three(opener: int, closer: int) -> bool:
    """Whether two runs may not pair because one could both open and close."""
    return (opener + closer) % 3 == 0 and (opener % 3 != 0 or closer % 3 != 0)
