"""The glossary as pages show it: the list from A to Z, missing words, where a word is used, and marked links."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest

from catalogue import read_texts
from catalogue.site import cited_by, glossary
from catalogue.site.filling import fill
from tests import kit


def term(name: str, title: str, also: str = "", body: str = "") -> str:
    return f"docs/glossary/{name}.md\n---\ntitle: {title}\nalso: [{also}]\n---\n{body}\n"


def listed(text: str) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    letters = glossary.alphabet(kit.catalogue(text, base=False))
    return {one.name: [(each.term.title, each.also) for each in one.entries] for one in letters}


def test_every_letter_is_there_and_every_word_under_its_own_with_its_other_names() -> None:
    found = listed(term("prevention", "Prevention", "preventing harm, upstream work") + term("upstream", "Upstream"))
    assert list(found) == list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert found["P"] == [("Prevention", ("preventing harm", "upstream work"))]
    assert found["U"] == [("Upstream", ())]
    assert [name for name, entries in found.items() if entries] == ["P", "U"]


def test_names_that_differ_in_number_stand_once() -> None:
    found = listed(term("output", "Output", "outputs, activity count, activity counts, OUTPUT"))
    assert found["O"] == [("Output", ("activity count",))]


def test_words_are_sorted_as_a_reader_looks_for_them() -> None:
    found = listed(
        term("a", "Élan") + term("b", "ere") + term("c", "e-mail") + term("d", "136") + term("e", "(early help)")
    )
    assert next(iter(found)) == glossary.OTHERS and [title for title, _ in found[glossary.OTHERS]] == ["136"]
    assert [title for title, _ in found["E"]] == ["e-mail", "(early help)", "Élan", "ere"]


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


PAGES = {
    "glossary/x.md": "---\ntitle: X word\n---\n",
    "glossary/y.md": "---\ntitle: Y word\n---\n",
    "glossary/draft.md": "---\ntitle: Draft word\nstatus: draft\n---\n",
    "papers/z-2019.md": "---\ntitle: Z\n---\n",
}
X, MARKED = '<a href="../x/">X word</a>', '<a class="term" data-term="x" href="../x/">X word</a>'


def filled(prose: str) -> str:
    catalogue = read_texts({**PAGES, "glossary/here.md": prose})
    return fill(catalogue, catalogue.by_path["glossary/here.md"], set(PAGES), {"glossary/x.md", "glossary/y.md"})


@pytest.mark.parametrize(
    ("prose", "html"),
    [
        ("[X word][]", f"<p>{MARKED}</p>"),
        ("[X word]", f"<p>{MARKED}</p>"),
        ("[X word][] [X word](x.md)", f"<p>{MARKED} {X}</p>"),
        ("[X word](x.md) [X word][]", f"<p>{MARKED} {X}</p>"),
        (
            "## A\n[X word][]\n### B\n[X word][]\n## C\n[X word][]",
            f'<h2 id="a">A</h2>\n<p>{MARKED}</p>\n<h3 id="b">B</h3>\n<p>{X}</p>\n<h2 id="c">C</h2>\n<p>{MARKED}</p>',
        ),
        ("[*so* it `is`][x word]", f"<p>{MARKED}</p>".replace("X word", "<em>so</em> it <code>is</code>")),
        ("[x](x.md#a)", '<p><a href="../x/#a">x</a></p>'),
        ("[z](../papers/z-2019.md)", '<p><a href="../../papers/z-2019/">z</a></p>'),
        ('[X word](x.md "a > b")', f"<p>{MARKED}</p>".replace('">', '" title="a &gt; b">')),
        ("[nothing] and [words][nothing]", "<p>[nothing] and [words][nothing]</p>"),
        ("[Draft word][] [a [x word] b](z.md)", '<p>[Draft word][] <a href="z.md">a [x word] b</a></p>'),
        ("[a & b][ <i>no</i> ]", "<p>[a &amp; b][ &lt;i&gt;no&lt;/i&gt; ]</p>"),
        ("[x]: x.md\n\n[x][]", f"<p>{MARKED}</p>".replace("X word", "x")),
    ],
)
def test_what_other_pages_decide_is_filled_in(prose: str, html: str) -> None:
    assert filled(prose) == html


@pytest.mark.parametrize(
    "typed",
    ["java&#115;cript:alert(1)", "&#106;avascript:alert(1)", "javascript&colon;alert(1)", " javascript:alert(1)",
     "java\\script:alert(1)", "x.md#\"onclick=\"alert(1)", "x.md?\"><script>", "data:text/html,x", "//a.example"],
)  # fmt: skip
def test_no_address_runs_a_script(typed: str) -> None:
    found = Tags()
    found.feed(filled(f"[a](<{typed}>) [a]({typed}) ![a](<{typed}>) [a][b]\n\n[b]: {typed}"))
    assert {tag for tag, _ in found.tags} <= {"p", "a", "img"}
    for _, attributes in found.tags:
        assert set(attributes) <= {"href", "src", "alt", "class", "data-term", "title"}
        address = attributes.get("href") or attributes.get("src") or ""
        scheme = urljoin("https://site.example/", re.sub(r"[\x00-\x20]", "", address)).partition(":")[0]
        assert scheme == "https", address


class Tags(HTMLParser):
    """The opening tags of HTML, character references read as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_a_page_defines_the_words_it_links_and_not_itself() -> None:
    catalogue = kit.catalogue(
        term("x", "X word", body="[X word][] [y word](y.md) [Y word][] [@christmas-2019] [z word][]")
        + term("y", "Y word")
        + "docs/glossary/z.md\n---\ntitle: Z word\nstatus: draft\n---\n"
    )
    assert [page.id for page in cited_by.words_used(catalogue, catalogue.names.by_id["x"])] == ["y"]
