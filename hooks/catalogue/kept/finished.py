"""Finished pages kept between builds, by all that each is made of, so that one edit makes one page anew.

The pages themselves stand in the folder of the built site. What is kept beside it is, for each, a hash of what it was
made of, a hash of what came of it, and what search found in it. A page is taken as it stands only where both hashes are
right: so it does not matter who has written to the folder, or whether a build was stopped halfway.

What a page can be made of: everything that holds for all (`everywhere`: code, templates, settings, the day, what the
news tell, and of every page its place, the block at its top, and what its prose refers to), its own text, and the texts
of the pages that refer to it, of which it shows a sentence each. Nothing else of another page's prose is shown on a
page: `tests/properties/test_second_build.py` holds that.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from catalogue.graph import Catalogue, Page
from catalogue.kept.standing import stay
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
    """What each page of a catalogue is made of."""

    def __init__(self, catalogue: Catalogue, common: str) -> None:
        """`common` is what `everywhere` says."""
        self._catalogue, self._common = catalogue, common
        self._texts = {page.path: digest(page.source.text) for page in catalogue.pages}

    def of(self, page: Page, *more: str) -> str:
        """A hash of all that a page is made of; `more` is what is shown on it alone."""
        origins = {each.origin.path for each in self._catalogue.leads_to.get(page.path, ())}
        # A part of a list has no text of its own.
        texts = (self._texts.get(path, "") for path in (page.path, *sorted(origins)))
        return digest(self._common, page.path, *more, *texts)


@dataclass(frozen=True)
class Finished:
    """A finished page: what it was made of and what came of it, both as hashes; the hashes of its inline scripts; and
    what search found in it, as JSON holds it.
    """

    made_of: str
    output: str
    scripts: Sequence[str]
    found: list[Any]

    @classmethod
    def of(cls, made_of: str, output: str | bytes, scripts: Sequence[str] = (), found: Sequence[Any] = ()) -> Finished:
        """A page just made; `output` is the whole of it as it is written."""
        return cls(made_of, digest(output), scripts, list(found))


class KeptPages:
    """The finished pages of a site that stands in a folder, by their files' paths below it."""

    def __init__(self, file: Path, site: Path) -> None:
        """`file` is where it is kept which pages those are; `site` the folder of the built site."""
        self._file, self._site = file, site
        self._old = dict(_lines(self._file, str(site)))
        self._new: dict[str, Finished] = {}

    def find(self, path: str, made_of: str) -> Finished | None:
        """A page that stands there and is made of just this; it stays then.

        `path` is that of its file below the built site; `made_of` the fingerprint of all it is made of.
        """
        held = self._old.get(path)
        if held is None or held.made_of != made_of:
            return None
        file = self._site / path
        try:
            if file.is_symlink() or digest(file.read_bytes()) != held.output:
                return None
            stay(file)
        except OSError:
            return None
        self._new[path] = held
        return held

    def keep(self, path: str, made: Finished) -> None:
        """Keep what came of a page.

        `path` is that of its file below the built site.
        """
        self._new[path] = made

    def save(self) -> None:
        """Write what is kept, by one rename: of two builds at once, the later one's stays. Never raises."""
        if self._new == self._old:
            return
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent)
            with os.fdopen(handle, "w", encoding="ascii") as opened:
                opened.write(f"{json.dumps(str(self._site))}\n")
                opened.writelines(map(_line, self._new.items()))
            Path(name).replace(self._file)


def _line(kept: tuple[str, Finished]) -> str:
    path, one = kept
    held = json.dumps([path, one.made_of, one.output, one.scripts, one.found])
    return f"{digest(held)} {held}\n"


def _lines(file: Path, site: str) -> Iterable[tuple[str, Finished]]:
    """What is kept of this site; a line that is not whole is left out."""
    try:
        first, *lines = file.read_text("ascii").splitlines()
        if json.loads(first) != site:
            return
    except (OSError, ValueError):
        return
    for line in lines:
        seal, _, held = line.partition(" ")
        if seal == digest(held):
            path, *fields = json.loads(held)
            yield path, Finished(*fields)
