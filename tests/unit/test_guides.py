"""What guides show, worked out without a browser: history, the sheet, groups, search entries, the pocket copy."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from catalogue.graph import Page
from catalogue.outputs import pocket
from catalogue.outputs.search import search_index, search_parts
from catalogue.site import history
from catalogue.site.pages import Assets
from catalogue.site.sheets import briefing
from catalogue.site.site import Site
from tests import kit
from tests.conftest import ROOT

TEXT = """
docs/index.md
---
title: Home
listing: home
---
docs/guidance/index.md
---
title: Guidance
listing: guidance
---
docs/guidance/a.md
---
title: A knife
theme: violence
for: [response, leader]
found_by: [stabbing, blade]
review_by: 2030-07-01
changes:
  - date: 2030-01-02
    kind: major
    note: The card is new.
    affects: Response officers
    action: Read it.
  - date: 2030-01-03
    kind: minor
    note: A word is shorter.
  - date: 2031-01-01
    kind: minor
    note: Not yet.
---
docs/guidance/b.md
---
title: A road
theme: roads
for: [roads]
---
docs/guidance/c.md
---
title: No theme
---
docs/guidance/gone.md
---
title: Gone
status: withdrawn
theme: drugs
for: [custody]
changes:
  - date: 2030-02-02
    kind: major
    note: The law changed.
    affects: All
    action: Stop.
---
docs/chats/2030-02-10-talk.md
---
title: A talk
starts: 2030-02-10 21:00
announced: 2030-01-10
hashtag: "#WeCops"
hosts:
  - name: Jo Smith
    role: Host
    handle: "@jo"
---
docs/glossary/prevention.md
---
title: Prevention
also: [nipping it in the bud]
---
"""


def site(moment: str = "2030-07-01T12:00") -> Site:
    return Site(kit.catalogue(TEXT), datetime.fromisoformat(moment).replace(tzinfo=UTC))


def page(found: Site, path: str) -> Page:
    return found.catalogue.by_path[path]


@pytest.mark.parametrize(("day", "overdue"), [("2030-06-30", False), ("2030-07-01", False), ("2030-07-02", True)])
def test_a_review_is_overdue_from_the_day_after(day: str, overdue: bool) -> None:
    found = site(f"{day}T12:00")
    assert found.overdue(page(found, "guidance/a.md")) is overdue
    assert not found.overdue(page(found, "guidance/c.md"))


def test_history_holds_small_changes_too_and_none_to_come() -> None:
    found = site()
    notes = found.history_of(page(found, "guidance/a.md"))
    assert [(note.day, note.kind) for note in notes] == [
        (date(2030, 1, 3), "Small change"), (date(2030, 1, 2), "Changed"), (date(2026, 11, 22), "Published"),
    ]  # fmt: skip
    assert notes[1].affects == "Response officers"


def test_a_withdrawal_says_when_and_why() -> None:
    found = site()
    note = history.withdrawal(page(found, "guidance/gone.md"))
    assert note is not None
    assert (note.day, note.words) == (date(2030, 2, 2), "The law changed.")
    assert history.withdrawal(page(found, "guidance/a.md")) is None


def test_guides_stand_by_theme_and_by_role_without_the_withdrawn() -> None:
    found = site()
    themes = [(group.name, [guide.id for guide in group.guides]) for group in briefing.by_theme(found.catalogue)]
    assert themes == [("Violence", ["a"]), ("Roads", ["b"]), ("Other situations", ["c"])]
    roles = [(group.name, [guide.id for guide in group.guides]) for group in briefing.by_role(found.catalogue)]
    # Each by the role it is for first; a role that is first for none has all that are for it.
    assert roles == [("Response", ["a"]), ("Roads policing", ["b"]), ("Leading a team", ["a"])]
    # What the filter offers is every role of every guide, as each says it.
    offered = {group.value: {guide.id for guide in group.guides} for group in briefing.for_role(found.catalogue)}
    said = {guide.id: {role.value for role in guide.record.for_} for guide in found.catalogue.of_kind("guide")}
    assert offered == {role: {one for one in said if role in said[one]} for role in set().union(*said.values())}
    assert offered["leader"] == {"a"}
    assert briefing.by_theme(kit.catalogue("", base=False)) == []


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<h2>Why</h2><p>One <a href='x'>two</a> &amp; three.</p><p>Next.</p>", "One two & three."),
        ("<h2>No words</h2>", ""),
        ("", ""),
        (f"<p>{'Short one. ' * 3}Word {'word ' * 90}end.</p>", "Short one. Short one. Short one."),
        (f"<p>{'word ' * 90}end.</p>", f"{'word ' * 90}end."),
    ],
)
def test_the_sheet_opens_with_whole_sentences_that_fit(html: str, words: str) -> None:
    assert briefing.opening(html) == words


def test_a_short_address_is_what_somebody_types() -> None:
    assert briefing.short_address("https://www.college.police.uk/x/") == "college.police.uk/x/"
    assert briefing.short_address("http://127.0.0.1:8000/") == "127.0.0.1:8000/"


def test_search_keeps_what_a_page_says_and_adds_what_it_is_called() -> None:
    docs = [
        {"location": "guidance/a/", "title": "A knife", "text": "Words"},
        {"location": "guidance/a/#the-problem", "title": "The problem", "text": "Words"},
        {"location": "guidance/a/#words-used", "title": "Words used", "text": "Prevention and others"},
        {"location": "guidance/", "title": "Guidance", "text": "Words"},
        {"location": "guidance/#theme-violence", "title": "Violence", "text": "A knife"},
        {"location": "glossary/prevention/", "title": "Prevention", "text": "Words"},
        {"location": "chats/2030-02-10-talk/", "title": "A talk", "text": "Words"},
        {"location": "papers/christmas-2019/", "title": "A paper", "text": "Words"},
    ]
    catalogue = site().catalogue
    by_address = {page.address: page for page in catalogue.pages}
    parted: dict[str, list[dict[str, str]]] = {}
    for one in docs:
        parted.setdefault(one["location"].partition("#")[0], []).append(one)
    read = {address: search_index.sharpen(by_address[address], each) for address, each in parted.items()}
    kept = [one for each in read.values() for one in each]
    gone = {"guidance/a/#words-used", "guidance/#theme-violence"}
    assert [entry["location"] for entry in kept] == [one["location"] for one in docs if one["location"] not in gone]
    found = {address: search_parts.read_page(by_address[address], each) for address, each in read.items()}
    assert {"stab", "blad", "problem"} <= found["guidance/a/"].terms.keys()
    assert {"nippingit", "bud"} & found["glossary/prevention/"].terms.keys() == {"bud"}
    assert {"wecop", "smith"} <= found["chats/2030-02-10-talk/"].terms.keys()
    assert {"srivastava", "2019"} <= found["papers/christmas-2019/"].terms.keys()


def built_by_hand(folder: Path, found: Site, weight: int = 10) -> Assets:
    assets = Assets(ROOT / "overrides")
    shell = [assets.style_name, assets.script_name, "assets/mark.svg", pocket.MANIFEST]
    pages = ["", "guidance/", *(guide.address for guide in found.catalogue.of_kind("guide"))]
    files = [*shell, *(f"{address}index.html" for address in pages), "search/pocket.json", assets.search_name]
    for place, name in enumerate(files):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Bytes that hardly get smaller, so that the weight is what it says.
        path.write_bytes(b"".join(zlib.crc32(f"{place} {n}".encode()).to_bytes(4) for n in range(weight // 4)))
    return assets


def test_the_copy_holds_shell_lists_guides_and_search(tmp_path: Path) -> None:
    found = site()
    kept = pocket.choose(found, built_by_hand(tmp_path, found), tmp_path).kept
    assert {"", "guidance/", "guidance/a/", "guidance/b/", "guidance/c/", "search/pocket.json"} <= set(kept)
    assert "guidance/gone/" not in kept
    assert list(kept)[:2] == [Assets(ROOT / "overrides").style_name, Assets(ROOT / "overrides").script_name]


def test_what_is_needed_least_is_left_out_when_there_is_no_room(tmp_path: Path) -> None:
    found = site()
    kept = pocket.choose(found, built_by_hand(tmp_path, found, weight=pocket.MOST // 10), tmp_path).kept
    # Without search a copy is hard to find a way in: it goes before any guide.
    assert "search/pocket.json" in kept
    assert "guidance/c/" not in kept


def test_the_worker_changes_when_what_it_keeps_does(tmp_path: Path) -> None:
    found = site()
    assets = built_by_hand(tmp_path, found)
    pocket.write(found, assets, tmp_path)
    first = (tmp_path / "sw.js").read_text("utf-8")
    pocket.write(found, assets, tmp_path)
    assert (tmp_path / "sw.js").read_text("utf-8") == first
    (tmp_path / "guidance/a/index.html").write_text("Other words", "utf-8")
    pocket.write(found, assets, tmp_path)
    assert (tmp_path / "sw.js").read_text("utf-8") != first


def test_the_manifest_works_under_any_folder() -> None:
    read = json.loads(pocket.manifest("A “name” of ours"))
    assert read["name"] == "A “name” of ours"
    addresses = [read["id"], read["start_url"], read["scope"], *(icon["src"] for icon in read["icons"])]
    assert not [address for address in addresses if address.startswith(("/", "http"))]
    assert {icon["sizes"] for icon in read["icons"]} == {"192x192", "512x512"}
