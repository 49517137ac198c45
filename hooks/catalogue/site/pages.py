"""Makes a page whole: its record by its template, the prose inside it, and the style sheet and script it asks for."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

from markupsafe import Markup

from catalogue.graph import Page
from catalogue.kinds import KINDS


@dataclass(frozen=True)
class Assets:
    """The style sheet and the scripts made of the parts in `styles/`, `scripts/` and `scripts/search/` of a folder.

    `colours` are the rules that the settings add to the styles.
    """

    folder: Path
    colours: str = ""

    @cached_property
    def style(self) -> str:
        """All styles, in the order of their files' names, without comments."""
        text = _joined(self.folder / "styles", "css") + self.colours
        return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip() + "\n"

    @cached_property
    def script(self) -> str:
        """The scripts of every page, in the order of their files' names, each in a scope of its own."""
        return _scripts(self.folder / "scripts")

    @cached_property
    def search(self) -> str:
        """The scripts of search, which a page asks for when it is first used."""
        return _scripts(self.folder / "scripts/search")

    @cached_property
    def style_name(self) -> str:
        """The address of the style sheet; it changes when its content does, so that it can be kept for ever."""
        return f"assets/site.{_short(self.style)}.css"

    @cached_property
    def script_name(self) -> str:
        """The address of the script; it changes when its content does."""
        return f"assets/site.{_short(self.script)}.js"

    @cached_property
    def search_name(self) -> str:
        """The address of the script of search; it changes when its content does."""
        return f"assets/search.{_short(self.search)}.js"

    @property
    def files(self) -> dict[str, str]:
        """What to write, by address."""
        return {self.style_name: self.style, self.script_name: self.script, self.search_name: self.search}


def _joined(folder: Path, ending: str) -> str:
    return "".join(part.read_text("utf-8") for part in sorted(folder.glob(f"*.{ending}")))


def _scripts(folder: Path) -> str:
    parts = sorted(folder.glob("*.js"))
    return "".join(f"(() => {{\n{_with_kinds(_less_comments(part.read_text('utf-8')))}}})();\n" for part in parts)


def _less_comments(script: str) -> str:
    """A script without the lines that are only comments, and without indentation."""
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def _with_kinds(script: str) -> str:
    """A script that asks for `KINDS` with the folders of the kinds."""
    folders = [kind.folder for kind in KINDS]
    return f"const KINDS = {json.dumps(folders, separators=(',', ':'))};\n{script}" if "KINDS" in script else script


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def templates_of(page: Page) -> list[str]:
    """The templates that can show a page, the fittest first: by its kind, or for a list by what it lists."""
    return [f"listings/{page.listing}.html", "listings/kind.html"] if page.listing else [f"records/{page.kind}.html"]


def show(env: Any, context: Any, page: Page, prose: str) -> str:
    """The whole of a page's content as HTML: its record by its template, and its prose (HTML) inside it.

    `context` holds the page as `this` and its record as `record`, for the frame around the content too.
    """
    template = env.select_template(templates_of(page))
    return str(template.render({**context, "prose": Markup(prose)}))


FEW, MANY = 3, 24
"""A page with fewer headings needs no list of them; of one with more, only those of the second level are listed."""


def worth_listing(headings: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The headings (words, id, level) that a list of what is on a page holds."""
    found = [each for each in headings if each[2] < 4]
    found = [each for each in found if each[2] == 2] if len(found) > MANY else found
    return found if len(found) >= FEW else []


CONTENTS = "<!--contents-->"
"""Where a template wants the list of what is on the page, for phones."""


def with_contents(env: Any, html: str, headings: list[tuple[str, str, int]]) -> str:
    """A page with its list of contents in the place its template names, if it is worth one.

    `html` is the finished content of a page, and so is what comes back; `headings` are words, id and level.
    """
    found = worth_listing(headings)
    listed = env.get_template("parts/contents.html").render(headings=found) if found else ""
    return html.replace(CONTENTS, listed, 1)


# How many a heading counts stands beside it, not in a list of contents.
_SILENT = re.compile(r'<span class="count"[^>]*>[^<]*</span>|<[^>]+>')
# A heading of what is not there without script is marked as unlisted.
_HEADING = re.compile(r'<h([2-4])(?![^>]*data-unlisted)[^>]*\sid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)


def contents(html: str) -> Iterator[tuple[str, str, int]]:
    """The headings of a page that have an address: words, id, level.

    `html` is the finished content of a page; the words are plain text, the levels 2 to 4.
    """
    for match in _HEADING.finditer(html):
        yield unescape(_SILENT.sub("", match[3])).strip(), match[2], int(match[1])
