"""What tests share: the real site built once, a server for it, a browser, and small sites made of texts."""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.find_browser import find

ROOT = Path(__file__).parent.parent
NOON = "1795608000"  # 25 November 2026, noon: the day on which the real site is built in tests

QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "GIT_PYTHON_REFRESH": "quiet"}


def build(folder: Path, into: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Build the site whose settings stand in a folder, in a process of its own, as `make build` does."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(into)],
        cwd=folder, env={**os.environ, **QUIET, "SOURCE_DATE_EPOCH": NOON, **environ}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than there are cores, as those with a browser wait for it half of the time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once for all the processes that run tests."""
    shared = (
        tmp_path_factory.getbasetemp().parent
        if os.environ.get("PYTEST_XDIST_WORKER")
        else tmp_path_factory.getbasetemp()
    )
    site = shared / "site"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "site.done").exists():
            outcome = build(ROOT, site)
            assert outcome.returncode == 0, outcome.stdout + outcome.stderr
            (shared / "site.done").touch()
    return site


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".ics": "text/calendar", ".opml": "text/x-opml", ".webmanifest": "application/manifest+json",
    }  # fmt: skip

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves before its answer has come is no fault worth a page of output."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on this machine; gives its address, which ends with a slash."""
    servers = []

    def start(folder: Path) -> str:
        server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="session")
def address(built: Path, serve: Callable[[Path], str]) -> str:
    """The address of the real site."""
    return serve(built)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    path = find()
    assert path, "No Chromium was found: run the tests with `make test`, which installs one."
    with sync_playwright() as playwright:
        # A container's root has no user namespace to put a sandbox in.
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        quiet = [
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-gpu",
        ]
        opened = playwright.chromium.launch(executable_path=path, args=[*root, *quiet])
        yield opened
        opened.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone: 360 by 780, touch."""
    # Without the pocket copy, whose making would slow each test down; tests/browser/test_pocket.py is about it.
    size = {"width": 360, "height": 780}
    context = browser.new_context(viewport=size, has_touch=True, is_mobile=True, service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A page on a desk: 1440 by 900, mouse."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Path]:
    """Build a small site from texts by path in the docs folder, with the project's own settings, hooks and templates.

    `today` is a day and a time in UK winter time (GMT). Lists the site always has are added; nothing else is.
    """

    def make(pages: dict[str, str | bytes], today: str = "2026-11-22 12:00", **environ: str) -> Path:
        from datetime import UTC, datetime

        project = tmp_path / "project"
        shutil.rmtree(project, ignore_errors=True)
        project.mkdir()
        for name in ("mkdocs.yml", "hooks", "overrides"):
            (project / name).symlink_to(ROOT / name)
        texts: dict[str, str | bytes] = {
            f"{path}index.md": (ROOT / "docs" / path / "index.md").read_text("utf-8")
            for path in (
                "",
                "guidance/",
                "glossary/",
                "chats/",
                "papers/",
                "news/",
                "contributing/",
                "about/",
                "feeds/",
            )
        }
        # The guides for writers link to pages of their own; a small site has a line in their place.
        texts |= {
            f"{name}/index.md": f"---\ntitle: {name.title()}\n---\n\nWords.\n" for name in ("contributing", "about")
        }
        for path, text in {**texts, **pages}.items():
            file = project / "docs" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        epoch = int(datetime.strptime(today, "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp())
        site = tmp_path / f"site-{len(list(tmp_path.glob('site-*')))}"
        outcome = build(project, site, SOURCE_DATE_EPOCH=str(epoch), **environ)
        assert outcome.returncode == 0, outcome.stdout + outcome.stderr
        return site

    return make
