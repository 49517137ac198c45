"""Links that start or mend a page on the code host, and those that reach the editors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from lxml import html

from catalogue.folder import read_texts
from catalogue.guides.contact import Contact, contact, unread
from catalogue.guides.forms import form_files
from catalogue.guides.start_links import LONGEST
from catalogue.kinds import KINDS
from catalogue.proposals.answers import read_answers
from tests.conftest import build

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
    assert (
        links(site / "chats/2026-11-10-talk/index.html", "Write up this chat")
        == ["https://code.example/us/edit/main/docs/chats/2026-11-10-talk.md"] * 2
    )  # for as long as it awaits its write-up, and when that is late
    # At the head for those at a desk, at the foot for all.
    assert (
        links(site / "glossary/upstream-work/index.html", "Suggest a change")
        == ["https://code.example/us/edit/main/docs/glossary/upstream-work.md"] * 2
    )
    for file in site.rglob("*.html"):
        for address in (each for each in html.parse(str(file)).getroot().xpath("//a/@href") if "/new/" in each):
            asked = parse_qs(urlsplit(address).query, strict_parsing=True)
            assert len(address) <= LONGEST and set(asked) == {"filename", "value"}
            assert "status: draft" in asked["value"][0]
    assert links(site / "glossary/upstream-work/index.html", "Something wrong? Tell us") == []


def test_the_contributing_page_starts_every_kind_and_the_write_ups_that_are_due(make_site: Callable[..., Path]):
    page = "---\ntitle: Help\nlisting: contributing\n---\n\nWords.\n"
    site = make_site(
        {
            "chats/2026-11-10-talk.md": CHAT.replace("[upstream work][]", "this"),
            "contributing/index.md": page,
            "contributing/define-a-word.md": "---\ntitle: How to\nstarter: term\n---\n\nWords.\n",
        },
        REPO_URL="https://code.example/us",
    )
    file = site / "contributing/index.html"
    assert all(len(links(file, kind.start)) == 1 for kind in KINDS)
    assert len(links(site / "contributing/define-a-word/index.html", "Define a word")) == 1
    assert links(site / "contributing/define-a-word/index.html", "Fill in a form") == [
        "https://code.example/us/issues/new?template=term.yml"
    ]
    asked = {each for each in html.parse(str(file)).getroot().xpath("//a/@href") if "/issues/new?" in each}
    assert {f".github/ISSUE_TEMPLATE/{each.partition('template=')[2]}" for each in asked} == form_files().keys()
    assert links(file, "Write up “Talk”") == ["https://code.example/us/edit/main/docs/chats/2026-11-10-talk.md"]


def test_without_a_code_host_no_page_leads_to_one(make_site: Callable[..., Path]):
    site = make_site({"glossary/upstream-work.md": TERM}, REPO_URL="")
    assert links(site / "glossary/index.html", "Define a word") == []
    assert links(site / "glossary/upstream-work/index.html", "Suggest a change") == []


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (None, Contact()),
        ("us@example.org", Contact("us@example.org")),
        ("https://forms.example/a", Contact("", "https://forms.example/a")),
        (
            {"address": "us@example.org", "url": "https://forms.example/a"},
            Contact("us@example.org", "https://forms.example/a"),
        ),
        ({"address": "x y@z", "url": "javascript:alert(1)"}, Contact()),
        ({"address": "us@example.org?bcc=them@example.org"}, Contact()),
        (["us@example.org"], Contact()),
        (7, Contact()),
        ("mailto:pat.o'neil@example.org", Contact("pat.o'neil@example.org")),
        ({"adress": "us@example.org"}, Contact()),
        ("Write to us@example.org", Contact()),
    ],
)
def test_only_an_address_or_a_form_is_a_contact(given: object, found: Contact):
    assert contact({"contact": given}) == found
    assert not contact(None)
    # What is set and shown nowhere is named, so that nobody waits for words that never come.
    assert bool(list(unread({"contact": given}))) == (given is not None and not found)


def test_a_message_says_which_page_it_is_about():
    split = urlsplit(
        contact({"contact": "us+web@example.org"}).mail("Say “no” & go?", "https://x.example/a/", "2026-01-05")
    )
    asked = parse_qs(split.query, strict_parsing=True)
    assert (split.scheme, unquote(split.path)) == ("mailto", "us+web@example.org")
    assert asked["subject"] == ["Something wrong: Say “no” & go?"]
    assert asked["body"][0].split("\r\n")[:2] == [
        "Version: 2026-01-05", "Which page? Say “no” & go?, https://x.example/a/",
    ]  # fmt: skip
    written = asked["body"][0].replace("say now?\r\n", "say now?\r\nOld words.")
    answers = read_answers(written.replace("be right?\r\n", "be right?\r\nNew words.") + "\r\nThis e-mail is secret.")
    assert answers.form.name == "correction" and answers.by_field == {
        "page": "Say “no” & go?, https://x.example/a/", "says_now": "Old words.", "should_say": "New words.",
    }  # fmt: skip


def test_a_form_is_told_of_the_page_in_its_own_fields_or_in_ours():
    told = ("A & b", "https://x.example/a/", "2026-01-05")
    own = contact({"contact": "https://forms.example/f?entry.1={title}&entry.2={address}#top"}).form_for(*told)
    assert own == "https://forms.example/f?entry.1=A%20%26%20b&entry.2=https%3A%2F%2Fx.example%2Fa%2F#top"
    ours = urlsplit(contact({"contact": "https://forms.example/f?v=1#top"}).form_for(*told))
    assert parse_qs(ours.query) == {"v": ["1"], "title": [told[0]], "address": [told[1]], "version": [told[2]]}
    assert ours.fragment == "top"


def test_every_page_says_whom_to_tell(make_site: Callable[..., Path], tmp_path: Path):
    plain = {"glossary/upstream-work.md": TERM, "about/accessibility.md": "---\ntitle: Access\n---\n\nFor all.\n"}
    make_site(plain)
    project = tmp_path / "project-1"
    settings = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").unlink()
    (project / "mkdocs.yml").write_text(
        f"{settings}\nextra:\n  contact:\n    address: us@example.org\n    url: https://forms.example/f\n", "utf-8"
    )
    site = project / "told"
    assert build(project, site).returncode == 0
    pages = [file for file in site.rglob("index.html") if "site-footer" in file.read_text("utf-8")]
    assert len(pages) > 8
    for file in pages:
        (address,) = links(file, "Something wrong? Tell us")
        assert address.startswith("mailto:us@example.org?subject=Something%20wrong")
        (form,) = links(file, "Something wrong? Use our form")
        assert {"title", "address"} <= parse_qs(urlsplit(form).query).keys()
    assert links(site / "about/accessibility/index.html", "us@example.org") == ["mailto:us@example.org"]
