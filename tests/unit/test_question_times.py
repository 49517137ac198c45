"""Clock times of questions: a five-minute welcome, then evenly; right across both changes of the clocks."""

from __future__ import annotations

from datetime import UTC

import pytest

from catalogue.dates import span, utc
from catalogue.site.chat_state import question_times, said
from tests import kit


def chat(starts: str, minutes: int, questions: int):
    listed = "".join(f"  - What about {number}?\n" for number in range(questions))
    path = f"chats/{starts[:10]}-x.md"
    block = f"starts: {starts}\nminutes: {minutes}\n" + (f"questions:\n{listed}" if questions else "")
    return kit.catalogue(f"docs/{path}\n---\n{block}---\n").by_path[path].record


def times(record) -> list[str]:
    return [said(moment, record) for moment in question_times(record)]


@pytest.mark.parametrize(
    ("minutes", "questions", "expected"),
    [
        (60, 0, []),
        (60, 1, ["9.05pm"]),
        (60, 5, ["9.05pm", "9.16pm", "9.27pm", "9.38pm", "9.49pm"]),
        (60, 6, ["9.05pm", "9.14pm", "9.23pm", "9.32pm", "9.41pm", "9.50pm"]),
        (90, 4, ["9.05pm", "9.26pm", "9.47pm", "10.08pm"]),
        (5, 2, ["9pm", "9.02pm"]),
    ],
)
def test_questions_are_spread_evenly_after_the_welcome(minutes, questions, expected):
    assert times(chat("2030-02-10 21:00", minutes, questions)) == expected


def test_the_night_the_clocks_go_forward():
    record = chat("2026-03-29 00:30", 60, 2)
    assert [utc(record.starts), utc(record.finish)] == ["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"]
    assert span(record.starts, record.finish) == "Sunday 29 March 2026, 12.30am (GMT) to 2.30am (BST)"
    assert times(record) == ["12.35am (GMT)", "2.02am (BST)"]
    assert [utc(moment) for moment in question_times(record)] == ["2026-03-29T00:35:00Z", "2026-03-29T01:02:00Z"]


def test_the_night_the_clocks_go_back():
    record = chat("2026-10-25 00:30", 120, 2)
    assert [utc(record.starts), utc(record.finish)] == ["2026-10-24T23:30:00Z", "2026-10-25T01:30:00Z"]
    assert span(record.starts, record.finish) == "Sunday 25 October 2026, 12.30am (BST) to 1.30am (GMT)"
    assert times(record) == ["12.35am (BST)", "1.32am (BST)"]
    assert record.lasts.total_seconds() == 7200


@pytest.mark.parametrize(
    ("day", "hour"), [("2026-03-28", 21), ("2026-03-29", 20), ("2026-10-24", 20), ("2026-10-25", 21)]
)
def test_an_evening_chat_on_either_side_of_a_change(day, hour):
    record = chat(f"{day} 21:00", 60, 1)
    assert record.starts.astimezone(UTC).hour == hour
    assert utc(record.finish) == f"{day}T{hour + 1}:00:00Z"
