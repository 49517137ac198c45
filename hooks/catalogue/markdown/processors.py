"""Python-Markdown's own processors of all but links, each noting what it makes and where that was typed.

Each calls the processor it is made from, so that nothing of Markdown is written here a second time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown import inlinepatterns as inline
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import TocExtension, TocTreeprocessor, slugify
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from catalogue.markdown.citation_syntax import citation_items
from catalogue.markdown.link_processors import PROCESSORS
from catalogue.markdown.marks import bare
from catalogue.markdown.model import AsTyped, Citation, CitationItem, Definition
from catalogue.markdown.notes import Found, Notes, Noting, closing
from catalogue.text import Span

_MARKS = "\U000f0000-\U000fdfff"
_CITATION = (
    rf"(?<!!)\[[{_MARKS}]\s*-?@\w[^\[\]]*\]"
    rf"(?!\(|\[(?![{_MARKS}]?\s*-?@))"
)


class _Cite(Noting, inline.InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]
        """Note a citation; the catalogue puts it into words."""
        at = self.notes.marks.first(m[0]) or 0
        close = closing(self.notes.text, at)
        items = citation_items(self.notes.text[at:close])
        if not items:
            return None, m.start(0), m.end(0)
        el = Element("cite")
        el.text = AtomicString(self.notes.text[at - 1 : close + 1])
        placed = tuple(
            CitationItem(each.key, each.locator, each.suppress_author, Span(each.span.start + at, each.span.end + at))
            for each in items
        )
        self.notes.citations.append((el, Citation(placed, Span(at - 1, close + 1))))
        return el, m.start(0), m.end(0)


class _Html(Noting, inline.HtmlInlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]
        """Note a tag or a comment within a sentence."""
        self.notes.note_html(self.backslash_unescape(self.unescape(m[1])))
        return super().handleMatch(m, data)


_UNCLOSED = re.compile(r"<[A-Za-z!?/][^<>]*(?=<|\Z)")


class _Blocks(Noting, HtmlBlockPreprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Note each block of HTML."""
        text = self.notes.marks.text
        if "<" not in text and "&" not in text:
            return lines  # what Markdown would give back
        stash = self.md.htmlStash.rawHtmlBlocks
        before = len(stash)
        # Each tag that is never closed is looked for to the end of the page.
        text = "\n".join(lines)
        self.notes.spend(len(_UNCLOSED.findall(text)) * len(text) // 4)
        out = super().run(lines)
        for raw in stash[before:]:
            if isinstance(raw, str):
                self.notes.note_html(raw)
        return out


class _Attributes(Noting, AttrListTreeprocessor):
    def run(self, doc: Element) -> None:
        """Count what is looked through for the end of a list that is never closed."""
        if "{" in self.notes.marks.text:
            self.notes.spend(sum(line.count("{") * len(line) // 4 for line in self.notes.marks.text.split("\n")))
            super().run(doc)

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        """Note a list of attributes that something takes."""
        at = self.notes.marks.first(attrs_string)
        inside = bare(attrs_string)
        rest = super().assign_attrs(elem, inside, strict=strict)
        if at is not None and not (strict and rest):
            text = self.notes.text
            span = Span(text.rfind("{", 0, at), at + len(inside) - len(rest) + 1)
            self.notes.attributes.append(AsTyped(text[span.start : span.end], span))
        return rest


class Definitions(dict[str, tuple[str, str | None]]):
    """The addresses a page defines, by label; each is noted as it comes."""

    notes: Notes

    def __setitem__(self, label: str, value: tuple[str, str | None]) -> None:
        """Take a definition, given with its marks."""
        marks, text, (target, title) = self.notes.marks, self.notes.text, value
        # Markdown takes the angle bracket before an address off, unless a mark stands before it.
        address, at, start = bare(target).lstrip("<"), marks.first(label), marks.first(target)
        super().__setitem__(" ".join(bare(label).split()), (address, title and bare(title)))
        if at is not None:
            start = max(at, text.find(address, at if start is None else start))
            span = Span(start, start + len(address))
            named = text[at : text.find("]", at)].strip()
            self.notes.definitions.append(Definition(named, address, Span(at - 1, span.end), span))


class _Plain(Noting, Treeprocessor):
    def run(self, root: Element) -> None:
        """Say of words that hold no sign of Markdown that none has to be looked for, which took a tenth of the time.

        For each sign in the others all words of their piece are copied.
        """
        for el in root.iter():
            if not el.text:
                continue
            if signs := sum(map(el.text.count, _ANY)):
                self.notes.spend(signs * len(el.text) // 256)
            else:
                el.text = AtomicString(el.text)


_ANY = (*"\\`[<&*_!", "  \n")
_SIGNS = {
    "backtick": "`", "escape": "\\", "citation": "@", "reference": "[", "link": "[", "short_reference": "[",
    "image_link": "!", "image_reference": "!", "short_image_ref": "!", "autolink": "<", "automail": "<", "html": "<",
    "entity": "&", "em_strong": "*_",
}  # fmt: skip
"""By the name of a pattern of Markdown's, the signs of which one stands in all that it matches."""
_ALL = frozenset("".join(_SIGNS.values()))


class _Contents(TocTreeprocessor):
    def build_toc_div(self, toc_list: list[Any]) -> Element:
        """No list of headings: the page's frame makes one, and many on one page could take a build for ever."""
        return Element("div")


class _Words(Noting, ParagraphProcessor):
    captions = False

    def test(self, parent: Element, block: str) -> bool:
        """Count what is left of a block each time it is looked at; take it if no other could, as for most it is so."""
        self.notes.spend(len(block) // 4)
        # A caption takes any block.
        return not self.captions and _WORDS.fullmatch(block) is not None


_WORDS = re.compile(r"(?:[^\W\d_][^\n]*+\n?)++")
"""Lines that start with a letter each."""


def install(md: Markdown) -> Callable[[Notes], None]:
    """Put our processors in the places of Python-Markdown's own; the function returned sets the notes of a page."""
    patterns = md.inlinePatterns
    made: list[Any] = [_Blocks(md), _Attributes(md), _Words(md.parser), _Cite(_CITATION, md), Definitions()]
    md.preprocessors.register(made[0], "html_block", 20)
    md.treeprocessors.register(made[1], "attr_list", 8)
    md.parser.blockprocessors.register(made[2], "words", 200)
    patterns.register(made[3], "citation", 175)
    md.references = made[4]
    # A list starts with the number that was typed: after a paragraph between its entries it goes on.
    md.parser.blockprocessors["olist"].LAZY_OL = False  # type: ignore[attr-defined]
    toc = next(one for one in md.registeredExtensions if isinstance(one, TocExtension))
    md.treeprocessors.register(
        _Contents(md, {**toc.getConfigs(), "slugify": lambda words, between: slugify(bare(words), between)}), "toc", 5
    )
    made.append(_Plain(md))
    md.treeprocessors.register(made[-1], "plain", 25)
    for name, kind, priority in (*PROCESSORS, ("html", _Html, 90)):
        processor = kind(patterns[name].pattern, md)
        patterns.register(processor, name, priority)
        made.append(processor)
    made[2].captions = "blocks" in md.parser.blockprocessors
    # Nothing is added from here on: a list is looked through in less time than a registry.
    md.parser.blockprocessors = list(md.parser.blockprocessors)  # type: ignore[assignment]
    signs = {patterns[name]: signs for name, signs in _SIGNS.items()}
    every, inlines = list(patterns), md.treeprocessors["inline"]

    @cache
    def needed(held: frozenset[str]) -> list[Any]:
        """What can match on a page that holds some of the signs."""
        return [one for one in every if one not in signs or not held.isdisjoint(signs[one])]

    def begin(notes: Notes) -> None:
        """Let every processor note what it meets in the page that is read next."""
        for processor in made:
            processor.notes = notes
        # What begins nowhere on the page is looked for in none of its sentences.
        held = frozenset(filter(notes.marks.text.__contains__, _ALL))
        inlines.inlinePatterns = needed(held)  # type: ignore[attr-defined]

    return begin
