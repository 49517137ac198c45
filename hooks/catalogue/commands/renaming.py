"""Which edits give a page another id, everywhere it is named."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.addresses import beside, follow
from catalogue.diagnostics import Edit
from catalogue.graph import Catalogue, Page
from catalogue.labels import fold
from catalogue.prose import LinkKind
from catalogue.records import references
from catalogue.rules.former import relabelled
from catalogue.text import Span


def edits_for(catalogue: Catalogue, moved: Page, new: str) -> dict[str, list[Edit]]:
    """For every page (by its path now), the edits that a page's new id asks for; its old id joins `formerly`."""
    found = {page.path: list(_naming(catalogue, page, moved, new)) for page in catalogue.pages}
    found[moved.path].append(_remembering(moved))
    return {path: edits for path, edits in found.items() if edits}


def _naming(catalogue: Catalogue, page: Page, moved: Page, new: str) -> Iterator[Edit]:
    yield from _fields(page, moved.id, new)
    known = {fold(name) for name in moved.record.names}
    for use in catalogue.uses[page.path]:
        label = fold(use.link.target)
        if use.resolution.page is moved and label == fold(moved.id) and label not in known:
            yield relabelled(page, use.link, new)
    for cite in catalogue.cites[page.path]:
        if cite.item.key == moved.id:
            yield Edit(cite.item.span, new)
    for target, span in _targets(page):
        right = _moved_target(page, target, moved.path, new)
        if right:
            yield Edit(span, right)


def _fields(page: Page, old: str, new: str) -> Iterator[Edit]:
    for path, typed, _ in references(page.record):
        if typed == old and path in page.front.places:
            yield Edit(page.front.places[path], new)
    outcome = getattr(page.record, "outcome", None)
    for index, figure in enumerate(outcome.figures if outcome else ()):
        # Whose count it is can be said in words, so this field is no reference; yet it can hold an id.
        path = ("outcome", "figures", index, "source")
        if figure.source == old and path in page.front.places:
            yield Edit(page.front.places[path], new)


def _targets(page: Page) -> Iterator[tuple[str, Span]]:
    for link in page.prose.links:
        if link.kind in (LinkKind.INLINE, LinkKind.IMAGE):
            yield link.target, link.target_span
    for definition in page.prose.definitions:
        yield definition.target, definition.target_span


def _moved_target(page: Page, target: str, old_path: str, new: str) -> str:
    """What a link to the page (or to its calendar) has to be after the move; empty for a link elsewhere."""
    place = follow(target, page.path)
    bare = target.partition("#")[0].partition("?")[0]
    if place is None or not bare:
        return ""
    folder = old_path.rpartition("/")[0]
    stem = old_path.removesuffix(".md")
    for ending in (".md", ".ics"):
        if place[0] == stem + ending:
            return beside(f"{folder}/{new}{ending}", page.path) + target[len(bare) :]
    return ""


def _remembering(page: Page) -> Edit:
    """The edit that adds the id of today to `formerly`.

    A page that gets an old id back keeps it in the list: its first id names its news and its calendar entry for ever.
    """
    ids = list(dict.fromkeys([*page.record.formerly, page.id]))
    text = "formerly:\n" + "\n".join(f"  - {old}" for old in ids)
    key = page.front.keys.get(("formerly",))
    if key:
        return Edit(Span(key.start, max(page.front.places[("formerly",)].end, key.end + 1)), text)
    title = page.front.places.get(("title",))
    after = page.source.text.find("\n", title.end if title else 0)
    return Edit(Span(after + 1, after + 1), text + "\n")
