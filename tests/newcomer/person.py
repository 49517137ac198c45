"""A person with a browser and no more: makes, edits, renames and deletes pages, and pastes what the check says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from catalogue import Catalogue, Diagnostic, Severity, judge, read_texts
from catalogue.check import proposed
from catalogue.commands.news_command import against
from catalogue.gaps import GAP
from catalogue.guides.start_links import starter
from catalogue.kinds import ROWS
from catalogue.records import declared
from catalogue.site.news import Item
from tests.newcomer.site_before import BEFORE, DAY

ROUNDS = 5
_GAP = re.compile(GAP, re.IGNORECASE)
Texts = dict[str, str]


@dataclass
class Person:
    """Somebody with a change in mind: the pages as they stand, and what they would write where a blank is left."""

    texts: Texts = field(default_factory=lambda: dict(BEFORE))
    knows: dict[str, str] = field(default_factory=dict)
    """What is written into a blank, by the field it stands in (or a piece of the blank's own words)."""
    major: bool = True
    """Which of two notes is chosen, where the check offers both."""

    def new(self, kind: str, page_id: str, body: str = "See [prevention][].", **fields: str) -> str:
        """A new file from the starter: the fields as typed in place of their blanks, and the rest of it filled in."""
        path = f"{ROWS[kind].folder}/{page_id}.md"
        typed = {**RIGHT[kind], "status": "current", **fields}
        top = starter(ROWS[kind]).split("\n---\n")[0]
        for name, value in typed.items():
            line = f"{name}:{value}\n" if value[:1] in ("", "\n") else f"{name}: {value}\n"
            top = re.sub(rf"^#?{name}:.*\n?(?:#?  .*\n?)*", line.replace("\\", r"\\"), f"{top.rstrip()}\n", flags=re.M)
        self.texts[path] = f"{top}---\n\n{body}\n"
        return path

    def edit(self, path: str, was: str, now: str) -> None:
        """Type something in place of something else."""
        assert was in self.texts[path], (path, was)
        self.texts[path] = self.texts[path].replace(was, now, 1)

    def rename(self, path: str, to: str) -> None:
        """Give a file another name."""
        self.texts[to] = self.texts.pop(path)

    @property
    def catalogue(self) -> Catalogue:
        """What the pages come to."""
        return read_texts(dict(self.texts))

    def check(self) -> list[Diagnostic]:
        """What `check --base` says of the proposal, errors first, notes left out; other pages' errors at the end."""
        before = read_texts(dict(BEFORE))
        own, others = proposed(judge(self.catalogue, DAY, before=before), self.catalogue, before)
        return [one for one in (*own, *others) if one.severity is not Severity.NOTE]

    def news(self) -> list[Item]:
        """What subscribers would read of the proposal."""
        return against(self.catalogue, read_texts(dict(BEFORE)), datetime(2026, 11, 25, 12, tzinfo=UTC))[0]

    def paste(self, problems: list[Diagnostic]) -> list[Diagnostic]:
        """Follow each cure to the letter, from the foot of a page upwards; gives those that hold nothing to paste."""
        left = []
        for one in sorted(problems, key=lambda each: (each.path, -each.line)):
            # A block that two problems ask for is pasted once.
            if not self._paste(one):
                left.append(one)
        return left

    def _paste(self, one: Diagnostic) -> bool:
        return any(way(self, one) for way in (_edit, _block, _note, _line, _file, _back, _words, _out))

    def fill(self) -> list[str]:
        """Write what is meant where a blank is left; gives the lines with a blank that nobody could fill."""
        unknown: list[str] = []
        for path, text in self.texts.items():
            lines = text.split("\n")
            for number, line in enumerate(lines):
                if (path in BEFORE and line in BEFORE[path].split("\n")) or line.startswith("#"):
                    continue
                lines[number] = _GAP.sub(lambda match, line=line: self._known(match[0], line), line)
                unknown += [f"{path}:{number + 1} {lines[number]}"] if _GAP.search(lines[number]) else []
            self.texts[path] = "\n".join(lines)
        return unknown

    def _known(self, blank: str, line: str) -> str:
        name = line.strip().removeprefix("- ").partition(":")[0]
        by_words = (value for key, value in self.knows.items() if key in blank)
        return self.knows.get(name) or next(by_words, None) or USUAL.get(name, blank)


HOST = "\n  - name: Jo Smith\n    role: Host\n    organisation: Example Police"
RIGHT: dict[str, dict[str, str]] = {
    "term": {"title": "Early help", "summary": "Help that comes early.", "published": "2026-11-25",
             "definition": "Help for a family before things go wrong."},
    "guide": {"title": "After a fall", "summary": "What to do.", "published": "2026-11-25",
              "situation": "Somebody fell.", "card": "\n  do:\n    - Look first.",
              "authority": "\n  kind: discussion\n  name: The official page on falls\n  url: https://www.gov.uk/falls"},
    "chat": {"title": "Falls", "summary": "A chat on falls.", "starts": "2026-12-16 21:00", "minutes": "60",
             "platform": "X", "announced": "2026-11-25", "hosts": HOST, "reading": "[weir-2021]"},
    "paper": {"title": "Falls in towns", "summary": "What was found.", "authors": "\n  - Walker, Ann", "year": "2020",
              "publisher": "BMJ", "genre": "report", "url": "https://www.gov.uk/falls", "added": "2026-11-25"},
    "post": {"title": "Two new pages", "summary": "They are here.", "date": "2026-11-25", "about": "[naloxone]"},
}  # fmt: skip
"""What somebody would write into a starter who makes no slip."""

USUAL = {
    "reason": "The hall was shut.", "note": "What it says is new.", "affects": "Response officers",
    "action": "Read it again.", "published": "2026-11-25", "on": "2026-11-25",
}  # fmt: skip
"""What anybody would write into these."""


def _edit(person: Person, one: Diagnostic) -> bool:
    if one.edit is None:
        return False
    text = person.texts[one.path]
    person.texts[one.path] = text[: one.edit.span.start] + one.edit.text + text[one.edit.span.end :]
    return True


def _lines(person: Person, path: str) -> list[str]:
    return person.texts[path].split("\n")


def _block(person: Person, one: Diagnostic) -> bool:
    lead, _, block = one.fix.partition(":\n")
    lines = _lines(person, one.path) if one.path in person.texts else []
    below = re.search(r"add this below line (\d+)$", lead)
    if below and "if it is on again, leave it so" in lead:
        return True
    if below:
        lines[int(below[1]) : int(below[1])] = block.split("\n")
    elif several := re.search(r"in place of lines (\d+) to (\d+)$", lead):
        lines[int(several[1]) - 1 : int(several[2])] = block.split("\n")
    elif lead.endswith("in its place") and "else put the file back" not in lead:
        lines[one.line - 1 : one.line] = block.split("\n")
    elif one.fix.startswith("write this instead: "):
        lines[one.line - 1 : one.line] = one.fix.partition(": ")[2].split("\n")
    elif one.fix.startswith("write\n"):
        lines[one.line - 1 : one.line] = one.fix.split("\n")[1:]
    elif one.fix.startswith("start the file with\n"):
        lines[:0] = one.fix.split("\n")[1:]
    else:
        return False
    person.texts[one.path] = "\n".join(lines)
    return True


def _note(person: Person, one: Diagnostic) -> bool:
    if "“changes”" not in one.fix or "\n  - date" not in one.fix:
        return False
    blocks = re.findall(r"(?:^(?:  - |    ).*\n?)+", one.fix, re.MULTILINE)
    block = (blocks[0] if person.major else blocks[-1]).rstrip("\n")
    text = person.texts[one.path]
    if block in text:
        return True
    if "\nchanges:\n" in text:
        person.texts[one.path] = text.replace("\nchanges:\n", f"\nchanges:\n{block}\n", 1)
    else:
        top, _, rest = text.partition("\n---\n")
        person.texts[one.path] = f"{top}\nchanges:\n{block}\n---\n{rest}"
    return True


def _line(person: Person, one: Diagnostic) -> bool:
    found = re.search(r"write this line in the block at the top: (.*)$", one.fix)
    if found is None or one.path not in person.texts:
        return False
    top, _, rest = person.texts[one.path].partition("\n---\n")
    person.texts[one.path] = f"{top}\n{found[1]}\n---\n{rest}"
    return True


def _file(person: Person, one: Diagnostic) -> bool:
    found = re.match(r"(?:name this file|name the file|move the file to|call the file) “([^”]+)”", one.fix)
    if found is None:
        return False
    to = found[1] if "/" in found[1] else f"{one.path.rpartition('/')[0]}/{found[1]}"
    assert to not in person.texts, f"{one.path} would be written over {to}"
    person.rename(one.path, to)
    return True


def _back(person: Person, one: Diagnostic) -> bool:
    found = re.search(r"else put the file back, and write this in its block:\n((?:.|\n)*)$", one.fix)
    if found is None:
        return False
    person.texts[one.path] = BEFORE[one.path].replace("---\ntitle", f"---\n{found[1]}\ntitle", 1)
    return True


def _words(person: Person, one: Diagnostic) -> bool:
    found = re.match(r"(?:write|use) (?:“([^”]*)”|(\"[^\"]*\"))", one.fix)
    if found is None or one.path not in person.texts:
        return False
    right = found[1] or found[2]
    lines = _lines(person, one.path)
    key = re.match(r"\s*(?:- )?([a-z_]+):", lines[one.line - 1])
    typed = re.match(r"([a-z_]+):", right)
    if typed and key and typed[1] == key[1]:
        lines[one.line - 1] = re.sub(rf"{key[1]}:.*", lambda _: right, lines[one.line - 1])
        person.texts[one.path] = "\n".join(lines)
    elif typed and typed[1] in declared(person.catalogue.by_path[one.path].row.record):
        top, _, rest = person.texts[one.path].partition("\n---\n")
        person.texts[one.path] = f"{top}\n{right}\n---\n{rest}"
    else:
        text = person.texts[one.path]
        person.texts[one.path] = text[: one.span.start] + right + text[one.span.end :]
    return True


def _out(person: Person, one: Diagnostic) -> bool:
    if not one.fix.startswith("take the line out"):
        return False
    lines = _lines(person, one.path)
    del lines[one.line - 1]
    person.texts[one.path] = "\n".join(lines)
    return True


@dataclass(frozen=True)
class Outcome:
    """How a contribution went: the rounds it took, and what is wrong at the end (nothing when it is right)."""

    rounds: int
    wrong: str
    codes: tuple[str, ...] = ()
    texts: Texts = field(default_factory=dict)
    """The pages that are not as they were before."""


Act = Callable[[Person], None]
Meant = Callable[[Person], str]


@dataclass(frozen=True)
class Contribution:
    """What somebody does, what they know where a blank is left, and what has to be so at the end.

    `meant` gives what is not as they meant it, in words; nothing when all is. `heeds` are the warnings they act on;
    `by_hand` is what they do about a cure that tells what to do and holds nothing to paste; `elsewhere`: other pages
    have to follow their change.
    """

    kind: str
    variant: str
    act: Act
    meant: Meant
    knows: dict[str, str] = field(default_factory=dict)
    heeds: frozenset[str] = frozenset()
    by_hand: Act | None = None
    major: bool = True
    elsewhere: bool = False

    @property
    def name(self) -> str:
        """Its kind and its variant."""
        return f"{self.kind}: {self.variant}"


def contribute(one: Contribution) -> Outcome:
    """Make a contribution, follow the check until it is green, and hold what came of it against what was meant."""
    person = Person(knows=dict(one.knows), major=one.major)
    one.act(person)
    touched = {path for path in (*person.texts, *BEFORE) if person.texts.get(path) != BEFORE.get(path)}
    codes: list[str] = []
    for rounds in range(ROUNDS + 1):
        found = person.check()
        strays = [each for each in found if each.path not in touched and not one.elsewhere]
        if strays and rounds == 0:
            return Outcome(rounds, f"a problem on another page: {strays[0].path} {strays[0].code}")
        asked = [each for each in found if each.severity is Severity.ERROR or each.code in one.heeds]
        # Of the pages somebody did not touch the check says one line: that comes when their own are in order.
        asked = [each for each in asked if each.path in touched] or asked
        codes += [each.code for each in asked]
        if not asked:
            changed = {path: text for path, text in person.texts.items() if text != BEFORE.get(path)}
            return Outcome(rounds, one.meant(person), tuple(codes), changed)
        left = person.paste(asked)
        blanks = [each for each in left if each.code == "placeholder-left"]
        if len(left) > len(blanks):
            stuck = next(each for each in left if each not in blanks)
            try:
                assert one.by_hand is not None
                one.by_hand(person)
            except (AssertionError, KeyError):
                return Outcome(rounds, f"nothing to paste: {stuck.code}: {stuck.message} {stuck.fix}", tuple(codes))
        if unknown := person.fill():
            return Outcome(rounds, f"a blank that nobody who meant this could fill: {unknown[0]}", tuple(codes))
    return Outcome(ROUNDS, "never green", tuple(codes))
