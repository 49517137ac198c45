"""The feeds: news items as entries of channels, for the plugin that writes RSS, as JSON Feed 1.1 and in OPML 2.0."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache, cached_property, lru_cache, partial
from html import escape as html_escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

import jinja2
from pydantic_core import to_json

from catalogue.addresses import whole
from catalogue.kinds import KINDS
from catalogue.outputs.feed_entries import Entry, Writer
from catalogue.site.site import Site

TEMPLATE = Path(__file__).parent / "templates" / "rss.xml"
"""Our own template: its name ends in .xml, so that whatever titles hold is escaped."""


class Feed(NamedTuple):
    """A feed by need: the kind of page it carries (empty for all), its name, which never changes, and its words.

    It stands in `folder`, below the site's own address, in these forms.
    """

    kind: str
    name: str
    title: str
    says: str
    folder: str = "feeds/"
    forms: tuple[str, ...] = ("xml", "json")

    @property
    def is_whole(self) -> bool:
        """It carries everything."""
        return self.name == "everything"


FEEDS = (
    Feed("", "everything", "Everything", "Everything new on public health approaches in UK policing"),
    *(Feed(kind.name, kind.folder, kind.section, kind.feed) for kind in KINDS if kind.feed),
)
"""The feeds, the one with everything first."""


NEWEST = 50
"""How many entries an archive holds, and a feed in full where the settings name no other number (RFC 5005)."""

LARGEST = 110_000
"""About how many characters of entries a feed holds, so that a first fetch stays below 150 KB."""


class FeedOptions(NamedTuple):
    """What the settings may say of the feeds: how many entries each holds in full, and the words for the whole.

    `ttl` is in minutes, as RSS has it; `image` is an address, whole or below the site's own; `hub` is that of
    a WebSub hub.
    """

    title: str
    length: int = NEWEST
    says: str = ""
    ttl: int = 1440
    image: str = "assets/feed.png"
    hub: str = ""


# The same two for every feed of a site, and each element, word and guide has one.
_joined = lru_cache(maxsize=8)(urljoin)


@dataclass(frozen=True)
class Channel:
    """A feed; `base` is the site's own address, and `made` gives its entries, newest first, when they are asked for."""

    feed: Feed
    options: FeedOptions
    base: str
    made: Callable[[], tuple[Entry, ...]]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Its entries, newest first."""
        return self.made()

    def forget(self) -> None:
        """Let go of what its entries say: it is made again where somebody asks."""
        for entry in vars(self).get("entries", ()):
            entry.forget()

    @property
    def site_name(self) -> str:
        """What the whole is called: the site's name, where the settings give the feeds no other."""
        return self.options.title

    @property
    def says(self) -> str:
        """What the feed says of itself."""
        return self.options.says if self.feed.is_whole and self.options.says else self.feed.says

    @property
    def image(self) -> str:
        """The whole address of its picture."""
        return str(_joined(self.base, self.options.image))

    @property
    def title(self) -> str:
        """The name of the feed as readers list it beside others."""
        return self.site_name if self.feed.is_whole else f"{self.site_name}: {self.feed.title.lower()}"

    @property
    def newest(self) -> tuple[Entry, ...]:
        """The entries of the feed itself: the newest, as many as fit, one at least."""
        return self.entries[: self.count]

    @cached_property
    def count(self) -> int:
        """How many entries the feed itself holds."""
        size, count = 0, 0
        for entry in self.entries[: self.options.length]:
            size += entry.size
            if count and size > LARGEST:
                break
            count += 1
        return count

    def settle(self, count: int) -> None:
        """Say how many entries the feed holds, where that was worked out before, from the same ones."""
        vars(self)["count"] = count

    @property
    def first(self) -> list[str]:
        """The paths of the pages of the entries that the feed holds if they fit."""
        return pages_of(self.entries[: self.options.length])

    @cached_property
    def archives(self) -> tuple[tuple[Entry, ...], ...]:
        """The entries by fifties, the oldest first, as far as the feed itself does not hold them all.

        Counted from the oldest, so that an archive that is full never changes.
        """
        oldest = self.entries[::-1]
        starts = range(0, len(self.entries) - self.count, NEWEST)
        return tuple(oldest[start : start + NEWEST][::-1] for start in starts)

    def path(self, ending: str, archive: int = 0) -> str:
        """The address of a file below the site's own: `feeds/guidance.xml`, or of its first archive: `…-1.xml`."""
        return f"{self.feed.folder}{self.feed.name}{f'-{archive}' if archive else ''}.{ending}"

    def address(self, ending: str, archive: int = 0) -> str:
        """The whole address of a file of the feed."""
        return whole(self.path(ending, archive), self.base)

    def older(self, ending: str, archive: int) -> str:
        """The whole address of the archive before one, or before the feed itself (0); empty at the oldest."""
        before = (archive or len(self.archives) + 1) - 1
        return self.address(ending, before) if before else ""


def channels(site: Site, made: Writer, options: FeedOptions, base: str) -> list[Channel]:
    """Every feed with its entries, as a writer makes them; `base` is the site's own address."""

    def entries(feed: Feed) -> tuple[Entry, ...]:
        """Its entries."""
        return made.entries(item for item in site.news if feed.kind in ("", item.page_kind))

    return [Channel(feed, options, base, partial(entries, feed)) for feed in FEEDS]


def pages_of(entries: Iterable[Entry]) -> list[str]:
    """The paths of the pages of which entries tell, relative to the docs folder."""
    return [page.path for entry in entries for page in entry.pages]


def rss_fields(entry: Entry) -> dict[str, Any]:
    """What our template asks of an item, by name: text, but `created` and `updated`, which are moments (aware)."""
    return {
        "title": entry.title, "guid": entry.id, "link": entry.link, "categories": list(entry.categories),
        # RSS takes a description for HTML, so what was typed is escaped once for it and once for XML.
        "description": html_escape(entry.summary, quote=False),
        "created": entry.moment, "updated": entry.updated,
        "pub_date": format_datetime(entry.moment), "changed": _rfc3339(entry.updated),
        "owner": entry.owner, "content": entry.content,
    }  # fmt: skip


def unwritten(found: Iterable[Channel], folder: Path) -> list[str]:
    """The files that pages tell readers of and that `folder`, that of the built site, does not hold, by address."""
    wanted = [channel.path(ending) for channel in found for ending in ("xml", "json")]
    return [path for path in wanted if not (folder / path).is_file()]


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def files(channel: Channel, rights: str, archive: int = 0, forms: tuple[str, ...] = ("xml", "json")) -> dict[str, str]:
    """A feed, or an archive of it, as files in these forms that it has, by address."""
    found: dict[str, str] = {}
    if "xml" in forms:
        found[channel.path("xml", archive)] = rss(channel, rights, archive)
    if "json" in forms and "json" in channel.feed.forms:
        found[channel.path("json", archive)] = json_feed(channel, archive)
    return found


def rss(channel: Channel, rights: str, archive: int = 0) -> str:
    """A channel, or an archive of it (RFC 5005), as the text of an RSS feed; `rights` is the line of the licence."""
    entries = channel.archives[archive - 1] if archive else channel.newest
    newest = format_datetime(entries[0].moment) if entries else ""
    feed = SimpleNamespace(
        title=channel.title, description=channel.says, html_url=channel.base, logo_url=channel.image,
        rss_url=channel.address("xml", archive), older=channel.older("xml", archive), pubDate=newest, buildDate=newest,
        entries=[SimpleNamespace(**rss_fields(entry)) for entry in entries], copyright=rights, ttl=channel.options.ttl,
        hub="" if archive else channel.options.hub, archive=bool(archive),
    )  # fmt: skip
    return _template().render(feed=feed) + "\n"


@cache
def _template() -> jinja2.Template:
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATE.parent), autoescape=True)
    return templates.get_template(TEMPLATE.name)


def json_feed(channel: Channel, archive: int = 0) -> str:
    """A channel, or an archive of it, as the text of a JSON feed."""
    older = channel.older("json", archive)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.base,
        "feed_url": channel.address("json", archive),
        **({"next_url": older} if older else {}),
        **({"hubs": [{"type": "WebSub", "url": channel.options.hub}]} if channel.options.hub and not archive else {}),
        "description": channel.says,
        "icon": whole("assets/icon.png", channel.base),
        "favicon": whole("assets/feed.png", channel.base),
        "language": "en-GB",
        "authors": [{"name": channel.site_name, "url": channel.base}],
        "items": [_item(entry) for entry in (channel.archives[archive - 1] if archive else channel.newest)],
    }
    return to_json(feed, indent=1).decode() + "\n"


def _item(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "date_published": _rfc3339(entry.moment),
        **({"date_modified": _rfc3339(entry.updated)} if entry.updated != entry.moment else {}),
        "authors": [{"name": entry.owner}],
        "tags": list(entry.categories),
    }


def opml(channels: Iterable[Channel]) -> str:
    """The parts as an outline; the feed with everything is left out, since whoever took both would read all twice."""
    found = list(channels)
    lines = [_outline(channel) for channel in found if not channel.feed.is_whole]
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
        "description": channel.says,
        "language": "en-gb",
        "xmlUrl": channel.address("xml"),
        "htmlUrl": whole("feeds/", channel.base),
    }
    return f"<outline {' '.join(f'{name}={quoteattr(value)}' for name, value in given.items())}/>\n"
