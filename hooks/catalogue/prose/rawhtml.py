"""Finds blocks of raw HTML, inside which Markdown is left alone, as Python-Markdown does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from markdown.util import BLOCK_LEVEL_ELEMENTS

from catalogue.prose.canvas import STASH, Edit

TAG = re.compile(
    r"""<([a-zA-Z][^`\t\n\r\f />\x00]*+)
    (?:[\s/]*+
      (?:(?<=['"\s/])[^`\s/>][^\s/=>]*+
        (?:\s*+=++\s*+(?:'[^']*+'|"[^"]*+"|(?!['"])[^`>\s]*+)(?:\s*+,)*+)?+
        (?:\s|/(?!>))*+
      )*+
    )?+\s*+""",
    re.VERBOSE,
)
END_TAG = re.compile(r"</\s*([a-zA-Z][^\t\n\r\f />\x00]*)[^>]*>")
COMMENT_END = re.compile(r"--!?>")
BLANK_AFTER = re.compile(r"(?:[ ]*\n){2}")
BLANK_WITHIN = re.compile(r"\n[ \t]*\n")
BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS)
ID = re.compile(r"""<[a-zA-Z][^<>]*?\sid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))[^>]*>""", re.IGNORECASE)
VERBATIM = re.compile(
    r"<!--.*?--!?>|(<(?:script|style)\b[^>]*>).*?(?=</(?:script|style)|\Z)", re.DOTALL | re.IGNORECASE
)
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Raw HTML taken out of a text; what is `moved` leaves no block behind, so the words round it join."""

    start: int
    end: int
    moved: bool


def raw_blocks(text: str) -> list[RawBlock]:
    """Where each block of raw HTML stands, in order."""
    if "<" not in text:
        return []
    finder = _Finder(text)
    finder.run()
    return finder.found


def as_edits(text: str, blocks: list[RawBlock]) -> Iterator[Edit]:
    """The changes that put a mark on its own in place of each block."""
    for block in blocks:
        before = "\n" if text[block.start - 1 : block.start] in "\n" else ""
        yield block.start, block.end, "" if block.moved else f"{before}{STASH}\n\n"


def html_ids(texts: Iterable[str]) -> Iterator[str]:
    """The ids that tags in raw HTML give."""
    for text in texts:
        if "id" in text.lower():
            for match in ID.finditer(VERBATIM.sub(r"\1", text)):
                yield unescape(next(value for value in match.groups() if value is not None))


class _Finder:
    """Walks a text's tags, as Python-Markdown's extractor does: `stack` holds the open tags of a raw block."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[RawBlock] = []
        self.start = -1
        self.stack = _OpenTags()
        self.inline = _OpenTags()
        self.tail_end = -1
        self.seen = 0
        self.uncommented = len(text) + 1
        # Tags that never close cost a look at all that follows: past this many characters, none is looked for.
        self.patience = 4 * len(text) + 10_000

    def run(self) -> None:
        """Find every block."""
        text = self.text
        position = text.find("<")
        while position >= 0:
            if self.inline and BLANK_WITHIN.search(text, self.seen, position):
                self.inline.clear()
            self.seen = position
            position = text.find("<", max(self._read(position), position + 1))
        if self.stack:
            self._add(self.start, len(text))

    def _read(self, position: int) -> int:
        text = self.text
        follows = text[position + 1 : position + 2]
        if follows.isascii() and follows.isalpha():
            return self._start_tag(position)
        if follows == "/":
            return self._end_tag(position)
        if text.startswith("<!--", position):
            return self._comment(position)
        if follows in ("?", "!") and follows and (self._at_line_start(position) or self._in_tail(position)):
            return self._declaration(position)
        return position + 1

    def _at_line_start(self, position: int) -> bool:
        line = self.text.rfind("\n", max(position - 4, 0), position) + 1
        return (line > 0 or position <= 3) and not self.text[max(line, position - 4) : position].strip()

    def _in_tail(self, position: int) -> bool:
        """Whether a raw block ended earlier on this line."""
        return position < self.tail_end

    def _start_tag(self, position: int) -> int:
        match = TAG.match(self.text, position) if self.patience > 0 else None
        if not match:
            return position + 1
        end = match.end()
        if self.text[end : end + 2] != "/>" and self.text[end : end + 1] != ">":
            self.patience -= end - position
            return position + 1 if end >= len(self.text) else end
        closed = self.text[end] == "/" or self.text[end - 1] == "/"
        end = self.text.index(">", end) + 1
        tag = match[1].lower()
        if tag == "hr" or closed:
            self._standalone(position, end, tag.rstrip("/") in BLOCKS)
        elif self.stack or (tag in BLOCKS and (self._in_tail(position) or self._at_line_start(position))):
            if not self.stack:
                self.start = position
            self.stack.push(tag)
            if tag in ("script", "style"):
                return self._verbatim(tag, end)
        elif tag not in BLOCKS and tag not in VOID:
            self.inline.push(tag)
        return end

    def _verbatim(self, tag: str, position: int) -> int:
        match = re.compile(rf"</\s*{tag}\s*>", re.IGNORECASE).search(self.text, position)
        return match.start() if match else len(self.text)

    def _end_tag(self, position: int) -> int:
        match = END_TAG.match(self.text, position)
        if not match:
            return position + 2
        tag = match[1].lower()
        if not self.stack:
            self.inline.close(tag)
        else:
            self.stack.close(tag)
            if not self.stack:
                self._add(self.start, match.end())
        return match.end()

    def _comment(self, position: int) -> int:
        match = COMMENT_END.search(self.text, position + 4) if position < self.uncommented else None
        if not match:
            self.uncommented = min(self.uncommented, position)
            return position + 1
        end = match.end()
        block = bool(BLANK_WITHIN.search(self.text, position, end)) or not self._closes_after(end)
        self._standalone(position, end, block)
        return end

    def _closes_after(self, position: int) -> bool:
        """Whether a tag opened within this paragraph is closed after `position`, still within it."""
        if not self.inline or self.patience <= 0:
            return False
        blank = BLANK_WITHIN.search(self.text, position)
        rest = self.text[position : blank.start() if blank else len(self.text)].lower()
        self.patience -= len(rest)
        return any(self.inline.counts[closing[1]] for closing in re.finditer(r"</\s*([^\s<>]+)\s*>", rest))

    def _declaration(self, position: int) -> int:
        text = self.text
        ending = "?>" if text.startswith("<?", position) else "]]>" if text.startswith("<![CDATA[", position) else ">"
        end = text.find(ending, position)
        if end < 0:
            return position + 2
        end += len(ending)
        block = ending != ">" or text[position : position + 9].lower() == "<!doctype"
        self._standalone(position, end, block)
        return end

    def _standalone(self, position: int, end: int, block: bool) -> None:
        if self.stack:
            return
        if self._in_tail(position):
            # Python-Markdown keeps a comment after a block on its line for the next block, or the page's end.
            self.found.append(RawBlock(position, end, moved=True))
        elif block and self._at_line_start(position):
            self._add(position, end)

    def _add(self, start: int, end: int) -> None:
        self.found.append(RawBlock(start, end, moved=False))
        self.stack.clear()
        if not BLANK_AFTER.match(self.text, end):
            newline = self.text.find("\n", end)
            self.tail_end = newline if newline >= 0 else len(self.text)


class _OpenTags:
    """The tags that are open, the innermost last."""

    def __init__(self) -> None:
        self.tags: list[str] = []
        self.counts: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self.tags)

    def push(self, tag: str) -> None:
        self.tags.append(tag)
        self.counts[tag] += 1

    def close(self, tag: str) -> None:
        """Close a tag and all within it; a tag that is not open changes nothing."""
        while self.counts[tag]:
            closed = self.tags.pop()
            self.counts[closed] -= 1
            if closed == tag:
                break

    def clear(self) -> None:
        self.tags.clear()
        self.counts.clear()
