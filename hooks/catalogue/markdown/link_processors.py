"""Python-Markdown's own processors of links and pictures, each noting what it makes and where that was typed.

Each calls the processor it is made from, so that nothing of Markdown is written here a second time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import inlinepatterns as inline
from markdown.util import AtomicString

from catalogue.markdown.marks import MARK, bare
from catalogue.markdown.model import Link, LinkKind
from catalogue.markdown.notes import Found, FoundLink, Noting, closing
from catalogue.text import Span


class _Scanning(Noting):
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
_BACKSLASH = re.compile(r"\\(?=[^\w\s]|_)")
_CLOSE = re.compile(r"(?<!\\)\)")
_BRACKET = f"\x02{ord('[')}\x03"
# What stands between the lines of a label: the end of one, and what makes the next a quotation's.
_LINE_END = re.compile(r"[ \t]*\n[ \t>]*")


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
            link = Link(self.kind, el.get("alt") or "", shown, span, Span(target, stop))
            notes.links.append(FoundLink(el, link))
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
        self.notes.spend(len(href or "") + len(title or ""))  # each use of a definition is a copy of it
        if href is None and not self.short and data[self._behind(data, index) :][:1] == "(":
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
            text = AtomicString(typed)
        made = self._made(label, href, title, bare(text) if picture else text)
        link = Link(self.kind, text, typed, span, target, self.short)
        self.notes.links.append(FoundLink(made, link, waits=href is None and made is not None))
        if made is None and not self.short and _named(label):
            made = self._spared(data[m.start() : m.end()], data[m.end() : index], data[index:end])
        return made, m.start(0), end

    def _behind(self, data: str, index: int) -> int:
        """Where the brackets that open at an offset, or behind a blank, are closed again."""
        return self.getText(data, data.index("[", index) + 1)[1]

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
        within = "a" in self.md.treeprocessors["inline"].ancestors  # type: ignore[attr-defined]
        waits = self.kind is LinkKind.REFERENCE and _named(label) and not within
        return self.makeTag("#", None, text) if waits else None

    def _places(self, at: int, text: str, behind: str) -> tuple[str, Span, int]:
        """The label as typed, its place, and where the whole ends."""
        typed = self.notes.text
        second = None if self.short else self.notes.marks.first(behind)
        if second is None:
            stop = at + len(bare(text))
            if typed[at : stop + 1] != f"{bare(text)}]":
                # On several lines, with signs that wait as numbers, or with links among its words.
                stop = closing(typed, at)
            return typed[at:stop], Span(at, stop), stop + 1
        close = typed.find("]", second)
        if close != second:
            return typed[second:close], Span(second, close), close + 1
        stop = typed.find("]", at)
        return typed[at:stop], Span(at, stop), second + 1


def _named(label: str) -> bool:
    return not re.search(r"[\[\]\x02]", label)


class _Reference(_Referring, inline.ReferenceInlineProcessor):  # type: ignore[misc]
    pass


class _Short(_Referring, inline.ShortReferenceInlineProcessor):  # type: ignore[misc]
    short = True


class _ImageReference(_Referring, inline.ImageReferenceInlineProcessor):  # type: ignore[misc]
    kind = LinkKind.IMAGE_REFERENCE


class _ShortImage(_Referring, inline.ShortImageReferenceInlineProcessor):  # type: ignore[misc]
    kind, short = LinkKind.IMAGE_REFERENCE, True


class _Addressed(Noting):
    """An address between angle brackets."""

    kind = LinkKind.AUTOLINK
    scheme = ""

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        """Make the element, and note it."""
        at = self.notes.marks.first(m[1])
        # The mark stands behind the address; before it, where a bracket before that looked like a link's.
        start = self.notes.text.rfind("<", 0, at or 0) + 1
        at = at and self.notes.text.find(">", at)
        # A sign behind a backslash waits as its number, of which an address makes letters.
        address = bare(m[1]) if at is None else _BACKSLASH.sub("", self.notes.text[start:at])
        el, _, _ = super().handleMatch(re.match(self.pattern, f"<{address}>"), f"<{address}>")  # type: ignore[misc, attr-defined]
        if at is not None:
            target = self.scheme + address.removeprefix(self.scheme)
            link = Link(self.kind, address, target, Span(start - 1, at + 1), Span(start, at))
            self.notes.links.append(FoundLink(None, link))
        return el, m.start(0), m.end(0)


class _Auto(_Addressed, inline.AutolinkInlineProcessor):  # type: ignore[misc]
    pass


class _Mail(_Addressed, inline.AutomailInlineProcessor):  # type: ignore[misc]
    scheme = "mailto:"


PROCESSORS = (
    ("reference", _Reference, 170), ("link", _Link, 160), ("image_link", _Image, 150),
    ("image_reference", _ImageReference, 140), ("short_reference", _Short, 130), ("short_image_ref", _ShortImage, 125),
    ("autolink", _Auto, 120), ("automail", _Mail, 110),
)  # fmt: skip
"""The name and the priority that Python-Markdown gives each, and ours for it."""
