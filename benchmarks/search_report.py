"""`make search-report`: what search finds in the built site for each phrase of `search_phrases.yml`, each sentence of
`seen_sentences.yml` and `unseen_sentences.yml`, and each phrase of `risk_phrases.yml`; and what it costs.

It is a report and no test: what a phrase should find is a judgement, and pages change.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Page, Response, expect, sync_playwright

from benchmarks.server import serve
from tests.browser.find_browser import find

SITE = Path("site")
PHRASES = Path(__file__).parent / "search_phrases.yml"
SENTENCES = {False: PHRASES.with_name("seen_sentences.yml"), True: PHRASES.with_name("unseen_sentences.yml")}
RISKS = Path(__file__).parent / "risk_phrases.yml"
TOP_THREE, TOP_ONE = 95, 85
FIRST, FURTHER = 60_000, 40_000
"""The goals: per cent of phrases, and bytes as a good host sends them."""


@dataclass(frozen=True)
class Phrase:
    """What is typed, the addresses of the pages that answer it, and whether the ranking was made without it."""

    typed: str
    answers: tuple[str, ...]
    held_out: bool


@dataclass(frozen=True)
class Outcome:
    """What a phrase found: the addresses, best first."""

    phrase: Phrase
    found: tuple[str, ...]

    @property
    def place(self) -> int:
        """Where the first answer stands, from 1; 0 where it is not among those found."""
        return next((n for n, address in enumerate(self.found, 1) if address in self.phrase.answers), 0)


def phrases(path: Path, held_out: bool | None = None) -> Iterator[Phrase]:
    """The phrases of a file: all of them held out or none, or of each page's the second, fourth and sixth."""
    for address, typed in yaml.safe_load(path.read_text("utf-8")).items():
        for number, one in enumerate(typed):
            words, *more = one if isinstance(one, list) else [one]
            yield Phrase(str(words), (address, *more), number % 2 == 1 if held_out is None else held_out)


def search(page: Page, typed: str) -> tuple[str, ...]:
    """The addresses that the page of search lists for what is typed, best first."""
    page.locator("#search-words").fill(typed)
    expect(page.locator("#search-results")).to_have_attribute("data-words", typed)
    addresses = page.locator("#search-results a").evaluate_all("all => all.map(a => a.href)")
    return tuple(urlsplit(address).path.removeprefix("/") for address in addresses)


def told(outcomes: list[Outcome]) -> str:
    """The rates of some outcomes in a line."""
    many = len(outcomes)
    three = 100 * sum(0 < one.place <= 3 for one in outcomes) / many
    first = 100 * sum(one.place == 1 for one in outcomes) / many
    return f"{many:>4} phrases: {three:5.1f} % in the first three ({TOP_THREE}), {first:5.1f} % first ({TOP_ONE})"


def weights(page: Page, root: str, typed: list[str]) -> list[int]:
    """The bytes that each search fetches, one after another on one page, as the server sends them."""
    fetched: list[int] = []
    page.on("response", lambda one: fetched.append(_size(one)))
    page.goto(f"{root}about/")
    page.get_by_role("button", name="Search").click()
    spent = []
    for words in typed:
        page.locator("#search-words").fill(words)
        expect(page.locator("#search-results")).to_have_attribute("data-words", words)
        spent.append(sum(fetched))
        fetched.clear()
    return spent


def _size(response: Response) -> int:
    return int(response.headers.get("content-length", 0)) if re.search(r"/search[/.]", response.url) else 0


def main() -> int:
    """Print the report; `all` prints each phrase, otherwise those whose answer is not first."""
    server, root = serve(SITE)
    every, risks = list(phrases(PHRASES)), list(phrases(RISKS))
    with sync_playwright() as playwright:
        chosen = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find(), args=chosen)
        page = browser.new_context(service_workers="block").new_page()
        page.goto(f"{root}search/")
        outcomes = [Outcome(one, search(page, one.typed)) for one in every]
        said = [Outcome(one, search(page, one.typed)) for held in SENTENCES for one in phrases(SENTENCES[held], held)]
        at_risk = [Outcome(one, search(page, one.typed)) for one in risks]
        spent = weights(
            browser.new_context(service_workers="block").new_page(), root, [one.typed for one in every[::9]]
        )
        browser.close()
    server.shutdown()
    for one in (*outcomes, *said, *at_risk):
        # What an unseen sentence misses is not looked at, or it is seen.
        unseen = one in said and one.phrase.held_out
        if (one.place != 1 and not unseen) or "all" in sys.argv:
            where = one.place or "–"
            print(f"{where:>3}  {one.phrase.typed:<55} {' '.join(one.found[:3])}")
    print(f"\nheld out  {told([one for one in outcomes if one.phrase.held_out])}")
    print(f"others    {told([one for one in outcomes if not one.phrase.held_out])}")
    print(f"sentences {told([one for one in said if one.phrase.held_out])} unseen")
    print(f"sentences {told([one for one in said if not one.phrase.held_out])} seen")
    print(f"at risk   {told(at_risk)}")
    print(f"first search {spent[0]:,} bytes ({FIRST:,}); a further one {max(spent[1:]):,} at most ({FURTHER:,})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
