"""Same sources, same day, same bytes: elsewhere, in another time zone and order, with git or without."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests import kit
from tests.conftest import ROOT, build, lay

# Read by Python at its start: every folder is listed the other way round.
BACKWARDS = """
import os
_scandir, _listdir = os.scandir, os.listdir
class _Backwards:
    def __init__(self, path="."):
        with _scandir(path) as found:
            self.found = iter(sorted(found, key=lambda entry: entry.name, reverse=True))
    def __iter__(self): return self
    def __next__(self): return next(self.found)
    def __enter__(self): return self
    def __exit__(self, *raised): pass
    def close(self): pass
os.scandir = _Backwards
os.listdir = lambda path=".": sorted(_listdir(path), reverse=True)
"""


def files(site: Path) -> dict[str, bytes]:
    """Every file of a built site, compressed copies left out."""
    found = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found if path.suffix not in (".br", ".gz")}


def test_two_builds_of_the_same_sources_are_the_same(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    lay(copy, kit.corpus_files())
    for name in ("hooks", "overrides"):
        (copy / name).unlink()
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "start").mkdir()
    (copy / "start" / "sitecustomize.py").write_text(BACKWARDS)
    # Neither a folder `.git` nor the program is there; three hours later, it is already the next day in Auckland.
    outcome = build(
        copy, tmp_path / "site", TZ="Pacific/Auckland", LC_ALL="C", PYTHONHASHSEED="7", PATH="",
        PYTHONPATH=os.pathsep.join((str(copy / "start"), str(copy / "hooks"))), SOURCE_DATE_EPOCH="1795618800",
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    here, there = files(built), files(tmp_path / "site")
    assert sorted(here) == sorted(there)
    assert [path for path in here if here[path] != there[path]] == []
    assert len(here) > 200
