"""`catalogue publish`: build beside what is served, and switch to it by one rename.

What readers are served is the link `current` in a folder; each release stands whole beside it. So no reader meets half
a site, and a build that fails or is killed leaves the last good one where it was.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from catalogue.commands.shared import say, stop

KEPT = 3
"""How many releases are kept, so that an older one can be gone back to."""

RELEASES, CURRENT, LOCK, PART = "releases", "current", ".lock", ".part-"

Build = Callable[[Path], None]
"""Builds the whole site into a folder that does not exist yet; raises `click.Abort` or stops where it cannot."""


@click.command("publish")
@click.argument("dest", type=click.Path(file_okay=False, path_type=Path))
@click.option("--rollback", "back", is_flag=True, help="Go back to the release before, and build nothing.")
def publish_command(dest: Path, back: bool) -> None:
    """Build the site into DEST and serve it from there: DEST/current is the folder a server is to be pointed at."""
    with _locked(dest):
        name = rollback(dest) if back else publish(dest, _build, datetime.now(UTC))
    say(f"{dest / CURRENT} is now release {name}.\n")


def publish(dest: Path, build: Build, now: datetime) -> str:
    """Build a release and switch to it; gives its name, which is the moment in UTC. Older ones than the last go."""
    releases = dest / RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    for left in releases.glob(f"{PART}*"):
        shutil.rmtree(left, ignore_errors=True)
    part = releases / f"{PART}{os.getpid()}"
    build(part)
    name = _free(releases, f"{now:%Y%m%dT%H%M%SZ}")
    part.rename(releases / name)
    _switch(dest, name)
    for old in _names(dest)[:-KEPT]:
        if old != _current(dest):
            shutil.rmtree(releases / old, ignore_errors=True)
    return name


def rollback(dest: Path) -> str:
    """Switch to the release before the current one; gives its name. Stops where there is none."""
    older = [name for name in _names(dest) if name < _current(dest)]
    if not older:
        stop(f"There is no release before this one in “{dest}”.")
    _switch(dest, older[-1])
    return older[-1]


def _switch(dest: Path, name: str) -> None:
    """Point `current` at a release: a new link is made beside it and takes its place by one rename (POSIX)."""
    beside = dest / f"{CURRENT}.new"
    beside.unlink(missing_ok=True)
    beside.symlink_to(Path(RELEASES, name), target_is_directory=True)
    beside.replace(dest / CURRENT)


def _names(dest: Path) -> list[str]:
    """The releases, the oldest first."""
    return sorted(path.name for path in (dest / RELEASES).glob("[0-9]*") if path.is_dir())


def _current(dest: Path) -> str:
    link = dest / CURRENT
    return link.readlink().name if link.is_symlink() else ""


def _free(releases: Path, name: str) -> str:
    """A name that no release has: two of one second are told apart."""
    number = 1
    while (releases / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return name if number == 1 else f"{name}-{number}"


@contextmanager
def _locked(dest: Path) -> Iterator[None]:
    """Let one publication at a time work in a folder; the lock goes with the process, however that ends."""
    dest.mkdir(parents=True, exist_ok=True)
    with (dest / LOCK).open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stop(f"Another publication is at work in “{dest}”. Nothing was changed.")
        yield


def _build(into: Path) -> None:
    """Build by MkDocs, strictly, and put the compressed copies beside the files."""
    for step in (("mkdocs", "build", "--strict", "--quiet", "--site-dir"), ("catalogue", "compress")):
        done = subprocess.run([sys.executable, "-m", *step, str(into)], check=False)
        if done.returncode:
            shutil.rmtree(into, ignore_errors=True)
            stop("The site could not be built. What was served is served still.")
