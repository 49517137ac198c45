"""The catalogue as it was at an earlier revision, by asking git."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from catalogue import Catalogue, read_texts
from catalogue.commands.shared import stop
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
            page = (
                archive.extractfile(member)
                if member.isfile() and (name.endswith(".md") or member.name == PATH)
                else None
            )
            if page is not None and not name.startswith((".", "_")):
                texts[member.name] = page.read()
    return read_texts(texts)


def _git(docs: Path, *words: str) -> bytes:
    """What git answers; nothing when it refuses."""
    try:
        done = subprocess.run(["git", "-C", str(docs), *words], capture_output=True, check=False)
    except OSError:
        stop("Git is not on this machine, so --base cannot be used.")
    return done.stdout if done.returncode == 0 else b""
