"""Does a page refer to others by the ids they have now?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic, Edit, Severity, quote
from catalogue.graph import Catalogue, Page
from catalogue.labels import fold
from catalogue.markdown import Link
from catalogue.records import references
from catalogue.text import Span


def reference_former(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A page names another by an id that page no longer has.

    The link still works. The next writer, though, would look for a file of that name and not find it.

    Bad:

        docs/glossary/upstream-work.md
        ---
        title: Upstream work
        formerly: [working-upstream]
        ---
        docs/guidance/x.md
        It starts with [work further up][working-upstream].

    Good:

        docs/glossary/upstream-work.md
        ---
        title: Upstream work
        formerly: [working-upstream]
        ---
        docs/guidance/x.md
        It starts with [work further up][upstream-work].
    """
    for page in catalogue.pages:
        for path, typed, _ in references(page.record):
            target = catalogue.names.by_id.get(typed)
            if target is not None and target.id != typed and path in page.front.places:
                yield _former(page, page.front.places[path], typed, target)
        for use in catalogue.uses[page.path]:
            found = use.resolution.page
            if found is not None and _only_former(found, use.link.target):
                yield _former(page, use.link.target_span, use.link.target, found, relabelled(page, use.link, found.id))
        for cite in catalogue.cites[page.path]:
            if cite.paper is not None and cite.paper.id != cite.item.key:
                yield _former(page, cite.item.span, cite.item.key, cite.paper)


def _only_former(page: Page, label: str) -> bool:
    """The label is a former id of the page, and none of its names today."""
    if not page.record.formerly:
        return False
    folded = fold(label)
    today = {fold(name) for name in (*page.record.names, page.id)}
    return folded not in today and folded in {fold(old) for old in page.record.formerly}


def relabelled(page: Page, link: Link, label: str) -> Edit:
    """The edit that gives a reference link another label and leaves the words it shows as they are."""
    text = page.source.text
    words = text[link.target_span.start : link.target_span.end]
    if link.shortcut or text[: link.span.end].endswith("[]"):
        return Edit(link.span, f"[{words}][{label}]")
    return Edit(link.target_span, label)


def _former(page: Page, span: Span, typed: str, target: Page, edit: Edit | None = None) -> Diagnostic:
    return Diagnostic(
        "reference-former", page.source, span, f"{quote(typed)} is a former id of {quote(target.title)}.",
        f"use {quote(target.id)}.", Severity.WARNING, edit or Edit(span, target.id),
    )  # fmt: skip
