"""References in Harvard style (Cite Them Right, as UK universities teach it), by the Citation Style Language.

The style and its reader are libraries; what this site changes of the style is said in `_style`, line by line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from types import SimpleNamespace
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from markupsafe import Markup, escape

from catalogue.site.csl import Item

STYLE = "harvard-cite-them-right"

# Private characters stand for marks while the style is at work, so that nothing an author wrote is taken for one.
_ITALIC, _ROMAN, _LESS = "\ue000", "\ue001", "\ue002"
_PLAIN = ("Oblique", "Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps", "preformat")
_FORMATTER = SimpleNamespace(Italic=lambda text: f"{_ITALIC}{text}{_ROMAN}", **dict.fromkeys(_PLAIN, str))


@dataclass(frozen=True)
class Reference:
    """A work in Harvard style: `cited` as in a sentence (`Rose, 1985`), `entry` as in a list, its italics marked."""

    cited: str
    entry: str

    @property
    def year(self) -> str:
        """The year as it is cited: `1985`, `2019a`, `n.d.`."""
        return self.cited.rpartition(", ")[2]

    @property
    def text(self) -> str:
        """The entry in plain words, to be copied."""
        return _plain(self.entry)

    def html(self, address: str = "") -> Markup:
        """The entry as HTML, titles in italics. Its authors and year lead to `address`, where one is given."""
        before, year, rest = self.entry.partition(f"({self.year})")
        start = _marked(before + year)
        if address:
            start = Markup('<a href="{}">{}</a>').format(address, start)
        return start + Markup(_ADDRESS.sub(r'<a href="\g<0>">\g<0></a>', str(_marked(rest))))


_ADDRESS = re.compile(r"https?://[^\s<>]+[^\s<>.,]")


def _plain(text: str) -> str:
    return re.sub(f"[{_ITALIC}{_ROMAN}]", "", text)


def _marked(text: str) -> Markup:
    return Markup(str(escape(text)).replace(_ITALIC, "<i>").replace(_ROMAN, "</i>"))


@cache
def _style() -> tuple[Any, list[Any]]:
    """The style made ready, and its elements, which have to be kept for as long as they remember anything."""
    style = CitationStylesStyle(STYLE, locale="en-GB", validate=False)

    def found(path: str) -> list[Any]:
        return list(style.root.xpath(path, namespaces={"cs": "http://purl.org/net/xbiblio/csl"}))

    # A sentence names two authors at most.
    found("//cs:citation")[0].set("et-al-min", "3")
    # An article is no preprint only because we do not know its volume.
    for element in found("//cs:text[@value='Preprint']"):
        element.getparent().remove(element)
    # A citation is plain words, so “et al.” is too; “n.d.” is what writers type; the brackets are ours.
    for element in found("//cs:et-al"):
        del element.attrib["font-style"]
    for element in found("//cs:text[@term='no date']"):
        element.set("form", "short")
    for layout in found("//cs:citation/cs:layout"):
        del layout.attrib["prefix"], layout.attrib["suffix"]
    # More than half of the time would go into asking the same of a tree that no longer changes.
    elements = [element for root in (style.root, *style.root.locales) for element in root.iter()]
    for element in elements:
        for question in ("xpath_search", "get_root", "get_formatter", "calls_variable"):
            if hasattr(type(element), question):
                setattr(element, question, cache(getattr(element, question)))
    return style, elements


def references(items: Sequence[Item]) -> list[Reference]:
    """Each work in Harvard style, in the order given; works of one author and year are told apart by a, b, c."""
    works = [{**_safe(work), "id": str(index)} for index, work in enumerate(items)]
    cited = dict(enumerate(_cited(works)))
    same: dict[str, list[Item]] = defaultdict(list)
    for work, words in zip(works, cited.values(), strict=True):
        same[words].append(work)
    alike = [sorted(several, key=lambda work: work["title"]) for several in same.values() if len(several) > 1]
    for several in alike:
        for place, work in enumerate(several):
            work["year-suffix"] = _letters(place)
    told_apart = [work for several in alike for work in several]
    cited |= zip((int(work["id"]) for work in told_apart), _cited(told_apart), strict=True)
    entries = _bibliography(works).bibliography()
    found = [Reference(_mended(_plain(cited[index])), _mended(str(entry))) for index, entry in enumerate(entries)]
    return [each if work.get("author") else _named_once(each) for each, work in zip(found, works, strict=True)]


def _named_once(found: Reference) -> Reference:
    """A work that no author is known of stands under its title, which the style then names again."""
    title, year, rest = found.entry.partition(f" ({found.year})")
    return Reference(found.cited, title + year + rest.removeprefix(f" {title}"))


class _Cited(CitationItem):  # type: ignore[misc]
    """An item of a citation that looks its work up once."""

    @cached_property
    def reference(self) -> Any:
        return super().reference


def _bibliography(works: list[Item]) -> Any:
    found = CitationStylesBibliography(_style()[0], CiteProcJSON(works), _FORMATTER)
    for work in works:
        found.register(Citation([_Cited(work["id"])]))
    return found


def _cited(works: list[Item]) -> list[str]:
    """The works as a sentence cites them."""
    found = _bibliography(works)
    return [str(found.cite(item.citation, str)) for item in found.items]


def _letters(place: int) -> str:
    """a, b, … z, aa, ab: what follows the year."""
    return (_letters(place // 26 - 1) if place > 25 else "") + "abcdefghijklmnopqrstuvwxyz"[place % 26]


_QUOTED = re.compile(r"‘((?:[^‘’]|’(?=\w))*)’(?!\w)")
_UNQUOTED = ("report", "legislation", "webpage")


def _safe(work: Item) -> Item:
    """A work whose words the style cannot mistake for marks; quotations in a title that is itself quoted are double."""

    def safe(value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(f"[{_ITALIC}-{_LESS}]", "", value).replace("<", _LESS)
        if isinstance(value, dict):
            return {name: safe(each) for name, each in value.items()}
        return [safe(each) for each in value] if isinstance(value, list) else value

    made: Item = safe(work)
    if made["type"] not in _UNQUOTED:
        made["title"] = _QUOTED.sub(r"“\1”", made["title"])
    return made


def _mended(text: str) -> str:
    """The words as they are to be read: marks an author wrote restored, no full stop after another end."""
    return re.sub(f"([.?!]{_ROMAN}?)\\.(?= |$)", r"\1", text.replace(_LESS, "<"))
