"""Makes HTML of prose: one Markdown for all pages, and its links to files turned into addresses of the site."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from catalogue.addresses import address, follow, relative


class Renderer:
    """Renders pages one after the other: to set Markdown up anew for each takes a quarter of the time.

    `files` are the paths of all that can be linked to in the docs folder; `extensions` and `settings` are Markdown's.
    """

    def __init__(self, files: Collection[str], extensions: Sequence[Any], settings: Mapping[str, Any]) -> None:
        self._markdown = Markdown(extensions=list(extensions), extension_configs=dict(settings))
        self._links = _Links(self._markdown)
        self._links.files = files
        self._markdown.treeprocessors.register(self._links, "addresses", 0)

    def render(self, path: str, text: str) -> str:
        """The HTML of a page's Markdown; `path` is where the page stands."""
        self._links.path = path
        return self._markdown.reset().convert(text)


class _Links(Treeprocessor):
    """Turns `../glossary/x.md` into the address of that page as the page at `path` names it."""

    files: Collection[str] = ()
    path: str = ""

    def run(self, root: Element) -> None:
        for name, attribute in (("a", "href"), ("img", "src")):
            for element in root.iter(name):
                target = element.get(attribute)
                if target and not target.startswith("#"):
                    element.set(attribute, self._address(target))

    def _address(self, target: str) -> str:
        place = follow(target, self.path)
        if place is None or place[0] not in self.files:
            return target
        found = relative(quote(address(place[0])), quote(address(self.path)))
        return f"{found}#{place[1]}" if place[1] else found
