"""A stream one can live with: like things together, the newest in full, older ones in archives."""

from __future__ import annotations

import json
from datetime import timedelta

import feedparser
import pytest

from catalogue.dates import now
from catalogue.folder import read_texts
from catalogue.outputs.feed_entries import writer
from catalogue.outputs.feeds import LARGEST, NEWEST, Channel, FeedOptions, files, json_feed, opml, rss
from catalogue.outputs.topic_feeds import topic_feeds
from catalogue.site.site import Site
from tests.news import life
from tests.properties import test_news_contract as made

NOW = now("2026-06-15 12:00", {})


def channels(pages: dict[str, str | bytes]) -> dict[str, Channel]:
    """The feeds of these pages, by name."""
    return {channel.feed.name: channel for channel in made.channels(read_texts(pages))}


def archives(channel: Channel) -> dict[str, str]:
    """Every archive of a feed, by address."""
    return {
        path: text
        for number, _ in enumerate(channel.archives, 1)
        for path, text in files(channel, "CC", number).items()
    }


def paper(number: int, day: str, words: str = "Words.") -> tuple[str, str]:
    """A paper that was added on a day."""
    block = f"title: Paper {number}\nauthors: [Smith]\nyear: 2019\npublisher: BMJ\ngenre: article\nadded: {day}\n"
    return f"papers/smith-{number}.md", f"---\n{block}---\n{words}\n"


def daily(count: int, words: str = "Words.") -> dict[str, str | bytes]:
    """So many papers, one a day."""
    first = NOW.date() - timedelta(days=count)
    return dict(paper(number, (first + timedelta(days=number)).isoformat(), words) for number in range(count))


def test_what_happened_alike_on_one_day_is_one_entry_that_lists_them_all():
    pages = dict(paper(number, "2026-05-05") for number in range(50))
    pages["guidance/x.md"] = "---\ntitle: X\n---\nAs [@smith-7] says.\n"
    (entry,) = channels(pages)["papers"].entries
    assert entry.title == "50 papers added" and entry.content.count("<li>") == 50
    assert entry.summary.startswith("Paper 7; ") and entry.summary.endswith("and 47 more.")
    assert entry.id == "batch/paper/added/2026-05-05"


@pytest.mark.parametrize("count", [3, 50, 51, 120, 260])
def test_the_newest_stand_in_full_and_every_older_one_in_an_archive_that_leads_on(count: int):
    channel = channels(daily(count))["papers"]
    older = archives(channel)
    assert len(channel.newest) == min(count, NEWEST)
    seen = {entry.id for entry in channel.newest}
    address, steps = channel.older("xml", 0), 0
    while address:
        read = feedparser.parse(older[address.removeprefix(made.BASE)].encode())
        assert not read.bozo and "fh_archive" in read.feed
        seen |= {entry.id for entry in read.entries}
        address = next((link.href for link in read.feed.links if link.rel == "prev-archive"), "")
        steps += 1
    assert steps == len(channel.archives) and seen == {entry.id for entry in channel.entries}
    text, seen = json_feed(channel), set()
    while text:
        feed = json.loads(text)
        seen |= {item["id"] for item in feed["items"]}
        text = older[feed["next_url"].removeprefix(made.BASE)] if "next_url" in feed else ""
    assert seen == {entry.id for entry in channel.entries}


def test_a_full_archive_never_changes():
    pages = daily(260)
    before = archives(channels(pages)["papers"])
    pages |= dict([paper(999, NOW.date().isoformat())])
    after = archives(channels(pages)["papers"])
    assert all(after[path] == text for path, text in before.items())
    assert len(before) == 10


def test_a_first_fetch_stays_small_however_long_the_pages_are():
    channel = channels(daily(60, "Many words. " * 600))["papers"]
    assert 1 <= len(channel.newest) < NEWEST
    assert len(made.rss(channel)) < 150_000 and len(json_feed(channel).encode()) < 150_000
    assert sum(entry.size for entry in channel.newest) <= LARGEST


def test_the_list_of_feeds_offers_the_parts_and_not_everything_beside_them():
    found = opml(list(channels(daily(2)).values()))
    assert "feeds/papers.xml" in found and "everything" not in found


def test_a_title_and_a_summary_read_as_typed_in_a_reader_that_takes_them_for_html():
    pages = {
        "glossary/x.md": "---\ntitle: The <b>bold</b> word\ndefinition: Say <x> & more.\npublished: 2026-01-01\n---\n"
    }
    (entry,) = feedparser.parse(made.rss(channels(pages)["glossary"])).entries
    assert entry.title == "New word: The ‹b›bold‹/b› word"
    assert "&lt;x&gt; &amp; more" in entry.summary


def test_an_edited_item_says_so_and_moves_its_day_of_change():
    *_, (_, _, catalogue) = life.lives()
    found = {channel.feed.name: channel for channel in made.channels(catalogue)}
    entry = next(entry for entry in found["glossary"].entries if entry.updated != entry.moment)
    assert "Edited on 1 May 2026." in entry.content
    item = next(item for item in json.loads(json_feed(found["glossary"]))["items"] if item["id"] == entry.id)
    assert item["date_modified"].startswith("2026-05-01") and item["date_published"].startswith("2026-01-05")


def test_a_topic_that_holds_enough_has_a_feed_and_a_page_has_one_of_its_own():
    pages = {
        f"guidance/{name}.md": f"---\ntitle: {name}\ntheme: drugs\nfor: [custody]\npublished: 2026-05-0{day}\n---\n"
        for day, name in enumerate(("one", "two"), 1)
    }
    pages["guidance/three.md"] = "---\ntitle: three\ntheme: roads\npublished: 2026-05-05\n---\n"
    site = Site(read_texts(pages).on(NOW.date()), NOW)
    made_up = writer(site, made.TEMPLATES, lambda page: "", made.BASE)
    found = topic_feeds(site, made_up, FeedOptions("Name"), made.BASE)
    assert [channel.path("xml") for channel in found.topics] == ["feeds/role-custody.xml", "feeds/theme-drugs.xml"]
    page = site.catalogue.by_path["guidance/one.md"]
    assert [channel.path("xml") for channel in found.of(page)] == ["guidance/one/feed.xml", "feeds/role-custody.xml"]
    for channel in found.all:
        read = feedparser.parse(rss(channel, "CC").encode())
        assert not read.bozo and read.entries and read.feed.title.startswith("Name: ")
    (entry,) = feedparser.parse(rss(found.pages["guidance/three.md"], "CC").encode()).entries
    assert entry.title == "New guide: three"
