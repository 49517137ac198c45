"""The way out: the corpus as plain Markdown, built by other programs; every page, link and place is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from catalogue.graph.outside import outside
from tests import kit
from tests.builder import CATALOGUE, run
from tests.conftest import NOON, QUIET, Shared
from tests.site.test_open_data import open_pages, site

PROGRAMS = {
    "plain MkDocs": ("mkdocs", "mkdocs"),
    "MkDocs with Material's frame": ("mkdocs", "material"),
    "properdocs": ("properdocs", "material"),
    "Zensical": ("zensical", ""),
}
"""What builds it: a program, and the theme it is given."""


@pytest.fixture(scope="module")
def staged(shared: Shared) -> Path:
    """The corpus, staged once."""

    def stage(project: Path) -> None:
        for path, content in kit.corpus_files().items():
            (project / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            (project / "docs" / path).write_bytes(content)
        outcome = run(CATALOGUE, ["stage", "staged"], project, {**os.environ, "SOURCE_DATE_EPOCH": NOON})
        assert outcome.returncode == 0, outcome.stderr

    return shared("staged", stage) / "staged"


@pytest.fixture(scope="module", params=PROGRAMS)
def there(request: pytest.FixtureRequest, staged: Path, shared: Shared) -> Path:
    """The site that a program makes of it, made once."""
    program, theme = PROGRAMS[request.param]
    if find_spec(program) is None:
        pytest.skip(f"{request.param} is not installed here, so the staged pages were not built by it.")

    def make(project: Path) -> None:
        shutil.copytree(staged, project)
        settings = (project / "mkdocs.yml").read_text("utf-8")
        more = f"\ntheme: {{name: {theme}}}\nplugins: []\n" if theme else ""
        (project / "mkdocs.yml").write_text(settings + more + "\nsite_url: https://example.org/\n", "utf-8")
        command = [sys.executable, "-m", program, "build", *(["--strict", "--quiet"] if theme else ["--clean"])]
        environ = {**os.environ, **QUIET}
        outcome = subprocess.run(command, cwd=project, env=environ, capture_output=True, text=True, check=False)
        assert outcome.returncode == 0, outcome.stdout + outcome.stderr

    return shared(f"staged by {request.param}", make) / "site"


@cache
def tree(file: Path) -> html.HtmlElement:
    return html.parse(str(file)).getroot()


@cache
def led_to(there: Path, address: str) -> frozenset[str]:
    """Where the links of a page lead: addresses below the site's own with their places, and whole ones."""
    links = tree(there / address / "index.html").xpath("//body//a/@href | //body//img/@src")
    whole = (urljoin(f"https://example.org/{address}", link) for link in links)
    return frozenset(unquote(each.removeprefix("https://example.org/")) for each in whole)


def test_every_page_is_there(there: Path) -> None:
    for page in open_pages():
        words = " ".join(" ".join(tree(there / page.address / "index.html").itertext()).split())
        assert " ".join(page.title.split()) in words, page.path
        for heading in page.prose.headings:
            assert heading.text in words, page.path


def test_every_link_is_there(there: Path) -> None:
    for page in open_pages():
        found = {each.partition("#")[0] for each in led_to(there, page.address)}
        back = site().catalogue.leads_to.get(page.path, ()) if page.is_record else ()
        ways = {
            *(each.target for each in site().catalogue.leads_from.get(page.path, ()) if each.target is not page),
            *(each.origin for each in back),
        }
        lost = [each.path for each in ways if not each.record.draft and each.address not in found]
        assert not lost, f"{page.path}: {lost}"
    for address, places in outside(site().catalogue).items():
        for place in places:
            page = site().catalogue.by_path[place.rpartition(":")[0]]
            assert unquote(address) in {each.partition("#")[0] for each in led_to(there, page.address)}, place


def test_every_place_is_there(there: Path) -> None:
    ids = {page.address: set(tree(there / page.address / "index.html").xpath("//@id")) for page in open_pages()}
    for page in open_pages():
        assert {heading.anchor for heading in page.prose.headings} <= ids[page.address], page.path
        for address in led_to(there, page.address):
            path, _, place = address.partition("#")
            if place and path in ids:
                assert place in ids[path] or place.startswith("__"), f"{page.path}: {address}"
            elif not urlsplit(address).scheme and path:
                assert (there / path).exists(), f"{page.path}: {address}"


def test_the_lists_lead_to_all_they_list(there: Path) -> None:
    for kind in ("guidance", "glossary", "papers", "chats"):
        found = led_to(there, f"{kind}/")
        assert all(page.address in found for page in open_pages() if page.listed and page.folder == kind)


def test_a_folder_that_holds_something_is_left_alone(staged: Path) -> None:
    project = staged.parent
    for to, says in (("staged", "holds something already"), ("docs/more", "in the folder of the pages")):
        outcome = run(CATALOGUE, ["stage", to], project, {**os.environ, "SOURCE_DATE_EPOCH": NOON})
        assert outcome.returncode == 2 and says in outcome.stderr
    assert not re.search(r"\]\[\]|\[@", (staged / "docs/guidance/carrying-naloxone.md").read_text("utf-8"))
