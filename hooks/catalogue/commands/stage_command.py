"""`catalogue stage`: every page as plain Markdown, for another site generator."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from catalogue import read_folder
from catalogue.commands.news_command import authority
from catalogue.commands.shared.options import docs_option, say, setting, to_fill, today_option
from catalogue.diagnostics import number


@click.command("stage")
@click.argument("to", metavar="DIR")
@docs_option
@today_option
def stage_command(to: str, docs: Path, now: datetime) -> None:
    """Write every page into DIR as plain Markdown: references resolved, lists and back-links in, for any generator."""
    # Only this command needs what writes pages down.
    from catalogue.outputs.open_data.staging import Stage
    from catalogue.site.site import Site
    from catalogue.text import write

    into = to_fill(to, docs)
    catalogue = read_folder(docs, cached=True).on(now.date())
    texts = Stage(Site(catalogue, now, authority(docs))).files(setting(docs, "site_name").strip("\"'") or "Pages")
    found = {into / path: text.encode("utf-8", "replace") for path, text in texts.items()}
    found |= {into / "docs" / path: (docs / path).read_bytes() for path in sorted(catalogue.files)}
    write(found)
    say(
        f"{number(len(texts) - 1, 'page')} written to {to}. To build them: mkdocs build --config-file {to}/mkdocs.yml\n"
    )
