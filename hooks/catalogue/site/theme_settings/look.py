"""What the settings of the theme say of the look: its schemes and their colours.

The names and what they mean are those of Material for MkDocs, whose place the frame takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

# Material Design's colours at their middle strength, by the names Material's documentation gives them.
COLOURS = {
    "red": "ef5552", "pink": "e92063", "purple": "ab47bd", "deep purple": "7e56c2", "indigo": "4051b5",
    "blue": "2094f3", "light blue": "02a6f2", "cyan": "00bdd6", "teal": "009485", "green": "4cae4f",
    "light green": "8bc34b", "lime": "cbdc38", "yellow": "ffec3d", "amber": "ffc105", "orange": "ffa724",
    "deep orange": "ff6e42", "brown": "795649", "grey": "757575", "blue grey": "546d78", "black": "000000",
    "white": "ffffff",
}  # fmt: skip
_PALETTE = (("scheme", "default"), ("primary", "indigo"), ("accent", "indigo"))
# The frame's own colours on a light and a dark ground, as overrides/styles/10-base.css has them.
_OWN = {
    "--brand": ("#0b4f6c", "#8fd0ea"),
    "--focus": ("var(--md-accent-fg-color, #b5460f)", "var(--md-accent-fg-color, #ffb072)"),
}
_OWN_HEAD = ("var(--md-primary-fg-color, #0a3a50)", "var(--md-primary-fg-color, #0a2a3a)")
_GROUNDS = {"light": (255, 255, 255), "dark": (16, 24, 28)}
_CONTRAST = 7.0

Colour = tuple[int, int, int]


class Scheme(NamedTuple):
    """One entry of the palette: `light`, `dark` or `auto` (as the device says), and its toggle's icon and name.

    `colours` are the names of the primary and the accent colour; empty for the frame's own. `says` are the entry's
    scheme, primary and accent by the names that Material's own styles go by. `key` is told apart from other entries'.
    """

    name: str
    colours: tuple[str, str] = ("", "")
    icon: str = ""
    words: str = ""
    says: tuple[str, ...] = ("default", "indigo", "indigo")
    number: int = 1

    @property
    def key(self) -> str:
        """By which a page and the reader's device name this entry, such as `light`; a second one is `light-2`."""
        return self.name if self.number == 1 else f"{self.name}-{self.number}"


def schemes(palette: Any) -> list[Scheme]:
    """The schemes of `theme.palette`, which is one entry or a list; the first is the one a reader meets."""
    entries = palette if isinstance(palette, list) else [palette]
    seen: Counter[str] = Counter()
    return [_scheme(entry, seen) for entry in entries if isinstance(entry, Mapping)] or [Scheme("auto")]


def _scheme(entry: Mapping[str, Any], seen: Counter[str]) -> Scheme:
    media = str(entry.get("media") or "")
    scheme = str(entry.get("scheme") or "")
    dark = "dark" in media or scheme == "slate"
    name = "auto" if "prefers-color-scheme" in media and ":" not in media else "dark" if dark else "light"
    seen[name] += 1
    toggle = entry.get("toggle")
    toggle = toggle if isinstance(toggle, Mapping) else {}
    names = [str(entry.get(each) or "").replace("-", " ") for each in ("primary", "accent")]
    says = tuple(str(entry.get(each) or default).replace(" ", "-") for each, default in _PALETTE)
    words = [str(toggle.get(each) or "") for each in ("icon", "name")]
    return Scheme(name, (names[0], names[1]), words[0], words[1], says, seen[name])


def follows_device(palette: Any) -> bool:
    """Before a reader has chosen, the device's own scheme is shown: each entry names a medium, or there is no entry."""
    entries = palette if isinstance(palette, list) else [palette]
    named = [entry for entry in entries if isinstance(entry, Mapping) and (entry.get("scheme") or entry.get("media"))]
    return not named or "media" in named[0]


def colours(palette: Any) -> str:
    """The style rules for the colours of a palette, made fit to be read; empty for the frame's own colours.

    The first light and the first dark entry colour the page before a reader has chosen; then each entry does by itself.
    """
    found = schemes(palette)
    light = next((each for each in found if each.name == "light"), found[0])
    dark = next((each for each in found if each.name == "dark"), light)
    rules = _rules(":root, body", light, dark)
    if len({_hexes(each) for each in found if each.name != "auto"}) > 1:
        rules += "".join(
            _rules(f'[data-scheme="{each.key}"] body', each, each) for each in found if each.name != "auto"
        )
    return rules


def _hexes(scheme: Scheme) -> tuple[str | None, ...]:
    """The primary and the accent colour as hexadecimal digits; nothing for the frame's own."""
    return tuple(COLOURS.get(name) for name in scheme.colours)


def _rules(selector: str, light: Scheme, dark: Scheme) -> str:
    """The colours of a light and a dark entry, with the frame's own where one names none; empty where neither does."""
    rules = []
    sides = (_hexes(light), _hexes(dark))
    for place, (prefix, own) in enumerate(_OWN.items()):
        pair = [each[place] for each in sides]
        if not any(pair) and selector.startswith(":"):
            continue
        words = [
            _legible(each, ground) if each else mine for each, ground, mine in zip(pair, _GROUNDS, own, strict=True)
        ]
        rules.append(f"{prefix}: light-dark({', '.join(words)});")
        if prefix == "--brand":
            # The head of every page bears white words in both schemes.
            heads = [_legible(each, "light") if each else mine for each, mine in zip(pair, _OWN_HEAD, strict=True)]
            rules.append(f"--deep: {heads[0] if heads[0] == heads[1] else f'light-dark({heads[0]}, {heads[1]})'};")
    return f"{selector} {{ {' '.join(rules)} }}\n" if rules else ""


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


def words_of(language: str) -> str:
    """The template of the theme that holds its own words in a language, such as `de`."""
    return f"partials/languages/{language}.html"
