"""`catalogue publish`: build beside what is served, and switch to it by one rename.

What readers are served is the link `current` in a folder; each release stands whole beside it. So no reader meets half
a site, and a build that fails or is killed leaves the last good one where it was.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from catalogue.commands.shared.options import say, site, stop
from catalogue.outputs.lock import Busy, hold

KEPT = 3
"""How many releases are kept, so that an older one can be gone back to."""

RELEASES, CURRENT, PREVIOUS, PART = "releases", "current", "previous", ".part-"

Build = Callable[[Path], None]
"""Builds the whole site into a folder that does not exist yet; raises `click.Abort` or stops where it cannot."""


@click.command("publish")
@click.argument("dest")
@click.option("--rollback", "back", is_flag=True, help="Go back to the release before, and build nothing.")
def publish_command(dest: str, back: bool) -> None:
    """Build the site into DEST and serve it from there: DEST/current is the folder a server is to be pointed at."""
    if not dest.strip():
        stop("Say which folder to publish into: make publish DEST=/srv/knowledge-base")
    folder = Path(dest)
    if (folder.exists() and not folder.is_dir()) or (
        (folder / CURRENT).exists() and not (folder / CURRENT).is_symlink()
    ):
        stop(f"“{folder}” holds something else than releases of a site. Choose another folder.")
    try:
        with hold(folder):
            name = rollback(folder) if back else publish(folder, _build, datetime.now(UTC))
    except Busy:
        stop(f"Another publication is at work in “{folder}”. Nothing was changed.")
    say(f"{folder / CURRENT} is now release {name}.\n")


def publish(dest: Path, build: Build, now: datetime) -> str:
    """Build a release and switch to it; gives its name, which is `now` in UTC.

    Gone after that are all but the last `KEPT`, and those that were gone back from. Raises OSError where a file cannot
    be written; what was served is served still.
    """
    releases = dest / RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    for left in releases.glob(f"{PART}*"):
        shutil.rmtree(left, ignore_errors=True)
    part = releases / f"{PART}{os.getpid()}"
    build(part)
    served = _served(dest)
    _keep_times(part, releases / served if served else None)
    withdrawn = [name for name in _names(dest) if served and name > served]
    name = _free(releases, f"{now:%Y%m%dT%H%M%SZ}")
    part.rename(releases / name)
    _switch(dest, name)
    kept = [name for name in _names(dest) if name not in withdrawn][-KEPT:]
    for old in set(_names(dest)) - {*kept, name, served}:
        # Out of the way by one rename first: a release that is half gone must never be gone back to.
        gone = releases / f"{PART}{old}"
        (releases / old).rename(gone)
        shutil.rmtree(gone, ignore_errors=True)
    return name


def rollback(dest: Path) -> str:
    """Switch to the release before the current one; gives its name. Stops where there is none."""
    older = [name for name in _names(dest) if name < _served(dest)]
    if not older:
        stop(f"There is no release before this one in “{dest}”.")
    _switch(dest, older[-1])
    return older[-1]


def _switch(dest: Path, name: str) -> None:
    """Serve a release; the one before stays at `previous`, where a page opened earlier finds its style and script."""
    if served := _served(dest):
        _point(dest / PREVIOUS, served)
    _point(dest / CURRENT, name)


def _point(link: Path, name: str) -> None:
    """Make a link to a release beside a link that is there, and let it take its place by one rename (POSIX)."""
    beside = link.with_name(f"{link.name}.new")
    beside.unlink(missing_ok=True)
    beside.symlink_to(Path(RELEASES, name), target_is_directory=True)
    beside.replace(link)


def _keep_times(new: Path, old: Path | None) -> None:
    """Give each file that is as it was its former time, and no other file that time: servers compare little else."""
    for file in sorted(new.rglob("*")) if old else ():
        before = (old or new) / file.relative_to(new)
        if not file.is_file() or not before.is_file():
            continue
        was, now = before.stat(), file.stat()
        if filecmp.cmp(file, before, shallow=False):
            os.utime(file, (was.st_atime, was.st_mtime))
        elif int(was.st_mtime) == int(now.st_mtime):
            os.utime(file, (was.st_atime, was.st_mtime + 1))


def _names(dest: Path) -> list[str]:
    """The releases, the oldest first."""
    return sorted(path.name for path in (dest / RELEASES).glob("[0-9]*") if path.is_dir())


def _served(dest: Path) -> str:
    """The release that is served, if there is one."""
    return (dest / CURRENT).readlink().name if (dest / CURRENT).is_symlink() else ""


def _free(releases: Path, name: str) -> str:
    """A name that no release has, and that comes after all of them: a clock can be put back."""
    last = max((path.name for path in releases.glob("[0-9]*")), default="")
    if name > last:
        return name
    moment, _, number = last.partition("-")
    return f"{moment}-{int(number or 1) + 1:03}"


def _build(into: Path) -> None:
    """Build by MkDocs, strictly, and put the compressed copies beside the files."""
    address = site(Path("docs"))
    # Feeds and calendars hold whole addresses, and this ending is for examples alone (RFC 2606).
    if (urlsplit(address).hostname or "").endswith(".example"):
        click.echo(f"The site is made for {address}, which nobody can open. Set SITE_URL to its own address.", err=True)
    for step in (("mkdocs", "build", "--strict", "--quiet", "--site-dir"), ("catalogue", "compress")):
        done = subprocess.run([sys.executable, "-m", *step, str(into)], check=False)
        if done.returncode:
            shutil.rmtree(into, ignore_errors=True)
            stop("The site could not be built. What was served is served still.")
