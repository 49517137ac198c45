"""Feeds for those who follow one theme, role or element, or one page: files of their own, beside the plugin's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial

from catalogue.graph import Page
from catalogue.outputs.feed_entries import Writer
from catalogue.outputs.feeds import Channel, Feed, FeedOptions
from catalogue.site.news import Item
from catalogue.site.site import Site

FEWEST = 2
"""From how many items on a theme, a role or an element has a feed: an empty one tells readers nothing."""


@dataclass(frozen=True)
class TopicFeeds:
    """The feeds by topic in the order of their names, and those of single pages by the path of each page."""

    topics: tuple[Channel, ...]
    pages: dict[str, Channel]

    @property
    def all(self) -> tuple[Channel, ...]:
        """Every one of them."""
        return (*self.topics, *self.pages.values())

    def of(self, page: Page) -> list[Channel]:
        """Those that belong in the head of a page: its own, and that of its first topic."""
        own = [self.pages[page.path]] if page.path in self.pages else []
        named = {
            place for kind, topic in _topics(page) if (place := self._places.get(f"{kind}-{topic.value}")) is not None
        }
        return [*own, *(self.topics[place] for place in sorted(named))][:2]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {channel.feed.name: place for place, channel in enumerate(self.topics)}


def topic_feeds(site: Site, made: Writer, options: FeedOptions, base: str) -> TopicFeeds:
    """The feeds of every topic that holds enough, and of every lasting page that made news."""
    by_topic: dict[tuple[str, StrEnum], list[Item]] = defaultdict(list)
    for item in site.news:
        for topic in _topics(item.page) if item.page else ():
            by_topic[topic].append(item)
    topics = [
        Channel(_topic_feed(kind, topic), options, base, partial(made.entries, items, f"{kind}-{topic.value}"))
        for (kind, topic), items in sorted(by_topic.items()) if len(items) >= FEWEST
    ]  # fmt: skip
    pages = {
        page.path: Channel(_page_feed(page), options, base, partial(made.entries, items, page.id))
        for page in site.catalogue.records
        if page.row.lasting and not page.record.draft and (items := site.news_of(page))
    }  # fmt: skip
    return TopicFeeds(tuple(topics), pages)


def _topics(page: Page) -> Iterator[tuple[str, StrEnum]]:
    """The theme, the roles and the elements of a page, each with which of the three it is."""
    record = page.record
    for kind, name in (("theme", "theme"), ("element", "element"), ("element", "elements"), ("role", "for_")):
        held = vars(record).get(name)
        for topic in held if isinstance(held, tuple) else (held,):
            if topic is not None:
                yield kind, topic


def _topic_feed(kind: str, topic: StrEnum) -> Feed:
    words = topic.value.replace("-", " ")
    says = {"theme": f"What is new on {words}", "role": f"What is new for officers in this role: {words}"}
    return Feed(
        "", f"{kind}-{topic.value}", f"{kind}: {words}", says.get(kind, f"What is new on the element “{words}”")
    )


def _page_feed(page: Page) -> Feed:
    return Feed("", "feed", page.title, f"What changes on the page “{page.title}”", page.address, ("xml",))
