"""What goes out besides the pages: files made from the catalogue, old addresses, and what is left out of the theme."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from html import escape
from pathlib import Path

from catalogue.addresses import relative, whole
from catalogue.dates import long_day
from catalogue.graph import Page
from catalogue.kept.finished import Ingredients, KeptFiles
from catalogue.outputs import cards, exports, feeds, pocket
from catalogue.outputs.feeds import Channel, opml
from catalogue.outputs.policy import with_policy
from catalogue.outputs.sitemap import robots, sitemap
from catalogue.outputs.topic_feeds import TopicFeeds
from catalogue.records import Chat, Paper
from catalogue.site.news import Item
from catalogue.site.pages import Assets
from catalogue.site.site import Site


def files(site: Site, assets: Assets, site_name: str, base: str, kept: KeptFiles, common: str) -> Collection[str]:
    """Write every file made from what all pages can show, unless all stand, made of just this (`common`); their
    addresses. `base` is the site's own address.

    Raises OSError where one cannot be written.
    """
    name = "made of all"
    found = kept.find(name, common) or kept.make(name, common, _files(site, assets, site_name, base))
    return found.files.keys()


def _files(site: Site, assets: Assets, site_name: str, base: str) -> dict[str, str | bytes]:
    # What takes a while to start, and is not asked for where all of this stands.
    from catalogue.outputs import calendar

    chats = (page for page, _ in site.catalogue.records_of(Chat))
    papers = (page for page, _ in site.catalogue.records_of(Paper))
    references = exports.files(site.papers.library, papers)
    return {
        **assets.files,
        **cards.icons(),
        pocket.MANIFEST: pocket.manifest(site_name),
        "robots.txt": robots(base),
        "sitemap.xml": sitemap(site, base),
        **moved_pages(site, assets.style_name, base),
        **calendar.files(chats, base, site.news_of),
        **references,
    }


def theme_leaves_out(path: str) -> bool:
    """A file of the theme that no page asks for: it is not published. `path` is below the site's own address."""
    if path.startswith(("styles/", "scripts/")):
        return True
    return path.startswith(("assets/javascripts/", "assets/stylesheets/", "assets/images/")) or path.endswith(".map")


def write_feeds(
    folder: Path, channels: list[Channel], topics: TopicFeeds, rights: str, kept: KeptFiles, made_of: Ingredients
) -> None:
    """Write all of the feeds that the plugin does not, as far as it has to be made anew; `rights` is the line of the
    licence, plain text.

    `folder` is that of the built site. Raises OSError where a file cannot be written.
    """
    for channel in channels:
        _write_feed(folder, channel, rights, kept, made_of, ("json",))
    for channel in topics.all:
        _write_feed(folder, channel, rights, kept, made_of, ("xml", "json"))
    kept.write("feeds.opml", made_of.common, lambda: {"feeds/feeds.opml": opml(channels)})
    for channel in (*channels, *topics.all):
        channel.forget()


def _write_feed(
    folder: Path, channel: Channel, rights: str, kept: KeptFiles, made_of: Ingredients, forms: tuple[str, ...]
) -> None:
    """Write a feed in these forms, with its archives, and give every file the time of the newest entry.

    So the same feed, built again, is the same file to whoever asks “modified since?”.
    """
    name = channel.path("xml")
    found = kept.find(name, made_of.of_all) or kept.make(
        name,
        made_of.of_all(channel.first),
        feeds.files(channel, rights, 0, forms),
        more=[channel.count, len(channel.archives), channel.entries[0].moment.timestamp() if channel.entries else 0],
        shows=channel.first,
    )
    count, archives, newest = found.told
    channel.settle(count)
    paths = {name, *found.files}
    for number in range(1, archives + 1):
        archive = f"{name} {number}"
        older = kept.find(archive, made_of.of_all)
        if older is None:
            shows = feeds.pages_of(channel.archives[number - 1])
            older = kept.make(archive, made_of.of_all(shows), feeds.files(channel, rights, number), shows=shows)
        paths.update(older.files)
    for path in paths:
        # The plugin may have failed to write its own.
        with suppress(FileNotFoundError):
            if os.stat(folder / path).st_mtime != newest:  # noqa: PTH116  # as in `standing`
                os.utime(folder / path, (newest, newest))


def moved_pages(site: Site, style: str, base: str) -> dict[str, str]:
    """A page of HTML for every former id and every page that is gone, by path; `style` is the style sheet's address.

    Paths are below `base`.
    """
    taken = site.catalogue.addresses
    found = {}
    for page in site.catalogue.records:
        for old in page.record.formerly:
            address = f"{page.folder}/{old}/"
            if not page.record.draft and address not in taken:
                found[f"{address}index.html"] = _leads_on(page, address, style, base)
    for item in site.news:
        if item.kind == "gone" and item.address not in taken:
            found.setdefault(f"{item.address}index.html", _says_gone(item, style))
    return found


def _says_gone(item: Item, style: str) -> str:
    """What stands at the address of a page that is no longer on the site."""
    there = escape(relative(f"{item.address.partition('/')[0]}/", item.address))
    title, day = escape(item.page_title), long_day(item.day)
    says = f'“{title}” was taken off the site on {day}. <a href="{there}">See what there is instead</a>.'
    return _stub(f"No longer here: {title}", "", relative(style, item.address), "This page is no longer here", says)


def _leads_on(page: Page, address: str, style: str, base: str) -> str:
    """No script: the refresh is the page's own, and the link is there for whoever does not want it."""
    here, title = escape(relative(page.address, address)), escape(page.title)
    more = (
        f'\n  <meta http-equiv="refresh" content="0; url={here}">'
        f'\n  <link rel="canonical" href="{escape(whole(page.address, base))}">'
    )
    says = f'It is now at <a href="{here}">{title}</a>.'
    return _stub(f"Moved: {title}", more, relative(style, address), "This page has moved", says)


def _stub(title: str, more: str, style: str, heading: str, says: str) -> str:
    """A page with one sentence, all of it HTML already but the address of the style sheet; `more` is of its head."""
    return with_policy(f"""<!doctype html>
<html lang="en-GB">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title}</title>
  <meta name="robots" content="noindex">{more}
  <link rel="stylesheet" href="{escape(style)}">
</head>
<body>
  <main>
    <h1>{heading}</h1>
    <p>{says}</p>
  </main>
</body>
</html>
""")
