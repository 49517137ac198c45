"""Files that stand finished: taken as they are only where nobody can have written to them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from catalogue.kept import finished
from catalogue.kept.finished import KeptFiles
from catalogue.kept.lines import KeptLines


def built(folder: Path) -> KeptFiles:
    """A site of one file, and what is kept of it; the clock of the disk has ticked since it was written."""
    kept = KeptFiles(folder / "kept", folder)
    kept.write("page", "made of", lambda: {"page.html": "right"})
    time.sleep(0.02)
    kept.save()
    return KeptFiles(folder / "kept", folder)


def test_a_file_that_stands_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept = built(tmp_path)
    monkeypatch.setattr(finished, "held", lambda file: pytest.fail(f"{file} was read"))
    assert kept.find("page", "made of") and kept.standing == {str(tmp_path / "page.html")}


def test_other_words_of_the_same_length_and_time_are_seen(tmp_path: Path):
    kept = built(tmp_path)
    file = tmp_path / "page.html"
    was = file.stat()
    file.write_text("wrong", "utf-8")
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert kept.find("page", "made of") is None


def test_a_file_that_was_copied_stands_and_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept = built(tmp_path)
    file = tmp_path / "page.html"
    file.rename(tmp_path / "old")
    file.write_text("right", "utf-8")
    time.sleep(0.02)
    assert kept.find("page", "made of")
    kept.save()
    monkeypatch.setattr(finished, "held", lambda file: pytest.fail(f"{file} was read"))
    assert KeptFiles(tmp_path / "kept", tmp_path).find("page", "made of")


def test_what_cannot_be_kept_leaves_nothing_behind(tmp_path: Path):
    (tmp_path / "kept").mkdir()
    kept = KeptLines(tmp_path / "kept")
    kept.use(b"key", b"line")
    kept.save()
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
