"""What a rule says of itself: its docstring, taken apart."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from catalogue.rules import code_of


@dataclass(frozen=True)
class Explanation:
    """A rule in words: what it finds, why that matters, a page that has the problem and one that does not.

    `group` says in words what the rules beside it look at, and `shelf` is a short name for that.
    """

    code: str
    group: str
    shelf: str
    what: str
    why: str
    bad: str
    good: str


@cache
def explanation(rule: Callable[..., object]) -> Explanation:
    """A rule's explanation, from its docstring: what, why, `Bad:` and `Good:`; the group is its module's first line."""
    text = inspect.getdoc(rule) or ""
    said, _, rest = text.partition("\nBad:\n")
    bad, _, good = rest.partition("\nGood:\n")
    what, _, why = said.strip().partition("\n\n")
    group = (inspect.getdoc(inspect.getmodule(rule)) or "").partition("\n")[0]
    shelf = rule.__module__.rpartition(".")[2].replace("_", "-")
    return Explanation(code_of(rule), group, shelf, _joined(what), _joined(why), _example(bad), _example(good))


def _joined(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


def _example(text: str) -> str:
    return inspect.cleandoc(text).strip("\n")


def example_pages(example: str) -> list[tuple[str, str]]:
    """The pages of an example, each started by a line that is a path below `docs/`: that path, and the text."""
    parts = re.split(r"^docs/(\S+)$\n?", example, flags=re.MULTILINE)
    return [(parts[index], parts[index + 1].strip("\n") + "\n") for index in range(1, len(parts), 2)]
