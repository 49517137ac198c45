"""A trap: something in the block that loses or changes a value without a word, and its mend."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from catalogue.diagnostics import Diagnostic, Edit
from catalogue.frontmatter.mending import Mended
from catalogue.text import Source, Span

CODE = "top-unreadable"

_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Trap:
    """What is so at `span`, the edits that mend it, and whether they are sure to be what was meant.

    `fix` is said in place of the corrected line, where no line can be shown; `lost` says that a value is gone.
    """

    span: Span
    message: str
    edits: tuple[Edit, ...] = ()
    certain: bool = False
    fix: str = ""
    lost: bool = False

    def moved(self, mended: Mended) -> Trap:
        """The same trap, from the offsets of a mended text to the page's own."""
        edits = tuple(Edit(_moved(edit.span, mended), edit.text) for edit in self.edits)
        return Trap(_moved(self.span, mended), self.message, edits, self.certain, self.fix, self.lost)


def _moved(span: Span, mended: Mended) -> Span:
    start = mended.original(span.start)
    end = mended.original(span.end, ending=True) if span.end > span.start else start
    return Span(start, max(start, end))


def unify(first: list[Trap], second: list[Trap]) -> tuple[list[Trap], list[Trap]]:
    """A tab before a field is one trap, not also a wrong number of spaces: the second pass keeps the edit only."""
    indents = {trap.edits[0].span.start: trap for trap in second if trap.edits and trap.edits[0].text.strip(" ") == ""}
    tabs = {edit.span.start for trap in first for edit in trap.edits}
    silent = [
        replace(trap, message="")
        if trap.edits and indents.get(at := trap.edits[0].span.start) is trap and at in tabs
        else trap
        for trap in second
    ]
    unsure = [
        replace(trap, certain=False) if any(edit.span.start in indents for edit in trap.edits) else trap
        for trap in first
    ]
    return unsure, silent


def merge(first: list[Trap], second: list[Trap]) -> list[Edit]:
    """The edits of both passes; one of the second pass takes the place of those of the first that it covers."""
    later = [edit for trap in second for edit in trap.edits]
    covered = sorted(edit.span for edit in later if edit.span.end > edit.span.start)
    kept = []
    index = 0
    for edit in sorted((edit for trap in first for edit in trap.edits), key=lambda edit: edit.span.start):
        while index < len(covered) and covered[index].end < edit.span.end:
            index += 1
        if index == len(covered) or covered[index].start > edit.span.start:
            kept.append(edit)
    return kept + later


def report(source: Source, traps: list[Trap], edits: list[Edit]) -> list[Diagnostic]:
    """One problem for each trap: its fix holds the whole line, with every correction of that line made."""
    edits = sorted(edits, key=lambda edit: edit.span.start)
    return [
        Diagnostic(
            CODE,
            source,
            trap.span,
            trap.message,
            trap.fix or f"write this instead: {_corrected(source, trap, edits)}",
            edit=trap.edits[0] if trap.certain and len(trap.edits) == 1 else None,
        )
        for trap in traps
    ]


def _corrected(source: Source, trap: Trap, edits: list[Edit]) -> str:
    spans = [trap.span, *(edit.span for edit in trap.edits)]
    first = source.place(min(span.start for span in spans)).line
    last = source.place(max(span.end for span in spans)).line
    start = source.line_starts[first - 1]
    end = source.line_starts[last - 1] + len(source.line(last))
    text = Mended(source.text, start, end, _within(edits, start, end)).text.strip("\n")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _within(edits: list[Edit], start: int, end: int) -> list[Edit]:
    low = bisect_left(edits, start, key=lambda edit: edit.span.start)
    high = bisect_right(edits, end, lo=low, key=lambda edit: edit.span.start)
    return edits[low:high]
