"""What the settings of the theme come to."""

from __future__ import annotations

import re

import pytest

from catalogue.site.look import _COLOURS, _contrast, colours, follows_device, schemes, unserved

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


@pytest.mark.parametrize("name", _COLOURS)
def test_every_colour_of_materials_can_be_read_in_both_schemes(name: str) -> None:
    light, dark, head = re.findall(r"#(\w{6})", colours({"primary": name}))
    assert head == light
    for colour, ground in ((light, (255, 255, 255)), (dark, (16, 24, 28))):
        red, green, blue = (int(colour[start : start + 2], 16) for start in (0, 2, 4))
        assert _contrast((red, green, blue), ground) >= 7


def test_our_own_colours_need_no_rule() -> None:
    assert colours(TWO) == ""
    assert colours({"primary": "custom", "accent": "custom"}) == ""


def test_what_changes_nothing_is_named() -> None:
    theme = {
        "name": "material", "features": ["toc.follow", "navigation.tabs"], "icon": {"repo": "x"}, "font": {"text": "R"},
        "palette": {"primary": "mauve"},
    }  # fmt: skip
    social = [{"icon": "material/email"}, {"icon": "no/such", "link": "https://x.example/"}]
    assert list(unserved({"icon": {"logo": "a/b"}}, {"social": social}, lambda file: "email" in file)) == [
        "the icon a/b", "the icon no/such", "theme.language: en",
    ]  # fmt: skip
    assert list(unserved(theme, {"social": [], "analytics": {}})) == [
        "theme.features: navigation.tabs", "theme.icon.repo", "extra.analytics", "theme.font",
        "theme.palette[0]: mauve",
    ]  # fmt: skip
