"""Finished files kept between builds, by all that each is made of, so that one edit makes anew what shows it.

The files themselves stand in the folder of the built site. What is kept beside it is, for each group of files that are
made together (a page, what stands beside it, a feed), a hash of what it was made of, a hash of what came of each file,
and what else came of it, such as what search found in a page. A group is taken as it stands only where all these hashes
are right: so it does not matter who has written to the folder, or whether a build was stopped halfway. A file is not
read for its hash where nobody can have written to it since: see `mark`.

What a page can be made of: everything that holds for all (`everywhere`: code, templates, settings, the day, what the
news tell, and of every page its place, the block at its top, and what its prose refers to), its own text, and the texts
of the pages that refer to it, of which it shows a sentence each. Nothing else of another page's prose is shown on a
page: `tests/properties/test_second_build.py` holds that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from catalogue.graph import Catalogue, Page
from catalogue.kept import lines
from catalogue.kept.standing import held, is_sure, mark, moment, put
from catalogue.site import chat_state
from catalogue.site.site import Site


def digest(*parts: str | bytes | bytearray) -> str:
    """A hash of these parts: none can be moved from one to the next."""
    return lines.digest(
        *(part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts)
    ).decode()


def everywhere(site: Site, *more: str | bytes) -> str:
    """A hash of what every page can show; `more` is what the catalogue does not know of: settings, templates, code."""
    shown = [(page.path, page.record.status, page.face) for page in site.catalogue.pages]
    return digest(*more, *_moment(site), *sorted(site.catalogue.files), repr(shown))


def _moment(site: Site) -> Iterator[str]:
    """What the day and the hour make of the catalogue."""
    yield site.today.isoformat()
    ledger = site.catalogue.ledger
    yield f"{ledger.source.text} {len(ledger.lines)}"
    for page in site.chats:
        yield site.chat.state(page) + chat_state.countdown(page.record, site.now)  # type: ignore[arg-type]
    # What they say comes from the faces of pages and the ledger.
    yield f"{len(site.news)} news"


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
            self._pages[page.path] = self.of_all((page.path, *sorted(origins)), page.path)
        return digest(self._pages[page.path], *more) if more else self._pages[page.path]

    def of_all(self, paths: Iterable[str], *more: str) -> str:
        """What shows the whole texts of some pages; `more` is what else it is made of.

        `paths` are those of the pages, relative to the docs folder.
        """
        return digest(self.common, *more, " ".join([self._texts.get(path, "") for path in paths]))


class Finished(NamedTuple):
    """A finished group: what it was made of and what came of each file (by its path below the site), as hashes; those
    of its inline scripts; and what else came of it, as JSON. `marks` say for a file how it stood when that was true.
    """

    made_of: str
    files: Mapping[str, str]
    scripts: Sequence[str] = ()
    came: object = None
    marks: Mapping[str, str] = {}
    shows: Sequence[str] = ()

    @classmethod
    def of(
        cls,
        made_of: str,
        files: Mapping[str, str | bytes],
        scripts: Sequence[str] = (),
        more: object = None,
        shows: Sequence[str] = (),
    ) -> Finished:
        """A group just made; `files` hold each as it is written, `more` what JSON can hold."""
        made = {path: digest(content) for path, content in files.items()}
        return cls(made_of, made, scripts, more, shows=shows)

    @property
    def is_fresh(self) -> bool:
        """It was made in this build."""
        return not isinstance(self.came, bytes)

    @property
    def more(self) -> bytes:
        """What else came of it, as JSON: of a group just made, made each time, since all of them take a lot of room."""
        return self.came if isinstance(self.came, bytes) else to_json(self.came)

    @property
    def told(self) -> Any:
        """What else came of it."""
        return from_json(self.came) if isinstance(self.came, bytes) else self.came


class KeptFiles:
    """The finished files of a site that stands in a folder, in groups by name."""

    def __init__(self, file: Path | None, site: Path) -> None:
        """`file` is where it is kept which they are, if it is; `site` the folder of the built site."""
        self._lines, self._site = lines.KeptLines(file), str(site)
        self._start = digest(self._site)[:8]
        self._new: dict[str, Finished] = {}
        self.standing: set[str] = set()
        """The files that stand as they should, where they are on the disk."""

    def find(self, name: str, made_of: str | Callable[[Sequence[str]], str]) -> Finished | None:
        """A group that stands there whole and is made of just this; it stays then.

        `made_of` is the fingerprint of all it is made of, or gives it for the pages that the group shows.
        """
        last = self.last(name)
        if last is None:
            return None
        found = self.whole(last, made_of if isinstance(made_of, str) else made_of(last.shows))
        if found:
            self.standing.update(f"{self._site}/{path}" for path in found.files)
            if found is last:
                self._lines.use_again(self._key(name))
            else:
                self._new[name] = found
        return found

    def whole(self, found: Finished | None, made_of: str) -> Finished | None:
        """A group as it stands, if it does so whole, and is made of just this."""
        if found is None or found.made_of != made_of:
            return None
        marks: dict[str, str] = {}
        for path, output in found.files.items():
            file = f"{self._site}/{path}"
            marks[path] = mark(file)
            if not marks[path] or (marks[path] != found.marks.get(path) and not _is(file, output)):
                return None
        return found if marks == found.marks else found._replace(marks=marks)

    def last(self, name: str) -> Finished | None:
        """A group as the build before left it, whatever has become of its files."""
        head, _, more = self._lines.get(self._key(name)).partition(b"\t")
        try:
            made_of, files, scripts, marks, shows = from_json(head)
        except ValueError:
            return None
        return Finished(made_of, files, scripts, more, marks, shows)

    def _key(self, name: str) -> bytes:
        return f"{self._start}{name!r}".replace(" ", "\\x20").encode()

    def content(self, path: str) -> bytes:
        """What a file of the site holds; `path` is below its folder. Raises OSError where it cannot be read."""
        return held(f"{self._site}/{path}")

    def keep(self, name: str, made: Finished) -> None:
        """Keep what came of a group."""
        self._new[name] = made

    def write(self, name: str, made_of: str, make: Callable[[], Mapping[str, str]]) -> Finished:
        """Write the files that are made so (texts by path below the site), unless they stand as made of just this.

        Raises OSError where one cannot be written.
        """
        return self.find(name, made_of) or self.make(name, made_of, make())

    def make(
        self,
        name: str,
        made_of: str,
        texts: Mapping[str, str | bytes | bytearray],
        scripts: Sequence[str] = (),
        more: object = None,
        beside: Finished | None = None,
        shows: Sequence[str] = (),
    ) -> Finished:
        """Write these files (texts by path below the site), and keep what came of the group with what JSON can hold.

        The files of `beside`, which stand, belong to it as they are. Raises OSError where one cannot be written.
        """
        files = dict(beside.files) if beside else {}
        marks = {path: known for path, known in beside.marks.items() if path in files} if beside else {}
        self.standing.update(f"{self._site}/{path}" for path in files)
        for path, text in texts.items():
            content = text.encode("utf-8", "replace") if isinstance(text, str) else text
            put(f"{self._site}/{path}", content)
            files[path] = digest(content)
        made = Finished(made_of, files, scripts, more, marks, shows)
        self.keep(name, made)
        return made

    def save(self) -> None:
        """Write what is kept, by one rename: of two builds at once, the later one's stays. Never raises."""
        with suppress(OSError):
            until = moment(Path(self._site))
            while self._new:
                name, one = self._new.popitem()
                marks = {path: one.marks.get(path) or mark(f"{self._site}/{path}") for path in one.files}
                sure = {path: known for path, known in marks.items() if is_sure(known, until)}
                head = to_json([one.made_of, one.files, one.scripts, sure, one.shows])
                # No JSON holds a tab.
                self._lines.use(self._key(name), head + b"\t" + one.more)
        self._lines.save()


def _is(file: str, output: str) -> bool:
    try:
        return digest(held(file)) == output
    except OSError:
        return False
