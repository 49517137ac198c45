"""The pocket copy: what a browser keeps of the site for where there is no signal, and the manifest to install it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from catalogue.site.pages import Assets
from catalogue.site.site import Site

MOST = 400_000
"""The most the copy may weigh, compressed as the plainest server does it."""

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
    for listing in ("home", "guidance", "glossary"):
        if listing in lists:
            yield (lists[listing],)
    yield (ABOUT,)
    yield ("search/pocket.json",)
    yield ("search/",)
    for guide in site.catalogue.of_kind("guide"):
        yield (guide.address,)


def choose(site: Site, assets: Assets, folder: Path) -> dict[str, str]:
    """What of the built site in a folder is kept: a short hash of each file by its address, at most 400 KB in all."""
    kept: dict[str, str] = {}
    room = MOST
    for group in wanted(site, assets, folder):
        files = {address: _file(folder, address) for address in group}
        if not all(file.is_file() for file in files.values()):
            continue
        contents = {address: file.read_bytes() for address, file in files.items()}
        weight = sum(len(zlib.compress(content, 6)) for content in contents.values())
        if weight <= room:
            room -= weight
            kept |= {address: hashlib.sha256(content).hexdigest()[:8] for address, content in contents.items()}
    return kept


def worker(kept: dict[str, str]) -> str:
    """The service worker that keeps these addresses."""
    return _TEMPLATE.read_text("utf-8").replace("KEPT = {};", f"KEPT = {json.dumps(kept, separators=(',', ':'))};", 1)


def write(site: Site, assets: Assets, folder: Path) -> None:
    """Write the service worker for the built site in a folder.

    `folder` is that of the built site. Raises OSError where the file cannot be written.
    """
    (folder / WORKER).write_text(worker(choose(site, assets, folder)), "utf-8")


def _file(folder: Path, address: str) -> Path:
    return folder / address / "index.html" if not address or address.endswith("/") else folder / address
