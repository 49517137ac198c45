"""What the settings of the theme come to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalogue.site.theme_settings.idle_settings import unserved, unused_templates
from catalogue.site.theme_settings.look import COLOURS, _contrast, colours, follows_device, schemes

TWO = [
    {"media": "(prefers-color-scheme: light)", "scheme": "default", "toggle": {"icon": "material/x", "name": "Dark"}},
    {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
]


def test_the_schemes_are_materials() -> None:
    assert [each.name for each in schemes(TWO)] == ["light", "dark"]
    assert schemes(TWO)[0].words == "Dark"
    assert schemes({"scheme": "slate"})[0].name == "dark"
    assert schemes([{"media": "(prefers-color-scheme)"}])[0].name == "auto"
    assert schemes(None)[0].name == "auto"


def test_the_device_is_followed_where_the_palette_names_media_or_nothing() -> None:
    assert follows_device(TWO)
    assert follows_device(None)
    assert follows_device({"primary": "red"})
    assert not follows_device({"scheme": "slate"})
    assert not follows_device([{"scheme": "default"}, {"scheme": "slate"}])


@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_of_materials_can_be_read_in_both_schemes(name: str) -> None:
    light, dark, head = re.findall(r"#(\w{6})", colours({"primary": name}))
    assert head == light
    for colour, ground in ((light, (255, 255, 255)), (dark, (16, 24, 28))):
        red, green, blue = (int(colour[start : start + 2], 16) for start in (0, 2, 4))
        assert _contrast((red, green, blue), ground) >= 7


def test_our_own_colours_need_no_rule() -> None:
    assert colours(TWO) == ""
    assert colours({"primary": "custom", "accent": "custom"}) == ""


def test_a_further_scheme_of_the_same_ground_has_a_key_and_colours_of_its_own() -> None:
    found = [{"scheme": "default", "primary": "teal"}, {"scheme": "dusk", "primary": "red"}, {"scheme": "dawn"}]
    assert [each.key for each in schemes(found)] == ["light", "light-2", "light-3"]
    assert [each.says for each in schemes(found)][1:] == [("dusk", "red", "indigo"), ("dawn", "indigo", "indigo")]
    whole, *each = colours(found).splitlines()
    assert whole.startswith(":root, body {")
    assert [one.partition(" ")[0] for one in each] == [
        '[data-scheme="light"]', '[data-scheme="light-2"]', '[data-scheme="light-3"]',
    ]  # fmt: skip
    assert "--brand: light-dark(#0b4f6c, #8fd0ea)" in each[2]
    assert "--deep: light-dark(var(--md-primary-fg-color, #0a3a50)" in each[2]
    assert colours([{"scheme": "default", "primary": "teal"}, {"scheme": "slate", "primary": "teal"}]).count("\n") == 1


def test_what_changes_nothing_is_named(tmp_path: Path) -> None:
    theme = {
        "name": "material", "features": ["toc.follow", "navigation.tabs"], "icon": {"repo": "x"}, "font": {"text": "R"},
        "palette": {"primary": "mauve"}, "direction": "up",
    }  # fmt: skip
    (tmp_path / ".icons/material").mkdir(parents=True)
    (tmp_path / ".icons/material/email.svg").touch()
    social = [{"icon": "material/email", "link": "mailto:us@x.example"}, {"icon": "no/such"}, "x"]
    assert list(unserved({"icon": {"logo": "a/b"}, "language": "de"}, {"social": social}, [str(tmp_path)])) == [
        "theme.language: de", "the icon a/b", "the icon no/such", "extra.social: {'icon': 'no/such'}",
        "extra.social: x",
    ]  # fmt: skip
    assert list(unserved(theme, {"social": [], "analytics": {}}, [])) == [
        "theme.features: navigation.tabs", "theme.icon.repo", "extra.analytics", "theme.font", "theme.direction: up",
        "theme.palette[0]: mauve",
    ]  # fmt: skip
    odd = {"features": "navigation.tabs", "icon": "a/b", "palette": "slate"}
    assert list(unserved(odd, {"announcement": {"words": "x", "until": "soon"}}, [])) == [
        "theme.features: navigation.tabs", "theme.icon", "theme.palette", "extra.announcement.until: soon",
    ]  # fmt: skip


def test_a_template_that_the_frame_does_not_ask_for_is_named_with_what_is_served(tmp_path: Path) -> None:
    own, theirs = tmp_path / "own", tmp_path / "theirs"
    for place in (own, theirs):
        for name in ("base.html", "partials/footer.html", "partials/toc.html", "partials/languages/de.html"):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).touch()
    for name in ("parts/footer.html", "partials/mine.html"):
        (own / name).parent.mkdir(exist_ok=True)
        (own / name).touch()
    assert list(unused_templates([str(own), str(theirs)])) == [
        "partials/footer.html (parts/footer.html is served)", "partials/toc.html (base.html is served)",
    ]  # fmt: skip
