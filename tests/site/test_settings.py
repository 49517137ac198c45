"""Every setting of the theme does something: each is flipped, and a byte of the site differs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests import kit
from tests.builder import run
from tests.conftest import NOON, QUIET, Shared, lay

# Builds the same few pages with one setting changed at a time, in one process: most of a small build is starting up.
BUILD = """
import hashlib, json, logging, sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

said = []
class Said(logging.Handler):
    def emit(self, record): said.append(record.getMessage())
logging.getLogger("mkdocs").addHandler(Said())
logging.getLogger("mkdocs").setLevel(logging.INFO)
found = {}
for name, change in json.load(sys.stdin).items():
    said.clear()
    config = load_config("mkdocs.yml", site_dir=f"site")
    for place, value in change.items():
        first, _, rest = place.partition(".")
        if first == "theme": config.theme[rest] = value
        elif first == "extra": config.extra[rest] = value
        elif first == "nav": config.nav = value
        else:
            config[first] = [*config[first], *value] if isinstance(value, list) else value
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    site = {file.relative_to("site").as_posix(): file.read_bytes() for file in sorted(Path("site").rglob("*.html"))}
    site |= {file.name: file.read_bytes() for file in Path("site").glob("assets/site.*")}
    found[name] = {
        "sum": hashlib.sha256(repr(site).encode()).hexdigest(), "guide": site["guidance/knife/index.html"].decode(),
        "said": [each for each in said if "change nothing" in each],
    }
print(json.dumps(found))
"""

WITHOUT = [
    "announce.dismiss", "content.action.edit", "navigation.footer", "navigation.path", "navigation.top",
    "search.highlight", "search.suggest", "toc.follow",
]  # fmt: skip
LIGHT = {"scheme": "default", "toggle": {"icon": "material/weather-night", "name": "Go dark"}}
FLIPS: dict[str, dict[str, object]] = {
    "nothing": {},
    **{f"less {name}": {"theme.features": [each for each in WITHOUT if each != name]} for name in WITHOUT},
    "one scheme": {"theme.palette": {"scheme": "slate"}},
    "a primary colour": {"theme.palette": {"primary": "teal"}},
    "an accent colour": {"theme.palette": {"accent": "pink"}},
    "a toggle": {"theme.palette": [LIGHT, {"scheme": "slate"}]},
    "a scheme of the site's own": {"theme.palette": [LIGHT, {"scheme": "dusk", "toggle": {"name": "Go light"}}]},
    "no favicon": {"theme.favicon": None, "theme.icon": "odd", "theme.language": None},
    "another logo": {"theme.logo": "assets/other.svg"},
    "an icon as logo": {"theme.logo": None, "theme.icon": {"logo": "material/hub-outline"}},
    "another favicon": {"theme.favicon": "assets/other.svg"},
    "another language": {"theme.language": "de"},
    "no such language": {"theme.language": "xx"},
    "a direction": {"theme.direction": "rtl"},
    "social links": {"extra.social": [{"icon": "material/hub-outline", "link": "https://example.org/", "name": "Us"}]},
    "an announcement that stays": {
        "extra.announcement": {"words": "Storm warning"},
        "theme.features": [each for each in WITHOUT if "announce" not in each],
    },
    "an announcement": {"extra.announcement": {"words": "Storm warning", "page": "guidance/knife.md"}},
    "a contact": {"extra.contact": "us@example.org"},
    "more styles": {"extra_css": ["assets/extra.css"]},
    "more script": {"extra_javascript": ["assets/extra.js"]},
    "another copyright": {"copyright": "Nobody"},
    "another menu": {"nav": [{"Home": "index.md"}, {"Advice": "guidance/index.md"}]},
    "a menu of three levels": {
        "nav": [{"Home": "index.md"}, {"Advice": [{"By theme": [{"Blades": "guidance/knife.md"}]}]}]
    },
    "no menu": {"nav": None, "not_in_nav": None},
    "an author": {"site_author": "Somebody"},
    "a home elsewhere": {"extra.homepage": "https://example.org/"},
    "a language read from the right": {"theme.language": "ar"},
    "what is not served": {"theme.features": [*WITHOUT, "navigation.tabs", "header.autohide"]},
}


GUIDE = """---
title: NAME
summary: What to do.
situation: It happened.
theme: violence
published: 2026-11-22
card:
  do: [Ask.]
authority:
  kind: discussion
  name: Page
  url: https://www.college.police.uk/
---

## The problem

One.

## Why it happens

Two.

## What policing can do

Three.

## Proof it can change

Four.
"""


@pytest.fixture(scope="module")
def flipped(shared: Shared) -> dict[str, dict[str, str]]:
    """The same site with each setting changed, by what was changed."""
    found: dict[str, dict[str, str]] = json.loads((shared("settings", _flip) / "found.json").read_text("utf-8"))
    return found


def _flip(project: Path) -> None:
    lists = ("", "guidance/", "news/", "feeds/")
    pages = {path: text for path, text in kit.frame_files().items() if path.removesuffix("index.md") in lists}
    for name in ("glossary", "chats", "papers", "about", "contributing"):
        pages[f"{name}/index.md"] = f"---\ntitle: {name}\n---\n\nWords.\n"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    pages |= dict.fromkeys(("assets/mark.svg", "assets/other.svg"), svg)
    pages |= {f"guidance/{name}.md": GUIDE.replace("NAME", name) for name in ("knife", "gun")}
    environ = {**os.environ, **QUIET, "SOURCE_DATE_EPOCH": NOON}
    outcome = run(BUILD, [], lay(project, pages), environ, given=json.dumps(FLIPS))
    assert outcome.returncode == 0, outcome.stderr[-3000:]
    (project / "found.json").write_text(outcome.stdout, "utf-8")


@pytest.mark.parametrize(
    "name", [each for each in FLIPS if each not in ("nothing", "what is not served", "less announce.dismiss")]
)
def test_a_setting_that_is_flipped_changes_the_site(flipped: dict[str, dict[str, str]], name: str) -> None:
    assert flipped[name]["sum"] != flipped["nothing"]["sum"]


def test_what_is_set_is_seen(flipped: dict[str, dict[str, str]]) -> None:
    def guide(name: str) -> str:
        return flipped[name]["guide"]

    assert "Us</a>" in guide("social links")
    assert 'href="../../assets/extra.css"' in guide("more styles")
    assert 'src="../../assets/extra.js"' in guide("more script")
    assert "Go dark" in guide("a toggle")
    assert '<html lang="de"' in guide("another language")
    assert "Zurück zum Seitenanfang" in guide("another language")
    assert 'data-scheme="dark"' in guide("one scheme")
    assert '"light-2": ["dusk", "indigo", "indigo"]' in guide("a scheme of the site's own")
    assert 'data-from="light" data-to="light-2"' in guide("a scheme of the site's own")
    assert 'rel="icon"' not in guide("no favicon")
    assert '<html lang="en-GB"' in guide("no favicon")
    assert ">Advice</a>" in guide("another menu")
    assert ">Blades</a>" in guide("a menu of three levels")
    assert guide("no menu").count('href="../../glossary/"') == guide("nothing").count('href="../../glossary/"')
    assert '<meta name="author" content="Somebody">' in guide("an author")
    assert 'class="site-name" href="https://example.org/"' in guide("a home elsewhere")
    assert 'dir="rtl"' in guide("a language read from the right")
    assert 'data-md-color-scheme="slate"' in guide("one scheme")
    assert 'href="../knife/"' in guide("an announcement") or 'href="./"' in guide("an announcement")
    assert "data-dismiss" in guide("an announcement")
    assert "data-dismiss" not in guide("an announcement that stays")


def test_what_the_frame_does_not_serve_is_named_in_one_line(flipped: dict[str, dict[str, str]]) -> None:
    assert flipped["nothing"]["said"] == []
    (said,) = flipped["what is not served"]["said"]
    assert "navigation.tabs" in said
    assert "header.autohide" in said
    assert "theme.language: xx" in flipped["no such language"]["said"][0]
    assert all(name in said for name in WITHOUT)
