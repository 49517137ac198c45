"""`catalogue proposal`: what the comment on a proposal is made of, as a report that another run can read."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from catalogue.commands.check_command import held_against
from catalogue.commands.shared.options import docs_option, say, site, today_option
from catalogue.proposals.comment import report_text
from catalogue.snapshot import take


@click.command("proposal")
@click.option("--base", metavar="REV", required=True, help="The revision (git) whose pages these are to replace.")
@docs_option
@today_option
@click.option("--addresses", is_flag=True, help="Say only the addresses of the pages to be seen, one on each line.")
def proposal_command(base: str, docs: Path, now: datetime, addresses: bool) -> None:
    """Report what a proposal changes, what is to be mended and what subscribers will read, as JSON."""
    found, after, before = held_against(docs, take(docs, site(docs)), base, now, cached=False, news=True)
    report = report_text(found, after, before)
    if addresses:
        pages = json.loads(report)["pages"]
        report = "".join(f"{page['address']}\n" for page in pages if page["how"] != "gone")
    say(report if report.endswith("\n") or not report else f"{report}\n")
