"""What people propose who come from another program, or are in a hurry: beside those of `contributions.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.newcomer.contributions import (
    CHAT,
    FALL,
    FALLS,
    GUIDE,
    NOTES,
    TERM,
    WALKER,
    both,
    delete,
    edit,
    news,
    others,
    prose,
    record,
    rename,
    same,
)
from tests.newcomer.person import Contribution, Meant, Person

MATS = "chats/2026-12-03-mats.md"


def _strangers() -> Iterator[Contribution]:
    """What somebody does who comes from another program, or is in a hurry."""

    def kept(
        kind: str, path: str, variant: str, slip: Callable[[str], str], words: str = "", **rest: Any
    ) -> Contribution:
        """A new page without a slip, spoilt afterwards: it ends as it was."""
        name = path.rpartition("/")[2][:-3]
        whole = Person()
        whole.new(kind, name)

        def act(person: Person) -> None:
            person.texts[rest.get("at", path)] = slip(whole.texts[path])

        def meant(person: Person) -> str:
            page = person.catalogue.by_path.get(path)
            right = page is not None and page.record == whole.catalogue.by_path[path].record
            return (others(person, path) or prose(path, words)(person)) if right else f"{path} says something else"

        return Contribution(f"new {kind}", variant, act, meant, knows=rest.get("knows", {}))

    def in_body(words: str) -> Callable[[str], str]:
        return lambda text: text.replace("See [prevention][].", words)

    host = "  - name: Jo Smith\n    role: Host\n    organisation: Example Police"
    yield kept("guide", FALL, "a link of a wiki", in_body("See [[prevention]]."), "See [prevention][].")
    yield kept(
        "guide",
        FALL,
        "a heading of a wiki",
        in_body("See [prevention][].\n\n== What works ==\n\nLight."),
        "\n## What works\n",
    )
    yield kept(
        "guide",
        FALL,
        "a key in round brackets",
        in_body("See [prevention][] (@weir-2021)."),
        "See [prevention][] [@weir-2021].",
    )
    yield kept("guide", FALL, "a key in capitals", in_body("See [prevention][] [@Weir-2021]."), "[@weir-2021]")
    yield kept(
        "guide",
        FALL,
        "the address of a page from the root",
        in_body("See [it](/glossary/prevention/#what-it-means-in-practise)."),
        "(../glossary/prevention.md#what-it-means-in-practice)",
    )
    yield kept("term", TERM, "capitals in the name of its file", lambda text: text, at="glossary/Early-Help.md")
    yield kept("term", TERM, "a file without a name", lambda text: text, at="glossary/untitled.md")
    yield kept("term", TERM, "in the folder of guides", lambda text: text, at="guidance/early-help.md")
    yield kept(
        "chat",
        FALLS,
        "a host without a hyphen",
        lambda text: text.replace(host, "  name: Jo Smith\n  role: Host\n  organisation: Example Police"),
    )
    yield kept("chat", FALLS, "a reading by its title", lambda text: text.replace("[weir-2021]", "[A trial of lights]"))
    for typed in ("<https://www.gov.uk/falls>", "htps://www.gov.uk/falls", "https://www.gov.uk/falls."):
        yield kept(
            "paper",
            WALKER,
            f"an address as “{typed}”",
            lambda text, typed=typed: text.replace("https://www.gov.uk/falls", typed, 1),
        )

    def moved(start: str, *before: str, path: str = MATS) -> Meant:
        return both(same(path, starts=start), both(
            lambda person: "" if [
                f"{each.starts:%Y-%m-%d %H:%M}" for each in record(person, path).moves
            ] == list(before) else f"the moves are {record(person, path).moves}",
            news("moved"),
        ))  # fmt: skip

    first, was, later = "2026-12-03 21:00", "2026-12-08 21:00", "2026-12-18 21:00"
    yield Contribution("move a chat", "a second time", edit(MATS, (was, later)), moved(later, first, was))
    yield Contribution("move a chat", "back to its first time", edit(MATS, (was, first)), moved(first, first, was))
    for typed in (
        "moved: yes",
        "postponed: The hall was shut.",
        "moved_from: [2026-12-10 21:00]",
        "moved_from:\n  reason: Shut.",
    ):
        yield Contribution(
            "move a chat", f"“{typed}”", edit(CHAT, ("2026-12-10 21:00\n", f"{later}\n{typed}\n")),
            moved(later, "2026-12-10 21:00", path=CHAT),
        )  # fmt: skip
    cancelled = both(same(CHAT, cancelled__on="2026-11-25", cancelled__reason="The hall was shut."), news("cancelled"))
    yield Contribution("cancel a chat", "its file deleted", delete(CHAT), cancelled)
    for word in ("withdrawn", "draft"):
        typed_status = edit(CHAT, ("reading:", f"status: {word}\nreading:"))
        yield Contribution("cancel a chat", f"“status: {word}”", typed_status, cancelled)
    for variant, was, now in (
        (
            "a line put first",
            "    - Get an ambulance coming.\n    - Give one dose.\n",
            "    - Give one dose.\n    - Get an ambulance coming.\n",
        ),
        ("a line put off", "    - Give one dose.\n", "  next:\n    - Give one dose.\n"),
        ("a line taken out", "    - Give one dose.\n", ""),
    ):
        yield Contribution(
            "edit", variant, edit(GUIDE, (was, now)),
            both(same(GUIDE, changes__0__kind="major"), news("After an overdose")), heeds=NOTES,
        )  # fmt: skip
    yield Contribution(
        "rename", "a term in capitals", rename("glossary/prevention.md", "glossary/Prevention.md"),
        lambda person: others(person),
    )  # fmt: skip


STRANGERS = tuple(_strangers())
