"""Who relies on a paper; what a paper that falls brings about, in the corpus."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pytest

from catalogue import Catalogue, Diagnostic, judge
from catalogue.dates import LONDON
from catalogue.graph.read_page import read_page
from catalogue.rules.evidence import RELIES
from catalogue.site import cited_by, news
from catalogue.text import Source
from tests import kit

TODAY = date(2026, 11, 22)
HOST = "public-health-policing.example"
NOON = datetime(2026, 11, 22, 12, tzinfo=LONDON)


@cache
def before() -> frozenset[Diagnostic]:
    return frozenset(judge(kit.corpus(), TODAY))


def flipped(paper: str) -> Catalogue:
    """The corpus, one word of one paper changed."""
    old = kit.corpus().names.by_id[paper]
    assert old.source.text.count("source_status: ok") == 1
    new = read_page(Source(old.path, old.source.text.replace("source_status: ok", "source_status: retracted")))
    return replace(kit.corpus(), pages=tuple(new if page is old else page for page in kit.corpus().pages))


@pytest.mark.parametrize("paper", ["christmas-2019", "hinkle-2020", "rose-1985", "speakman-2023", "florence-2011"])
def test_one_retracted_paper_flags_each_page_that_relies_on_it_and_nothing_else(paper: str) -> None:
    catalogue = flipped(paper)
    problems = [one for one in judge(catalogue, TODAY) if one not in before() and one.path != f"papers/{paper}.md"]
    relying = {one.origin.path for one in kit.corpus().pointing_at(kit.corpus().names.by_id[paper], *RELIES)}
    assert relying
    assert {one.code for one in problems} == {"source-withdrawn"}
    assert sorted(one.path for one in problems) == sorted(relying)
    told = {page.path for page in catalogue.pages if catalogue.names.by_id[paper] in cited_by.troubled(catalogue, page)}
    assert told == relying


@pytest.mark.parametrize("paper", ["christmas-2019", "hinkle-2020"])
def test_one_retracted_paper_is_one_item_of_news(paper: str) -> None:
    old, new = ({item.id for item in news.items(each, NOON, HOST)} for each in (kit.corpus(), flipped(paper)))
    assert len(new - old) == 1
    assert not old - new
    assert f":paper/{paper}/retracted" in next(iter(new - old))


PAGES = """
docs/guidance/guide.md
---
claims:
  - text: Problem solving cut crime.
    strength: some
    why: One trial.
    sources: [smith-2019]
---
Words before. It was shown in a trial [@smith-2019, p. 3]. Words after.
docs/glossary/word.md
---
definition: What the word means.
sources: [smith-2019]
---
docs/chats/2026-02-10-chat.md
---
starts: 2026-02-10 21:00
announced: 2026-02-01
reading:
  - page: smith-2019
    why: The paper the chat is about.
---
docs/chats/2026-01-10-other.md
---
starts: 2026-01-10 21:00
announced: 2026-01-01
reading: [christmas-2019]
---
We spoke of it [@smith-2019].
docs/papers/jones-2020.md
It differs from [another paper](smith-2019.md).
docs/papers/smith-2019.md
It cites itself [@smith-2019].
docs/glossary/old.md
---
status: withdrawn
sources: [smith-2019]
changes: [{date: 2026-01-01, kind: major, note: Gone., affects: All., action: None.}]
---
docs/glossary/draft.md
---
status: draft
sources: [smith-2019]
---
docs/about/index.md
---
title: About
---
We lean on one paper [@smith-2019].
"""


def test_each_page_is_shown_with_the_claim_definition_or_sentence() -> None:
    catalogue = kit.catalogue(PAGES)
    found = cited_by.relied_on_by(catalogue, catalogue.names.by_id["smith-2019"])
    shown = {kind: {each.page.path: each.grounds for each in several} for kind, several in found.items()}
    ground = cited_by.Ground
    assert shown == {
        "guide": {
            "guidance/guide.md": (
                ground("Problem solving cut crime.", "some"),
                ground("It was shown in a trial."),
            )
        },
        "term": {"glossary/word.md": (ground("What the word means."),)},
        "chat": {"chats/2026-01-10-other.md": (ground("We spoke of it."),)},
        "page": {"about/index.md": (ground("We lean on one paper."),)},
    }


def test_the_chats_that_read_it_and_the_pages_that_only_name_it() -> None:
    catalogue = kit.catalogue(PAGES)
    paper = catalogue.names.by_id["smith-2019"]
    (discussed,) = cited_by.discussed_in(catalogue, paper)
    assert discussed.page.id == "2026-02-10-chat"
    assert discussed.grounds == (cited_by.Ground("The paper the chat is about."),)
    assert [page.id for page in cited_by.named_in(catalogue, paper)] == ["jones-2020"]


@pytest.mark.parametrize(
    ("status", "said", "flagged"),
    [
        ("retracted", "It was later retracted.", False),
        ("retracted", "An older plan was replaced.", True),
        ("superseded", "A newer one has replaced it.", False),
        ("superseded", "Nothing.", True),
        ("gone", "Nothing.", False),
    ],
)
def test_a_page_that_says_what_became_of_its_source_is_not_flagged(status: str, said: str, flagged: bool) -> None:
    text = f"""
docs/papers/smith-2019.md
---
source_status: {status}
---
docs/guidance/x.md
So it was shown [@smith-2019]. {said}
"""
    assert ("source-withdrawn" in kit.codes(text)) is flagged


def test_the_reason_of_a_claim_can_say_it() -> None:
    text = """
docs/papers/smith-2019.md
---
source_status: retracted
---
docs/guidance/x.md
---
claims:
  - {text: It works., strength: view, why: "The trial has been retracted.", sources: [smith-2019]}
---
"""
    assert "source-withdrawn" not in kit.codes(text)
