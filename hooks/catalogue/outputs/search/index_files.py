"""Writes the index of search: whole, or after an edit only what holds a word whose place in the prose it changed.

An edit of prose alone leaves all pages their numbers, and what they say they are about: then a term that no page holds
more or less often than before counts where it did, and as much. `tests/properties/test_second_build.py` holds that.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from pydantic_core import from_json, to_json

from catalogue.graph import Catalogue, Page
from catalogue.kept.finished import Finished, KeptFiles, digest
from catalogue.outputs.search.search_parts import (
    Findable,
    Numbers,
    Postings,
    in_order,
    length,
    parts,
    pocket,
    pocket_pages,
    pocket_posts,
    postings,
    put_in,
    settings,
    vocabulary,
)
from catalogue.outputs.search.typed_words import Typed, alike, typed_for

NAME, INDEX, POCKET = "search", "search/index.json", "search/pocket.json"

FEW = 8
"""Up to how many words are looked for in what is kept of a page before that is read."""


def write(catalogue: Catalogue, finished: Mapping[str, Finished], kept: KeptFiles, common: str) -> None:
    """Write the index of a built site, as far as anything that it finds has changed.

    `finished` is what is known of every page, by its path. `common` is what all of them are made of. Raises OSError
    where a file cannot be written.
    """
    hashes = {path: digest(finished[path].more) for path in sorted(finished)}
    made_of = digest(common, " ".join(hashes.values()))
    if kept.find(NAME, made_of):
        return
    fresh = {path: one for path, one in finished.items() if one.is_fresh}
    last = {path: found for path, one in fresh.items() for name in one.files if (found := kept.last(name))}
    was = hashes | {path: digest(one.more) for path, one in last.items()}
    old = kept.whole(kept.last(NAME), digest(common, " ".join(was.values())))
    moved = [path for path, made in hashes.items() if made != was[path]]
    read = _Read(catalogue, finished)
    if old is None or not _mend(catalogue, old, _Read(catalogue, {**finished, **last}), read, moved, kept, made_of):
        texts, posts = _files(catalogue, [read.page(page) for page in read.pages])
        kept.make(NAME, made_of, texts, more=posts)


class _Read:
    """What was read of the pages that can be found."""

    def __init__(self, catalogue: Catalogue, finished: Mapping[str, Finished]) -> None:
        """`finished` is what is known of each page, by its path."""
        self.finished = finished
        found = (path for path, one in finished.items() if one.came not in (None, b"null"))
        self.pages = in_order(catalogue.by_path[path] for path in found)

    def page(self, page: Page) -> Findable:
        """A page as search sees it."""
        return Findable.reread(page, self.finished[page.path].told)

    def with_any(self, terms: frozenset[str], typed: Iterable[Typed]) -> Iterator[tuple[int, Findable]]:
        """The pages that hold one of these terms, and perhaps others, each with its number."""
        names = {name for each in typed for name, own in each.items() if terms & own.keys()}
        held = [to_json(term)[1:-1] for term in terms]
        for number, page in enumerate(self.pages):
            told = self.finished[page.path].more
            if len(held) > FEW or page.id in names or any(term in told for term in held):
                yield number, self.page(page)


def files(catalogue: Catalogue, every: Iterable[Findable]) -> dict[str, bytes]:
    """Every file of the index by its address, from the pages that can be found."""
    by_path = {one.page.path: one for one in every}
    return _files(catalogue, [by_path[page.path] for page in in_order(one.page for one in by_path.values())])[0]


def _files(catalogue: Catalogue, found: Sequence[Findable]) -> tuple[dict[str, bytes], dict[str, list[int]]]:
    """Every file of the index by its address, and what `pocket_posts` gives; `found` are in the order of numbers."""
    pages = [one.page for one in found]
    typed, pairs = typed_for(catalogue)
    made = postings(enumerate(found), Numbers.of(pages), (typed, pairs), alike(catalogue))
    cut = parts(made)
    texts = {_part(number): _json(part) for number, part in enumerate(cut)}
    texts |= {_page(number): _json(one.shown) for number, one in enumerate(found)}
    settled = settings(catalogue, pages)
    version = _version(digest(text) for text in texts.values())
    starts = [next(iter(part)) for part in cut]
    more = {"vocabulary": vocabulary(found, typed, settled), "version": version, "starts": starts}
    texts[INDEX] = _json({**settled, **more})
    some = {number: found[number] for number in pocket_pages(catalogue, pages)}
    posts = pocket_posts(made, some, typed)
    texts[POCKET] = _json(pocket(catalogue, [*some.values()], posts))
    return texts, posts


def _mend(
    catalogue: Catalogue, old: Finished, was: _Read, now: _Read, moved: Collection[str], kept: KeptFiles, made_of: str
) -> bool:
    """Write again what an edit of prose has changed; nothing, and False, where it changed more.

    `old` is the index as it stands, made of what `was` read; `moved` are the paths of pages that read otherwise now.
    """
    pairs = {number: (was.page(page), now.page(page)) for number, page in enumerate(now.pages) if page.path in moved}
    index = from_json(kept.content(INDEX))
    if not index["starts"] or any(one.about != two.about for one, two in pairs.values()):
        return False
    terms = frozenset(term for one, two in pairs.values() for term, _ in one.times.items() ^ two.times.items())
    typed, sets = typed_for(catalogue), [each for each in alike(catalogue) if each & terms]
    holding = now.with_any(terms.union(*sets), typed)
    changed = postings(holding, Numbers.of(now.pages), typed, sets, terms)
    cut = cut_again(index["starts"], changed, terms, lambda number: from_json(kept.content(_part(number))))
    texts = {_page(number): _json(two.shown) for number, (_, two) in pairs.items()}
    for number, part in enumerate(cut):
        if part != number:
            texts[_part(number)] = kept.content(_part(part)) if isinstance(part, int) else _json(part)
    hashes = {**old.files, **{path: digest(text) for path, text in texts.items()}}
    every = (*map(_part, range(len(cut))), *map(_page, range(len(now.pages))))
    starts = [index["starts"][part] if isinstance(part, int) else next(iter(part)) for part in cut]
    texts[INDEX] = _json(index | {"version": _version(hashes[path] for path in every), "starts": starts})
    some = {number: now.page(now.pages[number]) for number in pocket_pages(catalogue, now.pages)}
    posts = {term: each for term, each in old.told.items() if term not in terms} | pocket_posts(changed, some, typed[0])
    texts[POCKET] = _json(pocket(catalogue, [*some.values()], posts))
    stay = {path: hashes[path] for path in every if path not in texts}
    kept.make(NAME, made_of, texts, more=posts, beside=old._replace(files=stay))
    return True


def cut_again(
    starts: Sequence[str], changed: Postings, terms: Iterable[str], part: Callable[[int], Postings]
) -> list[int | Postings]:
    """The parts as `parts` cuts them: those that are as they were by their old numbers.

    `starts` are the first terms of the old parts, `part` gives one by its number; `terms` are those that have changed
    or are gone.
    """
    touched: defaultdict[int, set[str]] = defaultdict(set)
    for term in terms:
        touched[max(0, bisect_right(starts, term) - 1)].add(term)
    cut: list[int | Postings] = []
    # Less than nothing, where the next part starts with its own first term, as it did.
    room = -1
    for number in range(len(starts)):
        # What the next part starts with may fit into this one now.
        same = not touched.keys() & {number, number + 1}
        held = {} if same and room < 0 else part(number)
        if same and all(room < length(*first) for first in islice(held.items(), 1)):
            cut.append(number)
            room = -1
            continue
        for term in sorted((held.keys() | touched[number] & changed.keys()) - (touched[number] - changed.keys())):
            room = put_in(cut, term, changed[term] if term in touched[number] else held[term], room)
    return cut


def _version(hashes: Iterable[str]) -> str:
    """Another for any other parts and pages, by the hash of each."""
    return digest(*hashes)[:8]


def _part(number: int) -> str:
    return f"search/parts/{number}.json"


def _page(number: int) -> str:
    return f"search/pages/{number}.json"


_json = partial(to_json, fallback=array.tolist)
