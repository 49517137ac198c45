"""The addresses on other sites: listed with their places, and asked by lychee."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalogue import read_texts
from catalogue.cli import main
from catalogue.graph.outside import outside
from tests import kit
from tests.conftest import ROOT


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers with the status that the path names."""

    def do_GET(self) -> None:
        status = int(self.path.strip("/").partition("/")[0])
        self.send_response(status)
        self.send_header("Content-Length", "0")
        if status == 301:
            self.send_header("Location", "/200/there")
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a site on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    (tmp_path / "docs/guidance").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["links", *words])


def test_addresses_are_listed_with_their_places(here):
    (here / "docs/a.md").write_text("[x](https://a.example/x)\n\n[y](https://b.example/)\n", "utf-8")
    (here / "docs/b.md").write_text("[x](https://a.example/x#part)\n", "utf-8")
    assert run().output.splitlines() == [
        "docs/a.md:1 docs/b.md:1  https://a.example/x",
        "docs/a.md:3  https://b.example/",
        "2 addresses on 2 other sites.",
    ]
    assert json.loads(run("--format", "json").output) == [
        {"address": "https://a.example/x", "places": ["docs/a.md:1", "docs/b.md:1"], "says": ""},
        {"address": "https://b.example/", "places": ["docs/a.md:3"], "says": ""},
    ]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"error_map": {"x": [{"url": 1}]}}', '{"error_map": 3}'])
def test_a_report_that_is_none_is_said_so(here, text):
    (here / "report.json").write_text(text, "utf-8")
    for name in ("report.json", "nowhere.json"):
        found = run("--report", name)
        assert found.exit_code == 2 and "is no report of lychee as JSON" in found.output


def ask(here: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", str(ROOT / ".ci/links"), "--retry-wait-time", "1"],
        cwd=here, capture_output=True, text=True, check=False, env={**os.environ, "VIRTUAL_ENV": sys.prefix},
    )  # fmt: skip


def test_lychee_asks_and_what_is_broken_is_told_with_its_places(here, site):
    (here / "docs/a.md").write_text(
        f"[fine]({site}/200/x?a=1&b=(2)) [moved]({site}/301/x) [shy]({site}/403/x) [busy]({site}/429/x)\n\n"
        f"[gone]({site}/404/x) [ill]({site}/500/x)\n", "utf-8",
    )  # fmt: skip
    (here / "docs/b.md").write_text(f"Also <{site}/404/x>, and <http://127.0.0.1:9/>.\n", "utf-8")
    done = ask(here)
    assert done.returncode == 1, done.stdout + done.stderr
    *lines, last = done.stdout.splitlines()
    told = {line.split("  ")[1]: line for line in lines if line.startswith("docs/")}
    assert sorted(told) == sorted([f"{site}/404/x", f"{site}/500/x", "http://127.0.0.1:9/"])
    assert told[f"{site}/404/x"].startswith("docs/a.md:3 docs/b.md:1  ") and "404" in told[f"{site}/404/x"]
    assert last == "3 broken addresses on 2 other sites."


def test_nothing_broken_ends_well(here, site):
    (here / "docs/a.md").write_text(f"[fine]({site}/200)\n", "utf-8")
    done = ask(here)
    assert done.returncode == 0 and done.stdout.splitlines()[-1].startswith("0 broken addresses"), (
        done.stdout + done.stderr
    )


def test_every_kind_of_address_is_found_once() -> None:
    text = """
docs/papers/smith-2019.md
---
url: https://a.example/paper
doi: 10.1000/x
---
See [it](https://b.example/y#part), <https://c.example/> and [that][d].

`https://code.example/`

[d]: https://d.example/z
docs/papers/gone-2019.md
---
url: https://gone.example/
source_status: gone
---
docs/papers/draft-2019.md
---
status: draft
url: https://draft.example/
---
docs/guidance/x.md
[Again](https://b.example/y).
"""
    found = outside(read_texts({path: kit.filled(path, page) for path, page in kit.pages(text).items()}))
    assert set(found) == {
        "https://www.college.police.uk/x", "https://b.example/y", "https://a.example/paper", "https://doi.org/10.1000/x",
        "https://c.example/", "https://d.example/z",
    }  # fmt: skip
    assert found["https://a.example/paper"] == ["papers/smith-2019.md:2"]
    places = [place.partition(":")[0] for place in found["https://b.example/y"]]
    assert places == ["guidance/x.md", "papers/smith-2019.md"]
