"""What is found wrong with a value, and what a comment is."""

from __future__ import annotations

import re
from dataclasses import dataclass

COMMENT = re.compile(r"(?:^|\s)#(?=[\s#]|$)")
HASHTAG = re.compile(r"(?:^|\s)#(?=[^\s#])")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a value, what to write in its place, and whether that is sure."""

    message: str
    instead: str
    certain: bool = False


def without_comment(text: str) -> str:
    """A plain value without the comment behind it; `#WeCops` is no comment but a word that would be lost."""
    match = COMMENT.search(text)
    return text[: match.start()].rstrip() if match else text
