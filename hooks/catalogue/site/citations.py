"""How papers are cited: as CSL-JSON (the CSL 1.0.2 data schema), and from that in Harvard style.

Harvard is Cite Them Right, as UK universities teach it, for the few kinds of work that a library holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup, escape

from catalogue.dates import long_day
from catalogue.graph import Catalogue, Page
from catalogue.records import Author, Genre, Paper

CslItem = dict[str, Any]
"""One reference: the variables of CSL by name."""

CSL_TYPES = {
    Genre.ARTICLE: "article-magazine", Genre.STATUTE: "legislation", Genre.BLOG: "post-weblog",
    Genre.WEB_PAGE: "webpage",
}  # fmt: skip
"""What CSL calls a genre that is no report, where nothing shows that it came out in a journal."""

CONTAINED = ("article-journal", "article-magazine", "post-weblog", "webpage")
"""The types that come out in something (a journal, a site); the others have a publisher."""


def csl_type(paper: Paper) -> str:
    """The CSL type: a volume, an issue, or peer review of an article or a review shows a journal."""
    in_journal = bool(paper.volume or paper.issue)
    reviewed = bool(paper.peer_reviewed) and paper.genre in (Genre.ARTICLE, Genre.REVIEW, Genre.EVALUATION)
    if in_journal or reviewed:
        return "article-journal"
    return CSL_TYPES.get(paper.genre, "report") if paper.genre else "document"


def csl_name(author: Author) -> dict[str, str]:
    """An author as CSL writes one: `family` and `given` for a person, `literal` for an organisation."""
    if author.organisation:
        return {"literal": author.organisation}
    parts = {"family": author.family, "given": author.given}
    return {part: words for part, words in parts.items() if words} or {"literal": ""}


def csl_item(page: Page) -> CslItem:
    """A paper as one item of CSL-JSON."""
    paper = page.record_as(Paper)
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


# Private characters stand around what is set in italics until the rest is HTML. A title cannot hold them: see `_plain`.
_ITALIC, _ROMAN = "\ue000", "\ue001"


@dataclass(frozen=True)
class HarvardReference:
    """A work in Harvard style: `cited` as in a sentence (`Rose, 1985`), `entry` as in a list, its italics marked."""

    cited: str
    entry: str

    @property
    def year(self) -> str:
        """The year as it is cited: `1985`, `2019a`, `n.d.`."""
        return self.cited.rpartition(", ")[2]

    @cached_property
    def text(self) -> str:
        """The entry in plain words, to be copied."""
        return _plain(self.entry)

    def html(self, address: str = "") -> Markup:
        """The entry as HTML, titles in italics. Its authors and year lead to `address`, where one is given."""
        start, rest = self._halves
        return Markup(f'<a href="{escape(address)}">{start}</a>{rest}' if address else start + rest)

    @cached_property
    def _halves(self) -> tuple[str, str]:
        """Its authors and year, and all behind them, as HTML: a paper is named on many pages."""
        before, year, rest = self.entry.partition(f"({self.year})")
        return _marked(before + year), _ADDRESS.sub(r'<a href="\g<0>">\g<0></a>', _marked(rest))


_ADDRESS = re.compile(r"https?://[^\s<>]+[^\s<>.,]")


def _plain(words: Any) -> str:
    return re.sub(f"[{_ITALIC}{_ROMAN}]", "", str(words))


def _marked(text: str) -> str:
    return str(escape(text)).replace(_ITALIC, "<i>").replace(_ROMAN, "</i>")


def references(items: Sequence[CslItem]) -> list[HarvardReference]:
    """Each work in Harvard style, in the order given; works of one author and year are told apart by a, b, c."""
    same: dict[str, list[CslItem]] = defaultdict(list)
    for work in items:
        same[_cited(work, "")].append(work)
    suffixes: dict[int, str] = {}
    for alike in (several for several in same.values() if len(several) > 1):
        for place, work in enumerate(sorted(alike, key=lambda work: str(work.get("title", "")))):
            suffixes[id(work)] = _letters(place)
    return [
        HarvardReference(_cited(work, suffixes.get(id(work), "")), _entry(work, suffixes.get(id(work), "")))
        for work in items
    ]


def _cited(work: CslItem, suffix: str) -> str:
    """The work as a sentence cites it: two authors at most."""
    names = [_plain(each.get("literal") or each.get("family") or each.get("given") or "") for each in _authors(work)]
    who = _listed(names, 2) if names else _plain(_title(work))
    return f"{who}, {_year(work, suffix)}"


def _entry(work: CslItem, suffix: str) -> str:
    """The work as a list of sources names it: three authors at most, the title, where it came out, where it is read."""
    title, year = _title(work), _year(work, suffix)
    names = [_in_full(each) for each in _authors(work)]
    # A work that no author is known of stands under its title.
    entry = f"{_listed(names, 3)} ({year}) {title}" if names else f"{title} ({year})"
    home = _plain(work.get("container-title", ""))
    publisher = _plain(work.get("publisher", ""))
    inside = (home and f"{_ITALIC}{home}{_ROMAN}", *_number_and_pages(work))
    # Pages follow what they are in: a journal, or the publisher of a report.
    where = ", ".join(part for part in (publisher, *inside) if part)
    entry = entry if publisher else ", ".join(part for part in (entry, where) if part)
    address = f"https://doi.org/{work['DOI']}" if work.get("DOI") else work.get("URL", "")
    read = f" (Accessed: {_day(work['accessed'])})" if work.get("accessed") and not work.get("DOI") else ""
    rest = (where if publisher else "", f"Available at: {_plain(address)}{read}" if address else "")
    return " ".join(_ended(part) for part in (entry, *rest) if part)


def _number_and_pages(work: CslItem) -> Iterator[str]:
    if work["type"] == "article-journal":
        yield _plain(work.get("volume", "")) + (f"({_plain(work['issue'])})" if work.get("issue") else "")
    if work["type"] in ("article-journal", "article-magazine", "report") and work.get("page"):
        pages = _plain(work["page"]).replace("-", "–")
        yield f"{'pp.' if re.search('[–,]', pages) else 'p.'} {pages}"


def _authors(work: CslItem) -> list[dict[str, str]]:
    return list(work.get("author", ()))


def _listed(names: list[str], most: int) -> str:
    """Names as a sentence lists them; of more than so many, the first alone."""
    if len(names) > most:
        return f"{names[0]} et al."
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _in_full(name: dict[str, str]) -> str:
    """An author as a list of sources names one: `Smith-Jones, A.-M.B.`."""
    if name.get("literal") or not name.get("given"):
        return _plain(name.get("literal") or name.get("family") or "")
    initials = re.sub(r"(\w)[\w’']*\.?\s*", lambda part: f"{part[1].upper()}.", _plain(name["given"]).strip())
    return ", ".join(part for part in (_plain(name.get("family", "")), initials) if part)


def _year(work: CslItem, suffix: str) -> str:
    issued = work.get("issued")
    return f"{issued['date-parts'][0][0]}{suffix}" if issued else f"n.d. {suffix}".strip()


_QUOTED = re.compile(r"‘((?:[^‘’]|’(?=\w))*)’(?!\w)")
_ITALICISED = ("report", "legislation", "webpage")


def _title(work: CslItem) -> str:
    """What stands by itself is in italics; what came out in something is quoted, quotations in it then double."""
    title = _plain(work.get("title", ""))
    if work["type"] in _ITALICISED:
        return f"{_ITALIC}{title}{_ROMAN}"
    quoted = _QUOTED.sub(r"“\1”", title)
    return f"‘{quoted}’"


def _day(date_parts: dict[str, list[list[int]]]) -> str:
    return long_day(date(*date_parts["date-parts"][0]))


def _ended(words: str) -> str:
    """Words with a full stop, unless they end in one already, or in another end."""
    return words if _plain(words).endswith((".", "?", "!")) else f"{words}."


def _letters(place: int) -> str:
    """a, b, … z, aa, ab: what follows the year."""
    return (_letters(place // 26 - 1) if place > 25 else "") + "abcdefghijklmnopqrstuvwxyz"[place % 26]


class Library:
    """The papers of a catalogue as references, each in every form; drafts too, since a draft may cite a draft."""

    def __init__(self, catalogue: Catalogue) -> None:
        papers = [page for page, _ in catalogue.records_of(Paper)]
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
