"""Finished files kept between builds, by all that each is made of, so that one edit makes anew what shows it.

The files themselves stand in the folder of the built site. What is kept beside it is, for each group of files that are
made together (a page, what stands beside it, a feed), a hash of what it was made of, a hash of what came of each file,
and what else came of it, such as what search found in a page. A group is taken as it stands only where all these hashes
are right: so it does not matter who has written to the folder, or whether a build was stopped halfway.

What a page can be made of: everything that holds for all (`everywhere`: code, templates, settings, the day, what the
news tell, and of every page its place, the block at its top, and what its prose refers to), its own text, and the texts
of the pages that refer to it, of which it shows a sentence each. Nothing else of another page's prose is shown on a
page: `tests/properties/test_second_build.py` holds that.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from catalogue.graph import Catalogue, Page
from catalogue.kept.standing import held, put, stay
from catalogue.site import chat_state
from catalogue.site.site import Site

FOLDER = ".cache"


def digest(*parts: str | bytes) -> str:
    """A hash of these parts: none can be moved from one to the next."""
    made = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(b"%d " % len(data) + data)
    return made.hexdigest()


def everywhere(site: Site, *more: str | bytes) -> str:
    """A hash of what every page can show; `more` is what the catalogue does not know of: settings, templates, code."""
    return digest(*more, *_moment(site), *sorted(site.catalogue.files), *map(_face, site.catalogue.pages))


def _moment(site: Site) -> Iterator[str]:
    """What the day and the hour make of the catalogue."""
    yield site.today.isoformat()
    ledger = site.catalogue.ledger
    yield f"{ledger.source.text} {len(ledger.lines)}"
    for page in site.chats:
        yield site.chat.state(page) + chat_state.countdown(page.record, site.now)  # type: ignore[arg-type]
    for item in site.news:
        pages = [page.path if page else "" for page in (item.page, *item.about)]
        yield repr((item.line, pages, item.title, item.changed, item.affects, item.action, item.new, item.lost))


def _face(page: Page) -> str:
    """What other pages can show of a page: all but the sentences of its prose."""
    prose = page.prose
    return repr((
        page.path, page.record.status, page.source.text[: prose.start],
        [(link.kind, link.target, link.text) for link in prose.links],
        [(item.key, item.locator) for one in prose.citations for item in one.items],
        [(heading.anchor, heading.text) for heading in prose.headings],
        [one.label for one in prose.definitions],
    ))  # fmt: skip


class Ingredients:
    """What the groups of files of a catalogue are made of, each as a hash."""

    def __init__(self, catalogue: Catalogue, common: str) -> None:
        """`common` is what `everywhere` says."""
        self._catalogue, self.common = catalogue, common
        self._texts = {page.path: digest(page.source.text) for page in catalogue.pages}
        self._pages: dict[str, str] = {}

    def of(self, page: Page, *more: str) -> str:
        """All that a page is made of; `more` is what is shown on it alone."""
        if page.path not in self._pages:
            origins = {each.origin.path for each in self._catalogue.leads_to.get(page.path, ())}
            # A part of a list has no text of its own.
            texts = (self._texts.get(path, "") for path in (page.path, *sorted(origins)))
            self._pages[page.path] = digest(self.common, page.path, *texts)
        return digest(self._pages[page.path], *more) if more else self._pages[page.path]

    def of_all(self, pages: Iterable[Page], *more: str) -> str:
        """What shows the whole texts of some pages; `more` is what else it is made of."""
        return digest(self.common, *more, *(self._texts.get(page.path, "") for page in pages))


@dataclass(frozen=True)
class Finished:
    """A finished group: what it was made of and what came of each file (by its path below the site), as hashes; those
    of its inline scripts; and what else came of it, as JSON.
    """

    made_of: str
    files: Mapping[str, str]
    scripts: Sequence[str] = ()
    more: str = "null"

    @classmethod
    def of(
        cls, made_of: str, files: Mapping[str, str | bytes], scripts: Sequence[str] = (), more: object = None
    ) -> Finished:
        """A group just made; `files` hold each as it is written, `more` what JSON can hold."""
        return cls(made_of, {path: digest(content) for path, content in files.items()}, scripts, json.dumps(more))

    @property
    def told(self) -> Any:
        """What else came of it."""
        return json.loads(self.more)


class KeptFiles:
    """The finished files of a site that stands in a folder, in groups by name."""

    def __init__(self, file: Path | None, site: Path) -> None:
        """`file` is where it is kept which they are, if it is; `site` the folder of the built site."""
        self._file, self._site = file, site
        self._old = dict(_lines(file, str(site))) if file else {}
        self._new: dict[str, Finished] = {}

    def find(self, name: str, made_of: str) -> Finished | None:
        """A group that stands there whole and is made of just this; it stays then.

        `made_of` is the fingerprint of all it is made of.
        """
        found = self._old.get(name)
        if found is None or found.made_of != made_of:
            return None
        try:
            for path, output in found.files.items():
                file = f"{self._site}/{path}"
                if digest(held(file)) != output:
                    return None
                stay(file)
        except OSError:
            return None
        self._new[name] = found
        return found

    def keep(self, name: str, made: Finished) -> None:
        """Keep what came of a group."""
        self._new[name] = made

    def write(self, name: str, made_of: str, make: Callable[[], Mapping[str, str]]) -> Finished:
        """Write the files that are made so (texts by path below the site), unless they stand as made of just this.

        Raises OSError where one cannot be written.
        """
        return self.find(name, made_of) or self.make(name, made_of, make())

    def make(
        self, name: str, made_of: str, texts: Mapping[str, str], scripts: Sequence[str] = (), more: object = None
    ) -> Finished:
        """Write these files (texts by path below the site), and keep what came of the group with what JSON can hold.

        Raises OSError where one cannot be written.
        """
        files = {}
        for path, text in texts.items():
            content = text.encode("utf-8", "replace")
            put(f"{self._site}/{path}", content)
            files[path] = digest(content)
        self._new[name] = Finished(made_of, files, scripts, json.dumps(more))
        return self._new[name]

    def save(self) -> None:
        """Write what is kept, by one rename: of two builds at once, the later one's stays. Never raises."""
        if self._file is None or self._new == self._old:
            return
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent)
            with os.fdopen(handle, "w", encoding="ascii") as opened:
                opened.write(f"{json.dumps(str(self._site))}\n")
                opened.writelines(map(_line, self._new.items()))
            Path(name).replace(self._file)


def _line(kept: tuple[str, Finished]) -> str:
    name, one = kept
    # No JSON holds a tab.
    text = f"{json.dumps([name, one.made_of, one.files, one.scripts])}\t{one.more}"
    return f"{digest(text)} {text}\n"


def _lines(file: Path, site: str) -> Iterable[tuple[str, Finished]]:
    """What is kept of this site; a line that is not whole, or that another version wrote, is left out."""
    try:
        first, *lines = file.read_text("ascii").splitlines()
        if json.loads(first) != site:
            return
    except (OSError, ValueError):
        return
    for line in lines:
        seal, _, text = line.partition(" ")
        if seal == digest(text):
            head, _, more = text.partition("\t")
            with suppress(ValueError):
                name, made_of, files, scripts = json.loads(head)
                yield name, Finished(made_of, files, scripts, more)
