"""`catalogue news`: the news that readers are sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from catalogue import Catalogue, read_folder
from catalogue.commands.shared import docs_option, folder, moment, say, today_option
from catalogue.dates import long_day
from catalogue.diagnostics import number
from catalogue.site.news import Item, items, of_page


@click.command("news")
@docs_option
@click.option("--base", metavar="REV", help="Only what is new against this revision (git), and what would be gone.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the news is shown.")
@today_option
def news_command(docs: str, base: str | None, form: str, today: str | None) -> None:
    """Show the news that is out, or with --base what a change would send, now or on a day to come."""
    here, now = folder(docs), moment(today)
    catalogue = read_folder(here)
    if not base:
        found, gone = items(catalogue.on(now.date()), now), []
    else:
        before = _ever(_before(here, base))
        after = _ever(catalogue)
        found = [item for item in after.values() if item.id not in before]
        gone = [item for item in before.values() if item.id not in after and item.moment <= now]
    say(_as_json(found, gone) if form == "json" else _told(found, gone, now))


def _before(docs: Path, base: str) -> Catalogue:
    # Only this option needs git and what reads its answer.
    from catalogue.commands.revision import read_revision

    return read_revision(docs, base)


def _ever(catalogue: Catalogue) -> dict[str, Item]:
    """Every item that is out or will be, by id, newest first."""
    found = [item for page in catalogue.records for item in of_page(catalogue, page)]
    return {item.id: item for item in sorted(found, key=lambda item: (-item.day.toordinal(), item.id))}


def _told(found: list[Item], gone: list[Item], now: datetime) -> str:
    parts = [_item(item, now) for item in found]
    parts += [f"No longer in the feeds, though it was sent: {item.title}\n  {item.id}\n" for item in gone]
    count = f"{number(len(found), 'piece')} of news."
    return "\n".join([*parts, f"{count}\n" if found else "No news.\n"])


def _item(item: Item, now: datetime) -> str:
    later = f" (to be sent on {long_day(item.day)})" if item.moment > now else ""
    lines = [
        f"{item.day.isoformat()}  {item.title}{later}",
        item.changed,
        f"Whom it affects: {item.affects}",
        f"What to do: {item.action}",
    ]
    if item.about:
        lines.append(f"Leads to: {', '.join(page.path for page in item.about)}")
    return "\n  ".join([*lines, item.id]) + "\n"


def _as_json(found: Iterable[Item], gone: Iterable[Item]) -> str:
    sent = [
        {
            "id": item.id, "day": item.day.isoformat(), "title": item.title, "page": item.page.path,
            "changed": item.changed, "affects": item.affects, "action": item.action,
            "about": [page.path for page in item.about],
        }
        for item in found
    ]  # fmt: skip
    return json.dumps({"news": sent, "gone": [item.id for item in gone]}, indent=1, ensure_ascii=False) + "\n"
