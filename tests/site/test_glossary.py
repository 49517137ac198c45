"""The glossary of the built site: its list, its words on every page, and where each is used."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from catalogue.labels import fold, number_variants
from tests import kit

Element = html.HtmlElement


@cache
def pages(built: Path) -> dict[str, Element]:
    """Every page by address."""
    found = {path.parent.relative_to(built).as_posix(): path for path in built.rglob("index.html")}
    return {"" if name == "." else f"{name}/": html.parse(str(path)).getroot() for name, path in found.items()}


def leads_to(address: str, href: str) -> str:
    """The address a link on a page leads to, without its heading."""
    path = posixpath.normpath(posixpath.join("/", address, href.partition("#")[0]))
    return "" if path == "/" else f"{path[1:]}/"


def test_every_marked_word_is_defined_on_its_page(built: Path) -> None:
    marked = 0
    for address, page in pages(built).items():
        defined = {row.get("id") for row in page.xpath("//section[@class='words']//dl/div")}
        for link in page.xpath("//a[contains(@class, 'term')]"):
            marked += 1
            assert f"word-{link.get('data-term')}" in defined, address
            assert leads_to(address, link.get("href")) == f"glossary/{link.get('data-term')}/"
            assert link.get("title") is None
    assert marked > 80


def test_a_word_is_marked_once_in_a_section_and_never_on_its_own_page(built: Path) -> None:
    for address, page in pages(built).items():
        section: list[str] = []
        for element in page.xpath("//h2 | //a[contains(@class, 'term')]"):
            if element.tag == "h2":
                section = []
            else:
                assert element.get("data-term") not in section, address
                assert address != f"glossary/{element.get('data-term')}/"
                section.append(element.get("data-term"))


def test_definitions_are_nowhere_but_in_the_words_of_a_page(built: Path) -> None:
    """No definition stands twice in a page's HTML, and none in a `title`."""
    page = pages(built)["guidance/carrying-naloxone/"]
    says = page.xpath("string(//div[@id='word-naloxone']/dd)")
    assert html.tostring(page, encoding="unicode").count(says) == 1


def test_used_in_is_the_links_of_all_pages_turned_round(built: Path) -> None:
    """Worked out from the built pages alone: what links to a word in its prose is what the word's page names."""
    links = {(address, leads_to(address, link.get("href"))) for address, link in _links_of_prose(built)}
    terms = [address for address in pages(built) if address.startswith("glossary/") and address != "glossary/"]
    records = ("glossary/", "guidance/", "chats/", "papers/", "news/")
    there = {(origin, target) for origin, target in links if target in terms and origin != target}
    there = {one for one in there if one[0].startswith(records) and one[0] not in records and "/20" not in one[0]}
    back = {
        (leads_to(term, link.get("href")), term)
        for term in terms
        for link in pages(built)[term].xpath("//section[@aria-labelledby='used-in']//li/a[1]")
    }
    assert len(there) > 50
    assert there == {one for one in back if "/20" not in one[0]}


def _links_of_prose(built: Path) -> list[tuple[str, Element]]:
    """The links in the pages' own prose: it stands between generated parts, and its links have no class or `term`."""
    found = []
    for page in kit.corpus().records:
        if page.address in pages(built) and page.listed:
            inside = "//article//*[self::p or self::li or self::blockquote or self::td][not(ancestor::section)]//a"
            found += [(page.address, link) for link in pages(built)[page.address].xpath(inside)]
    return found


def test_the_list_holds_every_name_under_its_letter(built: Path) -> None:
    page = pages(built)["glossary/"]
    shown = {
        letter.xpath("string(.//h3)"): [item.text_content().strip() for item in letter.xpath(".//li")]
        for letter in page.xpath("//section[@id='glossary']/section")
    }
    names = [fold(item) for items in shown.values() for item in items]
    for term in kit.corpus().on(kit.CORPUS_DAY).of_kind("term"):
        for name in term.record.names:
            forms = (fold(name), *number_variants(fold(name)))
            assert any(each in item for item in names for each in forms) is term.listed, name
    assert any(item.startswith("Prevention or ") and "preventing harm" in item for item in shown["P"])
    assert any(item.startswith("Population focus") and "Starting with what a whole" in item for item in shown["P"])
    for letter, items in shown.items():
        assert all(item.lstrip("“‘(").upper().startswith(letter) for item in items) or letter == "0–9", letter


def test_every_letter_and_element_can_be_jumped_to(built: Path) -> None:
    page = pages(built)["glossary/"]
    jumps = page.xpath("//nav[contains(@class, 'jump')]//a/@href")
    assert {f"#element-{name}" for name in ("population", "causes", "prevention", "data", "partnership")} <= set(jumps)
    assert len(jumps) > 15
    for jump in jumps:
        assert page.xpath(f"//*[@id='{jump[1:]}']"), jump
    listed = page.xpath("//h3[@id='element-data']/following-sibling::ul[1]//a/text()")
    assert "Data and evidence" in listed and "Prevention" not in listed


@pytest.fixture
def small(make_site: Callable[..., Path]) -> Path:
    """A site with a word, a page that uses it and wants others, and a superseded word."""
    block = "published: 2026-11-22\ndefinition: What it means."
    return make_site(
        {
            "glossary/upstream.md": f"---\ntitle: Upstream\n{block}\nwanted: [net widening]\n---\n",
            "glossary/old.md": (
                "---\ntitle: Old word\ndefinition: It was.\nstatus: superseded\nsuperseded_by: upstream\n---\n"
            ),
            "about/words.md": (
                "---\ntitle: Words\nwanted: [upstream, Net-widening, 'a < b & c']\n---\n\n"
                "An [upstream][] word, [upstream](../glossary/upstream.md) again.\n\n"
                "## More\n\n[Upstream](../glossary/upstream.md) and `[upstream][]`.\n"
            ),
        }
    )


def test_missing_words_are_listed_with_the_pages_that_want_them(small: Path) -> None:
    page = html.parse(str(small / "glossary/index.html")).getroot()
    rows = page.xpath("//section[@aria-labelledby='missing']//li")
    assert [" ".join(row.text_content().split()) for row in rows] == [
        "a < b & c, wanted by Words",
        "Net-widening, wanted by Words, Upstream",
    ]
    assert "Old word" not in page.xpath("string(//section[@id='words'])")


def test_a_plain_page_ends_with_its_words_too(small: Path) -> None:
    page = html.parse(str(small / "about/words/index.html")).getroot()
    assert page.xpath("//article//a[@class='term']/text()") == ["upstream", "Upstream"]
    assert page.xpath("//div[@id='word-upstream']/dd/text()") == ["What it means."]
    assert page.xpath("string(//code)") == "[upstream][]"
