"""While the site is served, each change builds it again in one process: nothing is sent twice, all of it from here."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from tests.builder import run
from tests.conftest import NOON, QUIET

# What `mkdocs serve` does, less the server: one start, then a build from fresh settings after each change.
SERVE = """
import sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config
site, address = sys.argv[1:]
started = False
for number in range(3):
    config = load_config("mkdocs.yml", site_dir=f"{site}/{number}")
    if not started:
        config.plugins.on_startup(command="serve", dirty=False)
        started = True
    config.site_url = address
    build(config, serve_url=address)
    page = Path("docs/glossary/word.md")
    page.write_text(page.read_text("utf-8") + "\\nMore words.\\n", "utf-8")
    fields = f"title: Word {number}\\ndefinition: New.\\npublished: 2026-11-21"
    Path(f"docs/glossary/word-{number}.md").write_text(f"---\\n{fields}\\n---\\n", "utf-8")
config.plugins.on_shutdown()
"""
LOCAL = "http://127.0.0.1:8000/"
WORD = "---\ntitle: Word\ndefinition: What it means.\npublished: 2026-11-01\n---\n\nWords.\n"
SOON = "---\ntitle: Soon\ndefinition: What it will mean.\npublished: 2026-12-01\n---\n\nWords.\n"


def test_each_build_sends_each_item_once_and_from_here(make_site: Callable[..., Path], tmp_path: Path) -> None:
    make_site({"glossary/word.md": WORD, "glossary/soon.md": SOON})
    environ = {**os.environ, **QUIET, "SOURCE_DATE_EPOCH": NOON}
    outcome = run(SERVE, [str(tmp_path / "served"), LOCAL], tmp_path / "project-1", environ)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    for number in range(3):
        site = tmp_path / "served" / str(number)
        wanted = [
            *(f"tag:127.0.0.1,2026-11-21:term/word-{each}/published" for each in range(number)),
            "tag:127.0.0.1,2026-11-01:term/word/published",
        ]
        for name in ("feed_rss_created.xml", "feed_rss_updated.xml", "feeds/everything.xml", "feeds/glossary.xml"):
            feed = etree.parse(str(site / name))
            assert [item.findtext("guid") for item in feed.iter("item")] == wanted, (number, name)
            assert all(item.findtext("link").startswith(LOCAL) for item in feed.iter("item"))
        text = (site / "feeds/glossary.json").read_text("utf-8")
        assert [item["id"] for item in json.loads(text)["items"]] == wanted
        assert "public-health-policing.example" not in text + (site / "sitemap.xml").read_text("utf-8")
        assert "Not out yet." in (site / "glossary/soon/index.html").read_text("utf-8")
        assert "glossary/soon/" not in (site / "sitemap.xml").read_text("utf-8")


def test_a_page_with_too_many_marks_is_shown_as_it_was_typed(make_site: Callable[..., Path], tmp_path: Path) -> None:
    make_site({"glossary/word.md": WORD})
    flood = "[" * 20_000 + "<script>"
    (tmp_path / "project-1/docs/glossary/flood.md").write_text(WORD.replace("Word", "Flood") + flood, "utf-8")
    environ = {**os.environ, **QUIET, "SOURCE_DATE_EPOCH": NOON}
    outcome = run(SERVE, [str(tmp_path / "served"), LOCAL], tmp_path / "project-1", environ)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    page = (tmp_path / "served/0/glossary/flood/index.html").read_text("utf-8")
    assert "<pre>" in page and "[" * 20_000 + "&lt;script&gt;" in page


def test_a_name_that_is_no_text_stops_no_build(make_site: Callable[..., Path], tmp_path: Path) -> None:
    make_site({"glossary/word.md": WORD})
    for name in (b"glossary/x\xff.md", b"glossary/x\xff.png"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/project-1/docs/" + name)).write_text(WORD, "utf-8")
    environ = {**os.environ, **QUIET, "SOURCE_DATE_EPOCH": NOON}
    outcome = run(SERVE, [str(tmp_path / "served"), LOCAL], tmp_path / "project-1", environ)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "More words." in (tmp_path / "served/2/glossary/word/index.html").read_text("utf-8")
