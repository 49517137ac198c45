"""What of the catalogue is drawn: the chain from announcement to feed, a word's neighbours, its life, the library.

All of it is SVG, its words escaped and its addresses relative to the page it stands in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from catalogue import dates
from catalogue.diagnostics import number
from catalogue.graph import Page
from catalogue.records import Chat, Genre, Guide, Paper
from catalogue.records.guide import Strength
from catalogue.site.certainty import BARS, WORDS, strongest
from catalogue.site.history import changed_by_chat
from catalogue.site.pictures import svg
from catalogue.site.pictures.svg import Bar, Node
from catalogue.site.site import Site

MOST_BESIDE = 5
"""The most neighbours of one sort that are drawn; the list below the picture holds them all."""

LIFE = (4, 14)
"""A word with fewer dated events has no timeline, and one with more shows the newest."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """The pictures of a site; each is SVG to stand in the page, or empty where there is nothing to draw."""

    site: Site
    span = staticmethod(lambda paper: span(paper))

    def chain(self, chat: Page, here: Page) -> Markup:
        """How a chat came to change guidance, step by step, as SVG for the page `here`."""
        record = chat.record_as(Chat)
        way = self.site.path(chat, here)
        told = self.site.news_of(chat)
        learned = record.outcome
        changed = changed_by_chat(self.site.catalogue, chat)
        day = dates.long_day
        nodes = [
            Node("Announced", day(record.announced) if record.announced else "The invitation", way, "post"),
            Node("Chat", day(record.starts.date()) if record.starts else "No day yet", way, "chat",
                 pending=not learned),
            Node("Learning", _learned(record), f"{way}#chat-write-up" if learned else "", "chat", pending=not learned),
            Node("Guidance", _changes(record, changed), f"{way}#chat-changed" if learned else "", "guide",
                 pending=not changed),
            Node("Feed", "Sent to those who follow" if told else "Not sent yet",
                 self.site.path(f"news/#day-{told[0].day.isoformat()}" if told else "feeds/", here), "post",
                 pending=not told),
        ]  # fmt: skip
        return svg.chain(nodes, f"From the announcement of “{chat.title}” to the feed, in five steps")

    def code(self, address: str) -> Markup:
        """A whole address as a QR code, in SVG. `address` is plain text, not yet encoded."""
        return svg.code(address)

    def neighbours(self, term: Page) -> Markup:
        """A word as SVG, between the broader and the narrower ones, with those beside it."""
        site = self.site
        above = [Node("", page.title, site.path(page, term), "term") for page in site.pointed_at(term, "broader")]
        groups = [
            (name, line, [Node("", page.title, site.path(page, term), "term") for page in found[:MOST_BESIDE]])
            for name, line, found in (
                ("Narrower", "line", site.pointing_at(term, "broader")),
                ("Related", "line dashed", site.linked(term, "related")),
                ("Not the same", "line dotted", site.linked(term, "not the same as")),
            )
            if found
        ]
        if len(above) + sum(len(nodes) for *_, nodes in groups) < 2:
            return Markup()
        here = Node("strong", term.title, "", "term here")
        return svg.tree(above, here, groups, f"“{term.title}” and the words around it")

    def life(self, term: Page) -> Markup:
        """What happened around a word, as SVG, year by year: papers it rests on, news, chats, changes of its page."""
        found: dict[str, tuple[str, Page]] = {}
        for page in [*self.site.sources(term), *self.site.pointing_at(term, "about", "reads", "changed")]:
            if (day := page.record.dated) and not page.record.retired:
                found.setdefault(page.path, (day, page))
        events = sorted(found.values(), key=lambda each: (each[0], each[1].path))
        if len(events) < LIFE[0] or len({day[:4] for day, _ in events}) < 3:
            return Markup()
        nodes = [Node(day[:4], page.title, self.site.path(page, term), page.kind) for day, page in events[-LIFE[1] :]]
        years = f"from {nodes[0].heading} to {nodes[-1].heading}"
        return svg.timeline(nodes, f"What happened around “{term.title}”, {years}")

    def certainty(self, guide: Page) -> Markup:
        """How well each claim of a guide is known, as SVG: a column a claim, one to four blocks high."""
        known = [claim.strength for claim in guide.record_as(Guide).claims if claim.strength]
        if len(known) < 2:
            return Markup()
        said = "; ".join(f"claim {place}: {WORDS[each].lower()}" for place, each in enumerate(known, 1))
        labels = [WORDS[each].removesuffix(" evidence") for each in BARS]
        return svg.columns([BARS[each] for each in known], labels, f"How sure we are. {said.capitalize()}")

    def library(self, by: str, here: Page) -> Markup:
        """The papers by `span` of years, `genre` or `strength`, as SVG: a bar each, which filters them."""
        if by == "genre":
            counts = Counter(paper.genre.value for paper in self._papers.values() if paper.genre)
            rows = [(genre.value.capitalize(), counts[genre.value], genre.value.replace(" ", "-")) for genre in Genre]
        elif by == "strength":
            known = Counter(self.strength(page) for page in self.site.catalogue.of_kind("paper"))
            rows = [(WORDS[each], known[each], each.value) for each in BARS]
            rows.append(("No claim yet", known[None], "none"))
        else:
            spans = Counter(span(paper) for paper in self._papers.values())
            rows = [(name, spans[name], name.replace(" ", "-")) for name in self.spans]
        shown = [Bar(words, count, "#papers", by, value) for words, count, value in rows if count]
        name = {"genre": "kind", "strength": "strength of the claims that rest on them"}.get(by, "year")
        return svg.bars(shown, f"The papers by {name}")

    @cached_property
    def spans(self) -> list[str]:
        """The spans of years in which papers came out, the newest first, those with no date last."""
        found = {span(paper) for paper in self._papers.values()}
        return sorted(found, key=lambda name: (name[0].isdigit(), name.startswith("Before"), name), reverse=True)

    @cached_property
    def _papers(self) -> dict[str, Paper]:
        return {page.path: paper for page, paper in self.site.catalogue.listed(Paper)}

    def strength(self, paper: Page) -> Strength | None:
        """The strongest claim that rests on a paper."""
        if paper.path not in self._strengths:
            self._strengths[paper.path] = strongest(self.site.catalogue, paper)
        return self._strengths[paper.path]

    @cached_property
    def _strengths(self) -> dict[str, Strength | None]:
        return {}


def span(paper: Paper) -> str:
    """The five years a paper came out in: `2015–2019`; all before 2000 together."""
    if not (year := paper.year):
        return "No date"
    return "Before 2000" if year < 2000 else f"{year - year % 5}–{year - year % 5 + 4}"


def _learned(chat: Chat) -> str:
    if not chat.outcome:
        return "Not written up yet"
    questions = len(chat.outcome.open_questions)
    return f"Written up, {number(questions, 'question')} left open" if questions else "Written up"


def _changes(chat: Chat, changed: Sequence[object]) -> str:
    if changed:
        return f"{number(len(changed), 'page')} changed"
    return "Nothing changed, and why" if chat.outcome else "To be seen"
