"""The honest clock: the day before, on and after the day of review, by the build and by the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import kit
from tests.conftest import Shared, built_from

NAMES = ("yesterday", "today", "tomorrow")
# Built on 1 July 2030 at noon: summer time, so that the day of the UK is not that of UTC.
PAGES = (
    kit.BASE
    + "".join(
        f"""
docs/guidance/due-{name}.md
---
title: Due {name}
situation: Something has happened, due {name}.
reviewed: 2029-07-01
review_by: 2030-{day}
changes:
  - date: 2030-06-01
    kind: correction
    note: A word was spelt wrongly.
---
"""
        for name, day in zip(NAMES, ("06-30", "07-01", "07-02"), strict=True)
    )
    + """
docs/glossary/late-word.md
---
title: Late word
reviewed: 2029-07-01
review_by: 2030-06-30
---
docs/guidance/taken-back.md
---
title: Taken back
status: withdrawn
reviewed: 2029-07-01
review_by: 2029-12-01
changes:
  - date: 2030-06-02
    kind: major
    note: The law behind it has gone.
    affects: Everyone who used it.
    action: Stop using it.
---

The words it had, with zebracrossing in them.
docs/guidance/replaced.md
---
title: Replaced
status: superseded
superseded_by: due-tomorrow
changes:
  - date: 2030-06-03
    kind: major
    note: A better page took its place.
    affects: Everyone who used it.
    action: Use the other one.
---
"""
)


@pytest.fixture(scope="module")
def site(shared: Shared) -> Path:
    """A small site built on 1 July 2030 at noon."""
    pages = {**kit.frame_files(), **{path: kit.filled(path, text) for path, text in kit.pages(PAGES).items()}}
    return shared("clock", lambda project: built_from(project, pages, "2030-07-01 12:00")) / "site"


@pytest.fixture(scope="module")
def clocks(site: Path, serve: Callable[[Path], str]) -> str:
    """The address of the small site."""
    return serve(site)


def see(page: Page, overdue: bool) -> None:
    clock = page.locator(".trust .clock")
    expect(clock).to_contain_text("Reviewed 1 July 2029")
    expect(clock.locator(".overdue")).to_be_visible(visible=overdue)
    expect(clock.locator(".on-time")).to_be_visible(visible=not overdue)


@pytest.mark.parametrize(("name", "overdue"), [("yesterday", True), ("today", False), ("tomorrow", False)])
def test_the_build_says_it_without_script(browser: Browser, clocks: str, name: str, overdue: bool) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{clocks}guidance/due-{name}/")
    see(page, overdue)
    page.goto(f"{clocks}guidance/")
    item = page.locator("[data-item]", has_text=f"due {name}")
    expect(item.get_by_text("Review overdue")).to_be_visible(visible=overdue)
    context.close()


@pytest.mark.parametrize(
    ("moment", "overdue"),
    [
        ("2030-07-01T12:00:00Z", False),  # the day before
        ("2030-07-02T12:00:00Z", False),  # on the day
        ("2030-07-02T22:59:00Z", False),  # a minute before midnight in the UK
        ("2030-07-02T23:00:00Z", True),  # midnight in the UK, still the day itself in UTC
        ("2030-07-03T12:00:00Z", True),  # the day after
    ],
)
def test_the_browser_says_it_though_nobody_rebuilt(new_phone: Page, clocks: str, moment: str, overdue: bool) -> None:
    new_phone.clock.set_fixed_time(moment)
    new_phone.goto(f"{clocks}guidance/due-tomorrow/")
    see(new_phone, overdue)
    new_phone.goto(f"{clocks}guidance/")
    item = new_phone.locator("[data-item]", has_text="due tomorrow")
    expect(item.get_by_text("Review overdue")).to_be_visible(visible=overdue)


def test_a_page_left_open_says_it_when_it_is_looked_at_again(new_phone: Page, clocks: str) -> None:
    new_phone.clock.set_fixed_time("2030-07-02T12:00:00Z")
    new_phone.goto(f"{clocks}guidance/due-tomorrow/")
    see(new_phone, overdue=False)
    new_phone.clock.set_fixed_time("2030-07-05T12:00:00Z")
    new_phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    see(new_phone, overdue=True)


def test_a_device_in_the_past_cannot_undo_what_the_build_knew(new_phone: Page, clocks: str) -> None:
    new_phone.clock.set_fixed_time("2030-01-01T12:00:00Z")
    new_phone.goto(f"{clocks}guidance/due-yesterday/")
    see(new_phone, overdue=True)


def test_words_have_the_same_clock(phone: Page, clocks: str) -> None:
    phone.goto(f"{clocks}glossary/late-word/")
    see(phone, overdue=True)


def test_small_changes_stay_on_the_page_and_the_day_of_review_is_not_theirs(phone: Page, clocks: str) -> None:
    phone.goto(f"{clocks}guidance/due-tomorrow/")
    change = phone.locator(".changes li", has_text="A word was spelt wrongly.")
    expect(change).to_contain_text("1 June 2030: Correction.")
    expect(phone.locator(".trust").first).not_to_contain_text("June 2030")


@pytest.mark.parametrize(
    ("page", "day", "says"),
    [
        ("taken-back", "Withdrawn on 2 June 2030.", "The law behind it has gone."),
        ("replaced", "Superseded on 3 June 2030.", "A better page took its place."),
    ],
)
def test_a_retired_page_keeps_its_address_with_a_notice(phone: Page, clocks: str, page: str, day: str, says: str):
    phone.goto(f"{clocks}guidance/{page}/")
    notice = phone.locator("article > .notice")
    expect(notice).to_contain_text(day)
    expect(notice).to_contain_text(says)
    expect(notice).to_contain_text("Do not use this page.")
    expect(phone.locator("#card")).to_be_hidden()
    expect(phone.locator(".sheet")).to_have_count(0)
    expect(phone.get_by_role("link", name="The official page")).to_be_visible()


def test_a_superseded_page_leads_to_the_one_that_took_its_place(phone: Page, clocks: str) -> None:
    phone.goto(f"{clocks}guidance/replaced/")
    phone.locator("article > .notice a").click()
    phone.wait_for_url(f"{clocks}guidance/due-tomorrow/")


def test_retired_pages_leave_search_lists_and_the_pocket_copy(site: Path) -> None:
    for place in ("index.html", "guidance/index.html", "search/pocket.json", "sw.js"):
        # The news on the home page tells of them, as it should.
        text = (site / place).read_text("utf-8").partition('<section aria-labelledby="latest">')[0]
        assert "due-tomorrow" in text, place
        assert "guidance/taken-back" not in text, place
        assert 'href="taken-back' not in text, place
        assert "replaced/" not in text, place
        assert "zebracrossing" not in text, place


def test_subscribers_are_told(site: Path) -> None:
    feeds = [path.read_text("utf-8") for path in (site / "feeds").glob("guidance*.xml")]
    assert feeds
    assert any("Withdrawn: Taken back" in feed and "Superseded: Replaced" in feed for feed in feeds)
