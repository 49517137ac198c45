"""Judges one value as it was typed: is it read as it was meant, and if not, what was meant."""

from __future__ import annotations

import re

from catalogue.diagnostics import quote
from catalogue.frontmatter.enclosed import PLAIN, fits, judge_bracketed, judge_quoted
from catalogue.frontmatter.quoting import quoted
from catalogue.frontmatter.verdict import HASHTAG, Verdict, without_comment

_START = re.compile(r"[\[\]{}@`%!&*|>,]|[-?:](?=\s|$)")
_MARKED = re.compile(r"[&!]\S*[ ]+(?=[\[{])")
_COLON = re.compile(r":(?=\s|$)")
_SMART = {"“": "”", "‘": "’", "„": "“", "«": "»"}
_NAMES = {"@": "an at sign", "`": "a backtick", "-": "a dash and a space", "?": "a question mark and a space"}
_AGAIN = "Inside straight quotation marks it is kept as it is."


def judge(parts: list[str], *, stray: bool) -> Verdict | None:
    """Judge a value given line by line; `stray` says that a line of it does not stand further in than its name."""
    first = parts[0]
    verdict: Verdict | None = PLAIN
    if first[0] in "\"'":
        verdict = judge_quoted(parts)
    elif first[0] in "[{":
        verdict = judge_bracketed(parts)
    if verdict is PLAIN:
        return _judge_plain(parts, stray)
    if verdict is None and stray:
        return Verdict(
            f"{_shown(parts)} does not stand further in than its name. It can stand behind the name.", "\n".join(parts)
        )
    return verdict


def _shown(parts: list[str]) -> str:
    return quote(" ".join(parts))


def _judge_plain(parts: list[str], stray: bool) -> Verdict | None:
    kept = [without_comment(part) for part in parts]
    text = " ".join(kept).replace("\t", " ").strip()
    # A comment behind a value would go with the correction: that is for the writer to do.
    alone = len(parts) == 1 and kept == parts
    if verdict := _judge_start(text, alone):
        return verdict
    shown = quote(text)
    if hidden := HASHTAG.search(text):
        sure = alone and " " not in text[hidden.end() :]
        return Verdict(f"The “#” in {shown} hides the rest of the line. {_AGAIN}", quoted(text), sure)
    if _COLON.search(text):
        message = f"{shown} holds a colon and a space, which may only stand after a name. {_AGAIN}"
        return Verdict(message, quoted(text), alone)
    if any("\t" in part for part in kept):
        return Verdict(
            f"{shown} holds a tab. A space is right there.", text if len(parts) == 1 else quoted(text), alone
        )
    if stray:
        message = f"{shown} goes on in a line that does not stand further in than its name. It can stand on one line."
        return Verdict(message, quoted(text))
    if any(old != new for old, new in zip(parts[:-1], kept, strict=False)):
        return Verdict(f"A comment stands in the middle of {shown}. The value can stand on one line.", quoted(text))
    return None


def _judge_start(text: str, alone: bool) -> Verdict | None:
    inner = text[1:-1]
    if len(text) > 1 and text[-1] == _SMART.get(text[0]) and not set(inner) & {text[0], text[-1]}:
        message = f"Curly quotation marks around {quote(inner)} become part of the value. Straight ones do not."
        return Verdict(message, quoted(inner))
    if (mark := _MARKED.match(text)) and fits(text[mark.end() :]):
        message = f"{quote(mark.group().strip())} has a meaning of its own here. The list is right without it."
        return Verdict(message, text[mark.end() :])
    if not _START.match(text):
        return None
    name = _NAMES.get(text[0], f"“{text[0]}”")
    message = f"{quote(text)} starts with {name}, which has a meaning of its own here. {_AGAIN}"
    return Verdict(message, quoted(text), alone)
