"""The page of the library's health: its counts are the checker's, and a changed law finds each guide that names it."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, expect

from catalogue import judge
from catalogue.commands.affected_command import affected_command
from catalogue.graph.outside import Named, bare, concerns
from catalogue.outputs.library_health import SOON, Upkeep
from catalogue.site.chat_state import ChatState, state
from catalogue.site.glossary import missing
from tests import kit
from tests.site.test_open_data import open_pages, site


@pytest.fixture(scope="module")
def page(built: Path) -> html.HtmlElement:
    return html.parse(str(built / "upkeep/index.html")).getroot()


def counts(page: html.HtmlElement) -> dict[str, int]:
    """The counts at a glance, by what is counted."""
    items = page.xpath("//section[@aria-labelledby='at-a-glance']/ul/li")
    return {
        str(item.xpath("string()").rpartition(": ")[0]).strip(): int(item.xpath("string()").rpartition(": ")[2])
        for item in items
    }


def test_the_counts_are_the_checkers_own(page: html.HtmlElement) -> None:
    found = counts(page)
    drafts = {each.path for each in site().catalogue.pages if each.record.draft}
    problems = [one for one in judge(site().catalogue, kit.CORPUS_DAY) if one.path not in drafts]
    codes = Counter(one.code for one in problems)
    for words, names in (
        ("Reviews overdue", ["review-due"]), ("Law checks overdue", ["law-check-due"]),
        ("Claims without a strong source", ["claim-unsourced", "claim-overrated", "source-withdrawn"]),
        ("Chats long without a write-up", ["write-up-late"]), ("Links unchecked", ["link-unchecked"]),
        ("Pages nothing leads to", ["page-orphaned", "paper-unused"]),
    ):  # fmt: skip
        assert found[words] == sum(codes[name] for name in names), words
    assert found["Reviews overdue"] and found["Pages nothing leads to"]
    register = site().chat.register
    assert found["Questions open"] == sum(not each.answered_in for each in register) > 0
    assert found["Words wanted"] == len(missing(site().catalogue))
    waiting = [each for each in site().chats if state(each.record, site().now) is ChatState.AWAITING]
    assert found["Chats awaiting write-up"] == len(waiting)
    gone = [each for each in open_pages() if each.record.gone]
    assert found["Links that lead nowhere"] == len(gone) > 0
    due = [each.record.review_by for each in open_pages() if each.listed and each.record.review_by]
    assert found["Reviews due soon"] == sum(0 <= (day - kit.CORPUS_DAY).days < SOON for day in due)


def test_each_line_leads_to_its_page(built: Path, page: html.HtmlElement) -> None:
    lists = page.xpath("//article//section[not(@aria-labelledby='affected')]//li/a/@href")
    assert len(lists) > 10
    for address in lists:
        if not address.startswith("#"):
            assert (built / "upkeep" / address.partition("#")[0] / "index.html").is_file(), address
    shown = sum(len(each) for each in [page.xpath("//main//section/ul/li")])
    assert shown >= sum(
        count for words, count in counts(page).items() if words not in ("Questions open", "Words wanted")
    )


def test_reviews_are_drawn_by_month(page: html.HtmlElement) -> None:
    due = Counter(
        f"{each.record.review_by:%B %Y}" for each in open_pages()
        if each.listed and each.record.review_by and 0 <= (each.record.review_by.year - 2026) * 12
        + each.record.review_by.month - 11 < 13
    )  # fmt: skip
    names = [
        name for name in page.xpath("//svg/@aria-label | //*[local-name()='svg']/@aria-label") if "by month" in name
    ]
    (told,) = {name for name in names if name.startswith("Reviews due")}
    assert dict(re.findall(r"(\w+ \d{4}): (\d+)", told)) == {month: str(count) for month, count in due.items()}


def test_a_change_finds_each_page_that_names_the_address(built: Path, page: html.HtmlElement) -> None:
    named = Named(site().catalogue)
    held = json.loads((built / "upkeep/affected.json").read_text("utf-8"))
    for address in list(named.by_address)[:40]:
        known = {one.page.address for one in named.by_address[address].values()}
        assert {held["pages"][number][1] for number in held["addresses"][address]} == known
    for guide in (each for each in open_pages() if each.kind == "guide" and each.record.authority):
        if address := guide.record.authority.url:
            assert guide.path in {one.page.path for one in named.affected(address)}
            assert bare(address) in page.xpath("string(//section[@aria-labelledby='affected']/details)")
    through = [one for one in named.affected("https://doi.org/10.1136/bmj.d3313") if one.through]
    assert through and all(one.through.path == "papers/florence-2011.md" for one in through)


@pytest.mark.parametrize(
    ("typed", "known", "yes"),
    [
        ("https://www.legislation.gov.uk/ukpga/1984/60/", "http://legislation.gov.uk/ukpga/1984/60#s1", True),
        ("legislation.gov.uk/ukpga/1984/60", "https://www.legislation.gov.uk/ukpga/1984/60/section/136", True),
        ("https://www.legislation.gov.uk/ukpga/1984/60/section/136", "https://legislation.gov.uk/ukpga/1984/60", True),
        ("https://www.legislation.gov.uk/ukpga/1984/6", "https://www.legislation.gov.uk/ukpga/1984/60", False),
        ("https://www.gov.uk/guidance/x", "https://www.gov.uk/", False),
        ("HTTPS://WWW.GOV.UK/Guidance/x", "https://www.gov.uk/guidance/X", True),
        ("http://[", "https://www.gov.uk/", False),
    ],
)
def test_what_an_address_concerns(typed: str, known: str, yes: bool) -> None:
    assert concerns(bare(typed), bare(known)) is yes


def test_the_command_lists_them(tmp_path: Path) -> None:
    from click.testing import CliRunner

    pages = kit.pages(kit.BASE)
    for path, text in pages.items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text, "utf-8")
    options = ["--docs", str(tmp_path / "docs"), "--today", "2026-11-22"]
    told = CliRunner().invoke(affected_command, ["www.college.police.uk/about", *options])
    assert (
        told.exit_code == 0 and "2 pages named it." in told.output and "through papers/christmas-2019.md" in told.output
    )
    none = CliRunner().invoke(affected_command, ["https://www.example.org/", *options])
    assert none.exit_code == 0 and none.output == "No page names it.\n"
    assert CliRunner().invoke(affected_command, ["the Act", *options]).exit_code == 2


def test_an_address_is_typed(browser: Browser, address: str) -> None:
    for script in (True, False):
        context = browser.new_context(service_workers="block", java_script_enabled=script)
        page = context.new_page()
        page.goto(f"{address}upkeep/")
        if script:
            page.locator("[data-affected] input").fill("https://doi.org/10.1136/bmj.d3313")
            expect(page.locator("[data-affected] [role=status]")).to_contain_text("name it.")
            named = Named(site().catalogue).affected("https://doi.org/10.1136/bmj.d3313")
            assert page.locator("[data-affected] li a").all_inner_texts()[0] == named[0].page.title
            assert page.locator("[data-affected] li a").count() == len(named)
            page.locator("[data-affected] li a").first.click()
            assert page.url == address + named[0].page.address
        else:
            assert not page.locator("[data-affected]").is_visible()
            assert page.locator("#affected ~ details li").count() > 3
        context.close()


def test_a_library_with_nothing_to_do_says_so() -> None:
    from catalogue.dates import now
    from catalogue.site.site import Site

    empty = Upkeep(Site(kit.catalogue("", base=False), now("2026-11-22", {})), [])
    assert not any(part.lines for part in empty.parts) and not empty.reviews_by_month()
    assert json.loads(empty.affected_json) == {"pages": [], "addresses": {}}
