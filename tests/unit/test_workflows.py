"""What runs on the code host: each step is run here, and what a stranger can send reaches no shell and no secret."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from catalogue.cli import COMMANDS, main
from catalogue.proposals.comment import LARGEST_REPORT, MOST_SUGGESTIONS
from tests import kit
from tests.conftest import ROOT
from tests.unit.test_forms import CHAT, filled, named
from tests.workflow_steps import Host, Runner, names, step, steps, workflow

SHELL = [(name, one) for name in names() for one in steps(name) if "run" in one]
NEEDED = pytest.mark.skipif(
    any(shutil.which(each) is None for each in ("git", "bash", "jq")), reason="git, bash and jq run these steps"
)
STRANGERS = ("check", "preview", "form")
"""The workflows that somebody without any right can start."""


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A machine with a small project on it."""
    made = Runner(tmp_path, Host(tmp_path / "host"))
    pages = {**kit.pages(kit.BASE), "chats/2026-11-10-talk.md": CHAT}
    made.prepare({f"docs/{path}": text for path, text in pages.items()})
    return made


@pytest.mark.parametrize(("name", "one"), SHELL, ids=lambda value: value if isinstance(value, str) else "")
def test_no_word_of_an_event_stands_in_a_shell(name: str, one: dict[str, str]):
    assert "${{" not in one["run"]
    assert subprocess.run(["bash", "-n", "-c", one["run"]], check=False).returncode == 0


@pytest.mark.parametrize("name", names())
def test_a_workflow_holds_no_more_than_it_needs(name: str):
    held = workflow(name)
    assert held["permissions"] in ({}, "{}", {"contents": "read"})
    for one in (one for one in steps(name) if "uses" in one):
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", one["uses"])
        if "actions/checkout@" in one["uses"]:
            assert one["with"]["persist-credentials"] == "false"
    assert "pull_request_target" not in held["on"]
    text = (ROOT / f".github/workflows/{name}.yml").read_text("utf-8")
    if name in STRANGERS:
        assert "secrets." not in text
    # The notes beside the pins are the same for the same pin.
    assert len(set(re.findall(r"uses: (\S+@\w+ # \S+)", text))) == len(set(re.findall(r"uses: (\S+@\w+)", text)))


def test_what_a_proposal_runs_can_only_read_and_what_can_write_runs_main():
    assert workflow("check")["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in workflow("check")["jobs"].values())
    for name in ("preview", "form"):
        (job,) = workflow(name)["jobs"].values()
        (checkout,) = [one for one in job["steps"] if "actions/checkout@" in one.get("uses", "")]
        assert checkout["with"]["ref"] == "main"
        # What the run left is neither unpacked here nor run: the command reads its report.
        assert not any(word in str(job) for word in ("download-artifact", "unzip", "gh run download", "head.ref"))


@pytest.mark.parametrize(("name", "one"), SHELL, ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_of_a_step_is_there_with_its_options(name: str, one: dict[str, str]):
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^ *make (\S+)", one["run"], re.MULTILINE):
        assert target.startswith(".venv/.") or f"\n{target}:" in makefile
    for script in re.findall(r"bash (\.ci/\w+)", one["run"]):
        assert subprocess.run(["bash", "-n", str(ROOT / script)], check=False).returncode == 0
    for command, rest in re.findall(r"bin/catalogue ([\w-]+)([^|>&;\n]*(?:\n  --[^\n]*)*)", one["run"]):
        assert command in COMMANDS
        module = import_module(f"catalogue.commands.{command.replace('-', '_')}_command")
        known: click.Command = getattr(module, f"{command.replace('-', '_')}_command")
        options = {name for param in known.params for name in param.opts}
        assert set(re.findall(r"(?<!\S)--[\w-]+", rest)) <= options


def event(runner: Runner, body: str) -> str:
    """The file that the code host would leave of an issue that was opened."""
    file = runner.folder / "event.json"
    file.write_text(json.dumps({"issue": {"body": body, "number": 7}}), "utf-8")
    return str(file)


def send_form(runner: Runner, body: str) -> None:
    """Everything the workflow does with a form."""
    runner.outputs.clear()
    runner.run(step("form", "Read the form"), GITHUB_EVENT_PATH=event(runner, body))
    end, proposed = runner.outputs["end"], "skipped"
    if end == "0":
        runner.run(step("form", "Propose"), LOGIN="jo-smith", ID="42", NUMBER="7")
        proposed = "success"
    if end != "3":
        runner.run(step("form", "Answer"), NUMBER="7", ENDED=f"{end}/{proposed}")


@NEEDED
def test_a_form_ends_as_a_proposal_in_the_writers_name(runner: Runner):
    runner.host.answers = {"pr create": "https://code.example/us/site/pull/8", "pr list": []}
    evil = "Rules that get harder. $(touch pwned) \"; touch pwned; '"
    send_form(runner, filled(named("term"), say_it=evil).replace("\n", "\r\n"))
    assert runner.git("log", "-1", "--format=%an %ae %cn", "form-7") == (
        "jo-smith 42+jo-smith@users.noreply.github.com forms"
    )
    assert runner.git("diff", "--name-only", "main", "form-7") == "docs/glossary/net-tightening.md"
    assert "$(touch pwned)" in runner.git("show", "form-7:docs/glossary/net-tightening.md")
    assert not list(runner.folder.rglob("pwned"))
    (answer,) = runner.host.asked("issue comment")
    assert "Thank you. Your page is proposed here: https://code.example/us/site/pull/8" in answer["given"]
    (started,) = runner.host.asked("workflow run")
    assert started["words"][-2:] == ["--ref", "form-7"]


@NEEDED
def test_a_form_that_is_to_be_mended_is_told_so(runner: Runner):
    answer = runner.folder / "answer.md"
    answer.write_text("No page could be made of the form.\n", "utf-8")
    runner.run(step("form", "Answer"), NUMBER="7", ENDED="1/skipped")
    assert "edit the form above" in runner.host.asked("issue comment")[-1]["given"]
    runner.run(step("form", "Answer"), NUMBER="7", ENDED="0/failure")
    assert runner.host.asked("issue comment")[-1]["given"].startswith("The form could not be made a proposal")


@NEEDED
def test_an_editors_work_on_a_form_stays(runner: Runner):
    runner.host.answers = {"pr list": [{"url": "https://code.example/us/site/pull/8"}]}
    editor = ["git", "-c", "user.name=editor", "-c", "user.email=e@x.example"]
    push = ["git", "push", "-q", str(runner.folder / "remote.git"), "HEAD:form-7"]
    commit = [*editor, "commit", "-q", "--allow-empty", "-m", "Better words"]
    for words in (["git", "checkout", "-qb", "theirs"], commit, push, ["git", "checkout", "-q", "main"]):
        subprocess.run(words, cwd=runner.project, check=True)
    send_form(runner, filled(named("term")))
    assert runner.git("log", "-1", "--format=%s", "form-7") == "Better words"
    assert "An editor has worked on your page" in runner.host.asked("issue comment")[-1]["given"]
    assert not runner.host.asked("pr create")


@NEEDED
def test_a_branch_of_that_name_in_a_fork_is_not_taken_for_the_forms_proposal(runner: Runner):
    theirs = {"url": "https://code.example/stranger/site/pull/9", "isCrossRepository": True}
    runner.host.answers = {"pr create": "https://code.example/us/site/pull/8", "pr list": [theirs]}
    send_form(runner, filled(named("term")))
    (answer,) = runner.host.asked("issue comment")
    assert "us/site/pull/8" in answer["given"] and "stranger" not in answer["given"]


def test_whatever_is_no_page_has_a_maintainer_as_its_owner():
    held = (ROOT / ".github/CODEOWNERS").read_text("utf-8").splitlines()
    first, *rest = [line.split() for line in held if line and not line.startswith("#")]
    assert first == ["*", "@maintainers"]
    assert all(folder.startswith("/docs/") for folder, _ in rest)


@NEEDED
def test_an_issue_that_is_no_form_is_left_alone(runner: Runner):
    send_form(runner, "### What I think\n\nIt is good.")
    assert runner.outputs["end"] == "3" and not runner.host.asked()


PROPOSED = """---
title: Net widening
definition: When help pulls in more people.
published: 22/11/2026
---

[x](../a.md)
"""


def proposal(runner: Runner) -> bytes:
    """What `check` leaves of a proposal with this page: its own steps, and the artifact as the code host packs it."""
    (runner.project / "docs/glossary/net-widening.md").write_text(PROPOSED, "utf-8")
    editor = ["git", "-c", "user.name=e", "-c", "user.email=e@x.example"]
    known = ["update-ref", "refs/remotes/origin/main", "main"]
    for words in (["checkout", "-qb", "mine"], ["add", "-A"], ["commit", "-qm", "Mine"], known):
        subprocess.run([*editor, *words], cwd=runner.project, check=True)
    runner.run(step("check", "Find what"), GITHUB_EVENT_NAME="workflow_dispatch")
    runner.run(step("check", "Leave a report"), BASE=runner.outputs["rev"])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("report.json", (runner.project / "proposal/report.json").read_bytes())
        archive.writestr("pictures/glossary--net-widening.png", b"PNG")
    return packed.getvalue()


def answers(runner: Runner, packed: bytes, files: list[str]) -> dict[str, object]:
    """What the code host knows of the proposal."""
    (runner.folder / "artifact.zip").write_bytes(packed)
    return {
        "GET repos/us/site/pulls": [{"number": 3, "head": {"sha": "old"}}, {"number": 9, "head": {"sha": "abc"}}],
        "GET repos/us/site/actions/runs/5/artifacts": {"artifacts": [{"name": "proposal", "id": 6}]},
        "GET repos/us/site/actions/artifacts/6/zip": str(runner.folder / "artifact.zip"),
        "GET repos/us/site/pulls/9/files": [{"filename": name} for name in files],
        "GET repos/us/site/issues/9/comments": [], "GET repos/us/site/pulls/9/comments": [],
    }  # fmt: skip


def preview(runner: Runner) -> None:
    """The command of the workflow's step, here and now."""
    words = ["preview", "--repository", "us/site", "--head", "a:b", "--commit", "abc", "--run", "5"]
    words += ["--server", "https://code.example"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(runner.project)
        ran = CliRunner().invoke(main, words, env=runner.host.environment())
    assert ran.exit_code == 0, ran.output


EVENT = {"OWNER": "stranger", "BRANCH": "mine", "COMMIT": "abc", "RUN": "5"}


@NEEDED
def test_a_proposal_has_one_comment_with_what_to_mend_the_news_and_the_pictures(runner: Runner):
    packed = proposal(runner)
    runner.host.answers = answers(runner, packed, ["docs/glossary/net-widening.md"])
    runner.run(step("preview", "Keep"), **EVENT)
    (made,) = runner.host.asked("POST repos/us/site/issues/9/comments")
    body = json.loads(made["given"])["body"]
    assert "Thank you" in body and "docs/glossary/net-widening.md:4" in body and "2026-11-22" in body
    assert "What subscribers will read" in body and "/actions/runs/5/artifacts/6" in body
    assert "beside the pages" not in body
    posted = [json.loads(one["given"]) for one in runner.host.asked("POST repos/us/site/pulls/9/comments")]
    assert {"path": "docs/glossary/net-widening.md", "line": 4, "commit_id": "abc"}.items() <= posted[0].items()
    assert "```suggestion\npublished: 2026-11-22\n```" in posted[0]["body"]
    # The same again changes nothing; what is mended changes the one comment.
    bot = {"login": "github-actions[bot]"}
    runner.host.answers["GET repos/us/site/issues/9/comments"] = [{"id": 1, "user": bot, "body": body}]
    runner.host.answers["GET repos/us/site/pulls/9/comments"] = [{**one, "user": bot} for one in posted]
    before = len(runner.host.asked("P"))
    preview(runner)
    assert len(runner.host.asked("P")) == before
    runner.host.answers["GET repos/us/site/issues/9/comments"] = [{"id": 1, "user": bot, "body": f"{body}."}]
    preview(runner)
    assert [one["asked"] for one in runner.host.asked("PATCH")] == ["PATCH repos/us/site/issues/comments/1"]


FORGED = {
    "verdict": "No problems found in 2 pages. @everyone <script>", "elsewhere": "", "sent": "```\n[x](https://evil.example)",
    "pages": [{"title": "[x](https://evil.example) @jo #1", "path": "docs/a.md", "address": "a/", "how": "new"}],
    "problems": [
        {"path": path, "line": 1, "column": 1, "severity": "error", "code": "title-missing", "message": "![](https://evil.example/x.png)",
         "fix": "www.evil.example", "suggestion": {"start": line, "end": line, "text": "```\nx"}}
        for line, path in enumerate([".github/workflows/publish.yml", "docs/../hooks/x.md", *["docs/a.md"] * 20], 1)
    ],
}  # fmt: skip


def pack(name: str, held: bytes, **more: bytes) -> bytes:
    """An artifact with a file, and perhaps more."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in {name: held, **more}.items():
            archive.writestr(path, content)
    return packed.getvalue()


def comment_on(runner: Runner, packed: bytes, files: list[str]) -> tuple[str, list[dict[str, object]]]:
    """The comment and the suggestions that an artifact leads to."""
    runner.host.answers = answers(runner, packed, files)
    before = {file for file in runner.folder.rglob("*") if file.is_file()}
    preview(runner)
    left = {file for file in runner.folder.rglob("*") if file.is_file()} - before
    assert {file.name for file in left} <= {"log", "answers.json"}
    posted = [json.loads(one["given"]) for one in runner.host.asked("POST")]
    return posted[0]["body"], posted[1:]


def test_a_forged_report_says_nothing_but_its_own_words(runner: Runner):
    beside = [".github/workflows/check.yml", "hooks/catalogue/check.py", "tests/kit.py", "docs/a.md"]
    more = {
        "Makefile": b"all:\n\ttouch pwned\n",
        "../../../pwned": b"x",
        "hooks/catalogue/check.py": b"raise SystemExit",
    }
    body, posted = comment_on(runner, pack("report.json", json.dumps(FORGED).encode(), **more), beside)
    plain = re.sub(r"(?s)(`{3,}).*?\1", "", body)
    assert not re.search(r"(?<!\\)\]\(https?://(?!code)|<script|(?<!\w)@\w|!\[|https?://evil", plain)
    assert "It changes 3 files beside the pages" in body and "hooks/catalogue/check.py" in body
    assert len(posted) <= MOST_SUGGESTIONS and {one["path"] for one in posted} <= {"docs/a.md"}
    assert all(re.search(r"````suggestion\n```\nx\n````", str(one["body"])) for one in posted)


@pytest.mark.parametrize(
    "packed",
    [
        b"", b"PK", pack("other.json", b"{}"), pack("report.json", b"{}"), pack("report.json", b"[1]"),
        pack("report.json", b"\xff"), pack("report.json", b" " * (LARGEST_REPORT * 20)),
        pack("../../report.json", b"{}"),
        pack("report.json", json.dumps({**FORGED, "verdict": "x" * 1000}).encode()),
    ],
    ids=["empty", "cut", "other", "nothing", "list", "bytes", "bomb", "path", "long"],
)  # fmt: skip
def test_an_artifact_that_is_no_report_of_ours_is_said_to_be_none(runner: Runner, packed: bytes):
    body, posted = comment_on(runner, packed, ["docs/a.md"])
    assert "The report of this proposal’s run" in body and not posted


def test_a_run_of_no_open_proposal_says_nothing(runner: Runner):
    runner.host.answers = {"GET repos/us/site/pulls": [{"number": 3, "head": {"sha": "other"}}]}
    preview(runner)
    assert not runner.host.asked("P")


@NEEDED
def test_what_is_due_is_one_issue_for_each_role(runner: Runner):
    for name, owner, due in (("a", "owner: Road lead\n", "2026-12-01"), ("b", "owner: Road lead\n", "2026-11-01"),
                             ("c", "", "2026-12-06"), ("d", "", "2026-12-07"),
                             ("e", "owner: road LEAD\n", "2026-12-01")):  # fmt: skip
        text = kit.filled(f"glossary/{name}.md", f"---\ntitle: Word {name}\nreview_by: {due}\n{owner}---\n")
        (runner.project / f"docs/glossary/{name}.md").write_text(text, "utf-8")
    told = [(4, "To be checked again: Editors"), (5, "To be checked again: Drugs lead"), (6, "Else")]
    runner.host.answers = {"issue list": [{"number": number, "title": title} for number, title in told]}
    runner.run(step("nightly", "Work out"), SOURCE_DATE_EPOCH="1795348800")  # 22 November 2026
    runner.run(step("nightly", "Open an issue for each"))
    (made, other), (mended,) = runner.host.asked("issue create"), runner.host.asked("issue edit")
    assert "To be checked again: Road lead" in made["words"] and mended["words"][2] == "4"
    assert "To be checked again: road LEAD" in other["words"]
    assert [one["words"][2] for one in runner.host.asked("issue close")] == ["5"]
    assert made["given"].count("- [ ]") == 2 and "Word c" in mended["given"] and "Word d" not in mended["given"]


def test_a_long_list_of_what_is_due_still_fits_into_an_issue(tmp_path: Path):
    for number in range(300):
        text = kit.filled("glossary/x.md", f"---\ntitle: Word {number}\nreview_by: 2026-11-01\n---\n")
        (tmp_path / "docs" / "glossary").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"docs/glossary/word-{number}.md").write_text(text, "utf-8")
    words = ["reviews", "--docs", str(tmp_path / "docs"), "--today", "2026-11-22"]
    said = CliRunner().invoke(main, words).output
    assert "300 pages" in said and said.rstrip().endswith("- and 200 further pages") and len(said) < 60_000


@NEEDED
@pytest.mark.parametrize(
    ("name", "title"), [("publish", "The site was not published"), ("nightly", "A nightly run failed")]
)
def test_a_failure_is_told_in_one_issue_and_success_closes_it(runner: Runner, name: str, title: str):
    tell = step(name, "Tell of")
    runner.run(tell, RUN="https://code.example/run", RESULTS="success failure skipped")
    (made,) = runner.host.asked("issue create")
    assert title in made["words"] and "https://code.example/run" in made["given"]
    runner.host.answers = {"issue list": [{"number": 2, "title": "Another"}, {"number": 5, "title": title}]}
    runner.run(tell, RUN="https://code.example/run", RESULTS="failure skipped skipped")
    assert runner.host.asked("issue edit")[0]["words"][2] == "5"
    # A stranger's issue of that title is not ours to write to.
    assert all("--app github-actions" in " ".join(one["words"]) for one in runner.host.asked("issue list"))
    runner.run(tell, RUN="https://code.example/run", RESULTS="cancelled skipped skipped")
    assert not runner.host.asked("issue close")
    runner.run(tell, RUN="https://code.example/run", RESULTS="success success success")
    assert runner.host.asked("issue close")[0]["words"][2] == "5"


@NEEDED
@pytest.mark.parametrize("ends", [0, 1], ids=["built", "not-built"])
def test_nothing_is_recorded_as_sent_that_cannot_be_published(runner: Runner, ends: int):
    (runner.project / "Makefile").write_text(f"pages:\n\t@exit {ends}\n", "utf-8")
    record = step("publish", "Record")
    before = runner.git("rev-parse", "main")
    environment = {"SITE_URL": "https://site.example/", "REPO_URL": "https://code.example/us/site"}
    if ends:
        with pytest.raises(AssertionError):
            runner.run(record, **environment)
        assert runner.git("rev-parse", "main") == before
    else:
        runner.run(record, **environment)
        assert runner.git("diff", "--name-only", before, "main") == "docs/news/ledger.json"
        assert runner.outputs["commit"] == runner.git("rev-parse", "main")
    assert workflow("publish")["jobs"]["deploy"]["needs"] == "build"


@NEEDED
def test_addresses_that_lead_nowhere_are_one_issue_for_as_long_as_there_are_any(runner: Runner):
    (runner.project / "broken.txt").write_text("docs/papers/x.md:9  https://gone.example/\n", "utf-8")
    tell = step("links", "Open an issue")
    runner.run(tell, BROKEN="1")
    (made,) = runner.host.asked("issue create")
    assert "https://gone.example/" in made["given"] and "source_status: gone" in made["given"]
    runner.host.answers = {"issue list": [{"number": 5, "title": tell["env"]["TITLE"]}]}
    runner.run(tell, BROKEN="0")
    assert runner.host.asked("issue close")[0]["words"][2] == "5"


@NEEDED
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium takes the pictures")
def test_the_pages_that_change_are_pictured_and_no_other_file(runner: Runner):
    site = runner.project / "site" / "glossary" / "net-widening"
    site.mkdir(parents=True)
    (site / "index.html").write_text("<!doctype html><title>Net widening</title><h1>Net widening</h1>", "utf-8")
    words = ["bash", ".ci/pictures", "site", "proposal/pictures"]
    given = "glossary/net-widening/\n../../etc/\n$(touch pwned)\n"
    subprocess.run(words, cwd=runner.project, input=given, text=True, check=True, timeout=60)
    (picture,) = (runner.project / "proposal/pictures").iterdir()
    assert picture.name == "glossary--net-widening.png" and picture.read_bytes().startswith(b"\x89PNG")
    assert step("check", "Picture")["run"].endswith("| bash .ci/pictures site proposal/pictures")
