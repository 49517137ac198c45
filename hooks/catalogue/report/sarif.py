"""The report as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from catalogue.diagnostics import Diagnostic, Severity
from catalogue.report.findings import Findings
from catalogue.rules import EVERY_RULE
from catalogue.rules.explained import Explanation, explanation
from catalogue.text import Source, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def sarif(findings: Findings) -> str:
    """One run: every rule with its help, every problem with its place and, where it is certain, its correction."""
    rules = [explanation(rule) for rule in EVERY_RULE]
    index = {rule.code: number for number, rule in enumerate(rules)}
    driver = {"name": "catalogue", "rules": [_rule(findings, rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        # Without this a reader counts UTF-16 units, and every column after an emoji is off by one.
        "columnKind": "unicodeCodePoints",
        "results": [_result(findings, one, index) for one in findings.problems],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(findings: Findings, rule: Explanation) -> dict[str, Any]:
    shown = f"{rule.why}\n\nBad:\n\n{rule.bad}\n\nGood:\n\n{rule.good}"
    described: dict[str, Any] = {
        "id": rule.code,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": rule.why or rule.what},
        "help": {"text": shown},
    }
    if findings.site:
        described["helpUri"] = findings.more(rule.code)
    return described


def _result(findings: Findings, one: Diagnostic, index: dict[str, int]) -> dict[str, Any]:
    uri = quote(findings.path(one))
    place = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": _region(one.source, one.span)}}
    result: dict[str, Any] = {
        "ruleId": one.code,
        "level": LEVELS[one.severity],
        "message": {"text": f"{one.message}\nTo fix it: {one.fix}" if one.fix else one.message},
        "locations": [place],
    }
    if one.code in index:
        result["ruleIndex"] = index[one.code]
    if one.edit:
        change = {"deletedRegion": _region(one.source, one.edit.span), "insertedContent": {"text": one.edit.text}}
        changes = [{"artifactLocation": {"uri": uri}, "replacements": [change]}]
        result["fixes"] = [{"description": {"text": one.fix or one.message}, "artifactChanges": changes}]
    return result


def _region(source: Source, span: Span) -> dict[str, int]:
    start, finish = source.place(span.start), source.place(max(span.start, span.end))
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": finish.line,
        "endColumn": finish.column,
    }
