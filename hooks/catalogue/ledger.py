"""The ledger of the news: which item went out on which day, remembered so that no later edit can unsay it.

It is a JSON list in `docs/news/ledger.json`, one item a line, sorted by id, closed by a line that names the form. Every
item's line ends with a comma, so that a branch that adds lines never touches a line that was there (git's `union` merge
then joins two branches that both recorded). It is read line by line: one that cannot be read costs that line alone.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from hashlib import blake2b
from struct import unpack
from typing import NamedTuple

from catalogue.diagnostics import Diagnostic, quote
from catalogue.text import Source, Span

PATH = "news/ledger.json"
"""Where the ledger stands, relative to the docs folder."""

CLOSING = '{"form": 1}'
"""The last item of the list: a file without it was cut off."""

_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_FAR = 22
"""From how many differing bits of 64 on two notes are different notes; unrelated ones differ in some 32."""


Card = tuple[tuple[str, tuple[str, ...]], ...]
"""The words of a card: for each group its heading, and its items."""


class SentLine(NamedTuple):
    """One item as it was sent.

    `record` is the kind and the id its page had then, `guide/carrying-naloxone`; `out` the day it went out, UK time;
    `turn` which recording of that day it was in, from 1; `print` the fingerprint of its words; `on` the day its record
    gave, ISO 8601; `told` the start of a chat that it told of, as typed; `edited` the day its words last changed;
    `card` the words of a guide's card as they stood then, group by group: heading, and items.
    """

    id: str
    record: str
    kind: str
    out: date
    print: str = ""
    title: str = ""
    on: str = ""
    told: str = ""
    turn: int = 1
    edited: date | None = None
    card: Card = ()

    @property
    def page_kind(self) -> str:
        """The kind of page it is about."""
        return self.record.partition("/")[0]

    @property
    def page_id(self) -> str:
        """The id its page had when it was sent."""
        return self.record.partition("/")[2]

    def as_json(self) -> str:
        """The line as the file holds it, without its comma."""
        held = {"id": self.id, "record": self.record, "kind": self.kind, "out": self.out.isoformat()}
        more = {"print": self.print, "title": self.title, "on": self.on, "told": self.told}
        held |= {name: value for name, value in more.items() if value}
        turn = {"turn": self.turn} if self.turn != 1 else {}
        edited = {"edited": self.edited.isoformat()} if self.edited else {}
        card = {"card": self.card} if self.card else {}
        return json.dumps({**held, **turn, **edited, **card}, ensure_ascii=False)


@dataclass(frozen=True)
class Ledger:
    """What was sent, by id; `problems` are the lines that could not be read. `kept` is false where there is no file."""

    lines: tuple[SentLine, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    kept: bool = False
    source: Source = field(default_factory=lambda: Source(PATH, ""))

    @cached_property
    def by_page(self) -> dict[str, tuple[SentLine, ...]]:
        """The lines by the id of their page, in the order in which they went out."""
        found: dict[str, list[SentLine]] = defaultdict(list)
        for line in sorted(self.lines, key=lambda line: (line.out, line.turn)):
            found[line.page_id].append(line)
        return {page_id: tuple(lines) for page_id, lines in found.items()}

    @cached_property
    def cards(self) -> tuple[SentLine, ...]:
        """The lines that hold the words of a card, in the order in which they went out."""
        return tuple(sorted((line for line in self.lines if line.card), key=lambda line: (line.out, line.turn)))

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id that was ever sent."""
        return frozenset(line.id for line in self.lines)

    def of(self, page_ids: Iterable[str]) -> tuple[SentLine, ...]:
        """The lines of a page by any id it ever had, in the order in which they went out."""
        found = [line for page_id in dict.fromkeys(page_ids) for line in self.by_page.get(page_id, ())]
        return tuple(sorted(found, key=lambda line: (line.out, line.turn)))

    def turn(self, day: date) -> int:
        """The number of the next recording of a day, from 1. `day` is a day in the UK."""
        return max((line.turn for line in self.lines if line.out == day), default=0) + 1

    def text(self) -> str:
        """The ledger as its file holds it; the same lines give the same text, in whatever order they came."""
        lines = sorted(self.lines, key=lambda line: line.id)
        return "".join(["[\n", *(f"{line.as_json()},\n" for line in lines), f"{CLOSING}\n]\n"])


NO_LEDGER = Ledger()
"""Where nothing is remembered: a fork, or a site before its first day."""


def read_ledger(source: Source) -> Ledger:
    """Read a ledger from its text; never raises.

    Lines left by a merge, and lines that stand twice, are read as what they plainly mean: of two with one id the one
    that went out first counts, since that is what readers were sent. Whatever else cannot be read is a problem with its
    line.
    """
    found: dict[str, SentLine] = {}
    problems: list[Diagnostic] = []
    closed, start = False, 0
    for text in source.text.split("\n"):
        span, start = Span(start, start + len(text)), start + len(text) + 1
        bare = text.strip().rstrip(",")
        if bare in ("", "[", "]", "[]") or bare.startswith(_MARKERS):
            continue
        if bare == CLOSING:
            closed = True
            continue
        line = _line(bare)
        if line is None:
            problems.append(_damaged(source, span, f"This line of the ledger cannot be read: {quote(bare)}."))
        elif line.id not in found or (line.out, line.turn) < (found[line.id].out, found[line.id].turn):
            found[line.id] = line
    if not closed and not problems:
        problems.append(
            _damaged(source, Span(max(len(source.text) - 1, 0), len(source.text)), "The ledger is cut off.")
        )
    return Ledger(tuple(found.values()), tuple(problems), kept=True, source=source)


def _damaged(source: Source, span: Span, says: str) -> Diagnostic:
    fix = "put back the ledger as it was when the site was last published; no page needs a change in it."
    return Diagnostic("ledger-damaged", source, span, says, fix)


def _line(text: str) -> SentLine | None:
    try:
        held = json.loads(text)
        turn, edited = held.get("turn", 1), held.get("edited")
        words = [held.get(name, "") for name in ("id", "record", "kind", "print", "title", "on", "told")]
        if not all(isinstance(word, str) for word in words) or type(turn) is not int or turn < 1:
            return None
        out = date.fromisoformat(held["out"])
        sent_id, record, kind, print_, title, on, told = words
        if told:
            datetime.strptime(told, "%Y-%m-%d %H:%M")
        whole = sent_id and kind and re.fullmatch(r"[a-z]+/.+", record)
        day = date.fromisoformat(edited) if edited is not None else None
        card = tuple((str(heading), tuple(map(str, items))) for heading, items in held.get("card", ()))
        return SentLine(sent_id, record, kind, out, print_, title, on, told, turn, day, card) if whole else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def fingerprint(text: str) -> str:
    """A fingerprint of words: a hash, which differs when anything does, and a SimHash, which hardly differs when little
    does (Charikar, 2002). Case and white space do not count.
    """
    folded = " ".join(text.casefold().split())
    exact = blake2b(folded.encode("utf-8", "replace"), digest_size=6).hexdigest()
    words = re.findall(r"\w+", folded)
    counts = unpack("<64I", sum(map(_spread, words)).to_bytes(256, "little"))
    like = sum(1 << place for place, count in enumerate(counts) if 2 * count > len(words))
    return f"{exact}-{like:016x}"


# Most words stand on many pages.
@lru_cache(maxsize=1 << 14)
def _spread(word: str) -> int:
    """The 64 bits of a word's hash, each at the foot of 32 of its own: so all of them are counted by one addition."""
    bits = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())
    return int(f"{bits:b}".replace("0", "00000000").replace("1", "00000001"), 16)


def alike(one: str, other: str) -> int:
    """How many of 64 bits two fingerprints differ in: 0 for the same words, 64 where either is no fingerprint."""
    if one == other and one:
        return 0
    try:
        return max((int(one.split("-")[1], 16) ^ int(other.split("-")[1], 16)).bit_count(), 1)
    except (IndexError, ValueError):
        return 64


def same_notes(lines: Iterable[SentLine], prints: list[tuple[str, str]]) -> dict[int, SentLine]:
    """Which line each note of a page went out by: index of the note, and line.

    A note is its fingerprint and the day it gives. The same words are the same note, wherever they stand and whatever
    their day; then the most alike; then, on one day with no other note left over, what stands there now. What is left
    is new.
    """
    left, found = list(lines), dict[int, SentLine]()
    near = sorted(
        (alike(line.print, print_), index, place)
        for index, (print_, _) in enumerate(prints) for place, line in enumerate(left)
    )  # fmt: skip
    taken: set[int] = set()
    for distance, index, place in near:
        if distance < _FAR and index not in found and place not in taken:
            found[index] = left[place]
            taken.add(place)
    for index, (_, day) in enumerate(prints):
        here = [place for place, line in enumerate(left) if place not in taken and line.on == day]
        others = [other for other, (_, theirs) in enumerate(prints) if other not in found and theirs == day]
        if index not in found and len(here) == 1 and others == [index]:
            found[index] = left[here[0]]
            taken.add(here[0])
    return found


def edited(line: SentLine, print_: str, title: str, today: date) -> SentLine:
    """A line after `today`, in the UK: with the day of the edit where its words have changed since it was sent."""
    if line.print in ("", print_) and line.title in ("", title):
        return line._replace(print=print_, title=title)
    return line._replace(print=print_, title=title, edited=today)
