"""Builds sites in processes of their own, and says what they cost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.made_up import ROOT, write

ROUNDS = 3
"""How often each thing is measured, turn by turn; the least is taken, as what is above it is the machine's own."""

_LISTS = ("", "guidance/", "glossary/", "chats/", "papers/", "papers/authors/", "news/", "feeds/")


def project(folder: Path, site: Mapping[str, str], settings: str | None = None) -> Path:
    """A project with our hooks and templates (or with these settings alone) around a site's pages."""
    lists = {f"{path}index.md": (ROOT / "docs" / path / "index.md").read_text("utf-8") for path in _LISTS}
    lists |= {f"{name}/index.md": f"---\ntitle: {name}\n---\n\nWords.\n" for name in ("contributing", "about")}
    write({**lists, **site}, folder / "docs")
    if settings is None:
        for name in ("mkdocs.yml", "hooks", "overrides"):
            (folder / name).symlink_to(ROOT / name)
    else:
        (folder / "mkdocs.yml").write_text(settings, "utf-8")
    return folder


def cpu_seconds(command: Sequence[str], folder: Path) -> float:
    """The processor time of a command in a folder, its own and the system's for it.

    Raises RuntimeError with what the command said when it fails.
    """
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(ROOT / "hooks")}
    with (folder / "said.txt").open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=folder, env={**os.environ, **quiet}, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError((folder / "said.txt").read_text("utf-8")[:2000])
    return used.ru_utime + used.ru_stime


def builds(projects: Mapping[str, Path], rounds: int = ROUNDS) -> dict[str, float]:
    """The least CPU seconds a build of each project took, measured turn by turn."""
    least: dict[str, float] = {}
    for _ in range(rounds):
        for name, folder in projects.items():
            spent = cpu_seconds(("mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")), folder)
            least[name] = min(spent, least.get(name, spent))
    return least
