"""Runs the steps of the workflows here, as they stand in their files, with a code host that only writes down."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT

WORKFLOWS = ROOT / ".github" / "workflows"
GH = """#!{python}
import json, os, pathlib, subprocess, sys
words = sys.argv[1:]
answers = json.loads(pathlib.Path(os.environ["GH_ANSWERS"]).read_text("utf-8"))
given = sys.stdin.read() if "--input" in words else ""
for name in ("--body-file",):
    if name in words:
        given = pathlib.Path(words[words.index(name) + 1]).read_text("utf-8")
method = words[words.index("--method") + 1] if "--method" in words else "GET"
asked = f"{{method}} {{words[-1]}}" if words[0] == "api" else " ".join(words[:2])
with open(os.environ["GH_LOG"], "a", encoding="utf-8") as log:
    log.write(json.dumps({{"asked": asked, "words": words, "given": given}}) + "\\n")
answer = answers.get(asked)
if answer is None and (words[0] == "api" and method == "GET" or answers.get("refuses") == asked):
    sys.exit(f"refused: {{asked}}")
if asked.endswith("/zip"):
    sys.stdout.buffer.write(pathlib.Path(answer).read_bytes())
elif "--jq" in words:
    asked = ["jq", "-r", words[words.index("--jq") + 1]]
    print(subprocess.run(asked, input=json.dumps(answer or []), text=True, stdout=-1, check=True).stdout.strip())
elif answer is not None:
    print(json.dumps([answer] if "--slurp" in words else answer) if not isinstance(answer, str) else answer)
"""


@cache
def workflow(name: str) -> dict[str, Any]:
    """A workflow as its file says; its triggers stand under `on`."""
    held = yaml.load((WORKFLOWS / f"{name}.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(held, dict)
    return held


def names() -> list[str]:
    """Every workflow's name."""
    return sorted(file.stem for file in WORKFLOWS.glob("*.yml"))


def steps(name: str) -> list[dict[str, Any]]:
    """Every step of a workflow, with the name of its job under `job`."""
    return [{**step, "job": job} for job, held in workflow(name)["jobs"].items() for step in held["steps"]]


def step(name: str, called: str) -> dict[str, Any]:
    """A step by the start of its name."""
    return next(one for one in steps(name) if one.get("name", "").startswith(called))


@dataclass
class Host:
    """A code host that answers what it was told to, and writes down what it was asked."""

    folder: Path
    answers: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.folder / "bin").mkdir(parents=True, exist_ok=True)
        (self.folder / "bin" / "gh").write_text(GH.format(python=sys.executable), "utf-8")
        (self.folder / "bin" / "gh").chmod(0o755)

    def environment(self) -> dict[str, str]:
        """What makes `gh` this one."""
        (self.folder / "answers.json").write_text(json.dumps(self.answers), "utf-8")
        return {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "GH_ANSWERS": str(self.folder / "answers.json"),
            "GH_LOG": str(self.folder / "log"), "GH_TOKEN": "token", "GH_REPO": "us/site",
        }  # fmt: skip

    def asked(self, what: str = "") -> list[dict[str, Any]]:
        """What it was asked that starts so, in order."""
        log = self.folder / "log"
        lines = log.read_text("utf-8").splitlines() if log.exists() else []
        return [one for one in map(json.loads, lines) if one["asked"].startswith(what)]


@dataclass
class Runner:
    """A machine with the project on it, and in place of the code host's git a folder."""

    folder: Path
    host: Host
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def project(self) -> Path:
        """Where steps run."""
        return self.folder / "project"

    def prepare(self, texts: dict[str, str]) -> None:
        """Check out a small project with these files on its branch main."""
        for path, text in texts.items():
            (self.project / path).parent.mkdir(parents=True, exist_ok=True)
            (self.project / path).write_text(text, "utf-8")
        shutil.copytree(ROOT / ".ci", self.project / ".ci")
        (self.project / ".venv" / "bin").mkdir(parents=True)
        for name in ("catalogue", "python"):
            (self.project / ".venv" / "bin" / name).symlink_to(Path(sys.executable).parent / name)
        (self.project / ".gitignore").write_text(".venv\n.cache\n", "utf-8")
        git = ["git", "-c", "user.name=editor", "-c", "user.email=e@x.example"]
        for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "Pages"]):
            subprocess.run([*git, *words], cwd=self.project, check=True)
        subprocess.run(["git", "clone", "-q", "--bare", str(self.project), str(self.folder / "remote.git")], check=True)

    def git(self, *words: str) -> str:
        """What the code host's git says."""
        done = subprocess.run(
            ["git", *words], cwd=self.folder / "remote.git", check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def run(self, one: dict[str, Any], **environment: str) -> str:
        """Run a step as the code host would, stopping at a failure; what its own `env` asks of the event is given."""
        known = {
            "GITHUB_OUTPUT": str(self.folder / "output"), "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "GITHUB_REPOSITORY": "us/site", "GITHUB_SERVER_URL": "https://code.example",
            "RUNNER_TEMP": str(self.folder),
            "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.{self.folder / 'remote.git'}.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://x-access-token:token@code.example/us/site",
        }  # fmt: skip
        plain = {key: value for key, value in one.get("env", {}).items() if "${{" not in value}
        unknown = {key for key, value in one.get("env", {}).items() if "${{" in value} - {"GH_TOKEN", "GH_REPO"}
        assert unknown <= environment.keys(), f"say what these are: {unknown}"
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", one["run"]]
        every = {**os.environ, **self.host.environment(), **known, **plain, **environment}
        done = subprocess.run(shell, cwd=self.project, text=True, env=every, capture_output=True, check=False)
        if (output := self.folder / "output").exists():
            self.outputs.update(re.findall(r"^(\w+)=(.*)$", output.read_text("utf-8"), re.MULTILINE))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
