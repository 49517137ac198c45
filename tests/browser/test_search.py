"""Search in a browser: what is found in which order, with script and without, by keyboard, in the list of guides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from catalogue.outputs.search.search_terms import stem, words
from tests import kit
from tests.conftest import Shared, built_from

MADE = """
docs/search/words.md
---
title: Words that search knows
summary: What people type.
risk_to_life:
  - guide: overdose-help
    typed: [not breathing, "OD", overdose, suicidal, hanging]
often: [overdose-help]
meanings:
  - means: seat belts
    typed: [strapless]
  - means: belts-on-roads
    typed: [hedge trimmer, hanging round]
---
docs/search/jobs.md
---
title: Jobs that search knows
summary: What people type for a job.
jobs:
  - guide: belts-on-roads
    typed: [lorries without straps]
---
docs/guidance/overdose-help.md
---
title: Someone took too much
situation: Someone took too much and I am first there.
summary: Ambulance first.
---
docs/guidance/belts-on-roads.md
---
title: Belts on roads
situation: A driver wears no seat belt.
summary: Look at what would keep people safe.
found_by: [clunk click]
---
docs/glossary/overdose.md
---
title: Overdose
definition: Taking more of a drug than a body can bear. An overdose can kill, and an overdose can be survived.
related: [belt]
---
docs/glossary/belt.md
---
title: Seat belt
definition: A strap that keeps people in their seat.
related: [overdose]
---
"""


def _site(project: Path) -> None:
    texts = {path: kit.filled(path, text) for path, text in kit.pages(MADE).items()}
    for number, path in enumerate(texts):
        # Each guide names an official page of its own.
        texts[path] = texts[path].replace("https://www.college.police.uk/", f"https://www.college.police.uk/{number}")
    built_from(project, {**kit.frame_files(), **kit.pages(kit.BASE), **texts}, "2026-11-22 12:00")


@pytest.fixture(scope="module")
def home(shared: Shared, serve: Callable[[Path], str]) -> str:
    return serve(shared("search", _site) / "site")


def found(page: Page) -> list[str]:
    page.locator("#search-results[data-words]").wait_for(state="attached")
    return page.locator("#search-results a").evaluate_all("all => all.map(a => a.pathname)")


PHRASES = {
    "seatbelt": "/guidance/belts-on-roads/",
    "a driver and no seat-belts": "/guidance/belts-on-roads/",
    "clunk click": "/guidance/belts-on-roads/",
    "strapless": "/glossary/belt/",
    "the hedge trimmers": "/guidance/belts-on-roads/",
    "drivr": "/guidance/belts-on-roads/",
    "what is an overdose": "/guidance/overdose-help/",
    "he isn't breathing, not really breathing": "/guidance/overdose-help/",
    "he's OD'd": "/guidance/overdose-help/",
    "suicidel": "/guidance/overdose-help/",
    "seat belt": "/glossary/belt/",
    "the strap of a lorry": "/guidance/belts-on-roads/",
    "clunk click meaning": "/guidance/belts-on-roads/",
}


def test_each_phrase_finds_its_page_first_on_the_page_of_search(phone: Page, home: str) -> None:
    first = {}
    for phrase in PHRASES:
        phone.goto(f"{home}search/?q={phrase.replace(' ', '%20')}")
        first[phrase] = next(iter(found(phone)), "")
    assert first == PHRASES


def test_the_dialog_finds_the_same_marks_the_words_and_is_worked_by_keys(desk: Page, home: str) -> None:
    desk.goto(home)
    desk.get_by_role("button", name="Search").click()
    expect(desk.locator("#search-results a").first).to_have_text("Someone took too much")
    desk.locator("#search-words").fill("no seat belt")
    expect(desk.locator("#search-results")).to_have_attribute("data-words", "no seat belt")
    here = found(desk)
    expect(desk.locator("#search-results mark").first).to_be_visible()
    expect(desk.locator("#search-count")).to_contain_text("best first")
    titles = desk.locator("#search-results a").all_text_contents()
    assert len(titles) == len(set(titles))
    desk.keyboard.press("ArrowDown")
    expect(desk.locator("#search-results a").first).to_be_focused()
    desk.keyboard.press("ArrowUp")
    expect(desk.locator("#search-words")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/search/?q=no+seat+belt")
    assert found(desk) == here
    desk.goto(home)
    desk.get_by_role("button", name="Search").click()
    desk.keyboard.press("Escape")
    expect(desk.locator("#search")).to_be_hidden()


def test_where_nothing_is_found_there_are_ways_on(phone: Page, home: str) -> None:
    phone.goto(f"{home}search/?q=zzzzqqqq")
    expect(phone.locator("#search-count")).to_contain_text("Nothing found")
    expect(phone.get_by_role("link", name="All words from A to Z").first).to_be_visible()
    expect(phone.get_by_role("link", name="Tell us the word")).to_be_visible()
    phone.locator("#search-words").fill("belt")
    phone.wait_for_url("**/search/?q=belt")


def test_the_page_of_search_offers_the_usual_guides_and_fetches_nothing_until_its_field_is_used(
    phone: Page, home: str
) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{home}search/", wait_until="networkidle")
    expect(phone.locator("#search-count")).to_have_text("Often looked for:")
    assert phone.locator("#search-results a").evaluate_all("all => all.map(a => a.pathname)") == [
        "/guidance/overdose-help/"
    ]
    assert not [url for url in asked if "index.json" in url]
    phone.locator("#search-words").press_sequentially("clunk")
    expect(phone.locator("#search-results")).to_have_attribute("data-words", "clunk")
    assert found(phone)[0] == "/guidance/belts-on-roads/"


def test_what_has_happened_ranks_as_search_does(phone: Page, home: str) -> None:
    phone.goto(f"{home}guidance/")
    box = phone.get_by_label("What has happened?")
    for phrase in ("he's OD'd", "the hedge trimmers"):
        box.fill(phrase)
        expect(phone.locator(".ranked a").first).to_have_attribute("href", PHRASES[phrase].removeprefix("/guidance/"))
    box.fill("")
    expect(phone.locator("#guidance")).to_be_visible()
    expect(phone.locator(".ranked")).to_be_hidden()


def test_without_script_the_page_says_what_to_do(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}search/?q=belt")
    expect(page.get_by_role("link", name="All words from A to Z")).to_be_visible()
    expect(page.locator("#search-words")).to_be_hidden()
    context.close()


def test_the_browser_folds_words_as_the_index_does(phone: Page, home: str) -> None:
    texts = [
        "He’s OD'd at A&E", "s.136, R.T.C.", "Stabbing, drivers' parties — injuries", "Café naïve ﬁne ½",
        "won't agreed things", "seat-belts and 24/7", "sectioned homelessness exploitation suicidal ties is us ss",
        "Ωmega ȘTAB 東京", "1 3 6 M H A & E s 136 a b I c",
    ]  # fmt: skip
    phone.goto(f"{home}search/")
    phone.locator("#search-words").focus()
    phone.wait_for_function("globalThis.catalogueSearch")
    script = """async (texts) => {
      const search = globalThis.catalogueSearch((address) => fetch(`../${address}`).then((answer) => answer.json()));
      return texts.map(await search.folds());
    }"""
    assert phone.evaluate(script, texts) == [[stem(word) for word in words(text)] for text in texts]
