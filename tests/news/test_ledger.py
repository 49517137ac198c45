"""The file of what was sent: read whatever happened to it, and joined by any merge."""

from __future__ import annotations

import random
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.ledger import CLOSING, PATH, Ledger, SentLine, alike, fingerprint, read_ledger, same_notes
from catalogue.text import Source

LINES = tuple(
    SentLine(
        f"tag:example.org,2026-01-0{day}:term/w{day}", f"term/w{day}", "published", date(2026, 1, day), title="“A” \\"
    )
    for day in range(1, 8)
)


def read(text: str) -> Ledger:
    """The ledger that a text holds."""
    return read_ledger(Source(PATH, text))


def test_what_is_written_is_read_back_in_one_order():
    shuffled = list(LINES)
    random.Random(1).shuffle(shuffled)
    assert Ledger(tuple(shuffled)).text() == Ledger(LINES).text()
    again = read(Ledger(LINES).text())
    assert sorted(again.lines, key=lambda line: line.id) == list(LINES) and not again.problems and again.kept


def test_a_line_that_was_cut_costs_that_line_alone_and_is_said_with_its_number():
    text = Ledger(LINES).text().splitlines(keepends=True)
    text[3] = text[3][:40] + "\n"
    found = read("".join(text))
    assert len(found.lines) == 6
    assert [(one.code, one.line) for one in found.problems] == [("ledger-damaged", 4)]


@pytest.mark.parametrize("kept", range(0, 7))
def test_a_file_cut_between_lines_is_said(kept: int):
    found = read("".join(Ledger(LINES).text().splitlines(keepends=True)[: kept + 1]))
    assert len(found.lines) == kept and [one.code for one in found.problems] == ["ledger-damaged"]


def test_a_line_that_stands_twice_is_what_was_sent_first():
    late = SentLine(LINES[0].id, LINES[0].record, "published", date(2026, 5, 5))
    text = Ledger(LINES).text().replace("[\n", f"[\n{late.as_json()},\n")
    assert {line.id: line.out for line in read(text).lines}[late.id] == date(2026, 1, 1)


def test_the_marks_of_a_merge_lose_nothing_in_either_order():
    ours, theirs = Ledger(LINES[:4]).text(), Ledger((*LINES[:2], *LINES[4:])).text()
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = f"[\n<<<<<<< HEAD\n{one[2:]}=======\n{other[2:]}>>>>>>> branch\n"
        found = read(merged)
        assert {line.id for line in found.lines} == {line.id for line in LINES} and not found.problems


def test_two_branches_that_both_recorded_merge_without_a_conflict(tmp_path: Path):
    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", str(tmp_path), *who, *words], check=True, capture_output=True)

    def record(lines: tuple[SentLine, ...]) -> None:
        (tmp_path / "ledger.json").write_text(Ledger(lines).text(), "utf-8")
        git("add", ".")
        git("commit", "-m", "Record")

    git("init", "-b", "main")
    attributes = (Path(__file__).parents[2] / ".gitattributes").read_text("utf-8")
    (tmp_path / ".gitattributes").write_text(attributes.replace("docs/news/", ""), "utf-8")
    record(LINES[:2])
    git("checkout", "-b", "other")
    record((*LINES[:2], *LINES[4:]))
    git("checkout", "main")
    record(LINES[:4])
    git("merge", "other", "-m", "Merge")
    found = read((tmp_path / "ledger.json").read_text("utf-8"))
    assert {line.id for line in found.lines} == {line.id for line in LINES} and not found.problems


JUNK = (
    "[1]",
    "{}",
    '{"id": 1}',
    "null",
    "{" * 5000,
    '{"id":"a","record":"term/x","kind":"k","out":"2026-99-99"}',
    "\ud800",
    "\x00",
)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(JUNK), st.text(max_size=30), st.sampled_from(LINES).map(SentLine.as_json)), max_size=8
    )
)
def test_no_text_makes_a_traceback_and_no_good_line_is_lost(lines: list[str]):
    found = read("[\n" + ",\n".join(lines) + f",\n{CLOSING}\n]\n")
    good = {line.id for line in LINES if line.as_json() in lines}
    assert good <= {line.id for line in found.lines}


def test_a_field_of_another_form_is_said():
    for field in ('"turn": 0', '"turn": "x"', '"told": "soon"', '"edited": "x"', '"title": 3'):
        line = LINES[0].as_json()[:-1] + f", {field}}}"
        assert read(f"[\n{line},\n{CLOSING}\n]\n").problems, field


def test_words_that_are_mended_stay_near_and_other_words_are_far():
    note = fingerprint("The card now starts with the pulse, and says when to leave.")
    assert alike(note, fingerprint("the card now  starts with the pulse, and says when to leave.")) == 0
    assert 0 < alike(note, fingerprint("The card now starts with the pulse and says when you can leave.")) < 22
    assert alike(note, fingerprint("Naloxone wears off: a second dose may be needed.")) > 22
    assert alike("", "") == 64


def test_notes_find_their_lines_by_words_then_by_the_day_they_share():
    day = date(2026, 1, 1)
    lines = [
        SentLine(str(number), "guide/x", "changed", day, fingerprint(words), on="2026-01-01")
        for number, words in enumerate(("One thing changed here", "Quite another matter"))
    ]
    found = same_notes(
        lines, [(fingerprint("Quite another matter"), "2026-02-02"), (fingerprint("All is new"), "2026-01-01")]
    )
    assert {index: line.id for index, line in found.items()} == {0: "1", 1: "0"}
    assert same_notes(lines, [(fingerprint("All is new"), "2026-03-03")]) == {}
