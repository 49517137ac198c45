"""Judges a value in quotation marks or in brackets."""

from __future__ import annotations

import re

from catalogue.diagnostics import quote
from catalogue.frontmatter.compose import Mapping, Node, Scalar, Sequence, Unreadable, compose
from catalogue.frontmatter.quoting import bad_escape, closing, quoted, unquoted
from catalogue.frontmatter.verdict import COMMENT, HASHTAG, Verdict, without_comment

PLAIN = Verdict("", "")
"""Says that a value only looks like a list, as `[Draft] Population focus` does."""


def judge_quoted(parts: list[str]) -> Verdict | None:
    """Judge a value that starts with a quotation mark, given line by line."""
    whole = "\n".join(parts)
    mark, flat = whole[0], " ".join(part for part in parts if part).strip()
    end = closing(whole, 0)
    tail = whole[end:].strip() if end else ""
    if end and (not tail or (COMMENT.match(tail) and "\n" not in tail)):
        if mark == "'" or not bad_escape(whole[:end]):
            return None
        text = " ".join(whole[1 : end - 1].split("\n"))
        return Verdict(
            f"A backslash in {quote(flat)} has a meaning of its own. Two of them stand for one.",
            quoted(text.replace('\\"', '"')),
        )
    if end is None:
        text = flat[1:].rstrip("”’") if flat[-1] in "”’" else flat[1:]
        sure = len(parts) == 1 and mark not in text and not HASHTAG.search(text)
        return Verdict(
            f"The quotation mark that opens {quote(flat)} is never closed. Everything after it would be lost.",
            quoted(text.strip()),
            sure,
        )
    return _judge_behind(flat, mark, len(parts) == 1)


def _judge_behind(flat: str, mark: str, alone: bool) -> Verdict:
    if flat[-1] == mark and len(flat) > 1:
        inner = flat[1:-1].replace("''", "'") if mark == "'" else flat[1:-1].replace('\\"', '"')
        what = "An apostrophe" if mark == "'" else "A quotation mark"
        return Verdict(
            f"{what} inside {quote(flat)} ends the value too early. Other quotation marks around it keep it whole.",
            quoted(inner),
            alone,
        )
    end = closing(flat, 0) or 0
    # `"Chat" #WeCops`: the hashtag was meant to be read, the marks around the first words were not.
    if end and HASHTAG.match(flat[end:]):
        return Verdict(
            f"The “#” in {quote(flat)} hides the rest of the line. It belongs inside the quotation marks.",
            quoted(flat[1 : end - 1] + flat[end:]),
        )
    return Verdict(
        f"Words stand after the closing quotation mark in {quote(flat)}. The whole value goes inside one pair.",
        quoted(flat),
    )


def judge_bracketed(parts: list[str]) -> Verdict | None:
    """Judge a value that starts with a bracket, given line by line; `PLAIN` when it is words and no list."""
    whole = "\n".join(parts)
    flat = " ".join(without_comment(part) for part in parts if part).strip()
    bare = unquoted(whole)
    if "\t" not in bare and not HASHTAG.search(bare) and fits(whole):
        return None
    if flat[0] != "[" or flat.startswith("[[") or ("]" in flat and not flat.endswith("]")):
        return PLAIN
    inner = flat[1:].removesuffix("]")
    if "[" in inner or "]" in inner or "{" in inner:
        return PLAIN
    items = [_item(part.strip()) for part in _cut(inner) if part.strip()]
    fixed = f"[{', '.join(items)}]"
    if not fits(fixed):
        return PLAIN
    if not flat.endswith("]"):
        return Verdict(
            f"The bracket that opens {quote(flat)} is never closed. Everything after it would be lost.",
            fixed,
            len(parts) == 1,
        )
    return Verdict(
        f"The list {quote(flat)} holds a mark with a meaning of its own. Quotation marks around such an item keep it.",
        fixed,
    )


def _cut(inner: str) -> list[str]:
    return [
        match.group()
        for match in re.finditer(r'(?:\s*"(?:[^"\\]|\\.)*"\s*(?=,|$)|\s*\'(?:[^\']|\'\')*\'\s*(?=,|$)|[^,]+)', inner)
    ]


def _item(text: str) -> str:
    text = text.replace("\t", " ")
    if text[0] in "\"'" and closing(text, 0) == len(text):
        return text
    if text[0] in "\"'" and fits(f"[{text}]"):
        return text
    return (
        quoted(text.strip("\"'"))
        if text[0] in "\"'"
        else text
        if fits(f"[{text}]") and not HASHTAG.search(text)
        else quoted(text)
    )


def fits(text: str) -> bool:
    """Whether a text is a sound list, or sound named values, in brackets."""
    try:
        root = compose(text)
    except Unreadable:
        return False
    return root is not None and not isinstance(root, Scalar) and _plain_tree(root)


def _plain_tree(root: Node) -> bool:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            # `[a: b]` would be read as a list of named values, which nobody means.
            if any(
                isinstance(item, Mapping) and item.start == item.pairs[0][0].start
                for item in node.items
                if getattr(item, "pairs", 0)
            ):
                return False
            waiting += node.items
        elif isinstance(node, Mapping):
            waiting += [value for _, value in node.pairs]
    return True
