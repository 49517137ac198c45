"""What a page may hold before Python-Markdown, whose work grows with the square of some marks, takes minutes over it.

Measured with Markdown 3.11: 20,000 `[` in one paragraph take 100 seconds, and so do `<a `, `[a](<` and `# a`. Within
these bounds the worst page takes a few seconds, and the longest page of the site keeps well below them.
"""

from __future__ import annotations

import re

from catalogue.diagnostics import Diagnostic
from catalogue.prose.model import Prose
from catalogue.text import Source, Span

LARGEST = 60_000
"""The most bytes of a page, ten times a long one."""

_MARK, _MOST_IN_LINE = re.compile(r"[\[\]<>#*_`!{}()&\\|~^]"), 500
_OPENING = re.compile(r"[\[<]|^ {0,3}(?:#|[!?]{3})", re.MULTILINE)
_MOST_IN_PART, _MOST_IN_PAGE = 1_000, 4_000


def too_heavy(source: Source, start: int) -> Diagnostic | None:
    """The problem of a page whose body, which starts at `start`, is not to be read as Markdown; else nothing."""
    body = source.text[start:]
    size = len(source.text.encode("utf-8", "replace"))
    if size > LARGEST:
        message = f"The page holds {size:,} bytes, and {LARGEST:,} fit."
        return _problem(source, Span(0, 0), message, "make two pages of it, and link them.")
    if len(_MARK.findall(body)) <= _MOST_IN_LINE:
        return None
    for found in re.finditer(r"[^\n]{500,}", body):
        if (count := len(_MARK.findall(found[0]))) > _MOST_IN_LINE:
            message = f"This line holds {count:,} marks such as [ and *, and {_MOST_IN_LINE} fit."
            return _at(source, start, found, message)
    for found in re.finditer(r"(?:[^\n]*\S[^\n]*\n?)+", body):
        if (count := len(_OPENING.findall(found[0]))) > _MOST_IN_PART:
            message = f"The part that starts here holds {count:,} marks such as [ and <, and {_MOST_IN_PART:,} fit."
            return _at(source, start, found, message)
    count = len(_OPENING.findall(body))
    message = f"The page holds {count:,} marks such as [ and <, and {_MOST_IN_PAGE:,} fit."
    return (
        _problem(source, Span(0, 0), message, "make two pages of it, and link them.") if count > _MOST_IN_PAGE else None
    )


def _at(source: Source, start: int, found: re.Match[str], message: str) -> Diagnostic:
    place = Span(start + found.start(), start + found.start() + len(found[0].partition("\n")[0]))
    return _problem(
        source, place, message, "take out what is no prose, or keep it in a file of its own and link to it."
    )


def _problem(source: Source, span: Span, message: str, fix: str) -> Diagnostic:
    return Diagnostic("page-unreadable", source, span, f"{message} It is shown as it was typed.", fix)


def unread(source: Source, start: int) -> Prose:
    """The body of such a page: all of it code, as it were, in which nothing is looked for."""
    code = (Span(start, len(source.text)),)
    return Prose(source, start, (), (), (), (), (), (), frozenset(), code, (), ())
