"""Nothing hidden on a page is read in a feed or found by search, for every kind of page and every state of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from lxml import html

from tests import kit

GUIDE = (
    "title: {id}\npublished: {day}\nreviewed: {day}\n"
    "authority: {{kind: discussion, name: Official, url: 'https://www.college.police.uk/{id}'}}\n"
)
CHAT = "title: {id}\nannounced: {day}\nhashtag: '#WeCops'\n"
MADE = {  # each with a day of its own, so that none is told of in a batch
    "guidance/in-time": GUIDE + "review_by: 2027-11-22\n",
    "guidance/overdue": GUIDE + "review_by: 2026-11-20\n",
    "guidance/unreviewed": "title: unreviewed\npublished: {day}\n",
    "guidance/withdrawn": GUIDE + "status: withdrawn\nreview_by: 2027-11-22\nchanges:\n"
    "  - {{date: 2026-11-20, kind: major, note: Withdrawn., affects: Everyone, action: Do not use it.}}\n",
    "glossary/word": "title: Word\npublished: {day}\nreviewed: {day}\nreview_by: 2027-11-22\n",
    "glossary/old-word": "title: Old word\npublished: {day}\nstatus: superseded\nsuperseded_by: word\nchanges:\n"
    "  - {{date: 2026-11-20, kind: major, note: Replaced., affects: Everyone, action: Use the other.}}\n",
    "chats/2026-12-22-announced": CHAT + "starts: 2026-12-22 21:00\n",
    "chats/2026-12-23-moved": CHAT
    + "starts: 2026-12-23 21:00\nmoved_from: {{starts: 2026-11-30 21:00, on: 2026-11-10, reason: Illness.}}\n",
    "chats/2026-11-22-today": CHAT + "starts: 2026-11-22 11:30\n",
    "chats/2026-11-20-awaiting": CHAT + "starts: 2026-11-20 21:00\n",
    "chats/2026-11-02-late": CHAT + "starts: 2026-11-02 21:00\n",
    "chats/2026-11-21-cancelled": CHAT
    + "starts: 2026-11-21 21:00\ncancelled: {{on: 2026-11-12, reason: Too few could come.}}\n",
    "chats/2026-11-03-written-up": CHAT
    + "starts: 2026-11-03 21:00\noutcome: {{written_up: 2026-11-05, summary: Much was said., no_change_reason: No.}}\n",
    "papers/smith-2020": "title: A paper\nyear: 2020\nadded: 2026-11-10\n",
    "papers/jones-2020": "title: Taken back\nyear: 2020\nadded: 2026-11-10\n"
    "source_status: retracted\nsource_status_since: 2026-11-12\n",
    "news/2026-11-12-what-came": "title: A post\ndate: 2026-11-12\nabout: [word]\n",
}


@pytest.fixture
def site(make_site: Callable[..., Path]) -> Path:
    texts = {
        f"{path}.md": kit.filled(
            f"{path}.md", f"---\n{fields.format(id=path, day=f'2026-10-{number:02}')}---\n\nProse.\n"
        )
        for number, (path, fields) in enumerate(MADE.items(), 1)
    }
    return make_site({**kit.pages(kit.BASE), **texts})


def test_nothing_hidden_is_sent_or_found(site: Path) -> None:
    items = json.loads((site / "feeds/everything.json").read_text("utf-8"))["items"]
    shown = [json.loads(file.read_text("utf-8")) for file in (site / "search/pages").glob("*.json")]
    hiding = set()
    for path in MADE:
        page = html.parse(str(site / path / "index.html")).getroot().find(".//article")
        elements = [each for each in page.iter() if "hidden" in each.attrib]
        hidden = [words for each in elements if (words := _words(each))]
        for each in elements:
            each.drop_tree()
        seen = _words(page)
        sent = _read(one["content_html"] for one in items if path in one["url"])
        found = _read(part[2] for one in shown if path in one["address"] for part in one["parts"])
        assert sent, path
        for words in hidden:
            hiding.add(path)
            assert words in seen or (words not in sent and words not in found), (path, words)
    # The test would prove nothing of pages that hide nothing.
    assert {"guidance/in-time", "guidance/overdue", "chats/2026-12-22-announced", "chats/2026-11-02-late"} <= hiding
    everything = (site / "feeds/everything.xml").read_text("utf-8")
    assert everything.count("Review overdue: it was due by 20 November 2026") == 1 == everything.count("Review overdue")


def _read(texts: Iterable[str]) -> str:
    return _words(html.fromstring(f"<div>{' '.join(texts)}</div>"))


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_page_not_to_be_used_says_so_in_its_title_and_to_search_engines(site: Path) -> None:
    for path, title, listed in (
        ("guidance/withdrawn", "Withdrawn: guidance/withdrawn", False),
        ("glossary/old-word", "Superseded: Old word", False),
        ("papers/jones-2020", "Retracted: Taken back", True),
        ("chats/2026-11-21-cancelled", "Cancelled: chats/2026-11-21-cancelled", True),
        ("glossary/word", "Word", True),
    ):
        head = html.parse(str(site / path / "index.html")).getroot().find("head")
        assert head.findtext("title") == f"{title} · Public health policing"
        assert head.xpath("meta[@property='og:title']/@content") == [title]
        assert head.xpath("meta[@name='robots']/@content") == ([] if listed else ["noindex"])


def test_what_is_typed_for_a_guide_is_known_to_search_and_printed_on_no_page(make_site: Callable[..., Path]) -> None:
    """Some phrases of a risk to life name ways in which people die."""
    words = (
        "docs/search/words.md\n---\ntitle: Words\nrisk_to_life:\n  - {guide: x, typed: [zarquon brink, zarquon edge]}\n"
        "jobs:\n  - {guide: x, typed: [zarquon again]}\nmeanings:\n  - {means: harm, typed: [hurt]}\n---\n"
        "docs/guidance/x.md\n---\ntitle: A guide\n---\nOf harm.\n"
    )
    built = make_site({path: kit.filled(path, page) for path, page in kit.pages(kit.BASE + words).items()})
    page = html.parse(str(built / "search/words/index.html")).getroot()
    rows = [[_words(cell) for cell in row.iter("td")] for row in page.iter("tr")]
    assert [row for row in rows if row] == [["A guide", "2 phrases"], ["A guide", "1 phrase"], ["harm", "hurt"]]
    known = {str(file.relative_to(built)) for file in built.rglob("*.*") if b"zarquon" in file.read_bytes()}
    assert "search/index.json" in known
    assert {file for file in known if not re.match(r"search/(index|pocket|parts/\d+)\.json(\.|$)", file)} == set()
