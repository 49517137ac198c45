"""Every format shows every problem, at its place, whatever the page holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from catalogue import judge, read_texts
from catalogue.diagnostics import Diagnostic, Edit, Severity
from catalogue.folder import read_snapshot
from catalogue.kept.readings import Readings
from catalogue.proposals.comment import comment, read_report, report_text
from catalogue.report import FORMATS, Findings
from catalogue.snapshot import Snapshot
from catalogue.text import Source, Span
from tests import kit

SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))

PAGE = "---\ntitle: 😀 x\n---\n\nWe start 😀 from [popluation focus][] each day.\n"


def one(text: str = PAGE, words: str = "popluation focus", **changed: object) -> Diagnostic:
    start = text.index(words)
    made: dict[str, object] = {
        "code": "reference-not-found",
        "source": Source("glossary/x.md", text),
        "span": Span(start, start + len(words)),
        "message": "Nothing in the catalogue is called “popluation focus”.",
        "fix": "use “population focus”.",
    }
    return Diagnostic(**(made | changed))  # type: ignore[arg-type]


def findings(*problems: Diagnostic, **changed: object) -> Findings:
    return Findings(problems, 212, **changed)  # type: ignore[arg-type]


def test_text_has_the_form_of_the_design():
    assert FORMATS["text"](findings(one(PAGE.replace("😀 ", "")), site="https://example.org/site/")) == (
        "docs/glossary/x.md:5:16  error  reference-not-found\n"
        "  Nothing in the catalogue is called “popluation focus”.\n"
        "  5 │ We start from [popluation focus][] each day.\n"
        "    │                ‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾\n"
        "  To fix it: use “population focus”.     "
        "More: https://example.org/site/contributing/checks/#reference-not-found\n"
        "\n"
        "1 error in 212 pages.\n"
    )


def test_text_marks_the_words_under_wide_characters():
    lines = FORMATS["text"](findings(one())).splitlines()
    # A terminal shows 😀 two columns wide.
    assert lines[3].index("‾") == lines[2].index("popluation") + 1


def test_silence_is_spoken():
    for name in ("text", "github", "summary"):
        assert "No problems found in 212 pages." in FORMATS[name](findings())


def test_every_severity_is_counted():
    every = [one(severity=severity) for severity in (Severity.ERROR, Severity.ERROR, Severity.WARNING, Severity.NOTE)]
    assert FORMATS["text"](findings(*every)).endswith("\n2 errors, 1 warning and 1 note in 212 pages.\n")


def test_a_fix_of_several_lines_stands_by_itself():
    shown = FORMATS["text"](findings(one(fix="write\nhosts:\n  - name: X")))
    assert "  To fix it: write\n    hosts:\n      - name: X\n  More: " in shown


@pytest.mark.parametrize("page", ["a\x1b[31mpopluation focus\x07\u202e", "x" * 5000 + "popluation focus" + "y" * 5000])
def test_text_shows_no_control_character_and_no_endless_line(page):
    shown = FORMATS["text"](findings(one(page, message="It says \x1b[0m.")))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", shown)
    assert max(map(len, shown.splitlines())) < 200


def test_json_is_a_list_with_these_names():
    found = json.loads(FORMATS["json"](findings(one())))
    assert found == [
        {
            "path": "docs/glossary/x.md", "line": 5, "column": 18, "severity": "error", "code": "reference-not-found",
            "message": "Nothing in the catalogue is called “popluation focus”.", "help": "use “population focus”.",
        }
    ]  # fmt: skip


def test_annotations_land_on_the_line():
    first, last = FORMATS["github"](findings(one())).splitlines()
    assert first == (
        "::error file=docs/glossary/x.md,line=5,col=18,endColumn=33,title=reference-not-found"
        "::Nothing in the catalogue is called “popluation focus”.%0ATo fix it: use “population focus”."
    )
    assert last == "1 error in 212 pages."


def test_annotations_are_escaped():
    odd = one(message="100%\nof ::error::", severity=Severity.NOTE)
    odd = Diagnostic("x", Source("a:b,c%.md", PAGE), odd.span, odd.message, "", Severity.NOTE)
    first = FORMATS["github"](findings(odd)).splitlines()[0]
    assert first.startswith("::notice file=docs/a%3Ab%2Cc%25.md,")
    assert first.endswith("::100%25%0Aof ::error::")


def hostile() -> list[Diagnostic]:
    """Problems whose every part is as odd as it can be."""
    source = Source("glossary/ü “x” %#?.md", "😀 line\n\U0001f468‍👩 | `x` <b> @team #1\n")
    end = len(source.text)
    spans = [Span(0, 0), Span(0, 1), Span(2, end), Span(end, end), Span(end + 50, end + 60)]
    words = "a | b\n<script>`@team` #12 [x](http://y) *z* \\ \ud800"
    return [
        Diagnostic("card-too-long", source, span, words, words, severity, Edit(span, "new"))
        for span in spans
        for severity in Severity
    ]


def test_sarif_keeps_to_its_schema():
    problems = [*hostile(), one(), *kit.problems("docs/glossary/x.md\n---\ntitel: X\ntitle: A: b\n---\n[nothing][]\n")]
    log = json.loads(FORMATS["sarif"](findings(*problems, site="https://example.org/")))
    jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    assert len(log["runs"][0]["results"]) == len(problems)
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SCHEMA).validate(log)


def test_sarif_places_are_characters_and_rules_are_found():
    log = json.loads(FORMATS["sarif"](findings(one(edit=Edit(Span(0, 3), "new")))))
    run = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    result = run["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 5, "startColumn": 18, "endLine": 5, "endColumn": 34}
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == "reference-not-found" and "Bad:" in rule["help"]["text"]
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "new"}


def test_the_summary_is_a_table_no_cell_can_break():
    rows = [line for line in FORMATS["summary"](findings(*hostile())).splitlines() if line.startswith("|")]
    assert len(rows) == 2 + len(hostile())
    for row in rows[2:]:
        assert len(re.findall(r"(?<!\\)\|", row)) == 4
        assert "<script" not in row and "@team" not in row and "#12" not in row


def test_a_long_summary_is_cut():
    shown = FORMATS["summary"](findings(*[one()] * 250))
    assert shown.count("**error**") == 100 and "150 more are in the full report." in shown


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_fails_on_odd_text(name):
    assert FORMATS[name](findings(*hostile()))


@pytest.mark.parametrize(
    ("docs", "shown"), [("docs", "docs/glossary/x.md"), ("./docs/", "docs/glossary/x.md"), (".", "glossary/x.md")]
)
def test_the_path_is_as_a_person_would_type_it(docs, shown):
    assert Findings((), 1, docs).path(one()) == shown


@pytest.mark.parametrize("path", ["glossary/My page (1).md", "glossary/\udcff.md", "glossary/a\nb.md"])
def test_a_file_of_any_name_is_told_of_in_every_format_and_on_a_proposal(path: str):
    after, before = read_texts({path: "Words."}), read_texts({})
    found = findings(*(problem for problem in judge(after, kit.TODAY, before=before) if problem.path == path))
    for shown in FORMATS.values():
        assert shown(found)
    first, *_ = FORMATS["text"](found).splitlines()
    assert re.match(r"docs/glossary/.+\.md:1:1  error  ", first)
    said = comment(read_report(report_text(found, after, before).encode()))
    assert "**To mend: " in said and "`file-misnamed`" in said and " (new: glossary/" in said


def test_of_a_file_that_cannot_be_opened_only_that_is_said():
    catalogue = read_snapshot(Snapshot({"glossary/x.md": "The file cannot be opened: Permission denied."}), Readings())
    assert [problem.code for problem in judge(catalogue, kit.TODAY)] == ["page-unreadable"]
