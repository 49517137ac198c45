"""Puts a compressed copy beside each file of the built site, so that a server need not compress at every request."""

from __future__ import annotations

import gzip
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from catalogue.text import write

ENDINGS = frozenset((
    ".html", ".css", ".js", ".svg", ".xml", ".json", ".txt", ".ics", ".opml", ".webmanifest", ".bib", ".ris", ".md",
    ".jsonld", ".ttl",
))  # fmt: skip
"""The files that are text; pictures are compressed already."""


def compress(site: Path) -> list[Path]:
    """Write `.br` and `.gz` beside each text file below a folder; gives the files written, in order.

    The same files give the same bytes: no time and no name goes into the copies.

    `site` is the folder of the built site. Raises OSError where a copy cannot be written.
    """
    texts = (path for path in site.rglob("*") if path.suffix in ENDINGS and path.is_file())
    with ThreadPoolExecutor() as pool:
        return [path for both in pool.map(_copies, sorted(texts)) for path in both]


def _copies(path: Path) -> tuple[Path, Path]:
    data = path.read_bytes()
    small, smaller = path.with_name(path.name + ".gz"), path.with_name(path.name + ".br")
    packed = brotli.compress(data, mode=brotli.MODE_TEXT, quality=11, lgwin=18)
    write({small: gzip.compress(data, 9, mtime=0), smaller: packed})
    # A server answers by the time of the copy it sends.
    for copy in (small, smaller):
        os.utime(copy, (path.stat().st_atime, path.stat().st_mtime))
    return small, smaller
