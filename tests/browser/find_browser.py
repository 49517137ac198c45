"""Finds the browsers of the tests, Chromium and Firefox, and installs those that are not there.

Chromium in this order: $BROWSER_PATH, a browser on the path, Playwright's own; where there is none, the system's
package manager (when root) and Playwright's download are tried. The shell without a window comes before the whole
browser: it is the same engine, and a new page of it costs less than half. Firefox is the system's own. Ends with a
sentence that says what to install when all of these fail; without Firefox the tests run in one engine, which is said.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import debian
from tests.browser import firefox

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def on_path() -> str | None:
    """The browser the environment names, or the first on the path."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if Path(named).exists() else None
    return next((found for found in map(shutil.which, NAMES) if found), None)


def of_playwright() -> str | None:
    """The browser Playwright downloaded earlier, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Try the system's package manager for the shell, once; where there is no Chromium at all, try all there is."""
    tried = Path(sys.prefix) / ".shell-tried"
    if find() is None or not tried.exists():
        debian.install(SHELL)
        tried.touch()
    if find() is None:
        print("No Chromium was found; trying Playwright's download.", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if find() is None:
        debian.install("chromium")


def find() -> str | None:
    """The path of a Chromium, or none."""
    return on_path() or of_playwright()


def main() -> int:
    """See that the tests have their browsers; 1 when there is no Chromium."""
    wanted = "--install" in sys.argv and not os.environ.get("BROWSER_PATH")
    if wanted and not shutil.which(SHELL):
        install()
    found = find()
    if found is None:
        print(
            "The browser tests need Chromium, and none could be found or installed.\n"
            "Install the package chromium (or Google Chrome), or set BROWSER_PATH to a browser, then run this again.",
            file=sys.stderr,
        )
        return 1
    if "--install" in sys.argv and firefox.find() is None:
        debian.install("firefox-esr")
    if firefox.find() is None:
        print("No Firefox was found or could be installed: the tests run in Chromium alone.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
