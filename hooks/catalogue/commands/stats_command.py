"""`catalogue stats`: the catalogue in numbers."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

import click

from catalogue import Catalogue, Severity, judge, read_folder
from catalogue.commands.shared.options import docs_option, say, today_option
from catalogue.diagnostics import number
from catalogue.kinds import KINDS
from catalogue.readability import measure, texts_of
from catalogue.records import Chat, Guide, Strength
from catalogue.site.chat_state import state

HARD = 12
"""The grade above which a page is harder to read than we mean any page to be."""


@click.command("stats")
@docs_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the numbers are shown."
)
@today_option
def stats_command(docs: Path, form: str, now: datetime) -> None:
    """Count pages, references and words, and say how hard the pages are to read."""
    counted = stats(read_folder(docs), now)
    say(json.dumps(counted, indent=2, ensure_ascii=False) + "\n" if form == "json" else _told(counted))


def stats(catalogue: Catalogue, now: datetime) -> dict[str, Any]:
    """The numbers by name. `now` is aware, in UK time. Grades are those of Flesch and Kincaid, in years of school."""
    reading = {page.path: measure(texts_of(page)) for page in catalogue.records}
    grades = {path: round(grade, 1) for path, (words, grade) in reading.items() if words}
    claims = Counter(claim.strength for _, guide in catalogue.records_of(Guide) for claim in guide.claims)
    return {
        "pages": {
            kind.name: dict(Counter(page.record.status.value for page in catalogue.records if page.kind == kind.name))
            for kind in KINDS
        },
        "other_pages": len(catalogue.pages) - len(catalogue.records),
        "chats": dict(Counter(state(chat, now).value for _, chat in catalogue.records_of(Chat))),
        "claims": {one.value: claims[one] for one in Strength if claims[one]},
        "references": dict(Counter(reference.relation for reference in catalogue.references)),
        "citations": sum(len(cites) for cites in catalogue.cites.values()),
        "links": sum(len(page.prose.links) for page in catalogue.pages),
        "words": sum(words for words, _ in reading.values()),
        # What could be better and stops nobody: “catalogue check --notes” shows each.
        "notes": dict(Counter(one.code for one in judge(catalogue, now.date()) if one.severity is Severity.NOTE)),
        "grade": {
            "median": round(median(grades.values()), 1) if grades else 0,
            "above_12": {path: grade for path, grade in grades.items() if grade > HARD},
        },
    }


def _told(counted: dict[str, Any]) -> str:
    rows = []
    for kind, statuses in counted["pages"].items():
        rows.append(
            (f"{kind}s", sum(statuses.values()), ", ".join(f"{count} {name}" for name, count in statuses.items()))
        )
    rows.append(("other pages", counted["other_pages"], ""))
    for name in ("chats", "claims", "references", "notes"):
        parts = counted[name]
        rows.append((name, sum(parts.values()), ", ".join(f"{count} {part}" for part, count in parts.items())))
    rows += [(name, counted[name], "") for name in ("citations", "links", "words")]
    hard = counted["grade"]["above_12"]
    rows.append(("reading grade", counted["grade"]["median"], f"median; {number(len(hard), 'page')} above {HARD}"))
    lines = [f"{name:<14} {count:>8,}  {detail}".rstrip() for name, count, detail in rows]
    return "\n".join([*lines, *(f"  {grade:>5}  {path}" for path, grade in hard.items())]) + "\n"
