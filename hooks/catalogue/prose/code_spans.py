"""Finds inline code and escaped characters, which come before all other marks in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

TICKS = re.compile(r"`+")
OPENING = re.compile(r"(?<!\\)(?:(?:\\\\)+(?=`)|`)")
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
ESCAPED = frozenset("\\`*_{}[]()>#+-.!|")


def find_code(words: str) -> tuple[list[tuple[int, int, int]], list[tuple[int, int]]]:
    """Each stretch of inline code with the length of its marks, and each pair of backslashes that stands before one."""
    runs = [match.span() for match in TICKS.finditer(words)]
    if not runs:
        return [], []
    starts = [start for start, _ in runs]
    longest = _longest_after(runs)
    by_size: dict[int, list[int]] = defaultdict(list)
    for number in range(len(runs) - 1, -1, -1):
        by_size[runs[number][1] - runs[number][0]].append(number)
    code: list[tuple[int, int, int]] = []
    escapes: list[tuple[int, int]] = []
    position = 0
    while match := OPENING.search(words, position):
        start = match.start()
        if match[0] != "`":
            escapes += [(offset, offset + 2) for offset in range(start, match.end(), 2)]
            start = match.end()
        number = bisect_left(starts, start + 1) - 1
        end, size = runs[number][1], runs[number][1] - start
        same = by_size[size]
        while same and same[-1] <= number:
            same.pop()
        if same:
            position = runs[same[-1]][1]
        elif number + 1 < len(runs) and (width := _size(runs[longest[number + 1]])) < size:
            position, size = runs[longest[number + 1]][1], width
        else:
            # Python-Markdown passes over as many characters again as the run has marks.
            position = end + size
            continue
        code.append((start, position, size))
    return code, escapes


def _size(run: tuple[int, int]) -> int:
    return run[1] - run[0]


def _longest_after(runs: list[tuple[int, int]]) -> list[int]:
    """For each run of backticks, the longest at or after it; the first if there are several."""
    longest = list(range(len(runs)))
    for number in range(len(runs) - 2, -1, -1):
        if _size(runs[longest[number + 1]]) > _size(runs[number]):
            longest[number] = longest[number + 1]
    return longest


def find_escapes(words: str) -> list[tuple[int, int]]:
    """Each backslash that makes the character after it plain, with that character."""
    return [match.span() for match in ESCAPE.finditer(words) if match[1] in ESCAPED]
