"""The feeds' settings: one plain `- rss` makes them all, and what cannot be is said in a sentence."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest

from catalogue.outputs.feeds import FEEDS, Channel, FeedOptions, unwritten
from tests import contract
from tests.conftest import ROOT, build
from tests.site.test_feeds import BASE, NOW

TERM = (
    "---\ntitle: {name}\ndefinition: What it means.\npublished: 2026-11-{day}\n---\n\nWords.\n\n```\na  b\n   c\n```\n"
)
PAGES = {
    "index.md": "---\ntitle: Home\nlisting: home\n---\n\nHome.\n",
    "feeds/index.md": "---\ntitle: Feeds\nlisting: feeds\n---\n\nFeeds.\n",
    "glossary/index.md": "---\ntitle: Glossary\nlisting: glossary\n---\n\nWords.\n",
    "glossary/alpha.md": TERM.format(name="Alpha & 3 < 4", day=19) + "See [beta][].\n",
    "glossary/beta.md": TERM.format(name="Beta", day=20) + "See [gamma][].\n",
    "glossary/gamma.md": TERM.format(name="Gamma", day=21) + "See [beta][].\n",
    **{f"{name}/index.md": f"---\ntitle: {name}\n---\n\nWords.\n" for name in ("contributing", "about")},
}
OWN = "  - rss:\n      match_path: 'glossary/[ab].*'\n      feed_title: Two words\n      use_git: false\n"


@pytest.fixture
def built_with(tmp_path: Path) -> Callable[..., tuple[subprocess.CompletedProcess[str], Path]]:
    """Build a small site with these lines in place of those of the feeds in the project's settings."""

    def run(lines: str, **environ: str) -> tuple[subprocess.CompletedProcess[str], Path]:
        project = tmp_path / "project"
        for path, text in PAGES.items():
            (project / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            (project / "docs" / path).write_text(text, "utf-8")
        for name in ("hooks", "overrides"):
            if not (project / name).exists():
                (project / name).symlink_to(ROOT / name)
        settings = (ROOT / "mkdocs.yml").read_text("utf-8")
        settings = re.sub(r"^nav:\n(?: +.*\n)+", "", settings, flags=re.MULTILINE)
        start = settings.index("  # One plain instance")
        (project / "mkdocs.yml").write_text(settings[:start] + lines, "utf-8")
        return build(project, tmp_path / "site", **environ), tmp_path / "site"

    return run


@pytest.mark.parametrize(
    "lines",
    [
        "  - rss\n",
        "  - rss:\n      pretty_print: true\n",
        "  - rss:\n      pretty_print: false\n      stylesheet: ''\n",
    ],
)
def test_one_plain_line_makes_every_feed(built_with, lines):
    outcome, site = built_with(lines)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    for feed in FEEDS:
        sent = contract.of_rss((site / f"feeds/{feed.name}.xml").read_bytes(), NOW, BASE)
        assert sent == contract.of_json((site / f"feeds/{feed.name}.json").read_text("utf-8"), NOW, BASE)
        assert len(sent) == {"everything": 3, "glossary": 3}.get(feed.name, 0)
        assert "a  b\n   c" in feedparser.parse(site / "feeds/glossary.xml").entries[0].content[0].value
    assert (site / "feed_rss_created.xml").is_file() and (site / "feed_rss_updated.xml").is_file()


def test_the_options_it_can_take_are_taken(built_with):
    outcome, site = built_with(
        "  - rss:\n      length: 2\n      feed_ttl: 60\n      stylesheet: look.xsl\n      image: assets/mark.svg\n"
        "      feed_title: Our news\n      feed_description: All of it\n"
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    for name in ("feeds/everything", "feeds/glossary"):
        text = (site / f"{name}.xml").read_text("utf-8")
        assert text.count("<item>") == 2 and len(json.loads((site / f"{name}.json").read_text())["items"]) == 2
        assert (
            "<ttl>60</ttl>" in text and f'href="{BASE}look.xsl"' in text and f"<url>{BASE}assets/mark.svg</url>" in text
        )
        # What is cut off is the oldest.
        assert "Alpha" not in text
    feed = feedparser.parse(site / "feeds/everything.xml").feed
    assert (feed.title, feed.description) == ("Our news", "All of it")
    assert feedparser.parse(site / "feeds/glossary.xml").feed.title == "Our news: glossary"


def test_the_plugin_s_own_style_sheet_is_there_when_it_is_asked_for(built_with):
    outcome, site = built_with("  - rss:\n      stylesheet: auto\n")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert f'href="{BASE}rss.xsl"' in (site / "feeds/glossary.xml").read_text("utf-8")
    assert (site / "rss.xsl").read_text("utf-8").startswith("<?xml")


def test_a_further_instance_is_the_readers_own(built_with):
    names = {f"{form}_{day}": f"two-{day}.{form}" for form in ("rss", "json") for day in ("created", "updated")}
    own = OWN + f"      feeds_filenames: {json.dumps(names)}\n      date_from_meta: {{ as_creation: published }}\n"
    outcome, site = built_with("  - rss\n" + own)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    found = feedparser.parse(site / "two-created.rss")
    assert found.feed.title == "Two words"
    # As the plugin documents: the pages it matches, by the date their block gives, under its own template.
    assert [(one.title, one.published_parsed[:3]) for one in found.entries] == [
        ("Beta", (2026, 11, 20)), ("Alpha & 3 < 4", (2026, 11, 19)),
    ]  # fmt: skip
    assert len(json.loads((site / "two-created.json").read_text("utf-8"))["items"]) == 2
    sent = contract.of_rss((site / "feeds/everything.xml").read_bytes(), NOW, BASE)
    assert len(sent) == 3


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("", "mkdocs.yml has no plain “- rss”"),
        (OWN, "mkdocs.yml has no plain “- rss”"),
        ("  - rss:\n      enabled: false\n", "cannot have “enabled”"),
        ("  - rss:\n      rss_feed_enabled: false\n", "cannot have “rss_feed_enabled”"),
        ("  - rss:\n      json_feed_enabled: false\n", "cannot have “json_feed_enabled”"),
        ("  - rss:\n      comments_path: '#c'\n", "cannot have “comments_path”"),
        ("  - rss:\n      date_from_meta: { as_creation: x }\n", "cannot have “date_from_meta”"),
        ("  - rss:\n      feeds_filenames: { rss_created: guidence.xml }\n", "cannot have “feeds_filenames”"),
        ("  - rss:\n      length: 0\n", "has “length: 0”: write 1 or more"),
        ("  - rss:\n      feed_ttl: -5\n", "has “feed_ttl: -5”: write 1 or more"),
        ("  - rss\n" + OWN.replace("[ab]", "["), "which is no pattern"),
        ("  - rss\n" + OWN, "Two feeds would be written to “feed_rss_created.xml”"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(built_with, lines, says):
    outcome, site = built_with(lines)
    told = outcome.stdout + outcome.stderr
    assert outcome.returncode != 0 and says in told and "Traceback" not in told
    assert not (site / "index.html").exists()


def test_a_feed_that_pages_tell_of_and_nobody_wrote_stops_the_build(built_with):
    outcome, site = built_with("  - rss\n")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    feed = Channel(FEEDS[0], FeedOptions("Site"), BASE, tuple)
    assert unwritten([feed], site) == []
    (site / "feeds/everything.json").unlink()
    assert unwritten([feed], site) == ["feeds/everything.json"]
