"""The chat's page through its life, as built: the seed's own chat, and small sites with chats in other states."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import ics
import lxml.html
import pytest
from icalendar import Calendar
from jinja2 import Environment, FileSystemLoader

from catalogue.dates import LONDON
from catalogue.graph import Page
from catalogue.guides.start_links import StartLinks
from catalogue.records.platform import X
from catalogue.site.site import Site, template_globals
from tests import kit
from tests.conftest import ROOT

SEED = "chats/2021-02-10-public-health-approaches"
BASE = {path: kit.filled(path, text) for path, text in kit.pages(kit.BASE).items()}


def page_of(site: Path, address: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((site / address / "index.html").read_text("utf-8"))


def find(page: lxml.html.HtmlElement, path: str) -> list[lxml.html.HtmlElement]:
    """Elements by XPath, where `.name` in a test stands for a class: `//p[.notice]`."""
    return page.xpath(re.sub(r"\[\.([\w-]+)\]", r"[contains(concat(' ', @class, ' '), ' \1 ')]", path))


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def shown(page: lxml.html.HtmlElement, path: str) -> list[str]:
    """The words of the elements that a reader without script sees."""
    return [words(each) for each in find(page, path) if "hidden" not in each.attrib]


def seed_chat(*, written_up: bool) -> Page:
    text = (kit.CORPUS / f"{SEED}.md").read_text("utf-8")
    if not written_up:
        text, count = re.subn(r"^outcome:\n(?:[ ].*\n)+", "", text, flags=re.MULTILINE)
        assert count == 1
    every = kit.catalogue(f"docs/{SEED}.md\n{text}", fill=False)
    return every.by_path[f"{SEED}.md"]


@pytest.mark.parametrize(
    ("moment", "written_up", "state", "countdown", "notice"),
    [
        ("2021-02-07 12:00", False, "Announced", "in 3 days", ""),
        ("2021-02-10 08:00", False, "Today", "today", ""),
        ("2021-02-10 21:30", False, "Today", "on now", "It is on now."),
        ("2021-02-10 22:30", False, "Awaiting write-up", "today", "This chat has ended."),
        ("2021-02-11 12:00", False, "Awaiting write-up", "yesterday", "This chat has ended."),
        ("2021-02-25 12:00", False, "Awaiting write-up", "15 days ago", "This chat still awaits its write-up."),
        ("2026-11-22 12:00", True, "Written up", "5 years ago", ""),
    ],
)
def test_the_seeds_chat_shows_the_right_state(
    moment: str, written_up: bool, state: str, countdown: str, notice: str
) -> None:
    page = seed_chat(written_up=written_up)
    now = datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)
    site = Site(kit.catalogue(""), now)
    env = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True)
    env.globals.update(template_globals(site), start=StartLinks("", ""))
    asked = {"site": site, "this": page, "chat": page, "record": page.record}
    html = "".join(env.get_template(f"parts/chat-{part}.html").render(asked) for part in ("when", "notices"))
    made = lxml.html.fromstring(f"<div>{html}</div>")
    assert shown(made, ".//*[@data-state]") == [state]
    assert shown(made, ".//*[@data-countdown]") == [countdown]
    assert shown(made, ".//*[.when]") == ["Wednesday 10 February 2021, 9pm to 10pm (GMT)"]
    assert find(made, ".//*[.when]//time")[0].get("datetime") == "2021-02-10T21:00:00Z"
    notices = shown(made, ".//*[.notice]")
    assert [each.startswith(notice) for each in notices] == ([True] if notice else [])


def test_the_written_up_page_joins_the_chain(built: Path) -> None:
    page = page_of(built, SEED)
    changed = page.get_element_by_id("chat-changed").getnext()
    assert [words(link) for link in find(changed, ".//a")] == [
        "What do you mean by a public health approach?",
        "Is it relevant to enforcement?",
        "Are we doing other agencies’ jobs?",
    ]
    assert all(time.get("datetime") == "2026-11-22" for time in find(changed, ".//time"))
    assert len(find(changed, ".//time")) == 3
    figures = [each for each in find(page, ".//*[.write-up]//li") if "speakers" in words(each)]
    assert find(figures[0], ".//a")[0].get("href") == "../../papers/srivastava-blog-2021/"
    assert "The host’s own count" in words(figures[0])
    for address in find(changed, ".//a"):
        guide = page_of(built, address.get("href").replace("../../", ""))
        (back,) = find(guide, ".//section[@aria-labelledby='changed-by']//li")
        assert "Public health approaches in policing and the learning so far" in words(back)
        assert "asked around the WeCops chat" in words(back)


def test_hosts_come_name_first_with_a_link_to_the_account(built: Path) -> None:
    page = page_of(built, SEED)
    hosts = find(page, ".//section[@aria-labelledby='chat-hosts']//li")
    assert words(hosts[0]) == "Andy Rhodes, Chief Constable, Lancashire Constabulary (@CCARhodes on X)"
    assert [find(each, ".//a")[0].get("href") for each in hosts] == [
        f"https://x.com/{name}" for name in ("CCARhodes", "DCSSueClarke", "SuptSrivastava", "LancsVRN")
    ]


def test_every_calendar_file_reads_back_and_each_chat_with_an_hour_has_one(built: Path) -> None:
    files = sorted((built / "chats").glob("*.ics"))
    pages = (built / "chats").glob("20*/index.html")
    chats = {path.parent.name for path in pages if re.search(r'class="when"><time datetime="[^"]*T', path.read_text())}
    assert {file.stem for file in files} == chats | {"chats"}
    for file in files:
        content = file.read_bytes()
        assert content.count(b"\r\n") == content.count(b"\n")
        one = {str(event["UID"]) for event in Calendar.from_ical(content).walk("VEVENT")}
        assert one == {event.uid for event in ics.Calendar(content.decode()).events}


def test_a_chat_that_is_over_offers_no_joining_no_calendar_and_no_host_pack(built: Path) -> None:
    page = page_of(built, SEED)
    assert not find(page, ".//*[.calendar]") + find(page, ".//*[.host-pack]") + find(page, ".//*[@id='chat-how']")
    (share,) = find(page, ".//*[@id='chat-share-text']")
    assert share.text_content().startswith("What came of the #WeCops chat of 10 February 2021")


def test_the_page_says_it_is_an_event(built: Path) -> None:
    (script,) = [json.loads(each.text) for each in find(page_of(built, SEED), ".//script[@type='application/ld+json']")]
    assert script["@type"] == "Event"
    assert script["startDate"] == "2021-02-10T21:00:00+00:00"
    assert script["url"].endswith(f"/{SEED}/")


def test_the_register_joins_questions_to_chats_and_guides(built: Path) -> None:
    page = page_of(built, "chats/questions")
    headings = {words(each): each for each in find(page, ".//h3")}
    question = headings["Are the police simply doing other agencies’ work?"]
    asked, answered = question.getnext(), question.getnext().getnext()
    assert "10 February 2021" in words(asked)
    assert words(answered) == "Answered in: Are we doing other agencies’ jobs?"
    links = [each.get("href") for each in find(page_of(built, SEED), ".//*[.write-up]//a")]
    assert f"../questions/#{question.get('id')}" in links


CHATS = """
docs/chats/2030-02-06-on.md
---
title: "On “now” & then"
starts: 2030-02-10 21:00
minutes: 60
hashtag: "#WeCops"
announced: 2030-01-10
moved_from:
  starts: 2030-02-06 21:00
  on: 2030-02-01
  reason: The host was called away.
questions:
  - What does prevention mean to you?
  - Who pays?
reading:
  - page: christmas-2019
    why: It is where the idea starts.
---
docs/chats/2030-02-17-next.md
---
title: The one after
starts: 2030-02-17 21:00
minutes: 60
announced: 2030-02-01
---
docs/chats/2030-02-12-off.md
---
title: Not to be
starts: 2030-02-12 21:00
minutes: 60
announced: 2030-02-01
cancelled:
  on: 2030-02-05
  reason: Too few could come.
---
docs/chats/2030-01-10-past.md
---
title: Last month
starts: 2030-01-10 21:00
minutes: 60
announced: 2030-01-01
---
docs/chats/2029-03-10-old.md
---
title: Last year
starts: 2029-03-10 21:00
minutes: 60
announced: 2029-03-01
outcome:
  written_up: 2029-03-12
  summary: People spoke.
  disputed: [Who should pay.]
  open_questions: [Who pays?]
  no_change_reason: The guides said it already.
---
"""


def some_chats() -> dict[str, str]:
    made = {path: kit.filled(path, text) for path, text in kit.pages(CHATS).items()}
    return {**BASE, **made}


def test_lists_and_pages_of_chats_in_every_state(make_site: Callable[..., Path]) -> None:
    site = make_site(some_chats(), "2030-02-10 21:30")
    listing = page_of(site, "chats")
    coming = find(listing, ".//*[@data-group='coming']//h3")
    assert [words(each) for each in coming] == ["On “now” & then", "The one after"]
    assert [words(each) for each in find(listing, ".//*[@data-group='waiting']//h3")] == ["Last month"]
    by_year = find(listing, ".//*[@aria-labelledby='written-up']//*[self::h3 or self::h4]")
    assert [words(each) for each in by_year] == ["2029", "Last year"]
    assert [words(each) for each in find(listing, ".//*[@aria-labelledby='cancelled']//h4")] == ["Not to be"]
    assert shown(listing, ".//*[.coming]//*[@data-state]") == ["Today", "Announced"]
    assert shown(listing, ".//*[.coming]//*[@data-countdown]") == ["on now", "in 7 days"]
    assert "Papers: Christmas and Srivastava, 2019" in words(find(listing, ".//*[.chat-entry]")[0])

    on = page_of(site, "chats/2030-02-06-on")
    assert shown(on, ".//*[.notice]") == [
        "Moved on 1 February 2030. It was to be held on Wednesday 6 February 2030, 9pm (GMT). "
        "The host was called away.",
        "It is on now. See the posts with #WeCops.",
    ]
    questions = find(on, ".//*[@aria-labelledby='chat-questions']//li")
    assert [words(each) for each in questions] == ["9.05pm What does prevention mean to you?", "9.32pm Who pays?"]
    assert find(questions[1], ".//time")[0].get("datetime") == "2030-02-10T21:32:00Z"
    reading = find(on, ".//*[@aria-labelledby='chat-reading']//li")
    assert words(reading[0]).endswith("a discussion paper (paper). It is where the idea starts.")
    assert "open" in find(on, ".//details[.calendar]")[0].attrib
    links = [each.get("href") for each in find(on, ".//*[.calendar]//a")]
    assert links[0] == "../2030-02-06-on.ics"
    hosts = [each.split("/")[2] for each in links[1:4]]
    assert hosts == ["calendar.google.com", "outlook.live.com", "outlook.office.com"]
    assert links[4].startswith("webcal://")
    (pack,) = find(on, ".//*[.host-pack]/details")
    assert "open" not in pack.attrib
    for item in find(pack, ".//*[.posts]/li"):
        assert f"{X.length(find(item, './/pre')[0].text_content())} of 280" in words(item)

    past = page_of(site, "chats/2030-01-10-past")
    assert not find(past, ".//*[.calendar]") + find(past, ".//*[.host-pack]") + find(past, ".//*[@id='chat-how']")
    assert "was due on 10 January 2030" in words(find(past, ".//*[@id='chat-share-text']")[0])

    off = page_of(site, "chats/2030-02-12-off")
    assert shown(off, ".//*[@data-state]") == ["Cancelled"]
    assert shown(off, ".//*[.notice]") == ["Cancelled on 5 February 2030. Too few could come."]
    assert [words(each) for each in find(off, ".//*[.posts]//strong")] == ["Cancellation"]

    old = page_of(site, "chats/2029-03-10-old")
    assert "Nothing changed, and this is why: The guides said it already." in words(old)
    register = page_of(site, "chats/questions")
    asked = next(each for each in find(register, ".//h3") if words(each) == "Who pays?").getnext()
    assert [words(each) for each in find(asked, ".//a")] == ["Last year", "On “now” & then"]

    events = Calendar.from_ical((site / "chats/chats.ics").read_bytes()).walk("VEVENT")
    assert [(str(event["SUMMARY"]), event["STATUS"], event["SEQUENCE"]) for event in events] == [
        ("Last year", "CONFIRMED", 1),
        ("Last month", "CONFIRMED", 0),
        ("On “now” & then", "CONFIRMED", 1),
        ("Cancelled: Not to be", "CANCELLED", 1),
        ("The one after", "CONFIRMED", 0),
    ]
