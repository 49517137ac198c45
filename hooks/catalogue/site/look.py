"""What the settings of the theme say of the look: schemes, colours, and what of them the frame serves.

The names and what they mean are those of Material for MkDocs, whose place the frame takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

FEATURES = (
    "announce.dismiss", "content.action.edit", "navigation.footer", "navigation.path", "navigation.top",
    "search.highlight", "search.suggest", "toc.follow",
)  # fmt: skip
"""The entries of `theme.features` that the frame serves."""

_THEME = {
    "name", "custom_dir", "language", "font", "icon", "logo", "favicon", "palette", "features", "locale",
    "static_templates", "direction",
}  # fmt: skip
_EXTRA = {"social", "announcement", "contact", "force", "homepage"}
_ICON = {"logo"}

# Material Design's colours at their middle strength, by the names Material's documentation gives them.
_COLOURS = {
    "red": "ef5552", "pink": "e92063", "purple": "ab47bd", "deep purple": "7e56c2", "indigo": "4051b5",
    "blue": "2094f3", "light blue": "02a6f2", "cyan": "00bdd6", "teal": "009485", "green": "4cae4f",
    "light green": "8bc34b", "lime": "cbdc38", "yellow": "ffec3d", "amber": "ffc105", "orange": "ffa724",
    "deep orange": "ff6e42", "brown": "795649", "grey": "757575", "blue grey": "546d78", "black": "000000",
    "white": "ffffff",
}  # fmt: skip
_PALETTE = (("scheme", "default"), ("primary", "indigo"), ("accent", "indigo"))
_GROUNDS = {"light": (255, 255, 255), "dark": (16, 24, 28)}
_CONTRAST = 7.0

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Scheme:
    """One entry of the palette: `light`, `dark` or `auto` (as the device says), and its toggle's icon and name.

    `colours` are the names of the primary and the accent colour; empty for the frame's own.
    """

    name: str
    colours: tuple[str, str]
    icon: str = ""
    words: str = ""


def schemes(palette: Any) -> list[Scheme]:
    """The schemes of `theme.palette`, which is one entry or a list; the first is the one a reader meets."""
    entries = palette if isinstance(palette, list) else [palette]
    return [_scheme(entry) for entry in entries if isinstance(entry, Mapping)] or [Scheme("auto", ("", ""))]


def _scheme(entry: Mapping[str, Any]) -> Scheme:
    media = str(entry.get("media") or "")
    scheme = str(entry.get("scheme") or "")
    dark = "dark" in media or scheme == "slate"
    name = "auto" if "prefers-color-scheme" in media and ":" not in media else "dark" if dark else "light"
    toggle = entry.get("toggle")
    toggle = toggle if isinstance(toggle, Mapping) else {}
    names = [str(entry.get(each) or "").replace("-", " ") for each in ("primary", "accent")]
    return Scheme(name, (names[0], names[1]), str(toggle.get("icon") or ""), str(toggle.get("name") or ""))


def first_palette(palette: Any) -> dict[str, str]:
    """The scheme, primary and accent of the palette's first entry, by the names that Material's own styles go by."""
    entries = palette if isinstance(palette, list) else [palette]
    first = next((entry for entry in entries if isinstance(entry, Mapping)), {})
    return {name: str(first.get(name) or default).replace(" ", "-") for name, default in _PALETTE}


def follows_device(palette: Any) -> bool:
    """Before a reader has chosen, the device's own scheme is shown: each entry names a medium, or there is no entry."""
    entries = palette if isinstance(palette, list) else [palette]
    named = [entry for entry in entries if isinstance(entry, Mapping) and (entry.get("scheme") or entry.get("media"))]
    return not named or "media" in named[0]


def colours(palette: Any) -> str:
    """The style rules for the colours of a palette, made fit to be read; empty for the frame's own colours."""
    found = schemes(palette)
    light = next((each for each in found if each.name == "light"), found[0])
    dark = next((each for each in found if each.name == "dark"), light)
    rules = []
    for place, prefix in ((0, "--brand"), (1, "--focus")):
        pair = [_COLOURS.get(light.colours[place]), _COLOURS.get(dark.colours[place])]
        if any(pair):
            sides = [_legible(colour or "000000", ground) for colour, ground in zip(pair, _GROUNDS, strict=True)]
            own = [("#0b4f6c", "#8fd0ea"), ("#b5460f", "#ffb072")][place]
            words = [side if colour else mine for side, colour, mine in zip(sides, pair, own, strict=True)]
            rules.append(f"{prefix}: light-dark({words[0]}, {words[1]});")
            if prefix == "--brand":
                # The head of every page bears white words in both schemes.
                rules.append(f"--deep: {words[0]};")
    return f":root, body {{ {' '.join(rules)} }}\n" if rules else ""


def _legible(colour: str, ground: str) -> str:
    """A colour moved towards black or white until text of it can be read on a ground."""
    behind = _GROUNDS[ground]
    end = 0 if ground == "light" else 255
    channels = [int(colour[start : start + 2], 16) for start in (0, 2, 4)]
    for share in range(0, 101, 4):
        moved = [round(each + (end - each) * share / 100) for each in channels]
        mixed: Colour = (moved[0], moved[1], moved[2])
        if _contrast(mixed, behind) >= _CONTRAST:
            break
    return "#" + "".join(f"{each:02x}" for each in mixed)


def _contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, after WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    shares = [each / 255 for each in colour]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def elsewhere(config: Mapping[str, Any]) -> Iterator[str]:
    """Styles, scripts and pictures that the settings name on another host: the pages' policy loads nothing from there.

    `config` are the settings of MkDocs.
    """
    for name in ("extra_css", "extra_javascript"):
        yield from (f"{name}: {path} (of another host)" for path in map(str, config[name]) if "//" in path)
    for name in ("logo", "favicon"):
        if "//" in (path := str(config["theme"].get(name) or "")):
            yield f"theme.{name}: {path} (of another host)"


def unserved(theme: Mapping[str, Any], extra: Mapping[str, Any], has: Callable[[str], bool] = bool) -> Iterator[str]:
    """The settings of the theme and of `extra` that change nothing in the frame, by their names.

    `has` says whether the theme has a file, such as `.icons/material/library.svg`.
    """
    yield from (f"theme.features: {each}" for each in theme.get("features") or () if each not in FEATURES)
    yield from (f"theme.{name}" for name in theme if name not in _THEME and not name.startswith("_"))
    yield from (f"theme.icon.{name}" for name in theme.get("icon") or {} if name not in _ICON)
    yield from (f"extra.{name}" for name in extra if name not in _EXTRA)
    if theme.get("font"):
        yield "theme.font"
    yield from (f"the icon {icon}" for icon in _icons(theme, extra) if not has(f".icons/{icon}.svg"))
    if not has(words_of(language := str(theme.get("language") or "en"))):
        yield f"theme.language: {language}"
    for place, scheme in enumerate(schemes(theme.get("palette"))):
        for colour in scheme.colours:
            if colour not in ("", "custom", *_COLOURS):
                yield f"theme.palette[{place}]: {colour}"


def _icons(theme: Mapping[str, Any], extra: Mapping[str, Any]) -> Iterator[str]:
    """The names of the icons that the settings ask for."""
    logo = (theme.get("icon") or {}).get("logo")
    named = [logo, *(scheme.icon for scheme in schemes(theme.get("palette")))]
    named += [place.get("icon") for place in extra.get("social") or () if isinstance(place, Mapping)]
    yield from (str(icon) for icon in named if icon)


def words_of(language: str) -> str:
    """The template of the theme that holds its own words in a language, such as `de`."""
    return f"partials/languages/{language}.html"
