"""Which files of open data there are, and where: written once the pages are, from what is known already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from catalogue.addresses import whole
from catalogue.graph import Page
from catalogue.kept.finished import Finished, Ingredients, KeptFiles
from catalogue.kept.standing import put
from catalogue.kinds import KINDS, PLAIN
from catalogue.outputs.open_data import thesaurus
from catalogue.outputs.open_data.data_schema import schemas
from catalogue.outputs.open_data.page_data import (
    BESIDE,
    CATALOGUE,
    beside_page,
    catalogue_json,
    page_lines,
    page_text,
    published,
)
from catalogue.outputs.open_data.plain_markdown import beside
from catalogue.outputs.open_data.resolved import words
from catalogue.site.site import Site

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Under what anyone may use our words (CC BY 4.0)."""

LLMS = "llms.txt"


Also = Callable[[Page], dict[str, str]]
"""What else stands beside a page: texts by address."""


def write(
    site: Site, folder: Path, base: str, site_name: str, says: str, kept: KeptFiles, made_of: Ingredients, also: Also
) -> None:
    """Write every file of open data into the folder of the built site, and what `also` stands beside a page, as far as
    it has to be made anew; `says` is a line about the site, plain text.

    `base` is the site's own address, whole. Raises OSError where a file cannot be written.

    `folder` is on the disk.
    """
    kept.write("open data", made_of.common, lambda: {
        **schemas(base), **glossary(site, base, site_name), LLMS: llms(site, base, site_name, says),
    })  # fmt: skip
    pages, last = published(site), kept.last(CATALOGUE)
    paths = [page.path for page in pages]
    stand = {page.path for page in pages if kept.find(f"beside {page.path}", made_of.of(page))}
    whole_of = made_of.of_all(paths)
    if len(stand) == len(pages) and kept.find(CATALOGUE, whole_of):
        return
    before = kept.whole(last, last.made_of) if last else None
    known = stand.intersection(before.shows) if before else set[str]()

    def lines() -> Iterator[bytes]:
        """Each page as a line, as it was before, or when what stands beside it is written."""
        held = _lines_before(before, folder)
        for page in pages:
            if page.path in known:
                yield next(line for path, line in held if path == page.path)
                continue
            line = page_text(site, page, base)
            kept.make(f"beside {page.path}", made_of.of(page), _beside(site, page, line, base, also))
            yield line

    made = catalogue_json(lines(), site.news, base, site_name, LICENCE)
    kept.make(CATALOGUE, whole_of, {CATALOGUE: made}, shows=paths)


def _lines_before(before: Finished | None, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The line of each page in the file that stands of the build before, by its path, in the order of paths."""
    if before:
        with (folder / CATALOGUE).open("rb") as held:
            yield from zip(before.shows, page_lines(held), strict=False)


def _beside(site: Site, page: Page, line: bytes, base: str, also: Also) -> dict[str, str | bytes]:
    return {
        f"{page.address}{BESIDE}": beside_page(line, base),
        f"{page.address}index.md": beside(site, page, base),
        **also(page),
    }


def glossary(site: Site, base: str, site_name: str) -> dict[str, str]:
    """The words as SKOS, in both forms, by address below the site's own."""
    said = thesaurus.statements(site.catalogue, base, site_name, LICENCE)
    return {thesaurus.JSON_LD: thesaurus.json_ld(said), thesaurus.TURTLE: thesaurus.turtle(said)}


def llms(site: Site, base: str, site_name: str, says: str) -> str:
    """The file that leads programs which read Markdown to every page (llmstxt.org), as Markdown.

    `site_name` and `says` are plain text.
    """
    return "\n".join([f"# {words(site_name)}", "", f"> {words(says)}", *_sections(site, base)]) + "\n"


def _sections(site: Site, base: str) -> Iterator[str]:
    for row in (*KINDS, PLAIN):
        pages = site.catalogue.of_kind(row.name)
        if row is PLAIN:
            pages = tuple(page for page in published(site) if not page.is_record and page.title != page.id)
        if pages:
            yield f"\n## {row.section}\n"
        for page in pages:
            gist = f": {words(page.record.gist)}" if page.record.gist else ""
            yield f"- [{words(page.title)}]({whole(page.address, base)}index.md){gist}"


def write_texts(folder: Path, texts: dict[str, str]) -> None:
    """Write texts by address below `folder`, that of the built site. Raises OSError where a file cannot be written."""
    for address, text in texts.items():
        put(folder / address, text.encode("utf-8", "replace"))
