"""The announcement of 10 February 2021, live: the chat, its words, its news."""

from __future__ import annotations

import re
from pathlib import Path

import feedparser
import pytest
from lxml import html

CHAT = "chats/2021-02-10-public-health-approaches/index.html"


def page(built: Path, path: str) -> html.HtmlElement:
    """A page of the built site."""
    return html.parse(str(built / path)).getroot()


def words(element: html.HtmlElement) -> str:
    """The text of an element, white space folded."""
    return " ".join(element.text_content().split())


def test_the_chat_says_when_it_was(built: Path) -> None:
    assert "Wednesday 10 February 2021, 9pm to 10pm (GMT)" in words(page(built, CHAT))


@pytest.mark.parametrize("handle", ["CCARhodes", "DCSSueClarke", "SuptSrivastava", "LancsVRN"])
def test_each_host_can_be_reached(built: Path, handle: str) -> None:
    links = page(built, CHAT).xpath(f"//a[contains(., '@{handle}')]/@href")
    assert set(links) == {f"https://x.com/{handle}"}


def test_a_word_in_the_chat_leads_to_its_page_and_back(built: Path) -> None:
    link = page(built, CHAT).xpath("//main//a[.='population focus']/@href")[0]
    assert link == "../../glossary/population-focus/"
    used = page(built, "glossary/population-focus/index.html").xpath("//section[@aria-labelledby='used-in']//a/@href")
    assert "../../chats/2021-02-10-public-health-approaches/" in used


def test_the_heading_that_was_lost_has_its_own_page(built: Path) -> None:
    assert words(page(built, "glossary/prevention/index.html").find(".//h1")) == "Prevention"


def test_the_feed_holds_the_announcement_on_its_own_day(built: Path) -> None:
    feed = feedparser.parse(str(built / "feeds/chats.xml"))
    assert not feed.bozo
    announced = [entry for entry in feed.entries if entry.title.startswith("Chat on 10 February 2021")]
    assert [entry.published_parsed[:5] for entry in announced] == [(2021, 2, 10, 9, 0)]


def test_every_page_advertises_the_feed(built: Path) -> None:
    pages = list(built.rglob("index.html"))
    assert len(pages) > 70
    for file in pages:
        if "http-equiv" in (text := file.read_text("utf-8")):
            continue  # an old address that leads on
        assert re.search(r'rel="alternate" type="application/rss\+xml"', text), file


def test_the_home_page_leads_everywhere(built: Path) -> None:
    home = page(built, "index.html")
    headings = [words(each) for each in home.xpath("//h2")]
    for heading in ("Next chat", "Start by situation", "The five elements", "Latest news", "Share this page"):
        assert heading in headings
    first = home.xpath("//body//a")[0]
    assert words(first) == "Skip to content"
    assert home.xpath(f"//*[@id='{first.get('href')[1:]}']")


def test_sharing_asks_nothing_of_other_sites(built: Path) -> None:
    home = page(built, "index.html")
    named = [words(each) for each in home.xpath("//section[@class='share']//li")]
    assert named == ["X", "Bluesky", "LinkedIn", "WhatsApp", "Teams", "E-mail", "Copy link"]
    assert not [
        each
        for each in home.xpath("//script/@src | //link/@href | //img/@src")
        if "//" in each and "example" not in each
    ]
