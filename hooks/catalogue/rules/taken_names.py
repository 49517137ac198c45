"""Does every name belong to one page, and is each page called by one it has now?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalogue.dates import long_day
from catalogue.diagnostics import Diagnostic, Edit, Severity, quote
from catalogue.frontmatter import Path, quoted
from catalogue.gaps import is_gap
from catalogue.graph import Catalogue, Page
from catalogue.labels import fold
from catalogue.markdown import Link
from catalogue.text import Span


def label_taken(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A page has a title or another name that belongs to another page already.

    A link by that name could lead to either. It stays with the page that has the better claim: a term before a guide, a
    guide before a paper, a chat or a post, and the older page before the newer.

    Bad:
        docs/glossary/social-determinants.md
        title: Social determinants
        also: [population focus]

    Good:
        docs/glossary/social-determinants.md
        title: Social determinants
        also: [wider determinants]
    """
    for page in catalogue.records:
        told: set[str] = set()
        for path, name in _names(page):
            found = catalogue.names.resolve(name)
            owner = found.page or next((each for each in found.several if each is not page), page)
            if owner is page or owner.path in told or (page.record.retired and not owner.record.retired):
                continue
            told.add(owner.path)
            message = f"{quote(name)} is a name of {quote(owner.title)} ({owner.path}) already."
            fix = _another_name(catalogue, page, owner, path, name)
            yield page.problem("label-taken", page.place(*path), message, fix)


def _names(page: Page) -> Iterator[tuple[Path, str]]:
    if page.record.title and not is_gap(page.record.title):
        yield ("title",), page.record.title
    for index, name in enumerate(getattr(page.record, "also", ())):
        if not is_gap(name):
            yield ("also", index), name


def _another_name(catalogue: Catalogue, page: Page, owner: Page, path: Path, name: str) -> str:
    """What to do about a name that is taken, with a title to take where one can be made."""
    if path[0] == "also":
        return f"take {quote(name)} out of “also”, and join the two pages by “related” or “not_same_as”."
    if owner.kind == page.kind:
        blank = quoted(f"{name} [insert what sets it apart]")
        return f"add what is new to {owner.path} and take this page out; or write “title: {blank}”."
    release = page.release if page.kind == "post" else getattr(page.record, "first_starts", None)
    year = getattr(page.record, "year", None)
    apart = f"{page.kind} of {long_day(release)}" if release else f"{page.kind}, {year}" if year else page.kind
    taken = fold(f"{name} ({apart})") in catalogue.names.by_label
    better = f"{name} [insert what sets it apart]" if taken else f"{name} ({apart})"
    return f"write “title: {quoted(better)}”."


def id_taken(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A page has the file name of another page, or lists as former id one that another page has.

    The file name is the page's id, and an id is for ever: feeds, citations and links name the page by it.

    Bad:
        docs/guidance/population-focus.md
        title: Think of everybody

    Good:
        docs/guidance/think-of-everybody.md
        title: Think of everybody
    """
    former: dict[str, Page] = {}
    for page in catalogue.records:
        keeper = catalogue.names.claims[page.id][0]
        if keeper is not page:
            better = f"{page.id}-{page.kind}"
            free = better if better not in catalogue.names.by_id else f"{better}-2"
            message = f"The id {quote(page.id)} is taken: {keeper.path} has it."
            yield page.problem("id-taken", Span(0, 0), message, f"name this file {quote(free + '.md')}.")
        for index, old in enumerate(page.record.formerly):
            # A page that was given an old id back still lists it.
            taken = [each for each in catalogue.names.claims.get(old, ()) if each is not page]
            holder = taken[0] if taken else former.get(old)
            if holder is not None:
                message = f"The former id {quote(old)} is taken: {holder.path} has it."
                yield page.problem("id-taken", page.place("formerly", index), message, "take the line out.")
            former[old] = page


def reference_former(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A page names another by an id that page no longer has.

    The link still works. The next writer, though, would look for a file of that name and not find it.

    Bad:
        docs/glossary/upstream-work.md
        title: Upstream work
        formerly: [working-upstream]
        docs/guidance/x.md
        It starts with [work further up][working-upstream].

    Good:
        docs/glossary/upstream-work.md
        docs/guidance/x.md
        It starts with [work further up][upstream-work].
    """
    for page in catalogue.pages:
        for path, typed, _ in page.named:
            target = catalogue.names.by_id.get(typed)
            if target is not None and typed in target.record.formerly and target.id != typed:
                yield _former(page, page.place(*path), typed, target)
        for use in catalogue.uses[page.path]:
            found = use.resolution.page
            if found is not None and _only_former(found, use.link.target):
                yield _former(page, use.link.target_span, use.link.target, found, relabelled(page, use.link, found.id))
        for cite in catalogue.cites[page.path]:
            if cite.paper is not None and cite.item.key in cite.paper.record.formerly:
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
    message, fix = f"{quote(typed)} is a former id of {quote(target.title)}.", f"use {quote(target.id)}."
    return page.problem("reference-former", span, message, fix, Severity.WARNING, edit or Edit(span, target.id))
