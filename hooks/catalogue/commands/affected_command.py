"""`catalogue affected`: the pages that a change of a law or an official page concerns."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from catalogue import read_folder
from catalogue.commands.shared.options import docs_option, say, stop, today_option
from catalogue.diagnostics import number
from catalogue.graph.outside import Named, bare


@click.command("affected")
@click.argument("address")
@docs_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How they are shown.")
@today_option
def affected_command(address: str, docs: Path, form: str, now: datetime) -> None:
    """List the pages that name ADDRESS, or what is below it, themselves or through a paper they rely on."""
    if "." not in bare(address):
        stop(f"“{address}” is no address such as https://www.legislation.gov.uk/ukpga/1984/60.")
    found = Named(read_folder(docs, cached=True).on(now.date())).affected(address)
    if form == "json":
        rows = [
            {"page": one.page.path, "title": one.page.title, "address": one.address,
             **({"through": one.through.path} if one.through else {})}
            for one in found
        ]  # fmt: skip
        say(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
        return
    for one in found:
        through = f", through {one.through.path}" if one.through else ""
        say(f"{docs}/{one.page.path}  {one.page.title}\n  {one.address}{through}\n")
    say(f"{number(len(found), 'page')} named it.\n" if found else "No page names it.\n")
