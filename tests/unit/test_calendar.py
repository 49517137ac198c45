"""Calendars: read back by two libraries; a steady UID, a rising SEQUENCE, the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime

import ics
import pytest
from icalendar import Calendar

from catalogue.dates import now
from catalogue.outputs import calendar
from catalogue.site.calendar_links import links, webcal
from catalogue.site.site import Site
from tests import kit
from tests.news import life

BASE = "https://example.org/sub/"
NOW = now("2026-11-22 12:00", {})
TEXT = """docs/chats/{path}.md
---
title: {title}
starts: {starts}
minutes: {minutes}
announced: 2021-01-01
{more}---
"""
TWO_MOVES = """moved_from:
  - starts: 2021-02-10 21:00
    on: 2021-01-20
    reason: The host was called away.
  - starts: 2021-02-17 21:00
    on: 2021-01-22
    reason: The host was ill.
"""
WRITTEN = "outcome:\n  written_up: {day}\n  summary: People spoke.\n  no_change_reason: None.\n"
MOVE = "moved_from:\n  starts: {starts}\n  on: 2021-01-20\n  reason: The host was called away.\n"
CANCELLED = "cancelled:\n  on: 2021-01-25\n  reason: Too few could come.\n"


def made(path="2021-02-10-x", starts="2021-02-10 21:00", minutes=60, title="Prevention", more="", base=BASE):
    found = catalogue(path, starts, minutes, title, more)
    return calendar.files(found.of_kind("chat"), base, Site(found, NOW).news_of)


def catalogue(path, starts, minutes, title, more=""):
    return kit.catalogue(TEXT.format(path=path, starts=starts, minutes=minutes, title=title, more=more))


def chats(*arguments):
    return catalogue(*arguments).of_kind("chat")


def event(files, address="chats/chats.ics"):
    (found,) = Calendar.from_ical(files[address]).walk("VEVENT")
    return found


@pytest.mark.parametrize(
    ("starts", "minutes", "begin", "end"),
    [
        ("2021-02-10 21:00", 60, "2021-02-10T21:00", "2021-02-10T22:00"),
        ("2021-07-14 21:00", 60, "2021-07-14T20:00", "2021-07-14T21:00"),
        ("2026-03-29 00:30", 60, "2026-03-29T00:30", "2026-03-29T01:30"),
        ("2026-03-29 21:00", 60, "2026-03-29T20:00", "2026-03-29T21:00"),
        ("2026-10-24 23:30", 180, "2026-10-24T22:30", "2026-10-25T01:30"),
        ("2026-10-25 01:30", 60, "2026-10-25T00:30", "2026-10-25T01:30"),
        ("2026-10-25 21:00", 60, "2026-10-25T21:00", "2026-10-25T22:00"),
    ],
)
def test_two_libraries_read_the_same_moments(starts, minutes, begin, end):
    files = made(f"{starts[:10]}-x", starts, minutes)
    wanted = [datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in (begin, end)]
    one = event(files)
    assert [one["DTSTART"].dt.astimezone(UTC), one["DTEND"].dt.astimezone(UTC)] == wanted
    (other,) = ics.Calendar(files["chats/chats.ics"].decode()).events
    assert [other.begin.datetime.astimezone(UTC), other.end.datetime.astimezone(UTC)] == wanted
    assert (other.uid, other.name) == (one["UID"], one["SUMMARY"])


def test_the_uid_outlives_a_move_a_new_name_and_a_new_site():
    first = event(made())["UID"]
    moved = made(starts="2021-02-17 21:00", more=MOVE.format(starts="2021-02-10 21:00"))
    renamed = made("2021-02-10-y", more="formerly: [2021-02-10-x]\n")
    assert event(moved)["UID"] == event(renamed)["UID"] == event(made(base="https://other.example/"))["UID"] == first
    assert "example" not in first
    assert renamed["chats/2021-02-10-x.ics"] == renamed["chats/2021-02-10-y.ics"]
    assert event(made("2021-02-10-z"))["UID"] != first


def test_each_change_raises_sequence_and_the_day_of_change():
    life = [
        made(),
        made(starts="2021-02-17 21:00", more=MOVE.format(starts="2021-02-10 21:00")),
        made(starts="2021-02-24 21:00", more=TWO_MOVES),
        made(starts="2021-02-24 21:00", more=TWO_MOVES + CANCELLED),
    ]
    events = [event(files) for files in life]
    assert [one["SEQUENCE"] for one in events] == [0, 1, 2, 3]
    assert [one["DTSTAMP"].dt.isoformat() for one in events] == [
        f"2021-01-{day}T09:00:00+00:00" for day in ("01", "20", "22", "25")
    ]
    assert all(one["LAST-MODIFIED"].dt == one["DTSTAMP"].dt for one in events)
    written = event(made(more=WRITTEN.format(day="2021-03-03")))
    assert (written["SEQUENCE"], written["LAST-MODIFIED"].dt.isoformat()) == (1, "2021-03-03T09:00:00+00:00")


def test_a_day_of_change_in_summer_is_nine_in_the_morning_of_uk_time():
    written = event(made(more=WRITTEN.format(day="2021-07-01")))
    assert written["DTSTAMP"].dt.isoformat() == "2021-07-01T08:00:00+00:00"


def test_a_cancelled_chat_stays_and_says_so():
    one = event(made(more=CANCELLED))
    assert (one["STATUS"], one["SUMMARY"]) == ("CANCELLED", "Cancelled: Prevention")
    assert "Too few could come." in one["DESCRIPTION"]


def test_lines_end_and_fold_as_calendars_want():
    found = made(title="Jo’s “Prévention”, ünd; a \\ long title " + "🙂 and more " * 12)["chats/chats.ics"]
    assert found.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in found.replace(b"\r\n", b"")
    assert max(len(line) for line in found.split(b"\r\n")) <= 75
    assert event({"chats/chats.ics": found})["SUMMARY"].startswith("Jo’s “Prévention”, ünd; a \\ long title 🙂")


def test_the_same_chats_give_the_same_bytes_and_a_zone():
    assert made() == made()
    whole = Calendar.from_ical(made()["chats/chats.ics"])
    (zone,) = whole.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/London"
    assert "METHOD" not in whole
    assert set(made()) == {"chats/2021-02-10-x.ics", "chats/chats.ics"}


def test_no_chats_make_a_calendar_that_can_still_be_read():
    found = calendar.files([], BASE, lambda page: [])
    assert Calendar.from_ical(found["chats/chats.ics"]).walk("VEVENT") == []


def test_drafts_and_chats_without_an_end_after_the_start_have_no_file():
    assert set(made(more="status: draft\n")) == {"chats/chats.ics"}
    assert set(made(minutes=0)) == {"chats/chats.ics"}


def test_links_of_online_calendars_hold_the_utc_times():
    (page,) = chats("2021-07-14-x", "2021-07-14 21:00", 60, "A & B")
    found = links(page, BASE)
    assert "dates=20210714T200000Z%2F20210714T210000Z" in found.google
    assert "text=A%20%26%20B" in found.google
    assert "startdt=2021-07-14T20%3A00%3A00Z&enddt=2021-07-14T21%3A00%3A00Z" in found.outlook
    assert found.microsoft_365.startswith("https://outlook.office.com/")
    assert webcal(BASE) == "webcal://example.org/sub/chats/chats.ics"


def test_sequence_and_last_modified_only_rise_and_the_uid_stays_through_the_scripted_life():
    uids, sequences, changed = set(), [], []
    for revision, _, whole in life.lives():
        at = now(f"{revision.day} 12:00", {})
        site = Site(whole.on(at.date()), at, life.HOST)
        held = [page for page in site.catalogue.records if page.kind == "chat"]
        files = calendar.files(held, BASE, site.news_of)
        if held:
            (found,) = Calendar.from_ical(files["chats/2026-03-10-spice.ics"]).walk("VEVENT")
            uids.add(str(found["UID"]))
            sequences.append(found["SEQUENCE"])
            changed.append(found["LAST-MODIFIED"].dt)
    assert len(uids) == 1
    assert sequences == sorted(sequences) and sequences[-1] >= 8
    assert changed == sorted(changed)
