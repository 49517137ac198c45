"""The states of a chat, from announced to written up, moved and cancelled, and when the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from catalogue.dates import LONDON
from catalogue.graph import Page
from catalogue.site import chat_state
from tests import kit

CHAT = "chats/2030-02-10-x.md"
OUTCOME = """outcome:
  written_up: 2030-02-20
  summary: People spoke.
  no_change_reason: The guides said it already.
"""
MOVED = """moved_from:
  starts: 2030-02-03 21:00
  on: 2030-01-30
  reason: The host was called away.
"""


def chat(fields: str = "starts: 2030-02-10 21:00\nends: 2030-02-10 22:00\n", path: str = CHAT) -> Page:
    return kit.catalogue(f"docs/{path}\n---\n{fields}---\n").by_path[path]


def at(moment: str) -> datetime:
    return datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "phase", "state", "countdown"),
    [
        ("2030-02-07 12:00", "announced", "announced", "in 3 days"),
        ("2030-02-09 23:59", "announced", "announced", "tomorrow"),
        ("2030-02-10 00:00", "today", "today", "today"),
        ("2030-02-10 20:59", "today", "today", "today"),
        ("2030-02-10 21:00", "on", "today", "on now"),
        ("2030-02-10 21:59", "on", "today", "on now"),
        ("2030-02-10 22:00", "awaiting", "awaiting write-up", "today"),
        ("2030-02-11 12:00", "awaiting", "awaiting write-up", "yesterday"),
        ("2030-02-24 12:00", "awaiting", "awaiting write-up", "14 days ago"),
        ("2030-02-25 12:00", "late", "awaiting write-up", "15 days ago"),
    ],
)
def test_a_chat_goes_through_its_life(moment, phase, state, countdown):
    record = chat().record
    assert chat_state.phase(record, at(moment)) == phase
    assert chat_state.state(record, at(moment)) == state
    assert chat_state.countdown(record, at(moment)) == countdown


def test_an_outcome_makes_it_written_up():
    record = chat(f"starts: 2030-02-10 21:00\n{OUTCOME}").record
    assert chat_state.state(record, at("2030-02-21 12:00")) == "written up"


def test_a_moved_chat_is_moved_until_its_new_day():
    record = chat(f"starts: 2030-02-17 21:00\n{MOVED}").record
    assert chat_state.state(record, at("2030-02-10 21:30")) == "moved"
    assert chat_state.state(record, at("2030-02-17 08:00")) == "today"
    assert chat_state.state(record, at("2030-02-18 08:00")) == "awaiting write-up"


@pytest.mark.parametrize("moment", ["2030-02-01 12:00", "2030-02-10 21:30", "2030-03-10 12:00"])
def test_a_cancelled_chat_is_cancelled_on_every_day(moment):
    record = chat("starts: 2030-02-10 21:00\ncancelled:\n  on: 2030-02-01\n  reason: Too few could come.\n").record
    assert chat_state.state(record, at(moment)) == "cancelled"
    assert chat_state.countdown(record, at(moment)) == ""


def test_a_chat_past_midnight_is_on_until_its_end():
    record = chat("starts: 2030-02-10 23:30\nminutes: 60\n").record
    assert chat_state.phase(record, at("2030-02-11 00:10")) == "on"
    assert chat_state.phase(record, at("2030-02-11 00:30")) == "awaiting"


def test_the_hour_that_comes_twice_is_told_apart():
    # 27 October 2030: at 2am BST the clocks go back to 1am GMT, so 1.30am comes twice.
    record = chat("starts: 2030-10-27 01:30\nminutes: 60\n", "chats/2030-10-27-x.md").record
    assert record.starts.astimezone(UTC) == datetime(2030, 10, 27, 0, 30, tzinfo=UTC)
    assert record.finish.astimezone(UTC) == datetime(2030, 10, 27, 1, 30, tzinfo=UTC)
    first, second = (datetime(2030, 10, 27, 0, 45, tzinfo=UTC), datetime(2030, 10, 27, 1, 30, tzinfo=UTC))
    assert chat_state.phase(record, first.astimezone(LONDON)) == "on"
    assert chat_state.phase(record, second.astimezone(LONDON)) == "awaiting"
    problems = kit.codes("docs/chats/2030-10-27-x.md\n---\nstarts: 2030-10-27 01:30\nminutes: 60\n---\n")
    assert "chat-ends-early" not in problems


def test_a_chat_moved_twice_counts_both_moves():
    record = chat(
        "starts: 2030-02-24 21:00\nmoved_from:\n"
        "  - starts: 2030-02-10 21:00\n    on: 2030-02-01\n    reason: The host was called away.\n"
        "  - starts: 2030-02-17 21:00\n    on: 2030-02-12\n    reason: The host was ill.\n"
    ).record
    assert [move.starts.day for move in record.moves] == [10, 17]
    assert record.first_starts.day == 10
    assert record.moved_from.reason == "The host was ill."
    assert record.revised.isoformat() == "2030-02-12"


def test_each_move_gives_its_reason_and_the_file_keeps_the_first_day():
    found = kit.problems(
        "docs/chats/2028-02-10-x.md\n---\nstarts: 2028-02-24 21:00\nmoved_from:\n"
        "  - starts: 2028-02-10 21:00\n    on: 2028-02-01\n    reason: The host was called away.\n"
        "  - starts: 2028-02-17 21:00\n    on: 2028-02-12\n---\n"
    )
    assert [(one.code, one.line) for one in found if one.severity != "note"] == [("moved-unexplained", 7)]
