"""`catalogue news`: the news that readers are sent, and its ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from catalogue import Catalogue, read_folder
from catalogue.commands.shared.options import docs_option, say, site, stop, today_option
from catalogue.dates import long_day
from catalogue.diagnostics import number
from catalogue.ledger import PATH, Ledger
from catalogue.site.news import Item, items, settled
from catalogue.text import write


@click.command("news")
@docs_option
@click.option("--base", metavar="REV", help="Only what is new against this revision (git), and what would be gone.")
@click.option("--record", is_flag=True, help="Write what goes out today or before into the ledger, and say it.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the news is shown.")
@today_option
def news_command(docs: Path, base: str | None, record: bool, form: str, now: datetime) -> None:
    """Show the news that is out, or with --base what a change would send, now or on a day to come."""
    catalogue = read_folder(docs)
    gone: list[Item] = []
    if record:
        found = _record(docs, catalogue, now)
    elif base:
        # Only this option needs git and what reads its answer.
        from catalogue.commands.shared.revision import read_revision

        found, gone = against(catalogue, read_revision(docs, base), now, authority(docs))
    else:
        found = items(catalogue.on(now.date()), now, authority(docs))
    say(_as_json(found, gone) if form == "json" else told(found, gone, now))


def against(catalogue: Catalogue, before: Catalogue, now: datetime, host: str = "") -> tuple[list[Item], list[Item]]:
    """What is new against a catalogue, whose news counts as sent; and what it had sent that no page speaks of now.

    `now` is aware, in UK time; `host` vouches for new ids.
    """
    day = now.date()
    sent = tuple(item.line for item in settled(before.on(day), day, host))
    after = replace(catalogue, ledger=Ledger(sent, kept=True))
    found = settled(after, day, host, ever=True)
    spoken = {line.id for line in sent}
    had = before.names.by_id if before.ledger.kept else None
    lost = [
        item for item in found
        if item.id in spoken and item.lost and (had is None or item.line.page_id in had)
    ]  # fmt: skip
    return sorted((item for item in found if item.new), key=lambda item: (-item.day.toordinal(), item.id)), lost


def authority(docs: Path) -> str:
    """The host that vouches for new ids: that of the site's own address; empty where none is known.

    `docs` is the docs folder; the settings are looked for beside it. Stops when what is given is no address.
    """
    return urlsplit(site(docs)).hostname or ""


def _record(docs: Path, catalogue: Catalogue, now: datetime) -> list[Item]:
    """Add what goes out to the ledger; gives what was new. A ledger that cannot be read whole is left as it is."""
    ledger = catalogue.ledger
    if ledger.problems:
        first = ledger.problems[0]
        stop(f"{PATH}:{first.line}: {first.message} Nothing was recorded. To fix it: {first.fix}")
    found = items(catalogue.on(now.date()), now, authority(docs))
    lines = {line.id: line for line in ledger.lines} | {item.id: item.line for item in found}
    text = Ledger(tuple(lines.values())).text()
    file = docs / PATH
    if not ledger.kept or text != ledger.source.text:
        write({file: text.encode("utf-8")})
    return [item for item in found if item.new]


def told(found: list[Item], gone: list[Item], now: datetime) -> str:
    """What is new, and what no page tells of any more, in plain text. `now` is aware, in UK time."""
    parts = [_item(item, now) for item in found]
    parts += [f"No longer told, though it was sent: {item.title}\n  {item.id}\n" for item in gone]
    count = f"{number(len(found), 'piece')} of news."
    return "\n".join([*parts, f"{count}\n" if found else "No news.\n"])


def _item(item: Item, now: datetime) -> str:
    later = f" (to be sent on {long_day(item.day)})" if item.day > now.date() else ""
    lines = [f"{item.day.isoformat()}  {item.title}{later}", item.changed]
    lines += [f"Whom it affects: {item.affects}"] if item.affects else []
    lines += [f"What to do: {item.action}"] if item.action else []
    lines += [f"Leads to: {', '.join(page.path for page in item.about)}"] if item.about else []
    return "\n  ".join([*lines, item.id]) + "\n"


def _as_json(found: Iterable[Item], gone: Iterable[Item]) -> str:
    sent = [
        {
            "id": item.id, "day": item.day.isoformat(), "title": item.title,
            "page": item.page.path if item.page else None, "changed": item.changed, "affects": item.affects,
            "action": item.action, "about": [page.path for page in item.about],
        }
        for item in found
    ]  # fmt: skip
    return json.dumps({"news": sent, "gone": [item.id for item in gone]}, indent=1, ensure_ascii=False) + "\n"
