"""Where a page stands among the others, worked out from the graph."""

from __future__ import annotations

from catalogue.graph import Page
from catalogue.site.wayfinding import WINDOW, Wayfinding
from tests.kit import catalogue

GUIDES = "\n".join(
    f"docs/guidance/{name}.md\n---\ntitle: {name.title()}\ntheme: {theme}\n---\n\n{prose}"
    for name, theme, prose in (
        ("after", "violence", "See [population focus][] and [beside](beside.md)."),
        ("beside", "violence", "Words."),
        ("cuts", "violence", "It starts from [population focus][]."),
        ("drugs", "drugs", "Words."),
        ("else", "roads", "Words."),
    )
)


def ways(text: str = GUIDES) -> tuple[Wayfinding, dict[str, Page]]:
    found = catalogue(text)
    return Wayfinding(found), {page.id: page for page in found.pages}


def test_a_trail_leads_from_the_home_page_through_the_section_and_the_theme() -> None:
    found, pages = ways()
    assert [(step.words, step.address) for step in found.trail(pages["after"])] == [
        ("Home", ""), ("Guidance", "guidance/"), ("Violence", "guidance/#theme-violence"),
    ]  # fmt: skip


def test_the_trail_of_a_plain_page_is_its_folders() -> None:
    text = "docs/about/index.md\n---\ntitle: About us\n---\ndocs/about/rights.md\n---\ntitle: Rights\n---"
    found, pages = ways(text)
    assert [step.words for step in found.trail(pages["about/rights.md"])] == ["Home", "About us"]
    assert [step.words for step in found.trail(pages["about/index.md"])] == ["Home"]


def test_a_page_stands_between_those_of_its_theme() -> None:
    found, pages = ways()
    assert [page.id for page in found.shelf(pages["beside"]).pages] == ["after", "beside", "cuts"]
    before, after = found.before(pages["beside"]), found.after(pages["beside"])
    assert (before, after) == (pages["after"], pages["cuts"])
    assert found.after(pages["drugs"]) is None


def test_a_shelf_holds_no_more_than_a_menu_can_and_the_page_itself() -> None:
    many = "\n".join(
        f"docs/glossary/word-{number:02}.md\n---\ntitle: Word {number:02}\nelement: data\n---" for number in range(40)
    )
    found, pages = ways(many)
    for name in ("word-00", "word-20", "word-39"):
        shelf = found.shelf(pages[name])
        assert len(shelf.pages) == WINDOW
        assert shelf.whole == 40
        assert pages[name] in shelf.pages


def test_a_guide_that_links_another_is_related_both_ways_and_shared_words_count() -> None:
    found, pages = ways()
    assert [page.id for page in found.related(pages["after"])] == ["beside", "cuts"]
    assert found.related(pages["beside"])[0].id == "after"


def test_a_draft_and_a_withdrawn_page_are_on_no_shelf() -> None:
    text = GUIDES + "\ndocs/guidance/away.md\n---\ntitle: Away\ntheme: violence\nstatus: draft\n---"
    found, pages = ways(text)
    assert pages["away"] not in found.shelf(pages["after"]).pages
    assert found.before(pages["away"]) is None
    assert found.trail(pages["away"])
