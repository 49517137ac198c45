"""Lists in parts: every entry stands in one, none is long, and old addresses lead to where things stand now."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from catalogue.site.lists import list_parts
from catalogue.site.lists.list_parts import FIRST, PART, WHOLE
from catalogue.site.site import Site
from tests import kit

MANY = max(WHOLE.values()) + 1


def site(papers: int) -> Site:
    """A site with so many papers, half of them of one year, and as many words; each list has its page."""
    texts = kit.frame_files().items()
    made = {f"docs/{path}": text.decode() if isinstance(text, bytes) else text for path, text in texts}
    for number in range(papers):
        year = 2020 if number % 2 else 2000 + number % 20
        made[f"docs/papers/smith-{year}-n{number}.md"] = f"---\nyear: {year}\ngenre: report\nadded: 2026-01-01\n---\n"
        made[f"docs/glossary/w{number}.md"] = f"---\ntitle: {chr(97 + number % 26)} word {number}\n---\n"
    text = "\n".join(f"{path}\n{page.rstrip()}\n" for path, page in made.items())
    return Site(kit.catalogue(text), datetime(2026, 11, 22, 12, tzinfo=UTC))


@pytest.fixture(scope="module")
def long() -> Site:
    return site(MANY)


def test_a_short_list_is_whole() -> None:
    lists = site(3).lists
    assert lists.pages == []
    assert sum(len(group.entries) for group in lists.first("papers")) == 4
    assert lists.place("papers/#year-2020") == "papers/#year-2020"


@pytest.mark.parametrize("listing", ["papers", "glossary", "news", "authors"])
def test_every_entry_of_a_long_list_stands_in_its_parts_once(long: Site, listing: str) -> None:
    lists = long.lists
    if not lists.parted(listing):
        assert listing == "authors"  # all papers are of one author
        return
    shown = [entry for part in lists.parts(listing) for entry in part.shown.entries]
    every = [entry for group in next(iter(lists.ways(listing).values())) for entry in group.entries]
    assert shown == every
    assert all(len(part.shown.entries) <= PART for part in lists.parts(listing))
    assert sum(len(group.entries) for group in lists.first(listing)) <= FIRST
    if listing == "news":
        first = [batch for group in lists.first(listing) for batch in group.entries]
        assert [batch.items for batch in first] == [batch.items for batch in every[: len(first)]]
        far = [batch for batch in first if batch.address]
        assert all(batch.address.startswith("news/year-2026/") for batch in far)
        assert sum(len(batch.items) for batch in first if batch not in far) <= PART
        assert [item for batch in shown for item in batch.items] == long.news


def test_each_part_is_a_page_of_its_own(long: Site) -> None:
    pages = {page.address: page.title for page in long.lists.pages}
    assert pages["papers/year-2020/2/"] == "Papers: 2020, page 2 of 2"
    assert pages["papers/genre-report/"].startswith("Papers: Report")
    assert pages["glossary/letter-b/"] == "Glossary: B"
    assert len(pages) == len(long.lists.pages)
    first = long.lists.parts("papers")[0]
    assert long.lists.beside(first, -1) is None
    after = long.lists.beside(first, 1)
    assert after is not None and long.lists.beside(after, -1) == first


def test_an_old_address_leads_to_where_its_place_stands_now(long: Site) -> None:
    place = long.lists.place
    assert place("papers/#year-2020") == "papers/year-2020/"
    assert place("glossary/#term-w1") == "glossary/letter-b/#term-w1"
    day = long.news[-1].day.isoformat()
    assert place(f"news/#day-{day}").startswith("news/year-2026/")
    assert place("papers/#start-here") == "papers/#start-here"
    assert long.path("glossary/#letter-b", "papers/") == "../glossary/letter-b/"


def test_a_page_that_is_there_keeps_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_parts, "WHOLE", {"glossary": 1})
    index = "docs/glossary/index.md\n---\ntitle: Glossary\nlisting: glossary\n---\nWords.\n"
    text = f"{index}docs/glossary/letter-a.md\n---\ntitle: A\n---\n"
    lists = Site(kit.catalogue(text), datetime(2026, 11, 22, 12, tzinfo=UTC)).lists
    assert "glossary/letter-a/" not in {page.address for page in lists.pages}
    assert "glossary/letter-p/" in {page.address for page in lists.pages}
