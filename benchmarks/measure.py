"""Lays out projects, runs commands in processes of their own, and says what they cost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import yaml

from benchmarks.made_up import ROOT, write
from catalogue.markdown.reading import EXTENSIONS, SETTINGS

_LISTS = ("", "guidance/", "glossary/", "chats/", "papers/", "papers/authors/", "news/", "feeds/")
QUIET = {
    "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "GIT_PYTHON_REFRESH": "quiet",
    "PYTHONPATH": os.pathsep.join((str(ROOT / "hooks"), str(ROOT))),
}  # fmt: skip

BUILD = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site")
SERVE = (sys.executable, "-m", "mkdocs", "serve", "--quiet", "--livereload", "--dev-addr")
CHECK = (sys.executable, "-m", "catalogue", "check", "--format", "json")


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
        (folder / "docs/assets").mkdir(exist_ok=True)
        shutil.copy(ROOT / "docs/assets/mark.svg", folder / "docs/assets")
    return folder


def plain_settings(*plugins: str) -> str:
    """The site's settings less our hooks, templates and feeds: Material with search, and perhaps more."""
    lines, skip = [], False
    for line in (ROOT / "mkdocs.yml").read_text("utf-8").splitlines():
        top = line and line[0] not in " #"
        skip = line.startswith(("hooks:", "extra_css:", "extra_javascript:", "plugins:")) if top else skip
        if not skip and "custom_dir" not in line:
            lines.append(line)
    extensions: list[object] = [{name: SETTINGS[name]} if name in SETTINGS else name for name in EXTENSIONS]
    if plugins:
        extensions += ["abbr", {"pymdownx.snippets": {"auto_append": ["abbreviations.md"]}}]
    markdown = yaml.safe_dump({"markdown_extensions": extensions})
    return "\n".join([*lines, "plugins:", "  - search", *(f"  - {name}" for name in plugins), markdown])


@dataclass
class Spent:
    """What a command cost in each round: seconds of all processors, and the most memory it held, in bytes."""

    seconds: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """The median of the rounds."""
        return median(self.seconds)

    @property
    def told(self) -> str:
        """The median, and how far the rounds lie apart."""
        return apart(self.seconds)


def apart(seconds: Sequence[float]) -> str:
    """The median of some seconds, and half of how far they lie apart."""
    return f"{median(seconds):.2f} s ± {(max(seconds) - min(seconds)) / 2:.2f}"


def run(command: Sequence[str], folder: Path, into: Spent, said: Path | None = None) -> None:
    """Run a command in a folder and add what it cost, its own processes with it; `said` is where its words go.

    Raises RuntimeError with what the command said when it fails.
    """
    said = said or folder / "said.txt"
    with said.open("w") as opened:
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **QUIET}, stdout=opened, stderr=opened)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # A check that finds errors ends with 1, and has done its work.
    if process.returncode > (1 if command == CHECK else 0):
        raise RuntimeError(said.read_text("utf-8")[:2000])
    into.seconds.append(used.ru_utime + used.ru_stime)
    into.memory.append(used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def clean(folder: Path) -> None:
    """Put aside what earlier builds and checks have left in a project; it goes with the folder around it.

    A disk that has just lost thousands of files (ext4) makes new ones ten times slower: that is not what is measured.
    """
    for name in ("site", ".cache"):
        if (folder / name).exists():
            (folder / name).rename(Path(tempfile.mkdtemp(dir=folder.parent, prefix="aside-")) / name)


def edit(folder: Path, words: str) -> None:
    """Add a sentence to the prose of one guide."""
    page = folder / "docs/guidance/situation-7.md"
    page.write_text(f"{page.read_text('utf-8')}\nA further sentence, {words}.\n", "utf-8")


def cores() -> int:
    """How many processors there are for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
