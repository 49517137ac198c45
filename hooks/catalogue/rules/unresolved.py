"""Does what a page refers to exist?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from catalogue.admitted import identifier
from catalogue.diagnostics import Diagnostic, Edit, choices, quote
from catalogue.graph import Catalogue, Page
from catalogue.graph.names import surest
from catalogue.markdown import Link
from catalogue.text import Span


def reference_not_found(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """Words in square brackets, a citation or an id in the block at the top name nothing in the catalogue.

    The reader would see the brackets and no link, and the page named would never learn that it is used.

    Bad:
        docs/guidance/x.md
        We start from [popluation focus][].

    Good:
        docs/guidance/x.md
        We start from [population focus][].
    """
    for page in catalogue.pages:
        for use in catalogue.uses[page.path]:
            if use.resolution.page is None and not use.resolution.several:
                yield _nothing(page, use.link, use.resolution.near)
        for cite in catalogue.cites[page.path]:
            if cite.paper is None:
                yield _no_paper(catalogue, page, cite.item.key, cite.item.span)
            if joined := re.search(r"(?<![\w@])@\w[\w-]*", cite.item.locator):
                message = f"{quote(joined[0])} stands where a page of {quote(cite.item.key)} is named."
                fix = f"put “; ” before it: “[@{cite.item.key}; {joined[0]}]”."
                yield page.problem("reference-not-found", cite.item.span, message, fix)
        for path, target, means in page.named:
            found = catalogue.names.by_id.get(target)
            # A page of its own kind takes its place.
            kinds = (page.kind,) if path == ("superseded_by",) else means.kinds
            if found is not None and (not kinds or found.kind in kinds):
                continue
            # An item that is typed as a bare id has no field of its own in which it stands.
            span = page.front.places.get(path) or page.front.places.get(path[:-1])
            if span is not None:
                yield _no_record(catalogue, page, target, span, kinds, found)


def _nothing(page: Page, link: Link, near: tuple[str, ...]) -> Diagnostic:
    message = f"Nothing in the catalogue is called {quote(link.target)}."
    sure = _as_typed(link.target, surest(link.target, near))
    if sure:
        return _at(page, link, message, f"use {quote(sure)}.", Edit(link.target_span, sure))
    if near:
        also = f"if {choices(list(near))} is meant, write that; else list the words under “wanted” at the top."
        return _at(page, link, message, also, None)
    return _at(page, link, message, "take the brackets off, and list the words under “wanted” at the top.", None)


def _as_typed(typed: str, name: str) -> str:
    """A name with a small first letter in the middle of a sentence, unless more of it than that is written large."""
    return name[0].lower() + name[1:] if typed.islower() and name[1:].islower() else name


def _at(page: Page, link: Link, message: str, fix: str, edit: Edit | None) -> Diagnostic:
    return page.problem("reference-not-found", link.target_span, message, fix, edit=edit)


def _no_paper(catalogue: Catalogue, page: Page, key: str, span: Span) -> Diagnostic:
    found = catalogue.names.by_id.get(key)
    if found is not None:
        message = f"{quote(key)} is a {found.kind}, and only a paper can be cited."
        return page.problem("reference-not-found", span, message, f"link to it: [{found.title}][].")
    message = f"No paper in the library has the id {quote(key)}."
    same = catalogue.names.alike_papers(key)
    if len(same) == 1:
        edit = Edit(span, same[0].id)
        return page.problem("reference-not-found", span, message, f"use {quote(same[0].id)}.", edit=edit)
    meant = " ".join(f"If {quote(near.title)} is meant, write {near.id}." for near in catalogue.names.near_papers(key))
    fix = "add the paper to docs/papers/, or take the citation out."
    return page.problem("reference-not-found", span, message, f"{fix} {meant}".strip())


def _no_record(
    catalogue: Catalogue, page: Page, target: str, span: Span, kinds: tuple[str, ...], found: Page | None
) -> Diagnostic:
    wanted = choices(list(kinds)).replace("“", "").replace("”", "") if kinds else "page"
    if found is not None:
        message = f"{quote(target)} is a {found.kind}, and here belongs the id of a {wanted}."
        return page.problem("reference-not-found", span, message, f"give the id of a {wanted}.")
    near = catalogue.names.near_ids(target, kinds)
    called = [
        each for each in catalogue.records if identifier(each.title) == target and (not kinds or each.kind in kinds)
    ]
    sure = called[0].id if len(called) == 1 else surest(target, near)
    edit = Edit(span, sure) if sure else None
    listed = f"give the id of a {wanted}" + (f"; near it in spelling: {', '.join(near)}." if near else ".")
    fix = f"use {quote(sure)}." if sure else listed
    message = f"No {wanted} in the catalogue has the id {quote(target)}."
    return page.problem("reference-not-found", span, message, fix, edit=edit)


def reference_ambiguous(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """Words in square brackets are the name of two pages.

    Nobody can tell which one is meant, and a link to the wrong one misleads.

    Bad:
        docs/glossary/response-time.md
        also: [response]
        docs/glossary/public-response.md
        also: [response]
        docs/guidance/x.md
        See [response][].

    Good:
        docs/glossary/response-time.md
        also: [time to respond]
        docs/guidance/x.md
        See [time to respond][].
    """
    for page in catalogue.pages:
        for use in catalogue.uses[page.path]:
            if use.resolution.several:
                titles = [each.title for each in use.resolution.several]
                named = f"two pages could be meant by {quote(use.link.target)}: {choices(titles, 'and')}."
                message = named[0].upper() + named[1:] if len(titles) == 2 else f"Several{named[3:]}"
                fix = f"name the one you mean, such as {quote(f'[{use.link.text}][{use.resolution.several[0].id}]')}."
                yield page.problem("reference-ambiguous", use.link.target_span, message, fix)


def ledger_damaged(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The ledger of the news, `news/ledger.json`, cannot be read whole.

    It remembers what subscribers were sent; an item that is forgotten would be sent a second time. Only the publishing
    of the site writes it.

    Bad:
        docs/news/ledger.json
        [
        {"id": "term/upstream/published/2026-01-05", "record": "term/upst
        ]

    Good:
        docs/news/ledger.json
        [
        {"id": "a", "record": "term/population-focus", "kind": "published", "out": "2026-01-05"},
        {"form": 1}
        ]
    """
    yield from catalogue.ledger.problems


def ledger_foreign(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """Most pages that the ledger of the news speaks of were never here: it is another site’s.

    Its items would all be told as gone.

    Bad:
        docs/news/ledger.json
        [
        {"id": "term/x/published/2026-01-05", "record": "term/x", "kind": "published", "out": "2026-01-05"},
        {"id": "term/y/published/2026-01-05", "record": "term/y", "kind": "published", "out": "2026-01-05"},
        {"id": "term/z/published/2026-01-05", "record": "term/z", "kind": "published", "out": "2026-01-05"},
        {"form": 1}
        ]

    Good:
        docs/news/ledger.json
        [
        {"id": "a", "record": "term/population-focus", "kind": "published", "out": "2026-01-05"},
        {"form": 1}
        ]
    """
    sent = list(catalogue.ledger.by_page)
    strange = [page_id for page_id in sent if page_id not in catalogue.names.by_id]
    if len(strange) > 2 and len(strange) * 2 > len(sent):
        yield Diagnostic(
            "ledger-foreign", catalogue.ledger.source, Span(0, 1),
            f"The ledger speaks of {len(sent)} pages, and {len(strange)} of them are not here.",
            "if this is a new site, delete the file; else put back this site’s own ledger.",
        )  # fmt: skip
