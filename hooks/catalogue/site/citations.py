"""How papers are cited: as CSL-JSON (the CSL 1.0.2 data schema), and from that in Harvard style.

Harvard is Cite Them Right, as UK universities teach it, by the Citation Style Language. The style and its reader are
libraries; what this site changes of the style is said in `_style`, line by line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from types import SimpleNamespace
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from markupsafe import Markup, escape

from catalogue.graph import Catalogue, Page
from catalogue.records import Author, Genre, Paper

CslItem = dict[str, Any]
"""One reference: the variables of CSL by name."""

CSL_TYPES: dict[Genre, str] = {
    Genre.DISCUSSION: "report",
    Genre.REPORT: "report",
    Genre.STATEMENT: "report",
    Genre.STRATEGY: "report",
    Genre.TOOLKIT: "report",
    Genre.REVIEW: "report",
    Genre.EVALUATION: "report",
    Genre.ARTICLE: "article-magazine",
    Genre.STATUTE: "legislation",
    Genre.BLOG: "post-weblog",
    Genre.WEB_PAGE: "webpage",
}
"""What CSL calls each genre, where nothing shows that it came out in a journal."""

CONTAINED = ("article-journal", "article-magazine", "post-weblog", "webpage")
"""The types that come out in something (a journal, a site); the others have a publisher."""


def csl_type(paper: Paper) -> str:
    """The CSL type: a volume, an issue, or peer review of an article or a review shows a journal."""
    in_journal = bool(paper.volume or paper.issue)
    reviewed = bool(paper.peer_reviewed) and paper.genre in (Genre.ARTICLE, Genre.REVIEW, Genre.EVALUATION)
    if in_journal or reviewed:
        return "article-journal"
    return CSL_TYPES[paper.genre] if paper.genre else "document"


def csl_name(author: Author) -> dict[str, str]:
    """An author as CSL writes one: `family` and `given` for a person, `literal` for an organisation."""
    if author.organisation:
        return {"literal": author.organisation}
    parts = {"family": author.family, "given": author.given}
    return {part: words for part, words in parts.items() if words} or {"literal": ""}


def csl_item(page: Page) -> CslItem:
    """A paper as one item of CSL-JSON."""
    paper = page.record
    assert isinstance(paper, Paper)
    kind = csl_type(paper)
    home = "container-title" if kind in CONTAINED else "publisher"
    fields: CslItem = {
        "id": page.id,
        "type": kind,
        "title": page.title,
        "author": [csl_name(author) for author in paper.authors if author.name],
        "issued": {"date-parts": [[paper.year]]} if paper.year else None,
        home: paper.publisher,
        "volume": paper.volume,
        "issue": paper.issue,
        "page": re.sub(r"\s*[-–—]\s*", "-", paper.pages) if paper.pages else None,
        "DOI": paper.doi,
        "URL": paper.url,
        "accessed": _date_parts(paper.link_checked) if paper.url else None,
        "language": "en-GB",
    }
    return {variable: value for variable, value in fields.items() if value}


def _date_parts(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


STYLE = "harvard-cite-them-right"

# Private characters stand for marks while the style is at work, so that nothing an author wrote is taken for one.
_ITALIC, _ROMAN, _LESS = "\ue000", "\ue001", "\ue002"
_PLAIN = ("Oblique", "Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps", "preformat")
_FORMATTER = SimpleNamespace(Italic=lambda text: f"{_ITALIC}{text}{_ROMAN}", **dict.fromkeys(_PLAIN, str))


@dataclass(frozen=True)
class HarvardReference:
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


def references(items: Sequence[CslItem]) -> list[HarvardReference]:
    """Each work in Harvard style, in the order given; works of one author and year are told apart by a, b, c."""
    works = [{**_safe(work), "id": str(index)} for index, work in enumerate(items)]
    cited = dict(enumerate(_cited(works)))
    same: dict[str, list[CslItem]] = defaultdict(list)
    for work, words in zip(works, cited.values(), strict=True):
        same[words].append(work)
    alike = [sorted(several, key=lambda work: work["title"]) for several in same.values() if len(several) > 1]
    for several in alike:
        for place, work in enumerate(several):
            work["year-suffix"] = _letters(place)
    told_apart = [work for several in alike for work in several]
    cited |= zip((int(work["id"]) for work in told_apart), _cited(told_apart), strict=True)
    entries = _bibliography(works).bibliography()
    found = [
        HarvardReference(_mended(_plain(cited[index])), _mended(str(entry))) for index, entry in enumerate(entries)
    ]
    return [each if work.get("author") else _named_once(each) for each, work in zip(found, works, strict=True)]


def _named_once(found: HarvardReference) -> HarvardReference:
    """A work that no author is known of stands under its title, which the style then names again."""
    title, year, rest = found.entry.partition(f" ({found.year})")
    return HarvardReference(found.cited, title + year + rest.removeprefix(f" {title}"))


class _Cited(CitationItem):  # type: ignore[misc]
    """An item of a citation that looks its work up once."""

    @cached_property
    def reference(self) -> Any:
        return super().reference


def _bibliography(works: list[CslItem]) -> Any:
    found = CitationStylesBibliography(_style()[0], CiteProcJSON(works), _FORMATTER)
    for work in works:
        found.register(Citation([_Cited(work["id"])]))
    return found


def _cited(works: list[CslItem]) -> list[str]:
    """The works as a sentence cites them."""
    found = _bibliography(works)
    return [str(found.cite(item.citation, str)) for item in found.items]


def _letters(place: int) -> str:
    """a, b, … z, aa, ab: what follows the year."""
    return (_letters(place // 26 - 1) if place > 25 else "") + "abcdefghijklmnopqrstuvwxyz"[place % 26]


_QUOTED = re.compile(r"‘((?:[^‘’]|’(?=\w))*)’(?!\w)")
_UNQUOTED = ("report", "legislation", "webpage")


def _safe(work: CslItem) -> CslItem:
    """A work whose words the style cannot mistake for marks; quotations in a title that is itself quoted are double."""

    def safe(value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(f"[{_ITALIC}-{_LESS}]", "", value).replace("<", _LESS)
        if isinstance(value, dict):
            return {name: safe(each) for name, each in value.items()}
        return [safe(each) for each in value] if isinstance(value, list) else value

    made: CslItem = safe(work)
    if made["type"] not in _UNQUOTED:
        made["title"] = _QUOTED.sub(r"“\1”", made["title"])
    return made


def _mended(text: str) -> str:
    """The words as they are to be read: marks an author wrote restored, no full stop after another end."""
    return re.sub(f"([.?!]{_ROMAN}?)\\.(?= |$)", r"\1", text.replace(_LESS, "<"))


class Library:
    """The papers of a catalogue as references, each in every form; drafts too, since a draft may cite a draft."""

    def __init__(self, catalogue: Catalogue) -> None:
        papers = [page for page in catalogue.records if page.kind == "paper"]
        self.items: dict[str, CslItem] = {page.path: csl_item(page) for page in papers}
        self._references = dict(zip(self.items, references(list(self.items.values())), strict=True))

    def reference(self, page: Page) -> HarvardReference:
        """A paper in Harvard style."""
        return self._references[page.path]

    def in_text(self, page: Page, *, suppress_author: bool = False) -> str:
        """The words that stand for a paper in a sentence: `Christmas and Srivastava, 2019`, or the year alone."""
        found = self.reference(page)
        return found.year if suppress_author else found.cited


@lru_cache(maxsize=1)
def library(catalogue: Catalogue) -> Library:
    """The papers of a catalogue as references, made when they are first asked for."""
    return Library(catalogue)
