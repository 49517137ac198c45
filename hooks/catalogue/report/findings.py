"""What a report is made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from catalogue.diagnostics import Diagnostic, Severity, number
from catalogue.text import Place


@dataclass(frozen=True)
class Findings:
    """The problems to show, the number of pages read, the docs folder as typed, and the site's address if known."""

    problems: tuple[Diagnostic, ...]
    pages: int
    docs: str = "docs"
    site: str = ""

    def path(self, problem: Diagnostic) -> str:
        """The page's path as a person would type it, the docs folder included."""
        folder = self.docs.replace("\\", "/").rstrip("/")
        folder = folder.removeprefix("./") if folder != "." else ""
        # An empty folder name is the root of the disk, and `.` is here.
        return f"{folder}/{problem.path}" if folder or self.docs.startswith("/") else problem.path

    def more(self, code: str) -> str:
        """Where a code is explained: on the site, or in the folder when the site's address is not known."""
        if self.site:
            return f"{self.site.rstrip('/')}/contributing/checks/#{code}"
        return f"{self.docs.rstrip('/')}/contributing/checks.md#{code}"

    def count(self, severity: Severity) -> int:
        """How many problems are this serious."""
        return Counter(problem.severity for problem in self.problems)[severity]

    @property
    def verdict(self) -> str:
        """The counts in a sentence; silence is spoken."""
        pages = number(self.pages, "page")
        if not self.problems:
            return f"No problems found in {pages}."
        counted = [number(count, kind.value) for kind in Severity if (count := self.count(kind))]
        last = counted.pop()
        return f"{', '.join(counted)}{' and ' if counted else ''}{last} in {pages}."


def end(problem: Diagnostic) -> Place:
    """Where a problem's stretch of text ends (the column just after it)."""
    return problem.source.place(max(problem.span.end, problem.span.start))
