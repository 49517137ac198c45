"""What the briefing sheet takes from a guide's prose."""

from __future__ import annotations

import re
from html import unescape

MOST_WORDS = 75
"""What of a guide's opening fits on the sheet beside its six other parts."""

_OPENING = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)


def opening(html: str) -> str:
    """The first paragraph of finished prose (HTML) as plain words, cut at the end of a sentence to fit the sheet."""
    match = _OPENING.search(html)
    words = " ".join(unescape(re.sub(r"<[^>]+>", "", match[1])).split()) if match else ""
    kept: list[str] = []
    for sentence in re.split(r"(?<=[.!?])[ ]+(?=[A-Z‘“])", words):
        if kept and len(" ".join([*kept, sentence]).split()) > MOST_WORDS:
            break
        kept.append(sentence)
    return " ".join(kept)


def short_address(address: str) -> str:
    """An address as somebody types it from paper: without its scheme and what else a browser adds by itself."""
    return re.sub(r"^https?://(?:www\.)?", "", address)
