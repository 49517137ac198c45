"""The first pass: characters that cannot be seen, or look like a space and are none."""

from __future__ import annotations

import re
import unicodedata

from catalogue.diagnostics import Edit
from catalogue.frontmatter.lines import HEADER, Line, split, value_start
from catalogue.frontmatter.traps import Trap
from catalogue.text import Span

_UNSEEN = "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
_ODD_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# What no block may hold, and the three old line ends that would cut a line in two.
_CONTROL = re.compile("[^\t\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_FRONT = re.compile(
    rf"(?P<indent>[\s{_UNSEEN}]*)(?P<dash>(?:-[\s{_UNSEEN}]+)*)"
    rf"(?:(?P<key>[A-Za-z_][\w{_UNSEEN} -]{{0,60}}?)(?P<before>[\s{_UNSEEN}]*):(?P<after>[\s{_UNSEEN}]+|(?=$)))?"
)
_STRANGE = re.compile(rf"[\t{_ODD_SPACE}{_UNSEEN}]")


def character_traps(text: str, start: int, end: int) -> list[Trap]:
    """Find the characters that break a block from `start` to `end`: a trap for each line that holds some."""
    traps: list[Trap] = []
    unit = "    " if re.search(r"^ {4}\S", text[start:end], re.MULTILINE) else "  "
    inside: int | None = None
    for line in split(text[start:end]):
        here = Line(line.start + start, line.text, line.indent)
        if inside is not None and (not line.text.strip() or line.indent > inside):
            traps += _controls(here, [])
            continue
        edits = _front(here, unit)
        traps += _controls(here, edits)
        traps += _tail(here, edits)
        value = line.text[value_start(line) :]
        inside = _parent(line) if HEADER.match(value) else None
    return traps


def _tail(line: Line, edits: list[Edit]) -> list[Trap]:
    start = len(line.text.rstrip(" \t"))
    if not start or "\t" not in line.text[start:] or any(edit.span.end > line.start + start for edit in edits):
        return []
    # Nothing is lost by a tab at the end of a line: a trap without words takes it off.
    return [Trap(Span(line.start, line.start), "", (Edit(_at(line, start, len(line.text)), ""),))]


def _parent(line: Line) -> int:
    dash = re.match(r"(?: *-(?= ))*", line.text)
    return line.indent if not dash or not dash.group() else dash.end() - 1


def _front(line: Line, unit: str) -> list[Edit]:
    match = _FRONT.match(line.text)
    if not match or not _STRANGE.search(match.group()) or (match.group().isspace() and match.end() == len(line.text)):
        return []
    edits = []
    for part in ("indent", "dash", "key", "before", "after"):
        written = match.group(part)
        if written and _STRANGE.search(written):
            edits.append(Edit(_at(line, *match.span(part)), _seen(written, part, unit)))
    return edits


def _seen(written: str, part: str, unit: str) -> str:
    shown = re.sub(f"[{_UNSEEN}]", "", written)
    if part == "indent":
        return re.sub(r"[^ ]", " ", shown.replace("\t", unit))
    if part == "dash":
        return "- " * shown.count("-")
    return "" if part == "before" else " " if part == "after" else shown


def _controls(line: Line, edits: list[Edit]) -> list[Trap]:
    taken = [edit.span for edit in edits]
    for match in _CONTROL.finditer(line.text):
        span = _at(line, *match.span())
        if not any(other.start <= span.start < other.end for other in taken):
            edits.append(Edit(span, " " if match.group() in "\x85\u2028\u2029" else ""))
    if not edits:
        return []
    first = line.text[edits[0].span.start - line.start : edits[0].span.end - line.start]
    strange = _STRANGE.search(first) or _CONTROL.search(first)
    message = (
        f"This line holds {_named(strange.group() if strange else ' ')}, which looks like a space or like nothing. "
        "It would lose the value, or the whole block at the top of the page."
    )
    at = line.start + min(_after(line), len(line.text))
    return [Trap(Span(at, line.start + len(line.text)), message, tuple(edits), certain=True)]


def _after(line: Line) -> int:
    match = _FRONT.match(line.text)
    return match.end() if match else 0


def _at(line: Line, start: int, end: int) -> Span:
    return Span(line.start + start, line.start + end)


def _named(character: str) -> str:
    if character == "\t":
        return "a tab"
    if character in "\u00a0\u202f":
        return "a no-break space"
    return f"a hidden character ({unicodedata.name(character, f'U+{ord(character):04X}').lower()})"
