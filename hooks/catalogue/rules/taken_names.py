"""Does every name belong to one page?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic, quote
from catalogue.frontmatter import Path
from catalogue.graph import Catalogue, Page
from catalogue.labels import fold
from catalogue.text import Span


def label_taken(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """Two pages have the same title or other name.

    A link by that name could lead to either, so it leads to neither.

    Bad:

        docs/glossary/social-determinants.md
        ---
        title: Social determinants
        also: [population focus]
        ---

    Good:

        docs/glossary/social-determinants.md
        ---
        title: Social determinants
        also: [wider determinants]
        ---
    """
    for page in catalogue.records:
        seen: set[str] = set()
        for path, name in _names(page):
            folded = fold(name)
            others = [each for each in catalogue.names.by_label.get(folded, ()) if each is not page]
            if folded in seen or not others:
                continue
            seen.add(folded)
            if all(_is_former_id(each, folded) for each in others):
                continue
            yield Diagnostic(
                "label-taken",
                page.source,
                page.front.places.get(path, Span(0, 3)),
                f"{quote(name)} is also a name of {quote(others[0].title)} ({others[0].path}).",
                "keep the name on one of the two pages, and join them by “related” or “not_same_as”.",
            )


def _names(page: Page) -> Iterator[tuple[Path, str]]:
    if page.record.title:
        yield ("title",), page.record.title
    for index, name in enumerate(getattr(page.record, "also", ())):
        yield ("also", index), name


def _is_former_id(page: Page, folded: str) -> bool:
    names = {fold(name) for name in (*page.record.names, page.id)}
    return folded not in names


def id_taken(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """Two pages have the same file name, or a page lists as former id one that another page has.

    The file name is the page's id, and an id is for ever: feeds, citations and links name the page by it.

    Bad:

        docs/guidance/population-focus.md
        ---
        title: Think of everybody
        ---

    Good:

        docs/guidance/think-of-everybody.md
        ---
        title: Think of everybody
        ---
    """
    former: dict[str, Page] = {}
    for page in catalogue.records:
        holders = catalogue.names.claims[page.id]
        if len(holders) > 1:
            other = next(each for each in holders if each is not page)
            yield Diagnostic(
                "id-taken", page.source, Span(0, 0), f"The id {quote(page.id)} is taken: {other.path} has it too.",
                "give one of the two files another name.",
            )  # fmt: skip
        for index, old in enumerate(page.record.formerly):
            # A page that was given an old id back still lists it.
            taken = [each for each in catalogue.names.claims.get(old, ()) if each is not page]
            holder = taken[0] if taken else former.get(old)
            if holder is not None:
                yield Diagnostic(
                    "id-taken", page.source, page.front.places.get(("formerly", index), Span(0, 3)),
                    f"The former id {quote(old)} is taken: {holder.path} has it.", "take the line out.",
                )  # fmt: skip
            former[old] = page
