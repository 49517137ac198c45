"""The catalogue as it was at an earlier revision, by asking git."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from datetime import date
from pathlib import Path

from catalogue import Catalogue, read_texts
from catalogue.commands.shared.options import stop
from catalogue.ledger import PATH


def read_revision(docs: Path, revision: str) -> Catalogue:
    """Read the pages of the docs folder as git kept them at a revision; stops when git knows none such.

    `docs` is the folder as it is now, on the disk; nothing in it is touched.
    """
    # Asked for by its hash, so that a revision that starts with a hyphen is never taken for an option.
    commit = _git(docs, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    held = commit and _git(docs, "archive", "--format=tar", commit.decode().strip())
    if not held:
        stop(f"Git knows no revision “{revision}” with the folder “{docs}”.")
    texts: dict[str, str | bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(held)) as archive:
        for member in archive:
            name = member.name.rpartition("/")[2]
            kept = (name.endswith(".md") or member.name == PATH) and not name.startswith((".", "_"))
            if kept and member.isfile() and (page := archive.extractfile(member)):
                texts[member.name] = page.read()
    return read_texts(texts)


def _git(docs: Path, *words: str) -> bytes:
    if (found := ask(docs, *words)) is None:
        stop("Git is not on this machine, so --base cannot be used.")
    return found


def ask(docs: Path, *words: str) -> bytes | None:
    """What git answers, whose days are those of the UK; nothing when it refuses, None where there is no git.

    `docs` is the folder it is asked in.
    """
    environ = {**os.environ, "TZ": "Europe/London"}
    try:
        done = subprocess.run(["git", "-C", str(docs), *words], capture_output=True, check=False, env=environ)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else b""


def commit_of(docs: Path, day: date) -> str:
    """The last commit up to the end of `day`, UK time, that changed the pages in `docs`; empty where git knows none."""
    found = ask(docs, "rev-list", "-1", f"--before={day.isoformat()} 23:59:59", "HEAD", "--", ".")
    return (found or b"").decode().strip()


def lay(docs: Path, commit: str, into: Path) -> None:
    """Write the pages of a commit into a folder as its `docs`; `docs` is where they are now. Raises OSError."""
    held = ask(docs, "archive", "--format=tar", "--prefix=docs/", commit, ".") or b""
    with tarfile.open(fileobj=io.BytesIO(held)) as archive:
        archive.extractall(into, filter="data")
