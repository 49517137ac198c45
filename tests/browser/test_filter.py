"""The filter of a list, on the library; and the buttons that copy a reference."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def papers(phone: Page, address: str) -> Page:
    phone.goto(f"{address}papers/")
    return phone


def shown(page: Page) -> list[str]:
    return page.locator("#papers [data-item]:visible a").all_inner_texts()


def test_typing_keeps_what_fits_and_says_how_many(papers: Page) -> None:
    status = papers.locator(".filter [role=status]")
    expect(status).to_have_text(re.compile(r"^\d+ papers$"))
    everything = papers.locator("#papers [data-item]").count()
    assert len(shown(papers)) == 25
    papers.get_by_label("Words, author or year").fill("naloxone")
    expect(status).to_have_text(re.compile(rf"^\d+ of {everything} papers$"))
    left = shown(papers)
    assert 0 < len(left) < everything
    assert status.inner_text() == f"{len(left)} of {everything} papers"
    papers.get_by_label("Words, author or year").fill("")
    expect(status).to_have_text(f"{everything} papers")
    papers.get_by_role("button", name="Show 25 more").click()
    assert len(shown(papers)) == min(50, everything) > 25


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("srivastava 2019", "Public health approaches in policing: a discussion paper"),
        ("SRIVASTAVA  discussion", "Public health approaches in policing: a discussion paper"),
        ("alla wittwer", "Theoretical and practical challenges of proportionate universalism: a review"),
        ("i'm not going", "‘I’m not going to leave someone to die’: carriage of naloxone"),
    ],
)
def test_case_accents_and_apostrophes_do_not_matter(papers: Page, typed: str, title: str) -> None:
    papers.get_by_label("Words, author or year").fill(typed)
    expect(papers.locator("#papers [data-item]:visible")).to_have_count(1)
    assert shown(papers)[0].startswith(title)


def test_choices_and_words_hold_together(papers: Page) -> None:
    papers.get_by_role("combobox", name="Kind").select_option("review")
    papers.get_by_role("combobox", name="Element").select_option("prevention")
    for item in papers.locator("#papers [data-item]:visible").all():
        assert item.get_attribute("data-genre") == "review"
        assert "prevention" in (item.get_attribute("data-element") or "").split()
    before = len(shown(papers))
    papers.get_by_label("Words, author or year").fill("systematic mapping")
    assert 0 < len(shown(papers)) < before


def test_a_year_without_papers_left_goes_and_the_others_count(papers: Page) -> None:
    papers.get_by_label("Words, author or year").fill("naloxone")
    groups = papers.locator("#papers [data-group]:visible")
    for group in groups.all():
        count = group.locator("[data-item]:visible").count()
        assert count > 0
        assert group.locator("[data-count]").inner_text() == str(count)
    assert 0 < groups.count() < papers.locator("#papers [data-group]").count()


def test_nothing_found_is_said(papers: Page) -> None:
    papers.get_by_label("Words, author or year").fill("zzzz")
    status = papers.locator(".filter [role=status]")
    expect(status).to_have_text(re.compile(r"^None of \d+ papers\. Try fewer words\.$"))
    assert shown(papers) == []


def test_what_was_typed_still_holds_after_going_back(papers: Page) -> None:
    papers.get_by_label("Words, author or year").fill("naloxone")
    left = shown(papers)
    papers.locator("#papers [data-item]:visible a").first.click()
    papers.wait_for_url("**/papers/*/")
    papers.go_back()
    expect(papers.get_by_label("Words, author or year")).to_have_value("naloxone")
    expect(papers.locator("#papers [data-item]:visible")).to_have_count(len(left))


def test_without_script_there_is_no_filter_and_every_paper(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}papers/")
    expect(page.locator(".filter")).to_be_hidden()
    expect(page.locator("#papers [data-item]:visible")).to_have_count(page.locator("#papers [data-item]").count())
    page.locator("#by-genre ~ details summary").first.click()
    expect(page.locator("#by-genre ~ details li").first).to_be_visible()
    page.get_by_role("link", name="By author").click()
    expect(page.locator("#by-author + ul li").first).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("path", "opener", "start"),
    [
        ("papers/christmas-2019/", "", "Christmas, H. and Srivastava, J. (2019) Public health"),
        ("guidance/carrying-naloxone/", "Cite this page", "Public health policing (2026) Someone may have overdosed"),
    ],
)
def test_a_reference_can_be_copied(browser: Browser, address: str, path: str, opener: str, start: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], service_workers="block")
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    if opener:
        page.get_by_text(opener, exact=True).click()
    page.locator("[data-copy-from=harvard], [data-copy-from=cite-page]").click()
    expect(page.locator("#said")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith(start)
    context.close()


def test_the_genre_of_a_paper_leads_to_its_opened_list(phone: Page, address: str) -> None:
    phone.goto(f"{address}papers/christmas-2019/")
    phone.get_by_role("article").get_by_role("link", name="Discussion", exact=True).click()
    phone.wait_for_url("**/papers/#genre-discussion")
    expect(phone.locator("#genre-discussion a")).to_be_in_viewport()
