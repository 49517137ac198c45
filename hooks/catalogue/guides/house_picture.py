"""The picture of the house for those who look after it: its floors, from which imports lead only down."""

from __future__ import annotations

from html import escape

FLOORS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("texts, names, addresses", ("text", "gaps", "labels", "addresses", "admitted", "progress")),
    ("days, the clock, how a problem speaks", ("dates", "diagnostics")),
    ("one page read, and what was sent", ("frontmatter", "markdown", "ledger", "snapshot")),
    ("what a page of each kind can say", ("records",)),
    ("the table of the kinds", ("kinds",)),
    ("all pages, joined", ("graph",)),
    ("what is judged", ("rules", "readability")),
    ("what pages show", ("site",)),
    ("what files hold, what writers read", ("outputs", "guides", "report", "kept")),
    ("a folder read, judged, bent to MkDocs", ("folder", "check", "proposals", "catalogue", "mkdocs_bends")),
    ("what a person types", ("commands", "cli")),
    ("the doors", ("__main__",)),
)
"""The floors from the ground up: what each is for, and the modules and packages directly below `catalogue` on it."""

_LEFT, _ROW, _GAP, _LETTER = 340, 46, 10, 9
_WIDTH = _LEFT + max(sum(_LETTER * len(room) + 20 + _GAP for room in rooms) for _, rooms in FLOORS)
_STYLE = (
    "text{font:15px system-ui,sans-serif;fill:#1b1b1b}.room{font-family:ui-monospace,monospace}"
    ".box{fill:#e3eef3;stroke:#0b4f6c}.door{fill:#fff3d6;stroke:#8a6100}path{stroke:#0b4f6c;fill:none}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.box{fill:#123440;stroke:#7fb7cc}"
    ".door{fill:#3a2f12;stroke:#d9b44a}path{stroke:#7fb7cc}}"
)


def house_picture() -> str:
    """The house as SVG, the top floor first, in colours for light and dark; its words stand beside it in the page."""
    rows = [*FLOORS[:-1], (FLOORS[-1][0], ("mkdocs_events.py", *FLOORS[-1][1]))][::-1]
    height = len(rows) * _ROW + 40
    parts = [line for index, (words, rooms) in enumerate(rows) for line in _floor(index, words, rooms)]
    arrow = f"M14 24V{height - 40}M8 {height - 50}l6 10l6-10"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">\n'
        "<title>The house: each floor imports only from the floors below it</title>\n"
        f'<style>{_STYLE}</style>\n<path d="{arrow}" stroke-width="2"/>\n{"".join(parts)}'
        f'<text x="30" y="{height - 12}">A room imports from its own floor or from below, never up.</text>\n'
        "</svg>\n"
    )


def _floor(index: int, words: str, rooms: tuple[str, ...]) -> list[str]:
    top, left = index * _ROW + 12, _LEFT
    found = [f'<text x="30" y="{top + 23}">{escape(words)}</text>\n']
    for room in rooms:
        width = _LETTER * len(room) + 20
        kind = "door" if index == 0 else "box"
        found.append(f'<rect class="{kind}" x="{left}" y="{top}" width="{width}" height="34" rx="4"/>')
        found.append(f'<text class="room" x="{left + 10}" y="{top + 23}">{escape(room)}</text>\n')
        left += width + _GAP
    return found
