"""A docs folder as it stands at one moment: every file, read once, before anything is made of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from catalogue.admitted import named_files, refusal
from catalogue.ledger import PATH
from catalogue.text import Source, decode


@dataclass(frozen=True)
class Snapshot:
    """The files of a docs folder; all paths are relative to it, with forward slashes.

    `texts` are the pages and the ledger: their bytes, or where a file cannot be opened the sentence that says so;
    `files` what is shown as it is; `refused` what stands there and is not read or published, each with its flaw;
    `site` the address the site has, with a slash at its end, where it is known; `named` the files that the settings of
    the site name.
    """

    texts: dict[str, bytes | str]
    files: frozenset[str] = frozenset()
    refused: tuple[Source, ...] = ()
    site: str = ""
    named: frozenset[str] = frozenset()

    @property
    def pages(self) -> list[str]:
        """The paths of the pages, in order."""
        return sorted(self.texts.keys() - {PATH})

    def source(self, path: str) -> Source:
        """A page's text, or the ledger's; without a text where a file of another kind stands, or one is refused.

        `path` is relative to the docs folder.
        """
        if path in self._refused:
            return self._refused[path]
        held = self.texts.get(path, "")
        if isinstance(held, bytes):
            return decode(path, held)
        return Source(path, "", held or None, "let whoever runs this read the file." if held else "")

    @cached_property
    def _refused(self) -> dict[str, Source]:
        return {one.path: one for one in self.refused}

    @cached_property
    def digest(self) -> bytes:
        """A hash of all that a catalogue is made of: no two folders that differ in it have the same."""
        made = blake2b(digest_size=16)
        for kind, path, held in (
            ("site", "", self.site),
            *(("text", path, held) for path, held in self.texts.items()),
            *(("file", path, "") for path in sorted(self.files)),
            *(("named", path, "") for path in sorted(self.named)),
            *(("refused", one.path, f"{one.flaw}\0{one.cure}") for one in self.refused),
        ):
            data = held if isinstance(held, bytes) else held.encode("utf-8", "surrogatepass")
            name = path.encode("utf-8", "surrogateescape")
            # With the lengths, so that nothing can be moved from one part to the next.
            made.update(b"%b %d %d %d " % (kind.encode(), len(name), len(data), isinstance(held, str)) + name + data)
        return made.digest()


def take(docs: Path, site: str = "") -> Snapshot:
    """What stands in a docs folder, each file of words read once. Raises `OSError` where a folder cannot be read.

    Names that start with a dot, and templates (names that start with `_`), are left out. What is neither a file nor a
    folder of its own (a link, wherever it leads, or a pipe) is refused: never followed, never opened. So is a file that
    is not admitted (see `admitted`), but for styles and scripts that the settings name.

    `docs` is the folder on the disk, `site` the site's address.
    """
    texts: dict[str, bytes | str] = {}
    files: set[str] = set()
    refused: list[Source] = []
    named = named_files(docs)
    for path, entry, flaw in sorted(_entries(docs, ""), key=lambda each: each[0]):
        why = (flaw, _ITSELF) if flaw else None if path in named else refusal(path, entry.path)
        if why:
            refused.append(Source(path, "", *why))
        elif path == PATH or (path.endswith(".md") and not entry.name.startswith("_")):
            texts[path] = _bytes(entry.path)
        elif not entry.name.startswith("_"):
            files.add(path)
    return Snapshot(texts, frozenset(files), tuple(refused), site, named)


def _bytes(file: str) -> bytes | str:
    try:
        # A Path, or a buffer, for each of 10,000 files takes longer than to read it.
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123
            return opened.read()
    except OSError as error:
        return f"The file cannot be opened: {error.strerror}."


def _entries(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str], str | None]]:
    """Every file below a folder, and what is wrong with it; folders only where something is wrong with them."""
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        path = prefix + entry.name
        if entry.name.startswith("."):
            # MkDocs publishes none of these (an editor keeps its locks so), yet walks through a linked folder.
            if entry.is_symlink() and entry.is_dir():
                yield path, entry, LINK
        elif entry.is_symlink():
            yield path, entry, LINK
        elif entry.is_dir(follow_symlinks=False):
            if entry.name.endswith(".md"):
                yield path, entry, "This is a folder, though its name ends in .md as a page’s does."
            else:
                yield from _entries(Path(entry.path), f"{path}/")
        elif entry.is_file(follow_symlinks=False):
            yield path, entry, None
        else:
            yield path, entry, "This is a device or a pipe of the machine, not a file."


_ITSELF = "put the file itself there, and not a link or a folder."
LINK = "This is a symbolic link, which leads to another place. What it leads to is not shown."
