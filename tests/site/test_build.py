"""A build stops at what does not resolve, and says where."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import kit
from tests.conftest import QUIET, ROOT, build, lay


def spoilt(tmp_path: Path) -> Path:
    """The project with one letter of one reference changed."""
    lay(tmp_path, kit.corpus_files())
    chat = tmp_path / "docs/chats/2021-02-10-public-health-approaches.md"
    text = chat.read_text("utf-8")
    assert "[population focus][]" in text
    chat.write_text(text.replace("[population focus][]", "[popluation focus][]", 1), "utf-8")
    return tmp_path


def nearly_empty(tmp_path: Path) -> Path:
    """A project with one page, its home page."""
    return lay(tmp_path / "project", {"index.md": "---\ntitle: Home\n---\n"})


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
    project, site = nearly_empty(tmp_path), tmp_path / "site"
    (project / "docs" / "assets").mkdir()
    (project / "docs" / "assets" / "leak.txt").symlink_to(ROOT / "LICENSE")
    # MkDocs would walk two rings for as long as the machine lasts.
    for ring in ("one", "two"):
        (project / "docs" / ring).symlink_to(".")
    outcome = build(project, site)
    said = outcome.stdout + outcome.stderr
    assert outcome.returncode == 1 and "Traceback" not in said
    assert said.count("  error  page-unreadable") >= 3 and "docs/assets/leak.txt:1:1" in said
    assert not list(site.rglob("leak.txt"))


@pytest.mark.parametrize("given", [{"SITE_URL": "", "REPO_URL": ""}, {"SITE_URL": " ", "REPO_URL": "\t"}])
def test_without_an_address_the_site_is_built_for_reading_here(
    make_site: Callable[..., Path], given: dict[str, str]
) -> None:
    site = make_site(
        {"glossary/word.md": "---\ntitle: Word\ndefinition: Words.\npublished: 2026-11-20\n---\n"}, **given
    )
    page = (site / "glossary/word/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="http://127.0.0.1:8000/glossary/word/">' in page
    assert "Suggest a change" not in page and "None" not in (site / "feeds/everything.xml").read_text("utf-8")
    held = [path for path in site.rglob("*.*") if path.suffix in {".html", ".xml", ".json", ".ics", ".txt", ".opml"}]
    assert held and not [path for path in held if "public-health-policing.example" in path.read_text("utf-8")]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"SITE_URL": "None"}, "SITE_URL holds “None”"),
        ({"SITE_URL": "https://[bad"}, "SITE_URL holds “https://[bad”"),
        ({"SITE_URL": "javascript:alert(1)"}, "SITE_URL holds “javascript:alert(1)”"),
        ({"REPO_URL": "example/policing"}, "REPO_URL holds “example/policing”"),
        ({"SOURCE_DATE_EPOCH": "today"}, "SOURCE_DATE_EPOCH holds “today”"),
    ],
)
def test_an_odd_setting_is_one_sentence(tmp_path: Path, given: dict[str, str], said: str) -> None:
    outcome = build(nearly_empty(tmp_path), tmp_path / "site", **given)
    shown = (outcome.stdout + outcome.stderr).strip()
    assert outcome.returncode == 1 and shown.startswith(said) and shown.count(".\n") == 0 and "\n" not in shown


def test_no_address_is_said_even_where_the_build_is_quiet(tmp_path: Path) -> None:
    outcome = build(nearly_empty(tmp_path), tmp_path / "site", SITE_URL="")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert outcome.stderr.splitlines() == [
        "SITE_URL names no address: the site is made for http://127.0.0.1:8000/, not to be published."
    ]


def test_a_full_disk_and_a_closed_folder_are_one_sentence(tmp_path: Path) -> None:
    project = nearly_empty(tmp_path)
    (tmp_path / "file").write_text("This is no folder.")
    closed = build(project, tmp_path / "file" / "site")
    little = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9, 9)); from mkdocs.__main__ import cli; cli()"
    )
    command = [sys.executable, "-B", "-c", little, "build", "--quiet", "--site-dir", str(tmp_path / "site")]
    full = subprocess.run(
        command, cwd=project, env={**os.environ, **QUIET}, capture_output=True, text=True, check=False
    )
    for outcome, why in ((closed, "Not a directory"), (full, "File too large")):
        said = (outcome.stdout + outcome.stderr).strip()
        assert outcome.returncode == 1 and "Traceback" not in said, said
        assert f"could not be read or written: {why}. The site that was built is not whole." in said
