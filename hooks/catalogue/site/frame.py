"""What the frame around every page asks: the settings, the schemes, the announcement, the contents of the page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from catalogue import dates
from catalogue.diagnostics import Diagnostic
from catalogue.graph import Page
from catalogue.kinds import KINDS
from catalogue.records import Chat
from catalogue.site.pages import Assets, worth_listing
from catalogue.site.site import Site
from catalogue.site.theme_settings.idle_settings import is_day
from catalogue.site.theme_settings.look import follows_device, schemes, words_of


class Announcement(NamedTuple):
    """A line above every page: its words, the address it leads to below the site's own, and when it stops.

    `until` is a moment in UTC; empty for one that stays.
    """

    words: str
    address: str = ""
    until: str = ""

    @property
    def key(self) -> str:
        """By which a reader's browser remembers that these words were put away."""
        return hashlib.sha256(f"{self.words} {self.address}".encode()).hexdigest()[:8]


SOON = 14
"""A chat that is fewer days away than this is announced above every page."""


def announcement(setting: Any, site: Site) -> Announcement | None:
    """What `extra.announcement` says: words alone, or `words` and perhaps `page` (a path in the docs folder) and
    `until` (a day).

    Where it says nothing, or its day has passed, the next chat when it is near; else none.
    """
    setting = {"words": setting} if isinstance(setting, str) else setting
    if isinstance(setting, Mapping) and setting.get("words"):
        until = str(setting.get("until") or "")
        if not is_day(until) or site.today.isoformat() <= until:
            page = site.catalogue.by_path.get(str(setting.get("page") or ""))
            return Announcement(
                str(setting["words"]), page.address if page else "", f"{until}T23:59:59Z" if is_day(until) else ""
            )
    page = site.next_chat
    if page is None:
        return None
    chat = page.record_as(Chat)
    if not chat.starts or (chat.starts.date() - site.today).days > SOON:
        return None
    ends = dates.utc(chat.finish) if chat.finish else ""
    return Announcement(f"Next chat: {page.title}, {dates.span(chat.starts, chat.finish)}", page.address, ends)


class Toggle(NamedTuple):
    """A button that changes one scheme for the next, each told by its key; `icon` is a name of the theme's."""

    now: str
    next: str
    icon: str
    words: str


@dataclass(frozen=True)
class Shown:
    """What every page's frame asks: the settings, the style and script, and the problems to show while serving."""

    config: Any
    problems: list[Diagnostic]
    assets: Assets
    announcement: Announcement | None = None
    translate: Callable[[str], str] = str

    def say(self, key: str, words: str) -> str:
        """Words of the frame itself: ours in English, else Material's for that key in the language of the settings."""
        return words if self.translate is str else self.translate(key)

    @cached_property
    def direction(self) -> str:
        """The way text runs where it is said by the settings, or runs from the right in their language."""
        told = str(self.config.theme.get("direction") or "")
        return told or ("rtl" if self.say("direction", "ltr").strip() == "rtl" else "")

    def alike(self, part: str, page: Any, nav: Any, caller: Callable[[], Any]) -> Any:
        """A part of the frame as `caller` makes it, which is the same on all records of a folder: made once for each.

        `page` is MkDocs's own, and `nav` its menu. The part may show of the page no more than where its folder is.
        """
        folder = page.url.rstrip("/").rpartition("/")[0] if page else ""
        made = self._made_for(nav).get(folder)
        if made is None:
            return caller()
        if part not in made:
            made[part] = caller()
        return made[part]

    def _made_for(self, nav: Any) -> dict[str, dict[str, Any]]:
        """Parts by folder of a kind: of each that holds nothing the frame leads to, so that its links are the same."""
        if not self._made:
            theme = self.config.theme
            named = [*_places(nav), str(theme.get("favicon")), str(theme.get("logo"))]
            own = {kind.folder for kind in KINDS}
            own -= {folder for folder in own for one in named if one.rstrip("/").startswith(f"{folder}/")}
            self._made.update((folder, {}) for folder in own)
        return self._made

    @cached_property
    def _made(self) -> dict[str, dict[str, Any]]:
        return {}

    def leading(self, nav: Any) -> list[Any]:
        """What stands in the header: the single pages of `nav`; where none is set, each folder's first page too."""
        every = [item for item in nav if not item.children or not self.config.nav]
        return [
            next((one for one in item.children if not one.children), item) if item.children else item for item in every
        ]

    def named(self, item: Any) -> str:
        """What the menu calls a page or link of it: the words of `nav`, where it gives any, else its title."""
        file = getattr(item, "file", None)
        return self._menu.get(file.src_uri if file else "", str(item.title))

    @cached_property
    def _menu(self) -> dict[str, str]:
        """The words of `nav` by the path of the page they stand for."""
        found: dict[str, str] = {}
        waiting = list(self.config.nav or [])
        while waiting:
            entry = waiting.pop()
            for words, place in entry.items() if isinstance(entry, Mapping) else ():
                if isinstance(place, list):
                    waiting += place
                else:
                    found[place] = words
        return found

    @cached_property
    def scheme(self) -> str:
        """The scheme before a reader has chosen one; empty where the device says which."""
        palette = self.config.theme.get("palette")
        return "" if follows_device(palette) else schemes(palette)[0].key

    @cached_property
    def palette(self) -> tuple[str, ...]:
        """The scheme, primary and accent that the body bears at first, for styles that were written for Material."""
        return schemes(self.config.theme.get("palette"))[0].says

    @cached_property
    def palettes(self) -> dict[str, tuple[str, ...]]:
        """What the body bears for each scheme that a reader can choose; nothing for one that the device decides."""
        found = schemes(self.config.theme.get("palette"))
        return {each.key: () if each.name == "auto" else each.says for each in found} if self.toggles else {}

    @cached_property
    def toggles(self) -> list[Toggle]:
        """The buttons that change the scheme, each shown while its own is on."""
        found = schemes(self.config.theme.get("palette"))
        following = [*found[1:], found[0]]
        pairs = [(now, then) for now, then in zip(found, following, strict=True) if now.words or now.icon]
        return [Toggle(now.key, then.key, now.icon or "material/theme-light-dark", now.words) for now, then in pairs]

    def kind_of(self, page: Page) -> str:
        """The kind whose colour a page bears: a list's is that of the pages it lists."""
        folder = page.address.partition("/")[0]
        return page.kind if page.is_record else next((kind.name for kind in KINDS if kind.folder == folder), page.kind)

    def contents_of(self, page: Any) -> list[tuple[str, str, int]]:
        """What stands at the side of a page: its headings (words, id, level), or none where there are too few."""
        found = [(each.title, each.id, each.level) for each in page.toc]
        return worth_listing(found)

    def problems_of(self, page: Page | None) -> list[Diagnostic]:
        """The errors and warnings of a page, for the banner at its head."""
        return [one for one in self.problems if page is not None and one.path == page.path and one.severity != "note"]


def _places(items: Any) -> Iterator[str]:
    """The addresses of all pages and links in a menu of MkDocs."""
    for item in items:
        yield from _places(item.children) if item.children else [item.url or ""]


def frame(config: Any, problems: list[Diagnostic], assets: Assets, site: Site, env: Any) -> Shown:
    """What the frame asks of a site with these settings; `env` holds the theme's words in other languages."""
    language = str(config.theme["language"])
    english = language.startswith("en")
    translate = str if english else env.select_template([words_of(language), words_of("en")]).module.t
    return Shown(config, problems, assets, announcement(config.extra.get("announcement"), site), translate)
