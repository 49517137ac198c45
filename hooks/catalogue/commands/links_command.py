"""`catalogue links`: do the addresses on other sites still lead somewhere?"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import click

from catalogue import read_folder
from catalogue.commands.outside import outside
from catalogue.commands.shared import docs_option, folder, moment, say, stop, today_option
from catalogue.commands.visited import Visited
from catalogue.commands.visiting import Outcome, Visit, Visitor
from catalogue.diagnostics import number

CACHE = Path(".cache/links.json")
AT_ONCE = 8
"""How many sites are asked at the same time; each of them gets one request at a time."""


@click.command("links")
@docs_option
@today_option
@click.option("--online", is_flag=True, help="Ask the other sites. Without this, nothing leaves the machine.")
@click.option("--pause", type=click.FloatRange(0), default=1.0, help="Seconds between two requests to one site.")
@click.option("--private", is_flag=True, hidden=True, help="Let through addresses of this network (for tests).")
def links_command(docs: str, today: str | None, online: bool, pause: float, private: bool) -> None:
    """List the addresses on other sites, and with --online check that they answer.

    Asks politely: as each site's robots.txt allows, one request at a time, and not again within a week. Changes no
    page. Ends with 1 when an address is broken.
    """
    found_in = outside(read_folder(folder(docs)))
    addresses = {address: [f"{docs}/{place}" for place in places] for address, places in found_in.items()}
    sites = number(len({urlsplit(address).netloc for address in addresses}), "other site")
    if not online:
        lines = [f"{' '.join(places)}  {address}" for address, places in addresses.items()]
        counted = f"{len(addresses):,} address{'' if len(addresses) == 1 else 'es'} on {sites}"
        say("\n".join([*lines, f"{counted}. Add --online to check them.", ""]))
        return
    if name := pull_request(os.environ):
        stop(f"This is a pull request ({name} says so), so no other site is asked.")
    day = moment(today).date()
    visited = Visited.read(CACHE)
    found = {address: visit for address in addresses if (visit := visited.recent(address, day))}
    asked = _visit_all([address for address in addresses if address not in found], Visitor(pause, private))
    visited.keep(asked, day)
    found |= asked
    say(told({address: (found[address], places) for address, places in addresses.items()}, len(asked)))
    sys.exit(1 if any(visit.outcome is Outcome.BROKEN for visit in found.values()) else 0)


_PULL_REQUEST = (
    ("GITHUB_EVENT_NAME", ("pull_request", "pull_request_target")), ("CI_PIPELINE_SOURCE", ("merge_request_event",)),
    *((name, ()) for name in (
        "CI_MERGE_REQUEST_ID", "CHANGE_ID", "BITBUCKET_PR_ID", "BUILDKITE_PULL_REQUEST", "CIRCLE_PULL_REQUEST",
        "DRONE_PULL_REQUEST", "SYSTEM_PULLREQUEST_PULLREQUESTID", "TRAVIS_PULL_REQUEST",
    )),
)  # fmt: skip
"""What the usual build services set in a pull request: a name, and the values that tell (any, when none is given)."""


def pull_request(environ: Mapping[str, str]) -> str:
    """The name of the variable that says this is a pull request; empty when none does."""
    if environ.get("GITHUB_REF", "").startswith("refs/pull/"):
        return "GITHUB_REF"
    for name, values in _PULL_REQUEST:
        typed = environ.get(name, "")
        if typed in values or (not values and typed not in ("", "false")):
            return name
    return ""


def _visit_all(addresses: Iterable[str], visitor: Visitor) -> dict[str, Visit]:
    by_site: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_site[urlsplit(address).netloc.lower()].append(address)

    def visit(site: str) -> list[tuple[str, Visit]]:
        return [(address, visitor.visit(address)) for address in by_site[site]]

    with ThreadPoolExecutor(AT_ONCE) as workers:
        return dict(chain.from_iterable(workers.map(visit, by_site)))


_ORDER = (Outcome.BROKEN, Outcome.MOVED, Outcome.LATER, Outcome.NOT_ASKED, Outcome.SHUT)
"""What there is to say, the worst first; of addresses that answer, only how many."""


def told(found: Mapping[str, tuple[Visit, list[str]]], asked: int) -> str:
    """What came of it, in words: each address that needs a look, with its places, and the numbers."""
    lines = [
        f"{' '.join(places)}  {address} {visit.says}."
        for outcome in _ORDER
        for address, (visit, places) in found.items()
        if visit.outcome is outcome
    ]
    fine = sum(visit.outcome is Outcome.OK for visit, _ in found.values())
    last = f"{fine} of {len(found)} addresses answer; {asked} asked now, {len(found) - asked} within the last week."
    return "\n".join([*lines, last, ""])
