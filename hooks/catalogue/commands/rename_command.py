"""`catalogue rename`: another id for a page, and every reference to it put right."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import click

from catalogue import Catalogue, Page, judge, read_folder
from catalogue.commands.edits import difference, edited
from catalogue.commands.renaming import edits_for
from catalogue.commands.shared import docs_option, folder, moment, say, stop, today_option
from catalogue.diagnostics import choices, number
from catalogue.folder import read_page
from catalogue.text import decode


@click.command("rename")
@click.argument("old")
@click.argument("new")
@docs_option
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@today_option
def rename_command(old: str, new: str, docs: str, dry_run: bool, today: str | None) -> None:
    """Give the page OLD the id NEW (ids or paths). Its old id joins “formerly”, so its old address keeps working."""
    here = folder(docs)
    catalogue = read_folder(here)
    page = _page(catalogue, _bare(old, here))
    name = _name(catalogue, page, _bare(new, here), here)
    path = f"{page.path.rpartition('/')[0]}/{name}.md"
    raw, after = {}, {}
    for each, edits in edits_for(catalogue, page, name).items():
        raw[each] = (here / each).read_bytes().decode("utf-8-sig", "strict")
        after[each] = edited(raw[each], edits)
    _refuse_harm(catalogue, _renamed(catalogue, after, page, path), moment(today).date(), page, path)
    for each, text in after.items():
        target = path if each == page.path else each
        say("".join(difference(f"{docs}/{each}", raw[each], text, f"{docs}/{target}")))
        if not dry_run:
            (here / target).write_bytes(text.encode("utf-8"))
    if not dry_run:
        (here / page.path).unlink()
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
    if kind and kind != page.record.folder:
        stop(f"A {page.kind} lives in {page.record.folder}/, so it cannot move to “{kind}/”.")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        stop(f"“{name}” is not an id: lower-case words joined by hyphens, such as “population-focus”.")
    holder = catalogue.names.by_id.get(name)
    if (
        name == page.id
        or (holder is not None and holder is not page)
        or (docs / page.record.folder / f"{name}.md").exists()
    ):
        stop(f"The id “{name}” is taken by {holder.path if holder else f'{page.record.folder}/{name}.md'}.")
    return name


def _renamed(catalogue: Catalogue, after: dict[str, str], moved: Page, path: str) -> Catalogue:
    """The catalogue as it would be."""
    pages = []
    for page in catalogue.pages:
        here = path if page is moved else page.path
        pages.append(read_page(decode(here, after[page.path].encode())) if page.path in after else page)
    return Catalogue(tuple(sorted(pages, key=lambda page: page.path)), catalogue.files)


def _refuse_harm(before: Catalogue, after: Catalogue, today: date, moved: Page, path: str) -> None:
    """Stop if the page's new id would cause a problem that is not there now."""

    def counted(catalogue: Catalogue) -> Counter[tuple[str, str]]:
        return Counter((path if one.path == moved.path else one.path, one.code) for one in judge(catalogue, today))

    new = counted(after) - counted(before)
    if new:
        told = "\n".join(f"  {where}: {code}" for where, code in sorted(new))
        stop(f"With that id the page would have problems it does not have now, so nothing was written:\n{told}")
