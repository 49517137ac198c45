"""What search engines and other sites find: the map, canonical addresses, cards, and the page for what is not there."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from lxml import etree, html

from tests import kit

BASE = "https://public-health-policing.example/"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def pages(built: Path) -> dict[str, html.HtmlElement]:
    """Every page of the built site by address, less the one for what is not there and old addresses that lead on."""
    found = {path.parent.relative_to(built).as_posix(): path for path in built.rglob("index.html")}
    found.pop("search")
    # The card of a guide, and what was, are for those who are led there.
    found = {name: path for name, path in found.items() if not (name.endswith("/card") or name.startswith("as-at"))}
    every = {"" if name == "." else f"{name}/": html.parse(str(path)).getroot() for name, path in found.items()}
    return {name: page for name, page in every.items() if not page.xpath("//meta[@http-equiv='refresh']")}


def test_the_map_names_every_page_once_with_the_day_of_its_record(built: Path) -> None:
    entries = etree.parse(str(built / "sitemap.xml")).findall(f"{MAP}url")
    days = {entry.findtext(f"{MAP}loc").removeprefix(BASE): entry.findtext(f"{MAP}lastmod") for entry in entries}
    assert len(days) == len(entries) > 70
    assert all((built / address / "index.html").is_file() for address in days)
    retired = {page.address for page in kit.corpus().pages if page.record.retired}
    assert retired and set(days) == set(pages(built)) - retired
    assert days["news/2018-02-07-police-and-health-agree/"] == "2018-02-07"
    assert days["guidance/carrying-naloxone/"] == "2026-11-19"
    assert all(day is None or (re.fullmatch(r"\d{4}-\d\d-\d\d", day) and day <= "2026-11-25") for day in days.values())


def test_robots_are_told_of_the_map(built: Path) -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in (built / "robots.txt").read_text("utf-8").splitlines()


def test_each_page_says_what_its_address_is_and_how_to_show_it_when_shared(built: Path) -> None:
    for address, page in pages(built).items():
        assert page.xpath("//link[@rel='canonical']/@href") == [BASE + address]
        given = {meta.get("property"): meta.get("content") for meta in page.xpath("//head/meta[@property]")}
        assert given["og:url"] == BASE + address
        assert all(given[f"og:{name}"].strip() for name in ("title", "description", "type", "site_name", "image:alt"))
        assert (built / given["og:image"].removeprefix(BASE)).is_file(), given["og:image"]
        assert page.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]


def test_each_page_has_a_card_of_its_own_and_of_the_size_it_says(built: Path) -> None:
    seen = {}
    for address, page in pages(built).items():
        given = {meta.get("property"): meta.get("content") for meta in page.xpath("//head/meta[@property]")}
        data = (built / given["og:image"].removeprefix(BASE)).read_bytes()
        size = (int(given["og:image:width"]), int(given["og:image:height"]))
        assert data.startswith(b"\x89PNG\r\n\x1a\n") and struct.unpack(">II", data[16:24]) == size
        assert len(data) < 12_000
        assert given["og:title"] in given["og:image:alt"]
        seen[data] = address
    # Two pages of one kind and title would be drawn alike, and the parts of a list bear that of the list.
    whole = [address for address in pages(built) if not re.search(r"/(year|letter|theme|role)-", address)]
    assert len(seen) >= len(whole) - 2


def test_the_picture_of_the_feeds_has_the_size_they_say(built: Path) -> None:
    image = etree.parse(str(built / "feeds/everything.xml")).find("channel/image")
    data = (built / image.findtext("url").removeprefix(BASE)).read_bytes()
    assert struct.unpack(">II", data[16:24]) == (int(image.findtext("width")), int(image.findtext("height")))
