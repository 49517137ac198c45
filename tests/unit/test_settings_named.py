"""The files that the settings of the site name: read, published and asked for by no rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalogue.admitted import named_files
from catalogue.check import judge
from catalogue.folder import read_folder
from catalogue.site.theme_settings.idle_settings import missing
from tests import kit

SETTINGS = """
theme:
  logo: 'assets/own.svg'
  favicon: assets/own.png # the small one
extra_css: [stylesheets/extra.css, "https://fonts.example/all.css"]
# extra_css: [stylesheets/old.css]
extra_javascript:
- javascripts/first.js

  # - javascripts/old.js
- path: javascripts/module.mjs
  type: module
- !script javascripts/last.js
plugins: [other.js]
"""
NAMED = {
    "assets/own.svg", "assets/own.png", "stylesheets/extra.css", "javascripts/first.js", "javascripts/module.mjs",
    "javascripts/last.js",
}  # fmt: skip


def test_the_files_that_the_settings_name_are_found_in_every_way_of_writing_a_list(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    assert named_files(tmp_path / "docs") == NAMED
    assert named_files(tmp_path / "nowhere" / "docs") == frozenset()


@pytest.mark.parametrize("named", [True, False])
def test_styles_and_scripts_are_admitted_where_the_settings_name_them_alone(tmp_path: Path, named: bool) -> None:
    for path, text in kit.pages(kit.BASE).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    code = ("stylesheets/extra.css", "javascripts/first.js")
    for path in code:
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text("/* ours */", "utf-8")
    if named:
        (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    found = [one for one in judge(read_folder(tmp_path / "docs"), date(2026, 11, 26)) if one.path in code]
    assert {one.path for one in found} == (set() if named else set(code))
    assert all("extra_css" in one.fix for one in found)


def test_what_no_page_can_load_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.css").touch()
    config = {
        "extra_css": ["a.css", "//b.example/c.css", "stylesheets/none.css"],
        "extra_javascript": ["https://b.example/d.js"],
        "theme": {"logo": "https://b.example/e.svg", "favicon": None},
    }
    assert list(missing(config, ["nowhere", str(tmp_path)])) == [
        "extra_css: //b.example/c.css (of another host)",
        "extra_css: stylesheets/none.css (no such file)",
        "extra_javascript: https://b.example/d.js (of another host)",
        "theme.logo: https://b.example/e.svg (of another host)",
    ]
