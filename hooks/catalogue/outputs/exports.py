"""The papers as files for reference managers: CSL-JSON, BibTeX and RIS, each made from the same item.

All are UTF-8. Whatever a title or a name holds, each file can be read back to the same fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pydantic_core import to_json

from catalogue.graph import Page
from catalogue.site.citations import CslItem, Library

FORMATS: dict[str, Callable[[Iterable[CslItem]], str]]
"""The forms by the ending of their files."""


def files(library: Library, papers: Iterable[Page]) -> dict[str, str]:
    """The files by address: each published paper in every form, and those that are listed as one file of each.

    A paper that is withdrawn or superseded keeps its page, which offers its files, and leaves the library.
    """
    published = [page for page in papers if not page.record.draft]
    items = {page.address.rstrip("/"): library.items[page.path] for page in published}
    listed = [library.items[page.path] for page in published if page.listed]
    found = {f"{path}.{ending}": write([each]) for path, each in items.items() for ending, write in FORMATS.items()}
    return found | {f"papers/library.{ending}": write(listed) for ending, write in FORMATS.items()}


def csl_json(items: Iterable[CslItem]) -> str:
    """Items as CSL-JSON, which is a list even of one."""
    return to_json(list(items), indent=1).decode() + "\n"


_ENTRIES = {"article-journal": "article", "article-magazine": "article", "report": "techreport"}
_LATEX = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}", **{mark: f"\\{mark}" for mark in "&%$#_"},
}  # fmt: skip


def _latex(words: str) -> str:
    """Words as LaTeX reads them, with braces only in pairs: BibTeX counts them all."""
    return "".join(_LATEX.get(letter, letter) for letter in words)


def _verbatim(address: str) -> str:
    """An address, in which LaTeX's marks stand for themselves, but braces would be counted."""
    return address.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


def _bibtex_name(name: dict[str, str]) -> str:
    """`Family, Given`; in braces what BibTeX would take apart: an organisation, a name alone, a comma, an “and”."""

    def kept(words: str) -> str:
        """A part of a name as BibTeX keeps it whole, however it reads."""
        return f"{{{_latex(words)}}}" if re.search(r",|\band\b", words, re.IGNORECASE) else _latex(words)

    if name.get("family") and name.get("given"):
        return f"{kept(name['family'])}, {kept(name['given'])}"
    return f"{{{_latex(name.get('literal') or name.get('family') or name['given'])}}}"


def bibtex(items: Iterable[CslItem]) -> str:
    """Items as BibTeX. A title is in double braces, which keep its capitals."""
    return "\n".join(_bibtex(item) for item in items)


def _bibtex(item: CslItem) -> str:
    kind = _ENTRIES.get(item["type"], "misc")
    home = item.get("container-title") or item.get("publisher")
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in item.get("author", ())),
        "title": f"{{{_latex(item['title'])}}}",
        {"article": "journal", "techreport": "institution"}.get(kind, "publisher"): _latex(home or ""),
        "year": str(_year(item) or ""),
        "volume": _latex(item.get("volume", "")),
        "number": _latex(item.get("issue", "")),
        "pages": _latex(item.get("page", "")).replace("-", "--"),
        "doi": _verbatim(item.get("DOI", "")),
        "url": _verbatim(item.get("URL", "")),
    }
    lines = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items() if value)
    key = re.sub(r"[^\w.:-]+", "-", item["id"])
    return f"@{kind}{{{key}{lines}\n}}\n"


_RIS = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "report": "RPRT", "legislation": "STAT",
    "post-weblog": "BLOG", "webpage": "ELEC",
}  # fmt: skip


def ris(items: Iterable[CslItem]) -> str:
    """Items as RIS."""
    return "\n".join(_ris(item) for item in items)


def _ris(item: CslItem) -> str:
    pages = item.get("page", "")
    first, last = pages.split("-") if pages.count("-") == 1 else (pages, "")
    lines = [
        ("TY", _RIS.get(item["type"], "GEN")),
        ("ID", item["id"]),
        *(("AU", _ris_name(name)) for name in item.get("author", ())),
        ("TI", item["title"]),
        ("PY", _year(item)),
        ("T2", item.get("container-title")),
        ("PB", item.get("publisher")),
        ("VL", item.get("volume")),
        ("IS", item.get("issue")),
        ("SP", first),
        ("EP", last),
        ("DO", item.get("DOI")),
        # A semicolon parts two addresses here.
        ("UR", item.get("URL", "").replace(";", "%3B")),
        ("LA", item["language"]),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in lines if value) + "ER  - \n"


def _ris_name(name: dict[str, str]) -> str:
    return name.get("literal") or ", ".join(name[part] for part in ("family", "given") if name.get(part))


def _year(item: CslItem) -> int | None:
    return item["issued"]["date-parts"][0][0] if "issued" in item else None


FORMATS = {"bib": bibtex, "ris": ris, "json": csl_json}
