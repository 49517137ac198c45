"""Do links and pictures lead anywhere?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from posixpath import basename, splitext
from urllib.parse import unquote, urlsplit

from catalogue.addresses import address, beside, follow
from catalogue.diagnostics import Diagnostic, Edit, quote
from catalogue.graph import Catalogue, Page
from catalogue.graph.names import surest
from catalogue.labels import is_slip, slip_key
from catalogue.markdown import Link, LinkKind, normalise_label

ALSO_MADE = frozenset(
    {"feeds/", "feeds/feeds.opml", "chats/chats.ics", "papers/library.bib", "papers/library.ris", "papers/library.json"}
)
"""Addresses that the build makes and no file in the docs folder has."""


def file_not_found(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A link or a picture leads to a file that is not there.

    The reader would meet the page that says nothing was found.

    Bad:
        docs/guidance/x.md
        See [the term](../glossary/population-focuss.md).

    Good:
        docs/guidance/x.md
        See [the term](../glossary/population-focus.md).
    """
    nearby = _Nearby(catalogue)
    yield from _no_addresses(catalogue)
    for page, link, path, _ in local_links(catalogue):
        if not path:
            message = f"{quote(link.target)} leads out of the docs folder, which is not on the site."
            yield page.problem("file-not-found", link.target_span, message, "link to a page of this site.")
            continue
        if path in catalogue.by_path or path in catalogue.files or path in ALSO_MADE or path.startswith("/"):
            continue
        if path.endswith(".ics") and f"{path[:-4]}.md" in catalogue.by_path:
            continue
        if any(f"{path}/".startswith(f"{one.path}/") for one in catalogue.refused):
            continue  # what stands there is a problem of its own
        yield _missing(nearby, page, link, path)


def _no_addresses(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Links that a browser cannot follow, to whatever site."""
    for page in catalogue.pages:
        for link in _addressed(page):
            if not link.target.strip():
                message = "The link leads nowhere: its address is empty."
                fix = "write the address, or [title][] for a page."
            elif _BROKEN.search(link.target.strip()) and follow(link.target, page.path) is None:
                message = f"{quote(link.target)} holds a blank or a curly quotation mark, and no address does."
                fix = 'take it out; a title behind an address stands in "straight marks".'
            else:
                continue
            yield page.problem("file-not-found", link.target_span, message, fix)


class _Nearby:
    """What a link that leads nowhere may have meant. Each file is looked at once, however many such links there are."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.files = catalogue.files
        self._paths = (*catalogue.by_path, *catalogue.files)
        self._pages = tuple(catalogue.by_path)
        self._likely: dict[tuple[str, str], str] = {}

    @cached_property
    def folded(self) -> dict[str, str]:
        """The paths by their spelling in small letters."""
        return {path.casefold(): path for path in self._paths}

    @cached_property
    def by_address(self) -> dict[str, str]:
        """The pages by their addresses on the site."""
        return {address(path): path for path in self._pages}

    @cached_property
    def _by_key(self) -> dict[tuple[str, tuple[str, str]], list[tuple[str, str]]]:
        found = defaultdict(list)
        for path in self._paths:
            stem, ending = splitext(basename(path))
            found[ending, slip_key(stem)].append((stem, path))
        return found

    def likely(self, stem: str, ending: str) -> str:
        """The one file whose name differs by a slip of the pen, in whatever folder; empty where none or several do."""
        if (stem, ending) not in self._likely:
            alike = [path for other, path in self._by_key.get((ending, slip_key(stem)), ()) if is_slip(stem, other)]
            self._likely[stem, ending] = alike[0] if len(alike) == 1 else ""
        return self._likely[stem, ending]


_BROKEN = re.compile(r"[\s“”‘]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_START = re.compile(r"\(*(?:h?t{1,3}ps?[;:.,]*/+)?", re.IGNORECASE)
"""What is typed before the name of another site, with or without a slip."""
_SITE = re.compile(
    r"(?:www\.[\w-]|[\w-]+(?:\.[\w-]+)*\.(?:uk|org|com|net|eu|int|scot|wales|ie)(?:[/?#]|$))", re.IGNORECASE
)


def _missing(nearby: _Nearby, page: Page, link: Link, path: str) -> Diagnostic:
    same = nearby.folded.get(path.casefold())
    rest = f"#{link.target.partition('#')[2]}" if "#" in link.target else ""
    if same:
        right = beside(same, page.path) + rest
        message = f"There is no file {quote(path)}, but there is {quote(same)}: capital letters count."
        fix = f"use {quote(right)}."
        return page.problem("file-not-found", link.target_span, message, fix, edit=Edit(link.target_span, right))
    # A page is named by its file, not by the address it has on a site.
    stem, ending = splitext(basename(path.replace("\\", "/").rstrip("/").removesuffix("/index.html")))
    ending = ".md" if ending in ("", ".html", ".htm") else ending
    if _MAIL.fullmatch(link.target):
        message, fix = f"{quote(link.target)} is an address for mail.", f"use {quote('mailto:' + link.target)}."
        return page.problem("file-not-found", link.target_span, message, fix)
    site = _START.sub("", link.target, count=1)
    if _SITE.match(site):
        right = f"https://{site.rstrip(')')}"
        message = f"{quote(link.target)} is the address of another site, without the start that says so."
        fix = f"use {quote(right)}, once you have seen that it opens."
        return page.problem("file-not-found", link.target_span, message, fix)
    likely = nearby.by_address.get(path.rstrip("/") + "/") or nearby.likely(stem, ending)
    fix = f"use {quote(beside(likely, page.path) + rest)}." if likely else "link to a file that is in the docs folder."
    return page.problem("file-not-found", link.target_span, f"There is no file {quote(path)}.", fix)


def local_links(catalogue: Catalogue) -> Iterator[tuple[Page, Link, str, str]]:
    """Every link and picture with an address of its own that stays on this site: page, link, path and heading."""
    for page in catalogue.pages:
        for link in _addressed(page):
            place = follow(link.target, page.path)
            if place is not None and link.kind is not LinkKind.AUTOLINK:
                yield page, link, *place


def _addressed(page: Page) -> Iterator[Link]:
    """The links and pictures of a page that have an address of their own, beside their words or at another place."""
    for link in page.prose.links:
        if link.kind not in (LinkKind.REFERENCE, LinkKind.IMAGE_REFERENCE):
            yield link
    used = {normalise_label(link.target) for link in page.prose.links} if page.prose.definitions else set()
    for one in page.prose.definitions:
        if normalise_label(one.label) in used:
            yield Link(LinkKind.INLINE, one.label, one.target, one.span, one.target_span)


def anchor_not_found(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A link leads to a heading that its page does not have.

    The reader would land at the top of a long page, and look for it in vain.

    Bad:
        docs/guidance/x.md
        ## What works
        See [what works](#what-work).

    Good:
        docs/guidance/x.md
        ## What works
        See [what works](#what-works).
    """
    for page, link, path, fragment in local_links(catalogue):
        target = catalogue.by_path.get(path)
        if not fragment or target is None or _has(target, fragment):
            continue
        sure = _surest(catalogue, target, fragment)
        right = f"{link.target.partition('#')[0]}#{sure}"
        message = f"The page {quote(target.title)} has no heading with the address {quote('#' + fragment)}."
        fix = f"use {quote(right)}." if sure else _headings(link, target)
        edit = Edit(link.target_span, right) if sure else None
        yield page.problem("anchor-not-found", link.target_span, message, fix, edit=edit)


def _surest(catalogue: Catalogue, target: Page, fragment: str) -> str:
    """The heading of a page that was surely meant, unless the page has more of them than can be compared with each."""
    anchors = target.prose.anchors
    return surest(fragment, catalogue.names.near(fragment, sorted(anchors))) if len(anchors) < 500 else ""


def _headings(link: Link, target: Page) -> str:
    """The headings that there are, where they are few; to link to the whole page is never wrong."""
    whole = "link to the page without the part after #"
    there = [f"#{one.anchor} ({one.text})" for one in target.prose.headings if one.anchor]
    return f"{whole}, or to one of its headings: {', '.join(there)}." if 0 < len(there) <= 7 else f"{whole}."


def link_absolute(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A link to a page of this site is written from the site's root, or as the site's whole address.

    Such a link breaks when the site moves to another folder or another address, and nothing checks it.

    Bad:
        docs/guidance/x.md
        See [the glossary](/glossary/population-focus/).

    Good:
        docs/guidance/x.md
        See [the term](../glossary/population-focus.md).
    """
    nearby = _Nearby(catalogue)
    for page in catalogue.pages:
        for link in _addressed(page):
            place = follow(link.target, page.path)
            rooted = place is not None and place[0].startswith("/")
            below = (place[0].lstrip("/"), place[1]) if place and rooted else _own(link.target, catalogue.site)
            if below is None:
                continue
            path, fragment = below
            found = _page_at(nearby, path)
            if found:
                message = "starts from the root of the site." if rooted else "is the address of a page of this site."
                yield _from_root(catalogue, page, link, found, fragment, f"{quote(link.target)} {message}")
            elif path not in ALSO_MADE and splitext(path)[1] in _OF_PAGES:
                yield _no_page(nearby, page, link, path)


_OF_PAGES = ("", ".html", ".htm", ".md")


def _page_at(nearby: _Nearby, path: str) -> str:
    """The file that is shown at a path below the site's own address, `index.html` at its end or not; empty for none."""
    folder = path.removesuffix("index.html").rstrip("/")
    if path in nearby.files:
        return path
    return nearby.by_address.get(f"{folder}/" if folder else "", "")


def _own(target: str, site: str) -> tuple[str, str] | None:
    """The path below the site's own address, and the heading, that a whole address leads to; None for another site's.

    An address may be typed with http for https, and its host in any letters.
    """
    try:
        typed, ours = urlsplit(target), urlsplit(site)
    except ValueError:
        return None
    folder = unquote(typed.path) if typed.path.startswith(ours.path) else f"{unquote(typed.path)}/"
    if not site or typed.scheme not in ("http", "https", "") or not typed.netloc:
        return None
    if typed.netloc.casefold() != ours.netloc.casefold():
        return None
    if not folder.startswith(ours.path):
        return None
    return folder[len(ours.path) :], unquote(typed.fragment)


def _from_root(catalogue: Catalogue, page: Page, link: Link, found: str, fragment: str, message: str) -> Diagnostic:
    target = catalogue.by_path.get(found)
    lost = bool(fragment and target and not _has(target, fragment))
    if lost and target:
        message = f"{message} It has no heading with the address {quote('#' + fragment)}."
        fragment = _surest(catalogue, target, fragment)
    right = beside(found, page.path) + (f"#{fragment}" if fragment else "")
    if link.kind is LinkKind.AUTOLINK:
        fix = f"write {quote(f'[its title]({right})')}."
        return page.problem("link-absolute", link.target_span, message, fix)
    # An address that lacks its heading is not certain to be the one that was meant.
    edit = None if lost else Edit(link.target_span, right)
    return page.problem("link-absolute", link.target_span, message, f"use {quote(right)}.", edit=edit)


def _has(target: Page, fragment: str) -> bool:
    return bool(target.listing) or fragment in target.prose.anchors or fragment in target.row.anchors


def _no_page(nearby: _Nearby, page: Page, link: Link, path: str) -> Diagnostic:
    """An address of this site at which nothing is shown."""
    stem = splitext(basename(path.removesuffix("index.html").rstrip("/")))[0]
    likely = nearby.likely(stem, ".md")
    fix = f"use {quote(beside(likely, page.path))}." if likely else "link to a page that is in the docs folder."
    message = f"This site has no page at {quote(link.target)}."
    return page.problem("file-not-found", link.target_span, message, fix)
