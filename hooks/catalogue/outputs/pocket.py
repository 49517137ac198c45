"""The pocket copy: what a browser keeps of the site for where there is no signal, and the manifest to install it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from catalogue.graph import Catalogue, Page
from catalogue.kept.lines import KeptLines, beside
from catalogue.kept.standing import put
from catalogue.records import Guide, Role, SearchWords
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
    """What puts the site on the home screen (Web Application Manifest of the W3C). `site_name` is plain text."""
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
    yield ("search/pocket.json", assets.search_name)
    yield ("search/",)
    for guide in by_need(site.catalogue):
        yield (guide.address,)
    # A guide brings its own words along; all others are in the parts of a long glossary.
    for part in site.lists.parts("glossary"):
        yield (part.address,)


def by_need(catalogue: Catalogue, role: str = "") -> list[Page]:
    """The guides for readers, the most needed first: those for a risk to life, those for a role (where one is chosen),
    those that search offers before anything is typed, then those that most pages lead to.
    """
    known = SearchWords.together(words for _, words in catalogue.records_of(SearchWords))
    urgent = {one.guide: place for place, one in reversed(list(enumerate(known.risk_to_life)))}
    often = {name: place for place, name in reversed(list(enumerate(known.often)))}

    def need(guide: Page) -> tuple[int, bool, int, int]:
        """What a guide is sorted by."""
        led = len(catalogue.leads_to.get(guide.path, ()))
        first, then = urgent.get(guide.id, len(urgent)), often.get(guide.id, len(often))
        return first, role not in guide.record_as(Guide).for_, then, -led

    return sorted(catalogue.of_kind("guide"), key=need)


class Pocket(NamedTuple):
    """What is kept: a short hash of each file by its address; how many of them, from the first on, are kept without
    being asked for; where there is not room for all guides, those a copy holds: under an empty name, and under a role
    those for whoever chose that, if they are others; and how many guides there are.
    """

    kept: dict[str, str]
    unasked: int
    guides: dict[str, list[str]]
    many: int


def choose(site: Site, assets: Assets, folder: Path, docs: Path | None = None) -> Pocket:
    """What of the built site in a folder is kept: at most 500 KB in all, and 60 KB without being asked for.

    `folder` is that of the built site; a KB is 1,000 bytes, compressed (RFC 1950). What files weigh is kept beside the
    docs folder, `docs`, if that is said.
    """
    every = {guide.address for guide in site.catalogue.of_kind("guide")}
    weights = KeptLines(beside(docs, "weights")) if docs else None
    look = cache(partial(_look, folder, weights))
    held, unasked = _taken(look, wanted(site, assets, folder), every, MOST)
    guides: dict[str, list[str]] = {}
    if not held.keys() >= every:
        guides[""] = [address for address in held if address in every]
        room = MOST - sum(one.weight for address, one in held.items() if address not in every)
        for role in Role:
            found, _ = _taken(look, ((guide.address,) for guide in by_need(site.catalogue, role)), every, room)
            if found.keys() != set(guides[""]):
                guides[role.value] = list(found)
                held |= found
    if weights:
        weights.save()
    return Pocket({address: one.hash for address, one in held.items()}, unasked, guides, len(every))


class _File(NamedTuple):
    """A file of the built site: a short hash of it, and what it weighs, compressed."""

    hash: str
    weight: int


def _taken(
    look: Callable[[str], _File | None], groups: Iterable[tuple[str, ...]], guides: set[str], room: int
) -> tuple[dict[str, _File], int]:
    """The files for which there is room; and how many of them are few enough to be fetched unasked.

    Behind the first guide for which there is no room, nothing is taken: what is less needed is not to take the place of
    what is more.
    """
    held: dict[str, _File] = {}
    whole = unasked = 0
    for group in groups:
        found = {address: file for address in group if (file := look(address))}
        weight = sum(file.weight for file in found.values())
        if len(found) == len(group) and whole + weight <= room:
            held |= found
            whole += weight
            unasked = len(held) if whole <= UNASKED else unasked
        elif len(found) == len(group) and guides.issuperset(group):
            break
    return held, unasked


def _look(folder: Path, weights: KeptLines | None, address: str) -> _File | None:
    """The file at an address below a folder, if there is one; `weights` are those of contents, by their hash."""
    file = folder / address / "index.html" if not address or address.endswith("/") else folder / address
    if not file.is_file():
        return None
    content = file.read_bytes()
    known = hashlib.sha256(content).hexdigest()
    line = weights.get(known.encode()) if weights else b""
    weight = int(line) if line.isdigit() else len(zlib.compress(content, 6))
    if weights:
        weights.use(known.encode(), str(weight).encode())
    return _File(known[:8], weight)


def worker(chosen: Pocket) -> str:
    """The service worker that keeps these addresses, the first few of them without being asked."""
    text = _TEMPLATE.read_text("utf-8").replace("UNASKED = 0;", f"UNASKED = {chosen.unasked};", 1)
    text = text.replace("MANY = 0;", f"MANY = {chosen.many};", 1)
    text = text.replace("GUIDES = {};", f"GUIDES = {_json(chosen.guides)};", 1)
    return text.replace("KEPT = {};", f"KEPT = {_json(chosen.kept)};", 1)


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def write(site: Site, assets: Assets, folder: Path, docs: Path | None = None) -> None:
    """Write the service worker for the built site in a folder.

    `folder` is that of the built site, `docs` as in `choose`. Raises OSError where the file cannot be written.
    """
    put(folder / WORKER, worker(choose(site, assets, folder, docs)).encode())
