"""As it stood: the card before and after a change, the cards of each release, the site of a day from git or not."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from lxml import html

from catalogue.ledger import Ledger, SentLine
from catalogue.outputs.as_it_stood import KEPT, releases
from catalogue.site.history import CardChange, card_changes
from tests import kit
from tests.builder import CATALOGUE, run
from tests.conftest import NOON, QUIET, ROOT

GUIDE = """---
title: Begging
summary: What to do.
situation: Somebody begs.
published: 2026-11-10
card:
  do: [Ask what happened., {do}]
  call: The council.
authority:
  kind: discussion
  name: Page
  url: https://www.college.police.uk/
changes:
  - date: 2026-11-20
    kind: major
    note: The card starts with a question.
    affects: Everyone.
    action: Read it again.
---

## The problem

Words.
"""
OLD = (("Do", ("Ask what happened.", "Move them on.")), ("Call", ("The council.",)))
NEW = (("Do", ("Ask what happened.", "Offer a meal & a bed.")), ("Call", ("The council.",)))
LEDGER = Ledger(
    (
        SentLine("a", "guide/begging", "published", date(2026, 11, 10), title="New guide: Begging", card=OLD),
        SentLine("b", "guide/begging", "changed", date(2026, 11, 20), on="2026-11-20", card=NEW),
    ),
    kept=True,
)


def with_ledger(text: str = "") -> dict[str, str]:
    text = text or GUIDE.format(do='"Offer a meal & a bed."')
    return {**kit.frame_files(), "guidance/begging.md": text, "news/ledger.json": LEDGER.text()}  # type: ignore[dict-item]


def test_the_ledger_keeps_the_words_of_a_card() -> None:
    from catalogue.ledger import read_ledger
    from catalogue.text import Source

    again = read_ledger(Source("news/ledger.json", LEDGER.text()))
    assert not again.problems and sorted(again.lines, key=lambda line: line.id) == list(LEDGER.lines)
    torn = LEDGER.text().replace('["Do", [', '["Do", 7, [')
    assert len(read_ledger(Source("news/ledger.json", torn)).problems) == 2


def test_a_change_of_a_card_is_told_group_by_group() -> None:
    assert card_changes(OLD, NEW) == (CardChange("Do", ("Move them on.",), ("Offer a meal & a bed.",)),)
    assert card_changes((), NEW) == card_changes(OLD, ()) == card_changes(OLD, OLD) == ()
    assert card_changes(OLD, NEW[:1])[1] == CardChange("Call", ("The council.",), ())


def test_the_page_shows_the_card_before_and_after_and_the_releases(make_site: Callable[..., Path]) -> None:
    site = make_site(with_ledger())
    page = html.fromstring((site / "guidance/begging/index.html").read_bytes())
    (change,) = page.xpath("//section[@class='changes']//dl")
    assert [each.text for each in change.xpath(".//del")] == ["Move them on."]
    assert [each.text for each in change.xpath(".//ins")] == ["Offer a meal & a bed."]
    index = html.fromstring((site / "as-at/index.html").read_bytes())
    assert index.xpath("//article//li/a/@href") == ["../as-at/2026-11-20/", "../as-at/2026-11-10/"]
    for day, words, other in (
        ("2026-11-10", "Move them on.", "Offer"),
        ("2026-11-20", "Offer a meal & a bed.", "Move"),
    ):
        release = html.fromstring((site / f"as-at/{day}/index.html").read_bytes())
        assert release.xpath("//header") and release.xpath("//meta[@name='robots']/@content") == ["noindex"]
        (there,) = release.xpath("//article//ul/li/a/@href")
        file = (site / f"as-at/{day}" / there / "index.html").resolve()
        card = " ".join(html.fromstring(file.read_bytes()).xpath("string(//main)").split())
        assert words in card and other not in card and "Do not use it" in card
    assert "as-at" not in (site / "sitemap.xml").read_text() and not any(
        "as-at" in file.read_text("utf-8") for file in (site / "search").glob("*.json")
    )


def test_what_is_kept_is_bounded() -> None:
    from dataclasses import replace

    from catalogue.dates import now
    from catalogue.site.site import Site

    first = date(2026, 1, 1)
    lines = tuple(
        SentLine(str(number), "guide/begging", "changed", first + timedelta(number), card=OLD) for number in range(90)
    )
    catalogue = replace(kit.catalogue(f"docs/guidance/begging.md\n{GUIDE}"), ledger=Ledger(lines, kept=True))
    kept = releases(Site(catalogue, now("2026-11-22", {}), ""))
    assert len(kept) == KEPT and kept[0].day == first + timedelta(89)
    heavy = Ledger(tuple(line._replace(id=f"{line.id}-{each}") for line in lines for each in range(40)), kept=True)
    assert 1 <= len(releases(Site(replace(catalogue, ledger=heavy), now("2026-11-22", {}), ""))) < KEPT


def test_what_goes_out_is_recorded_with_its_card(tmp_path: Path) -> None:
    for path, text in {**kit.pages(kit.BASE), "guidance/begging.md": GUIDE.format(do="Offer a meal.")}.items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text, "utf-8")
    said = run(CATALOGUE, ["news", "--record", "--today", "2026-11-22"], tmp_path, dict(os.environ))
    assert said.returncode == 0, said.stderr
    held = json.loads((tmp_path / "docs/news/ledger.json").read_text("utf-8"))
    cards = [line["card"] for line in held if line.get("record") == "guide/begging"]
    assert cards == [[["Do", ["Ask what happened.", "Offer a meal."]], ["Call", ["The council."]]]] * 2
    again = (tmp_path / "docs/news/ledger.json").read_bytes()
    run(CATALOGUE, ["news", "--record", "--today", "2026-11-23"], tmp_path, dict(os.environ))
    assert (tmp_path / "docs/news/ledger.json").read_bytes() == again


def stood(project: Path, day: str) -> str:
    environ = {**os.environ, **QUIET, "SOURCE_DATE_EPOCH": NOON}
    outcome = run(CATALOGUE, ["as-at", day, "--to", f"site-{day}"], project, environ)
    assert outcome.returncode == 0, outcome.stderr + outcome.stdout
    return outcome.stdout


def project(folder: Path) -> Path:
    for name in ("mkdocs.yml", "hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    put(folder, GUIDE.format(do="Offer a meal."))
    return folder


def put(folder: Path, guide: str) -> None:
    for path, text in {**kit.frame_files(), "guidance/begging.md": guide}.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_the_site_of_a_day_from_the_records_alone(tmp_path: Path) -> None:
    here = project(tmp_path)
    assert "from the records alone" in stood(here, "2026-11-15")
    page = (here / "site-2026-11-15/guidance/begging/index.html").read_text("utf-8")
    assert "The card starts with a question." not in page and "as it stood on 15 November 2026" in page
    # Before the first page of all.
    stood(here, "2021-02-01")
    assert (here / "site-2021-02-01/index.html").is_file()
    assert not (here / "site-2021-02-01/guidance/begging").exists()


def test_the_site_of_a_day_from_git(tmp_path: Path) -> None:
    here = project(tmp_path)
    put(here, GUIDE.format(do="Move them on.").partition("changes:")[0] + "---\n\n## The problem\n\nOld words.\n")
    for day, guide in (("2026-11-12", ""), ("2026-11-20", GUIDE.format(do="Offer a meal."))):
        if guide:
            put(here, guide)
        for words in (["init", "-q"], ["add", "docs"], ["commit", "-qm", "x"]):
            moment = f"{day}T10:00:00+00:00"
            names = {
                f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
            }
            dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
            subprocess.run(["git", *words], cwd=here, env={**os.environ, **names, **dates}, check=True)
    assert "from revision" in stood(here, "2026-11-15")
    page = (here / "site-2026-11-15/guidance/begging/index.html").read_text("utf-8")
    assert "Move them on." in page and "Old words." in page and "Offer a meal." not in page


def test_a_day_to_come_has_no_site(tmp_path: Path) -> None:
    here = project(tmp_path)
    outcome = run(CATALOGUE, ["as-at", "2099-01-01"], here, {**os.environ, "SOURCE_DATE_EPOCH": NOON})
    assert outcome.returncode == 2 and "still to come" in outcome.stderr
