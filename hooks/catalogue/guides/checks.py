"""The page that explains every check, from the rules' own words."""

from __future__ import annotations

import re
from itertools import groupby

from catalogue.guides.markdown import fenced
from catalogue.rules import EVERY_RULE
from catalogue.rules.explained import Explanation, example_pages, explanation

INTRODUCTION = """---
title: What is checked
summary: Every check that a page goes through, with a page that fails it and a page that passes.
---

Each problem the checks find has a code. Below, each code says what was found, why that matters, and how a page looks
before and after.

An error stops a page from going on the site. A warning or a note does not. On a draft, errors count as warnings.
"""


def checks_page() -> str:
    """The page: a part for each group of rules, with a section headed by each code, so that the code is its address."""
    parts = [INTRODUCTION]
    for group, rules in groupby(_grouped(), key=lambda rule: rule.group):
        parts.append(f"## {group.removesuffix('.')}\n")
        parts.extend(_section(rule) for rule in rules)
    return "\n".join(parts)


def _grouped() -> list[Explanation]:
    """The rules in their order, those of a group together."""
    rules = [explanation(rule) for rule in EVERY_RULE]
    order = list(dict.fromkeys(rule.group for rule in rules))
    return sorted(rules, key=lambda rule: order.index(rule.group))


def _section(rule: Explanation) -> str:
    why = f"{_plain(rule.why)}\n\n" if rule.why else ""
    return (
        f"### {rule.code}\n\n{_plain(rule.what)}\n\n{why}"
        f"**Bad**\n\n{_example(rule.bad)}\n**Good**\n\n{_example(rule.good)}"
    )


def _example(example: str) -> str:
    return "\n".join(f"`docs/{path}`\n\n{fenced(text, 'markdown')}" for path, text in example_pages(example))


_CODED = re.compile(r"(`[^`]*`)")


def _plain(words: str) -> str:
    """A docstring's words as Markdown that shows them as they are: only its code samples are marks."""
    parts = _CODED.split(words)
    return "".join(
        part if index % 2 else re.sub(r"([\[\]<>*_{}#|\\])", r"\\\1", part) for index, part in enumerate(parts)
    )
