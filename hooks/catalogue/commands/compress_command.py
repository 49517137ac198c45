"""`catalogue compress`: a compressed copy beside each file of the built site."""

from __future__ import annotations

from pathlib import Path

import click

from catalogue.commands.shared.options import say, stop


@click.command("compress")
@click.argument("site", default="site")
def compress_command(site: str) -> None:
    """Put a .br and a .gz beside each text file below SITE, for servers that send them as they are."""
    from catalogue.outputs.compression import compress
    from catalogue.outputs.lock import Busy, hold

    folder = Path(site)
    if not folder.is_dir():
        stop(f"There is no folder “{site}”. Build the site first.")
    try:
        with hold(folder):
            say(f"{len(compress(folder)):,} compressed copies written.\n")
    except Busy:
        stop(f"A build is at work in “{site}”. Compress it when that has ended.")
