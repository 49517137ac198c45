"""Do links and pictures lead anywhere?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from posixpath import basename, splitext

from catalogue.addresses import address, beside, follow
from catalogue.diagnostics import Diagnostic, Edit, quote
from catalogue.graph import Catalogue, Page
from catalogue.graph.names import surest
from catalogue.labels import is_slip
from catalogue.markdown import Link, LinkKind

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
    folded = {path.casefold(): path for path in (*catalogue.by_path, *catalogue.files)}
    for page, link, path, _ in local_links(catalogue):
        if not path:
            message = f"{quote(link.target)} leads out of the docs folder, which is not on the site."
            yield Diagnostic("file-not-found", page.source, link.target_span, message, "link to a page of this site.")
            continue
        if path in catalogue.by_path or path in catalogue.files or path in ALSO_MADE or path.startswith("/"):
            continue
        if path.endswith(".ics") and f"{path[:-4]}.md" in catalogue.by_path:
            continue
        if any(f"{path}/".startswith(f"{one.path}/") for one in catalogue.refused):
            continue  # what stands there is a problem of its own
        yield _missing(catalogue, folded, page, link, path)


def _missing(catalogue: Catalogue, folded: dict[str, str], page: Page, link: Link, path: str) -> Diagnostic:
    same = folded.get(path.casefold())
    rest = f"#{link.target.partition('#')[2]}" if "#" in link.target else ""
    if same:
        right = beside(same, page.path) + rest
        message = f"There is no file {quote(path)}, but there is {quote(same)}: capital letters count."
        return Diagnostic(
            "file-not-found", page.source, link.target_span, message, f"use {quote(right)}.",
            edit=Edit(link.target_span, right),
        )  # fmt: skip
    by_address = {address(each): each for each in catalogue.by_path}
    # A page is named by its file, not by the address it has on a site.
    stem, ending = splitext(basename(path.rstrip("/").removesuffix("/index.html")))
    ending = ".md" if ending in ("", ".html", ".htm") else ending
    alike = {
        each for each in (*catalogue.by_path, *catalogue.files)
        if splitext(each)[1] == ending and is_slip(stem, splitext(basename(each))[0])
    }  # fmt: skip
    likely = by_address.get(path.rstrip("/") + "/") or (alike.pop() if len(alike) == 1 else "")
    fix = f"use {quote(beside(likely, page.path) + rest)}." if likely else "link to a file that is in the docs folder."
    return Diagnostic("file-not-found", page.source, link.target_span, f"There is no file {quote(path)}.", fix)


def local_links(catalogue: Catalogue) -> Iterator[tuple[Page, Link, str, str]]:
    """Every link and picture with an address of its own that stays on this site: page, link, path and heading."""
    for page in catalogue.pages:
        for link in page.prose.links:
            if link.kind in (LinkKind.INLINE, LinkKind.IMAGE):
                place = follow(link.target, page.path)
                if place is not None:
                    yield page, link, *place


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
        if not fragment or target is None or fragment in target.prose.anchors:
            continue
        if fragment in target.row.anchors or target.listing:
            continue
        sure = surest(fragment, catalogue.names.near(fragment, sorted(target.prose.anchors)))
        right = f"{link.target.partition('#')[0]}#{sure}"
        yield Diagnostic(
            "anchor-not-found",
            page.source,
            link.target_span,
            f"The page {quote(target.title)} has no heading with the address {quote('#' + fragment)}.",
            f"use {quote(right)}." if sure else _headings(link, target),
            edit=Edit(link.target_span, right) if sure else None,
        )


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
    by_address = {address(path): path for path in catalogue.by_path}
    for page, link, path, fragment in local_links(catalogue):
        if not path.startswith("/"):
            continue
        wanted = path.lstrip("/")
        found = by_address.get(wanted.rstrip("/") + "/" if wanted else "") or (
            wanted if wanted in catalogue.files else ""
        )
        right = beside(found, page.path) + (f"#{fragment}" if fragment else "") if found else ""
        yield Diagnostic(
            "link-absolute",
            page.source,
            link.target_span,
            f"{quote(link.target)} starts from the root of the site.",
            f"use {quote(right)}." if right else "start from this page’s own folder, such as ../glossary/x.md.",
            edit=Edit(link.target_span, right) if right else None,
        )
