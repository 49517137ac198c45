"""A person with a browser, or with e-mail alone, ends with a page on the built site: by link and by form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from click.testing import CliRunner
from lxml import html

from catalogue import Severity
from catalogue.cli import main
from catalogue.gaps import GAP
from catalogue.guides.start_links import LONGEST
from catalogue.kinds import KINDS
from tests.conftest import ROOT
from tests.newcomer.person import ROUNDS, Person
from tests.newcomer.site_before import BEFORE, DAY

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
HOST = "https://code.example/us"

USUAL = {
    "title": "Night {way} of a {kind}", "summary": "What it is, in one sentence.", "published": "2026-11-25",
    "announced": "2026-11-25", "added": "2026-11-25", "date": "2026-11-25",
}  # fmt: skip
KNOWN: dict[str, dict[str, str]] = {
    "guide": {"situation": "Somebody fell at night.", "do": "Look first.", "kind": "discussion",
              "name": "The official page on falls", "url": "https://www.gov.uk/falls-{way}"},
    "chat": {"starts": "2026-12-16 2{hour}:00", "minutes": "60", "platform": "X", "name": "Jo Smith", "role": "Host",
             "organisation": "Example Police", "reading": "weir-2021"},
    "paper": {"authors": "Walker, Ann", "year": "202{hour}", "publisher": "BMJ", "genre": "report",
              "url": "https://www.gov.uk/night-{way}"},
    "term": {"definition": "The hours in which most people sleep."},
    "post": {"about": "naloxone"},
}  # fmt: skip
"""What somebody who has a page in mind writes into its gaps, by the field's last name."""


def known(kind: str, way: str) -> dict[str, str]:
    """What is written for a page of a kind, so that pages of the two ways do not meet."""
    hour = {"link": "0", "form": "1", "mail": "2"}[way]
    return {key: value.format(way=way, hour=hour, kind=kind) for key, value in {**USUAL, **KNOWN[kind]}.items()}


def by_link(kind: str, address: str, title: str = "") -> tuple[Person, str]:
    """Follow a link, write in place of each gap, and do what the check says until it is green."""
    assert len(address) <= LONGEST
    asked = parse_qs(urlsplit(address).query, strict_parsing=True)
    path = f"{unquote(urlsplit(address).path).partition('/docs/')[2]}/{asked['filename'][0]}"
    person = Person(knows=known(kind, "link"))
    person.texts[path] = asked["value"][0].replace("status: draft", "status: current")
    lists = re.compile(rf'^(\w+):\n  - "?{GAP}"?$', re.IGNORECASE | re.MULTILINE)
    for _ in range(ROUNDS):
        # The items of a list first: a word of their gaps may be the name of another field.
        for name in [*person.texts]:
            text = lists.sub(lambda gap: f"{gap[1]}:\n  - {person.knows[gap[1]]}", person.texts[name])
            body = re.sub(rf"^{GAP}$", "It is dark, and people fall.", text, flags=re.IGNORECASE | re.MULTILINE)
            person.texts[name] = body if name not in BEFORE else person.texts[name]
        person.fill()
        asked_now = [one for one in person.check() if one.severity is Severity.ERROR]
        if not asked_now:
            break
        left = person.paste(asked_now)
        assert {one.code for one in left} <= {"placeholder-left"}, left
    (made,) = [name for name in person.texts if name not in BEFORE]
    page = person.catalogue.by_path[made]
    assert not [one for one in person.check() if one.severity is Severity.ERROR]
    assert page.kind == kind and not page.record.draft and page.title == (title or person.knows["title"])
    return person, made


def questions(name: str) -> dict[str, bool]:
    """The questions of a form as its file asks them, and whether each must be answered."""
    body = yaml.safe_load((FORMS / f"{name}.yml").read_text("utf-8"))["body"]
    return {
        one["attributes"]["label"]: bool(one.get("validations", {}).get("required"))
        for one in body if one["type"] != "markdown"
    }  # fmt: skip


SAID = {
    "The name of the page": "title", "The page in one sentence, at most 160 characters": "summary",
    "What the word means, in at most 40 words": "definition", "The job, in an officer's words": "situation",
    "What weight the guide carries": "kind", "The name of the official page that wins": "name",
    "The address of the official page that wins": "url", "What to do at once": "do",
    "When it starts, UK time": "starts", "How long it lasts, in minutes": "minutes", "Where it is held": "platform",
    "The host's name": "name", "The role, as it was on the day": "role",
    "The organisation, as it was on the day": "organisation", "What to read first": "reading",
    "Who wrote it": "authors", "The year it came out, or n.d.": "year", "Who published it": "publisher",
    "What sort of publication it is": "genre", "The publisher's own address": "url", "The day of the news": "date",
    "The pages it is about": "about",
}  # fmt: skip
"""What somebody reads into a question."""


def answered(name: str, answers: Mapping[str, str], *, mail: bool) -> str:
    """A form as the code host or a mail program hands it over; what nobody asked for is left out."""
    asked = questions(name)
    assert not [label for label, needed in asked.items() if needed and label not in answers]
    if mail:
        lines = [f"{label}{'' if label.endswith('?') else ':'} {answers[label]}" for label in asked if label in answers]
        return "Hello,\r\n\r\n" + "\r\n".join([*lines, "", "End of the form", "", "Sent from a phone"])
    return "\n\n".join(f"### {label}\n\n{answers.get(label, '_No response_')}" for label in asked)


CHANGES: dict[str, tuple[str, dict[str, str], str]] = {
    "move": (
        "chats/2026-12-10-spice.md",
        {
            "When it starts, UK time": "11 December 2026 8pm",
            "Why it moved, which is always said": "The hall is shut.",
        },
        "The hall is shut.",
    ),
    "write-up": (
        "chats/2026-11-12-night.md",
        {
            "What was said, in a few sentences": "We spoke of two things.",
            "Why nothing changed, if nothing did": "All of it was said before.",
        },
        "We spoke of two things.",
    ),
    "correction": (
        "guidance/dark-streets.md",
        {
            "What does the page say now?": "Walk the street at night.",
            "What would be right?": "Walk the street at night: “look up”.",
        },
        "“look up”",
    ),
}
"""A form about a page that is there: the page, what is answered, and what has to be read there then."""


def send(docs: Path, name: str, answers: Mapping[str, str], *, mail: bool = False) -> None:
    """Send a form, and have its page written."""
    text = answered(name, answers, mail=mail)
    options = ["--docs", str(docs), "--today", DAY.isoformat(), "--write"]
    ran = CliRunner().invoke(main, ["from-form", "-", *options], input=text)
    assert ran.exit_code == 0, f"{name}: {ran.output}"


def shown(file: Path) -> str:
    """The words of a built page."""
    page = html.parse(str(file)).getroot()
    for one in page.xpath("//script|//style"):
        one.drop_tree()
    return " ".join(page.text_content().split())


@pytest.fixture
def links(make_site: Callable[..., Path]) -> dict[str, str]:
    """The link on each list that starts a page, and the one of a word that is missing, as the site shows them."""
    wanting = BEFORE["glossary/prevention.md"].replace("published:", "wanted: [night falls]\npublished:", 1)
    site = make_site({**BEFORE, "glossary/prevention.md": wanting}, today="2026-11-25 12:00", REPO_URL=HOST)
    found = {}
    for kind in KINDS:
        page = html.parse(str(site / kind.folder / "index.html")).getroot()
        (found[kind.name],) = {one.get("href") for one in page.iter("a") if one.text_content().strip() == kind.start}
    glossary = html.parse(str(site / "glossary/index.html")).getroot()
    (found["missing"],) = {one.get("href") for one in glossary.iter("a") if one.text_content().strip() == "night falls"}
    return found


def test_each_way_ends_with_a_page_on_the_site(links: dict[str, str], make_site: Callable[..., Path], tmp_path: Path):
    texts, expected = dict(BEFORE), {}
    for kind in (*KINDS, None):
        name = kind.name if kind else "term"
        person, path = by_link(name, links[kind.name if kind else "missing"], "" if kind else "night falls")
        texts[path] = person.texts[path]
        expected[path] = "night falls" if kind is None else f"Night link of a {name}"
    docs = tmp_path / "docs"
    for path, text in texts.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, "utf-8")
    for kind in KINDS:
        for way in ("form", "mail"):
            said = known(kind.name, way)
            asked = {label: said[SAID[label]] for label in questions(kind.name) if said.get(SAID.get(label, ""))}
            before = set(docs.rglob("*.md"))
            send(docs, kind.name, asked, mail=way == "mail")
            (made,) = set(docs.rglob("*.md")) - before
            expected[made.relative_to(docs).as_posix()] = f"Night {way} of a {kind.name}"
    for name, (path, answers, words) in CHANGES.items():
        send(docs, name, {"Which page?": f"https://site.example/{path[:-3]}/", **answers})
        expected[path] = words
    send(
        docs,
        "cancel",
        {"Which page?": "Night mail of a chat", "Why it was cancelled, which is always said": "Nobody can come."},
    )
    pages = {file.relative_to(docs).as_posix(): file.read_text("utf-8") for file in docs.rglob("*.md")}
    site = make_site(pages, today="2026-11-25 12:00")
    assert len(expected) == 3 * len(KINDS) + 1 + len(CHANGES)
    for path, words in expected.items():
        assert words in shown(site / path[:-3] / "index.html"), path
    assert "Nobody can come." in shown(site / "chats/2026-12-16-night-mail-of-a-chat/index.html")
    feed = next(site.rglob("feed*created*.xml")).read_text("utf-8")
    for title in ("Night link", "Night form", "Night mail"):
        assert feed.count(title) >= len(KINDS)
