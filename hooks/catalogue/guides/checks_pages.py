"""What a rule says of itself, by its docstring, and the pages on which writers look every check up."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from catalogue.diagnostics import fenced
from catalogue.rules import code_of
from catalogue.rules.compared import EVERY_RULE


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


_NAMED_ALONE = re.compile(r"^docs/(\S+)(?=\ndocs/|\Z)", re.MULTILINE)
_FIELDS_ALONE = re.compile(r"(?<=\.md\n)([a-z_]+:.*?)(?=\ndocs/|\Z)", re.DOTALL)


@cache
def explanation(rule: Callable[..., object]) -> Explanation:
    """A rule's explanation, from its docstring: what, why, `Bad:` and `Good:`; the group is its module's first line.

    A page that is fields alone is typed without the lines of `---` around them; one that is good as it is in `Bad:` is
    typed as its path alone.
    """
    text = inspect.getdoc(rule) or ""
    said, _, rest = text.partition("\nBad:\n")
    bad, _, good = rest.partition("\nGood:\n")
    what, _, why = said.strip().partition("\n\n")
    group = (inspect.getdoc(inspect.getmodule(rule)) or "").partition("\n")[0]
    shelf = rule.__module__.rpartition(".")[2].replace("_", "-")
    bad, good = (inspect.cleandoc(example).strip("\n") for example in (bad, good))
    there = dict(example_pages(bad))
    good = _NAMED_ALONE.sub(lambda page: f"{page[0]}\n{there[page[1]]}".rstrip("\n"), good)
    bad, good = (_FIELDS_ALONE.sub(r"---\n\1\n---", example) for example in (bad, good))
    return Explanation(code_of(rule), group, shelf, _joined(what), _joined(why), bad, good)


def _joined(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


def example_pages(example: str) -> list[tuple[str, str]]:
    """The pages of an example, each started by a line that is a path below `docs/`: that path, and the text."""
    parts = re.split(r"^docs/(\S+)$\n?", example, flags=re.MULTILINE)
    return [(parts[index], parts[index + 1].strip("\n") + "\n") for index in range(1, len(parts), 2)]


CHECKS_INTRODUCTION = """---
title: What is checked
summary: Every check that a page goes through, and why.
---

Each problem the checks find has a code. Below, each code says what was found and why that matters. Its example shows
how a page looks before and after.

An error stops a page from going on the site. A warning or a note does not. On a draft, errors count as warnings.
"""


CHECKS = "contributing/checks"
"""The address of the page, and of the folder with its examples."""


def checks_pages() -> dict[str, str]:
    """The pages by path: one says what is checked, with a section headed by each code, so that the code is its address;
    and one for each group of rules shows their examples.
    """
    parts, pages = [CHECKS_INTRODUCTION], {}
    for (group, shelf), rules in groupby(_grouped(), key=lambda rule: (rule.group.removesuffix("."), rule.shelf)):
        parts.append(f"## {group}\n")
        shown = [_examples_introduction(group)]
        for rule in rules:
            parts.append(_section(rule))
            shown.append(f"## {rule.code}\n\n**Bad**\n\n{_example(rule.bad)}\n**Good**\n\n{_example(rule.good)}")
        pages[f"{CHECKS}/{shelf}.md"] = "\n".join(shown)
    return {f"{CHECKS}.md": "\n".join(parts), **pages}


def _examples_introduction(group: str) -> str:
    return f"""---
title: "Examples: {group}"
summary: For each problem, a page that has it and the page put right.
---

[What is checked](../checks.md) says why each of these matters.
"""


def _grouped() -> list[Explanation]:
    """The rules in their order, those of a group together."""
    rules = [explanation(rule) for rule in EVERY_RULE]
    order = list(dict.fromkeys(rule.group for rule in rules))
    return sorted(rules, key=lambda rule: order.index(rule.group))


def _section(rule: Explanation) -> str:
    why = f"{_plain(rule.why)}\n\n" if rule.why else ""
    example = f"[Example of {rule.code}](checks/{rule.shelf}.md#{rule.code})"
    return f"### {rule.code}\n\n{_plain(rule.what)}\n\n{why}{example}\n"


def _example(example: str) -> str:
    return "\n".join(f"`docs/{path}`\n\n{fenced(text, ' markdown')}" for path, text in example_pages(example))


_CODED = re.compile(r"(`[^`]*`)")


def _plain(words: str) -> str:
    """A docstring's words as Markdown that shows them as they are: only its code samples are marks."""
    parts = _CODED.split(words)
    return "".join(
        part if index % 2 else re.sub(r"([\[\]<>*_{}#|\\])", r"\\\1", part) for index, part in enumerate(parts)
    )
