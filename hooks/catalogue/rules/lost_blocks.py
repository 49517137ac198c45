"""Do lists, notes, tables and link definitions hold all that was typed for them?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from catalogue.diagnostics import Diagnostic, Edit, quote
from catalogue.graph import Page, Pages
from catalogue.markdown import normalise_label
from catalogue.text import Span, Stretches

_ITEM = re.compile(r"(?P<indent> *)(?:[-*+]|\d+\.)[ \t]+\S")
_CELLS = re.compile(
    r"(?:^[ ]{0,3}[^\s|>][^\t\n|]*(?:\t+\S|(?P<bar>\|))[^\n]*(?:\n|\Z)(?:-+[ \t]*\n)?){2,}", re.MULTILINE
)
_STOP = re.compile(r"[.?!:;,][ \t]*$", re.MULTILINE)
_NOTE = r"(?:!!!|\?\?\?\+?)[ \t]*\w[\w-]*(?:[ \t]+[\w-]+)*+(?:[ \t]*[:\"“][^\n]*)?[ \t]*$"
_EMPTY_NOTE = re.compile(rf"^(?P<note>{_NOTE})(?:\n[ \t]*)*(?:\n(?! {{4}}|\t)[^\n]*\S|\Z)", re.MULTILINE)
_PLACED = r"inline(?:[ \t]+end)?[ \t]*$"
_TITLED_NOTE = re.compile(
    rf"^[ \t]*(?P<note>(?P<fold>!!!|\?\?\?\+?)[ \t]*(?P<sort>[\w-]+)[ \t]+(?P<called>(?!{_PLACED})[\w-][\w -]*))$",
    re.MULTILINE,
)
_DEEP = re.compile(
    rf"^(?: {{4}}|\t)[ \t]*(?P<words>{_NOTE}|#{{2,6}}[ \t]+\S[^\n]*|(?:[-*+•]|\d+\.)[ \t]+\S[^\n]*"
    r"|[A-Z][\w’',]*+(?:[ ][\w’',]++){3}(?=[^\n]*[.?!:,][ \t]*$)[^\n]*)", re.MULTILINE
)  # fmt: skip
_OUTER = re.compile(r"^(?! {4}|\t)[ ]*\S", re.MULTILINE)
_FENCE = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
_TABLE = re.compile(
    r"(?:\A|^[ \t>]*\n)(?P<first>[^\n]+)\n"
    r"(?P<rule>[ \t>]*+\|?[ \t]*+:?-+:?[ \t]*+(?:\|[ \t]*+:?-*+:?[ \t]*+)*+)$", re.MULTILINE
)  # fmt: skip
_CELL_SIGN = re.compile(r"\\.|(`+)(?!`).*?(?<!`)\1(?!`)|\|")


class Seen:
    """What of a page's text readers see as it is typed, and what as code."""

    def __init__(self, catalogue: Pages, page: Page) -> None:
        self._catalogue, self._page = catalogue, page

    @cached_property
    def code(self) -> Stretches:
        """What stands in code."""
        spans, text = self._page.prose.code, self._page.source.text
        if "\t" in text:
            # Markdown makes blanks of tabs: what it shows of a fence is not found again as it was typed.
            fences = [match.start() for match in _FENCE.finditer(text, self._page.prose.start)]
            spans = tuple(sorted((*spans, *map(Span, fences[::2], fences[1::2]))))
        return Stretches(spans)

    @cached_property
    def shown(self) -> Stretches:
        """What came out as it was typed."""
        page, led = self._page, set(self._catalogue.led(self._page))
        defined = {one.label for one in page.prose.definitions}
        # A bare `[label]` that leads nowhere keeps its brackets.
        bare = [one.span for one in page.prose.links if one.shortcut and one.span not in led]
        bare = [one for one in bare if page.source.text[one.start + 1 : one.end - 1].lower() not in defined]
        # A footnote of one word is read as the address of a link.
        bare += [one.span for one in page.prose.links if one.shortcut and one.target.startswith("^")]
        return Stretches((*page.prose.shown, *bare))


def lost_blocks(page: Page, seen: Seen) -> Iterator[Diagnostic]:
    """All such problems of a page."""
    text = page.source.text
    yield from _unseen(page)
    # Most pages have neither rows nor notes: to look for their signs takes a thirtieth of looking for them.
    if "|" in text or "\t" in text:
        yield from _rows(page, seen)
        yield from _lost_cells(page, seen)
    if page.prose.code or "!!!" in text or "???" in text:
        yield from _notes(page, seen)
    yield from _flattened(page, seen)


def note_line(match: re.Match[str]) -> str:
    """The first line of a note as it is written here, given the signs, the sort and the title that were typed."""
    title = match["called"].strip(" \t:\"'“”‘’")
    fold = match["fold"] if match["fold"] in ("???", "???+") else "???" if "?" in match["fold"] else "!!!"
    return f"{fold} {match['sort'].lower()}" + (f' "{title}"' if title else "")


def _unseen(page: Page) -> Iterator[Diagnostic]:
    """Lines that are taken for the address of a link, and belong to none: nobody would see their words."""
    used = {normalise_label(one.target) for one in page.prose.links}
    for one in page.prose.definitions:
        if normalise_label(one.label) not in used:
            line = page.source.text[one.span.start : one.span.end].strip()
            message = f"Readers would not see {quote(line)}: it gives an address to a link that is not on the page."
            fix = "write it as a sentence, and an address as [words](address); or take it out."
            yield page.problem("mark-shown", one.span, message, fix)


def _rows(page: Page, seen: Seen) -> Iterator[Diagnostic]:
    """Rows of a table whose cells are parted by tabs, as another program hands them over, or by bars alone."""
    for match in _CELLS.finditer(page.source.text, page.prose.start):
        apart = seen.shown.hold(match.start("bar")) if match["bar"] else not seen.code.hold(match.start())
        # “Either|or” may stand in a sentence.
        sentence = match["bar"] and " | " not in match[0] and _STOP.search(match[0])
        if apart and not sentence and not _ITEM.match(match[0]):
            message = f"Readers would see {quote(match[0].rstrip())} in one sentence: the rows did not become a table."
            fix = "write each row as “| one | two |”, with “| --- | --- |” under the first."
            yield page.problem("mark-shown", Span(*match.span()), message, fix)


def _lost_cells(page: Page, seen: Seen) -> Iterator[Diagnostic]:
    """Rows that hold more than the first row of their table has places for: the rest would be shown to nobody."""
    text = page.source.text
    for table in _TABLE.finditer(text, page.prose.start):
        if _cells(table["first"]) != (most := _cells(table["rule"])) or seen.code.hold(table.start("first")):
            continue
        at = table.end() + 1
        stop = text.find("\n\n", at)
        for row in text[at : stop if stop >= 0 else len(text)].split("\n"):
            if _cells(row) > most:
                message = f"The row {quote(row.strip())} has {_cells(row)} cells, and its table shows {most} of them."
                fix = "give the first row and the line under it as many cells, or write “\\|” for a bar within words."
                yield page.problem("mark-shown", Span(at, at + len(row)), message, fix)
            at += len(row) + 1


def _cells(row: str) -> int:
    bare = _CELL_SIGN.sub(lambda sign: sign[0] if sign[0] == "|" else "", row).strip(" \t>")
    return bare.removeprefix("|").removesuffix("|").count("|") + 1


def _notes(page: Page, seen: Seen) -> Iterator[Diagnostic]:
    """Notes that would be empty boxes, with their words below them; that would lose their titles; and words as code."""
    text, start = page.source.text, page.prose.start
    for match in _EMPTY_NOTE.finditer(text, start):
        if not seen.code.hold(match.start()):
            message = "The note has a heading and no words: what stands below it is not part of it."
            fix = "put four blanks before each line of the note."
            yield page.problem("mark-shown", Span(*match.span("note")), message, fix)
    for match in _TITLED_NOTE.finditer(text, start):
        if not seen.code.hold(match.start("note")) and not seen.shown.hold(match.start("note")):
            message = f"Readers would not see {quote(match['called'])}: a note’s title stands in quotation marks."
            span, right = Span(*match.span("note")), note_line(match)
            yield page.problem("mark-shown", span, message, f"write “{right}”.", edit=Edit(span, right))
    starts = frozenset(seen.code.starts)
    fences = [match.start() for match in _FENCE.finditer(text, start)]
    last = start
    for match in _DEEP.finditer(text, start) if starts else ():
        if match.start("words") not in starts or bisect_right(fences, match.start()) % 2:
            continue
        goes_on, last = last > start and not _OUTER.search(text, last, match.start()), match.end()
        if not goes_on:
            message = f"Readers would see {quote(match['words'])} as a piece of code, for the blanks before it."
            fix = "take four blanks out before this line and those below it."
            yield page.problem("mark-shown", Span(*match.span("words")), message, fix)


def _flattened(page: Page, seen: Seen) -> Iterator[Diagnostic]:
    """What belongs to an entry of a list and would stand outside it, for want of blanks before it."""
    offset, parted = page.prose.start, True
    outer: list[tuple[int, int]] = []  # how far in each open list was typed, and how far in it has to be
    for line in page.source.text[offset:].split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        item = _ITEM.match(line)
        if seen.code.hold(offset + (item.end() - 1 if item else indent)):
            pass
        elif item:
            outer = [one for one in outer if one[0] < indent]
            typed, right = outer[-1] if outer else (0, 0)
            wanted = right + 4 if outer else indent
            if outer and (indent - typed < 4 or typed != right) and indent != wanted:
                message = "This entry of a list within a list would stand in the outer list."
                yield _moved(page, offset, line, indent, wanted, message)
            outer.append((indent, wanted))
        elif line.strip() and not indent:
            outer = []
        elif line.strip() and parted and (holders := [one for one in outer if one[0] + 2 <= indent < one[1] + 4]):
            message = "This part of an entry would stand outside it."
            yield _moved(page, offset, line, indent, holders[-1][1] + 4, message)
        parted = not line.strip()
        offset += len(line) + 1


def _moved(page: Page, offset: int, line: str, indent: int, wanted: int, message: str) -> Diagnostic:
    """A line, which starts at an offset, that has to stand further in or out."""
    fix = f"put {wanted} blanks before “{line.strip()[:40]}”, where {indent} are."
    place = Span(offset + indent, offset + len(line))
    edit = Edit(Span(offset, offset + indent), " " * wanted)
    return page.problem("mark-shown", place, message, fix, edit=edit)
