"""The site's one style sheet and one script, joined from small files and named after what they hold."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


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
        return "".join(f"(() => {{\n{_less_comments(part.read_text('utf-8'))}}})();\n" for part in parts)

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


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
