"""How problems are shown: one small module a format, each from the same findings."""

from __future__ import annotations

from collections.abc import Callable

from catalogue.report.as_json import as_json
from catalogue.report.findings import Findings
from catalogue.report.github import github
from catalogue.report.sarif import sarif
from catalogue.report.summary import summary
from catalogue.report.text import text

FORMATS: dict[str, Callable[[Findings], str]] = {
    "text": text,
    "github": github,
    "sarif": sarif,
    "json": as_json,
    "summary": summary,
}
"""The formats by the name typed after `--format`."""

__all__ = ["FORMATS", "Findings"]
