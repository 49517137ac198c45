"""The contract of the news stream, each clause a check: whatever is read as a feed has to keep it."""

from __future__ import annotations

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import jsonschema
from lxml import etree, html

UK = ZoneInfo("Europe/London")
SCHEMA = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parent / "schemas" / "json-feed-1.1.json").read_text("utf-8")),
    format_checker=jsonschema.FormatChecker(),
)
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
ID = re.compile(r"(tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:)?[a-z]+/[a-z0-9-]+(/[a-z-]+)?(/\d{4}-\d\d-\d\d)?(/[2-9]\d*)?")


def of_rss(text: bytes, now: datetime, base: str) -> list[str]:
    """Hold an RSS feed to every clause; gives its ids, in order."""
    channel = etree.fromstring(text).find("channel")
    assert channel is not None
    assert not feedparser.parse(text).bozo
    for name in ("title", "link", "description", "language", "ttl", "image/url", "image/title", "image/link"):
        assert channel.findtext(name), name
    assert channel.findtext("image/title") == channel.findtext("title")
    itself = channel.find("atom:link", NAMES)
    assert itself is not None and itself.get("rel") == "self" and itself.get("href", "").startswith(base)
    items = channel.findall("item")
    for item in items:
        of_rss_item(item, now, base)
    ids = [item.findtext("guid") or "" for item in items]
    in_order(ids, [parsedate_to_datetime(item.findtext("pubDate") or "") for item in items])
    return ids


def of_rss_item(item: Any, now: datetime, base: str) -> None:
    """Hold one item to its clauses."""
    guid = item.find("guid")
    assert guid.get("isPermaLink") == "false"
    dated(guid.text, parsedate_to_datetime(item.findtext("pubDate")), now)
    assert datetime.fromisoformat(item.findtext("atom:updated", namespaces=NAMES)) >= parsedate_to_datetime(
        item.findtext("pubDate")
    )
    assert item.findtext("title").strip()
    assert item.findtext("dc:creator", namespaces=NAMES).strip()
    assert len(item.findall("category")) >= 2
    assert item.findtext("link").startswith(base)
    whole_text(item.findtext("content:encoded", namespaces=NAMES))


def of_json(text: str, now: datetime, base: str) -> list[str]:
    """Hold a JSON feed to every clause; gives its ids, in order."""
    feed = json.loads(text)
    SCHEMA.validate(feed)
    assert feed["feed_url"].startswith(base)
    for item in feed["items"]:
        dated(item["id"], datetime.fromisoformat(item["date_published"]), now)
        assert item["title"].strip() and item["url"].startswith(base)
        whole_text(item["content_html"])
    ids = [item["id"] for item in feed["items"]]
    in_order(ids, [datetime.fromisoformat(item["date_published"]) for item in feed["items"]])
    return ids


def dated(guid: str, moment: datetime, now: datetime) -> None:
    """The id is one of ours; the moment is nine in the morning or little later, UK time, and not in the future."""
    assert ID.fullmatch(guid), guid
    assert moment.astimezone(UK).hour == 9
    assert moment <= now


def in_order(ids: list[str], moments: list[datetime]) -> None:
    """No id twice; the newest first, and ties by id."""
    assert len(set(ids)) == len(ids)
    found = [(-moment.timestamp(), each) for moment, each in zip(moments, ids, strict=True)]
    assert found == sorted(found)


def whole_text(text: str) -> None:
    """There is a full text, its addresses are whole, and nothing in it can run."""
    assert text.strip()
    for element in html.fragments_fromstring(f"<div>{text}</div>")[0].iter():
        assert element.tag not in ("script", "style", "iframe", "object", "form", "button"), element.tag
        for name, value in element.attrib.items():
            assert not name.startswith(("on", "data-", "style")), name
            if name in ("href", "src"):
                assert re.match(r"(https?://|mailto:|tel:)", value), value
