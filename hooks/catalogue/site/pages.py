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

from catalogue.diagnostics import Diagnostic
from catalogue.graph import Page
from catalogue.kinds import KINDS


@dataclass(frozen=True)
class Assets:
    """The style sheet and script made of the parts in `styles/` and `scripts/` of a folder."""

    folder: Path

    @cached_property
    def style(self) -> str:
        """All styles, in the order of their files' names, without comments."""
        text = _joined(self.folder / "styles", "css")
        return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip() + "\n"

    @cached_property
    def script(self) -> str:
        """All scripts, in the order of their files' names, each in a scope of its own."""
        parts = sorted((self.folder / "scripts").glob("*.js"))
        return "".join(f"(() => {{\n{_with_kinds(_less_comments(part.read_text('utf-8')))}}})();\n" for part in parts)

    @property
    def style_name(self) -> str:
        """The address of the style sheet; it changes when its content does, so that it can be kept for ever."""
        return f"assets/site.{_short(self.style)}.css"

    @property
    def script_name(self) -> str:
        """The address of the script; it changes when its content does."""
        return f"assets/site.{_short(self.script)}.js"

    @property
    def files(self) -> dict[str, str]:
        """What to write, by address."""
        return {self.style_name: self.style, self.script_name: self.script}


def _joined(folder: Path, ending: str) -> str:
    return "".join(part.read_text("utf-8") for part in sorted(folder.glob(f"*.{ending}")))


def _less_comments(script: str) -> str:
    """A script without the lines that are only comments, and without indentation."""
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def _with_kinds(script: str) -> str:
    """A script that asks for `KINDS` with the folders of the kinds, and how much each counts in a search."""
    weights = {kind.folder: kind.weight for kind in KINDS}
    return f"const KINDS = {json.dumps(weights, separators=(',', ':'))};\n{script}" if "KINDS" in script else script


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Shown:
    """What every page's frame asks: the settings, the style and script, and the problems to show while serving."""

    config: Any
    problems: list[Diagnostic]
    assets: Assets

    def problems_of(self, page: Page | None) -> list[Diagnostic]:
        """The errors and warnings of a page, for the banner at its head."""
        return [one for one in self.problems if page is not None and one.path == page.path and one.severity != "note"]


def templates_of(page: Page) -> list[str]:
    """The templates that can show a page, the fittest first: by its kind, or for a list by what it lists."""
    return [f"listings/{page.listing}.html", "listings/kind.html"] if page.listing else [f"records/{page.kind}.html"]


def show(env: Any, context: Any, page: Page, prose: str) -> str:
    """The whole of a page's content as HTML: its record by its template, and its prose (HTML) inside it.

    `context` holds the page as `this` and its record as `record`, for the frame around the content too.
    """
    template = env.select_template(templates_of(page))
    return str(template.render({**context, "prose": Markup(prose)}))


_HEADING = re.compile(r'<h([2-4])[^>]*\sid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)


def contents(html: str) -> Iterator[tuple[str, str, int]]:
    """The headings of a page that have an address: words, id, level.

    `html` is the finished content of a page; the words are plain text, the levels 2 to 4.
    """
    for match in _HEADING.finditer(html):
        yield unescape(re.sub(r"<[^>]+>", "", match[3])).strip(), match[2], int(match[1])
