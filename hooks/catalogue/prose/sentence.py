"""One stretch of words, and what has been read in it.

The passes run one after another over the same words, as Python-Markdown's do, because which mark wins depends on it.
What a pass has read is masked by as many marks, so that places stay true.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from catalogue.prose.attributes import INLINE, take_attributes
from catalogue.prose.canvas import ELEMENT, STASH
from catalogue.prose.citations import CITATION, citation_items
from catalogue.prose.code_spans import find_code, find_escapes
from catalogue.prose.emphasis import emphasis_marks
from catalogue.prose.findings import Findings
from catalogue.prose.model import Citation
from catalogue.prose.passes import PASSES
from catalogue.prose.rows import Text
from catalogue.text import Span

ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);")
MASK = re.compile(r"[\x02\x03]")
BARE = re.compile(r"[^\W_]+(?:[ '’-][^\W_]+)*")
"""Words without any mark, as nearly all links have: there is nothing to find in them."""
DEEPEST = 10
"""Links nested deeper than this are not read again."""


class Sentence:
    """One stretch of words: a paragraph's, a heading's, a cell's. After `read`, `words` holds them masked.

    `twice` is for an item's words before other blocks in it: Python-Markdown reads parts of those twice.
    """

    def __init__(self, text: Text, findings: Findings, twice: bool = False) -> None:
        self.twice = twice
        self.text = text
        self.findings = findings
        self.words = text.words
        self.pieces: dict[int, tuple[int, str]] = {}
        self.swallowed: list[Span] = []
        self.depth = int(twice)

    def read(self) -> Sentence:
        """Find all that stands in the words."""
        before = self.findings.counts()
        words = self._code(self.words)
        if "@" in words and "[" in words:
            words = self._citations(words)
        self.words = self.scan(words, 0, 0)
        if self.twice:
            self.words = self.again(self.words, 0)
        if self.swallowed:
            self.findings.drop(before, self.swallowed)
        return self

    def scan(self, words: str, base: int, level: int) -> str:
        """Run the passes from this one on over words that start at `base`; returns them masked."""
        for mark, read in PASSES[level:]:
            if mark in words:
                words = read(self, words, base)
        return self._attributes(words, base) if "{" in words else words

    def inner(self, words: str, base: int, start: int, end: int, level: int | None) -> str:
        """Read the words of a link with the passes that are left, and give them as shown; a picture's are as typed."""
        inner = words[start:end]
        if BARE.fullmatch(inner):
            return inner
        if level is not None:
            nested = self.depth > 0
            self.depth += 1
            inner = self.scan(inner, base + start, level)
            # What stands in a link in a link is read again, and whole.
            if self.depth <= DEEPEST:
                inner = self.scan(inner, base + start, 0) if nested else self.again(inner, base + start)
            self.depth -= 1
            return self.shown(inner, base + start)
        return self.typed(inner, base + start)

    def again(self, words: str, base: int) -> str:
        """Read the parts of a link's words that follow an element in it: Python-Markdown does so, from its first pass.

        This is how a link can come to stand in a link.
        """
        if "[" not in words and "<" not in words:
            return words
        cuts = [match.span() for match in re.finditer(ELEMENT + "+", words)] + emphasis_marks(words)
        parts: list[str] = []
        position = 0
        for start, end in [*sorted(cuts), (len(words), len(words))]:
            part = words[position:start]
            parts += (self.scan(part, base + position, 0) if position else part, words[start:end])
            position = end
        return "".join(parts)

    def _code(self, words: str) -> str:
        escapes: list[tuple[int, int]] = []
        if "`" in words:
            code, escapes = find_code(words)
            self.findings.code += [self.span(start, end) for start, end, _ in code]
            shown = [(start, end, words[start + size : end - size].strip()) for start, end, size in code]
            words = self.mask(words, 0, shown, ELEMENT)
        if "\\" in words:
            words = self.mask(words, 0, [(a, b, words[a + 1]) for a, b in escapes], STASH)
            words = self.mask(words, 0, [(a, b, words[a + 1]) for a, b in find_escapes(words)], STASH)
        return words

    def _citations(self, words: str) -> str:
        found = []
        for match in CITATION.finditer(words):
            base = match.start(1)
            items = citation_items(match[1])
            if items:
                placed = [replace(item, span=self.span(base + item.span.start, base + item.span.end)) for item in items]
                self.findings.citations.append(Citation(tuple(placed), self.span(*match.span())))
                found.append((*match.span(), self.typed(match[0], match.start())))
        return self.mask(words, 0, found, STASH)

    def _attributes(self, words: str, base: int) -> str:
        """Lists of attributes that follow an element at once."""
        places = [match.end() for match in re.finditer(r"\x03(?=\{)", words)]
        if re.search(r"[*_]\{", words):
            places += [end for _, end in emphasis_marks(words) if words.startswith("{", end)]
        found = []
        for place in sorted(set(places)):
            if match := INLINE.match(words, place):
                taken = take_attributes(self, match, base)
                if taken is not None:
                    found.append((place, taken.end - base, ""))
        return self.mask(words, base, found, STASH)

    def span(self, start: int, end: int) -> Span:
        """Where in the page these words stand."""
        first = self.text.at(start)
        last = self.text.at(end - 1) + 1 if end > start else first
        return self.findings.canvas.span(first, last)

    def shown(self, words: str, base: int = 0) -> str:
        """Words as a reader sees them, markup taken off, white space as typed."""
        if "*" in words or "_" in words:
            words = self.mask(words, base, [(*mark, "") for mark in emphasis_marks(words)], STASH)
        return "".join(self._unmasked(words, base, _unescape))

    def _unmasked(self, words: str, base: int, typed: Callable[[str], str]) -> Iterator[str]:
        position = 0
        while match := MASK.search(words, position):
            if match.start() > position:
                yield typed(words[position : match.start()])
            piece = self.pieces.get(base + match.start())
            end, shown = piece or (base + match.end(), self._fenced(base + match.start()))
            yield shown
            position = end - base
        yield typed(words[position:])

    def _fenced(self, offset: int) -> str:
        fenced = self.findings.fenced
        return fenced.get(self.findings.canvas.origin(self.text.at(offset)), "") if fenced else ""

    def typed(self, words: str, base: int) -> str:
        """An address or a label, with escaped characters made plain."""
        return "".join(self._unmasked(words, base, str)) if MASK.search(words) else words

    def swallow(self, words: str, base: int, start: int, end: int) -> None:
        """Note words that become plain text: what a picture is described by, an address. A link in them is none."""
        if ELEMENT in words[start:end]:
            self.swallowed.append(self.span(base + start, base + end))

    def mask(self, words: str, base: int, found: list[tuple[int, int, str]], mark: str) -> str:
        """Mask what a pass has read, and keep how it is shown."""
        parts: list[str] = []
        position = 0
        for start, end, shown in found:
            self.pieces[base + start] = (base + end, shown)
            parts += (words[position:start], mark * (end - start))
            position = end
        return "".join((*parts, words[position:])) if found else words


def _unescape(words: str) -> str:
    return ENTITY.sub(lambda match: html.unescape(match[0]), words) if "&" in words else words
