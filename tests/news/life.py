"""A subscriber's life: revisions of a small site, each with what must be new, edited or lost in the feeds.

`python -m tests.news.life` prints the table; `make news-life` runs it with the feed readers that are installed.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from catalogue import Catalogue
from catalogue.dates import now
from catalogue.folder import read_texts
from catalogue.ledger import PATH, Ledger
from catalogue.site.news import Item, items

HOST = "example.org"
Texts = dict[str, str | bytes]


@dataclass(frozen=True)
class Revision:
    """One act of an editor on a day, and what a subscriber must get of it: the kinds of new and of edited items."""

    day: str
    says: str
    act: Callable[[Texts], None]
    new: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()


GUIDE = "guidance/after-an-overdose.md"
TERM = "glossary/naloxone.md"
CHAT = "chats/2026-03-10-spice.md"
PAPER = "papers/smith-2019.md"
POST = "news/2026-01-05-we-begin.md"

START: Texts = {
    GUIDE: "---\ntitle: After an overdose\nsituation: Someone is down.\nsummary: What to do first.\n"
    "published: 2026-01-05\ncard:\n  do: [Get an ambulance.]\n---\nWords.\n",
    TERM: "---\ntitle: Naloxone\ndefinition: A medicine for an opioid overdose.\npublished: 2026-01-05\n---\n",
    PAPER: "---\ntitle: A trial\nsummary: What it found.\nauthors: [Smith]\nyear: 2019\npublisher: BMJ\n"
    "genre: article\nadded: 2026-01-05\n---\n",
    POST: "---\ntitle: We begin\nsummary: A start.\ndate: 2026-01-05\n---\n",
}


def put(path: str, text: str) -> Callable[[Texts], None]:
    """The editor writes a new file."""
    return lambda texts: texts.__setitem__(path, text)


def change(path: str, *pairs: tuple[str, str]) -> Callable[[Texts], None]:
    """The editor changes words of a file."""

    def act(texts: Texts) -> None:
        for old, new in pairs:
            text = str(texts[path])
            assert old in text, (path, old, text)
            texts[path] = text.replace(old, new, 1)

    return act


def rename(path: str, new: str) -> Callable[[Texts], None]:
    """The editor renames a file and says what it was called."""

    def act(texts: Texts) -> None:
        old = path.rpartition("/")[2][:-3]
        text = str(texts.pop(path))
        if "formerly: [" in text:
            text = text.replace("formerly: [", f"formerly: [{old}, ", 1)
        else:
            text = text.replace("---\n", f"---\nformerly: [{old}]\n", 1)
        texts[new] = text

    return act


def delete(path: str) -> Callable[[Texts], None]:
    """The editor deletes a file."""
    return lambda texts: texts.pop(path) and None


def note(day: str, words: str, kind: str = "major") -> str:
    """A note of change, as an item of `changes`."""
    return f"  - {{date: {day}, kind: {kind}, note: {words}, affects: Response, action: Read it}}\n"


TOP = "---\nWords"
NEW = "guidance/at-an-overdose.md"
CHAT_TEXT = (
    "---\ntitle: Spice\nsummary: What helps.\nstarts: 2026-03-10 21:00\nminutes: 60\nannounced: 2026-02-20\n---\n"
)

LIFE = (
    Revision("2026-01-05", "the site begins", lambda texts: None, ("added", "posted", "published", "published")),
    Revision("2026-01-06", "nothing", lambda texts: None),
    Revision(
        "2026-01-07", "a small note", change(GUIDE, (TOP, f"changes:\n{note('2026-01-07', 'A comma', 'minor')}{TOP}"))
    ),
    Revision(
        "2026-01-08",
        "a major note",
        change(GUIDE, (TOP, note("2026-01-08", "Stay with them until help comes") + TOP)),
        ("changed",),
    ),
    Revision(
        "2026-01-08",
        "a second of one day, on top",
        change(GUIDE, ("changes:\n", "changes:\n" + note("2026-01-08", "Tell the crew what you gave and when"))),
        ("changed",),
    ),
    Revision(
        "2026-01-09",
        "the day of a sent note is mended",
        change(GUIDE, ("date: 2026-01-08, kind: major, note: Stay", "date: 2026-01-06, kind: major, note: Stay")),
    ),
    Revision(
        "2026-01-10",
        "words of a sent note are mended",
        change(GUIDE, ("Stay with them until help comes", "Stay with them until help arrives")),
        edited=("changed",),
    ),
    Revision("2026-01-11", "published is mended", change(TERM, ("published: 2026-01-05", "published: 2026-01-04"))),
    Revision("2026-01-12", "the file is renamed", rename(GUIDE, NEW)),
    Revision("2026-01-13", "and renamed again", rename(NEW, "guidance/overdose.md")),
    Revision(
        "2026-01-14",
        "formerly is sorted",
        change("guidance/overdose.md", ("[at-an-overdose, after-an-overdose]", "[after-an-overdose, at-an-overdose]")),
    ),
    Revision(
        "2026-01-20",
        "a note of ten days ago is merged",
        change("guidance/overdose.md", (TOP, note("2026-01-10", "A second dose may be needed") + TOP)),
        ("changed",),
    ),
    Revision(
        "2026-01-21",
        "the notes are sorted the other way",
        lambda texts: texts.__setitem__("guidance/overdose.md", turned(str(texts["guidance/overdose.md"]))),
    ),
    Revision(
        "2026-01-22",
        "withdrawn, with a note",
        change(
            "guidance/overdose.md",
            ("published:", "status: withdrawn\npublished:"),
            (TOP, note("2026-01-22", "The guide is withdrawn") + TOP),
        ),
        ("withdrawn",),
    ),
    Revision(
        "2026-01-23",
        "and brought back, with a note",
        change(
            "guidance/overdose.md", ("status: withdrawn\n", ""), (TOP, note("2026-01-23", "The guide is back") + TOP)
        ),
        ("reinstated",),
    ),
    Revision(
        "2026-01-24",
        "withdrawn again, without a note",
        change("guidance/overdose.md", ("published:", "status: withdrawn\npublished:")),
        ("withdrawn",),
    ),
    Revision(
        "2026-01-25",
        "and brought back, without a note",
        change("guidance/overdose.md", ("status: withdrawn\n", "")),
        ("reinstated",),
    ),
    Revision(
        "2026-02-01",
        "a draft comes",
        put(
            "glossary/spice.md",
            "---\ntitle: Spice drug\ndefinition: A drug.\nstatus: draft\npublished: 2026-01-15\n---\n",
        ),
    ),
    Revision(
        "2026-02-02", "and is published late", change("glossary/spice.md", ("status: draft\n", "")), ("published",)
    ),
    Revision("2026-02-20", "a chat is announced", put(CHAT, CHAT_TEXT), ("announced",)),
    Revision(
        "2026-02-21",
        "its announcement's day is mended",
        change(CHAT, ("announced: 2026-02-20", "announced: 2026-02-19")),
    ),
    Revision(
        "2026-02-22",
        "it is moved, with a reason",
        change(
            CHAT,
            (
                "starts: 2026-03-10 21:00",
                "moved_from: {starts: 2026-03-10 21:00, on: 2026-02-22, reason: The host is away.}\nstarts: 2026-03-17 21:00",
            ),
        ),
        ("moved",),
    ),
    Revision(
        "2026-02-23",
        "moved again: the first move is overwritten",
        change(
            CHAT,
            (
                "moved_from: {starts: 2026-03-10 21:00, on: 2026-02-22, reason: The host is away.}\nstarts: 2026-03-17 21:00",
                "moved_from: {starts: 2026-03-17 21:00, on: 2026-02-23, reason: The room is taken.}\nstarts: 2026-03-24 21:00",
            ),
        ),
        ("moved",),
    ),
    Revision(
        "2026-02-24",
        "the hour alone, and no word of it",
        change(CHAT, ("starts: 2026-03-24 21:00", "starts: 2026-03-24 20:00")),
        ("moved",),
    ),
    Revision(
        "2026-02-25",
        "it is cancelled",
        change(CHAT, ("minutes: 60", "minutes: 60\ncancelled: {on: 2026-02-25, reason: Too few.}")),
        ("cancelled",),
    ),
    Revision(
        "2026-02-26",
        "it is to be held after all",
        change(CHAT, ("cancelled: {on: 2026-02-25, reason: Too few.}\n", "")),
        ("on-again",),
    ),
    Revision(
        "2026-02-27",
        "it is cancelled again",
        change(CHAT, ("minutes: 60", "minutes: 60\ncancelled: {on: 2026-02-27, reason: Too few.}")),
        ("cancelled",),
    ),
    Revision(
        "2026-02-28",
        "and on again",
        change(CHAT, ("cancelled: {on: 2026-02-27, reason: Too few.}\n", "")),
        ("on-again",),
    ),
    Revision(
        "2026-03-30",
        "it is written up",
        change(
            CHAT,
            (
                "minutes: 60",
                "minutes: 60\noutcome: {written_up: 2026-03-30, summary: Three questions came up., changed: [naloxone]}",
            ),
        ),
        ("written-up",),
    ),
    Revision(
        "2026-03-31",
        "its start is mended after the day",
        change(CHAT, ("starts: 2026-03-24 20:00", "starts: 2026-03-24 20:30")),
    ),
    Revision(
        "2026-04-01",
        "a paper is retracted, on no day",
        change(PAPER, ("added:", "source_status: retracted\nadded:")),
        ("retracted",),
        ("added",),
    ),
    Revision(
        "2026-04-02",
        "its day is found",
        change(PAPER, ("source_status: retracted\n", "source_status: retracted\nsource_status_since: 2026-03-01\n")),
    ),
    Revision(
        "2026-04-03",
        "it was a mistake",
        change(PAPER, ("source_status: retracted\nsource_status_since: 2026-03-01\n", "")),
        ("restored",),
        ("added",),
    ),
    Revision("2026-04-10", "a post is withdrawn", change(POST, ("date:", "status: withdrawn\ndate:")), ("withdrawn",)),
    Revision(
        "2026-04-11",
        "the paper's page is withdrawn",
        change(PAPER, ("added:", "status: withdrawn\nadded:")),
        ("withdrawn",),
    ),
    Revision(
        "2026-04-12",
        "the chat's page is withdrawn",
        change(CHAT, ("minutes:", "status: withdrawn\nminutes:")),
        ("withdrawn",),
    ),
    Revision("2026-04-20", "a page is deleted", delete("glossary/spice.md"), ("gone",)),
    Revision("2026-04-21", "nothing more of it", lambda texts: None),
    Revision(
        "2026-04-22",
        "and comes back",
        put("glossary/spice.md", "---\ntitle: Spice drug\ndefinition: A drug.\npublished: 2026-04-22\n---\n"),
        ("reinstated",),
    ),
    Revision(
        "2026-05-01",
        "a title is mended",
        change(TERM, ("title: Naloxone", "title: Naloxone (Narcan)")),
        edited=("published",),
    ),
    Revision(
        "2026-05-02",
        "a note for a day to come",
        change(
            TERM, ("published: 2026-01-04\n", f"published: 2026-01-04\nchanges:\n{note('2026-05-04', 'It wears off')}")
        ),
    ),
    Revision("2026-05-05", "whose day has come", lambda texts: None, ("changed",)),
)


def turned(text: str) -> str:
    """A page with its notes of change in the other order."""
    head, _, rest = text.partition("changes:\n")
    lines = rest.split("\n")
    notes = [line for line in lines if line.startswith("  - ")]
    others = [line for line in lines if not line.startswith("  - ")]
    return f"{head}changes:\n" + "\n".join([*reversed(notes), *others])


@dataclass
class Subscriber:
    """A client that keys on ids: what it was shown as new, as edited, and what it no longer finds."""

    seen: dict[str, tuple[str, str]] = field(default_factory=dict)

    def fetch(self, found: list[Item]) -> tuple[list[str], list[str], list[str]]:
        """Kinds of the items that are new, that changed and that are missing."""
        feed = {item.id: (item.kind, item.updated.isoformat()) for item in found}
        assert len(feed) == len(found), "two items share an id"
        new = [kind for key, (kind, _) in feed.items() if key not in self.seen]
        edited = [kind for key, (kind, at) in feed.items() if key in self.seen and self.seen[key][1] != at]
        missing = [kind for key, (kind, _) in self.seen.items() if key not in feed]
        self.seen |= feed
        return sorted(new), sorted(edited), missing


def lives(*, record: bool = True) -> Iterator[tuple[Revision, list[Item], Catalogue]]:
    """The site after each revision: what is out, recorded before the build as the publishing workflow does."""
    texts = dict(START)
    for revision in LIFE:
        revision.act(texts)
        at = now(f"{revision.day} 12:00", {})
        catalogue = read_texts(texts)
        found = items(catalogue.on(at.date()), at, HOST)
        if record:
            lines = {line.id: line for line in catalogue.ledger.lines} | {item.id: item.line for item in found}
            texts[PATH] = Ledger(tuple(lines.values())).text()
            catalogue = read_texts(texts)
            found = items(catalogue.on(at.date()), at, HOST)
        yield revision, found, catalogue


def newsboat(folder: Path, feed: bytes, turn: int) -> set[str]:
    """The ids that newsboat has, after it has fetched a feed; it keeps what it knows in the folder."""
    folder.mkdir(exist_ok=True)
    (folder / "feed.xml").write_bytes(feed)
    # A client asks “modified since?” by the second, and two deploys are never so near.
    os.utime(folder / "feed.xml", (turn * 3600, turn * 3600))
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        # The address names the feed in newsboat's store, so the port must not show in it.
        (folder / "urls").write_text("http://feed.localhost/feed.xml\n", "utf-8")
        (folder / "config").write_text(f"use-proxy yes\nproxy 127.0.0.1:{server.server_port}\n", "utf-8")
        call = ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"]
        subprocess.run(
            call, cwd=folder, check=True, capture_output=True, timeout=60, env={**os.environ, "no_proxy": ""}
        )
        server.shutdown()
    with contextlib.closing(sqlite3.connect(folder / "cache.db")) as store:
        return {guid for (guid,) in store.execute("select guid from rss_item")}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        """A proxy is asked for a whole address; the file is its path."""
        return super().translate_path(urlsplit(path).path)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Print the table: day, act, what was new and what was edited, and what newsboat had anew where it is installed."""
    from tests.properties import test_news_contract as made

    reader, known, wrong = Subscriber(), set[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        for turn, (revision, found, catalogue) in enumerate(lives(), 1):
            new, edited, missing = reader.fetch(found)
            right = new == sorted(revision.new) and edited == sorted(revision.edited) and not missing
            said = ""
            if shutil.which("newsboat"):
                at = now(f"{revision.day} 12:00", {})
                ids = newsboat(Path(folder, "newsboat"), made.rss(made.channels(catalogue, at)[0]), turn)
                right = right and known <= ids and len(ids - known) == len(revision.new)
                said, known = f" | newsboat: {len(ids - known)} new", ids
            wrong += not right
            print(f"{revision.day} | {revision.says} | {', '.join(new)} | {', '.join(edited)}{said}", end="")
            print("" if right else f" | WRONG: wanted {revision.new} and {revision.edited}")
    print(f"{len(LIFE)} revisions, {wrong} wrong.")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
