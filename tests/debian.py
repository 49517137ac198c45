"""Asks the system's package manager for what the tests use: Debian's, as root. Elsewhere a person installs it."""

from __future__ import annotations

import os
import shutil
import subprocess

PATIENCE = 300
"""Seconds a step may take: a machine without a network is to say so, and the tests to go on without."""

# One try and a short wait for each server.
_APT = [
    "apt-get",
    "-qq",
    "-o",
    "Acquire::Retries=0",
    "-o",
    "Acquire::http::Timeout=20",
    "-o",
    "Acquire::https::Timeout=20",
]


def install(package: str) -> None:
    """Try to install a package; whether it worked shows in the program being there. It raises nothing."""
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return
    print(f"Trying the system's package manager for {package}.", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", package]):
        try:
            subprocess.run([*_APT, *words], check=False, env=quiet, capture_output=True, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return
