"""What a licence lets a reader do, said plainly."""

from __future__ import annotations

import re

_SAID = (
    (r"CC BY[- ]NC[- ]ND", "You may copy and share it unchanged, but not to make money. Name the authors."),
    (r"CC BY[- ]ND", "You may copy and share it unchanged. Name the authors."),
    (r"CC BY[- ]NC", "You may copy, share and change it, but not to make money. Name the authors."),
    (r"CC BY[- ]SA", "You may copy, share and change it, if you pass it on in the same way. Name the authors."),
    (r"CC BY", "You may copy, share and change it. Name the authors."),
    (r"CC0", "You may use it in any way."),
    (r"Open Government Licence|OGL", "You may copy, share and change it. Say where it is from."),
    (r"Non-Commercial College Licence", "You may copy and share it, but not to make money. Say where it is from."),
    (r"Open access", "It is free to read. Look at the paper itself before you copy from it."),
    (r"All rights reserved|Copyright|©", "You may read it and quote a little. Ask the owner before you copy more."),
)  # fmt: skip
"""The start of a licence's name, and what it comes to."""

UNKNOWN = "We do not know its licence. You may read it and quote a little. Ask the owner before you copy more."


def said_plainly(licence: str | None) -> str:
    """What a licence comes to for a reader; empty where the record says it in words."""
    if not licence:
        return UNKNOWN
    if ";" in licence:  # more than one holds, and the record says which part each is for
        return ""
    return next((words for start, words in _SAID if re.match(start, licence, re.IGNORECASE)), "")
