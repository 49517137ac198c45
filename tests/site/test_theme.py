"""What we use of Material, and what our frame stands in for: a new version of the theme has to be looked at."""

from __future__ import annotations

import hashlib
import re
from importlib.metadata import version
from pathlib import Path

import material
import pytest

from tests.conftest import ROOT

THEME = Path(material.__file__).parent / "templates"

# What overrides/main.html takes the place of.
SEEN = {
    "base.html": "8536d352b0093623df9e0032894f321cbe264b15a9b48cdd962583772455dadb",
}


def test_the_theme_is_the_version_the_frame_was_written_against() -> None:
    assert version("mkdocs-material") == "9.8.1"


@pytest.mark.parametrize("name", SEEN)
def test_what_we_stand_in_for_has_not_changed(name: str) -> None:
    """When this fails: read what changed in the theme, carry over what matters, then write the new sum here."""
    assert hashlib.sha256((THEME / name).read_bytes()).hexdigest() == SEEN[name]


def test_every_icon_we_use_is_in_the_theme() -> None:
    text = "".join(file.read_text("utf-8") for file in (ROOT / "overrides").rglob("*.html"))
    icons = set(re.findall(r'"(\.icons/[\w/-]+\.svg)"', text))
    assert icons
    assert not [icon for icon in icons if not (THEME / icon).is_file()]


def test_nothing_of_the_theme_is_published_but_its_icons(built: Path) -> None:
    published = {file.relative_to(built).as_posix() for file in (built / "assets").rglob("*") if file.is_file()}
    theirs = {file.relative_to(THEME).as_posix() for file in (THEME / "assets").rglob("*") if file.is_file()}
    assert published & theirs == set()
