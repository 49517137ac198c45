"""What the run of a proposal reports, and the one comment and the suggestions that are made of it.

The report comes from a run that the proposal itself can have changed: it is read as data, bounded, and every word of it
is shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from catalogue.addresses import address
from catalogue.diagnostics import Diagnostic, Severity, fenced, number
from catalogue.graph import Catalogue
from catalogue.report import MOST, Findings, as_cell, cell_row, table
from catalogue.rules import code_of
from catalogue.rules.compared import EVERY_RULE

LARGEST_REPORT = 2_000_000
"""The most bytes of a report that are read."""
MOST_SUGGESTIONS = 10
LONGEST_COMMENT = 60_000
"""The code host refuses a comment of more than 65,536 characters."""

_Line = Field(ge=1, le=1_000_000)


class _Held(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Suggestion(_Held):
    """Lines of a page, counted from 1, the last one included, and what is to stand in their place."""

    start: int = _Line
    end: int = _Line
    text: str = Field(max_length=10_000)


class Reported(_Held):
    """One problem of a page that the proposal touches; `path` is relative to the repository."""

    path: str = Field(max_length=300)
    line: int = _Line
    column: int = _Line
    severity: Severity
    code: str = Field(max_length=60, pattern=r"^[a-z]+(?:-[a-z]+)*$")
    message: str = Field(max_length=2_000)
    fix: str = Field(max_length=4_000)
    suggestion: Suggestion | None = None


class PageOfProposal(_Held):
    """A page that the proposal adds, changes or takes away; `address` is below the site's own, as a browser asks."""

    title: str = Field(max_length=500)
    path: str = Field(max_length=300)
    address: str = Field(max_length=900, pattern=r"^[\w.~/%-]*$")
    how: str = Field(pattern="^(new|changed|gone)$")


class Report(_Held):
    """What the run of a proposal found."""

    verdict: str = Field(max_length=300)
    elsewhere: str = Field(max_length=2_000)
    sent: str = Field(max_length=50_000)
    problems: tuple[Reported, ...] = Field(max_length=2_000)
    pages: tuple[PageOfProposal, ...] = Field(max_length=5_000)


class WrongReport(Exception):
    """A report that cannot be read, in one sentence."""


def report_text(findings: Findings, now: Catalogue, before: Catalogue) -> str:
    """The report of a proposal, as JSON: `now` holds its pages, and `before` those it is to replace."""
    return Report(
        verdict=findings.verdict,
        elsewhere=_held(findings.elsewhere, 2_000),
        sent=_held(findings.sent, 50_000),
        problems=tuple(_reported(findings, one) for one in findings.problems[:2_000]),
        pages=tuple(_changed(now, before))[:5_000],
    ).model_dump_json(indent=1, ensure_ascii=True)  # fmt: skip


def _held(text: str, most: int) -> str:
    """The start of a text as JSON can hold it: the name of a file, which words can quote, can be any bytes."""
    return text.encode("utf-8", "replace").decode()[:most]


def _reported(findings: Findings, one: Diagnostic) -> Reported:
    return Reported(
        path=_held(findings.path(one), 300), line=one.line, column=one.column, severity=one.severity, code=one.code,
        message=_held(one.message, 2_000), fix=_held(one.fix, 4_000), suggestion=_suggestion(one),
    )  # fmt: skip


def _suggestion(one: Diagnostic) -> Suggestion | None:
    """The lines a certain correction is in, as they would be with it."""
    if one.edit is None:
        return None
    source, edit = one.source, one.edit
    start, end = source.place(edit.span.start), source.place(max(edit.span.start, edit.span.end))
    if not source.line(start.line) and start.line > 1:
        return None  # behind the last line, where the code host has none
    first = source.line_starts[start.line - 1]
    last = source.line_starts[end.line - 1] + len(source.line(end.line))
    text = f"{source.text[first : edit.span.start]}{edit.text}{source.text[edit.span.end : last]}"
    return Suggestion(start=start.line, end=end.line, text=text) if len(text) <= 10_000 else None


def _changed(now: Catalogue, before: Catalogue) -> Iterator[PageOfProposal]:
    paths = sorted({*now.by_path, *before.by_path})
    for path in paths:
        new, old = now.by_path.get(path), before.by_path.get(path)
        if new is not None and old is not None and new.source.text == old.source.text:
            continue
        page = new or old
        assert page is not None
        how = "gone" if new is None else "changed" if old is not None else "new"
        asked = quote(address(path), errors="surrogateescape")[:900]
        yield PageOfProposal(title=_held(page.title, 500), path=_held(path, 300), address=asked, how=how)


def read_report(held: bytes) -> Report:
    """The report in a file that anybody can have written. Raises `WrongReport`."""
    if len(held) > LARGEST_REPORT:
        raise WrongReport("The report of this proposal’s run is larger than any of ours.")
    try:
        return Report.model_validate_json(held)
    except ValidationError:
        raise WrongReport("The report of this proposal’s run is not of our form.") from None


def comment(report: Report | str, site: str = "", pictures: str = "", beside: Iterable[str] = ()) -> str:
    """The comment, as Markdown, for a report or the sentence that there is none.

    `pictures` is the address of the pictures of the pages; `beside` are the files it touches that are no pages.
    """
    parts = ["Thank you for this proposal. This comment is kept up to date with it."]
    parts += [report] if isinstance(report, str) else _told(report, site, pictures)
    if others := sorted(beside):
        named = ", ".join(as_cell(path) for path in others[:10])
        more = f" and {len(others) - 10} more" if len(others) > 10 else ""
        parts.append(
            f"**For the maintainers**\n\nIt changes {number(len(others), 'file')} beside the pages: {named}{more}. "
            "What is said above comes from a run with these changes. Read them before anything is merged."
        )
    whole = "\n\n".join(parts) + "\n"
    return whole if len(whole) <= LONGEST_COMMENT else f"{whole[:LONGEST_COMMENT]}\n\n…\n"


def _told(report: Report, site: str, pictures: str) -> Iterator[str]:
    yield _to_mend(report, site)
    if report.elsewhere:
        yield as_cell(report.elsewhere)
    if report.pages:
        rows = [f"- {as_cell(page.title)} ({page.how}: {as_cell(page.path)})" for page in report.pages[:30]]
        rest = len(report.pages) - 30
        rows += [f"- and {number(rest, 'page')} more"] if rest > 0 else []
        shown = f"\n\n[Download pictures of them, as on a phone]({pictures})" if pictures else ""
        yield "**The pages it changes**\n\n" + "\n".join(rows) + shown
    if report.sent:
        yield "**What subscribers will read**\n\n" + fenced(report.sent, "text").rstrip()


def _to_mend(report: Report, site: str) -> str:
    if not report.problems:
        return "**Nothing is to be mended.** An editor reads it next."
    known = set(map(code_of, EVERY_RULE)) if site else set()
    rows = (
        cell_row(f"{one.path}:{one.line}:{one.column}", one.severity, one.code, one.message, one.fix,
                 f"{site}contributing/checks/#{one.code}" if one.code in known else "")
        for one in report.problems[:MOST]
    )  # fmt: skip
    return "\n".join([f"**To mend: {as_cell(report.verdict)}**", "", *table(rows, len(report.problems))])


def suggestions(report: Report, docs: str = "docs") -> list[dict[str, object]]:
    """The certain corrections, each as the code host's interface takes a comment on lines of a proposal.

    Only those in pages; what is put in stands in a block that nothing in it can end.

    `docs` is the docs folder, relative to the top of the repository.
    """
    found: list[dict[str, object]] = []
    taken: set[tuple[str, int]] = set()
    for one in report.problems:
        lines = one.suggestion
        if lines is None or not re.fullmatch(rf"{re.escape(docs)}/(?:[\w-]+/)*[\w-]+\.md", one.path):
            continue
        places = {(one.path, line) for line in range(lines.start, min(lines.end, lines.start + 50) + 1)}
        if not places or places & taken:
            continue
        taken |= places
        body = f"{as_cell(one.message)}\n\n{fenced(lines.text, 'suggestion')}"
        span = {"start_line": lines.start, "start_side": "RIGHT"} if lines.end > lines.start else {}
        found.append({"path": one.path, "line": lines.end, "side": "RIGHT", "body": body, **span})
    return found[:MOST_SUGGESTIONS]
