"""Reads a docs folder into a catalogue, each file once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from catalogue.graph import Catalogue
from catalogue.kept.readings import Readings
from catalogue.ledger import PATH, Ledger, read_ledger
from catalogue.snapshot import Snapshot, take
from catalogue.text import Source, decode


def read_texts(texts: dict[str, str | bytes], files: Iterable[str] = (), site: str = "") -> Catalogue:
    """Read pages that are not on a disk: path in the docs folder, and text.

    The paths are relative to the docs folder; bytes are taken for UTF-8. Raises nothing, whatever they hold.
    """
    sources = {
        path: decode(path, text) if isinstance(text, bytes) else Source(path, text) for path, text in texts.items()
    }
    kept = sources.pop(PATH, None)
    pages = tuple(Readings().read(sorted(sources.values(), key=lambda source: source.path)))
    return Catalogue(pages, frozenset(files), read_ledger(kept) if kept else Ledger(), site=site)


def read_folder(docs: Path, *, cached: bool = False, site: str = "") -> Catalogue:
    """Read every page below a docs folder, in the order of their paths; `cached` keeps the readings of their prose.

    What is read and what is refused is said at `take`.

    `docs` is the folder on the disk, `site` the site's address. Raises OSError where a folder cannot be read.
    """
    return read_snapshot(take(docs, site), Readings(docs if cached else None))


def read_snapshot(taken: Snapshot, readings: Readings) -> Catalogue:
    """Read every page of a docs folder as it was taken, in the order of their paths."""
    sources = [taken.source(path) for path in taken.pages]
    pages = tuple(readings.read(sources))
    readings.keep()
    ledger = read_ledger(taken.source(PATH)) if PATH in taken.texts else Ledger()
    return Catalogue(pages, taken.files, ledger, taken.refused, site=taken.site, named=taken.named)
