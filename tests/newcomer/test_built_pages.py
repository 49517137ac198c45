"""What newcomers meant is what the site shows and the feed tells, when their proposals are built."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.newcomer.contributions import CONTRIBUTIONS
from tests.newcomer.person import contribute
from tests.newcomer.site_before import BEFORE

TOGETHER = {
    "new term: a day as it is said": ("glossary/early-help", "Help for a family before things go wrong."),
    "new guide: a link and bold in a field": ("guidance/after-a-fall", "It marks people, as prevention can."),
    "new paper: two authors in one line": ("papers/walker-2020", "A. Smith"),
    "new post: a page misspelt": ("news/two-new-pages", "Naloxone"),
    "move a chat: “moved_from: yes”": ("chats/2026-12-10-spice", "The hall was shut."),
    "cancel a chat: taken back": ("chats/2026-12-17-lights", "17 December 2026"),
    "edit: a definition changed, which matters little": ("glossary/naloxone", "A medicine that reverses an overdose"),
    "write up a chat: by a word": ("chats/2026-11-12-night", "We spoke of two things."),
    "rename: a guide": ("guidance/overdose", "Get an ambulance coming."),
}
"""By contribution, the page it comes to and words that have to be read there."""


def test_the_built_pages_and_the_feed_say_what_was_meant(make_site: Callable[..., Path]) -> None:
    known = {one.name: one for one in CONTRIBUTIONS}
    texts = dict(BEFORE)
    del texts["guidance/after-an-overdose.md"]
    for name in TOGETHER:
        texts |= contribute(known[name]).texts
    site = make_site(texts, today="2026-11-25 12:00")
    for page, words in TOGETHER.values():
        html = (site / page / "index.html").read_text("utf-8")
        shown = " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style).*?</\1>", "", html)).split())
        assert words in shown, page
        assert not re.findall(r"\[insert|Exampleshire|\]\[|\[@|\*\*", shown), page
    feed = next(site.rglob("feed*created*.xml")).read_text("utf-8")
    for title in ("Early help", "After a fall", "Falls in towns", "Two new pages", "Spice", "The night"):
        assert title in feed, title
    assert re.search(r"moved[^<]*Spice|Spice[^<]*moved", feed)
    assert "[insert" not in feed and "**" not in feed
