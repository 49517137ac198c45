"""The command, as a person types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalogue.cli import COMMANDS, main
from catalogue.commands.shared.options import difference
from catalogue.kinds import KINDS
from catalogue.rules import code_of
from catalogue.rules.compared import EVERY_RULE
from tests import kit


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A docs folder with the two base pages, and the working directory around it."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "docs", kit.BASE)
    return tmp_path / "docs"


def write(docs: Path, text: str, *, fill: bool = False) -> None:
    for path, page in kit.pages(text).items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        page = kit.filled(path, page) if fill else page
        (docs / path).write_text(page, encoding="utf-8", newline="")


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def check(*words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(
        run("check", "--today", "2026-11-22", "--format", "json", *words).stdout
    )
    return found


def codes(*words: str) -> list[object]:
    return [one["code"] for one in check(*words)]


PLANTED = """
docs/glossary/planted.md
---
title: Planted
definition: A page with a fault of every sort.
published: 10/02/2021
relatd: [population-focus]
review_by: 2020-01-01
---

😀 See [popluation focus][] and [@nobody-2000].

Read [the term](../glossary/population-focuss.md), [a part](population-focus.md#nowhere) or
[click here](/glossary/population-focus/).

#### Too deep

![](../assets/mark.svg)

Ring <b>now</b> on [insert date], says [a page](http://www.example.org/).

```
[nothing][] [@nobody-2000] [x](nowhere.md) <b>b</b> [insert date] ![](x.png)
```

`[nothing][]` and `<b>` are code, and so is this:

    [nothing][] <b>now</b> [insert date] [x](http://www.example.org)
"""


def test_every_planted_fault_is_found_at_its_character_and_none_in_code(docs):
    write(docs, PLANTED)
    page = (docs / "glossary/planted.md").read_text(encoding="utf-8").split("\n")
    expected = {
        ("field-wrong", "10/02/2021"),
        ("field-unknown", "relatd"),
        ("review-due", "2020-01-01"),
        ("reference-not-found", "popluation focus"),
        ("reference-not-found", "nobody-2000"),
        ("file-not-found", "../glossary/population-focuss.md"),
        ("anchor-not-found", "population-focus.md#nowhere"),
        ("link-text-vague", "[click here]"),
        ("link-absolute", "/glossary/population-focus/)"),
        ("heading-skipped", "Too deep"),
        ("image-undescribed", "![](../assets"),
        ("html-not-allowed", "<b>"),
        ("placeholder-left", "[insert date]"),
        ("address-unsafe", "http://www.example.org/"),
        ("file-not-found", "../assets/mark.svg"),
    }
    found = [one for one in check() if one["severity"] != "note"]
    for one in found:
        rest = page[one["line"] - 1][one["column"] - 1 :]
        match = next((each for each in expected if each[0] == one["code"] and rest.startswith(each[1])), None)
        assert match, f"not planted: {one}"
        expected.discard(match)
    assert expected == set()
    assert len({one["code"] for one in found}) >= 12


def test_a_clean_folder_ends_with_nought(docs):
    result = run("check", "--today", "2026-11-22")
    assert (result.exit_code, result.stdout) == (0, "No problems found in 2 pages.\n")


def test_warnings_end_with_nought_and_errors_with_one(docs):
    write(
        docs, "docs/glossary/x.md\n---\ntitle: X\nreview_by: 2020-01-01\nrelated: [population-focus]\n---\n", fill=True
    )
    assert run("check", "--today", "2026-11-22").exit_code == 0
    write(docs, "docs/glossary/y.md\n---\ntitle: Y\nrelated: [nothing]\n---\n", fill=True)
    assert run("check", "--today", "2026-11-22").exit_code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--docs", "nowhere"], "There is no folder “nowhere”."),
        (["--today", "10/02/2021"], "“10/02/2021” is not a day such as 2021-02-10"),
        (["docs/glossary/nothing.md"], "There is no page at “docs/glossary/nothing.md”"),
        (["--base", "nothing"], "Git knows no revision “nothing”"),
    ],
)
def test_what_cannot_run_ends_with_two_and_a_sentence(docs, words, said):
    result = run("check", *words)
    assert result.exit_code == 2 and said in result.stderr and "Traceback" not in result.output


def test_paths_limit_what_is_shown_and_never_what_is_read(docs):
    write(
        docs,
        "docs/glossary/x.md\n---\ntitle: X\n---\nSee [y][] and [z][].\n"
        "docs/glossary/y.md\n---\ntitle: Y\nrelated: [no]\n---\n",
        fill=True,
    )
    assert codes("docs/glossary/x.md") == ["reference-not-found"]
    assert codes("glossary/x.md") == ["reference-not-found"]
    assert codes(str(docs / "glossary" / "y.md")) == ["reference-not-found"]
    assert len(codes("docs/glossary")) == len(codes("docs")) == len(codes()) == 2


def test_the_day_can_come_from_the_build(docs, monkeypatch):
    write(
        docs, "docs/glossary/x.md\n---\ntitle: X\nreview_by: 2026-01-01\nrelated: [population-focus]\n---\n", fill=True
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")
    assert run("check").stdout.startswith("No problems")
    assert "review-due" in run("check", "--today", "2026-11-22 21:30").stdout


def test_a_card_is_compared_with_an_earlier_revision(docs):
    guide = "docs/guidance/x.md\n---\ncard:\n  do: [You {} ask what happened.]\n---\nSee [population focus][].\n"
    write(docs, guide.format("should"), fill=True)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], check=True, cwd=docs.parent)
    assert "force-changed" not in codes("--base", "HEAD")
    write(docs, guide.format("may"), fill=True)
    assert "force-changed" in codes("--base", "HEAD")
    assert "force-changed" not in codes()


def test_check_imports_nothing_slow(docs):
    slow = "{'mkdocs', 'jinja2', 'citeproc', 'pyphen', 'PIL', 'icalendar'}"
    asked = f"import sys, catalogue.commands.check_command; print(*{slow} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_page_of_any_bytes_is_a_problem_and_no_traceback(docs):
    (docs / "glossary" / "bytes.md").write_bytes(bytes(range(256)) * 10)
    (docs / "glossary" / "folder.md").mkdir()
    (docs / "glossary" / "outside.md").symlink_to("/etc/hostname")
    (docs / "glossary" / "large.md").write_bytes(b"x" * 5_000_000)
    (docs / "glossary" / "empty.md").write_bytes(b"")
    found = check()
    flawed = {one["path"] for one in found if one["code"] == "page-unreadable"}
    assert flawed == {f"docs/glossary/{name}.md" for name in ("bytes", "folder", "outside", "large")}
    assert ("docs/glossary/empty.md", "field-missing") in {(one["path"], one["code"]) for one in found}


def test_a_link_is_a_problem_wherever_it_leads_and_is_never_followed(docs, tmp_path):
    (tmp_path / "secret.txt").write_text("kept to this machine")
    links = {
        "assets/leak.txt": tmp_path / "secret.txt",
        "assets/inside.svg": "mark.svg", "assets/nowhere.png": "no-such-file",
        "assets/folder": tmp_path, "round": ".", "_headers": "/etc/hostname", ".round": ".", "glossary/word.md": ".",
        "news/index.md": "../index.md",
    }  # fmt: skip
    for path, target in links.items():
        (docs / path).parent.mkdir(exist_ok=True)
        (docs / path).unlink(missing_ok=True)
        (docs / path).symlink_to(target)
    (docs / ".#lock").symlink_to("an-editor@machine")
    os.mkfifo(docs / "assets" / "pipe")
    refused = {one["path"] for one in check() if one["code"] == "page-unreadable"}
    assert refused == {f"docs/{path}" for path in (*links, "assets/pipe")}
    assert run("check", "docs/assets/folder").exit_code == 1


LITTLE = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20)); from catalogue.cli import main; main()"
)
"""The command on a machine that lets no file grow past twenty bytes, as a full disk does."""


@pytest.mark.parametrize(
    "words",
    [
        ["fix", "--link"],
        ["rename", "christmas-2019", "christmas-srivastava-2019"],
        ["new", "term", "Another word"],
        ["generate"],
        ["news", "--record"],
        ["compress", "docs"],
    ],
)
def test_a_full_disk_is_one_sentence_and_changes_nothing(docs, words):
    text = "docs/glossary/word.md\n---\ntitle: Word\ndefinition: We cite [@christmas-2018].\n---\nPopulation focus.\n"
    write(docs, text)
    (docs / "long.txt").write_text("words " * 99)
    held = {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()}
    command = [sys.executable, "-B", "-c", LITTLE, *words]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    assert outcome.returncode == 2 and outcome.stderr.endswith(" could not be read or written: File too large.\n")
    assert outcome.stderr.count("\n") == 1
    assert {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()} == held


def test_explain_lays_a_rule_out_and_names_near_misses():
    shown = run("explain", "card-too-long")
    assert shown.exit_code == 0 and "Bad:\n\n    docs/guidance/x.md" in shown.stdout
    every = run("explain")
    assert every.exit_code == 0 and all(f"  {code_of(rule)}" in every.stdout for rule in EVERY_RULE)
    wrong = run("explain", "card-to-long")
    assert wrong.exit_code == 2 and "Did you mean “card-too-long”" in wrong.stderr


STARTERS = {
    "term": [],
    "guide": [],
    "chat": ["--day", "2027-02-10"],
    "paper": ["--year", "2020", "--author", "Smith, Jo", "--author", "Department for Levelling Up"],
    "post": ["--about", "christmas-2019"],
}


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_a_new_page_only_lacks_its_words(docs, kind):
    words = ["new", kind, "It’s a “test”: one # two", *STARTERS[kind], "--today", "2026-11-22"]
    assert run(*words).exit_code == 0
    found = check()
    assert {one["code"] for one in found if one["severity"] != "note"} <= {"placeholder-left"} and found
    assert run("check").exit_code == 0
    again = run(*words)
    assert again.exit_code == 2 and "Nothing was written" in again.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chat", "X"], "add --day"),
        (["paper", "X"], "add --author"),
        (["paper", "X", "--author", "Smith, Jo"], "add --year"),
        (["term", "???"], "no letter"),
        (["term", "Population focus"], "already"),
    ],
)
def test_a_new_page_says_what_it_needs(docs, words, said):
    result = run("new", *words)
    assert result.exit_code == 2 and said in result.stderr


FIXABLE = """docs/glossary/y.md
---
title: Yonder
formerly: [yore]
related: [population-focuss]
---
docs/guidance/x.md
---
ownr: Guidance editor
---
See [popluation focus][], [that][yore], [yore][] and [a file](../glossary/Population-Focus.md).\r
A population focus [@christmas-2019].\r
"""


def test_fix_mends_what_is_certain_and_keeps_line_ends(docs):
    write(docs, FIXABLE, fill=True)
    before = {path: path.read_bytes() for path in docs.rglob("*.md")}
    tried = run("fix", "--dry-run", "--today", "2026-11-22")
    assert {path: path.read_bytes() for path in docs.rglob("*.md")} == before
    assert "-See [popluation focus][]" in tried.stdout and "would be mended" in tried.stdout
    done = run("fix", "--today", "2026-11-22")
    assert done.exit_code == 0 and "6 places in 2 pages mended." in done.stdout
    page = (docs / "guidance" / "x.md").read_bytes().decode()
    assert "See [population focus][], [that][y], [yore][y] and [a file](../glossary/population-focus.md).\r\n" in page
    assert "A population focus [@christmas-2019].\r\n" in page and page.count("\r\n") == 2
    assert run("fix", "--today", "2026-11-22").stdout == "Nothing to mend.\n"
    assert {one["severity"] for one in check()} <= {"note"}


def test_fix_links_words_only_when_asked(docs):
    write(
        docs,
        "docs/guidance/x.md\n---\ntitle: X\n---\nA population focus comes first. See [the paper][christmas-2019].\n",
        fill=True,
    )
    assert run("fix").stdout == "Nothing to mend.\n"
    assert run("fix", "--link").exit_code == 0
    assert "A [population focus][] comes first." in (docs / "guidance/x.md").read_text(encoding="utf-8")


def test_fix_changes_only_the_pages_named(docs):
    write(docs, FIXABLE, fill=True)
    run("fix", "docs/glossary")
    assert "yore" in (docs / "guidance/x.md").read_text(encoding="utf-8")
    assert "population-focuss" not in (docs / "glossary/y.md").read_text(encoding="utf-8")


RENAMED = """docs/glossary/wide-view.md
---
title: Seeing everyone
also: [whole view]
related: [population-focus]
---
## What it means

See [above](#what-it-means), [again](wide-view.md#what-it-means) and [the focus](population-focus.md).
docs/glossary/other.md
---
title: Other
related: [wide-view]
not_same_as:
  - "wide-view"
---
docs/guidance/x.md
---
title: X
---
See [wide-view][], [words][wide view], [whole view][], [here](../glossary/wide-view.md#what-it-means) and [there][1].

`[wide-view][]` is code.

[1]: ../glossary/wide-view.md "Words"
"""


def test_rename_moves_a_page_and_mends_every_reference(docs):
    write(docs, RENAMED, fill=True)
    before = codes()
    result = run("rename", "wide-view", "docs/glossary/broad-view.md", "--today", "2026-11-22")
    assert result.exit_code == 0, result.output
    assert not (docs / "glossary/wide-view.md").exists()
    moved = (docs / "glossary/broad-view.md").read_text(encoding="utf-8")
    assert "formerly:\n  - wide-view\n" in moved and "[again](broad-view.md#what-it-means)" in moved
    guide = (docs / "guidance/x.md").read_text(encoding="utf-8")
    assert "See [wide-view][broad-view], [words][broad-view], [whole view][], " in guide
    assert "[here](../glossary/broad-view.md#what-it-means)" in guide and "[1]: ../glossary/broad-view.md" in guide
    assert "`[wide-view][]` is code." in guide
    assert "wide-view" not in (docs / "glossary/other.md").read_text(encoding="utf-8")
    assert codes() == before


def test_a_page_can_be_renamed_twice_and_back(docs):
    write(docs, RENAMED, fill=True)
    for old, new in (("wide-view", "a-view"), ("a-view", "b-view"), ("b-view", "wide-view")):
        assert run("rename", old, new).exit_code == 0
    page = (docs / "glossary/wide-view.md").read_text(encoding="utf-8")
    # Its first id stays first: news and calendar entries are named by it.
    assert "formerly:\n  - wide-view\n  - a-view\n  - b-view\n" in page
    assert not [code for code in codes() if code in ("id-taken", "reference-not-found", "reference-former")]


def test_a_paper_is_renamed_in_citations(docs):
    write(
        docs,
        "docs/guidance/x.md\n---\ntitle: X\n---\nIt was shown [@christmas-2019, p. 9; @christmas-2019].\n",
        fill=True,
    )
    assert run("rename", "christmas-2019", "christmas-srivastava-2019").exit_code == 0
    page = (docs / "guidance/x.md").read_text(encoding="utf-8")
    assert "[@christmas-srivastava-2019, p. 9; @christmas-srivastava-2019]" in page
    assert "christmas-srivastava-2019]" in (docs / "glossary/population-focus.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("population-focuss", "x", "Near it are “population-focus”"),
        ("population-focus", "christmas-2019", "is taken"),
        ("population-focus", "population-focus", "is taken"),
        ("population-focus", "Two Words", "is not an id"),
        ("population-focus", "guidance/x.md", "cannot move"),
        ("christmas-2019", "christmas-2018", "paper-year-differs"),
    ],
)
def test_rename_refuses_what_would_harm(docs, old, new, said):
    before = {path: path.read_bytes() for path in docs.rglob("*.md")}
    result = run("rename", old, new)
    assert result.exit_code == 2 and said in result.stderr
    assert {path: path.read_bytes() for path in docs.rglob("*.md")} == before


def test_stats_count(docs):
    write(docs, "docs/chats/2027-02-10-x.md\n---\ntitle: X\n---\nSome words.\n", fill=True)
    counted = json.loads(run("stats", "--format", "json", "--today", "2026-11-22").stdout)
    assert counted["pages"]["term"] == {"current": 1} and counted["chats"] == {"announced": 1}
    assert counted["references"] == {"sourced from": 1, "reads": 1} and counted["words"] > 20
    assert "reading grade" in run("stats").stdout


def test_generate_writes_and_then_finds_nothing_to_write(docs):
    assert run("generate", "--check").exit_code == 1
    assert not (docs / "contributing").exists()
    assert run("generate").exit_code == 0
    assert run("generate", "--check").exit_code == 0
    assert run("check").exit_code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    assert run(command, "--help").exit_code == 0
    assert command in run("--help").stdout


def test_a_page_is_not_started_with_what_it_has_no_place_for(docs: Path):
    for words in (
        ("term", "X", "--day", "2027-02-10"),
        ("chat", "X", "--year", "2019"),
        ("guide", "X", "--about", "a"),
    ):
        refused = run("new", *words)
        assert refused.exit_code == 2 and f"A {words[0]} takes no {words[2]}, which is for a " in refused.output
    refused = run("new", "paper", "X", "--author", " ", "--year", "2019")
    assert refused.exit_code == 2 and "A paper needs whoever wrote it" in refused.output
    assert not [path for path in docs.rglob("*.md") if "x" in path.name[:2]]


@pytest.mark.parametrize("days", ["-5", "0", "99999999"])
def test_news_of_no_days_is_not_looked_for(docs: Path, days: str):
    assert "is not in the range" in run("digest", "--dry-run", "--days", days).output


@pytest.mark.parametrize("words", [("stage", "docs/x"), ("as-at", "2026-11-20", "--to", "docs")])
def test_nothing_is_made_in_the_folder_of_the_pages(docs: Path, words: tuple[str, ...]):
    before = sorted(docs.rglob("*"))
    refused = run(*words)
    assert refused.exit_code == 2 and "is in the folder of the pages" in refused.output
    assert sorted(docs.rglob("*")) == before


def test_of_chosen_pages_only_those_are_counted(docs: Path):
    write(docs, PLANTED)
    assert run("check", "docs/papers").output == "No problems found in 1 page.\n"
    assert " in 2 pages.\n" in run("check", "docs/glossary").output and " in 3 pages.\n" in run("check", "docs").output


def test_a_difference_has_the_lines_that_git_sees():
    said = "".join(difference("x", "a\u2028b\x0cc\r\nd\n", "a\u2028b\x0cC\r\nd"))
    assert said.endswith("@@ -1,2 +1,2 @@\n-a\u2028b\x0cc\r\n-d\n+a\u2028b\x0cC\r\n+d\n\\ No newline at end of file\n")
