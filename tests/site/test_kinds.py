"""A kind of page is one row: a sixth, added by a record, a template and a row, is shown wherever the five are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html

from catalogue.kinds import KINDS, ROWS
from tests.conftest import ROOT, build

RECORD = '''"""A tool: something to use, such as a form or a checklist."""

from __future__ import annotations

from typing import ClassVar

from catalogue.records.fields import field
from catalogue.records.record import Record
from catalogue.records.values import Text


class Tool(Record):
    """Something to use, such as a form or a checklist."""

    kind: ClassVar[str] = "tool"

    nickname: Text | None = field("what people call it on shift", example="the green card")

    def search_names(self, page_id: str) -> tuple[str, ...]:
        """What people call it."""
        return (self.nickname,) if self.nickname else ()
'''
ROW = """    Kind(
        Tool, "tools", "Tools", "Tool", "Tools", "tools", "Something to use",
        sections=(("How to use it", "Say what to do with it, step by step."),), anchors=("changes",),
        feed="New and changed tools", lasting=True,
    ),
)  # fmt: skip
"""
TEMPLATE = """<article class="page">
  {% include "parts/trail.html" %}
  <h1>{{ this.title }}</h1>
  <p>On shift: {{ record.nickname }}</p>
  {{ prose }}
  {% include "parts/after.html" %}
</article>
"""
PAGES = {
    "index.md": "---\ntitle: Home\nlisting: home\n---\n\nSee [Tools](tools/index.md) and [Tools](glossary/index.md).\n",
    "tools/index.md": "---\ntitle: Tools\nsummary: What we use.\nlisting: tools\n---\n\nWhat we use.\n",
    "tools/safety-plan.md": "---\ntitle: Safety plan\nsummary: A form for the first visit.\npublished: 2026-11-20\n"
    "nickname: the pink form\n---\n\nIt rests on [prevention][].\n",
    "glossary/index.md": "---\ntitle: Glossary\nlisting: glossary\n---\n\nWords.\n",
    "glossary/prevention.md": "---\ntitle: Prevention\ndefinition: To stop harm before it starts.\n"
    "published: 2026-11-19\n---\n\nFirst see the [changes](../tools/safety-plan.md#changes).\n",
    "news/index.md": "---\ntitle: News\nlisting: news\n---\n\nNews.\n",
    "feeds/index.md": "---\ntitle: Feeds\nlisting: feeds\n---\n\nFeeds.\n",
    **{f"{name}/index.md": f"---\ntitle: {name}\n---\n\nWords.\n" for name in ("contributing", "about")},
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house with a sixth kind, and a small catalogue that uses it."""
    project = tmp_path_factory.mktemp("sixth")
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(re.sub(r"^nav:\n(?: +.*\n)+", "", settings, flags=re.MULTILINE), "utf-8")
    (project / "hooks/catalogue/records/tool.py").write_text(RECORD, "utf-8")
    (project / "overrides/records/tool.html").write_text(TEMPLATE, "utf-8")
    table = project / "hooks/catalogue/kinds.py"
    text = table.read_text("utf-8")
    text = text.replace(")  # fmt: skip\n", ROW, 1)
    first = "from catalogue.records.chat"
    text = text.replace(first, f"from catalogue.records.tool import Tool\n{first}", 1)
    table.write_text(text, "utf-8")
    for path, page in PAGES.items():
        (project / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (project / "docs" / path).write_text(page, "utf-8")
    return project


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """The site of that catalogue."""
    outcome = build(project, project / "site")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return project / "site"


def tree(site: Path, path: str) -> etree._Element:
    return html.fromstring((site / path / "index.html").read_text("utf-8"))


def test_its_page_leads_back_to_its_list_and_has_a_picture(site):
    page = tree(site, "tools/safety-plan")
    trail = page.xpath("//nav[@class='trail']//a")
    assert ("Tools", "../") in [(step.text, step.get("href")) for step in trail]
    image = page.xpath("//meta[@property='og:image']/@content")[0]
    assert (site / image.removeprefix("https://public-health-policing.example/")).is_file()
    assert page.xpath("//meta[@property='og:image:alt']/@content")[0].startswith("Something to use:")


def test_its_list_and_the_pages_it_names_show_it(site):
    assert [a.text for a in tree(site, "tools").xpath("//main//ul[@class='index']//a")] == ["Safety plan"]
    (used,) = tree(site, "glossary/prevention").xpath("//section[@aria-labelledby='used-in']")
    assert [heading.text for heading in used.xpath(".//h3")] == ["Tools"]
    assert [a.text for a in used.xpath(".//a")] == ["Safety plan"]


def test_it_makes_news(site):
    news = tree(site, "news")
    assert "New tool: Safety plan" in [strong.text for strong in news.xpath("//ul[@class='news']//strong")]
    kinds = news.xpath("//select[@data-by='kind']/option")
    assert ("tool", "Tools") in [(one.get("value"), one.text) for one in kinds]


def test_it_has_a_feed_that_every_page_tells_of(site):
    sent = feedparser.parse(site / "feeds/tools.xml")
    assert [(item.title, item.link) for item in sent.entries] == [
        ("New tool: Safety plan", "https://public-health-policing.example/tools/safety-plan/")
    ]
    assert sent.feed.description == "New and changed tools"
    assert (site / "feeds/tools.json").is_file()
    assert "feeds/tools.xml" in (site / "feeds/feeds.opml").read_text("utf-8")
    assert tree(site, "feeds").xpath("//section[@aria-labelledby='tools']/h2/text()") == ["Tools"]
    for path in ("", "tools", "glossary/prevention"):
        assert [link for link in tree(site, path).xpath("//link[@rel='alternate']/@href") if "feeds/tools.xml" in link]


def test_search_finds_it_by_its_other_names(site):
    parts = "".join(path.read_text("utf-8") for path in sorted((site / "search").rglob("*.json")))
    assert "pink" in parts and "tools/" in parts


def test_a_writer_can_start_one(project):
    done = subprocess.run(
        [sys.executable, "-m", "catalogue", "new", "tool", "Body map", "--today", "2026-11-22"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )
    page = project / "docs/tools/body-map.md"
    text = page.read_text("utf-8") if page.exists() else ""
    page.unlink(missing_ok=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "## How to use it" in text and "title: Body map" in text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_fills_every_column(kind):
    words = (kind.folder, kind.section, kind.called, kind.heading, kind.several, kind.card)
    assert all(words) and kind.sections and kind.anchors
    assert kind.feed or kind.name == "post", "what is posted goes out with everything"
    assert ROWS[kind.name] is kind


def written_out(template: str) -> str:
    """A template with what it includes."""
    text = (ROOT / "overrides" / template).read_text("utf-8")
    return re.sub(r'{%-? include "(parts/[^"]+)"[^%]*%}', lambda match: written_out(match[1]), text)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_row_names_the_headings_that_its_template_makes(kind):
    made = re.findall(r'<(?:h[2-6]|section)\b[^>]*\sid="([\w-]+)"', written_out(f"records/{kind.name}.html"))
    assert {name for name in made if not name.endswith("-heading")} == set(kind.anchors)
