"""What is over can have a day or a month alone: shown, told to machines and put in lists, and never given an hour."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime

import pytest

from catalogue.dates import LONDON, as_typed, day_of, span, start_of, utc
from catalogue.outputs import calendar
from catalogue.rules.chat_details import WRITE_UP_DAYS
from catalogue.site import chat_state, linked_data
from catalogue.site.sheets import hostpack
from tests import kit

TOLD = "outcome:\n  written_up: 2029-01-02\n  summary: People spoke.\n  no_change_reason: Nothing was new.\n"


def page(starts: str, more: str = "", path: str = ""):
    path = path or f"chats/{starts}-x.md"
    return kit.catalogue(f"docs/{path}\n---\nstarts: {starts}\n{more}---\n").by_path[path]


def problems(starts: str, more: str, name: str) -> list[str]:
    return kit.codes(f"docs/chats/{name}.md\n---\nstarts: {starts}\n{more}---\n")


@pytest.mark.parametrize(
    ("typed", "shown", "short"),
    [
        ("2017-12-06", "Wednesday 6 December 2017", "6 December 2017"),
        ("2016-10", "October 2016", "October 2016"),
        ("2021-02-10 21:00", "Wednesday 10 February 2021, 9pm (GMT)", "10 February 2021"),
    ],
)
def test_no_hour_is_shown_that_nobody_typed(typed, shown, short):
    moment = start_of(typed)
    assert (as_typed(moment), span(moment, None), day_of(moment)) == (typed, shown, short)
    assert utc(moment).startswith(typed[:10])
    assert ("T" in utc(moment)) == (":" in typed)


def test_days_in_a_row_are_shown_as_days():
    chat = page("2021-02-08", f"ends: 2021-02-12\n{TOLD}").record
    assert span(chat.starts, chat.finish) == "Monday 8 February 2021 to Friday 12 February 2021"


@pytest.mark.parametrize("typed", ["2017-12-06", "2016-10"])
def test_a_copy_is_known_no_closer(typed):
    moment = start_of(typed)
    for other in (copy.deepcopy(moment), pickle.loads(pickle.dumps(moment)), moment.replace(tzinfo=None)):
        assert as_typed(other) == typed


@pytest.mark.parametrize("typed", ["2017-02-30", "2017-13"])
def test_a_day_that_does_not_exist_is_a_problem(typed):
    assert "field-wrong" in problems(typed, TOLD, "2017-02-28-x")


def test_machines_are_told_no_more_than_is_known():
    event = linked_data.event(page("2017-12-06", TOLD), "https://example.org/")
    assert event["startDate"] == "2017-12-06" and "endDate" not in event
    assert event["eventAttendanceMode"].endswith("OnlineEventAttendanceMode")


def test_no_calendar_and_no_host_pack_is_made_without_an_hour():
    told = page("2017-12-06", f"questions:\n  - What changed?\n{TOLD}")
    assert chat_state.question_times(told.record) == []
    assert hostpack.posts(told.record, told.title, "https://example.org/x/") == []
    assert list(calendar.files([told], "https://example.org/", lambda page: [])) == [calendar.ALL]


def test_a_day_alone_is_for_what_is_over():
    future, past = f"{date.max.year - 1}-02-10", "2017-12-06"
    assert "chat-hour-missing" in problems(future, "", f"{future}-x")
    assert "chat-hour-missing" not in problems(past, TOLD, f"{past}-x")
    assert "chat-ends-early" not in problems(past, TOLD, f"{past}-x")
    assert "chat-ends-early" in problems(past, f"ends: 2017-12-05\n{TOLD}", f"{past}-x")


def test_a_file_is_named_after_as_much_as_is_known():
    assert "chat-day-differs" not in problems("2016-10", TOLD, "2016-10-summit")
    assert "chat-day-differs" in problems("2016-10", TOLD, "2016-11-summit")


def test_two_on_a_day_without_an_hour_do_not_clash():
    block = f"---\nstarts: 2017-12-06\n{TOLD}---\n"
    assert "chat-time-taken" not in kit.codes(f"docs/chats/2017-12-06-x.md\n{block}docs/chats/2017-12-06-y.md\n{block}")


def test_it_awaits_a_write_up_only_once_the_day_is_over():
    record = page("2030-02-10").record
    assert chat_state.phase(record, datetime(2030, 2, 10, 23, 0, tzinfo=LONDON)) == "on"
    assert chat_state.phase(record, datetime(2030, 2, 11, 0, 0, tzinfo=LONDON)) == "awaiting"
    assert chat_state.phase(record, datetime(2030, 2, 12 + WRITE_UP_DAYS, 0, 0, tzinfo=LONDON)) == "late"


def test_an_announcement_is_needed_until_the_write_up():
    title = 'title: "A chat"\nsummary: "A chat."\nreading: [x]\nannounced: ""\n'
    assert "field-missing" in problems("2017-12-06", title, "2017-12-06-x")
    assert "field-missing" not in problems("2017-12-06", title + TOLD, "2017-12-06-x")


def test_an_event_says_what_it_is():
    event = page("2016-10", f"form: event\n{TOLD}", "chats/2016-10-summit.md")
    assert event.record.search_names(event.id)[0] == "Event October 2016"
    data = linked_data.event(event, "https://example.org/")
    assert "eventAttendanceMode" not in data and "location" not in data
    unhosted = f"form: event\nhosts:\n  - name: Serena Kennedy\n    role: Chief Constable\n{TOLD}"
    assert "host-incomplete" not in problems("2016-10", unhosted, "2016-10-summit")
    assert "host-incomplete" in problems("2016-10", unhosted.replace("event", "chat"), "2016-10-summit")
    assert "field-wrong" in problems("2016-10", f"form: party\n{TOLD}", "2016-10-summit")
