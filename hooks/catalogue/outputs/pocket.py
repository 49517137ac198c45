"""The pocket copy: what a browser keeps of the site for where there is no signal, and the manifest to install it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from catalogue.kept.standing import put
from catalogue.site.pages import Assets
from catalogue.site.site import Site

UNASKED = 60_000
"""The most that is fetched in the background before the reader asks for the copy, compressed in the same way."""

MOST = 500_000
"""The most the whole copy may weigh, which a reader asks for, compressed as the plainest server does it."""

ABOUT = "about/pocket-copy/"
"""The page that says what is kept, and removes it."""

WORKER, MANIFEST = "sw.js", "manifest.webmanifest"

_TEMPLATE = Path(__file__).parent / "templates" / WORKER


def manifest(site_name: str) -> str:
    """What a browser needs to put the site on the home screen.

    `site_name` is plain text. Follows the Web Application Manifest of the W3C.
    """
    icons = [
        {"src": f"assets/icon{name}.png", "sizes": f"{side}x{side}", "type": "image/png", "purpose": "any maskable"}
        for name, side in (("-192", 192), ("", 512))
    ]
    return json.dumps({
        "id": ".", "name": site_name, "short_name": "PH policing", "lang": "en-GB", "start_url": ".", "scope": ".",
        "display": "minimal-ui", "background_color": "#ffffff", "theme_color": "#0b4f6c", "icons": icons,
        "shortcuts": [{"name": "Guidance", "url": "guidance/"}, {"name": "Glossary", "url": "glossary/"}],
    }, indent=1)  # fmt: skip


def wanted(site: Site, assets: Assets, folder: Path) -> Iterator[tuple[str, ...]]:
    """The addresses to keep, the most needed first; those of one group are of use only together.

    Addresses are below the site's own; `folder` is that of the built site.
    """
    yield assets.style_name, assets.script_name, "assets/mark.svg", MANIFEST
    lists = {page.listing: page.address for page in site.catalogue.pages if page.listing}
    yield (ABOUT,)
    for listing in ("home", "guidance", "glossary"):
        if listing in lists:
            yield (lists[listing],)
    yield ("search/pocket.json",)
    yield ("search/",)
    for guide in site.catalogue.of_kind("guide"):
        yield (guide.address,)


def choose(site: Site, assets: Assets, folder: Path) -> tuple[dict[str, str], int]:
    """What of the built site in a folder is kept: a short hash of each file by its address, at most 500 KB in all.

    The second is how many of them, from the first on, are kept without being asked for: at most 60 KB.

    `folder` is that of the built site; a KB is 1,000 bytes, compressed (RFC 1950).
    """
    kept: dict[str, str] = {}
    room, unasked = MOST, 0
    for group in wanted(site, assets, folder):
        files = {address: _file(folder, address) for address in group}
        if not all(file.is_file() for file in files.values()):
            continue
        contents = {address: file.read_bytes() for address, file in files.items()}
        weight = sum(len(zlib.compress(content, 6)) for content in contents.values())
        if weight <= room:
            room -= weight
            unasked = len(kept) + len(contents) if MOST - room <= UNASKED else unasked
            kept |= {address: hashlib.sha256(content).hexdigest()[:8] for address, content in contents.items()}
    return kept, unasked


def worker(kept: dict[str, str], unasked: int) -> str:
    """The service worker that keeps these addresses, the first few of them without being asked."""
    text = _TEMPLATE.read_text("utf-8").replace("UNASKED = 0;", f"UNASKED = {unasked};", 1)
    return text.replace("KEPT = {};", f"KEPT = {json.dumps(kept, separators=(',', ':'))};", 1)


def write(site: Site, assets: Assets, folder: Path) -> None:
    """Write the service worker for the built site in a folder.

    `folder` is that of the built site. Raises OSError where the file cannot be written.
    """
    put(folder / WORKER, worker(*choose(site, assets, folder)).encode())


def _file(folder: Path, address: str) -> Path:
    return folder / address / "index.html" if not address or address.endswith("/") else folder / address
