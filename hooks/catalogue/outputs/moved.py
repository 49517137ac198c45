"""Keeps old addresses working: a small page at each, which leads on to where the page is now."""

from __future__ import annotations

from html import escape

from catalogue.addresses import relative, whole
from catalogue.graph import Page
from catalogue.outputs.policy import with_policy
from catalogue.site.site import Site


def moved_pages(site: Site, style: str, base: str) -> dict[str, str]:
    """A page of HTML for every former id, by path; `style` is the address of the style sheet."""
    taken = {page.address for page in site.catalogue.pages}
    found = {}
    for page in site.catalogue.records:
        for old in page.record.formerly:
            address = f"{page.record.folder}/{old}/"
            if not page.record.draft and address not in taken:
                found[f"{address}index.html"] = _leads_on(page, address, style, base)
    return found


def _leads_on(page: Page, address: str, style: str, base: str) -> str:
    """No script: the refresh is the page's own, and the link is there for whoever does not want it."""
    here, title = escape(relative(page.address, address)), escape(page.title)
    return with_policy(f"""<!doctype html>
<html lang="en-GB">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Moved: {title}</title>
  <meta http-equiv="refresh" content="0; url={here}">
  <meta name="robots" content="noindex">
  <link rel="canonical" href="{escape(whole(page.address, base))}">
  <link rel="stylesheet" href="{escape(relative(style, address))}">
</head>
<body>
  <main>
    <h1>This page has moved</h1>
    <p>It is now at <a href="{here}">{title}</a>.</p>
  </main>
</body>
</html>
""")
