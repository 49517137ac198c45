"""Reads one page: the block at its top, its prose, and the record of its kind; and pages whose texts were changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from catalogue.diagnostics import Diagnostic, unreadable
from catalogue.frontmatter import FrontMatter, read_front_matter
from catalogue.graph.catalogue import Catalogue
from catalogue.graph.page import Page
from catalogue.kinds import model_for
from catalogue.markdown import Prose
from catalogue.records import Record, declared, read_record
from catalogue.text import Source, decode


def read_page(source: Source) -> Page:
    """Read one page from its text; whatever it holds, there is a page."""
    # Only a page that has changed needs Markdown, which takes a while to start.
    from catalogue.markdown.reading import read_prose

    front = read_block(source)
    return joined(source, front, read_prose(source, front.body_start))


def read_block(source: Source) -> FrontMatter:
    """Read the block at the top of a page, by the fields that its kind has."""
    return read_front_matter(source, _declared(model_for(source.path)))


def joined(source: Source, front: FrontMatter, prose: Prose) -> Page:
    """A page of what was read of it."""
    record, problems = read_record(model_for(source.path), source, front)
    flaws = [unreadable(source)] if source.flaw else []
    if source.flaw and not source.text:
        problems = ()  # what it holds is not known
    if prose.flood:
        flaws.append(Diagnostic("page-unreadable", source, *prose.flood, _FLOODED))
    return Page(source, front, prose, record, (*flaws, *front.problems, *problems))


def rewritten(catalogue: Catalogue, texts: Mapping[str, str], without: str = "") -> Catalogue:
    """The catalogue with the pages of these texts, by path, in place of those that stand there, and `without` another.

    All paths are relative to the docs folder.
    """
    pages = {page.path: page for page in catalogue.pages if page.path != without}
    pages |= {path: read_page(decode(path, text.encode("utf-8", "replace"))) for path, text in texts.items()}
    return replace(catalogue, pages=tuple(pages[path] for path in sorted(pages)))


@cache
def _declared(model: type[Record]) -> frozenset[str]:
    return frozenset(declared(model))


_FLOODED = "take them out, or move part of the page to a page of its own. Until then it is shown as plain text."
