"""The report for a pull request: counts and a table, in Markdown."""

from __future__ import annotations

import re

from catalogue.diagnostics import Diagnostic
from catalogue.report.findings import Findings

MOST = 100
"""How many problems the table shows: a comment that is too long is refused whole."""


def summary(findings: Findings) -> str:
    """A sentence with the counts, and a table of the problems with every cell's marks made harmless."""
    lines = [f"**{findings.verdict}**"]
    if findings.problems:
        lines += ["", "| Where | What is so | To fix it |", "| --- | --- | --- |"]
        lines += [_row(findings, one) for one in findings.problems[:MOST]]
        rest = len(findings.problems) - MOST
        if rest > 0:
            lines += ["", f"{rest:,} more are in the full report."]
    return "\n".join(lines) + "\n"


def _row(findings: Findings, one: Diagnostic) -> str:
    where = f"{_cell(findings.path(one))}:{one.line}:{one.column}"
    # A code is lower-case words with hyphens: it needs no escaping.
    return f"| {where} | **{one.severity}** `{one.code}`<br>{_cell(one.message)} | {_cell(one.fix)} |"


def _cell(text: str) -> str:
    """Text as it is, whatever it holds: no markup, no line end, no mention of a person and no number of an issue."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_{}\[\]|~$])", r"\\\1", text)
    text = re.sub(r"([@#])(?=\w)", r"\1<!-- -->", text)
    text = re.sub(r"(https?|www)(?=[:.])", r"\1<!-- -->", text)
    return re.sub(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*", "<br>", text)
