"""A build in an odd place gives the same site, or says in one sentence why there is none."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import kit
from tests.conftest import QUIET, ROOT, Pages, Shared, build, built_from, lay

TODAY, NOW = "2026-11-22 12:00", "1795348800"

PAGES: Pages = {
    **kit.frame_files(),
    **kit.pages(kit.BASE),
    "guidance/a-fall.md": kit.filled(
        "guidance/a-fall.md",
        "---\ntitle: A fall, and café\nsituation: |\n  Somebody fell,\n  and lies on the ground.\n---\n\n"
        "See [population focus][] and [@christmas-2019].\n\n- one\n- two\n\n```\ncode\n\ncode\n```\n",
    ),
}


def windows(text: bytes) -> bytes:
    """A text as an old editor on Windows saves it."""
    return b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n")


def files(site: Path) -> dict[str, bytes]:
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def plain(shared: Shared) -> Path:
    """A small site, built where nothing is odd; its project is the folder above."""
    return shared("odd-places", lambda project: built_from(project, PAGES, TODAY)) / "site"


def test_everything_odd_at_once_gives_the_same_site(plain: Path, tmp_path: Path) -> None:
    project = tmp_path / "une clé, à  molette" / "l’été"
    texts = {path: text if isinstance(text, bytes) else text.encode() for path, text in PAGES.items()}
    project.mkdir(parents=True)
    (project / "mkdocs.yml").write_bytes(windows((ROOT / "mkdocs.yml").read_bytes()))
    shutil.copytree(ROOT / "overrides", project / "overrides")
    for file in (project / "overrides").rglob("*.*"):
        # Of templates only the line ends: git may change those.
        if file.suffix in (".html", ".css", ".js"):
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    lay(project, {path: windows(text) if path.endswith((".md", ".json")) else text for path, text in texts.items()})
    # Nothing can be kept from build to build.
    (project / ".cache").write_text("")
    for place in [*(project / "docs").rglob("*"), project / "docs"]:
        place.chmod(0o555 if place.is_dir() else 0o444)
    before = {place: place.lstat().st_mtime_ns for place in (project / "docs").rglob("*")}
    # No git, and no locale but C, not even by the ways round it that Python has.
    odd = {"PATH": str(tmp_path), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    site = built_from(project, {}, TODAY, **odd, GIT_PYTHON_REFRESH="")
    for place in [*(project / "docs").rglob("*"), project / "docs"]:
        place.chmod(0o755)
    assert files(site) == files(plain)
    assert {place: place.lstat().st_mtime_ns for place in (project / "docs").rglob("*")} == before


def one_sentence(said: subprocess.CompletedProcess[str]) -> str:
    """What a build says that could not be made: on one line, with no trace of the code."""
    text = (said.stdout + said.stderr).strip()
    assert said.returncode == 1 and "\n" not in text and "Traceback" not in text, text
    return text


def test_a_full_disk_is_one_sentence(plain: Path, tmp_path: Path) -> None:
    # A limit on the size of files stands for the disk's end: the system's answer goes the same way.
    said = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -f 30 && exec "$@"', "sh", sys.executable, "-m", "mkdocs", "build", "--quiet",
         "--site-dir", str(tmp_path / "site")],
        cwd=plain.parent, env={**os.environ, **QUIET}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert one_sentence(said).endswith(
        "could not be read or written: File too large. The site that was built is not whole."
    )


HOLDER = "import sys, time; from pathlib import Path; from catalogue.outputs.lock import hold; hold(Path(sys.argv[1])); print(flush=True); time.sleep(60)"  # noqa: E501


def test_a_second_build_into_one_folder_says_so_and_one_that_was_killed_is_in_nobodys_way(
    plain: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    first = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, env=environ)
    assert first.stdout and first.stdout.readline()
    (folder / "index.html").write_text("the first one’s")
    assert one_sentence(build(plain.parent, folder)).startswith(f"Another build is at work in “{folder}”.")
    assert (folder / "index.html").read_text() == "the first one’s"
    compressed = subprocess.run(
        [sys.executable, "-m", "catalogue", "compress", str(folder)], capture_output=True, text=True, check=False
    )
    assert (compressed.returncode, compressed.stderr.count("\n")) == (2, 1)
    first.send_signal(signal.SIGKILL)
    first.wait()
    # Then two real ones at once: one of them at least comes through, and the site is one.
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    both = [
        subprocess.Popen(
            words,
            cwd=plain.parent,
            env={**os.environ, **QUIET, "SOURCE_DATE_EPOCH": NOW},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate()[0] for process in both]
    assert 0 in [process.returncode for process in both]
    assert all(process.returncode == 0 or "Another build" in text for process, text in zip(both, said, strict=True))
    assert files(folder) == files(plain)
