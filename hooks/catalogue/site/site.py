"""What templates ask: the catalogue at one moment, in the shapes that pages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from catalogue import dates
from catalogue.addresses import relative
from catalogue.graph import Catalogue, Page
from catalogue.kinds import ROWS
from catalogue.records import Chat, Element, SearchWords
from catalogue.site import calendar_links, certainty, chat_state, cited_by, glossary, history, news
from catalogue.site.certainty import Glance, glance
from catalogue.site.chats import Chats
from catalogue.site.filling import fill
from catalogue.site.lists.list_parts import Lists
from catalogue.site.news import Item
from catalogue.site.papers import Papers
from catalogue.site.sheets import briefing
from catalogue.site.wayfinding import Wayfinding


@dataclass(frozen=True, eq=False)
class Site:
    """The catalogue at a moment (aware, UK time), for templates.

    What needs no more than the catalogue, or nothing, templates ask the rooms themselves: see `template_globals`.
    """

    catalogue: Catalogue
    now: datetime
    authority: str = ""

    @property
    def today(self) -> date:
        """The day in the UK."""
        return self.now.date()

    @cached_property
    def news(self) -> list[Item]:
        """The news that is out, newest first."""
        return news.items(self.catalogue, self.now, self.authority)

    @cached_property
    def _news_by_page(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = defaultdict(list)
        for item in self.news:
            for page in (
                *([item.page] if item.page else []),
                *(item.about if item.kind in news.TELLS_OF_OTHERS else ()),
            ):
                found[page.path].append(item)
        return found

    def news_of(self, page: Page) -> list[Item]:
        """The news a page has made, and that tells of it, newest first."""
        return self._news_by_page.get(page.path, [])

    def history_of(self, page: Page) -> list[history.Note]:
        """What a page was and became, newest first."""
        return history.history(page, self.news_of(page), self.today)

    def overdue(self, page: Page) -> bool:
        """The day by which to check the page again has passed."""
        due = page.record.review_by
        return due is not None and due < self.today and not page.record.retired

    def words_used(self, page: Page) -> list[Page]:
        """The terms a page links."""
        if page.path not in self._words_used:
            self._words_used[page.path] = cited_by.words_used(self.catalogue, page)
        return self._words_used[page.path]

    @cached_property
    def _words_used(self) -> dict[str, list[Page]]:
        return {}

    def prose(self, page: Page, files: Collection[str]) -> str:
        """The finished HTML of a page's prose; `files` are the paths of all that can be linked to."""
        return fill(self.catalogue, page, files, {word.path for word in self.words_used(page)})

    def sources(self, page: Page) -> list[Page]:
        """The papers a page relies on."""
        return self.papers.listed(cited_by.sources_of(self.catalogue, page))

    def get(self, page_id: str) -> Page | None:
        """The record with an id, now or formerly, that readers can open."""
        found = self.catalogue.names.by_id.get(page_id)
        return found if found is not None and not found.record.draft else None

    def all(self, page_ids: Iterable[str]) -> list[Page]:
        """The records with these ids that readers can open, in that order."""
        return [page for page in map(self.get, page_ids) if page is not None]

    @property
    def offered(self) -> list[Page]:
        """The guides that search offers before anything is typed."""
        every = SearchWords.together(words for _, words in self.catalogue.records_of(SearchWords))
        return [page for page in self.all(every.often) if page.listed]

    def linked(self, page: Page, relation: str) -> list[Page]:
        """The pages joined to this one by a relation that holds both ways, typed on either of the two."""
        there = [each.target for each in self.catalogue.pointed_at(page, relation)]
        back = [each.origin for each in self.catalogue.pointing_at(page, relation)]
        return _each_once([*there, *back])

    def pointing_at(self, page: Page, *relations: str) -> list[Page]:
        """The pages that lead to this one by these relations."""
        return _each_once(each.origin for each in self.catalogue.pointing_at(page, *relations))

    def pointed_at(self, page: Page, *relations: str) -> list[Page]:
        """The pages this one leads to by these relations."""
        return _each_once(each.target for each in self.catalogue.pointed_at(page, *relations))

    @cached_property
    def chats(self) -> list[Page]:
        """The chats, the latest first."""
        return [page for page, _ in self._chats]

    @cached_property
    def _chats(self) -> list[tuple[Page, Chat]]:
        found = [(page, chat) for page, chat in self.catalogue.records_of(Chat) if page.listed and chat.starts]
        return sorted(found, key=lambda each: each[1].starts or self.now, reverse=True)

    @cached_property
    def next_chat(self) -> Page | None:
        """The next chat to be held, else none."""
        return next((page for page, chat in self._chats[::-1] if not chat_state.is_over(chat, self.now)), None)

    @cached_property
    def chat(self) -> Chats:
        """What the pages of chats, and the lists of them, ask."""
        return Chats(self.catalogue, self.now)

    def path(self, target: Page | str, origin: Page | str) -> str:
        """The address of one page or file as another names it."""
        to = target.address if isinstance(target, Page) else self.lists.place(target) if "#" in target else target
        return relative(to, origin.address if isinstance(origin, Page) else origin)

    @cached_property
    def lists(self) -> Lists:
        """The lists, whole or in parts."""
        return Lists(self.catalogue, self.papers, self.chat, lambda: self.news)

    @cached_property
    def papers(self) -> Papers:
        """What pages show of papers."""
        return Papers(self.catalogue)

    def glance(self, guide: Page) -> Glance:
        """A guide's evidence in one line."""
        if guide.path not in self._glances:
            self._glances[guide.path] = glance(guide, self.sources(guide))
        return self._glances[guide.path]

    @cached_property
    def _glances(self) -> dict[str, Glance]:
        return {}

    @cached_property
    def ways(self) -> Wayfinding:
        """The trail of a page, the pages beside it, and what is related to it."""
        return Wayfinding(self.catalogue)

    def in_text(self, page: Page) -> str:
        """A paper as a sentence cites it; a page that is no paper, named where one belongs, by its title."""
        return self.papers.library.in_text(page) if page.kind == "paper" else page.title


def _each_once(pages: Iterable[Page]) -> list[Page]:
    """Pages in order, each once, drafts left out."""
    return list({page.path: page for page in pages if not page.record.draft}.values())


def template_globals(site: Site) -> dict[str, Any]:
    """What every template can ask by name: the site, the kinds, and rooms, as in `glossary.alphabet(catalogue)`."""
    return {
        "site": site, "catalogue": site.catalogue, "kinds": ROWS, "elements": tuple(Element), "dates": dates,
        "glossary": glossary, "guides": briefing, "cited_by": cited_by, "history": history, "news": news,
        "calendars": calendar_links, "certainty": certainty,
    }  # fmt: skip
