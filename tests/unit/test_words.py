"""The glossary as pages show it: the list from A to Z, missing words, where a word is used, and marked links."""

from __future__ import annotations

import pytest

from catalogue.site import cited_by, glossary
from catalogue.site.markup import finish
from tests import kit


def term(name: str, title: str, also: str = "", body: str = "") -> str:
    return f"docs/glossary/{name}.md\n---\ntitle: {title}\nalso: [{also}]\n---\n{body}\n"


def listed(text: str) -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    letters = glossary.alphabet(kit.catalogue(text, base=False))
    return {one.name: [(each.names, each.term.id, each.see) for each in one.entries] for one in letters}


def test_every_letter_is_there_and_every_name_under_its_own() -> None:
    found = listed(term("prevention", "Prevention", "preventing harm, upstream work") + term("upstream", "Upstream"))
    assert list(found) == list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert found["P"] == [(("preventing harm",), "prevention", True), (("Prevention",), "prevention", False)]
    assert found["U"] == [(("Upstream",), "upstream", False), (("upstream work",), "prevention", True)]
    assert [name for name, entries in found.items() if entries] == ["P", "U"]


def test_names_that_differ_in_number_stand_together() -> None:
    found = listed(term("output", "Output", "outputs, activity count, activity counts, OUTPUT"))
    assert found["O"] == [(("Output", "outputs"), "output", False)]
    assert found["A"] == [(("activity count", "activity counts"), "output", True)]


def test_names_are_sorted_as_a_reader_looks_for_them() -> None:
    found = listed(term("a", "Élan", "ere, e-mail, 136, (early help)"))
    assert next(iter(found)) == glossary.OTHERS and found[glossary.OTHERS] == [(("136",), "a", True)]
    assert [names for names, _, _ in found["E"]] == [("e-mail",), ("(early help)",), ("Élan",), ("ere",)]


def test_drafts_and_withdrawn_terms_are_not_listed() -> None:
    one = "docs/glossary/x.md\n---\ntitle: X\nstatus: draft\n---\n"
    assert not any(entries for entries in listed(one).values())


def test_missing_words_name_the_pages_that_want_them() -> None:
    text = (
        "docs/guidance/a.md\n---\nwanted: [net widening, Risk terrain]\n---\n"
        "docs/guidance/b.md\n---\nwanted: [Net-widening, population approach, Population foci]\n---\n"
        "docs/guidance/c.md\n---\nstatus: draft\nwanted: [only a draft]\n---\n"
    ) + term("pa", "Population approach")
    found = glossary.missing(kit.catalogue(text))
    assert [(each.word, [page.id for page in each.pages]) for each in found] == [
        ("net widening", ["a", "b"]),
        ("Population foci", ["b"]),
        ("Risk terrain", ["a"]),
    ]


def test_a_word_says_which_pages_use_it_and_how() -> None:
    text = (
        term("prevention", "Prevention")
        + "docs/guidance/a.md\nFirst. We start with [prevention][] “here.” Then more.\n"
        + "docs/guidance/b.md\n## How\n\n* [Prevention][]\n"
        + "docs/guidance/c.md\nTwice [prevention][], "
        + "and [prevention](../glossary/prevention.md) [@christmas-2019, p. 9].\n"
        + "docs/guidance/d.md\n---\nstatus: draft\n---\n[prevention][]\n"
        + "docs/news/2026-11-22-n.md\n---\nabout: [prevention]\n---\nWords.\n"
        + "docs/chats/2021-02-10-c.md\n---\nreading:\n  - page: prevention\n    why: The idea behind it.\n---\n"
        + term("upstream", "Upstream", body="Part of [prevention][].")
    )
    catalogue = kit.catalogue(text)
    found = cited_by.used_in(catalogue, catalogue.names.by_id["prevention"])
    assert list(found) == ["guide", "chat", "term", "post"]
    assert {use.page.id: use.words for uses in found.values() for use in uses} == {
        "a": "We start with prevention “here.”",
        "b": "Prevention",
        "c": "Twice prevention, and prevention.",
        "2026-11-22-n": "",
        "2021-02-10-c": "The idea behind it.",
        "upstream": "Part of prevention.",
    }


WORDS = {"../x/": "x", "../y/": "y"}
X, MARKED = '<a href="../x/">x</a>', '<a class="term" data-term="x" href="../x/">x</a>'


@pytest.mark.parametrize(
    ("html", "finished"),
    [
        (f"<p>{X}</p>", f"<p>{MARKED}</p>"),
        (f"<p>{X} {X}</p>", f"<p>{MARKED} {X}</p>"),
        (f"<h2>A</h2>{X}<h3>B</h3>{X}<h2>C</h2>{X}", f"<h2>A</h2>{MARKED}<h3>B</h3>{X}<h2>C</h2>{MARKED}"),
        ('<a href="../x/#a">x</a>', '<a href="../x/#a">x</a>'),
        ('<a href="../z/" title="record:z">z</a>', '<a href="../z/">z</a>'),
        ('<a href="../x/" title="record:x">x</a>', MARKED),
        ('<a href="../x/" title="a > b">x</a>', '<a class="term" data-term="x" href="../x/" title="a &gt; b">x</a>'),
        ("\ue000\ue100words\ue001", '<a class="term" data-term="x" href="../x/">words</a>'),
        ("\ue000\ue101one\ue001 \ue000\ue101two\ue001", '<a href="../z/">one</a> <a href="../z/">two</a>'),
        ("\ue000\ue1ffpasted\ue001 \ue000 \ue001", "pasted \ue000 \ue001"),
    ],
)
def test_the_first_link_to_a_word_in_a_section_is_marked(html: str, finished: str) -> None:
    assert finish(html, WORDS, ["../x/", "../z/"]) == finished


def test_a_page_defines_the_words_it_links_and_not_itself() -> None:
    catalogue = kit.catalogue(
        term("x", "X word", body="[X word][] [y word](y.md) [Y word][] [@christmas-2019] [z word][]")
        + term("y", "Y word")
        + "docs/glossary/z.md\n---\ntitle: Z word\nstatus: draft\n---\n"
    )
    assert [page.id for page in cited_by.words_used(catalogue, catalogue.names.by_id["x"])] == ["y"]
