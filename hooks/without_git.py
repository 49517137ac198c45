"""Lets a site be built where git is not installed. Python-Markdown meets it as an extension, and it does nothing there.

The feeds' plugin loads git's library, which refuses to load where it finds no program, although it is asked nothing.
MkDocs loads Markdown's extensions before its plugins, and hooks after them, so this is where that can be mended. It
stands outside the catalogue, which is loaded by the hooks, from beside them.
"""

from __future__ import annotations

import gc
import os

from markdown import Extension

# What is loaded from here on is kept to the end: not to look through it for what is not spares a small site a fiftieth.
# `mkdocs_events.py` says until when.
gc.disable()

os.environ["GIT_PYTHON_REFRESH"] = os.environ.get("GIT_PYTHON_REFRESH") or "quiet"


def makeExtension() -> Extension:
    """What Python-Markdown asks an extension for: one that changes nothing."""
    return _Nothing()


class _Nothing(Extension):
    def extendMarkdown(self, md: object) -> None:
        """Change nothing."""
