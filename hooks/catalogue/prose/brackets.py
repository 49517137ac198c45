"""Finds what pairs of brackets hold: labels, and addresses with their titles."""

from __future__ import annotations

import re
from dataclasses import dataclass

BRACKET = re.compile(r"[\[\]]")
LABEL = re.compile(r"\s?\[([^\]]*)\]")
SIMPLE = re.compile(r"\(([^()\"'<]*)\)")
ANGLED = re.compile(r"\(\s*(<[^<>]*>)\s*(?:('[^']*'|\"[^\"]*\")\s*)?\)")
PAREN = re.compile(r"\(\s*")
MARKED = re.compile(r"[()'\"]")


def pair_brackets(words: str) -> dict[int, int]:
    """For each `[` that is closed, where its `]` stands."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for match in BRACKET.finditer(words):
        if match[0] == "[":
            stack.append(match.start())
        elif stack:
            pairs[stack.pop()] = match.start()
    return pairs


@dataclass(frozen=True, slots=True)
class Address:
    """Where an address stands in the words, and where the brackets it stands in end."""

    start: int
    end: int
    close: int


class AddressFinder:
    """Reads the `(address "title")` of a link; a text that holds many unclosed ones makes it stop looking."""

    def __init__(self, words: str) -> None:
        self.words = words
        # Each unclosed bracket costs a look at all that follows: past this many marks, none is looked for.
        self.patience = 4 * len(words) + 10_000

    def find(self, position: int) -> Address | None:
        """The address whose opening bracket stands at `position`."""
        words = self.words
        if match := SIMPLE.match(words, position):
            return self._stripped(*match.span(1), match.end())
        if match := ANGLED.match(words, position):
            start, end = match.span(1)
            return self._stripped(start + 1, end - 1, match.end())
        match = PAREN.match(words, position)
        return self._scan(match.end()) if match and self.patience > 0 else None

    def _stripped(self, start: int, end: int, close: int) -> Address:
        inside = self.words[start:end]
        start += len(inside) - len(inside.lstrip())
        return Address(start, start + len(inside.strip()), close)

    def _scan(self, start: int) -> Address | None:
        """Follow brackets and quotation marks as Python-Markdown does: a title may hold brackets, an address pairs."""
        words, quotes = self.words, _Quotes()
        depth = 1
        for match in MARKED.finditer(words, start):
            self.patience -= 1
            position, char = match.start(), match[0]
            if char == "(":
                if not quotes.first:
                    depth += 1
                else:
                    quotes.backup -= quotes.backup > 0
            elif char == ")":
                if quotes.close_before(words, start, position):
                    depth = 0
                elif not quotes.first:
                    depth -= 1
                elif quotes.backup > 0:
                    quotes.backup -= 1
                    if not quotes.backup:
                        quotes.fallback = position + 1
            else:
                depth = quotes.note(char, position, depth)
            if depth == 0:
                end = quotes.title_start(words, start, position)
                return self._stripped(start, end, position + 1)
        self.patience -= (len(words) - start) // 16
        if not quotes.first or quotes.backup:
            return None
        if quotes.fallback < 0:
            # A `(` after an open quotation mark makes Python-Markdown take all but the last character.
            return self._stripped(start, max(start, len(words) - 2), max(start, len(words) - 1))
        return self._stripped(start, quotes.fallback - 1, quotes.fallback)


class _Quotes:
    """The quotation marks met in a link's brackets: the first kind, and the other kind if it comes later."""

    def __init__(self) -> None:
        self.first = self.second = ""
        self.first_start = self.second_start = -1
        self.first_end = self.second_end = -1
        self.backup = 1
        self.fallback = -1

    def note(self, char: str, position: int, depth: int) -> int:
        """Take a quotation mark into account; returns the depth of brackets to go on with."""
        if not self.first:
            self.first, self.first_start, self.backup = char, position, depth
            return 1
        if char == self.first:
            self.first_end = position
        elif not self.second:
            self.second, self.second_start = char, position
        else:
            self.second_end = position
        return depth

    def close_before(self, words: str, start: int, position: int) -> bool:
        """Whether a quotation mark that closes a title stands just before `position`."""
        last = _last(words, start, position)
        return (self.first_end >= 0 and last == self.first) or (self.second_end >= 0 and last == self.second)

    def title_start(self, words: str, start: int, position: int) -> int:
        """Where the title starts, or the end of the brackets if there is none."""
        last = _last(words, start, position)
        if self.first_end >= 0 and last == self.first:
            return self.first_start
        if self.second_end >= 0 and last == self.second:
            return self.second_start
        return position


def _last(words: str, start: int, position: int) -> str:
    """The last character before `position` that is not a space."""
    while position > start and words[position - 1] == " ":
        position -= 1
    return words[position - 1] if position > start else ""
