"""The library as built: paper pages, what machines read on them, files to download, sources, notices."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import feedparser
import lxml.html
import pytest
import rispy
from pybtex.database import parse_string

from catalogue.records import Paper
from catalogue.site.citations import library
from tests import kit


def page_of(site: Path, address: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((site / address / "index.html").read_text("utf-8"))


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def tags(page: lxml.html.HtmlElement) -> list[tuple[str, str]]:
    return [(tag.get("name"), tag.get("content")) for tag in page.xpath("//meta[starts-with(@name, 'citation_')]")]


def test_what_machines_read_is_on_paper_pages_only(built: Path) -> None:
    for file in built.rglob("*.html"):
        text = file.read_text("utf-8")
        is_paper = file.parent.parent == built / "papers" and file.parent.name in kit.corpus().names.by_id
        assert ('name="citation_' in text) is is_paper, file
        assert ('"mainEntityOfPage":' in text) is is_paper, file


def test_zotero_and_scholar_read_every_paper(built: Path) -> None:
    for page in kit.corpus().of_kind("paper"):
        found = tags(page_of(built, page.address))
        assert isinstance(page.record, Paper)
        assert ("citation_title", page.title) in found
        authors = [content for name, content in found if name == "citation_author"]
        assert authors == [author.listed for author in page.record.authors]
        assert dict(found).get("citation_publication_date", "None") == str(page.record.year)


def test_the_tags_of_an_article(built: Path) -> None:
    assert tags(page_of(built, "papers/florence-2014")) == [
        ("citation_title", kit.corpus().names.by_id["florence-2014"].title),
        ("citation_author", "Florence, Curtis"),
        ("citation_author", "Shepherd, Jonathan"),
        ("citation_author", "Brennan, Iain"),
        ("citation_author", "Simon, Thomas R"),
        ("citation_publication_date", "2014"),
        ("citation_journal_title", "Injury Prevention"),
        ("citation_volume", "20"),
        ("citation_issue", "2"),
        ("citation_firstpage", "108"),
        ("citation_lastpage", "114"),
        ("citation_doi", "10.1136/injuryprev-2012-040622"),
        ("citation_public_url", "https://doi.org/10.1136/injuryprev-2012-040622"),
        ("citation_language", "en"),
    ]


def test_json_ld_tells_the_same(built: Path) -> None:
    page = page_of(built, "papers/florence-2014")
    (script,) = page.xpath("//script[@type='application/ld+json'][contains(., 'author')]")
    found = json.loads(script.text)
    assert (found["@context"], found["@type"]) == ("https://schema.org", "ScholarlyArticle")
    assert found["author"][0] == {
        "@type": "Person", "name": "Curtis Florence", "familyName": "Florence", "givenName": "Curtis",
    }  # fmt: skip
    assert found["isPartOf"]["isPartOf"]["isPartOf"]["name"] == "Injury Prevention"
    assert found["identifier"]["value"] == "10.1136/injuryprev-2012-040622"
    assert found["mainEntityOfPage"].endswith("/papers/florence-2014/")


def test_a_paper_page_has_all_of_the_record(built: Path) -> None:
    page = page_of(built, "papers/christmas-2019")
    headings = [heading.get("id") for heading in page.xpath("//main//h2")]
    assert {"about", "details", "cite", "relied-on-by", "discussed-in", "sources", "changes"} <= set(headings)
    details = {words(row[0]): words(row[1]) for row in page.xpath("//section[@aria-labelledby='details']//dl/div")}
    assert details["Authors"] == "Helen Christmas, Justin Srivastava"
    assert details["Peer review"] == "No."
    assert details["Elements"] == "Population, Causes, Prevention, Data, Partnership"
    assert details["Licence"].startswith("Non-Commercial College Licence")
    assert page.xpath("//a[.='Read it at the publisher']/@href") == [
        "https://www.college.police.uk/about/public-health"
    ]
    cite = page.xpath("//section[@aria-labelledby='cite']")[0]
    assert words(cite.xpath(".//p")[0]) == (
        "Christmas, H. and Srivastava, J. (2019) Public health approaches in policing: a discussion paper. College of "
        "Policing and Public Health England. Available at: https://www.college.police.uk/about/public-health."
    )
    assert cite.xpath(".//button[@data-copy-from]") and cite.xpath(".//a[@download]/@href") == [
        "../christmas-2019.bib", "../christmas-2019.ris", "../christmas-2019.json",
    ]  # fmt: skip


def test_a_paper_says_who_relies_on_it(built: Path) -> None:
    relied = page_of(built, "papers/spa-naloxone-2023").xpath("//section[@aria-labelledby='relied-on-by']")[0]
    claim = "Most people given naloxone by Scottish police lived."
    assert f"{claim} Early evidence" in words(relied)
    assert "../../guidance/carrying-naloxone/" in relied.xpath(".//a/@href")
    discussed = page_of(built, "papers/christmas-2019").xpath("//section[@aria-labelledby='discussed-in']")[0]
    assert "The paper behind the chat" in words(discussed)


def test_every_source_is_listed_in_harvard_and_leads_to_its_page(built: Path) -> None:
    catalogue = kit.corpus()
    for page in catalogue.of_kind("guide"):
        section = page_of(built, page.address).xpath("//section[@aria-labelledby='sources']")
        cited = {one.paper for one in catalogue.cites[page.path] if one.paper}
        relied = {one.target for one in catalogue.pointed_at(page, "rests on")} | cited
        assert bool(section) is bool(relied), page.path
        entries = [words(entry) for entry in section[0].xpath(".//li")] if section else []
        assert sorted(entries) == sorted(library(catalogue).reference(paper).text for paper in relied)
        links = set(section[0].xpath(".//a[starts-with(@href, '../../papers/')]/@href")) if section else set()
        assert links == {f"../../{paper.address}" for paper in relied}


def test_the_files_hold_the_whole_library(built: Path) -> None:
    ids = {page.id for page in kit.corpus().of_kind("paper")}
    folder = built / "papers"
    assert {item["id"] for item in json.loads((folder / "library.json").read_text("utf-8"))} == ids
    assert {item["id"] for item in rispy.loads((folder / "library.ris").read_text("utf-8"))} == ids
    assert set(parse_string((folder / "library.bib").read_text("utf-8"), "bibtex").entries) == ids
    # A superseded paper leaves the library, and its page still offers its files.
    published = {page.id for page in kit.corpus().records if page.kind == "paper" and not page.record.draft}
    assert "outdated-2015" in published - ids
    for ending in ("bib", "ris", "json"):
        # The list's own page is open data too.
        assert {file.stem for file in folder.glob(f"*.{ending}")} - {"index"} == published | {"library"}


def test_the_list_counts_and_shows_every_paper_every_way(built: Path) -> None:
    page, papers = page_of(built, "papers"), kit.corpus().of_kind("paper")
    addresses = {f"{paper.id}/" for paper in papers}
    for name in ("papers", "by-genre"):
        section = page.xpath(f"//*[@id='{name}' or @aria-labelledby='{name}'][self::section]")[0]
        assert set(section.xpath(".//a/@href")) == addresses, name
    authors = page_of(built, "papers/authors").xpath("//section[@aria-labelledby='by-author']//li")
    assert {href for one in authors for href in one.xpath(".//a/@href")} == {f"../{address}" for address in addresses}
    for one in authors:
        years = [words(link)[:4] for link in one.xpath(".//a") if words(link)[:4].isdigit()]
        assert years == sorted(years, reverse=True), words(one)
    assert "authors/" in page.xpath("//nav[@aria-label='Ways to look through the library']//a/@href")
    elements = page.xpath("//section[@aria-labelledby='by-element']")[0]
    placed = {f"{page.id}/" for page in papers if isinstance(page.record, Paper) and page.record.elements}
    assert set(elements.xpath(".//a/@href")) == placed
    counts = page.xpath("//span[@class='count']")
    assert len(counts) > 20
    for count in counts:
        assert int(words(count)) == len(count.xpath("following::ul[1]/li")), words(count.getparent())
    assert f"{len(papers)} papers" in words(page.xpath("//*[@data-filters]")[0])


def test_every_other_page_says_how_to_cite_it(built: Path) -> None:
    page = page_of(built, "guidance/carrying-naloxone")
    (cite,) = page.xpath("//*[@id='cite-page']")
    assert re.fullmatch(
        r"Public health policing \(2026\) Someone may have overdosed: carrying naloxone\. "
        r"Version of \d+ \w+ 2026\. Available at: https://\S+/guidance/carrying-naloxone/\.",
        words(cite),
    )
    for file in built.rglob("index.html"):
        text = file.read_text("utf-8")
        where = file.relative_to(built).parts
        # What is made of no page is not cited: search, cards to embed, and cards as they stood.
        if 'http-equiv="refresh"' in text or where[0] in ("search", "as-at") or where[-2:] == ("card", "index.html"):
            continue
        assert ('id="cite-page"' in text) is ('name="citation_title"' not in text), file


def test_strength_is_shown_in_words_and_bars(built: Path) -> None:
    found = {}
    for file in (built / "guidance").glob("*/index.html"):
        for strength in lxml.html.fromstring(file.read_text("utf-8")).xpath("//*[@class='strength']"):
            found[words(strength)] = len(strength.xpath(".//i[@class='on']"))
            assert len(strength.xpath(".//i")) == 4
            assert strength.xpath("./*[@aria-hidden='true']")
    assert found == {"Strong evidence": 4, "Some evidence": 3, "Early evidence": 2, "A view": 1}
    assert page_of(built, "guidance/carrying-naloxone").xpath("//a[@href='../../about/evidence/']")


PAPER = """
docs/papers/smith-2019.md
---
title: "3 < 4 & {braces} \\\\ “quoted” > 2"
summary: A trial.
authors: [{family: "O'Smith & Sons", given: J}, {family: "Jones; Brown", given: A}]
year: 2019
publisher: A < press
url: https://press.example/paper
genre: report
source_status: retracted
added: 2026-11-01
source_status_since: 2026-11-20
---
docs/papers/gone-2018.md
---
title: A paper that is gone
authors: [College of Policing]
year: 2018
publisher: College of Policing
genre: report
url: https://gone.example/paper
source_status: gone
added: 2026-11-01
---
docs/papers/relies-2020.md
It builds on a trial that was retracted [@smith-2019].
docs/guidance/claims.md
The trial was retracted [@smith-2019].
docs/guidance/nothing.md
Nothing here, but `[@smith-2019]` in code.

    [@smith-2019]
docs/glossary/word.md
---
definition: What the word means.
sources: [smith-2019]
---
The trial was retracted.
docs/chats/2026-10-10-what-was-asked.md
---
starts: 2026-10-10 21:00
announced: 2026-10-01
reading: [smith-2019]
outcome: {written_up: 2026-10-20, summary: All well., no_change_reason: None was needed.}
---
We relied on one trial, since retracted [@smith-2019, p. 9], and a page that is gone [-@gone-2018].
docs/news/what-is-told.md
It has been retracted [@smith-2019].
docs/contributing/plain.md
---
title: Plain
---
So it was retracted [@smith-2019].
"""
PAGES = {path: kit.filled(path, text) for path, text in kit.pages(kit.BASE + PAPER).items()}


@pytest.fixture
def small(make_site: Callable[..., Path]) -> Path:
    pages: dict[str, str | bytes] = dict(PAGES)
    pages["index.md"] = "---\ntitle: Home\nlisting: home\n---\n\nSee [Plain](contributing/plain.md).\n"
    return make_site(pages)


def test_a_retracted_paper_is_said_wherever_it_is_relied_on_and_nowhere_else(small: Path) -> None:
    noticed = {
        str(file.parent.relative_to(small))
        for file in small.rglob("index.html")
        if lxml.html.fromstring(file.read_text("utf-8")).xpath(
            "//*[contains(@class, 'source-notice')]//a[contains(@href, 'smith-2019')]"
        )
    }
    assert noticed == {
        "papers/relies-2020", "guidance/claims", "glossary/word", "chats/2026-10-10-what-was-asked",
        "news/what-is-told", "contributing/plain",
    }  # fmt: skip
    paper = page_of(small, "papers/smith-2019")
    assert words(paper.xpath("//*[contains(@class, 'source-status')]")[0]).startswith("Retracted on 20 November 2026.")
    chat = words(page_of(small, "chats/2026-10-10-what-was-asked").xpath("//*[contains(@class, 'source-notice')]")[0])
    assert "has been retracted" in chat and "is gone" in chat
    gone = page_of(small, "papers/gone-2018")
    assert not gone.xpath("//main//a[@href='https://gone.example/paper'][.='Read it at the publisher']")

    items = feedparser.parse((small / "feed_rss_created.xml").read_bytes()).entries
    assert sum("smith-2019/retracted" in entry.id for entry in items) == 1

    nothing = page_of(small, "guidance/nothing")
    assert [words(code) for code in nothing.xpath("//main//code")] == ["[@smith-2019]", "[@smith-2019]"]
    assert not nothing.xpath("//a[contains(@href, 'smith-2019')]")

    title = "3 < 4 & {braces} \\ “quoted” > 2"
    assert words(paper.xpath("//h1")[0]) == title
    assert dict(tags(paper))["citation_title"] == title
    data = paper.xpath("//script[@type='application/ld+json'][contains(., 'smith') or contains(., 'Smith')]")
    assert json.loads(data[0].text)["name"] == title
    assert not paper.xpath("//script[not(@type)][contains(., 'alert')]")
    assert json.loads((small / "papers/smith-2019.json").read_text("utf-8"))[0]["title"] == title
    (entry,) = parse_string((small / "papers/smith-2019.bib").read_text("utf-8"), "bibtex").entries.values()
    assert len(entry.persons["author"]) == 2
    (record,) = rispy.loads((small / "papers/smith-2019.ris").read_text("utf-8"))
    assert record["title"] == title
