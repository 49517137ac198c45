"""The Content-Security-Policy of the site, and the other headers a server should send.

The site has no inline style, and one short inline script, which is let through by its hash, worked out from the page
itself. Follows Content Security Policy Level 3.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    # The page of search is asked by a form.
    "form-action": "'self'",
    "object-src": "'none'",
}

TYPES = {
    "/feeds/*.xml": "application/rss+xml; charset=utf-8",
    "/sitemap.xml": "application/xml; charset=utf-8",
    "/feeds/*.json": "application/feed+json; charset=utf-8",
    "/feeds/index.json": "application/json; charset=utf-8",
    "/*.opml": "text/x-opml; charset=utf-8",
    "/*.ics": "text/calendar; charset=utf-8",
    "/*.bib": "application/x-bibtex; charset=utf-8",
    "/*.ris": "application/x-research-info-systems; charset=utf-8",
    "/*.md": "text/markdown; charset=utf-8",
    "/*.jsonld": "application/ld+json; charset=utf-8",
    "/*.ttl": "text/turtle; charset=utf-8",
    "/*.webmanifest": "application/manifest+json; charset=utf-8",
}
"""What a server is to call files that stock servers do not know, by address."""

# Whether letters are large does not matter behind the first sign only, by which most of a page is passed over quickly.
_SCRIPT = re.compile(r"<(?i:script)(?P<attributes>[^>]*)>(?P<text>.*?)</(?i:script)>", re.DOTALL)
# Data, such as JSON-LD, is never run, so no policy applies to it.
_RUNS = re.compile(r"\bsrc=|type=[\"']?application/(?:ld\+)?json", re.IGNORECASE)


def hashes(html: str) -> list[str]:
    """The hashes of the inline scripts of a page, as the policy names them.

    `html` is a whole page, as it is sent; each hash is SHA-256 in base 64, in its quotes.
    """
    inline = (match["text"] for match in _SCRIPT.finditer(html) if not _RUNS.search(match["attributes"]))
    return sorted(set(map(_hash, inline)))


# Most pages hold the same few scripts.
@lru_cache(maxsize=64)
def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def policy(script_hashes: Iterable[str] = ()) -> str:
    """The policy in one line, with these inline scripts let through."""
    rules = {**_POLICY, "script-src": " ".join([_POLICY["script-src"], *script_hashes])}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def with_policy(html: str, script_hashes: Iterable[str] = ()) -> str:
    """A page with its policy as the first thing in its head after the encoding, before anything that it governs.

    `html` is a whole page, and `script_hashes` are those of its inline scripts, which are not to change after this.
    """
    rule = f'<meta http-equiv="Content-Security-Policy" content="{policy(script_hashes)}">'
    tags = f'{rule}\n  <meta name="referrer" content="no-referrer">'
    return html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n  {tags}', 1)


def headers(script_hashes: Iterable[str] = ()) -> dict[str, str]:
    """What a server sends with every file, by name; `script_hashes` are those of all the site's inline scripts."""
    # A frame is refused by a header only; so are the reader's camera, place and the rest.
    refused = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")
    return {
        "Content-Security-Policy": f"{policy(script_hashes)}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in refused),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    }


CARD = "/guidance/:id/card/*"
"""The pages that may stand in a frame anywhere, as `_headers` names them: the card of a guide and nothing else."""

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def card_policy(html: str) -> str:
    """The policy of a card: its own style, a logo of this site, and nothing that runs or asks another site.

    `html` is the whole page of the card, as it is sent.
    """
    found = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in _STYLE.findall(html))
    styles = " ".join(f"'sha256-{each}'" for each in found)
    return f"default-src 'none'; style-src {styles}; img-src 'self'; base-uri 'none'; form-action 'none'"


def with_card_policy(html: str) -> str:
    """The page of a card with its policy in its head; who may frame it, only a header can say (`card_headers`).

    `html` is the whole page; its style is not to change after this.
    """
    rule = f'<meta http-equiv="Content-Security-Policy" content="{card_policy(html)}">'
    tags = f'{rule}\n  <meta name="referrer" content="no-referrer">'
    return html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n  {tags}', 1)


def card_headers(html: str) -> dict[str, str]:
    """What a server sends with a card in place of the headers of the site: any page may show it in a frame.

    `html` is the page of any card: all have the one style.
    """
    kept = {name: value for name, value in headers().items() if name != "X-Frame-Options"}
    return {**kept, "Content-Security-Policy": f"{card_policy(html)}; frame-ancestors *"}


OPEN = ("/*.json", "/*.jsonld", "/*.ttl", "/*.md", "/llms.txt")
"""The files of open data: pages of other sites may read them, and a search engine is to list the page, not the file."""

OPEN_HEADERS = {"Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex"}
"""What goes with those files besides."""


def headers_file(script_hashes: Iterable[str] = (), card: str = "") -> str:
    """The file `_headers`, as static hosts read it: what a `<meta>` cannot say, and how long files can be kept.

    `card` is the page of any card; a line that starts with `!` takes a header away (Cloudflare's form).
    """
    framed = card_headers(card)["Content-Security-Policy"]
    return "\n".join(
        [
            "/*",
            *(f"  {name}: {value}" for name, value in headers(script_hashes).items()),
            # Stock servers send feeds without their encoding, and calendars and lists of references as plain text.
            *(line for path, kind in TYPES.items() for line in (path, f"  Content-Type: {kind}")),
            *(
                line
                for path in OPEN
                for line in (path, *(f"  {name}: {value}" for name, value in OPEN_HEADERS.items()))
            ),
            CARD,
            "  ! Content-Security-Policy",
            "  ! X-Frame-Options",
            f"  Content-Security-Policy: {framed}",
            "/assets/site.*",
            "  Cache-Control: public, max-age=31536000, immutable",
            "",
        ]
    )
