"""What goes out besides the pages: files made from the catalogue, and what is left out of the theme."""

from __future__ import annotations

from pathlib import Path

from catalogue.outputs import calendar, cards, exports, pocket, policy
from catalogue.outputs.feeds import Channel
from catalogue.outputs.json_feed import json_feed
from catalogue.outputs.moved import moved_pages
from catalogue.outputs.opml import opml
from catalogue.outputs.sitemap import robots, sitemap
from catalogue.site.assets import Assets
from catalogue.site.site import Site


def files(site: Site, assets: Assets, site_name: str, base: str) -> dict[str, str | bytes]:
    """Every file made from the catalogue, by address; `base` is the site's own address."""
    chats = (page for page in site.catalogue.records if page.kind == "chat")
    references = exports.files(site.papers.library, site.of_kind("paper"))
    return {
        **assets.files,
        **cards.pictures(site_name),
        pocket.MANIFEST: pocket.manifest(site_name),
        "robots.txt": robots(base),
        "sitemap.xml": sitemap(site, base),
        **moved_pages(site, assets.style_name, base),
        **calendar.files(chats, base),
        **references,
    }


# The search worker is the one part of the theme's script we use; everything else of its look and script is ours.
_KEPT = ("assets/javascripts/workers/search.",)


def theme_leaves_out(path: str) -> bool:
    """A file of the theme that no page asks for, and so is not published."""
    if path.startswith(("styles/", "scripts/")):
        return True
    theirs = path.startswith(("assets/javascripts/", "assets/stylesheets/", "assets/images/"))
    return (theirs and not path.startswith(_KEPT)) or path.endswith(".map")


def escapes(template: str | None) -> bool:
    """Templates of ours escape what people wrote; the theme's own are left as they are."""
    return template is not None and template.startswith(("records/", "listings/", "parts/", "main.html", "404.html"))


def finish(site: Site, assets: Assets, folder: Path, channels: list[Channel], base: str) -> None:
    """Write what can only be written once all pages are there."""
    home = (folder / "index.html").read_text("utf-8") if (folder / "index.html").is_file() else ""
    (folder / "_headers").write_text(policy.headers(policy.hashes(home)), "utf-8")
    for channel in channels:
        (folder / channel.path("json")).write_text(json_feed(channel), "utf-8")
    (folder / "feeds" / "feeds.opml").write_text(opml(channels), "utf-8")
    if base.startswith("https://"):  # not while serving: see parts/head.html
        pocket.write(site, assets, folder)
