"""The code host's interface, asked through its own program, `gh`, which holds the token."""

from __future__ import annotations

import json
import subprocess
from typing import Any


class NoAnswer(Exception):
    """The code host refused, in its own words."""


def asked(path: str, **fields: str) -> Any:
    """What the code host answers to a question, its pages joined; `fields` are the question's parameters.

    `path` is below the address of the code host's interface, without a slash before it.
    """
    given = [part for name, value in fields.items() for part in ("--raw-field", f"{name}={value}")]
    answer = json.loads(raw(path, "--method", "GET", "--paginate", "--slurp", *given))
    lists = all(isinstance(each, list) for each in answer)
    return [one for each in answer for one in each] if lists else answer[0]


def sent(path: str, method: str, body: object) -> None:
    """Send something. Raises `NoAnswer`.

    `path` is below the address of the code host's interface, without a slash before it.
    """
    raw(path, "--method", method, "--input", "-", given=json.dumps(body))


def raw(path: str, *options: str, given: str | None = None) -> bytes:
    """The bytes of an answer; no shell is between. Raises `NoAnswer`.

    `path` is below the address of the code host's interface, without a slash before it.
    """
    done = subprocess.run(
        ["gh", "api", *options, path], input=given.encode() if given else None, capture_output=True, check=False
    )
    if done.returncode:
        raise NoAnswer(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
