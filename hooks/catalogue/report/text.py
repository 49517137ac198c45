"""The report for a terminal: each problem with its line, and a mark under what is meant."""

from __future__ import annotations

import unicodedata

from catalogue.diagnostics import Diagnostic
from catalogue.report.findings import Findings, end

WIDEST = 100
"""How many characters of a line are shown; of a longer one, those around the problem."""


def text(findings: Findings) -> str:
    """Every problem, and a last line that counts them."""
    return "\n\n".join([*(_problem(findings, one) for one in findings.problems), findings.verdict]) + "\n"


def _problem(findings: Findings, one: Diagnostic) -> str:
    lines = [f"{findings.path(one)}:{one.line}:{one.column}  {one.severity}  {one.code}", f"  {one.message}"]
    if one.source.line(one.line).strip():
        lines += _excerpt(one)
    more = f"More: {findings.more(one.code)}"
    if "\n" in one.fix:
        lines += ["  To fix it: " + one.fix.replace("\n", "\n    "), f"  {more}"]
    else:
        lines.append(f"  To fix it: {one.fix}     {more}" if one.fix else f"  {more}")
    return "\n".join(_harmless(line) for line in lines)


def _excerpt(one: Diagnostic) -> list[str]:
    """The line, cut to what fits, and the mark below the stretch that is meant."""
    line = one.source.line(one.line)
    start = min(one.column - 1, len(line))
    finish = end(one)
    stop = min(finish.column - 1, len(line)) if finish.line == one.line else len(line.rstrip())
    stop = max(stop, start + 1)
    first = 0
    if len(line) > WIDEST:
        first = max(0, min(start - 20, len(line) - WIDEST))
        stop = min(stop, first + WIDEST)
    shown = line[first : first + WIDEST]
    before = _harmless(shown[: start - first])
    marked = _harmless(shown[start - first : stop - first])
    left, right = "…" if first else "", "…" if first + WIDEST < len(line) else ""
    number = str(one.line)
    gap = " " * (len(left) + _width(before))
    return [
        f"  {number} │ {left}{before}{marked}{_harmless(shown[stop - first :])}{right}".rstrip(),
        f"  {' ' * len(number)} │ {gap}{'‾' * max(_width(marked), 1)}",
    ]


def _harmless(line: str) -> str:
    """A line without characters that would move the cursor, turn the text round or command the terminal."""
    return "".join(
        character
        if character == "\n" or unicodedata.category(character) not in ("Cc", "Cf", "Zl", "Zp", "Cs")
        else _instead(character)
        for character in line
    )


def _instead(character: str) -> str:
    return " " if character == "\t" else "\ufffd"


def _width(shown: str) -> int:
    """How many columns of a terminal a text fills."""
    total = 0
    for character in shown:
        if not unicodedata.combining(character):
            total += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return total
