"""Drives the system's own Firefox by WebDriver BiDi, which it speaks itself; Playwright drives only its own Firefox.

Follows W3C WebDriver BiDi as far as the tests need it: one page, its size, its address, and script evaluated in it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

NAMES = ("firefox-esr", "firefox")
PATIENCE = 90
"""Seconds within which a machine busy with other tests starts a browser."""


def find() -> str | None:
    """The path of a Firefox, or none."""
    return next((found for found in map(shutil.which, NAMES) if found), None)


class Firefox:
    """One page of a Firefox without a window."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._numbers = socket, count(1)
        self._ask("session.new", capabilities={})
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=PATIENCE))
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, address: str, width: int = 360, height: int = 780) -> None:
        """Open an address in a window of a size, and wait until all of it is there."""
        self._ask("browsingContext.setViewport", context=self._page, viewport={"width": width, "height": height})
        self._ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def evaluate(self, script: str) -> Any:
        """What an expression comes to, waited for; anything that JSON can hold."""
        text = f"Promise.resolve({script}).then((found) => JSON.stringify(found ?? null))"
        answer = self._ask("script.evaluate", expression=text, target={"context": self._page}, awaitPromise=True)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def press(self, *keys: str) -> None:
        """Press keys one after the other; without a window nothing has the focus, and no button heeds Enter."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keys", "actions": strokes}]
        self._ask("input.performActions", context=self._page, actions=actions)


@contextmanager
def started(program: str, folder: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own in a folder; it is closed at the end."""
    command = [program, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    environ = {**os.environ, "HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"}
    log = folder / "log"
    with log.open("w") as said, subprocess.Popen(command, stdout=said, stderr=said, env=environ) as process:
        try:
            with connect(f"{_address(log)}/session", max_size=None, proxy=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()


def _address(log: Path) -> str:
    """Where a Firefox that has just been started listens, as it says itself."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if match := re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text("utf-8", "replace")):
            return match[1]
        time.sleep(0.2)
    raise TimeoutError(f"Firefox said no address: {log.read_text('utf-8', 'replace')[-500:]}")
