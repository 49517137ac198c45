"""What is news, of which kind and day, for whom, and under which id."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalogue.cli import main
from catalogue.dates import now
from catalogue.outputs.feed_entries import xml_safe
from catalogue.outputs.publishing import moved_pages
from catalogue.outputs.sitemap import changed
from catalogue.site import news
from catalogue.site.history import history
from catalogue.site.site import Site
from tests import kit

NOW = now("2026-11-22 12:00", {})
GUIDE = """
docs/guidance/new-name.md
---
title: After a knife incident
published: 2026-01-05
summary: What to do on the day.
for: [response, control-room]
{more}
---
"""


def items(text: str, moment: str = "2026-11-22 12:00", *, fill: bool = True) -> list[news.Item]:
    """The news of these pages at a moment; the two base pages make none."""
    found = kit.catalogue(text, fill=fill)
    at = now(moment, {})
    return [
        item
        for item in news.items(found.on(at.date()), at)
        if item.page.id not in ("population-focus", "christmas-2019")
    ]


def ids(text: str, moment: str = "2026-11-22 12:00") -> list[str]:
    """The ids of the news of these pages."""
    return [item.id for item in items(text, moment)]


CHAT = """
docs/chats/2026-11-10-talk.md
---
title: A talk
starts: 2026-11-10 21:00
announced: 2026-10-01
moved_from: {starts: 2026-11-03 21:00, on: 2026-10-20, reason: The host was called away.}
outcome: {written_up: 2026-11-20, summary: Three questions came up., changed: [new-name]}
---
"""


def test_a_chat_makes_news_at_each_turn_of_its_life():
    found = items(CHAT + GUIDE.format(more=""))
    assert [item.id for item in found if item.page.kind == "chat"] == [
        "chat/2026-11-10-talk/written-up/2026-11-20",
        "chat/2026-11-10-talk/moved/2026-10-20",
        "chat/2026-11-10-talk/announced/2026-10-01",
    ]
    written_up, moved, announced = (item for item in found if item.page.kind == "chat")
    assert announced.changed.startswith("A chat is to be held on Tuesday 3 November 2026, 9pm to 10pm (GMT).")
    assert (
        moved.changed
        == "It is now to be held on Tuesday 10 November 2026, 9pm to 10pm (GMT). The host was called away."
    )
    assert [page.id for page in written_up.about] == ["new-name"]
    assert (
        announced.title == "Chat on 3 November 2026: A talk" and moved.title == "Chat moved to 10 November 2026: A talk"
    )
    assert written_up.title == "Chat written up: A talk" and written_up.changed == "Three questions came up."


def test_a_cancelled_chat_is_news():
    text = CHAT.replace("outcome:", "cancelled: {on: 2026-11-05, reason: Too few people.}\nwanted: []\n#")
    assert ids(text)[0] == "chat/2026-11-10-talk/cancelled/2026-11-05"
    assert items(text)[0].changed == "Too few people."


PAPER = "\ndocs/papers/smith-2019.md\n---\ntitle: A trial\nadded: 2026-02-01\n{more}\n---\n"


@pytest.mark.parametrize("status", ["superseded", "retracted"])
def test_a_paper_is_news_when_it_comes_and_when_it_falls(status: str):
    text = (
        PAPER.format(more=f"source_status: {status}\nsource_status_since: 2026-05-05")
        + "docs/guidance/x.md\nAs shown [@smith-2019].\n"
    )
    found = [item for item in items(text) if item.page.kind == "paper"]
    kind = {"superseded": "source-superseded"}.get(status, status)
    assert [item.id for item in found] == [f"paper/smith-2019/{kind}/2026-05-05", "paper/smith-2019/added/2026-02-01"]
    assert [page.id for page in found[0].about] == ["x"]


def test_a_paper_that_came_in_as_superseded_is_news_once():
    for since in ("", "\nsource_status_since: 2020-01-01"):
        assert ids(PAPER.format(more=f"source_status: superseded{since}")) == ["paper/smith-2019/added/2026-02-01"]


def major(day: str, note: str) -> str:
    """A major change, on one line."""
    return f"  - {{date: {day}, kind: major, note: {note}, affects: Response, action: Read it again}}\n"


def test_each_major_change_is_an_item_and_smaller_ones_are_none():
    changes = (
        "changes:\n"
        + major("2026-06-01", "One")
        + "  - {date: 2026-07-01, kind: minor, note: Small}\n"
        + major("2026-08-01", "Two")
    )
    found = items(GUIDE.format(more=changes.rstrip()))
    assert [item.id for item in found] == [
        "guide/new-name/changed/2026-08-01", "guide/new-name/changed/2026-06-01", "guide/new-name/published/2026-01-05",
    ]  # fmt: skip
    assert (found[0].title, found[0].changed) == ("Two (After a knife incident)", "Two")
    assert (found[0].affects, found[0].action) == ("Response", "Read it again")
    assert (found[2].affects, found[2].action) == ("", "")
    assert found[2].categories == ("Guide", "Published", "Response", "Control room")


@pytest.mark.parametrize("newest_first", [False, True], ids=["oldest first", "newest first"])
def test_two_changes_on_one_day_are_two_items_numbered_as_they_were_made(newest_first: bool):
    listed = [major("2026-06-01", "Zero"), major("2026-08-01", "One"), major("2026-08-01", "Two")]
    found = items(GUIDE.format(more="changes:\n" + "".join(listed[::-1] if newest_first else listed).rstrip()))
    assert {item.id: item.changed for item in found if item.kind == "changed"} == {
        "guide/new-name/changed/2026-08-01": "One",
        "guide/new-name/changed/2026-08-01/2": "Two",
        "guide/new-name/changed/2026-06-01": "Zero",
    }


def test_a_renamed_guide_keeps_its_ids():
    renamed = ids(GUIDE.format(more="formerly: [first-name, second-name]"))
    assert renamed == ["guide/first-name/published/2026-01-05"]
    assert ids(GUIDE.format(more="").replace("new-name", "first-name")) == renamed


def test_a_withdrawn_guide_is_news_by_its_newest_major_change_and_a_later_correction_moves_nothing():
    changes = "changes:\n" + major("2026-06-01", "One") + major("2026-08-01", "The law has changed")
    correction = "  - {date: 2026-09-01, kind: correction, note: A letter}\n"
    wanted = [
        "guide/new-name/withdrawn/2026-08-01",
        "guide/new-name/changed/2026-06-01",
        "guide/new-name/published/2026-01-05",
    ]
    for more in (changes, changes + correction):
        assert ids(GUIDE.format(more=f"status: withdrawn\n{more}".rstrip())) == wanted
    assert items(GUIDE.format(more=f"status: withdrawn\n{changes}".rstrip()))[0].changed == "The law has changed"


def test_what_readers_never_saw_is_no_news():
    assert ids(GUIDE.format(more="status: draft")) == []
    assert ids(GUIDE.format(more="status: withdrawn")) == []
    assert ids(CHAT.replace("announced:", "status: withdrawn\nannounced:")) == []


def test_news_is_out_at_nine_in_the_morning_of_its_day_in_uk_time():
    text = GUIDE.format(more="").replace("2026-01-05", "2026-07-01")
    assert ids(text, "2026-06-30 23:00") == ids(text, "2026-07-01 08:59") == []
    (item,) = items(text, "2026-07-01 09:00")
    assert item.moment.isoformat() == "2026-07-01T09:00:00+01:00"


def test_a_page_whose_day_is_to_come_is_a_draft_until_then_and_its_neighbours_do_not_lead_to_it():
    text = (
        GUIDE.format(more="").replace("2026-01-05", "2026-12-01")
        + "docs/glossary/x.md\nSee [After a knife incident][].\n"
    )
    catalogue = kit.catalogue(text)
    page = catalogue.by_path["guidance/new-name.md"]
    assert page.release == date(2026, 12, 1)
    assert catalogue.on(date(2026, 11, 30)).by_path[page.path].record.draft
    assert not catalogue.on(date(2026, 11, 30)).of_kind("guide")
    assert catalogue.on(date(2026, 12, 1)) is catalogue
    assert "draft-linked" in kit.codes(text, today=date(2026, 11, 30))
    assert "draft-linked" not in kit.codes(text, today=date(2026, 12, 1))


def test_two_pages_that_come_on_the_same_day_can_lead_to_each_other():
    text = (
        GUIDE.format(more="").replace("2026-01-05", "2026-12-01")
        + "docs/glossary/x.md\n---\ntitle: X\npublished: 2026-12-01\n---\nSee [After a knife incident][].\n"
    )
    assert "draft-linked" not in kit.codes(text, today=date(2026, 11, 30))


def test_a_page_remembers_its_own_changes_and_what_was_told_of_it():
    changes = (
        "changes:\n"
        + major("2026-06-01", "One")
        + "  - {date: 2026-07-01, kind: minor, note: Small}\n  - {date: 2027-01-01, kind: minor, note: To come}"
    )
    site = Site(kit.catalogue(CHAT + GUIDE.format(more=changes)), NOW)
    page = site.catalogue.by_path["guidance/new-name.md"]
    notes = history(page, site.news_of(page), site.today)
    assert [(note.day.isoformat(), note.kind, bool(note.told)) for note in notes] == [
        ("2026-11-20", "Chat written up: A talk", True),
        ("2026-07-01", "Small change", False),
        ("2026-06-01", "Changed", True),
        ("2026-01-05", "Published", True),
    ]
    assert changed(page, site.today) == date(2026, 7, 1)


def test_many_alike_are_told_in_one_line():
    text = "".join(
        f"docs/papers/smith-{year}.md\n---\nadded: 2026-02-01\nyear: {year}\n---\n" for year in range(2010, 2015)
    )
    found = items(text + GUIDE.format(more=""))
    assert [(batch.words, batch.together) for batch in news.headlines(found, 9)] == [
        ("5 papers added", True),
        ("1 guides published", False),
    ]
    years = news.by_year(news.batches(found))
    assert [(year.year, [len(day.batches) for day in year.days]) for year in years] == [(2026, [1, 1])]


def test_a_page_that_two_pieces_of_news_tell_of_counts_once():
    (found,) = news.batches(items(GUIDE.format(more="")))
    twice = found._replace(items=found.items * 2)
    assert twice.words == found.words
    assert not twice.together


def test_an_old_address_is_kept_unless_a_page_has_taken_it():
    text = GUIDE.format(more="formerly: [first-name, x]") + "docs/guidance/x.md\n---\ntitle: X\n---\n"
    assert list(moved_pages(Site(kit.catalogue(text), NOW), "assets/site.css", "https://example.org/")) == [
        "guidance/first-name/index.html"
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x00b\x0bc\x1b", "abc"),
        ("a\ud800b\ufffe\uffff", "ab"),
        ("\x85\x7f", ""),
        ("é 😀 שלום\u202e\n", "é 😀 שלום\u202e\n"),
    ],
)
def test_text_is_fit_for_xml(text: str, left: str):
    assert xml_safe(text) == left


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A docs folder with one guide and one word, committed."""
    monkeypatch.chdir(tmp_path)
    for path, text in kit.pages(kit.BASE + GUIDE.format(more="")).items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text, "utf-8")
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], check=True, cwd=tmp_path)
    return tmp_path / "docs"


def told(*arguments: str) -> str:
    """What `catalogue news` says at noon."""
    outcome = CliRunner().invoke(main, ["news", "--today", "2026-11-22", *arguments])
    assert outcome.exit_code == 0, outcome.output
    return outcome.stdout


def test_the_command_shows_what_is_out(repository: Path):
    said = told()
    assert "2026-01-05  New guide: After a knife incident\n  What to do on the day.\n" in said
    assert said.endswith("2 pieces of news.\n")


def test_the_command_shows_what_a_change_would_send_and_what_would_be_gone(repository: Path):
    assert told("--base", "HEAD") == "No news.\n"
    page = repository / "guidance" / "new-name.md"
    later = "changes:\n" + major("2026-11-22", "Now").rstrip() + "\n" + major("2026-12-24", "Later").rstrip()
    page.write_text(
        page.read_text("utf-8").replace("2026-01-05", "2026-01-06").replace("for:", f"{later}\nfor:"), "utf-8"
    )
    said = told("--base", "HEAD")
    assert "2026-12-24  Later (After a knife incident) (to be sent on 24 December 2026)\n  Later\n" in said
    assert said.endswith("2 pieces of news.\n") and "No longer told" not in said
    found = json.loads(told("--base", "HEAD", "--format", "json"))
    assert [one["id"] for one in found["news"]] == [
        "guide/new-name/changed/2026-12-24", "guide/new-name/changed/2026-11-22",
    ]  # fmt: skip
    assert found["gone"] == []


def test_the_command_says_what_a_change_would_take_back(repository: Path):
    page = repository / "guidance" / "new-name.md"
    page.write_text(page.read_text("utf-8").replace("published: 2026-01-05\n", ""), "utf-8")
    assert "No longer told, though it was sent: New guide: After a knife incident\n" in told("--base", "HEAD")
    page.unlink()
    found = json.loads(told("--base", "HEAD", "--format", "json"))
    assert [one["id"] for one in found["news"]] == ["guide/new-name/gone/2026-11-22"]
    assert found["gone"] == ["guide/new-name/published/2026-01-05"]


def test_recording_writes_what_is_new_once_and_leaves_a_damaged_ledger_alone(repository: Path):
    assert told("--record").endswith("2 pieces of news.\n")
    ledger = repository / "news" / "ledger.json"
    held = ledger.read_text("utf-8")
    assert json.loads(held)[0]["id"] == "guide/new-name/published/2026-01-05"
    assert told("--record") == "No news.\n" and ledger.read_text("utf-8") == held
    ledger.write_text(held[:-30], "utf-8")
    outcome = CliRunner().invoke(main, ["news", "--today", "2026-11-22", "--record"])
    assert outcome.exit_code == 2 and outcome.stderr.startswith("news/ledger.json:")
    assert ledger.read_text("utf-8") == held[:-30]
