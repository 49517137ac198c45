"""How problems are shown: for a terminal, GitHub, SARIF, JSON and a summary, each from the same findings."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from catalogue.diagnostics import Diagnostic, Severity, fenced, number
from catalogue.text import Place, Source, Span

if TYPE_CHECKING:
    from catalogue.guides.checks_pages import Explanation


class Findings(NamedTuple):
    """The problems to show, the number of pages read, the docs folder as typed, and the site's address if known.

    Of a proposal: `others` are the problems of pages it does not touch, and `sent` what subscribers will read of it.
    """

    problems: tuple[Diagnostic, ...]
    pages: int
    docs: str = "docs"
    site: str = ""
    others: tuple[Diagnostic, ...] = ()
    sent: str = ""

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

    @property
    def verdict(self) -> str:
        """The counts in a sentence; silence is spoken."""
        pages = number(self.pages, "page")
        if not self.problems:
            return f"No problems found in {pages}."
        counts = Counter(one.severity for one in self.problems)
        counted = [number(counts[kind], kind.value) for kind in Severity if counts[kind]]
        last = counted.pop()
        return f"{', '.join(counted)}{' and ' if counted else ''}{last} in {pages}."

    @property
    def elsewhere(self) -> str:
        """The problems of pages that a proposal does not touch, in one line; empty where there are none."""
        if not self.others:
            return ""
        paths = list(dict.fromkeys(self.path(one) for one in self.others))
        named = f"{', '.join(paths[:3])}{f' and {len(paths) - 3} more' if len(paths) > 3 else ''}"
        errors = sum(one.severity is Severity.ERROR for one in self.others)
        what = number(errors, "error") if errors else number(len(self.others), "warning")
        return f"Besides, {what} on pages that this proposal does not touch: {named}."


def end(problem: Diagnostic) -> Place:
    """Where a problem's stretch of text ends (the column just after it)."""
    return problem.source.place(max(problem.span.end, problem.span.start))


WIDEST = 100
"""How many characters of a line are shown; of a longer one, those around the problem."""


def text(findings: Findings) -> str:
    """Every problem, and a last line that counts them."""
    last = "\n".join(filter(None, (findings.verdict, findings.elsewhere)))
    return "\n\n".join([*(_problem(findings, one) for one in findings.problems), last]) + "\n"


def _problem(findings: Findings, one: Diagnostic) -> str:
    where = findings.path(one).replace("\n", "\ufffd")
    lines = [f"{where}:{one.line}:{one.column}  {one.severity}  {one.code}", f"  {one.message}"]
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
    odd = ("Cc", "Cf", "Zl", "Zp", "Cs")
    plain = line.replace("\t", " ")
    return "".join("\ufffd" if each != "\n" and unicodedata.category(each) in odd else each for each in plain)


def _width(shown: str) -> int:
    """How many columns of a terminal a text fills."""
    seen = (character for character in shown if not unicodedata.combining(character))
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in seen)


def github(findings: Findings) -> str:
    """A workflow command for each problem, and the counts as a last line."""
    lines = [_command(findings, one) for one in findings.problems]
    return "\n".join(filter(None, [*lines, findings.verdict, findings.elsewhere])) + "\n"


def _command(findings: Findings, one: Diagnostic) -> str:
    finish = end(one)
    where = {"file": findings.path(one), "line": one.line, "col": one.column}
    # GitHub drops an annotation whose end column is on another line, or before its start.
    if finish.line == one.line and finish.column > one.column:
        where["endColumn"] = finish.column - 1
    where["title"] = one.code
    values = {name: _data(value).replace(":", "%3A").replace(",", "%2C") for name, value in where.items()}
    properties = ",".join(f"{name}={value}" for name, value in values.items())
    fix = f"\nTo fix it: {one.fix}" if one.fix else ""
    more = f"\nMore: {findings.more(one.code)}" if findings.site else ""
    level = "notice" if one.severity is Severity.NOTE else one.severity.value
    return f"::{level} {properties}::{_data(one.message + fix + more)}"


def _data(text: object) -> str:
    return str(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(findings: Findings) -> str:
    """One run: every rule with its help, every problem with its place and, where it is certain, its correction."""
    # No other format needs the rules, which take a while to start.
    from catalogue.guides.checks_pages import explanation
    from catalogue.rules.compared import EVERY_RULE

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
    uri = quote(findings.path(one), errors="surrogateescape")
    place = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": _region(one.source, one.span)}}
    result: dict[str, Any] = {
        "ruleId": one.code,
        "level": one.severity.value,
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
        "startLine": start.line, "startColumn": start.column, "endLine": finish.line, "endColumn": finish.column,
    }  # fmt: skip


def as_json(findings: Findings) -> str:
    """A list of {path, line, column, severity, code, message, help}, and `more` where the site's address is known."""
    found = [
        {
            "path": findings.path(one), "line": one.line, "column": one.column, "severity": one.severity.value,
            "code": one.code, "message": one.message, "help": one.fix,
            **({"more": findings.more(one.code)} if findings.site else {}),
        }
        for one in findings.problems
    ]  # fmt: skip
    # Escaped to ASCII, so that lone surrogates and any terminal's encoding do no harm.
    return json.dumps(found, indent=2) + "\n"


MOST = 100
"""How many problems the table shows: a comment that is too long is refused whole."""


def summary(findings: Findings) -> str:
    """A sentence with the counts, and a table of the problems with every cell's marks made harmless."""
    lines = [f"**{findings.verdict}**"]
    if findings.problems:
        lines += ["", *table((_row(findings, one) for one in findings.problems[:MOST]), len(findings.problems))]
    if findings.elsewhere:
        lines += ["", as_cell(findings.elsewhere)]
    if findings.sent:
        lines += ["", "**What subscribers will read**", "", fenced(findings.sent, "text").rstrip()]
    return "\n".join(lines) + "\n"


def _row(findings: Findings, one: Diagnostic) -> str:
    where = f"{findings.path(one)}:{one.line}:{one.column}"
    more = findings.more(one.code) if findings.site else ""
    return cell_row(where, one.severity, one.code, one.message, one.fix, more)


def table(rows: Iterable[str], count: int) -> list[str]:
    """The lines of the table with these rows, of `count` problems in all."""
    head = ["| Where | What is so | To fix it |", "| --- | --- | --- |"]
    rest = ["", f"{count - MOST:,} more are in the full report."] if count > MOST else []
    return [*head, *rows, *rest]


def cell_row(where: str, severity: Severity, code: str, message: str, fix: str, more: str = "") -> str:
    """A row of the table: words as they stand, a code of lower-case words, and the address that explains it."""
    coded = f"[`{code}`]({more})" if more else f"`{code}`"
    return f"| {as_cell(where)} | **{severity}** {coded}<br>{as_cell(message)} | {as_cell(fix)} |"


def as_cell(text: str) -> str:
    """Text as it is, whatever it holds: no markup, no line end, no mention of a person and no number of an issue."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_{}\[\]|~$])", r"\\\1", text)
    text = re.sub(r"([@#])(?=\w)", r"\1<!-- -->", text)
    text = re.sub(r"(https?|www)(?=[:.])", r"\1<!-- -->", text)
    return re.sub(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*", "<br>", text)


FORMATS: dict[str, Callable[[Findings], str]] = {
    "text": text, "github": github, "sarif": sarif, "json": as_json, "summary": summary,
}  # fmt: skip
"""The formats by the name typed after `--format`."""
