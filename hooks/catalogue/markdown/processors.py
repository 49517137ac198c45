"""Python-Markdown's own processors, each noting what it makes and where that was typed.

Each calls the processor it is made from, so that nothing of Markdown is written here a second time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown import inlinepatterns as inline
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from catalogue.markdown.citation_syntax import citation_items
from catalogue.markdown.marks import MARK, Flooded, Marks, bare
from catalogue.markdown.model import Attributes, Citation, CitationItem, Definition, Html, Link, LinkKind
from catalogue.text import Span

Found = tuple[Element | str | None, int | None, int | None]

MOST_STEPS = 1_000_000
"""How many characters may be looked through again for one page; our own pages take a seventieth of it."""


@dataclass(eq=False)
class Notes:
    """What is noted while one page is converted; `text` is its source."""

    text: str
    marks: Marks
    links: list[FoundLink] = field(default_factory=list)
    citations: list[tuple[Element, Citation]] = field(default_factory=list)
    spared: list[Element] = field(default_factory=list)
    html: list[Html] = field(default_factory=list)
    attributes: list[Attributes] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    raw_end: int = 0
    steps: int = 0

    def spend(self, steps: int) -> None:
        """Count work that can grow with the square of a page's length; raises `Flooded` when it is too much."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise Flooded

    def note_html(self, raw: str) -> None:
        """Note raw HTML, given with its marks."""
        at, typed = self.marks.first(raw), bare(raw).strip("\n")
        if at is not None and raw.lstrip("\n").startswith("<"):
            start = self.text.rfind("<", 0, at)
        else:
            start = self.text.find(typed, self.raw_end)
            start = start if start >= 0 else self.text.find(typed)
        if start < 0:
            return
        if not self.text.startswith(typed, start):
            # What looks like a link within it has been put in its place.
            end = "-->" if typed.startswith("<!--") else ">"
            stop = self.text.find(end, start)
            typed = self.text[start : stop + len(end)] if stop >= 0 else self.text[start:]
        self.html.append(Html(typed, Span(start, start + len(typed))))
        self.raw_end = start + len(typed)


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link as it was noted; `element` is None where none was made, and `words` says what it shows then.

    `waits`: its label is defined nowhere on the page.
    """

    element: Element | None
    kind: LinkKind
    words: str
    target: str
    span: Span
    target_span: Span
    shortcut: bool = False
    waits: bool = False

    def link(self, words: str) -> Link:
        """The link, with the words it shows."""
        return Link(self.kind, words, self.target, self.span, self.target_span, self.shortcut)


class _Noting:
    """What every processor of ours knows."""

    notes: Notes
    kind: LinkKind = LinkKind.INLINE
    md: Markdown


class _Scanning(_Noting):
    """Counts what Markdown looks through for the ends of a link's words and of its address."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        """The words between brackets."""
        found = super().getText(data, index)  # type: ignore[misc]
        self.notes.spend(found[1] - index)
        return found  # type: ignore[no-any-return]

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        """The address, and title, between round brackets."""
        if waiting := _BEFORE_LINE.match(data, index + 1):
            # An address between angle brackets can stand on the line below: its mark goes with it.
            data = data[: index + 1] + waiting[2] + waiting[1] + data[waiting.end() :]
        found = super().getLink(data, index)  # type: ignore[misc]
        self.notes.spend(found[2] - index)
        return found  # type: ignore[no-any-return]


_BEFORE_LINE = re.compile(f"({MARK.pattern})(\\s+<)")
_ABOVE = re.compile(r"[ \t]*\n[ \t>]*(?P<angle><\s*)?")
_ESCAPED = re.compile("\x02(\\d+)\x03")
_CLOSE = re.compile(r"(?<!\\)\)")
_BRACKET = f"\x02{ord('[')}\x03"
# What stands between the lines of a label: the end of one, and what makes the next a quotation's.
_LINE_END = re.compile(r"[ \t]*\n[ \t>]*")
_LONGEST = 4_000
"""How many characters of a link's words are looked through for the bracket that closes them."""
# What holds a bracket that closes nothing: behind a backslash, or in code.
_INNER = re.compile(r"\\.|(`+)(?!`).*?(?<!`)\1(?!`)|[\[\]]", re.DOTALL)


class _Inlined(_Scanning):
    """A link or a picture with its address in round brackets."""

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        """Make the element, and note it."""
        el, start, end = super().handleMatch(m, data)  # type: ignore[misc]
        if el is None:
            return el, start, end
        notes, name = self.notes, "src" if el.tag == "img" else "href"
        marked = el.get(name)
        for attribute in (name, "title", "alt"):
            if el.get(attribute):
                el.set(attribute, bare(el.get(attribute)))
        address = el.get(name) or ""
        el.set(name, address.lstrip())
        at, mark = notes.marks.first(data[m.end() : m.end() + 1]), MARK.search(marked[:2])
        if at is not None and mark is not None and (target := notes.marks.first(mark[0])) is not None:
            if above := _ABOVE.match(notes.text, target):
                target = above.start("angle") if above["angle"] and el.get(name, "")[:1] == "<" else above.end()
            else:
                # What looked like the angle bracket before an address can turn out to be its first sign.
                target += len(address) - len(address.lstrip()) - mark.start()
            # A sign behind a backslash waits as its number; it was typed as two characters.
            stop = target + len(_ESCAPED.sub("  ", el.get(name) or ""))
            shown = _ESCAPED.sub(lambda sign: chr(int(sign[1])), el.get(name) or "")
            behind = data[data.index(mark[0], m.end()) : end].count(")")
            close = target
            for _ in range(behind):
                found = _CLOSE.search(notes.text, close)
                close = found.end() if found else close
            span = Span(at - (2 if el.tag == "img" else 1), max(close, stop + 1))
            notes.links.append(FoundLink(el, self.kind, el.get("alt") or "", shown, span, Span(target, stop)))
        return el, start, end


class _Link(_Inlined, inline.LinkInlineProcessor):  # type: ignore[misc]
    pass


class _Image(_Inlined, inline.ImageInlineProcessor):  # type: ignore[misc]
    kind = LinkKind.IMAGE


class _Referring(_Scanning):
    """A link or a picture whose address stands elsewhere: on the page, or only the catalogue knows it."""

    kind = LinkKind.REFERENCE
    short = False
    evalId: Callable[[str, int, str], tuple[str | None, int, bool]]
    makeTag: Callable[[str, str | None, str], Element]

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        """Make the element if the label is defined, or can be by the catalogue, and note it."""
        text, index, handled = self.getText(data, m.end(0))
        label, end, there = self.evalId(data, index, text) if handled else (None, index, False)
        if not there:
            return None, None, None
        words = " ".join(bare(text).split())
        label = " ".join(bare(label or "").split()).lower() or words.lower()
        href, title = self.md.references.get(label, (None, None))
        if href is None and not self.short and data[end : end + 1] == "(":
            # `[words][link](address)`: the second brackets belong to what follows them.
            return None, None, None
        at = self.notes.marks.first(data[m.end() : m.end() + 1])
        if at is None or not label:
            return (None if href is None else self.makeTag(href, title, bare(text))), m.start(0), end
        typed, target, close = self._places(at, text, data[index:end])
        picture = self.kind is LinkKind.IMAGE_REFERENCE
        typed, span = _LINE_END.sub(" ", typed), Span(at - (2 if picture else 1), close)
        if not words and href is None:
            # A link without words can be seen by nobody: this one shows its label.
            text = typed
        made = self._made(label, href, title, bare(text) if picture else text)
        self.notes.links.append(
            FoundLink(made, self.kind, text, typed, span, target, self.short, href is None and made is not None)
        )
        if made is None and not self.short:
            made = self._spared(data[m.start() : m.end()], data[m.end() : index], data[index:end])
        return made, m.start(0), end

    def _spared(self, opening: str, words: str, behind: str) -> Element:
        """A picture, or a link among a link's words, that nothing defines: shown as it was typed.

        Its own brackets start nothing any more; a picture's words can hold a link, where a link's cannot.
        """
        if self.kind is not LinkKind.IMAGE_REFERENCE:
            words = words.replace("[", _BRACKET)
        el = Element("span")
        el.text = opening.replace("[", _BRACKET) + words + behind.replace("[", _BRACKET)
        self.notes.spared.append(el)
        return el

    def _made(self, label: str, href: str | None, title: str | None, text: str) -> Element | None:
        if href is not None:
            return self.makeTag(href, title, text)
        named = not re.search(r"[\[\]\x02]", label)
        within = "a" in self.md.treeprocessors["inline"].ancestors  # type: ignore[attr-defined]
        waits = self.kind is LinkKind.REFERENCE and named and not within
        return self.makeTag("#", None, text) if waits else None

    def _places(self, at: int, text: str, behind: str) -> tuple[str, Span, int]:
        """The label as typed, its place, and where the whole ends."""
        typed = self.notes.text
        second = None if self.short else self.notes.marks.first(behind)
        if second is None:
            stop = at + len(bare(text))
            if typed[at:stop] != bare(text):
                # On several lines, with signs that wait as numbers, or with links among its words.
                stop = _closing(typed, at)
            return typed[at:stop], Span(at, stop), stop + 1
        close = typed.find("]", second)
        if close != second:
            return typed[second:close], Span(second, close), close + 1
        stop = typed.find("]", at)
        return typed[at:stop], Span(at, stop), second + 1


def _closing(text: str, at: int) -> int:
    """Where the bracket that closes the one before an offset stands."""
    depth = 1
    for sign in _INNER.finditer(text, at, at + _LONGEST):
        depth += {"[": 1, "]": -1}.get(sign[0], 0)
        if not depth:
            return sign.start()
    return max(at, text.find("]", at))


class _Reference(_Referring, inline.ReferenceInlineProcessor):  # type: ignore[misc]
    pass


class _Short(_Referring, inline.ShortReferenceInlineProcessor):  # type: ignore[misc]
    short = True


class _ImageReference(_Referring, inline.ImageReferenceInlineProcessor):  # type: ignore[misc]
    kind = LinkKind.IMAGE_REFERENCE


class _ShortImage(_Referring, inline.ShortImageReferenceInlineProcessor):  # type: ignore[misc]
    kind, short = LinkKind.IMAGE_REFERENCE, True


class _Addressed(_Noting):
    """An address between angle brackets."""

    kind = LinkKind.AUTOLINK
    scheme = ""

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        """Make the element, and note it."""
        clean = re.match(self.pattern, bare(m[0]))  # type: ignore[attr-defined]
        el, _, _ = super().handleMatch(clean, bare(m[0]))  # type: ignore[misc]
        address, at = bare(m[1]), self.notes.marks.first(m[1])
        if at is not None:
            span, target = Span(at - len(address), at), self.scheme + address.removeprefix(self.scheme)
            around = Span(span.start - 1, at + 1)
            self.notes.links.append(FoundLink(None, self.kind, address, target, around, span))
        return el, m.start(0), m.end(0)


class _Auto(_Addressed, inline.AutolinkInlineProcessor):  # type: ignore[misc]
    pass


class _Mail(_Addressed, inline.AutomailInlineProcessor):  # type: ignore[misc]
    scheme = "mailto:"


_MARKS = "\U000f0000-\U000fdfff"
_CITATION = (
    rf"(?<!!)\[[{_MARKS}]\s*-?@\w[^\[\]]*\]"
    rf"(?!\(|\[(?![{_MARKS}]?\s*-?@))"
)


class _Cite(_Noting, inline.InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]
        """Note a citation; the catalogue puts it into words."""
        at = self.notes.marks.first(m[0]) or 0
        close = self.notes.text.find("]", at)
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


class _Html(_Noting, inline.HtmlInlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]
        """Note a tag or a comment within a sentence."""
        self.notes.note_html(self.backslash_unescape(self.unescape(m[1])))
        return super().handleMatch(m, data)


_UNCLOSED = re.compile(r"<[A-Za-z!?/][^<>]*(?=<|\Z)")


class _Blocks(_Noting, HtmlBlockPreprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Note each block of HTML."""
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


class _Attributes(_Noting, AttrListTreeprocessor):
    def run(self, doc: Element) -> None:
        """Count what is looked through for the end of a list that is never closed."""
        lines = self.notes.marks.text.split("\n") if "{" in self.notes.marks.text else []
        self.notes.spend(sum(line.count("{") * len(line) // 4 for line in lines))
        super().run(doc)

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        """Note a list of attributes that something takes."""
        at = self.notes.marks.first(attrs_string)
        inside = bare(attrs_string)
        rest = super().assign_attrs(elem, inside, strict=strict)
        if at is not None and not (strict and rest):
            text = self.notes.text
            span = Span(text.rfind("{", 0, at), at + len(inside) - len(rest) + 1)
            self.notes.attributes.append(Attributes(text[span.start : span.end], span))
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
            start = text.find(address, at if start is None else start)
            span = Span(start, start + len(address))
            named = text[at : text.find("]", at)].strip()
            self.notes.definitions.append(Definition(named, address, Span(at - 1, span.end), span))


class _Plain(Treeprocessor):
    def run(self, root: Element) -> None:
        """Say of words that hold no sign of Markdown that none has to be looked for, which took a tenth of the time."""
        for el in root.iter():
            if el.text and not _SIGN.search(el.text):
                el.text = AtomicString(el.text)


_SIGN = re.compile(r"[\\`\[<&*_!]|  \n")


class _Contents(_Noting, TocTreeprocessor):
    def run(self, doc: Element) -> None:
        """Make the list of headings that is shown only where one is asked for: it took a tenth of the time."""
        self.marker = "[TOC]" if "[TOC]" in self.notes.text else ""
        super().run(doc)

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        """The list of headings, if it is shown."""
        return super().build_toc_div(toc_list) if self.marker else Element("div")


class _Counter(_Noting, BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:
        """Count what is left of a block each time it is looked at; never takes it."""
        self.notes.spend(len(block) // 4)
        return False


def install(md: Markdown) -> Callable[[Notes], None]:
    """Put our processors in the places of Python-Markdown's own; the function returned sets the notes of a page."""
    patterns = md.inlinePatterns
    made: list[Any] = [_Blocks(md), _Attributes(md), _Counter(md.parser), _Cite(_CITATION, md), Definitions()]
    md.preprocessors.register(made[0], "html_block", 20)
    md.treeprocessors.register(made[1], "attr_list", 8)
    md.parser.blockprocessors.register(made[2], "counter", 200)
    patterns.register(made[3], "citation", 175)
    md.references = made[4]
    toc = next(one for one in md.registeredExtensions if isinstance(one, TocExtension))
    md.treeprocessors.register(_Contents(md, toc.getConfigs()), "toc", 5)
    made.append(md.treeprocessors["toc"])
    md.treeprocessors.register(_Plain(md), "plain", 25)
    for name, kind, priority in (
        ("reference", _Reference, 170), ("link", _Link, 160), ("image_link", _Image, 150),
        ("image_reference", _ImageReference, 140), ("short_reference", _Short, 130),
        ("short_image_ref", _ShortImage, 125), ("autolink", _Auto, 120), ("automail", _Mail, 110), ("html", _Html, 90),
    ):  # fmt: skip
        processor = kind(patterns[name].pattern, md)
        patterns.register(processor, name, priority)
        made.append(processor)
    # Nothing is added from here on: a list is looked through in less time than a registry.
    md.treeprocessors["inline"].inlinePatterns = list(patterns)  # type: ignore[attr-defined]

    def begin(notes: Notes) -> None:
        """Let every processor note what it meets in the page that is read next."""
        for processor in made:
            processor.notes = notes

    return begin
