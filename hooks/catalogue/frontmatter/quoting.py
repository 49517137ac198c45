"""Straight quotation marks: where they close, and how to write a text inside them."""

from __future__ import annotations

import re

_REST = {
    '"': re.compile(r'(?:[^"\\]|\\.)*"', re.DOTALL),
    "'": re.compile(r"(?:[^']|'')*'(?!')", re.DOTALL),
}
_QUOTATION = re.compile(r"\"(?:[^\"\\]|\\.)*\"|(?<![\w])'(?:[^']|'')*'(?!')", re.DOTALL)
# `\a` and its like are allowed, and make characters nobody can see: `street\area` is not meant to ring a bell.
_ESCAPE = re.compile(r"\\(?:[tn \"/\\\n]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}|)")


def quoted(text: str) -> str:
    """A text in quotation marks that keep it as it is, the plainest that will do."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def closing(text: str, at: int) -> int | None:
    """The position just after the mark that closes the one at a position; None when none does."""
    return closing_rest(text, at + 1, text[at])


def closing_rest(text: str, at: int, mark: str) -> int | None:
    """The position just after the mark that closes a quotation open at a position; None when none does."""
    match = _REST[mark].match(text, at)
    return match.end() if match else None


def unquoted(text: str) -> str:
    """A text without what stands in quotation marks."""
    return _QUOTATION.sub('""', text)


def bad_escape(text: str) -> bool:
    """Whether a text in double marks holds a backslash that stands for nothing."""
    return any(match.end() - match.start() == 1 for match in _ESCAPE.finditer(text))
