"""Makes sites of any size to measure: pages of all five kinds, and the same words as ordinary Markdown."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from posixpath import relpath
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent

# Three lines: first words of names, second words of names, words of prose.
_FIRST, _SECOND, _WORDS = (
    line.split() for line in Path(__file__).with_name("words.txt").read_text("utf-8").splitlines()
)

SHARES = {"papers": 0.30, "glossary": 0.30, "guidance": 0.25, "news": 0.10, "chats": 0.05}
"""How many of a hundred pages are of each kind."""

_ELEMENTS = ("population", "causes", "prevention", "data", "partnership")
_SURE = "status: current\npublished: 2026-01-05\nreviewed: 2026-01-05\nreview_by: 2028-01-05\n"


def names(count: int) -> list[str]:
    """Names of terms, two words each and then with a number; the same for the same count."""
    pairs = [f"{first} {second}" for second in _SECOND for first in _FIRST]
    rounds = -(-count // len(pairs))
    return [name if turn == 0 else f"{name} {turn + 1}" for turn in range(rounds) for name in pairs][:count]


def pages(count: int) -> dict[str, str]:
    """A site of so many pages, by path in the docs folder; the same for the same count.

    References are skewed as they are on a real site: the nth term or paper is linked 1/n as often as the first.
    """
    return dict(_Maker(count).pages())


class _Maker:
    """What one site is made of, and the chance by which it is made."""

    def __init__(self, count: int) -> None:
        self.chance = random.Random(2026)
        self.counts = {folder: max(2, round(count * share)) for folder, share in SHARES.items()}
        self.terms = names(self.counts["glossary"])
        self.papers = [f"author{number}-{1960 + number % 65}" for number in range(self.counts["papers"])]
        self._weights = {
            id(known): list(accumulate(1 / rank for rank in range(1, len(known) + 1)))
            for known in (self.terms, self.papers)
        }

    def some(self, known: list[str], most: int) -> list[str]:
        """Up to so many of these, each once, the first far more often than the last."""
        return list(dict.fromkeys(self.chance.choices(known, cum_weights=self._weights[id(known)], k=most)))

    def says(self) -> str:
        """A sentence."""
        return " ".join(self.chance.choices(_WORDS, k=self.chance.randint(8, 20))).capitalize() + "."

    def prose(self, words: int, terms: int, papers: int) -> str:
        """Prose of so many words, with links to terms and citations in it."""
        sentences = [self.says() for _ in range(words // 14)]
        named = [f", and [{name}][]" for name in self.some(self.terms, terms)]
        for added in named + [f" [@{paper}]" for paper in self.some(self.papers, papers)]:
            index = self.chance.randrange(len(sentences))
            sentences[index] = f"{sentences[index][:-1]}{added}."
        parts = [sentences[start : start + 8] for start in range(0, len(sentences), 8)]
        return "\n".join(f"## Part {number}\n\n" + "\n".join(part) + "\n" for number, part in enumerate(parts, 1))

    def pages(self) -> Iterator[tuple[str, str]]:
        """Every page, by path."""
        for number in range(max(self.counts.values())):
            for folder, page in (
                ("papers", self.paper), ("glossary", self.term), ("guidance", self.guide), ("news", self.post),
                ("chats", self.chat),
            ):  # fmt: skip
                if number < self.counts[folder]:
                    name, block, prose = page(number)
                    yield f"{folder}/{name}.md", f"---\n{block}---\n\n{prose}"

    def paper(self, number: int) -> tuple[str, str, str]:
        """A paper: its id, its block and its prose, as of every kind below."""
        name = self.papers[number]
        return name, (
            f"title: A study of {number} things\nsummary: {self.says()}\nauthors:\n  - Author{number}, Ann\n"
            f"year: {name[-4:]}\npublisher: BMJ\ngenre: article\nurl: https://www.college.police.uk/{name}\n"
            f"about:\n  question: {self.says()}\n  found: {self.says()}\n  limits: {self.says()}\n"
            "added: 2026-01-05\nowner: Library editor\n"
        ), self.prose(60, 2, 1)  # fmt: skip

    def term(self, number: int) -> tuple[str, str, str]:
        """A term."""
        name = self.terms[number]
        related = [_id(each) for each in self.some(self.terms, 2) if each != name]
        return _id(name), (
            f"title: {name.capitalize()}\ndefinition: {self.says()}\nalso:\n  - {name} work\n"
            f"element: {self.chance.choice(_ELEMENTS)}\npolice_view: {self.says()}\nhealth_view: {self.says()}\n"
            f"say_it: {self.says()}\nagreed: settled\nagreed_note: {self.says()}\nrelated: [{', '.join(related)}]\n"
            f"sources: [{self.some(self.papers, 1)[0]}]\n{_SURE}owner: Glossary editor\n"
        ), self.prose(136, 3, 3)  # fmt: skip

    def guide(self, number: int) -> tuple[str, str, str]:
        """A guide."""
        do, dont = ("".join(f"    - {self.says()}\n" for _ in range(count)) for count in (5, 2))
        claims = "".join(
            f"  - text: {self.says()}\n    strength: early\n    why: {self.says()}\n"
            f"    sources:\n      - {self.some(self.papers, 1)[0]}\n"
            for _ in range(3)
        )
        return f"situation-{number}", (
            f"title: Situation {number}\nsummary: {self.says()}\nsituation: {self.says()}\n"
            f"authority:\n  kind: discussion\n  name: The official page\n  url: https://www.college.police.uk/{number}\n"
            f"card:\n  do:\n{do}  dont:\n{dont}  call: {self.says()}\n  why: {self.says()}\n"
            f"harm: {self.says()}\nsay_it: {self.says()}\nclaims:\n{claims}{_SURE}owner: Guidance editor\n"
        ), self.prose(340, 6, 8)  # fmt: skip

    def post(self, number: int) -> tuple[str, str, str]:
        """A piece of news."""
        about = [_id(name) for name in self.some(self.terms, 2)] + self.some(self.papers, 1)
        return f"news-{number}", (
            f"title: News {number}\nsummary: {self.says()}\nstatus: current\nowner: News editor\n"
            f"date: {date(2018, 1, 1) + timedelta(number * 3 % 2900)}\nabout: [{', '.join(about)}]\n"
        ), self.prose(100, 2, 2)  # fmt: skip

    def chat(self, number: int) -> tuple[str, str, str]:
        """A chat that was held and written up."""
        day = date(2012, 1, 1) + timedelta(number * 10 % 5000)
        reading = self.some(self.papers, 2) + [_id(name) for name in self.some(self.terms, 2)]
        return f"{day}-chat-{number}", (
            f"title: Chat {number}\nsummary: {self.says()}\nstatus: current\nowner: Chat editor\n"
            f"starts: {day} 21:00\nminutes: 60\nannounced: {day}\nplatform: Twitter\nhashtag: '#WeCops'\n"
            "hosts:\n  - name: Ann Author\n    role: Host\n    organisation: A force\n"
            f"aims:\n  - {self.says()}\nquestions:\n  - {self.says()}\n  - {self.says()}\n"
            f"reading: [{', '.join(reading)}]\noutcome:\n  written_up: {day + timedelta(5)}\n"
            f"  summary: {self.says()}\n  no_change_reason: {self.says()}\n"
        ), self.prose(140, 3, 2)  # fmt: skip


def _id(name: str) -> str:
    return name.replace(" ", "-")


def write(site: Mapping[str, str], docs: Path) -> None:
    """Write a site's pages below a docs folder."""
    for path, text in site.items():
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


_LINK = re.compile(r"\[([^\]\n@]+)\]\[\]")
_CITATION = re.compile(r"\[@([a-z0-9-]+)\]")


def ordinary(site: Mapping[str, str]) -> dict[str, str]:
    """The same words as any Markdown page would hold them: fields as prose, references as relative links."""
    return {path: _ordinary(path, text) for path, text in site.items()}


def _ordinary(path: str, text: str) -> str:
    _, block, body = text.split("---\n", 2)
    fields: dict[str, Any] = yaml.safe_load(block)

    def link(folder: str, words: str, name: str) -> str:
        return f"[{words}]({relpath(f'{folder}/{name}.md', path.partition('/')[0])})"

    body = _LINK.sub(lambda match: link("glossary", match[1], _id(match[1])), body)
    body = _CITATION.sub(lambda match: f"({link('papers', match[1].replace('-', ', '), match[1])})", body)
    title = fields.pop("title")
    said = "\n".join(_listed(fields))
    return f"---\ntitle: {title}\n---\n\n# {title}\n\n{said}\n\n{body}"


def _listed(value: Any, name: str = "", depth: int = 0) -> Iterator[str]:
    """A value as a list in Markdown, with a list in it for each value that holds further ones."""
    mark = f"{'    ' * depth}- "
    if isinstance(value, dict):
        if name:
            yield f"{mark}{name}:"
        for key, held in value.items():
            yield from _listed(held, str(key).replace("_", " ").capitalize(), depth + bool(name))
    elif isinstance(value, list):
        yield f"{mark}{name}:"
        for held in value:
            yield from _listed(held, "" if not isinstance(held, dict) else "One", depth + 1)
    else:
        yield f"{mark}{name}: {value}" if name else f"{mark}{value}"
