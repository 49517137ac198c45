"""The feeds: news items as entries of channels, for the plugin that writes RSS, as JSON Feed 1.1 and in OPML 2.0."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from catalogue.addresses import whole
from catalogue.kinds import KINDS
from catalogue.site.markup import for_feeds
from catalogue.site.news import Item
from catalogue.site.site import Site

# XML 1.0 can hold none of these, not even escaped; half a surrogate pair cannot be written as UTF-8 at all. The
# controls from U+007F on can be held and are discouraged.
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """A text less the characters that no XML file can hold."""
    return _UNFIT.sub("", text)


TEMPLATE = Path(__file__).parent / "templates" / "rss.xml"
"""Our own template: its name ends in .xml, so that whatever titles hold is escaped."""


@dataclass(frozen=True)
class Feed:
    """A feed by need: the kind of page it carries (empty for all), its name, which never changes, and its words."""

    kind: str
    name: str
    title: str
    says: str


FEEDS = (
    Feed("", "everything", "Everything", "Everything new on public health approaches in UK policing"),
    *(Feed(kind.name, kind.folder, kind.section, kind.feed) for kind in KINDS if kind.feed),
)
"""The feeds, the one with everything first."""


@dataclass(frozen=True)
class Entry:
    """A news item ready to be sent: whole addresses, and only characters that a feed can hold."""

    item: Item
    id: str
    title: str
    link: str
    summary: str
    content: str
    owner: str
    categories: tuple[str, ...]

    @cached_property
    def updated(self) -> str:
        """The moment of the item as RFC 3339 has it, in UTC."""
        return self.item.updated.astimezone(UTC).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True)
class Channel:
    """A feed with its entries, newest first; `base` is the site's own address."""

    feed: Feed
    site_name: str
    base: str
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """The name of the feed as readers list it beside others."""
        return f"{self.site_name}: {self.feed.title.lower()}" if self.feed.kind else self.site_name

    def path(self, ending: str) -> str:
        """The address of the feed's file below the site's own: `feeds/guidance.xml`."""
        return f"feeds/{self.feed.name}.{ending}"

    def address(self, ending: str) -> str:
        """The whole address of the feed's file."""
        return whole(self.path(ending), self.base)


def channels(site: Site, env: Any, prose: Mapping[str, str], site_name: str, base: str) -> list[Channel]:
    """Every feed with its entries; `prose` is each page's finished prose (HTML) by path."""
    template = env.get_template("parts/entry.html")
    found = [
        _entry(
            item, template.render(item=item, site=site, prose=prose.get(item.page.path, "") if item.page else ""), base
        )
        for item in site.news
    ]
    return [
        Channel(feed, site_name, base, tuple(one for one in found if feed.kind in ("", one.item.page_kind)))
        for feed in FEEDS
    ]


def _entry(item: Item, content: str, base: str) -> Entry:
    link = whole(item.address, base)
    return Entry(
        item, xml_safe(item.id), xml_safe(item.title).strip() or "News", link, xml_safe(item.changed),
        for_feeds(xml_safe(content), link),
        xml_safe((item.page and item.page.record.owner) or "") or "Editors",
        tuple(xml_safe(each) for each in item.categories),
    )  # fmt: skip


def fill(plugin: Any, found: list[Channel], information: type[Any]) -> None:
    """Give an instance of the plugin its entries and the fields of its channel; nothing of the build's own time."""
    name = Path(plugin.config.feeds_filenames.rss_created).stem
    channel = next((one for one in found if one.feed.name == name), found[0])
    # Put in place of what is there: while serving, the list would grow at every rebuild.
    plugin.pages_to_filter[:] = [_information(entry, information) for entry in channel.entries]
    newest = format_datetime(channel.entries[0].item.moment) if channel.entries else None
    for feed in (plugin.feed_created, plugin.feed_updated):
        feed.entries.clear()
        feed.title, feed.description = channel.title, channel.feed.says
        feed.pubDate = feed.buildDate = newest
        feed.author = feed.repo_url = None
        feed.logo_url = whole("assets/feed.png", channel.base)


def _information(entry: Entry, information: type[Any]) -> Any:
    moment = entry.item.moment
    found = information(
        title=entry.title,
        guid=entry.id,
        link=entry.link,
        description=entry.summary,
        categories=list(entry.categories),
        created=moment,
        updated=moment,
    )
    # The template asks for these too; the plugin's own record has no place for them.
    found.entry, found.pub_date = entry, format_datetime(moment)
    return found


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


def opml(channels: Iterable[Channel]) -> str:
    """The channels as an outline, the one with everything first."""
    found = list(channels)
    lines = [_outline(channel) for channel in found]
    title = escape(found[0].site_name if found else "")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"<head><title>{title}</title></head>\n<body>\n{''.join(lines)}</body>\n</opml>\n"
    )


def _outline(channel: Channel) -> str:
    given = {
        "type": "rss",
        "text": channel.title,
        "title": channel.title,
        "description": channel.feed.says,
        "language": "en-gb",
        "xmlUrl": channel.address("xml"),
        "htmlUrl": whole("feeds/", channel.base),
    }
    return f"<outline {' '.join(f'{name}={quoteattr(value)}' for name, value in given.items())}/>\n"
