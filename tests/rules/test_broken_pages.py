"""Pages that state their own problems: each file in broken/ says where each problem is and what its code is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalogue import judge, read_texts
from catalogue.diagnostics import Severity
from tests import kit

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.md"))
_EXPECTED = re.compile(rb"<!-- expect: (\d+):(\d+) ([a-z-]+) -->")
_LIVES_AT = re.compile(rb"<!-- as: docs/(\S+) -->")


def _neighbours(path: str, data: bytes) -> dict[str, str | bytes]:
    """The base pages, less one whose title the page has, and a page that leads to it: neither is what it is about."""
    title = read_texts({path: data}).by_path[path].title
    base = kit.pages(kit.BASE)
    kept = {place: page for place, page in base.items() if read_texts({place: page}).by_path[place].title != title}
    return {**kept, "index.md": f"See [the page]({path})."}


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in BROKEN])
def test_a_broken_page_has_exactly_the_problems_it_states(file):
    data = file.read_bytes()
    stated = [(int(line), int(column), code.decode()) for line, column, code in _EXPECTED.findall(data)]
    place = _LIVES_AT.search(data)
    path = place[1].decode() if place else f"glossary/{file.stem}.md"
    found = judge(read_texts({**_neighbours(path, data), path: data}, {"assets/mark.svg"}), kit.TODAY)
    here = [(one.line, one.column, one.code) for one in found if one.path == path and one.severity is not Severity.NOTE]
    assert sorted(here) == sorted(stated)


def test_there_are_many():
    assert len(BROKEN) >= 40
