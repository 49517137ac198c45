"""What small sites send, and when: days to come, drafts, moved pages, second changes, hostile words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree, html

from tests import contract, kit

BASE = "https://public-health-policing.example/"
FEEDS = ("everything", "guidance", "chats", "papers", "glossary")


def word(title: str, body: str = "Words.", **fields: object) -> str:
    """A word as a page."""
    given = {"title": title, "definition": "What it means.", "owner": "Glossary editor", **fields}
    return "---\n" + "".join(f"{name}: {kit.as_yaml(value)}\n" for name, value in given.items()) + f"---\n\n{body}\n"


def major(day: str, note: str) -> dict[str, str]:
    """A major change."""
    return {"date": day, "kind": "major", "note": note, "affects": "Everyone.", "action": "Read it again."}


def sent(site: Path, today: str) -> dict[str, str]:
    """What a site sends, by id (kind, name, what, day), with the address; each feed is held to the contract."""
    now = datetime.fromisoformat(f"{today}T12:00:00").replace(tzinfo=UTC)
    for name in FEEDS:
        ids = contract.of_rss((site / f"feeds/{name}.xml").read_bytes(), now, BASE)
        assert ids == contract.of_json((site / f"feeds/{name}.json").read_text("utf-8"), now, BASE)
    items = json.loads((site / "feeds/everything.json").read_text("utf-8"))["items"]
    return {
        re.sub(r"tag:[^,]+,([^:]+):(.*?)(/2)?$", r"\2/\1\3", item["id"]): item["url"].removeprefix(BASE)
        for item in items
    }


def everywhere(site: Path) -> str:
    """All text of a built site."""
    texts = (
        path for path in sorted(site.rglob("*")) if path.suffix in (".html", ".xml", ".json", ".opml", ".txt", ".ics")
    )
    return "\n".join(path.read_text("utf-8") for path in texts)


DAYS = {
    "glossary/today.md": word("Seen today", published="2026-11-22"),
    "glossary/tomorrow.md": word("Seen tomorrow", "Leads to [Seen today][].", published="2026-11-23"),
    "glossary/half.md": word("Half a draft", status="draft", published="2026-11-01"),
    "glossary/gone.md": word("A draft taken back", status="withdrawn"),
    "glossary/changing.md": word(
        "Changing", published="2026-11-01", changes=[major("2026-11-23", "The change to come.")]
    ),
}


def test_a_day_to_come_is_released_by_that_day_and_drafts_never(make_site: Callable[..., Path]) -> None:
    before, after = make_site(DAYS, "2026-11-22 12:00"), make_site(DAYS, "2026-11-23 12:00")
    first, second = sent(before, "2026-11-22"), sent(after, "2026-11-23")
    assert set(first) == {"term/today/published/2026-11-22", "term/changing/published/2026-11-01"}
    assert set(second) - set(first) == {"term/tomorrow/published/2026-11-23", "term/changing/changed/2026-11-23"}
    assert set(first) <= set(second)
    assert not (before / "glossary/tomorrow").exists() and (after / "glossary/tomorrow/index.html").is_file()
    assert "Seen tomorrow" not in everywhere(before) and "The change to come." not in everywhere(before / "feeds")
    for site in (before, after):
        assert not (site / "glossary/half").exists() and "Half a draft" not in everywhere(site)
        for folder in ("feeds", "news", "search"):
            assert "A draft taken back" not in everywhere(site / folder)
        assert "glossary/gone/" not in (site / "sitemap.xml").read_text("utf-8")


def test_a_moved_page_is_no_news_and_its_old_address_leads_on(make_site: Callable[..., Path]) -> None:
    fields = {"published": "2026-11-01", "changes": [major("2026-11-20", "One."), major("2026-11-20", "Two.")]}
    before = sent(make_site({"glossary/old-name.md": word("A word", **fields)}), "2026-11-22")
    site = make_site({"glossary/new-name.md": word("A 3 < 4 & more", formerly=["old-name"], **fields)})
    after = sent(site, "2026-11-22")
    assert list(after) == list(before)
    assert list(before)[:2] == ["term/old-name/changed/2026-11-20", "term/old-name/changed/2026-11-20/2"]
    assert set(before.values()) == {"glossary/old-name/"} and set(after.values()) == {"glossary/new-name/"}
    moved = html.parse(str(site / "glossary/old-name/index.html")).getroot()
    assert moved.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../new-name/"]
    assert moved.xpath("//link[@rel='canonical']/@href") == [f"{BASE}glossary/new-name/"]
    assert moved.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert moved.xpath("//main//a/@href") == ["../new-name/"] and not moved.xpath("//script")
    assert "".join(moved.xpath("//main//a//text()")) == "A 3 < 4 & more"
    assert "old-name/" not in (site / "sitemap.xml").read_text("utf-8")


HOSTILE = "R&D 3 < 4 > 2 ]]> \"so\" 'too' 😀 שלום עליכם abc \u2028"


def test_hostile_words_in_every_field_leave_every_file_readable(make_site: Callable[..., Path]) -> None:
    change = {**major("2026-11-20", HOSTILE), "affects": HOSTILE, "action": HOSTILE}
    common = {"summary": HOSTILE, "owner": HOSTILE}
    pages = {
        "glossary/one.md": word(
            HOSTILE,
            published="2026-11-01",
            also=[f"{HOSTILE} too"],
            say_it=HOSTILE,
            police_view=HOSTILE,
            **{**common, "definition": HOSTILE},
            changes=[change],
        ),
        "guidance/two.md": word(
            f"{HOSTILE} 2",
            published="2026-11-01",
            situation=HOSTILE,
            harm=HOSTILE,
            **common,
            changes=[change],
            card={"do": [HOSTILE], "dont": [HOSTILE], "call": HOSTILE, "why": HOSTILE},
            authority={"kind": "discussion", "name": HOSTILE, "url": "https://example.org/a?b=1&c=2"},
        ),
        "papers/three-2019.md": word(
            f"{HOSTILE} 3",
            authors=[{"organisation": HOSTILE}],
            year="2019",
            publisher=HOSTILE,
            genre="report",
            added="2026-11-01",
            url="https://example.org/a?b=1&c=2",
            link_checked="2026-11-01",
            **common,
            about={"question": HOSTILE, "found": HOSTILE, "limits": HOSTILE},
        ),
        "chats/2026-12-01-four.md": word(
            f"{HOSTILE} 4",
            starts="2026-12-01 21:00",
            minutes="60",
            announced="2026-11-01",
            aims=[HOSTILE],
            questions=[HOSTILE],
            hosts=[{"name": HOSTILE, "role": HOSTILE, "handle": "@LancsVRN"}],
            reading=["one"],
            hashtag=HOSTILE,
            **common,
        ),
        "news/five.md": word(f"{HOSTILE} 5", date="2026-11-02", about=["one", "two"], **common),
    }
    pages = {path: text.replace('definition: "What it means."\n', "") for path, text in pages.items()}
    site = make_site(pages)
    assert len(sent(site, "2026-11-22")) == 7
    titles = [item.findtext("title") for item in etree.parse(str(site / "feeds/everything.xml")).iter("item")]
    hostile = f"New word: {' '.join(HOSTILE.split()).replace('<', '‹').replace('>', '›')}"
    assert any(title.startswith("New word: ") and hostile.startswith(title.rstrip("…")) for title in titles)
    for path in [*site.glob("**/*.xml"), *site.glob("**/*.opml")]:
        etree.parse(str(path))
