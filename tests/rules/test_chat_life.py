"""A chat’s life is typed by a word, and the block it takes is given to paste, with blanks for what is not known."""

from __future__ import annotations

import re
from datetime import date

import pytest

from catalogue import Diagnostic, Severity, judge, read_texts
from catalogue.records import Chat
from tests import kit

DAY = date(2026, 11, 25)
PATH = "chats/2026-12-10-spice.md"
CHAT = """---
title: Spice
summary: A chat.
starts: 2026-12-10 21:00
minutes: 60
platform: X
announced: 2026-11-01
hosts:
  - name: A
    role: Host
    handle: "@LancsVRN"
reading: [christmas-2019]
---
"""
BLANK = re.compile(r"\[insert[^\]]*\]")


def errors(text: str, before: str | None = CHAT, path: str = PATH) -> list[Diagnostic]:
    base = kit.pages(kit.BASE)
    old = read_texts({**base, **({path: before} if before else {})})
    found = judge(read_texts({**base, path: text}), DAY, before=old if before else None)
    return [one for one in found if one.path == path and one.severity is not Severity.NOTE]


def pasted(text: str, one: Diagnostic) -> str:
    lead, _, block = one.fix.partition(":\n")
    lines = text.split("\n")
    if several := re.search(r"in place of lines (\d+) to (\d+)", lead):
        lines[int(several[1]) - 1 : int(several[2])] = block.split("\n")
    elif below := re.search(r"below line (\d+)", lead):
        lines[int(below[1]) : int(below[1])] = block.split("\n")
    else:
        lines[one.line - 1 : one.line] = block.split("\n")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("typed", "block"),
    [
        ("cancelled: yes", 'cancelled:\n  on: 2026-11-25\n  reason: "[insert why it was cancelled'),
        ("cancelled:", 'cancelled:\n  on: 2026-11-25\n  reason: "[insert why it was cancelled'),
        ("cancelled: 2026-11-20", 'cancelled:\n  on: 2026-11-20\n  reason: "[insert why it was cancelled'),
        ("cancelled: The hall was shut", "cancelled:\n  on: 2026-11-25\n  reason: The hall was shut"),
        ("status: cancelled", 'cancelled:\n  on: 2026-11-25\n  reason: "[insert why it was cancelled'),
        ("status: Postponed", 'moved_from:\n  - starts: "[insert when it was to start'),
        ("moved_from: The hall was shut", "    on: 2026-11-25\n    reason: The hall was shut"),
        ("moved_from:", 'moved_from:\n  - starts: "[insert when it was to start'),
        ("outcome: We spoke of two things", "outcome:\n  written_up: 2026-11-25\n  summary: We spoke of two things"),
    ],
)
def test_a_word_gives_the_block_to_paste(typed: str, block: str) -> None:
    text = CHAT.replace("reading:", f"{typed}\nreading:")
    (one,) = errors(text)
    assert block in one.fix
    left = errors(pasted(text, one))
    assert {each.code for each in left} <= {"placeholder-left", "change-not-noted", "day-unlikely"}


def test_no_is_taken_out() -> None:
    (one,) = errors(CHAT.replace("reading:", "cancelled: no\nreading:"))
    assert one.fix == "take the line out."


@pytest.mark.parametrize("start", ["2026-12-10 20:00", "2026-12-17 21:00"])
@pytest.mark.parametrize("typed", ["", "moved_from: The hall was shut\n", "moved_from: yes\n", "moved_from:\n"])
def test_another_time_gives_the_old_one_to_paste_and_the_file_keeps_its_name(start: str, typed: str) -> None:
    text = CHAT.replace("2026-12-10 21:00", start).replace("reading:", f"{typed}reading:")
    (one,) = errors(text)
    assert one.code == "chat-time-changed" and "call the file" not in one.fix
    assert "moved_from:\n  - starts: 2026-12-10 21:00\n    on: 2026-11-25\n" in one.fix
    whole = pasted(text, one)
    assert {each.code for each in errors(whole)} == (set() if "hall" in typed else {"placeholder-left"})
    assert errors(BLANK.sub("The hall was shut.", whole)) == []


def test_a_second_move_is_put_below_the_first() -> None:
    moved = CHAT.replace(
        "starts:", "moved_from:\n  - starts: 2026-12-01 21:00\n    on: 2026-11-20\n    reason: A.\nstarts:"
    )
    later = moved.replace("2026-12-10 21:00", "2026-12-17 21:00")
    (one,) = errors(later, moved)
    assert errors(BLANK.sub("B.", pasted(later, one)), moved) == []


FIRST = "\n  starts: 2026-12-01 21:00\n  on: 2026-11-20\n  reason: A."


@pytest.mark.parametrize(
    ("was", "typed"),
    [
        (FIRST, FIRST),
        ("", "\n  reason: The hall was shut."),
        ("", "\n  - reason: The hall was shut."),
        ("", " [2026-12-10 21:00]"),
        ("", "\n  - 2026-12-10 21:00"),
        (
            FIRST,
            f"{FIRST.replace(chr(10) + '  s', chr(10) + '  - s').replace('  on', '    on').replace('  r', '    r')}",
        ),
    ],
)
def test_what_was_typed_of_a_move_is_kept_in_the_one_block_to_paste(was: str, typed: str) -> None:
    before = CHAT.replace("reading:", f"moved_from:{was}\nreading:") if was else CHAT
    later = CHAT.replace("2026-12-10 21:00", "2026-12-17 21:00").replace("reading:", f"moved_from:{typed}\nreading:")
    (one,) = errors(later, before)
    assert one.code == "chat-time-changed"
    whole = BLANK.sub("B.", pasted(later, one))
    assert errors(whole, before) == []
    assert whole.count("starts: 2026-12-10 21:00") == 1 == whole.count("moved_from:")
    assert ("The hall was shut." in whole) == ("hall" in typed) and ("reason: A." in whole) == bool(was)


@pytest.mark.parametrize("typed", ["moved: yes", "postponed: The hall was shut.", "rescheduled: 2026-12-17"])
def test_a_field_that_there_is_not_gives_the_one_that_says_it(typed: str) -> None:
    moved = CHAT.replace("2026-12-10 21:00", "2026-12-17 21:00").replace("reading:", f"{typed}\nreading:")
    (one,) = errors(moved)
    assert one.code == "chat-time-changed"
    assert errors(BLANK.sub("B.", pasted(moved, one))) == []
    (one,) = errors(CHAT.replace("reading:", f"{typed}\nreading:"), None)
    assert one.code == "field-unknown" and one.fix.startswith("write this in its place:\nmoved_from:\n")


def test_a_chat_can_be_moved_back() -> None:
    before = MOVED
    back = MOVED.replace("\nstarts: 2026-12-10 21:00", "\nstarts: 2026-12-10 20:00")
    (one,) = errors(back, before)
    assert errors(BLANK.sub("B.", pasted(back, one)), before) == []


def test_a_move_that_is_written_over_by_the_next_is_not_lost() -> None:
    over = MOVED.replace("2026-12-10 20:00", "2026-12-10 21:00").replace(
        "\nstarts: 2026-12-10 21:00", "\nstarts: 2026-12-17 21:00"
    )
    (one,) = errors(over, MOVED)
    assert one.code == "chat-history-lost"
    whole = pasted(over, one)
    assert errors(whole, MOVED) == [] and whole.count("  - starts:") == 2


def test_the_latest_move_is_the_one_of_the_latest_day_wherever_it_is_typed() -> None:
    newest = "  - starts: 2026-12-01 21:00\n    on: 2026-11-24\n    reason: B.\n"
    text = MOVED.replace("moved_from:\n", f"moved_from:\n{newest}")
    chat = read_texts({PATH: text}).by_path[PATH].record_as(Chat)
    assert chat.moved_from is not None and chat.moved_from.reason == "B."


@pytest.mark.parametrize(
    "text", [CHAT.replace("reading:", f"status: {word}\nreading:") for word in ("withdrawn", "draft")]
)
def test_a_chat_to_come_is_cancelled_and_not_taken_away(text: str) -> None:
    (one,) = errors(text)
    assert one.fix.endswith('\ncancelled:\n  on: 2026-11-25\n  reason: "[insert why it was cancelled]"')
    assert errors(BLANK.sub("B.", pasted(text, one))) == []


def test_a_chat_that_is_deleted_is_put_back_and_cancelled() -> None:
    base = kit.pages(kit.BASE)
    (one,) = judge(read_texts(base), DAY, before=read_texts({**base, PATH: CHAT}))
    assert one.code == "page-gone" and "\ncancelled:\n" in one.fix and "withdrawn" not in one.fix


def test_a_chat_that_is_over_was_not_cancelled_later() -> None:
    over = CHAT.replace("2026-12-10 21:00", "2026-11-10 21:00")
    path = "chats/2026-11-10-spice.md"
    late = over.replace("reading:", "cancelled:\n  on: 2026-11-25\n  reason: A.\nreading:")
    assert [one.code for one in errors(late, over, path)] == ["day-unlikely"]
    assert errors(late.replace("on: 2026-11-25", "on: 2026-11-10"), over, path) == []


def test_a_file_under_another_day_alone_is_given_its_name_back() -> None:
    base = kit.pages(kit.BASE)
    found = judge(read_texts({**base, "chats/2026-12-18-spice.md": CHAT}), DAY, before=read_texts({**base, PATH: CHAT}))
    (one,) = [one for one in found if one.severity is not Severity.NOTE]
    assert one.fix == "call the file “2026-12-10-spice.md”, or correct the day."


def test_without_what_was_there_no_file_is_to_be_renamed_that_may_have_been_moved() -> None:
    (one,) = errors(CHAT.replace("2026-12-10 21:00", "2026-12-17 21:00"), None)
    assert one.code == "chat-day-differs" and "not on the site yet" in one.fix and "moved_from:" in one.fix


CANCELLED = CHAT.replace("reading:", "cancelled:\n  on: 2026-11-20\n  reason: The hall was shut.\nreading:")
MOVED = CHAT.replace(
    "reading:", "moved_from:\n  - starts: 2026-12-10 20:00\n    on: 2026-11-20\n    reason: A.\nreading:"
)
WRITTEN = (
    CHAT.replace("2026-12-10 21:00", "2026-11-10 21:00").replace("reading:", "outcome:\n  written_up: 2026-11-20\n"
    "  summary: We spoke.\n  no_change_reason: None was asked for.\nreading:")
)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "field", "severity"),
    [(CANCELLED, "cancelled", "warning"), (MOVED, "moved_from", "error"), (WRITTEN, "outcome", "error")],
)
def test_what_a_chat_said_of_its_life_is_not_lost_in_silence(before: str, field: str, severity: str) -> None:
    path = "chats/2026-11-10-spice.md" if before is WRITTEN else PATH
    after = re.sub(rf"{field}:\n(?:  .*\n)+", "", before)
    (one,) = [each for each in errors(after, before, path) if each.code == "chat-history-lost"]
    assert one.severity.value == severity
    assert errors(pasted(after, one), before, path) == []
