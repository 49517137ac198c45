"""The report for programs: a list of problems."""

from __future__ import annotations

import json

from catalogue.report.findings import Findings


def as_json(findings: Findings) -> str:
    """A list of {path, line, column, severity, code, message, help}."""
    found = [
        {
            "path": findings.path(one),
            "line": one.line,
            "column": one.column,
            "severity": one.severity.value,
            "code": one.code,
            "message": one.message,
            "help": one.fix,
        }
        for one in findings.problems
    ]
    # Escaped to ASCII, so that lone surrogates and any terminal's encoding do no harm.
    return json.dumps(found, indent=2) + "\n"
