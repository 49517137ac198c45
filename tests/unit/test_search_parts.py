"""The index of search: how words are folded, what is written for which page, and how large it gets."""

from __future__ import annotations

import itertools
import json
import random
import zlib
from array import array

import pytest

from catalogue import Catalogue, Page
from catalogue.outputs.search import index_files, search_parts
from catalogue.outputs.search.search_terms import in_pairs, key, stem, telling, words
from tests import kit

WORDS = """
docs/search/words.md
---
title: Words that search knows
risk_to_life:
  - guide: overdose-help
    typed: [not breathing, "OD"]
  - guide: nowhere
    typed: [gone]
often: [overdose-help]
meanings:
  - means: overdose-help
    typed: [gone over]
  - means: mental health
    typed: [MH]
jobs:
  - guide: overdose-help
    typed: [can I leave a bloke who woke up]
alike:
  - words: [bloke, fella]
---
docs/guidance/overdose-help.md
---
title: Someone may have overdosed
situation: Someone took too much and I am first there.
found_by: [narcan]
---
docs/glossary/seat-belt.md
---
title: Seat belt
definition: A strap that keeps people in their seat.
---
"""


def entries(text: str = WORDS) -> tuple[Catalogue, list[search_parts.Findable]]:
    found = kit.catalogue(text)
    return found, [read(page, "Words") for page in found.pages]


def read(page: Page, words: str) -> search_parts.Findable:
    made = search_parts.read_page(page, [{"location": page.address, "title": page.title, "text": words}])
    again = search_parts.Findable.reread(page, json.loads(json.dumps(made.read)))
    assert again == made
    return again


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("A&E, s.136 and R.T.C.", ["ae", "s136", "and", "rtc"]),
        ("He’s won't OD'd", ["he", "wont", "od"]),
        ("seat-belt café", ["seat", "belt", "cafe"]),
        ("1 3 6, M H at A & E, s 136", ["136", "mh", "at", "ae", "s136"]),
        ("what a b", ["what", "a", "b"]),
        ("", []),
    ],
)
def test_words_are_folded_to_one_form(text: str, read: list[str]) -> None:
    assert words(text) == read


def test_words_are_the_same_whatever_else_the_text_holds() -> None:
    chance = random.Random(22)
    for length in (4, 6, 8, 10) * 1_000:
        text = "".join(chance.choices("aibeS13xx   ..&&''_-“’", k=length))
        assert words(text) == words(f"{text} щ")[:-1], text


@pytest.mark.parametrize(
    "alike",
    [
        "stab stabs stabbed stabbing", "suicide suicidal", "overdose overdosed overdosing", "drive driver drives",
        "party parties", "dealer deal dealing dealers", "exploit exploited exploitation", "homeless homelessness",
        "section sectioned", "injury injuries",
    ],
)  # fmt: skip
def test_words_that_differ_in_their_ending_are_one(alike: str) -> None:
    assert len({stem(word) for word in alike.split()}) == 1


@pytest.mark.parametrize("apart", ["thing think", "136 137", "police policy", "missing mission"])
def test_words_that_mean_different_things_stay_apart(apart: str) -> None:
    one, other = apart.split()
    assert stem(one) != stem(other)


def test_a_word_written_together_meets_the_two_it_is_made_of() -> None:
    assert in_pairs(telling("no seat belts on")) == [stem("seatbelts")] == [stem("seatbelt")]
    assert telling("what is it") == ["what", "is", "it"], "words that say nothing are all there is"


def test_the_index_says_what_brings_which_page_first() -> None:
    made = {address: json.loads(text) for address, text in index_files.files(*entries()).items()}
    index = made["search/index.json"]
    pages = [made[f"search/pages/{number}.json"]["address"] for number in range(index["guides"])]
    number = pages.index("guidance/overdose-help/")
    assert index["risks"] == [[key("not breathing"), number], ["od", number]], "a guide that is not there is left out"
    assert index["meanings"] == {key("gone over"): [number], "mh": ["mental health"]}
    assert index["often"] == [["guidance/overdose-help/", "Someone may have overdosed"]]
    parts = [made[f"search/parts/{part}.json"] for part in range(len(index["starts"]))]
    terms = {term: posts for part in parts for term, posts in part.items()}
    assert terms["narcan"][1] == terms["=narcan"][1] == number
    assert terms["fella"][1] == number and terms["fella"][2] < terms["blok"][2], "it is said for the one that is typed"
    assert terms["can i"][1] == number, "small words tell what a guide is asked"
    assert "seatbelt" in terms and "seatbelt" not in index["vocabulary"].split()
    pocket = made["search/pocket.json"]
    assert {page["address"] for page in pocket["pages"]} >= {"guidance/overdose-help/", "glossary/seat-belt/"}


def test_a_site_without_the_words_can_be_searched() -> None:
    made = index_files.files(*entries(WORDS.replace("docs/search/words.md", "docs/about/words.md")))
    index = json.loads(made["search/index.json"])
    assert (index["risks"], index["meanings"], index["often"]) == ([], {}, [])


def test_the_same_pages_give_the_same_bytes_and_other_pages_another_version() -> None:
    one, again = index_files.files(*entries()), index_files.files(*entries())
    assert one == again
    other = index_files.files(*entries(WORDS.replace("narcan", "naloxone")))
    assert json.loads(one["search/index.json"])["version"] != json.loads(other["search/index.json"])["version"]


def _word(number: int, said: list[str]) -> str:
    return f"---\ntitle: Word {number} {said[0]}\ndefinition: {' '.join(said)}\npublished: 2026-11-22\n---\n"


def test_what_a_search_fetches_does_not_grow_with_the_catalogue() -> None:
    heads, middles, tails = "bdfgklmprst", ("an", "el", "ir", "ot", "um"), ("ack", "end", "ish", "old")
    spoken = ["".join(parts) for parts in itertools.product(heads, middles, tails)]
    choose = random.Random(20)
    made = {f"glossary/w{n}.md": _word(n, choose.choices(spoken, k=20)) for n in range(2_000)}
    found = kit.catalogue("".join(f"docs/{path}\n{text}" for path, text in made.items()), base=False, fill=False)
    files = index_files.files(found, [read(page, " ".join(choose.choices(spoken, k=200))) for page in found.pages])
    sent = {address: len(zlib.compress(text, 6)) for address, text in files.items()}
    part = max(size for address, size in sent.items() if "/parts/" in address)
    page = max(size for address, size in sent.items() if "/pages/" in address)
    assert sent["search/index.json"] + 5 * part + 6 * page <= 60_000
    assert 5 * part + 6 * page <= 40_000
    assert sent["search/pocket.json"] <= 60_000


def posts(choose: random.Random) -> array[int]:
    return array("i", range(1 + 2 * choose.randint(1, search_parts.MOST_PAGES)))


def test_which_words_are_left_out_of_too_many_does_not_hang_on_their_order() -> None:
    _, (one, *_) = entries()
    terms = ["".join(letters) for letters in itertools.product("abcdefgh", repeat=4)]
    assert len(terms) > search_parts.VOCABULARY
    halves = [one._replace(terms=dict.fromkeys(each, 9.0)) for each in (terms[::2], terms[1::2])]
    told = [search_parts.vocabulary(each, {}, {"meanings": {}, "risks": []}) for each in (halves, halves[::-1])]
    assert told[0] == told[1]
    assert len(told[0].split()) == search_parts.VOCABULARY


@pytest.mark.parametrize("seed", range(60))
def test_parts_are_cut_again_as_they_are_cut_at_first(seed: int) -> None:
    choose = random.Random(seed)
    every = sorted({f"{choose.randrange(900):03}" for _ in range(300)})
    old = {term: posts(choose) for term in every if choose.random() < 0.9}
    moved = choose.sample(every, choose.choice([1, 2, 40]))
    new = {term: posts(choose) for term in sorted(moved) if choose.random() < 0.7}
    cut = search_parts.parts(old)
    again = index_files.cut_again([next(iter(part)) for part in cut], new, moved, cut.__getitem__)
    left = {term: places for term, places in old.items() if term not in moved}
    assert [cut[part] if isinstance(part, int) else part for part in again] == search_parts.parts(
        dict(sorted({**left, **new}.items()))
    )
    assert len(moved) > 2 or any(isinstance(part, int) for part in again), "and some are as they were"
