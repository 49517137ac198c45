"""Publishing: one rename, the last three kept, a way back, and nothing half even when it is killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalogue.cli import main
from catalogue.commands import publish_command
from catalogue.commands.publish_command import KEPT, publish, rollback
from catalogue.outputs.lock import hold

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
FILES = 40

PUBLISHER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from catalogue.commands.publish_command import publish
from catalogue.outputs.lock import hold
from tests.unit.test_publish import site
dest = Path(sys.argv[1])
for version in sys.stdin:
    if (pid := os.fork()) == 0:
        hold(dest)
        publish(dest, site(version.strip()), datetime.now(UTC))
        os._exit(0)
    print(pid, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""
"""Publishes each version that it is told, in a process of its own, whose number it tells at once."""


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


class Publisher:
    """A process that starts publications; they are killed one by one, and it lives on."""

    def __init__(self, folder: Path) -> None:
        root = Path(__file__).parents[2]
        environ = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'hooks'}"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", PUBLISHER, str(folder)],
            env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def start(self, version: str) -> int:
        """Start a publication; gives the number of its process."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{version}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def ended(self) -> int:
        """Wait for the end of the publication; gives its exit code, or less than nothing where it was killed."""
        assert self.process.stdout
        return int(self.process.stdout.readline())

    def close(self) -> None:
        """End it."""
        self.process.communicate()


def killed_at_random(folder: Path, times: int) -> int:
    """Publish again and again, each time with kill -9 at some moment; gives how often the kill came first."""
    chance, publisher = random.Random(times), Publisher(folder)
    publisher.start("0")
    began = time.monotonic()
    assert publisher.ended() == 0
    whole = time.monotonic() - began
    killed = 0
    for number in range(1, times + 1):
        pid = publisher.start(str(number))
        time.sleep(chance.uniform(0, whole))
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        cut = publisher.ended() != 0
        killed += cut
        # The first may have been slow by chance: where the kill came too late, the next comes sooner.
        whole *= 1.1 if cut else 0.7
        # What is served is whole, and so is whatever can be gone back to.
        assert (folder / "current").exists()
        assert {len(list(each.iterdir())) for each in (folder / "releases").glob("[0-9]*")} == {FILES}
    # The lock of a publication that was killed is in nobody's way.
    publisher.start("last")
    assert publisher.ended() == 0
    publisher.close()
    assert (folder / "current" / "0.html").read_text().startswith("last")
    assert not list((folder / "releases").glob(".part-*"))
    return killed


def of_one_version(text: str) -> bool:
    """Whether a page is whole, and all of it of one version."""
    words = text.split(" ")
    return len(words) == 2001 and len(set(words[:-1])) == 1


def reading(visit: Callable[[], list[str]], busy: Callable[[], object]) -> tuple[int, list[str]]:
    """Read while something is done; gives how many pages were read, and those that were not whole."""
    done, wrong, count = threading.Event(), [], 0

    def read() -> None:
        nonlocal count
        while not done.is_set():
            pages = visit()
            count += len(pages)
            wrong.extend(page[:60] for page in pages if not of_one_version(page))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        busy()
    finally:
        done.set()
        reader.join()
    return count, wrong


def test_killed_at_any_moment_readers_get_whole_files_of_one_version(tmp_path: Path):
    publish(tmp_path, site("0"), NOW)

    def visit() -> list[str]:
        # A reader's server opens the folder once for a visit, as one that follows the link at each request would.
        folder = (tmp_path / "current").resolve()
        texts = [path.read_text() for path in sorted(folder.iterdir())[:5]]
        return texts if len({text[:9] for text in texts}) == 1 else ["pages of two versions"]

    killed: list[int] = []
    count, wrong = reading(visit, lambda: killed.append(killed_at_random(tmp_path, 25)))
    assert wrong == []
    assert count > 25 and killed[0] > 5


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["publish", *words])


def test_a_second_publication_says_so_and_changes_nothing(tmp_path: Path):
    publish(tmp_path, site("old"), NOW)
    with hold(tmp_path):
        said = run(str(tmp_path))
    assert (said.exit_code, said.stderr) == (
        2,
        f"Another publication is at work in “{tmp_path}”. Nothing was changed.\n",
    )
    assert len(list((tmp_path / "releases").iterdir())) == 1


@pytest.mark.parametrize("typed", ["", "  "])
def test_no_folder_is_one_sentence(typed: str):
    assert run(typed).stderr == "Say which folder to publish into: make publish DEST=/srv/knowledge-base\n"


@pytest.mark.parametrize(("address", "told"), [("", True), ("https://health.police.uk/", False)])
def test_an_address_for_examples_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, told: bool):
    made = subprocess.CompletedProcess[str]([], 1)
    monkeypatch.setattr(publish_command.subprocess, "run", lambda *_, **__: made)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITE_URL", address)
    (tmp_path / "mkdocs.yml").write_text("site_url: https://public-health-policing.example/\n")
    said = run(str(tmp_path / "kb"))
    assert said.exit_code == 2 and "What was served is served still." in said.stderr
    assert ("which nobody can open. Set SITE_URL" in said.stderr) is told


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path):
    (tmp_path / "current").mkdir()
    (tmp_path / "file").write_text("mine")
    for place in (tmp_path, tmp_path / "file"):
        said = run(str(place))
        assert (said.exit_code, said.stderr.count("\n")) == (2, 1) and "something else" in said.stderr


def test_what_was_gone_back_from_is_not_gone_back_to(tmp_path: Path):
    for version in ("good", "bad"):
        publish(tmp_path, site(version), NOW)
    assert run("--rollback", str(tmp_path)).exit_code == 0
    publish(tmp_path, site("mended"), NOW)
    assert run("--rollback", str(tmp_path)).exit_code == 0
    assert (tmp_path / "current" / "0.html").read_text().startswith("good ")


def test_the_release_before_stays_in_reach_of_its_readers(tmp_path: Path):
    for version in "abc":
        publish(tmp_path, site(version), NOW)
    assert [(tmp_path / link / "0.html").read_text()[0] for link in ("current", "previous")] == ["c", "b"]
    rollback(tmp_path)
    assert [(tmp_path / link / "0.html").read_text()[0] for link in ("current", "previous")] == ["b", "c"]


def test_what_has_not_changed_keeps_its_time_and_nothing_else_does(tmp_path: Path):
    def build(texts: dict[str, str]) -> Callable[[Path], None]:
        def into(folder: Path) -> None:
            folder.mkdir()
            for name, text in texts.items():
                (folder / name).write_text(text)
                # A feed's time is that of its newest item, whatever is mended in it.
                os.utime(folder / name, (1000, 1000) if name == "feed.xml" else None)

        return into

    def times() -> dict[str, int]:
        return {file.name: int(file.stat().st_mtime) for file in (tmp_path / "current").iterdir()}

    publish(tmp_path, build({"same": "a", "feed.xml": "one"}), NOW)
    os.utime(tmp_path / "current" / "same", (5, 5))
    publish(tmp_path, build({"same": "a", "feed.xml": "two", "new": "n"}), NOW)
    assert times()["same"] == 5
    assert times()["feed.xml"] != 1000
