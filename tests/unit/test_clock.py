"""The day it is taken to be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from catalogue.dates import LONDON, WrongDay, now


def test_a_bare_day_is_its_noon():
    assert now("2021-02-10", {}) == datetime(2021, 2, 10, 12, tzinfo=LONDON)


@pytest.mark.parametrize("typed", ["2021-02-10 21:30", "2021-02-10T21:30", " 2021-02-10 21:30 "])
def test_a_day_and_a_time_are_uk_time(typed):
    assert now(typed, {}).astimezone(UTC) == datetime(2021, 2, 10, 21, 30, tzinfo=UTC)


def test_summer_time_is_kept():
    assert now("2021-07-10 21:30", {}).astimezone(UTC).hour == 20
    assert now("2021-03-28 01:30", {}).isoformat() == "2021-03-28T02:30:00+01:00"


def test_the_build_can_fix_the_day_and_a_typed_one_wins():
    fixed = {"SOURCE_DATE_EPOCH": "1612990800"}
    assert now(None, fixed) == datetime(2021, 2, 10, 21, tzinfo=LONDON)
    assert now("2026-11-22", fixed).year == 2026


def test_without_either_it_is_the_clock():
    assert abs(now(None, {}) - datetime.now(UTC)).total_seconds() < 5
    assert now(None, {}).tzinfo is LONDON


@pytest.mark.parametrize(
    "typed", ["10/02/2021", "2021-02-30", "today", "2021-02-10 25:00", "0000-01-01", "9999-12-31", "２０２１-02-10"]
)
def test_a_wrong_day_is_said_in_a_sentence(typed):
    with pytest.raises(WrongDay, match="is not a day such as"):
        now(typed, {})


@pytest.mark.parametrize("epoch", ["x", "99999999999999999999", "1e9"])
def test_a_wrong_epoch_is_said_too(epoch):
    with pytest.raises(WrongDay, match="SOURCE_DATE_EPOCH"):
        now(None, {"SOURCE_DATE_EPOCH": epoch})
