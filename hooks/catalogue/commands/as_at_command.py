"""`catalogue as-at`: the site as readers met it on a day, from git where it remembers, else from the records alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from catalogue.commands.shared.options import docs_option, moment, say, stop, to_fill
from catalogue.commands.shared.revision import commit_of, lay
from catalogue.dates import long_day

_QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "GIT_PYTHON_REFRESH": "quiet"}
"""What keeps the themes from telling of other products."""


@click.command("as-at")
@click.argument("day")
@click.option("--to", default="", metavar="DIR", help="Where the site is built: as-at-DAY if it is not said.")
@docs_option
def as_at_command(day: str, to: str, docs: Path) -> None:
    """Build the site as readers met it on DAY, such as 2026-11-24: its words, news and states."""
    at = moment(day)
    if at.date() > moment(None).date():
        stop(f"“{day}” is still to come. Name a day that has been.")
    into = to_fill(to or f"as-at-{at.date().isoformat()}", docs)
    commit = commit_of(docs, at.date())
    with tempfile.TemporaryDirectory() as made:
        project = Path(made)
        _lay(docs, project, commit)
        environ = {**os.environ, **_QUIET, "AS_AT": "yes", "SOURCE_DATE_EPOCH": str(int(at.timestamp()))}
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(into.resolve())]
        done = subprocess.run(command, cwd=project, env=environ, check=False)
    if done.returncode:
        stop(f"The site could not be built as it stood on {long_day(at.date())}.")
    source = f"revision {commit[:8]}" if commit else "the records alone, since git gives no pages of that day"
    say(f"The site as it stood on {long_day(at.date())} is in {into}, from {source}.\n")


def _lay(docs: Path, project: Path, commit: str) -> None:
    """A project with the pages of that day, and the settings, code and templates of today."""
    above = docs.resolve().parent
    for name in ("mkdocs.yml", "hooks", "overrides"):
        if (above / name).exists():
            (project / name).symlink_to((above / name).resolve())
    if commit:
        lay(docs, commit, project)
    else:
        shutil.copytree(docs, project / "docs", symlinks=True)
