"""`catalogue rename`: another id for a page, and every reference to it put right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from catalogue import judge, read_folder
from catalogue.addresses import beside, follow
from catalogue.commands.shared.options import difference, docs_option, edited, say, stop, today_option
from catalogue.diagnostics import Edit, choices, number
from catalogue.graph import Catalogue, Page
from catalogue.graph.read_page import rewritten
from catalogue.labels import fold
from catalogue.records import references
from catalogue.rules.taken_names import relabelled
from catalogue.text import Span, write


@click.command("rename")
@click.argument("old")
@click.argument("new")
@docs_option
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@today_option
def rename_command(old: str, new: str, docs: Path, dry_run: bool, now: datetime) -> None:
    """Give the page OLD the id NEW (ids or paths). Its old id joins “formerly”, so its old address keeps working."""
    catalogue = read_folder(docs)
    page = _page(catalogue, _bare(old, docs))
    name = _name(catalogue, page, _bare(new, docs), docs)
    path = f"{page.path.rpartition('/')[0]}/{name}.md"
    raw, after = {}, {}
    for each, edits in edits_for(catalogue, page, name).items():
        raw[each] = (docs / each).read_bytes().decode("utf-8-sig", "strict")
        after[each] = edited(raw[each], edits)
    targets = {each: path if each == page.path else each for each in after}
    renamed = rewritten(catalogue, {targets[each]: text for each, text in after.items()}, without=page.path)
    _refuse_harm(catalogue, renamed, now.date(), page, path)
    for each, text in after.items():
        say("".join(difference(f"{docs}/{each}", raw[each], text, f"{docs}/{targets[each]}")))
    if not dry_run:
        write({docs / targets[each]: text.encode("utf-8") for each, text in after.items()})
        (docs / page.path).unlink()
    done = "would be renamed" if dry_run else "renamed"
    say(f"{docs}/{page.path} {done} to {docs}/{path}; {number(len(after) - 1, 'other page')} changed.\n")


def _bare(typed: str, docs: Path) -> str:
    """What was typed, as a path below the docs folder where it is one."""
    typed = typed.replace("\\", "/").removeprefix("./")
    return typed.removeprefix(f"{docs.as_posix()}/") if typed.endswith(".md") else typed


def _page(catalogue: Catalogue, typed: str) -> Page:
    page = catalogue.by_path.get(typed) or catalogue.names.by_id.get(typed)
    if page is None or not page.is_record:
        near = catalogue.names.near_ids(typed)
        stop(
            f"No page of the catalogue has the id or the path “{typed}”."
            + (f" Near it are {choices(list(near))}." if near else "")
        )
    if page.source.flaw or not page.front.present or not page.complete:
        stop(f"The block at the top of {page.path} cannot be read whole. Mend it first: run “catalogue check”.")
    return page


def _name(catalogue: Catalogue, page: Page, typed: str, docs: Path) -> str:
    kind, _, name = typed.removesuffix(".md").rpartition("/")
    if kind and kind != page.folder:
        stop(f"A {page.kind} lives in {page.folder}/, so it cannot move to “{kind}/”.")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        stop(f"“{name}” is not an id: lower-case words joined by hyphens, such as “population-focus”.")
    holder = catalogue.names.by_id.get(name)
    if name == page.id or (holder is not None and holder is not page) or (docs / page.folder / f"{name}.md").exists():
        stop(f"The id “{name}” is taken by {holder.path if holder else f'{page.folder}/{name}.md'}.")
    return name


def _refuse_harm(before: Catalogue, after: Catalogue, today: date, moved: Page, path: str) -> None:
    """Stop if the page's new id would cause a problem that is not there now."""

    def counted(catalogue: Catalogue) -> Counter[tuple[str, str]]:
        """How often each page has each problem; the page that moves under its new path."""
        return Counter((path if one.path == moved.path else one.path, one.code) for one in judge(catalogue, today))

    new = counted(after) - counted(before)
    if new:
        told = "\n".join(f"  {where}: {code}" for where, code in sorted(new))
        stop(f"With that id the page would have problems it does not have now, so nothing was written:\n{told}")


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
    for target, span in page.targets:
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
