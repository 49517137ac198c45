"""Readings kept between runs: the same as without, whatever has become of the file."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread

import pytest

from catalogue import Catalogue, Page, judge, read_folder
from catalogue.graph.read_page import read_page
from catalogue.kept import readings as cache
from catalogue.kept.lines import digest
from catalogue.kept.problems import judged
from catalogue.kept.readings import FOLDER, NAME, Readings
from catalogue.kept.rule_problems import KeptProblems
from catalogue.snapshot import take
from catalogue.text import Source, decode
from tests.kit import TODAY

PAGES = {
    "index.md": "[a](about/a.md) ![b](b.png) [c][] [@d, p. 9; -@e] <f@g.example> `code` <!-- h -->\n\n[i]: j.md",
    "about/a.md": "---\ntitle: A\n---\n|k|\n|:-:|\n| l |\n\n## M {: #n }\n\n> o\n\n“ü” \u202e\U0001f600 &amp; \\* [p]",
    "about/flood.md": "[" * 20_000,
    "about/empty.md": "",
    "glossary/a.md": "---\ntitle: A\nalso: [b, 'c']\ndefinition: |\n  Two.\nchanges:\n  - date: 2020-01-02\n---\n",
    "glossary/b.md": "---\ntitle: @b\nstatus: NO\n---\nWords.",
    "papers/c-2019.md": "---\ntitle: C\nauthors: [A Person, B de Person]\nyear: 2019\nnobody: knows\n---\n",
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for path, text in PAGES.items():
        file = tmp_path / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "docs"


def held(catalogue: Catalogue) -> dict[str, object]:
    return {
        page.path: (page.prose, page.source.text, page.problems, page.front, list(page.front.places), page.record)
        for page in catalogue.pages
    }


def read(monkeypatch: pytest.MonkeyPatch, docs: Path) -> tuple[dict[str, object], int]:
    """What a cached reading of the folder finds, and how many pages had to be read for it."""
    count = 0

    def counted(source: Source) -> Page:
        nonlocal count
        count += 1
        return read_page(source)

    monkeypatch.setattr(cache, "_read", counted)
    return held(read_folder(docs, cached=True)), count


def test_what_is_kept_is_what_was_read(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = held(read_folder(docs))
    assert not (docs.parent / FOLDER).exists()
    assert read(monkeypatch, docs) == (plain, len(PAGES))
    assert read(monkeypatch, docs) == (plain, 0)


def test_a_changed_page_is_read_again_and_the_old_reading_goes(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(monkeypatch, docs)
    size = (docs.parent / FOLDER / NAME).stat().st_size
    (docs / "index.md").write_text("New.", "utf-8")
    assert read(monkeypatch, docs) == (held(read_folder(docs)), 1)
    assert (docs.parent / FOLDER / NAME).stat().st_size < size


def test_another_version_reads_everything_again(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(monkeypatch, docs)
    monkeypatch.setattr(cache, "house", lambda: b"another")
    assert read(monkeypatch, docs)[1] == len(PAGES)


@pytest.mark.parametrize("damage", range(0, 12, 3))
def test_a_damaged_file_costs_readings_and_nothing_else(
    docs: Path, monkeypatch: pytest.MonkeyPatch, damage: int
) -> None:
    plain, _ = read(monkeypatch, docs)
    file = docs.parent / FOLDER / NAME
    data = file.read_bytes()
    at = len(data) * damage // 12
    for broken in (data[:at], data[:at] + b"?" + data[at + 1 :], data[at:], b"\xff\x00" * at, data[at:] + data[:at]):
        file.write_bytes(broken)
        assert read(monkeypatch, docs)[0] == plain
        assert read(monkeypatch, docs)[1] == 0


def test_a_reading_of_another_shape_is_not_taken(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, _ = read(monkeypatch, docs)
    file = docs.parent / FOLDER / NAME
    lines = [line.split(b" ", 2) for line in file.read_bytes().splitlines()]
    for payload in (
        b"{}", b"[]", b'{"prose": "x"}', b"null", b'{"prose": {"start": 0, "parts": [{"kind": "no"}]}}',
        b'{"prose": {"start": 0}, "fields": {}, "places": [[]]}',
        b'{"prose": {"start": 0}, "fields": {"title": ["x"]}}',
    ):  # fmt: skip
        forged = [b" ".join((key, digest(key, payload), payload)) for key, _, _ in lines]
        file.write_bytes(b"\n".join(forged))
        assert read(monkeypatch, docs)[0] == plain


def test_a_folder_that_cannot_be_written_to_stops_nothing(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (docs.parent / FOLDER).write_text("a file where the folder would be", "utf-8")
    assert read(monkeypatch, docs) == (held(read_folder(docs)), len(PAGES))


def test_runs_at_once_leave_a_whole_file(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [Source(f"{number}.md", f"Page [{number}](x.md).") for number in range(40)]

    runs = [Readings(docs) for _ in range(4)]
    for each in runs:
        list(each.read(many))
    # Each run is a process, which reads by itself; where they may meet is the writing.
    threads = [Thread(target=each.keep) for each in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    again = Readings(docs)
    monkeypatch.setattr(cache, "_read", lambda source: pytest.fail("it was kept"))
    assert [each.prose for each in again.read(many)] == [read_page(one).prose for one in many]
    assert [file.name for file in (docs.parent / FOLDER).iterdir()] == [NAME]


@pytest.mark.parametrize("cores", ["all", "none", "killed"])
def test_all_cores_read_what_one_reads(docs: Path, monkeypatch: pytest.MonkeyPatch, cores: str) -> None:
    plain = held(read_folder(docs))
    monkeypatch.setattr(cache, "MANY", 1)
    if cores == "none":
        monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.__init__", refuse)
    if cores == "killed":
        monkeypatch.setattr(cache, "_read_ahead", kill)
    assert held(read_folder(docs, cached=True)) == plain
    monkeypatch.setattr(cache, "_read", lambda source: pytest.fail("it was kept"))
    assert held(read_folder(docs, cached=True)) == plain


def refuse(*_: object, **__: object) -> None:
    raise OSError("no semaphores on this machine")


def kill(source: object) -> bytes:
    os._exit(1)


def test_a_page_is_judged_again_when_what_it_names_comes_or_goes(docs: Path) -> None:
    """The page stays as it is: brackets in a field are words while no page is called so, and marks then."""
    page, named = docs / "glossary/a.md", docs / "glossary/road.md"
    page.write_text("---\ntitle: A\ndefinition: What [road] says.\n---\n", "utf-8")
    (docs / "about/flood.md").unlink()  # which takes long to read
    (docs / "glossary/b.md").write_text("---\ntitle: B\n---\nSee [your road].", "utf-8")
    told = set()
    for text in (None, "---\ntitle: Road\n---\n", None):
        named.unlink(missing_ok=True)
        if text:
            named.write_text(text, "utf-8")
        catalogue = read_folder(docs)
        found = [one for _ in range(2) for one in judge(catalogue, TODAY, kept=KeptProblems(docs))]
        assert found == judge(catalogue, TODAY) * 2
        told.add(tuple(one.code for one in found if one.path == "glossary/a.md"))
    assert len(told) == 2


def test_a_page_is_decoded_once_for_all_its_problems(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (docs / "glossary/b.md").write_text("---\ntitle: B\n---\n" + "[a](missing.md)\n\n" * 200, "utf-8")
    taken, decoded = take(docs), list[str]()
    found = judge(read_folder(docs), TODAY)

    def counted(path: str, data: bytes) -> Source:
        decoded.append(path)
        return decode(path, data)

    monkeypatch.setattr("catalogue.snapshot.decode", counted)
    for _ in ("found", "kept"):
        assert judged(docs, taken, TODAY, lambda: found) == found
        assert decoded.count("glossary/b.md") == 1
        decoded.clear()
