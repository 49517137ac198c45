"""Chats in the reader's browser: states with script and without, the copy buttons, the learning note."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from catalogue.dates import LONDON, distance
from tests import kit
from tests.conftest import Shared, built_from

SEED = "chats/2021-02-10-public-health-approaches/"
CHATS = """
docs/chats/2030-02-10-next.md
---
title: The next one
starts: 2030-02-10 21:00
minutes: 60
hashtag: "#WeCops"
announced: 2030-01-10
questions: [What does prevention mean to you?]
---
docs/chats/2030-03-03-moved.md
---
title: The moved one
starts: 2030-03-03 21:00
minutes: 60
announced: 2030-01-10
moved_from:
  starts: 2030-02-24 21:00
  on: 2030-02-01
  reason: The host was called away.
---
docs/chats/2030-03-10-off.md
---
title: The one that is off
starts: 2030-03-10 21:00
minutes: 60
announced: 2030-01-10
cancelled:
  on: 2030-02-01
  reason: Too few could come.
---
"""


@pytest.fixture(scope="module")
def chats(shared: Shared, serve: Callable[[Path], str]) -> str:
    """The address of a small site built on 1 February 2030 at noon, with chats to come."""
    made = {path: kit.filled(path, text) for path, text in kit.pages(kit.BASE + CHATS).items()}
    pages = {**kit.frame_files(), **made}
    return serve(shared("chats", lambda project: built_from(project, pages, "2030-02-01 12:00")) / "site")


@pytest.fixture
def abroad(browser: Browser) -> Iterator[BrowserContext]:
    """A browser far from UK time."""
    context = browser.new_context(timezone_id="Pacific/Auckland")
    yield context
    context.close()


def see(page: Page, state: str, countdown: str) -> None:
    expect(page.locator(".chat-page [data-state]")).to_have_text(state)
    expect(page.locator(".chat-page [data-countdown]")).to_have_text(countdown)


def at(moment: str) -> datetime:
    return datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


def test_the_state_is_put_right_as_time_goes_on(abroad: BrowserContext, chats: str) -> None:
    page = abroad.new_page()
    page.clock.install(time=at("2030-02-07 12:00"))
    page.goto(f"{chats}chats/2030-02-10-next/")
    see(page, "Announced", "in 3 days")
    notice = page.locator(".notice:visible")
    expect(notice).to_have_count(0)
    for moment, state, countdown, words in (
        ("2030-02-10 00:01", "Today", "in 21 hours", ""),
        ("2030-02-10 20:30", "Today", "in 30 minutes", ""),
        ("2030-02-10 21:01", "Today", "on now", "It is on now."),
        ("2030-02-10 22:01", "Awaiting write-up", "today", "This chat has ended."),
        ("2030-02-11 12:00", "Awaiting write-up", "yesterday", "This chat has ended."),
        ("2030-02-25 12:00", "Awaiting write-up", "15 days ago", "This chat still awaits its write-up."),
    ):
        now = page.evaluate("Date.now()")
        page.clock.fast_forward(int(at(moment).timestamp() * 1000 - now))
        see(page, state, countdown)
        expect(notice).to_have_count(1 if words else 0)
        if words:
            expect(notice).to_contain_text(words)


def test_the_list_moves_a_chat_on_when_it_is_over(abroad: BrowserContext, chats: str) -> None:
    page = abroad.new_page()
    page.clock.set_fixed_time(at("2030-02-11 12:00"))
    page.goto(f"{chats}chats/")
    expect(page.locator("[data-group=waiting] h3")).to_have_text(["The next one"])
    expect(page.locator("[data-group=coming] h3")).to_have_text(["The moved one"])
    expect(page.locator("[data-group=coming] [data-state]")).to_have_text(["Moved"])
    expect(page.locator("[data-none]")).to_be_hidden()
    expect(page.locator("[aria-labelledby=cancelled] [data-state]")).to_have_text(["Cancelled"])
    page.clock.set_fixed_time(at("2030-03-12 12:00"))
    page.reload()
    expect(page.locator("[data-group=coming] h3")).to_have_count(0)
    expect(page.locator("[data-none]")).to_be_visible()


def test_a_device_whose_date_is_wrong_takes_no_chat_back(abroad: BrowserContext, address: str, chats: str) -> None:
    page = abroad.new_page()
    page.clock.set_fixed_time(at("2001-01-01 12:00"))
    page.goto(f"{address}{SEED}")
    see(page, "Written up", "in 20 years")
    page.goto(f"{chats}chats/2030-03-10-off/")
    see(page, "Cancelled", "")


def test_script_and_build_say_distances_in_the_same_words(abroad: BrowserContext, chats: str) -> None:
    page, starts = abroad.new_page(), at("2030-02-10 21:00").date()
    page.clock.install(time=at("2027-01-01 12:00"))
    page.goto(f"{chats}chats/2030-02-10-next/")
    for away in (731, 730, 400, 61, 60, 30, 2, 1, -1, -2, -30, -60, -61, -400, -730, -731, -2000):
        day = starts - timedelta(days=away)
        now = page.evaluate("Date.now()")
        page.clock.fast_forward(int(at(f"{day} 12:00").timestamp() * 1000 - now))
        expect(page.locator(".chat-page [data-countdown]")).to_have_text(distance(starts, day))


def test_without_script_the_build_s_own_words_stand(browser: Browser, address: str, chats: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{chats}chats/2030-02-10-next/")
    see(page, "Announced", "in 9 days")
    expect(page.locator("time").first).to_have_text("Sunday 10 February 2030, 9pm to 10pm (GMT)")
    expect(page.locator("[data-note]")).to_be_hidden()
    page.locator(".host-pack summary").click()
    expect(page.locator(".posts pre").first).to_be_visible()
    expect(page.locator(".posts button:visible")).to_have_count(0)
    page.goto(f"{address}{SEED}")
    see(page, "Written up", "5 years ago")
    context.close()


def test_copy_gives_the_post_word_for_word(browser: Browser, chats: str) -> None:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{chats}chats/2030-02-10-next/")
    page.locator(".host-pack summary").click()
    page.get_by_role("button", name="Copy question 1").click()
    expect(page.locator("#said")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "Q1. What does prevention mean to you? #WeCops"
    share = page.locator("[data-copy-from=chat-share-text]")
    share.click()
    expect(share).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#chat-share-text").text_content()
    context.close()


@pytest.mark.parametrize(("path", "minutes"), [(SEED, "60"), ("guidance/what-is-a-public-health-approach/", None)])
def test_the_note_stays_on_the_device(new_desk: Page, address: str, path: str, minutes: str | None) -> None:
    phone = new_desk  # a guide's note is folded on a phone
    phone.goto(f"{address}{path}")
    phone.wait_for_load_state()
    phone.context.set_offline(True)
    spent = phone.get_by_label("Minutes spent").input_value()
    assert int(spent) > 0
    assert spent == (minutes or spent)
    phone.get_by_label("What I learned").fill("Ask who else\nis at risk.")
    phone.get_by_label("Minutes spent").fill("45")
    expect(phone.locator("[data-note] [role=status]")).to_have_text("Kept on this device.")
    with phone.expect_download() as started:
        phone.get_by_role("button", name="Download as text").click()
    text = Path(started.value.path()).read_text("utf-8")
    canonical = phone.locator("link[rel=canonical]").get_attribute("href")
    assert started.value.suggested_filename == f"learning-note-{path.rstrip('/').rpartition('/')[2]}.txt"
    lines = text.splitlines()
    assert lines[:2] == ["My learning note", phone.locator("h1").text_content()]
    assert canonical in lines
    assert "Version of the page: 22 November 2026" in lines
    assert "Minutes: 45" in lines
    assert "What I learned\nAsk who else\nis at risk.\n" in text
    assert "What I will check\n(nothing yet)\n" in text

    phone.context.set_offline(False)
    phone.reload()
    expect(phone.get_by_label("What I learned")).to_have_value("Ask who else\nis at risk.")
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("button", name="Delete this note").click()
    expect(phone.get_by_label("What I learned")).to_have_value("")
    assert phone.evaluate("localStorage.length") == 0


def test_a_note_of_one_page_is_not_shown_on_another(desk: Page, address: str) -> None:
    phone = desk  # a guide's note is folded on a phone
    phone.goto(f"{address}{SEED}")
    phone.get_by_label("What I will do").fill("Ring the analyst.")
    phone.goto(f"{address}guidance/carrying-naloxone/")
    expect(phone.get_by_label("What I will do")).to_have_value("")
    expect(phone.get_by_text("Leave out names, cases")).to_be_visible()
