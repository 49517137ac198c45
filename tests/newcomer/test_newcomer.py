"""Whoever follows the check to the letter ends with what they meant: a cure that ends green and false fails here."""

from __future__ import annotations

import pytest

from catalogue import Severity, judge, read_texts
from tests.newcomer.contributions import CONTRIBUTIONS
from tests.newcomer.person import Contribution, contribute
from tests.newcomer.site_before import BEFORE, DAY
from tests.newcomer.strangers import STRANGERS


def test_the_site_before_has_no_problem() -> None:
    found = judge(read_texts(dict(BEFORE)), DAY)
    assert [(one.path, one.code) for one in found if one.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("one", [pytest.param(one, id=one.name) for one in (*CONTRIBUTIONS, *STRANGERS)])
def test_a_contribution_ends_as_it_was_meant_in_two_rounds(one: Contribution) -> None:
    came = contribute(one)
    assert came.wrong == ""
    assert came.rounds <= 2, came.codes
