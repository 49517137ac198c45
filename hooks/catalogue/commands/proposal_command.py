"""`catalogue proposal`: what the comment on a proposal is made of, as a report that another run can read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from catalogue import Catalogue, judge, read_folder
from catalogue.check import proposed
from catalogue.commands.news_command import against, authority, told
from catalogue.commands.shared.options import docs_option, folder, moment, say, site, today_option
from catalogue.commands.shared.revision import read_revision
from catalogue.proposals.comment import report_text
from catalogue.report import Findings


@dataclass(frozen=True)
class _Proposal:
    now: Catalogue
    before: Catalogue
    findings: Findings


@click.command("proposal")
@click.option("--base", metavar="REV", required=True, help="The revision (git) whose pages these are to replace.")
@docs_option
@today_option
@click.option("--addresses", is_flag=True, help="Say only the addresses of the pages to be seen, one on each line.")
def proposal_command(base: str, docs: str, today: str | None, addresses: bool) -> None:
    """Report what a proposal changes, what is to be mended and what subscribers will read, as JSON."""
    held = _proposal(folder(docs), base, docs, moment(today))
    report = report_text(held.findings, held.now, held.before)
    if addresses:
        pages = json.loads(report)["pages"]
        report = "".join(f"{page['address']}\n" for page in pages if page["how"] != "gone")
    say(report if report.endswith("\n") or not report else f"{report}\n")


def _proposal(here: Path, base: str, docs: str, at: datetime) -> _Proposal:
    now, before = read_folder(here), read_revision(here, base)
    problems, others = proposed(judge(now, at.date(), before=before), now, before)
    sent = told(*against(now, before, at, authority(here)), at)
    findings = Findings(tuple(problems), len(now.pages), docs, site(here), others=tuple(others), sent=sent)
    return _Proposal(now, before, findings)
