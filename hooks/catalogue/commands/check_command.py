"""`catalogue check`: every problem of every page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.commands.shared.options import docs_option, say, site, stop, today_option
from catalogue.diagnostics import Diagnostic, Severity
from catalogue.kept.problems import judged
from catalogue.report import FORMATS, Findings
from catalogue.snapshot import Snapshot, take

if TYPE_CHECKING:
    from catalogue.graph import Catalogue


@click.command("check")
@click.argument("paths", nargs=-1)
@docs_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How the problems are shown.")
@today_option
@click.option("--base", metavar="REV", help="Hold the pages against those of this revision (git), which they replace.")
@click.option("--no-cache", is_flag=True, help="Read every page anew, and keep nothing in .cache.")
@click.option("--notes", is_flag=True, help="Show notes too: what could be better, and stops nobody.")
def check_command(
    paths: tuple[str, ...], docs: Path, form: str, now: datetime, base: str | None, no_cache: bool, notes: bool
) -> None:
    """Show every problem. PATHS limit what is shown, never what is read.

    Ends with 0 when nothing stops a merge, 1 when there are errors, 2 when it could not run.
    """
    taken = take(docs, site(docs))
    if base:
        findings = held_against(docs, taken, base, now, cached=not no_cache, news=form == "summary")[0]
    else:
        if notes or no_cache:
            problems = _judged(docs, taken, now, cached=not no_cache, notes=notes)[0]
        else:
            problems = judged(docs, taken, now.date(), lambda: _judged(docs, taken, now)[0])
        shown = (one for one in problems if notes or one.severity is not Severity.NOTE)
        findings = Findings(tuple(shown), len(taken.pages), docs.as_posix(), taken.site)
    if paths:
        known = [*taken.pages, *(one.path for one in taken.refused)]
        is_chosen = chosen(paths, docs, known)
        told = tuple(one for one in findings.problems if is_chosen(one.path))
        findings = findings._replace(problems=told, pages=sum(map(is_chosen, known)))
    say(FORMATS[form](findings))
    sys.exit(1 if any(one.severity is Severity.ERROR for one in (*findings.problems, *findings.others)) else 0)


def _judged(
    docs: Path, taken: Snapshot, now: datetime, base: str = "", *, cached: bool = True, notes: bool = False
) -> tuple[list[Diagnostic], Catalogue, Catalogue | None]:
    """Every problem, the catalogue, and that of the revision it is held against, if one is named."""
    # An answer that is kept needs no record, rule or reader, which take a while to start.
    from catalogue.check import gc_paused, judge
    from catalogue.folder import read_snapshot
    from catalogue.kept.readings import Readings
    from catalogue.kept.rule_problems import KeptProblems
    from catalogue.rules import RULES, SHOWN

    kept, before = docs if cached else None, None
    with gc_paused():
        catalogue = read_snapshot(taken, Readings(kept))
        if base:  # only this needs git and what reads its answer
            from catalogue.commands.shared.revision import read_revision

            before = read_revision(docs, base)
        rules = RULES if notes or base else SHOWN
        return judge(catalogue, now.date(), rules, before, KeptProblems(kept)), catalogue, before


def held_against(
    docs: Path, taken: Snapshot, base: str, now: datetime, *, cached: bool, news: bool
) -> tuple[Findings, Catalogue, Catalogue]:
    """What is found in the pages of a proposal, held against those of a revision; the catalogue, and the one before.

    `taken` is what stands in the folder `docs`, `base` the revision, `now` aware, in UK time. With `news` the findings
    say what subscribers will read. Stops where git knows no such revision.
    """
    from catalogue.check import proposed

    found, catalogue, before = _judged(docs, taken, now, base, cached=cached)
    assert before is not None
    problems, others = proposed(found, catalogue, before)
    sent = ""
    if news:
        from catalogue.commands.news_command import against, authority, told

        sent = told(*against(catalogue, before, now, authority(docs)), now)
    findings = Findings(tuple(problems), len(taken.pages), docs.as_posix(), taken.site, tuple(others), sent)
    return findings, catalogue, before


def chosen(paths: tuple[str, ...], docs: Path, pages: Collection[str]) -> Callable[[str], bool]:
    """Whether a page is at one of these paths, or in one of these folders; stops at a path where no page is.

    `paths` are relative to where the command runs, or to the docs folder `docs`; those of `pages`, which are all there
    are, and of what is asked, to the docs folder.
    """
    wanted = [_inside(path, docs) for path in paths]
    for path, name in zip(paths, wanted, strict=True):
        if name is None or not any(_below(page, name) for page in pages):
            stop(f"There is no page at “{path}”, nor a folder with pages.")
    return lambda path: any(_below(path, name) for name in wanted if name is not None)


def _inside(path: str, docs: Path) -> str | None:
    """A path, typed from here or from the docs folder, as it stands below the docs folder."""
    if path.startswith(f"{docs.as_posix()}/") or Path(path).exists():
        try:
            # The last part as it stands: a link is a problem where it is, not where it leads.
            return (Path(path).parent.resolve() / Path(path).name).relative_to(docs.resolve()).as_posix()
        except (ValueError, OSError):
            pass
    return Path(path).as_posix() if (docs / path).exists() else None


def _below(path: str, name: str) -> bool:
    return name in (".", path) or path.startswith(f"{name}/")
