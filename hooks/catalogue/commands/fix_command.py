"""`catalogue fix`: the corrections that are certain."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from catalogue import Catalogue, judge, read_folder
from catalogue.commands.check_command import chosen
from catalogue.commands.shared.options import apart, difference, docs_option, edited, say, site, today_option
from catalogue.diagnostics import Diagnostic, Edit, number
from catalogue.graph.read_page import rewritten
from catalogue.text import write

ROUNDS = 5
"""A correction can uncover another; this many rounds are more than any page has needed."""


@click.command("fix")
@click.argument("paths", nargs=-1)
@docs_option
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--link", is_flag=True, help="Also link words of the glossary where a page first uses them.")
@today_option
def fix_command(paths: tuple[str, ...], docs: Path, dry_run: bool, link: bool, now: datetime) -> None:
    """Make the corrections that are certain, and show them. PATHS limit which pages are changed."""
    before = read_folder(docs, site=site(docs))
    raw = {page.path: _raw(docs / page.path) for page in before.pages if page.source.flaw is None}
    after, count = mended(before, raw, now.date(), paths, docs, link)
    changed = {path: text for path, text in after.items() if text != raw[path]}
    for path, text in changed.items():
        say("".join(difference(f"{docs}/{path}", raw[path], text)))
    if not dry_run:
        write({docs / path: text.encode("utf-8") for path, text in changed.items()})
    done = "would be mended" if dry_run else "mended"
    say(f"{number(count, 'place')} in {number(len(changed), 'page')} {done}.\n" if changed else "Nothing to mend.\n")


def _raw(file: Path) -> str:
    # The mark some editors put before the text makes the site lose the whole block, so it never goes back.
    return file.read_bytes().decode("utf-8-sig")


def mended(
    catalogue: Catalogue, raw: dict[str, str], today: date, paths: tuple[str, ...], docs: Path, link: bool
) -> tuple[dict[str, str], int]:
    """The texts of the pages after every certain correction, and how many were made.

    `raw` holds the texts by path in the docs folder, `paths` are relative to where the command runs or to `docs`, and
    `today` is a day in the UK.
    """
    texts = dict(raw)
    count = 0
    for _ in range(ROUNDS):
        problems = judge(catalogue, today)
        if paths:
            is_chosen = chosen(paths, docs, texts)
            problems = [one for one in problems if is_chosen(one.path)]
        edits = _edits(problems, texts, link)
        if not edits:
            break
        for path, here in edits.items():
            texts[path] = edited(texts[path], here)
            count += len(here)
        catalogue = rewritten(catalogue, {path: texts[path] for path in edits})
    return texts, count


def _edits(problems: list[Diagnostic], texts: dict[str, str], link: bool) -> dict[str, list[Edit]]:
    """The edits of each page, at most one a stretch of text."""
    found: dict[str, list[Edit]] = {}
    for one in problems:
        if one.edit is None or one.path not in texts or (one.code == "word-unlinked" and not link):
            continue
        if one.source.text[one.edit.span.start : one.edit.span.end] != one.edit.text:
            found.setdefault(one.path, []).append(one.edit)
    return {path: apart(edits) for path, edits in found.items()}
