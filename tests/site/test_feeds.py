"""The feeds of the corpus, as a subscriber meets them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html

from catalogue.outputs.feeds import FEEDS
from tests import contract, kit

BASE = "https://public-health-policing.example/"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = [feed.name for feed in FEEDS]


def page(built: Path, path: str) -> html.HtmlElement:
    """A page of the built site."""
    return html.parse(str(built / path)).getroot()


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_keeps_the_contract_in_both_forms(built: Path, name: str) -> None:
    sent = contract.of_rss((built / f"feeds/{name}.xml").read_bytes(), NOW, BASE)
    assert sent == contract.of_json((built / f"feeds/{name}.json").read_text("utf-8"), NOW, BASE)
    assert sent


@pytest.mark.parametrize("name", ["feed_rss_created.xml", "feed_rss_updated.xml"])
def test_the_names_that_themes_advertise_hold_everything(built: Path, name: str) -> None:
    everything = contract.of_rss((built / "feeds/everything.xml").read_bytes(), NOW, BASE)
    assert contract.of_rss((built / name).read_bytes(), NOW, BASE) == everything
    assert feedparser.parse(str(built / name)).feed.links[-1].href == BASE + name


def kind_of(identity: str) -> str:
    """The kind of page an entry is about, by its id: `tag:…:guide/…` or `tag:…:batch/guide/…`."""
    return identity.rpartition(":")[2].removeprefix("batch/").partition("/")[0]


def test_each_feed_carries_its_kind_and_everything_carries_all(built: Path) -> None:
    sent = {
        name: [item["id"] for item in json.loads((built / f"feeds/{name}.json").read_text("utf-8"))["items"]]
        for name in NAMES
    }
    for feed in FEEDS[1:]:
        assert sent[feed.name] == [each for each in sent["everything"] if kind_of(each) == feed.kind]
    assert {kind_of(each) for each in sent["everything"]} == {feed.kind for feed in FEEDS[1:]}


def test_nothing_stands_in_the_folder_of_the_feeds_that_nobody_is_told_of(built: Path) -> None:
    found = {path.name for path in (built / "feeds").iterdir() if path.suffix not in (".br", ".gz")}
    told = {name for file in built.rglob("*.html") for name in re.findall(r"([\w-]+\.xml)\"", file.read_text("utf-8"))}
    topics = {name for name in found if name.startswith(("role-", "theme-", "element-"))}
    assert {name for name in topics if name.endswith(".xml")} <= told
    page = {f"index.{ending}" for ending in ("html", "json", "md")}
    wanted = {*page, "feeds.opml", *(f"{name}.{ending}" for name in NAMES for ending in ("xml", "json"))}
    assert found - topics == wanted


def test_what_the_ledger_says_was_sent_is_there_and_leads_to_a_page(built: Path) -> None:
    """What went out alone still does, under its id; what is told together is under that of the day."""
    items = {item["id"]: item for item in json.loads((built / "feeds/everything.json").read_text("utf-8"))["items"]}
    sent = kit.corpus().ledger.lines
    alone = [line.id for line in sent if line.id in items]
    assert len(sent) > 70 and len(alone) > 20
    told = [line for line in sent if line.id not in items]
    assert {f"{line.record.partition('/')[0]}/{line.kind}" for line in told} == {
        identity.partition(":batch/")[2] for identity in items if ":batch/" in identity
    }
    pages = [item["url"].removeprefix(BASE).partition("#")[0] for item in items.values()]
    assert [path for path in pages if not (built / path / "index.html").is_file()] == []


def test_a_guide_is_sent_whole(built: Path) -> None:
    items = json.loads((built / "feeds/guidance.json").read_text("utf-8"))["items"]
    text = next(item["content_html"] for item in items if "/carrying-naloxone/" in item["url"])
    for words in (
        "Get an ambulance coming.",
        "Do not treat this page as training.",
        "Points to official guidance.",
    ):
        assert words in text
    assert f'<a href="{BASE}glossary/naloxone/"' in text


def test_news_leads_to_the_pages_it_is_about(built: Path) -> None:
    items = json.loads((built / "feeds/chats.json").read_text("utf-8"))["items"]
    written_up = next(item for item in items if item["id"].endswith("public-health-approaches/written-up"))
    assert f'<a href="{BASE}guidance/what-is-a-public-health-approach/"' in written_up["content_html"]
    assert written_up["tags"] == ["Chat", "Written up"] and written_up["authors"] == [{"name": "Chat editor"}]


def test_every_page_advertises_every_feed_and_none_that_is_dead(built: Path) -> None:
    pages = [path for path in built.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text("utf-8")]
    assert len(pages) > 70
    wanted = {built / f"feeds/{name}.{ending}" for name in NAMES for ending in ("xml", "json")}
    for path in pages:
        if path.parent.name == "card":  # it stands in pages of others, who tell their readers of feeds of their own
            continue
        links = re.findall(
            r'<link rel="alternate" type="application/(?:rss\+xml|feed\+json)"[^>]* href="([^"]+)"',
            path.read_text("utf-8"),
        )
        assert {
            (built / link[1:] if link.startswith("/") else (path.parent / link).resolve()) for link in links
        } >= wanted, path
    assert all(path.is_file() for path in wanted)


def test_the_list_of_feeds_names_them_all(built: Path) -> None:
    outlines = etree.parse(str(built / "feeds/feeds.opml")).findall("body/outline")
    assert [outline.get("xmlUrl") for outline in outlines] == [f"{BASE}feeds/{name}.xml" for name in NAMES[1:]]
    assert all(outline.get("type") == "rss" and outline.get("text") for outline in outlines)


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_the_page_for_people_shows_what_a_feed_carries(built: Path, feed) -> None:
    section = page(built, "feeds/index.html").xpath(f"//section[@aria-labelledby='{feed.name}']")[0]
    items = json.loads((built / f"feeds/{feed.name}.json").read_text("utf-8"))["items"]
    assert section.xpath(".//ul[@class='news']//a/text()") == [item["title"] for item in items[:3]]
    assert section.xpath(".//code/text()") == [f"{BASE}feeds/{feed.name}.xml"]
    assert section.xpath(".//button/@data-copy-from") == [section.xpath(".//code/@id")[0]]
    assert section.xpath(".//a[@class='button']") == []


def test_the_page_for_people_tells_how_and_offers_the_list(built: Path) -> None:
    follow = page(built, "feeds/index.html")
    assert {"in-a-feed-reader", "by-e-mail"} <= set(follow.xpath("//h2/@id"))
    assert follow.xpath("//a[@download]/@href") == ["feeds.opml"]
    assert "xml-stylesheet" not in (built / "feeds/everything.xml").read_text("utf-8")


def test_the_news_lists_every_item_by_year(built: Path) -> None:
    """Each entry of the feed is on a page, alone or as the summary of what is told together."""
    news = page(built, "news/index.html")
    parts = [page(built, file.relative_to(built)) for file in (built / "news").glob("year-*/**/index.html")]
    items = json.loads((built / "feeds/everything.json").read_text("utf-8"))["items"]
    titles = [
        " ".join(each.text_content().split())
        for part in parts or [news]
        for each in part.xpath("//*[@id='news']//li//strong | //*[@id='news']//summary")
    ]
    assert sorted(titles) == sorted(item["title"] for item in items)
    years = [int(year) for year in news.xpath("//nav[@aria-label='Years']//a/text()")]
    assert years == sorted({int(item["date_published"][:4]) for item in items}, reverse=True)
    assert news.xpath("//select[@data-by='kind']/option/@value") == ["", "guide", "chat", "paper", "term", "post"]


def test_a_page_and_its_news_lead_to_each_other(built: Path) -> None:
    guide = page(built, "guidance/what-is-a-public-health-approach/index.html").xpath(
        "//section[@aria-labelledby='changes']"
    )[0]
    told = next(href for href in guide.xpath(".//a/@href") if href.endswith("#day-2026-11-22"))
    assert "../../chats/2021-02-10-public-health-approaches/" in guide.xpath(".//a/@href")
    there = told.removeprefix("../../").partition("#")[0]
    assert page(built, f"{there}index.html").xpath("//*[@id='day-2026-11-22']")


def test_the_home_page_tells_the_newest(built: Path) -> None:
    latest = page(built, "index.html").xpath("//section[@aria-labelledby='latest']")[0]
    assert latest.xpath(".//li[1]/a/text()")[0].startswith("Chat written up: ")
    assert any(re.fullmatch(r"\d+ papers added", words) for words in latest.xpath(".//li/a/text()"))
