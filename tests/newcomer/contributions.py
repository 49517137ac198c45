"""What people propose, each in the ways in which it goes right or goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from catalogue.records import Record
from tests.newcomer.person import Act, Contribution, Meant, Person
from tests.newcomer.site_before import BEFORE

GUIDE = "guidance/after-an-overdose.md"
CHAT = "chats/2026-12-10-spice.md"
HELD = "chats/2026-11-12-night.md"
NALOXONE = "glossary/naloxone.md"
OLDER = Path(__file__).parents[1] / "rules" / "older_starters"
NOTES = frozenset(("change-unsaid", "force-changed", "review-postponed", "news-altered"))


def record(person: Person, path: str) -> Any:
    """The record of a page, as the catalogue reads it."""
    return person.catalogue.by_path[path].record


def same(path: str, **meant: object) -> Meant:
    """Every other page is as it was, and the page says this: by name of the field, dots between groups."""

    def look(person: Person) -> str:
        page = person.catalogue.by_path.get(path)
        if page is None:
            return f"{path} is not there"
        for name, value in meant.items():
            if (found := read(page.record, name)) != value:
                return f"{name} is {found!r}, and {value!r} was meant"
        return others(person, path)

    return look


def read(record: Record, name: str) -> object:
    """A field as text, or as a list of texts."""
    value: Any = record
    for step in name.split("__"):
        value = value[int(step)] if step.isdigit() and len(value) > int(step) else getattr(value, step, None)
    if isinstance(value, tuple):
        return [str(getattr(item, "name", item)) for item in value]
    return None if value is None else str(getattr(value, "value", value))[: 16 if hasattr(value, "hour") else None]


def others(person: Person, *paths: str) -> str:
    """Which other page is not as it was."""
    for path, text in BEFORE.items():
        if path not in paths and person.texts.get(path) != text:
            return f"{path} was changed"
    return ""


def both(*several: Meant) -> Meant:
    """All of these."""
    return lambda person: next((wrong for each in several if (wrong := each(person))), "")


def news(*titles: str) -> Meant:
    """Subscribers read just these titles, or pieces of them."""

    def look(person: Person) -> str:
        found = [item.title for item in person.news()]
        right = len(found) == len(titles) and all(any(title in each for each in found) for title in titles)
        return "" if right else f"the news is {found}, and {list(titles)} was meant"

    return look


def new(kind: str, page_id: str, body: str = "See [prevention][].", **fields: str) -> Act:
    """Make a new page from the starter."""
    return lambda person: person.new(kind, page_id, body, **fields) and None


def edit(path: str, *pairs: tuple[str, str]) -> Act:
    """Edit a page."""

    def act(person: Person) -> None:
        for was, now in pairs:
            person.edit(path, was, now)

    return act


def then(*acts: Act) -> Act:
    """One act after the other."""

    def act(person: Person) -> None:
        for each in acts:
            each(person)

    return act


def rename(path: str, to: str) -> Act:
    """Rename a file."""
    return lambda person: person.rename(path, to)


def delete(path: str) -> Act:
    """Delete a file."""
    return lambda person: person.texts.pop(path) and None


def made(
    kind: str, page_id: str, variant: str, meant: Meant, body: str = "See [prevention][].", **rest: Any
) -> Contribution:
    """A new page with one slip in it."""
    knows = {key: rest.pop(key) for key in ("knows", "by_hand", "heeds") if key in rest}
    return Contribution(f"new {kind}", variant, new(kind, page_id, body, **rest), meant, **knows)


def _older(person: Person) -> None:
    text = (OLDER / "guide.md").read_text("utf-8")
    text = text.replace("title: After a knife incident", "title: After a fall").replace(
        "status: draft", "status: current"
    )
    person.texts["guidance/after-a-fall.md"] = text


def _write_over(person: Person) -> None:
    person.new("guide", "after-a-fall")


TERM = "glossary/early-help.md"


def terms() -> Iterator[Contribution]:
    """A new term."""
    right = both(same(TERM, title="Early help", published="2026-11-25"), news("Early help"))
    yield made("term", "early-help", "without a slip", right)
    yield made("term", "early-help", "a day as it is said", right, published="25/11/2026")
    yield made(
        "term",
        "early-help",
        "a colon in the title",
        same(TERM, title="Early help: what it is"),
        title="Early help: what it is",
    )
    yield made(
        "term",
        "early-help",
        "a list in one line",
        same(TERM, also=["first help", "help at once"]),
        also="first help, help at once",
        knows={"the first of these": 'first help"\n  - "help at once'},
    )
    yield made("term", "early-help", "a neighbour misspelt", same(TERM, related=["prevention"]), related="[prevenion]")
    yield made(
        "term",
        "early-help",
        "a gap left in the middle",
        right,
        definition='"[insert what the word means, in at most 40 words]"',
        knows={"definition": "Help for a family before things go wrong."},
    )
    yield made(
        "term",
        "early-help",
        "a word in brackets misspelt",
        both(right, prose(TERM, "[prevention][]")),
        body="See [prevnetion][].",
    )
    yield made("term", "early-help", "no day", right, published="", knows={"published": "2026-11-25"})
    yield Contribution(
        "new term",
        "a field misspelt",
        then(new("term", "early-help"), edit(TERM, ("definition:", "defintion:"))),
        right,
    )
    yield Contribution(
        "new term",
        "the block not closed",
        then(new("term", "early-help"), edit(TERM, ("\n---\n\nSee", "\n\nSee"))),
        right,
    )
    yield Contribution(
        "new term",
        "a draft with an established name",
        new("term", "naloxone-two", title="Naloxone", status="draft"),
        same("glossary/naloxone-two.md", status="draft"),
    )


def prose(path: str, words: str) -> Meant:
    """The page holds these words."""
    return lambda person: "" if words in person.texts.get(path, "") else f"{path} does not hold {words!r}"


FALL = "guidance/after-a-fall.md"


def guides() -> Iterator[Contribution]:
    """A new guide."""
    right = both(same(FALL, title="After a fall", card__do=["Look first."]), news("After a fall"))
    yield made(
        "guide",
        "after-a-fall",
        "a link and bold in a field",
        both(right, same(FALL, harm="It marks people, as prevention can.")),
        harm="It **marks** people, as [prevention][] can.",
    )
    yield made(
        "guide",
        "after-a-fall",
        "a citation on the card",
        both(right, same(FALL, card__why="Mats help.")),
        card="\n  do:\n    - Look first.\n  why: Mats help [@weir-2021].",
    )
    cite = edit(FALL, ("[@weir-2012]", "[@weir-2021]"))
    no_cite = edit(FALL, (" [@polfed-2016]", ""))
    yield made("guide", "after-a-fall", "without a slip", right)
    yield made(
        "guide",
        "after-a-fall",
        "a word in brackets misspelt",
        both(right, prose(FALL, "[prevention][]")),
        body="See [prevenntion][].",
    )
    yield made(
        "guide",
        "after-a-fall",
        "a key with two figures changed round",
        both(right, prose(FALL, "[@weir-2021]")),
        body="See [prevention][] [@weir-2012].",
        by_hand=cite,
    )
    yield made(
        "guide",
        "after-a-fall",
        "a paper that is not in the library",
        both(right, lambda person: "" if "[@" not in person.texts[FALL] else "a paper nobody meant is cited"),
        body="See [prevention][] [@polfed-2016].",
        by_hand=no_cite,
    )
    yield made(
        "guide",
        "after-a-fall",
        "an address without https",
        same(FALL, authority__url="https://www.gov.uk/falls"),
        authority="\n  kind: discussion\n  name: The official page on falls\n  url: www.gov.uk/falls",
    )
    yield made(
        "guide",
        "after-a-fall",
        "a strength that is none",
        same(FALL, claims__0__strength="some"),
        knows={"strength": "some"},
        claims="\n  - text: Mats help.\n    strength: quite strong\n    why: Two trials.\n    sources: [weir-2021]",
    )
    yield made("guide", "after-a-fall", "a card of one line", right, card="Look first.")
    yield made(
        "guide",
        "after-a-fall",
        "an example left",
        right,
        harm="It can mark everyone in Exampleshire.",
        by_hand=edit(FALL, ("harm: It can mark everyone in Exampleshire.\n", "")),
    )
    yield Contribution(
        "new guide", "a copy of the older starter with a title of its own", _older, right, by_hand=_write_over
    )


FALLS = "chats/2026-12-16-falls.md"


def chats() -> Iterator[Contribution]:
    """A new chat."""
    right = both(same(FALLS, starts="2026-12-16 21:00", announced="2026-11-25"), news("Falls"))
    yield made("chat", "2026-12-16-falls", "without a slip", right)
    yield made(
        "chat",
        "2026-12-16-falls",
        "a day and an hour as they are said",
        right,
        starts="16/12/2026 9pm",
        knows={"starts": "2026-12-16 21:00"},
    )
    yield made(
        "chat",
        "2026-12-16-falls",
        "a host by name alone",
        both(right, same(FALLS, hosts=["Jo Smith"])),
        hosts="Jo Smith",
        knows={"role": "Host", "organisation": "Example Police"},
        by_hand=edit(FALLS, ("    role: Host\n", "    role: Host\n    organisation: Example Police\n")),
    )
    yield made(
        "chat",
        "2026-12-15-falls",
        "another day in the name of the file",
        right,
        by_hand=rename("chats/2026-12-15-falls.md", FALLS),
    )
    yield made("chat", "2026-12-16-falls", "no length", right, minutes="", knows={"minutes": "60"})
    yield made(
        "chat",
        "2026-12-16-naloxone",
        "an established name",
        both(same("chats/2026-12-16-naloxone.md", starts="2026-12-16 21:00"), news("Naloxone")),
        title="Naloxone",
    )
    yield made(
        "chat",
        "2026-12-16-falls",
        "a hashtag without quotation marks",
        both(right, same(FALLS, hashtag="#WeCops")),
        hashtag="#WeCops",
        body="See [prevention][].",
    )


WALKER = "papers/walker-2020.md"


def papers() -> Iterator[Contribution]:
    """A new paper."""
    body = "It bears on [prevention][]."
    right = both(same(WALKER, authors=["Ann Walker"], year="2020"), news("Falls in towns"))
    two = same(WALKER, authors=["J. Walker", "A. Smith"])
    yield made("paper", "walker-2020", "without a slip", right, body)
    yield made(
        "paper",
        "walker-2020",
        "two authors in one line",
        two,
        body,
        authors="Walker, J. and Smith, A.",
        knows={"": ""},
        by_hand=edit(WALKER, ("Walker, J. and Smith, A.", "\n  - Walker, J.\n  - Smith, A.")),
    )
    yield made(
        "paper",
        "walker-2020",
        "a DOI with its address",
        same(WALKER, doi="10.1136/bmj.d3313"),
        body,
        doi="https://doi.org/10.1136/bmj.d3313",
    )
    yield made(
        "paper",
        "walker-2020",
        "a genre that is none",
        same(WALKER, genre="evaluation"),
        body,
        genre="study",
        knows={"genre": "evaluation"},
    )
    yield made(
        "paper",
        "walker-2020",
        "another year in the name of the file",
        both(same(WALKER, year="2020"), news("Falls in towns")),
        body,
        year="2002",
        by_hand=edit(WALKER, ("year: 2002", "year: 2020")),
    )
    yield made("paper", "walker-2020", "no address", right, body, url="", knows={"url": "https://www.gov.uk/falls"})


POST = "news/two-new-pages.md"


def posts() -> Iterator[Contribution]:
    """A new post."""
    right = both(same(POST, about=["naloxone"], date="2026-11-25"), news("Two new pages"))
    yield made("post", "two-new-pages", "without a slip", right)
    yield made("post", "two-new-pages", "a page misspelt", right, about="[nalaxone]")
    yield made("post", "two-new-pages", "a day as it is said", right, date="25 November 2026")
    yield made("post", "two-new-pages", "no day", right, date="", knows={"date": "2026-11-25"})


def edits() -> Iterator[Contribution]:
    """A page edited."""
    yield Contribution(
        "edit", "a word mended", edit(GUIDE, ("Somebody is down", "Someone is down")), both(same(GUIDE), news())
    )
    yield Contribution(
        "edit",
        "a card line changed, which matters",
        edit(GUIDE, ("Give one dose.", "Give two doses.")),
        both(same(GUIDE, changes__0__kind="major"), news("After an overdose")),
        heeds=NOTES,
    )
    yield Contribution(
        "edit",
        "a “do not” changed",
        edit(GUIDE, ("Do not leave the person.", "Do not move the person.")),
        both(same(GUIDE, changes__0__kind="major"), news("After an overdose")),
    )
    yield Contribution(
        "edit",
        "a definition changed, which matters little",
        edit(NALOXONE, ("can reverse", "reverses")),
        both(same(NALOXONE, changes__0__kind="minor"), news()),
        heeds=NOTES,
        major=False,
    )
    yield Contribution(
        "edit",
        "a figure changed",
        edit(GUIDE, ("all but eight", "all but nine")),
        both(same(GUIDE, changes__0__kind="minor"), news()),
        heeds=NOTES,
        major=False,
    )
    yield Contribution(
        "edit",
        "a sent day mended",
        edit(GUIDE, ("published: 2026-01-05", "published: 2027-01-05")),
        both(same(GUIDE, published="2026-01-05"), news()),
    )
    yield Contribution(
        "edit",
        "a page made a draft",
        edit(GUIDE, ("summary:", "status: draft\nsummary:")),
        both(same(GUIDE, status="withdrawn")),
        heeds=NOTES | {"page-gone"},
        elsewhere=True,
    )
    yield Contribution(
        "edit",
        "a tab before a field",
        edit(GUIDE, ("  dont:", "\tdont:")),
        both(same(GUIDE, card__dont=["Do not leave the person."]), news()),
    )


def renames() -> Iterator[Contribution]:
    """A file renamed, or deleted."""
    yield Contribution(
        "rename",
        "a guide",
        rename(GUIDE, "guidance/overdose.md"),
        lambda person: (
            ""
            if read(record(person, "guidance/overdose.md"), "formerly") == ["after-an-overdose"]
            else "its old address is lost"
        ),
    )
    yield Contribution(
        "rename",
        "a term that others name",
        then(rename("glossary/prevention.md", "glossary/preventing-harm.md")),
        lambda person: (
            ""
            if read(record(person, "glossary/preventing-harm.md"), "formerly") == ["prevention"]
            else "its old address is lost"
        ),
        elsewhere=True,
    )
    yield Contribution(
        "delete",
        "a guide",
        delete(GUIDE),
        lambda person: "" if read(record(person, GUIDE), "status") == "withdrawn" else "its address is lost",
        heeds=frozenset(),
        elsewhere=True,
    )
    yield Contribution(
        "delete",
        "a term that others name",
        delete(NALOXONE),
        lambda person: "" if read(record(person, NALOXONE), "status") == "withdrawn" else "its address is lost",
        elsewhere=True,
    )
    yield Contribution(
        "delete",
        "a paper that others cite",
        delete("papers/weir-2021.md"),
        lambda person: (
            "" if read(record(person, "papers/weir-2021.md"), "status") == "withdrawn" else "its address is lost"
        ),
        by_hand=edit(
            "guidance/dark-streets.md", ("sources: [weir-2021]", "sources: [christmas-2019]"), (" [@weir-2021]", "")
        ),
        elsewhere=True,
    )


def moves() -> Iterator[Contribution]:
    """A chat moved or cancelled."""
    later, hour = ("2026-12-10 21:00", "2026-12-18 21:00"), ("2026-12-10 21:00", "2026-12-10 20:00")

    def moved(start: str) -> Meant:
        return both(
            same(CHAT, starts=start, moves__0__starts="2026-12-10 21:00", moves__0__on="2026-11-25"), news("moved")
        )

    yield Contribution("move a chat", "another day", edit(CHAT, later), moved("2026-12-18 21:00"))
    yield Contribution("move a chat", "another hour", edit(CHAT, hour), moved("2026-12-10 20:00"))
    for typed in ("The hall was shut.", "yes", "2026-12-10 21:00", ""):
        said = edit(CHAT, later, ("reading:", f"moved_from: {typed}\nreading:"))
        yield Contribution("move a chat", f"“moved_from: {typed}”", said, moved("2026-12-18 21:00"))
    yield Contribution(
        "move a chat",
        "“status: postponed”",
        edit(CHAT, later, ("reading:", "status: postponed\nreading:")),
        moved("2026-12-18 21:00"),
        knows={"when it was to start": "2026-12-10 21:00"},
    )
    cancelled = both(same(CHAT, cancelled__on="2026-11-25", cancelled__reason="The hall was shut."), news("cancelled"))
    for typed in (
        "cancelled: The hall was shut.",
        "cancelled: yes",
        "cancelled:",
        "status: cancelled",
        "cancelled: 2026-11-25",
    ):
        yield Contribution("cancel a chat", f"“{typed}”", edit(CHAT, ("reading:", f"{typed}\nreading:")), cancelled)
    block = "cancelled:\n  on: 2026-11-20\n  reason: The host fell ill.\n"
    yield Contribution(
        "cancel a chat",
        "taken back",
        edit("chats/2026-12-17-lights.md", (block, "")),
        both(same("chats/2026-12-17-lights.md", cancelled=None), news("on again")),
    )


def write_ups() -> Iterator[Contribution]:
    """A chat written up."""
    why = {"no_change_reason": "None was asked for.", "summary": "We spoke of two things."}
    meant = both(
        same(
            HELD,
            outcome__written_up="2026-11-25",
            outcome__summary="We spoke of two things.",
            outcome__no_change_reason="None was asked for.",
        ),
        news("night"),
    )
    whole = "outcome:\n  written_up: 2026-11-25\n  summary: We spoke of two things."
    whole += "\n  no_change_reason: None was asked for."

    def typed(text: str) -> Act:
        return lambda person: person.texts.update(
            {HELD: person.texts[HELD].rstrip().removesuffix("---") + text + "\n---\n"}
        )

    yield Contribution("write up a chat", "without a slip", typed(whole), meant)
    yield Contribution(
        "write up a chat", "a day as it is said", typed(whole.replace("2026-11-25", "25/11/2026")), meant
    )
    yield Contribution(
        "write up a chat",
        "by a word",
        typed("outcome: We spoke of two things."),
        meant,
        knows=why,
        by_hand=edit(HELD, ("  summary:", "  no_change_reason: None was asked for.\n  summary:")),
    )
    yield Contribution("write up a chat", "no word on what changed", typed(whole.rpartition("\n")[0]), meant, knows=why)
    yield Contribution(
        "write up a chat",
        "the lines not set in",
        typed(whole.replace("\n  ", "\n")),
        meant,
        knows=why,
        by_hand=edit(HELD, (whole.replace("\n  ", "\n"), whole)),
    )


def retractions() -> Iterator[Contribution]:
    """A paper that was taken back."""
    path = "papers/weir-2021.md"

    def typed(text: str) -> Act:
        return edit(path, ("added:", f"{text}\nadded:"))

    def told(person: Person) -> str:
        found = record(person, path)
        if read(found, "source_status") != "retracted" or read(found, "source_status_since") != "2026-11-25":
            return f"the paper is {found.source_status} since {found.source_status_since}"
        return news("Retracted")(person) or (
            "" if "weir-2021" not in person.texts["guidance/dark-streets.md"] else "a guide rests on it"
        )

    hand = edit(
        "guidance/dark-streets.md", ("sources: [weir-2021]", "sources: [christmas-2019]"), (" [@weir-2021]", "")
    )
    for text in (
        "source_status: retracted\nsource_status_since: 2026-11-25",
        "source_status: retracted",
        "status: retracted",
    ):
        yield Contribution(
            "retract a paper",
            f"“{text.partition(chr(10))[0]}”" + (" with its day" if "since" in text else ""),
            typed(text),
            told,
            knows={"source_status_since": "2026-11-25", "source_status": "retracted"},
            by_hand=hand,
            elsewhere=True,
        )


EVERY: tuple[Callable[[], Iterator[Contribution]], ...] = (
    terms, guides, chats, papers, posts, edits, renames, moves, write_ups, retractions,
)  # fmt: skip

CONTRIBUTIONS = tuple(one for each in EVERY for one in each())
