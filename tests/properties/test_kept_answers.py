"""Whatever is edited between two checks, the second says what one without a memory says."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalogue import Diagnostic, judge, read_folder
from catalogue.folder import read_snapshot
from catalogue.kept.lines import FOLDER
from catalogue.kept.problems import judged
from catalogue.kept.readings import Readings
from catalogue.kept.rule_problems import KeptProblems
from catalogue.rules import SHOWN
from catalogue.snapshot import take
from tests import kit
from tests.properties.examples import examples

PAGES = """
docs/guidance/road.md
---
status: current
---
We start from [population focus][] and [@christmas-2019]. See [the plan](../assets/plan.pdf) and
[the term](../glossary/population-focus.md#words-used).
docs/glossary/causes.md
---
related: [population-focus]
review_by: 2030-01-01
---
Words about [populatoin focus][].
docs/papers/rose-1985.md
---
source_status: retracted
---
docs/guidance/rose.md
---
---
It rests on [@rose-1985].
docs/chats/2030-02-10-first.md
---
---
Words.
"""

Edit = Callable[[Path, Random], None]


def _some(docs: Path, chance: Random, pattern: str = "*.md") -> Path | None:
    found = sorted(file for file in docs.rglob(pattern) if file.exists())
    return chance.choice(found) if found else None


def add_words(docs: Path, chance: Random) -> None:
    if file := _some(docs, chance):
        words = [
            "[population focus][]",
            "[@nobody-1999]",
            "![](x.png)",
            "[a](no.md)",
            "<b onclick=x>",
            "prevеntion",
            "[Causes] and [TBC]",
            "[[road]]",
        ]
        file.write_text(f"{file.read_text('utf-8')}\n{chance.choice(words)}\n", "utf-8")


def say(docs: Path, chance: Random) -> None:
    """A sentence before all others, or one that is taken back: in all others, places move."""
    if file := _some(docs, chance):
        text, said = file.read_text("utf-8"), "This was retracted.\n\n"
        head, _, body = text.rpartition("---\n")
        file.write_text(text.replace(said, "") if said in text else f"{head}---\n{said}{body}", "utf-8")


def retitle(docs: Path, chance: Random) -> None:
    if file := _some(docs, chance):
        name = chance.choice(["Causes", "Population focus", "Road", "", "'"])
        file.write_text(f"---\ntitle: {name}\n{file.read_text('utf-8').removeprefix('---')}", "utf-8")


def name_in_a_field(docs: Path, chance: Random) -> None:
    """A field that is right as long as no page is called so."""
    if file := _some(docs, chance):
        text = file.read_text("utf-8").removeprefix("---")
        file.write_text(f"---\nowner: Who looks at [{chance.choice(['causes', 'x', 'road'])}]\n{text}", "utf-8")


def rename(docs: Path, chance: Random) -> None:
    if file := _some(docs, chance):
        file.replace(file.with_name(f"{chance.choice('xyz')}-{file.name}"))


def take_out(docs: Path, chance: Random) -> None:
    if file := _some(docs, chance, "*.*"):
        file.unlink()


def add_file(docs: Path, chance: Random) -> None:
    name = chance.choice(["plan.pdf", "unused.png", "run.html", "mark.svg", "_x.md", ".hidden", "no-ending"])
    (docs / "assets").mkdir(exist_ok=True)
    (docs / "assets" / name).write_text(chance.choice(["<svg/>", "<svg onload=x/>", ""]), "utf-8")


def link(docs: Path, chance: Random) -> None:
    place = docs / "glossary" / "link.md"
    if not place.is_symlink():
        place.symlink_to(docs / "index.md")


def swap(docs: Path, chance: Random) -> None:
    one, other = _some(docs, chance), _some(docs, chance)
    if one and other and one != other:
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)


def keep_the_time(docs: Path, chance: Random) -> None:
    """An edit that leaves a file's length and the moment it was changed as they were."""
    if file := _some(docs, chance):
        was, text = file.stat(), file.read_text("utf-8")
        file.write_text(text.replace("population", "populatoin"), "utf-8")
        os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))


def damage(docs: Path, chance: Random) -> None:
    kept = sorted((docs.parent / FOLDER).iterdir())
    if kept:
        file = chance.choice(kept)
        data = bytearray(file.read_bytes())
        data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(data)


def nothing(docs: Path, chance: Random) -> None:
    """Nobody has touched anything."""


EDITS: list[Edit] = [
    add_words, say, retitle, name_in_a_field, rename, take_out, add_file, link, swap, keep_the_time, damage, nothing,
]  # fmt: skip


def checked(docs: Path, today: date) -> list[Diagnostic]:
    taken = take(docs)

    def anew() -> list[Diagnostic]:
        return judge(read_snapshot(taken, Readings(docs)), today, SHOWN, kept=KeptProblems(docs))

    return judged(docs, taken, today, anew)


@example([(rename, 0, 0)])  # what is read of a text is kept under any name
@settings(max_examples=examples(20, slow=5))
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 2**32), st.integers(0, 40)), max_size=5))
def test_a_kept_answer_is_the_one_a_check_without_memory_gives(edits: list[tuple[Edit, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder, "docs")
        for path, text in kit.pages(kit.BASE + PAGES).items():
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text(kit.filled(path, text), "utf-8")
        today = date(2030, 1, 1)
        checked(docs, today)
        for edit, seed, days in edits:
            edit(docs, Random(seed))
            today += timedelta(days)
            fresh = judge(read_folder(docs), today, SHOWN)
            for _ in range(2):
                found = checked(docs, today)
                assert found == fresh
                assert [one.source.text for one in found] == [one.source.text for one in fresh]
