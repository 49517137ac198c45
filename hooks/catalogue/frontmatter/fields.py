"""What the block at the top of a page holds: every value as text, and where each one stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from catalogue.diagnostics import Diagnostic
from catalogue.text import Span

Raw: TypeAlias = "str | list[Raw] | dict[str, Raw]"
"""A value as it was typed: text, a list, or named values. `21:00` and `NO` stay text; an empty value is `""`."""

Path = tuple[str | int, ...]
"""The way to a value: `("hosts", 0, "name")` is the name of the first host."""


@dataclass(frozen=True)
class FrontMatter:
    """The block at the top of a page, as it was meant, with the place of every name and value.

    `places` and `keys` are spans of the page's own text; an empty value stands just after its colon. `body_start` is
    the offset of the first character after the closing line, 0 where there is no block. `complete` is False when
    something in the block could not be read.
    """

    fields: dict[str, Raw]
    places: dict[Path, Span]
    keys: dict[Path, Span]
    body_start: int
    present: bool
    complete: bool
    problems: tuple[Diagnostic, ...]
