"""What a feed says: each piece of news as an entry, and what happened alike on one day as one entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Any, NamedTuple

from catalogue.addresses import whole
from catalogue.graph import Page
from catalogue.outputs.feed_html import for_feeds
from catalogue.site.news import Batch, Item, batches
from catalogue.site.site import Site

# XML 1.0 can hold none of these, not even escaped; half a surrogate pair cannot be written as UTF-8 at all. The
# controls from U+007F on can be held and are discouraged.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|[\ud800-\udfff\ufffe\uffff]")
# Readers take a title for HTML or for text, each as it likes; these signs read the same in both.
_SIGNS = str.maketrans("<>", "‹›")


def xml_safe(text: str) -> str:
    """A text less the characters that no XML file can hold."""
    return _UNFIT.sub("", text)


@dataclass(frozen=True)
class Entry:
    """An entry ready to be sent: only characters that a feed can hold.

    `link` is a whole address, `address` the same below the site's own; `summary` is plain text; `moment` and `updated`
    are aware, UK time. `made` makes the content, when somebody asks for it; `pages` are those of which it tells.
    """

    id: str
    title: str
    link: str
    address: str
    summary: str
    owner: str
    categories: tuple[str, ...]
    moment: datetime
    updated: datetime
    made: Callable[[], str] = field(compare=False)
    pages: tuple[Page, ...]

    @cached_property
    def content(self) -> str:
        """Harmless HTML with whole addresses."""
        return for_feeds(xml_safe(self.made()), self.link)

    def forget(self) -> None:
        """Let go of the content: it is made again where somebody asks."""
        vars(self).pop("content", None)

    @property
    def size(self) -> int:
        """About how many characters it takes in a feed."""
        return len(self.content) + len(self.summary) + 600


class Writer(NamedTuple):
    """Makes entries: `single` gives the HTML of an item, `several` of a batch; `base` is the site's own address."""

    site: Site
    base: str
    single: Callable[[Item], str]
    several: Callable[[Batch], str]
    kept: dict[str, Entry]

    def entries(self, items: Iterable[Item], name: str = "") -> tuple[Entry, ...]:
        """Entries for these items, newest first, ties by id; `name` is that of a feed which puts together others."""
        found: list[Entry] = []
        for batch in batches(items):
            found += [self._together(batch, name)] if batch.together else [self._entry(item) for item in batch.items]
        return tuple(sorted(found, key=lambda entry: (-entry.moment.timestamp(), entry.id)))

    def _entry(self, item: Item) -> Entry:
        if item.id not in self.kept:
            owner = item.page.record.owner if item.page else None
            self.kept[item.id] = self._made(
                item.id, item.title, item.address, item.changed, owner, item.categories, [item],
                partial(self.single, item),
            )  # fmt: skip
        return self.kept[item.id]

    def _together(self, batch: Batch, name: str) -> Entry:
        first = batch.items[0]
        ordered = sorted(batch.items, key=lambda item: (-self._weight(item), item.page_title.casefold()))
        batch = Batch(batch.day, batch.page_kind, batch.kind, tuple(ordered))
        names = [item.page_title for item in ordered[:3]]
        more = f" and {len(ordered) - len(names)} more" if len(ordered) > len(names) else ""
        return self._made(
            self._batch_id(batch, name, first.line.turn), batch.words[:1].upper() + batch.words[1:],
            f"news/#day-{batch.day.isoformat()}", f"{'; '.join(names)}{more}.", None, first.categories[:2], batch.items,
            partial(self.several, batch),
        )  # fmt: skip

    def _weight(self, item: Item) -> int:
        """How many pages lead to an item's page: what matters to many stands first."""
        return len(self.site.catalogue.leads_to.get(item.page.path, ())) if item.page else 0

    def _batch_id(self, batch: Batch, name: str, turn: int) -> str:
        what = "/".join(part for part in ("batch", name, batch.page_kind, batch.kind) if part)
        day, host = batch.day.isoformat(), self.site.authority
        plain = f"tag:{host},{day}:{what}" if host else f"{what}/{day}"
        return plain if turn == 1 else f"{plain}/{turn}"

    def _made(
        self, entry_id: str, title: str, address: str, summary: str, owner: str | None, categories: tuple[str, ...],
        items: Sequence[Item], made: Callable[[], str],
    ) -> Entry:  # fmt: skip
        return Entry(
            xml_safe(entry_id), xml_safe(title).translate(_SIGNS).strip() or "News", whole(address, self.base), address,
            xml_safe(summary), xml_safe(owner or "").strip() or "Editors",
            tuple(xml_safe(each) for each in categories), max(item.moment for item in items),
            max(item.updated for item in items), made, tuple(item.page for item in items if item.page),
        )  # fmt: skip


def writer(site: Site, env: Any, prose: Callable[[Page], str], base: str) -> Writer:
    """A writer of entries from the templates of the site; `prose` gives a page's finished prose (HTML)."""
    one, several = env.get_template("parts/entry.html"), env.get_template("parts/entries.html")

    def single(item: Item) -> str:
        """The whole text of an item, as HTML."""
        return str(one.render(item=item, site=site, prose=prose(item.page) if item.page else ""))

    return Writer(site, base, single, lambda batch: str(several.render(batch=batch, site=site)), {})
