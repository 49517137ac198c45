"""The reference of a publication, as other programs give it: BibTeX, RIS or CSL-JSON, read without the network."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from itertools import count
from typing import Any

from catalogue.diagnostics import quote
from catalogue.proposals.answers import Unfit
from catalogue.records.author import ORGANISATION

_GENRES = {
    "article": "article", "article-journal": "article", "journal-article": "article", "jour": "article",
    "techreport": "report", "report": "report", "rprt": "report", "book": "report",
    "webpage": "web page", "elec": "web page", "post-weblog": "blog", "blog": "blog",
    "legislation": "statute", "stat": "statute", "bill": "statute",
}  # fmt: skip
_UNREAD = "The reference can be read neither as BibTeX nor as RIS nor as CSL-JSON. Paste one of them whole."


def read_reference(text: str) -> dict[str, str]:
    """The fields of a paper that a reference gives, by name; `authors` one on each line, family name first.

    Raises `Unfit` where it is none of the three, or holds several.
    """
    typed = re.sub(r"\A\s*```\w*\n|\n```\s*\Z", "", text.replace("\ufeff", "")).strip()
    bibtex = re.search(r"^\s*@\w+\s*[{(]", typed, re.MULTILINE)
    reader = _csl if typed.startswith(("{", "[")) else _bibtex if bibtex else _ris
    try:
        found = reader(typed)
    except Unfit:
        raise
    except Exception:  # whatever a parser makes of a stranger's text
        raise Unfit(_UNREAD) from None
    if not any(found.get(name, "").strip() for name in ("title", "authors")):
        raise Unfit(_UNREAD)
    if _DOI.match(found.get("url", "")) and not found.get("doi"):
        found["doi"], found["url"] = found["url"], ""
    found["doi"] = _DOI.sub("", found.get("doi", ""))
    return {name: value.strip() for name, value in found.items() if value.strip()}


_DOI = re.compile(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def _only(entries: list[Any]) -> Any:
    if len(entries) != 1:
        raise Unfit(f"{len(entries)} references stand where one belongs." if entries else _UNREAD)
    return entries[0]


def _bibtex(text: str) -> dict[str, str]:
    # A word processor makes curly quotation marks of those around a field.
    entry = _entry(re.sub("[“”]", '"', text) if re.search(r"=\s*“", text) else text)
    plain = {name.lower(): _unbraced(str(value)) for name, value in entry.fields.items()}
    typed = {name.lower(): str(value) for name, value in entry.fields.items()}
    return {
        **_common(plain | {name: _address(typed.get(name, "")) for name in ("doi", "url")}),
        "authors": "\n".join(_people(typed.get("author", ""))), "issue": plain.get("number", ""),
        "pages": _pages(plain.get("pages", "")), "genre": _GENRES.get(entry.type.lower(), ""),
        "publisher": next((plain[name] for name in _PUBLISHERS if plain.get(name)), ""),
        "year": _year(plain.get("year") or plain.get("date", "")) or plain.get("year", ""),
    }  # fmt: skip


_PUBLISHERS = (
    "journal", "journaltitle", "publisher", "institution", "organization", "school", "howpublished", "booktitle",
)  # fmt: skip


def _entry(text: str) -> Any:
    """The one entry, its authors left as typed; its key may be missing or hold blanks."""
    from pybtex import errors
    from pybtex.database import BibliographyDataError, parse_string
    from pybtex.database.input.bibtex import UndefinedMacro

    key = r"(@(?!string|comment|preamble)\w+\s*[{(])\s*(?:[^,={}\"]*,|(?=\w+\s*=))"
    numbers = count(1)
    keyed = re.sub(key, lambda found: f"{found[1]}k{next(numbers)},", text, flags=re.IGNORECASE)
    with errors.capture() as wrong:
        entries = list(parse_string(keyed, "bibtex", person_fields=()).entries.values())
    # A month in another language and a field given twice take nothing from a reference.
    if not all(isinstance(each, (UndefinedMacro, BibliographyDataError)) for each in wrong):
        raise Unfit(_UNREAD)
    return _only(entries)


def _unbraced(text: str) -> str:
    from pybtex.richtext import Text

    bare = re.sub(r"\\(?:emph|text\w+|mkbib\w+)\b\s*", "", re.sub(r"\\([ij])(?![a-zA-Z])", r"\1", text))
    try:
        return " ".join(re.sub(r"\\(?=[A-Za-z])", "", str(Text.from_latex(bare))).split())
    except Exception:  # LaTeX of another sort: the braces at least are not words
        return re.sub(r"[{}]", "", text)


def _address(text: str) -> str:
    return re.sub(r"\\([_%&#~$])", r"\1", re.sub(r"\\url\b|[{}\s]", "", text))


def _people(typed: str) -> list[str]:
    """The authors of a BibTeX field; also with the marks between them that people type and programs do not know."""
    from pybtex.bibtex.utils import split_tex_string

    parts = split_tex_string(typed, r"(?i:\s+and\s+)|\s*;\s*|\s+\\?&\s+", filter_empty=True)
    bare = [each for each in parts if "," not in each and "{" not in each and ORGANISATION.search(each)]
    if bare and len(parts) > 1:
        raise Unfit(
            f"It cannot be told whether {quote(bare[0])} is the whole name of an author. Put curly brackets around "
            "each organisation among the authors of the reference: {Home Office}."
        )
    return [found for each in parts if (found := each if bare else _person(each))]


def _person(typed: str) -> str:
    from pybtex.database import Person

    if re.fullmatch(r"\{[^{}]*\}", typed):
        name = _unbraced(typed)
        return f"organisation: {name}" if re.search("[,;]", name) else name
    if re.match(r"(?:family|given|prefix)\s*=", typed):  # the names of BibLaTeX's data model
        held = {name: _unbraced(words) for name, words in re.findall(r"(\w+)\s*=\s*([^,]+)", typed)}
        return _named({**held, "non-dropping-particle": held.get("prefix")})
    if typed.casefold().rstrip(".") in ("others", "et al"):
        return ""
    if typed.count(",") > 2:
        return _unbraced(typed)
    person = Person(typed)
    family = _unbraced(" ".join([*person.prelast_names, *person.last_names]))
    given = _unbraced(" ".join([*person.first_names, *person.middle_names]))
    return ", ".join(filter(None, (family, given, _unbraced(" ".join(person.lineage_names)))))


def _pages(text: str) -> str:
    """Pages with a dash between them; the number of an article once."""
    first, *rest = re.split(r"\s*[-–—]+\s*", text)
    return "–".join([first, *(each for each in rest if each != first)])


def _common(held: Mapping[str, str]) -> dict[str, str]:
    return {name: held.get(name, "") for name in ("title", "volume", "doi", "url")}


def _ris(text: str) -> dict[str, str]:
    import rispy

    # As programs write it: two spaces, a hyphen, a space; a mail program may have left out some.
    lines = re.sub(r"^([A-Z][A-Z0-9]) *- *", r"\1  - ", text, flags=re.MULTILINE)
    entry = _only(rispy.loads(lines if re.search(r"^ER  - \s*\Z", lines, re.MULTILINE) else f"{lines}\nER  - \n"))
    plain = {name: value for name, value in entry.items() if isinstance(value, str)}
    ends = "-".join(filter(None, (plain.get("start_page"), plain.get("end_page"))))
    urls = entry.get("urls") or []
    return {
        "title": plain.get("title") or plain.get("primary_title", ""),
        "authors": "\n".join(_given_last(entry.get("authors") or entry.get("first_authors") or [])),
        "year": (plain.get("year") or plain.get("publication_year", ""))[:4],
        "publisher": plain.get("secondary_title") or plain.get("alternate_title3") or plain.get("journal_name")
        or plain.get("publisher", ""),
        "volume": plain.get("volume", ""), "issue": plain.get("number", ""), "pages": _pages(ends),
        "doi": plain.get("doi", ""), "url": urls[0] if urls else plain.get("url", ""),
        "genre": _GENRES.get(plain.get("type_of_reference", "").lower(), ""),
    }  # fmt: skip


def _given_last(names: list[str]) -> list[str]:
    """Names with the family name first; an initial shows that a program writes people the other way round."""
    names = [re.sub(r",(?=\S)", ", ", each) for each in names if each.casefold().rstrip(".") not in ("others", "et al")]
    turned = any("," not in each and re.search(r"\b[A-Z]\. ", each) for each in names)
    return [_person(each) if turned and "," not in each and not ORGANISATION.search(each) else each for each in names]


def _csl(text: str) -> dict[str, str]:
    held = json.loads(text)
    if isinstance(held, dict):  # as Crossref and CSL's own lists wrap it
        held = held.get("message") or held.get("items") or held
    entry = _only(held if isinstance(held, list) else [held])
    plain = {str(name).lower(): _words(value) for name, value in entry.items()}
    return {
        **_common(plain), "authors": "\n".join(map(_named, entry.get("author") or [])), "issue": plain.get("issue", ""),
        "year": next((year for name in _DATES if (year := _year(json.dumps(entry.get(name))))), ""),
        "publisher": plain.get("container-title") or plain.get("publisher", ""),
        "pages": _pages(plain.get("page", "")), "genre": _GENRES.get(plain.get("type", "").lower(), ""),
    }  # fmt: skip


_DATES = ("issued", "published", "published-print", "published-online")


def _words(value: Any) -> str:
    """A value on one line, without marks of HTML; the first of several, as Crossref gives its titles."""
    first = value[0] if isinstance(value, list) and value else value
    return unescape(re.sub(r"</?[a-z]+>", "", str(first))) if isinstance(first, (str, int)) else ""


def _named(person: Mapping[str, Any]) -> str:
    whole = person.get("literal") or person.get("name")
    family = " ".join(filter(None, (person.get("non-dropping-particle"), person.get("family"))))
    given = " ".join(filter(None, (person.get("given"), person.get("dropping-particle"))))
    return str(whole or ", ".join(filter(None, (family, given, person.get("suffix")))))


def _year(held: str) -> str:
    """The year in a date, in its parts or as it was typed; empty where there is none."""
    found = re.search(r"(?<!\d)(1[6-9]|20)\d\d(?!\d)", held)
    return found[0] if found else ""
