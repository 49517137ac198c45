"""The settings of the site that change nothing in the frame, each by its name, and the shape of the rest.

The names and what they mean are those of MkDocs and of Material for MkDocs, whose place the frame takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from catalogue.site.theme_settings.look import COLOURS, schemes, words_of

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
# Those that MkDocs adds by itself, and the one that mkdocs.yml says why it is there.
_READ_AS_EVER = {"toc", "tables", "fenced_code", "without_git"}
_PAGES = {"404.html", "base.html", "main.html"}


class WrongFrame(ValueError):
    """The frame cannot be made with these settings; the message says so, and what to write."""


def settled_theme(config: Any) -> list[str]:
    """Put the settings of the theme into the one shape that the frame reads; gives the names of what changes nothing.

    `config` are the settings of MkDocs. Raises `WrongFrame`.
    """
    theme, extra = config["theme"], config["extra"]
    if theme.name != "material" or not theme.custom_dir:
        raise WrongFrame(
            "The frame of the pages is in overrides/ and takes its icons from Material. "
            "Under theme in mkdocs.yml, write “name: material” and “custom_dir: overrides”."
        )
    names = list(_idle(config))
    theme["language"] = str(theme.get("language") or "en")
    theme["features"] = _listed(theme.get("features"))
    theme["icon"] = _mapping(theme.get("icon"))
    theme["direction"] = theme.get("direction") if theme.get("direction") in ("ltr", "rtl") else None
    extra["social"] = [each for each in _listed(extra.get("social")) if _mapping(each).get("link")]
    return names


def _idle(config: Any) -> Iterator[str]:
    """What of the settings of MkDocs, and of the templates beside them, changes nothing, each by its name."""
    theme = config["theme"]
    yield from unserved(dict(theme), config["extra"], theme.dirs)
    yield from missing(config, [config["docs_dir"], *theme.dirs])
    yield from unused_templates(theme.dirs)
    yield from (f"markdown_extensions: {each}" for each in config["markdown_extensions"] if each not in _READ_AS_EVER)
    if any("repo_name" in each for each in config.user_configs):
        yield "repo_name"


def missing(config: Mapping[str, Any], folders: Sequence[str]) -> Iterator[str]:
    """Styles, scripts and pictures that the settings name and no page can load: another host's, or none in `folders`.

    `config` are the settings of MkDocs. The pages' policy loads nothing from another host.
    """
    named = [(name, str(path)) for name in ("extra_css", "extra_javascript") for path in config[name]]
    named += [(f"theme.{name}", str(config["theme"].get(name) or "")) for name in ("logo", "favicon")]
    for name, path in named:
        if "//" in path:
            yield f"{name}: {path} (of another host)"
        elif path and not _in(folders, path.lstrip("/")):
            yield f"{name}: {path} (no such file)"


def unused_templates(folders: Sequence[str]) -> Iterator[str]:
    """The templates of the theme that the site's own folder holds anew and the frame does not ask for.

    `folders` are those the theme's templates come from, the site's own first. With each is said what is served in its
    place: a part of the frame, or else its page.
    """
    own, *theirs = folders
    for file in sorted(Path(own).rglob("*.html")):
        path = file.relative_to(own)
        if path.name not in _PAGES and path.parent.name != "languages" and _in(theirs, path):
            part = f"parts/{path.name}"
            yield f"{path.as_posix()} ({part if _in([own], part) else 'base.html'} is served)"


def unserved(theme: Mapping[str, Any], extra: Mapping[str, Any], folders: Sequence[str]) -> Iterator[str]:
    """The settings of the theme and of `extra` that change nothing in the frame, by their names.

    `folders` are those the theme's templates and icons come from.
    """
    yield from (f"theme.features: {each}" for each in _listed(theme.get("features")) if each not in FEATURES)
    yield from (f"theme.{name}" for name in theme if name not in _THEME and not name.startswith("_"))
    yield from (f"theme.icon.{name}" for name in _mapping(theme.get("icon")) if name != "logo")
    yield from (f"extra.{name}" for name in extra if name not in _EXTRA)
    for name, kinds in (("icon", Mapping), ("palette", Mapping | list), ("font", ())):
        if theme.get(name) and not isinstance(theme[name], kinds):
            yield f"theme.{name}"
    if theme.get("direction") not in (None, "", "ltr", "rtl"):
        yield f"theme.direction: {theme['direction']}"
    language = str(theme.get("language") or "en")
    if not language.startswith("en") and not _in(folders, words_of(language)):
        yield f"theme.language: {language}"
    yield from (f"the icon {icon}" for icon in _icons(theme, extra) if not _in(folders, f".icons/{icon}.svg"))
    for place, scheme in enumerate(schemes(theme.get("palette"))):
        for colour in scheme.colours:
            if colour not in ("", "custom", *COLOURS):
                yield f"theme.palette[{place}]: {colour}"
    yield from (f"extra.social: {each}" for each in _listed(extra.get("social")) if not _mapping(each).get("link"))
    yield from _announcement(extra.get("announcement"))


def _announcement(setting: Any) -> Iterator[str]:
    """What of `extra.announcement` says nothing: no words in it, or a last day that is no day."""
    given = _mapping(setting)
    if setting and not isinstance(setting, str) and not given.get("words"):
        yield "extra.announcement"
    if (until := str(given.get("until") or "")) and not is_day(until):
        yield f"extra.announcement.until: {until}"


def is_day(words: str) -> bool:
    """These words are a day as ISO 8601 writes it, such as `2026-12-01`."""
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _icons(theme: Mapping[str, Any], extra: Mapping[str, Any]) -> Iterator[str]:
    """The names of the icons that the settings ask for."""
    named = [_mapping(theme.get("icon")).get("logo"), *(scheme.icon for scheme in schemes(theme.get("palette")))]
    named += [_mapping(place).get("icon") for place in _listed(extra.get("social"))]
    yield from (str(icon) for icon in named if icon)


def _in(folders: Sequence[str], path: Path | str) -> bool:
    return any(Path(each, path).is_file() for each in folders)


def _listed(value: Any) -> list[Any]:
    """A list as it is, nothing as none, and one thing alone as a list of it."""
    return value if isinstance(value, list) else [value] if value else []


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
