"""A server's life: publications killed at random while readers read, then many readers at once; ends with 1 at a fault.

The corpus is published by `catalogue publish`, and served by the system's nginx with `deploy/nginx.conf`.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import hashlib
import http.client
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from catalogue.commands.publish_command import publish
from tests import kit
from tests.conftest import NOON, QUIET, lay
from tests.site import nginx

MOMENTS, CONNECTIONS, SECONDS = 50, 500, 30
PAGES = ("", "guidance/", "glossary/", "glossary/prevention/", "chats/", "papers/", "news/", "feeds/everything.xml")


class Project:
    """The corpus as a project; each version of it has a name of its own on every page."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.dest, self.known = folder / "project", folder / "served", set[tuple[str, str]]()
        self.log = folder / "log"
        lay(self.folder, kit.corpus_files())
        self.settings = (self.folder / "mkdocs.yml").read_text("utf-8")
        (self.folder / "mkdocs.yml").unlink()

    def start(self, version: int) -> subprocess.Popen[bytes]:
        """Start a publication, at the head of a group of processes."""
        named = re.sub("^site_name: .*$", f"site_name: Version {version}", self.settings, flags=re.MULTILINE)
        (self.folder / "mkdocs.yml").write_text(named, "utf-8")
        return subprocess.Popen(
            [sys.executable, "-m", "catalogue", "publish", str(self.dest)],
            cwd=self.folder, env={**os.environ, **QUIET, "SOURCE_DATE_EPOCH": NOON}, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=self.log.open("ab"),
        )  # fmt: skip

    def learn(self) -> None:
        """Note what every whole release holds: any other answer is a mixture, or half of one."""
        for release in (self.dest / "releases").glob("[0-9]*"):
            for path in (*PAGES, *(f"assets/{file.name}" for file in release.glob("assets/site.*[sj]"))):
                file = release / path / "index.html" if path.endswith("/") or not path else release / path
                self.known.add((path, hashlib.sha256(file.read_bytes()).hexdigest()))


class Reader(threading.Thread):
    """Visits one page after the other, each with its style and script, until told to stop."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.host, self.done, self.read = urlsplit(address).netloc, threading.Event(), list[tuple[str, str]]()
        self.wrong: list[str] = []

    def run(self) -> None:
        """Read until told to stop."""
        connection = http.client.HTTPConnection(self.host, timeout=20)
        chance = random.Random(7)
        while not self.done.is_set():
            page = self.ask(connection, chance.choice(PAGES))
            for path in sorted(set(re.findall(rb"assets/site\.[0-9a-f]+\.(?:css|js)", page))):
                self.ask(connection, path.decode())
        connection.close()

    def ask(self, connection: http.client.HTTPConnection, path: str) -> bytes:
        """Ask for one address, and note what came."""
        try:
            connection.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            body = answer.read()
            body = gzip.decompress(body) if answer.getheader("Content-Encoding") == "gzip" else body
        except (OSError, http.client.HTTPException, EOFError) as error:
            self.wrong.append(f"/{path}: {error!r}")
            connection.close()
            return b""
        if answer.status != 200:
            self.wrong.append(f"/{path}: {answer.status}")
        self.read.append((path, hashlib.sha256(body).hexdigest()))
        return body


def _kill(process: subprocess.Popen[bytes], *, group: bool) -> None:
    """Kill -9: the publication alone, whose build then lives on beside the next one, or all that it started."""
    with contextlib.suppress(ProcessLookupError):
        if group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def killed(project: Project, address: str, whole: float) -> bool:
    """Kill publications at random moments while two readers read; `whole` is how long one takes, in seconds."""
    readers = [Reader(address), Reader(address)]
    for reader in readers:
        reader.start()
    chance, ends, started = random.Random(), Counter[str](), list[subprocess.Popen[bytes]]()
    for number in range(1, MOMENTS + 1):
        process = project.start(number)
        started.append(process)
        with contextlib.suppress(subprocess.TimeoutExpired):
            # Every fifth has its time, so that readers meet new versions too.
            process.wait(None if number % 5 == 0 else chance.uniform(0, whole * 1.5))
        ends["ended first" if process.poll() is not None else "killed"] += 1
        _kill(process, group=number % 2 == 0)
        project.learn()
        if number % 2 == 0:
            for each in started:
                _kill(each, group=True)
    last = project.start(MOMENTS + 1).wait()
    project.learn()
    for reader in readers:
        reader.done.set()
    for reader in readers:
        reader.join()
    read = [one for reader in readers for one in reader.read]
    wrong = [one for reader in readers for one in reader.wrong]
    mixed = [path for path, digest in read if (path, digest) not in project.known]
    left = len(list((project.dest / "releases").glob(".part-*")))
    print(f"kill -9 at {MOMENTS} random moments: {ends['killed']} killed, {ends['ended first']} ended before")
    print(f"  answers read: {len(read):,}; not 200 or cut: {len(wrong)}; not of one whole release: {len(mixed)}")
    print(f"  different answers to one address: up to {max(Counter(path for path, _ in set(read)).values())}")
    print(f"  the next publication ends with {last}, and leaves {left} unfinished")
    for one in [*wrong, *mixed][:5]:
        print(f"    {one}")
    return not wrong and not mixed and last == 0 and left == 0


async def _connection(host: str, port: int, until: float, took: list[float], wrong: list[str]) -> None:
    """One reader who keeps one connection open and asks again as soon as an answer is whole."""
    chance = random.Random()
    try:
        reader, writer = await asyncio.open_connection(host, port)
        while time.monotonic() < until:
            path, began = chance.choice(PAGES), time.monotonic()
            writer.write(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
            await reader.readexactly(int(length[1]) if length else 0)
            took.append(time.monotonic() - began)
            if not head.startswith("HTTP/1.1 200 ") or not length:
                wrong.append(f"/{path}: {head.splitlines()[0]}")
        writer.close()
    except (OSError, asyncio.IncompleteReadError) as error:
        wrong.append(repr(error))


@contextlib.contextmanager
def _publishing(project: Project) -> Iterator[Counter[str]]:
    """Publish what was built before, again and again, while something else is done."""
    done, count, built = threading.Event(), Counter[str](), project.dest / "current"

    def work() -> None:
        while not done.wait(5):
            publish(project.dest, lambda into: shutil.copytree(built.resolve(), into), datetime.now(UTC))
            count["releases"] += 1

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    yield count
    done.set()
    thread.join()


def crowded(project: Project, address: str) -> bool:
    """Hold many connections open and busy, with a publication every five seconds."""
    host, port = urlsplit(address).hostname or "", urlsplit(address).port or 0
    took, wrong = list[float](), list[str]()

    async def all_of_them() -> None:
        until = time.monotonic() + SECONDS
        await asyncio.gather(*(_connection(host, port, until, took, wrong) for _ in range(CONNECTIONS)))

    with _publishing(project) as count:
        asyncio.run(all_of_them())
    took.sort()
    print(f"{CONNECTIONS} connections for {SECONDS} seconds, {count['releases']} releases meanwhile:")
    print(f"  answers: {len(took):,} ({len(took) / SECONDS:,.0f} a second); errors: {len(wrong)}")
    half, most = (took[len(took) * part // 100] * 1000 for part in (50, 99))
    print(f"  half of them within {half:.0f} ms, 99 % within {most:.0f}")
    for one in wrong[:5]:
        print(f"    {one}")
    return not wrong and len(took) > CONNECTIONS


def main() -> int:
    """Play both; 1 at a fault."""
    if nginx.find() is None:
        return nginx.main() or 1
    with tempfile.TemporaryDirectory() as name:
        project = Project(Path(name))
        began = time.monotonic()
        assert project.start(0).wait() == 0, project.log.read_text("utf-8")
        whole = time.monotonic() - began
        project.learn()
        with nginx.served(project.dest, Path(name, "nginx")) as address:
            good = [killed(project, address, whole), crowded(project, address)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
