"""Links that start or mend a page on the code host, and those that reach the editors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from catalogue.folder import read_texts
from catalogue.guides.start_links import LONGEST, contact
from catalogue.kinds import KINDS

TERM = "---\ntitle: Upstream work\ndefinition: Work on causes.\npublished: 2026-01-05\nwanted: [net tightening]\n---\n"
CHAT = """---
title: Talk
summary: A chat.
starts: 2026-11-10 21:00
minutes: 60
announced: 2026-10-01
platform: room
hosts:
  - name: A network
    role: Host
    organisation: A force
---
See [upstream work][].
"""


def links(file: Path, words: str) -> list[str]:
    """The addresses of the links of a page that say these words."""
    page = html.parse(str(file)).getroot()
    return [each.get("href") for each in page.iter("a") if each.text_content().strip() == words]


def test_every_list_starts_a_page_with_the_starter_in_it(make_site: Callable[..., Path]):
    site = make_site(
        {"glossary/upstream-work.md": TERM, "chats/2026-11-10-talk.md": CHAT}, REPO_URL="https://code.example/us"
    )
    for kind in KINDS:
        (address,) = links(site / kind.folder / "index.html", kind.start)
        assert len(address) <= LONGEST
        split, asked = urlsplit(address), parse_qs(urlsplit(address).query)
        assert split.path == f"/us/new/main/docs/{kind.folder}"
        path = f"{kind.folder}/{asked['filename'][0]}"
        page = read_texts({path: asked["value"][0]}).by_path[path]
        assert page.record.draft and page.kind == kind.name
        assert not [one for one in page.problems if one.code in ("top-unreadable", "field-unknown")]
    (word,) = links(site / "glossary/index.html", "net tightening")
    assert "title%3A%20net%20tightening" in word and "filename=net-tightening.md" in word
    assert links(site / "chats/2026-11-10-talk/index.html", "Write up this chat") == [
        "https://code.example/us/edit/main/docs/chats/2026-11-10-talk.md"
    ]
    assert len(links(site / "glossary/upstream-work/index.html", "Suggest a change")) == 1
    assert links(site / "glossary/upstream-work/index.html", "Something wrong? Tell us") == []


def test_without_a_code_host_no_page_leads_to_one(make_site: Callable[..., Path]):
    site = make_site({"glossary/upstream-work.md": TERM}, REPO_URL="")
    assert links(site / "glossary/index.html", "Define a word") == []
    assert links(site / "glossary/upstream-work/index.html", "Suggest a change") == []


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (None, {}),
        ("us@example.org", {"address": "us@example.org"}),
        ("https://forms.example/a", {"url": "https://forms.example/a"}),
        (
            {"address": "us@example.org", "url": "https://forms.example/a"},
            {"address": "us@example.org", "url": "https://forms.example/a"},
        ),
        ({"address": "x y@z", "url": "javascript:alert(1)"}, {}),
        (["us@example.org"], {}),
        (7, {}),
    ],
)
def test_only_an_address_or_a_form_is_a_contact(given: object, found: dict[str, str]):
    assert contact({"contact": given}) == found
    assert contact(None) == {}
