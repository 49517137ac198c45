"""A chat as schema.org Event, and what changed because of it."""

from __future__ import annotations

import json

from catalogue.site.history import changed_by_chat, changes_of
from catalogue.site.linked_data import as_script, event
from tests import kit

BASE = "https://example.org/"
CHAT = 'docs/chats/2021-07-14-x.md\n---\ntitle: {title}\nstarts: {starts}\nminutes: 60\nhashtag: "#WeCops"\n{more}---\n'


def made(starts="2021-07-14 21:00", more="", title="Prevention"):
    (page,) = kit.catalogue(CHAT.format(starts=starts, more=more, title=title)).of_kind("chat")
    return event(page, BASE)


def test_an_announced_chat():
    found = made()
    assert found["@type"] == "Event"
    assert (found["startDate"], found["endDate"]) == ("2021-07-14T21:00:00+01:00", "2021-07-14T22:00:00+01:00")
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert found["location"]["@type"] == "VirtualLocation"
    assert found["organizer"][0]["sameAs"] == "https://x.com/LancsVRN"
    assert "previousStartDate" not in found


def test_a_moved_and_a_cancelled_chat():
    moved = made("2021-07-21 21:00", "moved_from:\n  starts: 2021-07-14 21:00\n  on: 2021-07-01\n  reason: Ill.\n")
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert moved["previousStartDate"] == "2021-07-14T21:00:00+01:00"
    cancelled = made(more="cancelled:\n  on: 2021-07-01\n  reason: Too few.\n")
    assert cancelled["eventStatus"] == "https://schema.org/EventCancelled"


def test_nothing_in_a_field_can_end_the_script():
    text = as_script(made(title='"</script><script>alert(1)</script> & <!-- x"'))
    assert "<" not in text
    assert json.loads(text)["name"] == "</script><script>alert(1)</script> & <!-- x"


def test_a_change_is_matched_to_its_dated_note_from_both_ends():
    whole = kit.catalogue(
        CHAT.format(
            title="Prevention",
            starts="2021-07-14 21:00",
            more="outcome:\n  written_up: 2021-07-20\n  summary: x\n  changed: [word]\n",
        )
        + "docs/glossary/word.md\n---\nchanges:\n"
        + "".join(
            f"  - date: {day}\n    kind: minor\n    note: Note of {day}.\n"
            for day in ("2021-06-01", "2021-07-18", "2021-08-01")
        )
        + "---\n"
    )
    chat, word = whole.by_path["chats/2021-07-14-x.md"], whole.by_path["glossary/word.md"]
    (there,), (back,) = changed_by_chat(whole, chat), changes_of(whole, word)
    assert there.page is back.page is word
    assert there.chat is back.chat is chat
    assert there.note == back.note
    assert there.note.note == "Note of 2021-07-18."
