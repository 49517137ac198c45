"""The sentences of a page's prose, for where a reference stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from catalogue.prose import Prose
from catalogue.text import Span

# Each way in these patterns starts with one sign of its own, which lets a long text be passed over quickly.
_END = re.compile(
    "|".join([*(rf"""{end}[’”"')]*\s+""" for end in (r"\.", "!", r"\?")), r"\n(?:\s*\n|(?=\s*(?:[-*+]|\d+\.)\s|#))"])
)
_MARKUP = re.compile(r"\[-?@[^\]]*\]|\[([^\]]*)\](?:\[[^\]]*\]|\([^)]*\))?|!(?=\[)|\*|_|`|\{:[^}]*\}")
_ITEM = re.compile(r"^[\s>#]*(?:[-*+]\s|\d+\.\s)?")
_BEFORE_STOP = re.compile(r" ([.,;:!?])")


@dataclass(frozen=True)
class Sentences:
    """Where the sentences of a text end: `ends` are the last signs of each, `starts` the first sign of the next."""

    text: str
    first: int
    ends: tuple[int, ...]
    starts: tuple[int, ...]

    def around(self, span: Span) -> str:
        """The sentence around a place, without its markup; empty for a place outside the prose."""
        if span.start < self.first:
            return ""
        before, behind = bisect_right(self.starts, span.start), bisect_left(self.ends, span.end)
        start = self.starts[before - 1] if before else self.first
        return plain_words(self.text[start : self.ends[behind] if behind < len(self.ends) else len(self.text)])


def sentences(prose: Prose) -> Sentences:
    """The sentences of a page's prose; a full stop within a citation, as in “p. 9”, ends none."""
    text, ends, starts = prose.source.text, [], []
    cited = sorted(one.span for one in prose.citations)
    opened = [one.start for one in cited]
    for match in _END.finditer(text, prose.start):
        within = bisect_right(opened, match.start())
        if not within or match.start() >= cited[within - 1].end:
            # The full stop and what closes behind it belong to the sentence.
            ends.append(match.start() + len(match[0].rstrip()))
            starts.append(match.end())
    return Sentences(text, prose.start, tuple(ends), tuple(starts))


def plain_words(text: str) -> str:
    """Markdown's words without its marks, on one line: citations go, links keep their words."""
    words = _MARKUP.sub(lambda match: match[1] or "", text)
    words = _ITEM.sub("", words)
    return _BEFORE_STOP.sub(r"\1", " ".join(words.split()))
