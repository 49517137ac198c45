"""A build stops at what does not resolve, and says where."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, build


def spoilt(tmp_path: Path) -> Path:
    """The project with one letter of one reference changed."""
    for name in ("mkdocs.yml", "hooks", "overrides"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    chat = tmp_path / "docs/chats/2021-02-10-public-health-approaches.md"
    text = chat.read_text("utf-8")
    assert "[population focus][]" in text
    chat.write_text(text.replace("[population focus][]", "[popluation focus][]", 1), "utf-8")
    return tmp_path


def test_one_letter_stops_the_check_on_its_line(tmp_path: Path) -> None:
    project = spoilt(tmp_path)
    text = (project / "docs/chats/2021-02-10-public-health-approaches.md").read_text("utf-8")
    line = text[: text.index("popluation")].count("\n") + 1
    command = [sys.executable, "-c", "from catalogue.cli import main; main()", "check", "--today", "2026-11-22"]
    outcome = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert outcome.returncode == 1, outcome.stderr
    assert f"docs/chats/2021-02-10-public-health-approaches.md:{line}:4  error  reference-not-found" in outcome.stdout
    assert "use “population focus”" in outcome.stdout.casefold()


def test_one_letter_stops_the_build_with_the_same_words(tmp_path: Path) -> None:
    outcome = build(spoilt(tmp_path), tmp_path / "site")
    said = outcome.stdout + outcome.stderr
    assert outcome.returncode != 0
    assert "called “popluation focus”" in said
    assert "Traceback" not in said


def test_a_link_stops_the_build_and_nothing_it_leads_to_is_copied(tmp_path: Path) -> None:
    project, site = tmp_path / "project", tmp_path / "site"
    project.mkdir()
    for name in ("mkdocs.yml", "hooks", "overrides"):
        (project / name).symlink_to(ROOT / name)
    (project / "docs" / "assets").mkdir(parents=True)
    (project / "docs" / "index.md").write_text("---\ntitle: Home\n---\n")
    (project / "docs" / "assets" / "leak.txt").symlink_to(ROOT / "LICENSE")
    # MkDocs would walk two rings for as long as the machine lasts.
    for ring in ("one", "two"):
        (project / "docs" / ring).symlink_to(".")
    outcome = build(project, site)
    said = outcome.stdout + outcome.stderr
    assert outcome.returncode == 1 and "Traceback" not in said
    assert said.count("  error  page-unreadable") >= 3 and "docs/assets/leak.txt:1:1" in said
    assert not list(site.rglob("leak.txt"))
