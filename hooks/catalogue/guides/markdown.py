"""Markdown that shows a text just as it is."""

from __future__ import annotations

import re


def fenced(text: str, language: str = "") -> str:
    """A block of code, its fence longer than any in the text, so that nothing in it is read as part of the page."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{' ' + language if language else ''}\n{text.rstrip()}\n{fence}\n"


def code(text: str) -> str:
    """A stretch of code in a sentence or a table's cell."""
    return f"`{text.replace('|', chr(92) + '|')}`" if text else ""


def cell(text: str) -> str:
    """Words in a table's cell."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", " ".join(text.split()))
