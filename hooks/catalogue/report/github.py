"""The report for GitHub's workflows: one annotation a problem, on its line."""

from __future__ import annotations

from catalogue.diagnostics import Diagnostic, Severity
from catalogue.report.findings import Findings, end

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github(findings: Findings) -> str:
    """A workflow command for each problem, and the counts as a last line."""
    lines = [_command(findings, one) for one in findings.problems]
    return "\n".join([*lines, findings.verdict]) + "\n"


def _command(findings: Findings, one: Diagnostic) -> str:
    finish = end(one)
    where = {"file": findings.path(one), "line": one.line, "col": one.column}
    # GitHub drops an annotation whose end column is on another line, or before its start.
    if finish.line == one.line and finish.column > one.column:
        where["endColumn"] = finish.column - 1
    where["title"] = one.code
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    fix = f"\nTo fix it: {one.fix}" if one.fix else ""
    return f"::{LEVELS[one.severity]} {properties}::{_data(one.message + fix)}"


def _data(text: object) -> str:
    return str(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: object) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
