"""What tests share: the corpus built once, a server for it, a browser, and small sites made of texts."""

from __future__ import annotations

import fcntl
import functools
import gc
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from catalogue.guides.writers_files import writers_files
from tests import kit
from tests.browser.find_browser import find
from tests.builder import MKDOCS, run

ROOT = Path(__file__).parent.parent
NOON = "1795608000"  # noon of kit.CORPUS_DAY

QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}

# The same examples in every run, so that no proposal fails by chance; `make fuzz` looks for new ones.
settings.register_profile("sure", derandomize=True, database=None, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile("search" if os.environ.get("FUZZ_EXAMPLES") else "sure")

Pages = Mapping[str, str | bytes]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let tests that hold for any site look at one that is built already: `--site site`."""
    parser.addoption("--site", type=Path, help="a built site to look at in place of the corpus")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse every reading of the pages of docs/: they are content, and no test may hang on them."""
    docs = str(ROOT / "docs")

    @functools.cache
    def made() -> frozenset[str]:
        """What code makes, and the page that tells of the code: these are held to it."""
        return frozenset(str(ROOT / "docs" / path) for path in (*writers_files(), "contributing/maintainers.md"))

    def refuse(event: str, args: tuple[object, ...]) -> None:
        if event in ("open", "os.listdir", "os.scandir") and isinstance(args[0], str | Path):
            path = str(args[0])
            if path.startswith((docs, "docs")) and not (event == "open" and args[1] is None):
                path = str(Path.cwd() / path)
                if Path(docs) in (Path(path), *Path(path).parents) and path not in made():
                    raise AssertionError(f"{path} is content: tests read tests/corpus, never docs/.")

    sys.addaudithook(refuse)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the collector of cycles pass over what stands until the end: it would go through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than there are cores, as those with a browser wait for it half of the time."""
    return (os.cpu_count() or 1) + 1


def lay(project: Path, pages: Pages) -> Path:
    """Make a project of these pages, by path in the docs folder, with our own settings, hooks and templates."""
    project.mkdir(parents=True, exist_ok=True)
    for name in ("mkdocs.yml", "hooks", "overrides"):
        if not (project / name).exists():
            (project / name).symlink_to(ROOT / name)
    for path, text in pages.items():
        file = project / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return project


def build(folder: Path, into: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Build the site whose settings stand in a folder, as `make build` does, in a process of its own."""
    arguments = ["build", "--strict", "--quiet", "--site-dir", str(into)]
    environ = {**os.environ, **QUIET, "SOURCE_DATE_EPOCH": NOON, **environ}
    if (folder / "hooks").resolve() == ROOT / "hooks":
        return run(MKDOCS, arguments, folder, environ)
    # A house of its own is to be read afresh.
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)


def built_from(project: Path, pages: Pages, today: str, **environ: str) -> Path:
    """Build a site of these pages; `today` is a day and a time in UTC. Its folder is `site` in the project's."""
    epoch = int(datetime.strptime(today, "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp())
    outcome = build(lay(project, pages), project / "site", SOURCE_DATE_EPOCH=str(epoch), **environ)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return project / "site"


Shared = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Make something once for all the processes that run tests, by name; gives the folder that was filled."""
    base = tmp_path_factory.getbasetemp()
    common = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def once(name: str, make: Callable[[Path], object]) -> Path:
        with (common / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done, failed = common / f"{name}.done", common / f"{name}.failed"
            assert not failed.exists(), f"{name} could not be made: {failed.read_text('utf-8')}"
            if not done.exists():
                try:
                    make(common / name)
                except Exception as error:
                    failed.write_text(str(error), "utf-8")
                    raise
                done.touch()
        return common / name

    return once


@pytest.fixture(scope="session")
def built(shared: Shared, request: pytest.FixtureRequest) -> Path:
    """The corpus as a site, built once for all the processes that run tests; or the site of `--site`."""
    given: Path | None = request.config.getoption("--site")
    if given:
        return given.resolve()
    day = f"{kit.CORPUS_DAY} 12:00"
    return shared("corpus", lambda project: built_from(project, kit.corpus_files(), day)) / "site"


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
    """The address of the corpus as a site."""
    return serve(built)


def launch(playwright: Playwright, engine: str) -> Browser:
    """Start an engine without a window: `chromium`."""
    path = find()
    assert engine == "chromium" and path, "No Chromium was found: run the tests with `make test`, which installs one."
    # A container's root has no user namespace to put a sandbox in.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    return playwright.chromium.launch(executable_path=path, args=[*root, *quiet, "--disable-gpu"])


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A browser without a window: Chromium, or the engine of `parametrize("browser", …, indirect=True)`."""
    with sync_playwright() as playwright:
        opened = launch(playwright, getattr(request, "param", "chromium"))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def visitor(browser: Browser) -> Iterator[Page]:
    """One page for all tests that only look: a new one costs more than most looks. Each sets the size and scheme."""
    context = browser.new_context(service_workers="block")
    yield context.new_page()
    context.close()


PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture(scope="session")
def kept_pages(browser: Browser) -> Iterator[dict[str, Page]]:
    """One page a size, without the pocket copy, which tests/browser/test_pocket.py is about."""
    sizes = {"phone": PHONE, "desk": DESK}
    contexts = {name: browser.new_context(**size, service_workers="block") for name, size in sizes.items()}
    yield {name: context.new_page() for name, context in contexts.items()}
    for context in contexts.values():
        context.close()


def _as_new(page: Page) -> Iterator[Page]:
    """Lend a page, and leave nothing of the test in it."""
    yield page
    if page.url.startswith("http"):
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
    page.goto("about:blank")
    page.emulate_media(color_scheme="null")


@pytest.fixture
def phone(kept_pages: dict[str, Page]) -> Iterator[Page]:
    """A page on a phone: 360 by 780, touch. A test that changes the clock or the network takes `new_phone`."""
    yield from _as_new(kept_pages["phone"])


@pytest.fixture
def desk(kept_pages: dict[str, Page]) -> Iterator[Page]:
    """A page on a desk: 1440 by 900, mouse. A test that asks for leave of the browser takes `new_desk`."""
    yield from _as_new(kept_pages["desk"])


@pytest.fixture
def new_phone(browser: Browser) -> Iterator[Page]:
    """A phone's page of a browser that nobody has used yet."""
    context = browser.new_context(**PHONE, service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture
def new_desk(browser: Browser) -> Iterator[Page]:
    """A desk's page of a browser that nobody has used yet."""
    context = browser.new_context(**DESK, service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    """A page to print, of a reader who likes the dark scheme: paper is light all the same."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, color_scheme="dark", service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Path]:
    """Build a small site from texts by path in the docs folder, with the project's own settings, hooks and templates.

    `today` is a day and a time in UK winter time (GMT). Lists the site always has are added; nothing else is.
    """
    count = 0

    def make(pages: Pages, today: str = "2026-11-22 12:00", **environ: str) -> Path:
        nonlocal count
        count += 1
        return built_from(tmp_path / f"project-{count}", {**kit.frame_files(), **pages}, today, **environ)

    return make
