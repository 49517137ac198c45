"""Names of fields that do not read as names: no colon, no space after it, or marks around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.diagnostics import Edit, quote
from catalogue.frontmatter.lines import DECORATED, Line, joined_key
from catalogue.text import Span

_BARE = re.compile(r"([a-z_]{2,30})[ ]+(?=\S)")
_DATA = re.compile(r"(?:\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?|\"[^\"]*\")[ ]*$")
_WRAPPED = 60


@dataclass(frozen=True, slots=True)
class Mend:
    """What is wrong with a name, its correction, and the column its value starts at."""

    message: str
    edit: Edit
    value: int
    certain: bool


def bare_name(text: str, at: int, before: str, names: frozenset[str]) -> re.Match[str] | None:
    """A name without a colon, as in `published 2021-02-10`; `before` is the line above.

    A sentence that goes on may start with the same word: only a known name under a line too short to have been
    wrapped, or a word before a day or a quotation and nothing else, is taken for a name.
    """
    match = _BARE.match(text, at)
    if not match:
        return None
    known = match.group(1) in names and len(before) < _WRAPPED
    return match if known or _DATA.match(text, match.end()) else None


def mend_name(line: Line, at: int, before: str, names: frozenset[str], *, bare: bool) -> Mend | None:
    """Find the name at a column that was meant as one; None when there is none. `bare`: it may lack its colon."""
    if match := DECORATED.match(line.text, at):
        message = (
            f"The name {quote(match.group(1))} has marks around it. A name stands by itself, with a colon behind it."
        )
        return _mend(line, match, message, f"{match.group(1)}:", certain=True)
    if match := joined_key(line.text, at):
        written = line.text[at : match.end()].strip()
        message = f"The name {quote(match.group(1))} and its value run together. A colon and a space go between."
        return _mend(line, match, message, f"{match.group(1)}: ", certain=written.endswith(":"))
    match = bare_name(line.text, at, before, names) if bare else None
    if match is None:
        return None
    message = (
        f"No colon follows the name {quote(match.group(1))}. Without it, the block at the top of the page is lost."
    )
    return _mend(line, match, message, f"{match.group(1)}: ", certain=False)


def _mend(line: Line, match: re.Match[str], message: str, text: str, *, certain: bool) -> Mend:
    span = Span(line.start + match.start(), line.start + match.end())
    return Mend(message, Edit(span, text), match.end(), certain)
