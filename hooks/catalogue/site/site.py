"""What templates ask: the catalogue at one moment, in the shapes that pages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from catalogue import dates
from catalogue.addresses import relative
from catalogue.graph import Catalogue, Page
from catalogue.records import Chat, Element
from catalogue.site import briefing, chat_state, cited_by, glossary, history, news
from catalogue.site.chats import Chats
from catalogue.site.filling import fill
from catalogue.site.news import Batch, Item, NewsYear
from catalogue.site.papers import Papers


@dataclass(frozen=True, eq=False)
class Site:
    """The catalogue at a moment (aware, UK time), for templates."""

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
    def news_by_year(self) -> list[NewsYear]:
        """The news that is out, by year and day, what happened alike told together."""
        return news.by_year(self.news)

    def headlines(self, count: int) -> list[Batch]:
        """The newest news in so many lines."""
        return news.headlines(self.news, count)

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

    @cached_property
    def guides_by_theme(self) -> list[briefing.GuideGroup]:
        """The guides in groups by theme."""
        return briefing.by_theme(self.catalogue)

    @cached_property
    def guides_by_role(self) -> list[briefing.GuideGroup]:
        """The guides in groups by the role they are for."""
        return briefing.by_role(self.catalogue)

    def history_of(self, page: Page) -> list[history.Note]:
        """What a page was and became, newest first."""
        return history.history(page, self.news_of(page), self.today)

    def overdue(self, page: Page) -> bool:
        """The day by which to check the page again has passed."""
        due = page.record.review_by
        return due is not None and due < self.today and not page.record.retired

    @cached_property
    def alphabet(self) -> tuple[glossary.Letter, ...]:
        """The letters, each with the names of terms that start with it."""
        return glossary.alphabet(self.catalogue)

    @property
    def missing_words(self) -> tuple[glossary.Wanted, ...]:
        """The words that pages wait for."""
        return glossary.missing(self.catalogue)

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

    def used_in(self, page: Page) -> dict[str, list[cited_by.Usage]]:
        """The pages that name this one in their prose, by kind."""
        return cited_by.used_in(self.catalogue, page)

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

    def of_kind(self, kind: str) -> tuple[Page, ...]:
        """The records of a kind that readers see in lists, by title."""
        return self.catalogue.of_kind(kind)

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
        chats = [page for page in self.of_kind("chat") if isinstance(page.record, Chat) and page.record.starts]
        return sorted(chats, key=lambda page: page.record.starts, reverse=True)  # type: ignore[attr-defined]

    @cached_property
    def next_chat(self) -> Page | None:
        """The next chat to be held, else none."""
        coming = [page for page in self.chats if not chat_state.is_over(page.record, self.now)]  # type: ignore[arg-type]
        return coming[-1] if coming else None

    @cached_property
    def chat(self) -> Chats:
        """What the pages of chats, and the lists of them, ask."""
        return Chats(self.catalogue, self.now)

    @property
    def elements(self) -> tuple[Element, ...]:
        """The five elements, in the order of the paper."""
        return tuple(Element)

    def path(self, target: Page | str, origin: Page | str) -> str:
        """The address of one page or file as another names it."""
        to = target.address if isinstance(target, Page) else target
        return relative(to, origin.address if isinstance(origin, Page) else origin)

    @cached_property
    def papers(self) -> Papers:
        """What pages show of papers."""
        return Papers(self.catalogue)

    def in_text(self, page: Page) -> str:
        """A paper as a sentence cites it; a page that is no paper, named where one belongs, by its title."""
        return self.papers.library.in_text(page) if page.kind == "paper" else page.title

    # Templates reach these by name; they need nothing of the site.
    long_day = staticmethod(dates.long_day)
    day_of = staticmethod(dates.day_of)
    weekday = staticmethod(dates.weekday)
    clock_time = staticmethod(dates.clock_time)
    span = staticmethod(dates.span)
    utc = staticmethod(dates.utc)
    distance = staticmethod(dates.distance)
    withdrawal = staticmethod(history.withdrawal)
    opening = staticmethod(briefing.opening)
    short_address = staticmethod(briefing.short_address)


def _each_once(pages: Iterable[Page]) -> list[Page]:
    """Pages in order, each once, drafts left out."""
    return list({page.path: page for page in pages if not page.record.draft}.values())
