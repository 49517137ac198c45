"""Publishing: one rename, the last three kept, a way back, and nothing half even when it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from catalogue.commands.publish_command import KEPT, publish, rollback

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
FILES = 40

PUBLISHER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from catalogue.commands.publish_command import _locked, publish
from tests.unit.test_publish import site
with _locked(Path(sys.argv[1])):
    publish(Path(sys.argv[1]), site(sys.argv[2]), datetime.now(UTC))
"""


def site(version: str):
    """A build of a small site, all of whose files hold one version."""

    def build(into: Path) -> None:
        into.mkdir()
        for number in range(FILES):
            (into / f"{number}.html").write_text(f"{version} " * 2000)

    return build


def test_each_publication_takes_the_place_of_the_last_and_three_are_kept(tmp_path: Path):
    for day in range(5):
        publish(tmp_path, site(str(day)), NOW + timedelta(days=day))
        assert (tmp_path / "current" / "0.html").read_text().startswith(f"{day} ")
    assert len(list((tmp_path / "releases").iterdir())) == KEPT


def test_there_is_a_way_back_and_an_end_to_it(tmp_path: Path):
    for day in range(3):
        publish(tmp_path, site(str(day)), NOW + timedelta(days=day))
    for day in (1, 0):
        rollback(tmp_path)
        assert (tmp_path / "current" / "0.html").read_text().startswith(f"{day} ")
    with pytest.raises(SystemExit):
        rollback(tmp_path)
    publish(tmp_path, site("again"), NOW)
    assert (tmp_path / "current" / "0.html").read_text().startswith("again")


def test_a_build_that_fails_leaves_what_is_served(tmp_path: Path):
    publish(tmp_path, site("good"), NOW)

    def fails(into: Path) -> None:
        into.mkdir()
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        publish(tmp_path, fails, NOW)
    assert (tmp_path / "current" / "0.html").read_text().startswith("good")
    publish(tmp_path, site("better"), NOW)
    assert not list((tmp_path / "releases").glob(".part-*"))


def start(folder: Path, version: str) -> subprocess.Popen[bytes]:
    """A publication in a process of its own."""
    root = Path(__file__).parents[2]
    environ = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'hooks'}"}
    return subprocess.Popen(
        [sys.executable, "-c", PUBLISHER, str(folder), version], env=environ, stderr=subprocess.PIPE
    )


def test_two_at_once_do_not_mix(tmp_path: Path):
    publish(tmp_path, site("old"), NOW)
    both = [start(tmp_path, "one"), start(tmp_path, "two")]
    ended = [process.wait() for process in both]
    assert 0 in ended
    texts = {path.read_text().split()[0] for path in (tmp_path / "current").iterdir()}
    assert len(texts) == 1


def test_killed_at_any_moment_readers_get_whole_files_of_one_version(tmp_path: Path):
    publish(tmp_path, site("0"), NOW)
    wrong: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            # A reader's server opens the folder once for a visit, as one that follows the link at each request would.
            folder = (tmp_path / "current").resolve()
            words = {word for path in sorted(folder.iterdir())[:5] for word in path.read_text().split()}
            if len(words) != 1:
                wrong.append(str(words))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 9):
        process = start(tmp_path, str(number))
        time.sleep(0.03 * number)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert len(list((tmp_path / "current").iterdir())) == FILES
    done.set()
    reader.join()
    assert wrong == []
    publish(tmp_path, site("last"), NOW)
    assert (tmp_path / "current" / "0.html").read_text().startswith("last")
