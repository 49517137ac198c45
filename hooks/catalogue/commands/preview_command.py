"""`catalogue preview`: one comment on a proposal, kept up to date, from the report that its own run left.

The code host is asked through its own program, `gh`, which holds the token.
"""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import click

from catalogue.commands.shared.options import docs_option, say, site, stop
from catalogue.proposals.comment import LARGEST_REPORT, Report, WrongReport, comment, read_report, suggestions

MARK = "<!-- made by catalogue preview -->"
BOT = "github-actions[bot]"
ARTIFACT = "proposal"
"""The name under which the run leaves its report and pictures."""


class NoAnswer(Exception):
    """The code host refused, in its own words."""


@click.command("preview")
@click.option("--repository", metavar="OWNER/NAME", required=True, help="Where the proposal is made.")
@click.option("--head", metavar="OWNER:BRANCH", required=True, help="The branch that is proposed.")
@click.option("--commit", metavar="SHA", required=True, help="The commit that was checked.")
@click.option("--run", metavar="ID", required=True, help="The run that left the report.")
@click.option("--server", metavar="URL", default="https://github.com", help="The code host's address.")
@docs_option
def preview_command(repository: str, head: str, commit: str, run: str, server: str, docs: Path) -> None:
    """Say in one comment on a proposal what is to be mended, what subscribers will read and how it will look.

    The report is data. Which proposal it is about is asked of the code host, never taken from the report.
    """
    base = f"repos/{repository}"
    try:
        number = _number(base, head, commit)
        if not number:
            say("No open proposal has this commit.\n")
            return
        report, pictures = _report(base, run, f"{server}/{repository}/actions/runs/{run}")
        files = [str(one["filename"]) for one in _asked(f"{base}/pulls/{number}/files")]
        beside = [path for path in files if not path.startswith(f"{docs.as_posix()}/")]
        _comment(base, number, f"{MARK}\n{comment(report, site(docs), pictures, beside)}")
        count = _suggest(base, number, commit, report, docs.as_posix()) if isinstance(report, Report) else 0
    except NoAnswer as error:
        stop(f"The code host did not answer: {error}")
    say(f"The comment on proposal {number} is up to date; suggestions added: {count}.\n")


def _number(base: str, head: str, commit: str) -> int:
    found = _asked(f"{base}/pulls", state="open", head=head)
    return next((int(one["number"]) for one in found if one["head"]["sha"] == commit), 0)


def _report(base: str, run: str, address: str) -> tuple[Report | str, str]:
    """The report, or the sentence that there is none; and the address of the pictures, if there are any."""
    held = [one for one in _asked(f"{base}/actions/runs/{run}/artifacts")["artifacts"] if one["name"] == ARTIFACT]
    if not held:
        return f"The check ended before it could report. [What it did]({address}) says why.", ""
    try:
        with zipfile.ZipFile(io.BytesIO(_raw(f"{base}/actions/artifacts/{int(held[0]['id'])}/zip"))) as archive:
            with archive.open("report.json") as file:
                report = read_report(file.read(LARGEST_REPORT + 1))
            pictured = any(name.endswith(".png") for name in archive.namelist())
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        return f"The report of this proposal’s run cannot be read ({type(error).__name__}).", ""
    except WrongReport as error:
        return str(error), ""
    return report, f"{address}/artifacts/{int(held[0]['id'])}" if pictured else ""


def _comment(base: str, number: int, body: str) -> None:
    """Write the comment, in place of the one that is there."""
    ours = [
        one for one in _asked(f"{base}/issues/{number}/comments")
        if one["user"]["login"] == BOT and str(one["body"]).startswith(MARK)
    ]  # fmt: skip
    if not ours:
        _sent(f"{base}/issues/{number}/comments", "POST", {"body": body})
    elif ours[0]["body"] != body:
        _sent(f"{base}/issues/comments/{ours[0]['id']}", "PATCH", {"body": body})


def _suggest(base: str, number: int, commit: str, report: Report, docs: str) -> int:
    """Suggest each certain correction once; the code host refuses lines that the proposal did not touch."""
    told = {
        (one["path"], one["body"].strip()) for one in _asked(f"{base}/pulls/{number}/comments")
        if one["user"]["login"] == BOT
    }  # fmt: skip
    count = 0
    for one in suggestions(report, docs):
        if (one["path"], str(one["body"]).strip()) in told:
            continue
        try:
            _sent(f"{base}/pulls/{number}/comments", "POST", {**one, "commit_id": commit})
        except NoAnswer:
            continue
        count += 1
    return count


def _asked(path: str, **fields: str) -> Any:
    """What the code host answers to a question, its pages joined; `fields` are the question's parameters."""
    given = [part for name, value in fields.items() for part in ("--raw-field", f"{name}={value}")]
    answer = json.loads(_raw(path, "--method", "GET", "--paginate", "--slurp", *given))
    lists = all(isinstance(each, list) for each in answer)
    return [one for each in answer for one in each] if lists else answer[0]


def _sent(path: str, method: str, body: object) -> None:
    """Send something. Raises `NoAnswer`."""
    _raw(path, "--method", method, "--input", "-", given=json.dumps(body))


def _raw(path: str, *options: str, given: str | None = None) -> bytes:
    """The bytes of an answer; no shell is between. Raises `NoAnswer`."""
    done = subprocess.run(
        ["gh", "api", *options, path], input=given.encode() if given else None, capture_output=True, check=False
    )
    if done.returncode:
        raise NoAnswer(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
