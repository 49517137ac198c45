"""Writes the map of the site for search engines: each page, and the day on which its record last changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

from catalogue.addresses import whole
from catalogue.graph import Page
from catalogue.site.site import Site


def changed(page: Page, today: date) -> date | None:
    """The newest day up to `today`, in the UK, on which something about a page changed, as its fields say."""
    return max((day for day in page.record.days if day and day <= today), default=None)


def sitemap(site: Site, base: str) -> str:
    """The map as XML (Sitemaps protocol 0.9): every page readers are meant to find, in the order of their addresses."""
    entries = []
    for page in sorted((*site.catalogue.pages, *site.lists.pages), key=lambda page: page.address):
        if page.record.draft or page.record.retired:
            continue
        day = max(filter(None, [changed(page, site.today), *_listed(site, page)]), default=None)
        lastmod = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        entries.append(f"<url><loc>{escape(whole(page.address, base))}</loc>{lastmod}</url>\n")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{''.join(entries)}</urlset>\n"


def _listed(site: Site, page: Page) -> Iterable[date | None]:
    """The days of what a list shows: it changes when one of them does."""
    if page.listing in (None, "part"):
        return []
    if page.listing in ("home", "news", "feeds"):
        return [item.day for item in site.news[:1]]
    folder = page.path.partition("/")[0]
    return [changed(each, site.today) for each in site.catalogue.records if each.listed and each.folder == folder]


def robots(base: str) -> str:
    """The file that tells robots they are welcome, and where the map is (RFC 9309)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {whole('sitemap.xml', base)}\n"
