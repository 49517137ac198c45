"""The two checkers that come from elsewhere: the Nu HTML checker (Java) and Lighthouse (Node)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests import debian

PLACE = Path(".cache/audit")
PACKAGES = ("vnu-jar@26.9.27", "lighthouse@13.5.0")
NEEDED = {"node": "nodejs", "npm": "npm", "java": "default-jre-headless"}


def install() -> None:
    """Install both below `.cache/`, and Node and Java where root may; ends with a sentence where it cannot."""
    for command, package in NEEDED.items():
        if not shutil.which(command):
            debian.install(package)
    missing = [command for command in NEEDED if not shutil.which(command)]
    if missing:
        sys.exit(f"The audit needs {', '.join(missing)}. Install {', '.join(NEEDED[each] for each in missing)} first.")
    stamp = PLACE / "installed"
    if not stamp.exists() or stamp.read_text("utf-8") != " ".join(PACKAGES):
        PLACE.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-save", "--no-package-lock", "--prefix", str(PLACE), *PACKAGES]
        subprocess.run(command, check=True)
        stamp.write_text(" ".join(PACKAGES), "utf-8")


def nu_errors(site: Path) -> list[str]:
    """What the Nu HTML checker finds wrong on any page or picture of a site: a line each."""
    jar = PLACE / "node_modules/vnu-jar/build/dist/vnu.jar"
    found: list[str] = []
    for kind, pattern in (("--html", "*.html"), ("--svg", "*.svg")):
        files = [str(file) for file in sorted(site.rglob(pattern))]
        if not files:
            continue
        command = ["java", "-jar", str(jar), "--format", "json", "--errors-only", "--exit-zero-always", kind, *files]
        said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
        for message in json.loads(said)["messages"]:
            place = Path(message.get("url", "").removeprefix("file:")).as_posix()
            found.append(f"{place}:{message.get('lastLine', '')}: {message['message']}")
    return found


def lighthouse(url: str, browser: str, attempts: int = 3) -> dict[str, Any]:
    """Lighthouse's report on an address, on its mobile settings.

    Tried again where the browser gave up on the page; raises RuntimeError when it does so each time.
    """
    flags = "--headless=new --no-sandbox --disable-background-networking --disable-component-update --no-first-run"
    with tempfile.TemporaryDirectory() as folder:
        # In a file, since what Node writes to a pipe is cut off at 64 KB when it ends.
        path = Path(folder, "report.json")
        command = [
            str(PLACE / "node_modules/.bin/lighthouse"), url, "--quiet", "--output=json", f"--output-path={path}",
            f"--chrome-flags={flags}", "--only-categories=performance,accessibility,best-practices,seo",
            # Which pages ask not to be found is for tests/site: some are to.
            "--ignore-status-code", "--skip-audits=is-crawlable",
        ]  # fmt: skip
        for _ in range(attempts):
            outcome = subprocess.run(
                command, capture_output=True, text=True, check=False, env={**os.environ, "CHROME_PATH": browser}
            )
            report: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {"runtimeError": {}}
            if "runtimeError" not in report:
                return report
    raise RuntimeError(f"Lighthouse made no report on {url}: {report['runtimeError']} {outcome.stderr[-500:]}")
