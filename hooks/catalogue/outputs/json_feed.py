"""Writes a feed as JSON Feed 1.1, from the same entries as the RSS."""

from __future__ import annotations

import json

from catalogue.addresses import whole
from catalogue.outputs.feeds import Channel, Entry


def json_feed(channel: Channel) -> str:
    """A channel as the text of a JSON feed."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.base,
        "feed_url": channel.address("json"),
        "description": channel.feed.says,
        "icon": whole("assets/icon.png", channel.base),
        "favicon": whole("assets/feed.png", channel.base),
        "language": "en-GB",
        "authors": [{"name": channel.site_name, "url": channel.base}],
        "items": [_item(entry) for entry in channel.entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "date_published": entry.updated,
        "authors": [{"name": entry.owner}],
        "tags": list(entry.categories),
    }
