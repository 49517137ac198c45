"""Who waits at a terminal is told how far it has come; nobody else is."""

from __future__ import annotations

import io

import pytest

from catalogue import progress
from catalogue.progress import told


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def said(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *, slow: bool, ci: str = "") -> str:
    """What is said while five things are done, each of which takes a second, or no time at all."""
    clock = iter(range(1_000))
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock) if slow else 0)
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("CI", ci)
    assert list(told("abcde", "pages read")) == list("abcde")
    return stream.getvalue()


def test_a_person_who_waits_is_told_and_the_line_goes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = said(monkeypatch, Terminal(), slow=True)
    assert "\r3 of 5 pages read" in text and "1 of 5" not in text
    assert text.endswith("\r") and text.rsplit("\r", 2)[1].strip() == ""


def test_what_is_soon_done_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch, Terminal(), slow=False) == ""


@pytest.mark.parametrize(("stream", "ci"), [(io.StringIO(), ""), (Terminal(), "true")])
def test_nobody_else_is_told(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, ci: str) -> None:
    assert said(monkeypatch, stream, slow=True, ci=ci) == ""
