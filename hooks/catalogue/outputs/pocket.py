"""The pocket copy: what a browser keeps of the site for where there is no signal, and the manifest to install it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalogue.graph import Catalogue, Page
from catalogue.kept.standing import put
from catalogue.records import SearchWords
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
    for guide in by_need(site.catalogue):
        yield (guide.address,)
    # A guide brings its own words along; all others are in the parts of a long glossary.
    for part in site.lists.parts("glossary"):
        yield (part.address,)


def by_need(catalogue: Catalogue) -> list[Page]:
    """The guides for readers, the most needed first: those for a risk to life, those that search offers before anything
    is typed, then those that most pages lead to.
    """
    known = SearchWords.together(words for _, words in catalogue.records_of(SearchWords))
    named = [*(one.guide for one in known.risk_to_life), *known.often]
    first = {name: place for place, name in reversed(list(enumerate(named)))}

    guides = sorted(catalogue.of_kind("guide"), key=lambda guide: -len(catalogue.leads_to.get(guide.path, ())))
    return sorted(guides, key=lambda guide: first.get(guide.id, len(named)))


@dataclass(frozen=True)
class Pocket:
    """What is kept: a short hash of each file by its address; how many of them, from the first on, are kept without
    being asked for; and how many guides there was no room for.
    """

    kept: dict[str, str]
    unasked: int
    left: int


def choose(site: Site, assets: Assets, folder: Path) -> Pocket:
    """What of the built site in a folder is kept: at most 500 KB in all, and 60 KB without being asked for.

    `folder` is that of the built site; a KB is 1,000 bytes, compressed (RFC 1950).
    """
    kept: dict[str, str] = {}
    guides = {guide.address for guide in site.catalogue.of_kind("guide")}
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
        elif guides.issuperset(group):
            break  # what is less needed is not to take the place of what is more
    return Pocket(kept, unasked, len(guides - kept.keys()))


def worker(chosen: Pocket) -> str:
    """The service worker that keeps these addresses, the first few of them without being asked."""
    text = _TEMPLATE.read_text("utf-8").replace("UNASKED = 0;", f"UNASKED = {chosen.unasked};", 1)
    text = text.replace("LEFT = 0;", f"LEFT = {chosen.left};", 1)
    return text.replace("KEPT = {};", f"KEPT = {json.dumps(chosen.kept, separators=(',', ':'))};", 1)


def write(site: Site, assets: Assets, folder: Path) -> None:
    """Write the service worker for the built site in a folder.

    `folder` is that of the built site. Raises OSError where the file cannot be written.
    """
    put(folder / WORKER, worker(choose(site, assets, folder)).encode())


def _file(folder: Path, address: str) -> Path:
    return folder / address / "index.html" if not address or address.endswith("/") else folder / address
