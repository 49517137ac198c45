"""A gap: words in square brackets that stand where a writer has still to write, and that the check knows."""

from __future__ import annotations

import re

GAP = r"\[(?:(?:insert|add)(?:[ \t:][^\]\n]{0,400})?|your[ \t][^\]\n]{0,160})\]"
"""A gap as a pattern, whatever its case: `[insert the day]`, `[add: what was found]`, `[your force]`."""

_WHOLE = re.compile(GAP, re.IGNORECASE)


def gap(says: str) -> str:
    """A gap that says, in a phrase of plain text, what belongs in its place."""
    return f"[insert {' '.join(says.split()).translate(_ROUND)}]"


_ROUND = str.maketrans("[]", "()")


def is_gap(text: object) -> bool:
    """The text is nothing but a gap, with or without quotation marks around it."""
    return isinstance(text, str) and _WHOLE.fullmatch(text.strip().strip("\"'").strip()) is not None
