"""The week's news by e-mail: what it says, and that it is sent to each receiver and to nobody else."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalogue.cli import main
from tests import kit

PAGES = """
docs/guidance/x.md
---
title: After an overdose
published: 2026-11-20
---
docs/glossary/old.md
---
title: An old word
published: 2026-01-01
---
"""


class _Mail(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client needs to hand over one message."""

    def handle(self) -> None:
        """Answer each command, and keep what was said."""
        said: list[str] = self.server.said  # type: ignore[attr-defined]
        self.wfile.write(b"220 here\r\n")
        data = False
        for line in self.rfile:
            text = line.decode().rstrip("\r\n")
            said.append(text)
            if data:
                data = text != "."
                answer = b"" if data else b"250 kept\r\n"
            else:
                data = text.upper() == "DATA"
                answer = b"354 go on\r\n" if data else b"221 bye\r\n" if text.upper() == "QUIT" else b"250 yes\r\n"
            self.wfile.write(answer)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a mail server on this machine was told."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail) as server:
        server.said = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("SMTP_PORT", str(server.server_address[1]))
        yield server.said  # type: ignore[attr-defined]
        server.shutdown()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A docs folder with a guide of this week and a word of January."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    for path, text in kit.pages(PAGES).items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(kit.filled(path, text), "utf-8")
    return tmp_path / "docs"


def run(*arguments: str) -> str:
    """What the command says."""
    outcome = CliRunner().invoke(main, ["digest", "--today", "2026-11-25", *arguments])
    assert outcome.exit_code == 0, outcome.output
    return outcome.stdout


def test_it_tells_of_the_week_and_of_nothing_older(folder: Path):
    shown = run("--dry-run")
    assert "New guide: After an overdose" in shown and "https://example.org/guidance/x/" in shown
    assert "An old word" not in shown


def test_it_is_off_unless_all_is_set(folder: Path, said: list[str]):
    assert run() == "DIGEST_FROM, DIGEST_TO not set; nothing is sent.\n" and said == []


def test_each_receiver_gets_it_and_none_sees_another(folder: Path, said: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DIGEST_FROM", "news@example.org")
    monkeypatch.setenv("DIGEST_TO", "a@example.org, b@example.org")
    assert run() == "Sent to 2 addresses.\n"
    assert [line for line in said if line.startswith("rcpt")] == ["rcpt TO:<a@example.org>", "rcpt TO:<b@example.org>"]
    headers = said[said.index("data") + 1 : said.index("")]
    assert not [line for line in headers if "a@example.org" in line or "b@example.org" in line]
    assert any("After an overdose" in line for line in said)


def test_a_server_that_is_not_there_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch):
    for name, value in {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": "1",
        "DIGEST_FROM": "x@y.z",
        "DIGEST_TO": "a@b.c",
    }.items():
        monkeypatch.setenv(name, value)
    outcome = CliRunner().invoke(main, ["digest", "--today", "2026-11-25"])
    assert outcome.exit_code == 2 and outcome.stderr.startswith("The message could not be sent: ")
