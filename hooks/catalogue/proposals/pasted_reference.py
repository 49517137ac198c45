"""The reference of a publication, as other programs give it: BibTeX, RIS or CSL-JSON, read without the network."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from catalogue.proposals.answers import Unfit

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
    reader = _bibtex if typed.startswith("@") else _csl if typed.startswith(("{", "[")) else _ris
    try:
        found = reader(typed)
    except Unfit:
        raise
    except Exception:  # whatever a parser makes of a stranger's text
        raise Unfit(_UNREAD) from None
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
    from pybtex.database import parse_string

    entry = _only(list(parse_string(text, "bibtex").entries.values()))
    plain = {name.lower(): _unbraced(str(value)) for name, value in entry.fields.items()}
    people = [_person(each) for each in entry.persons.get("author") or entry.persons.get("Author") or ()]
    people = [each for each in people if each != "others"]
    return {
        **_common(plain), "authors": "\n".join(people), "issue": plain.get("number", ""),
        "pages": re.sub(r"-+", "–", plain.get("pages", "")), "genre": _GENRES.get(entry.type.lower(), ""),
        "publisher": next((plain[name] for name in _PUBLISHERS if plain.get(name)), ""),
        "year": plain.get("year") or plain.get("date", "")[:4],
    }  # fmt: skip


_PUBLISHERS = ("journal", "journaltitle", "publisher", "institution", "organization", "school", "howpublished")


def _unbraced(text: str) -> str:
    from pybtex.richtext import Text

    try:
        return str(Text.from_latex(text)).replace("\xa0", " ")
    except Exception:  # LaTeX of another sort: the braces at least are not words
        return re.sub(r"[{}]", "", text)


def _person(person: Any) -> str:
    family = _unbraced(" ".join([*person.prelast_names, *person.last_names]))
    given = _unbraced(" ".join([*person.first_names, *person.middle_names]))
    return ", ".join(filter(None, (family, given, _unbraced(" ".join(person.lineage_names)))))


def _common(held: Mapping[str, str]) -> dict[str, str]:
    return {name: held.get(name, "") for name in ("title", "volume", "doi", "url")}


def _ris(text: str) -> dict[str, str]:
    import rispy

    # As programs write it: two spaces, a hyphen, a space; a mail program may have left out some.
    lines = re.sub(r"^([A-Z][A-Z0-9]) *- *", r"\1  - ", text, flags=re.MULTILINE)
    entry = _only(rispy.loads(lines if re.search(r"^ER  - \s*\Z", lines, re.MULTILINE) else f"{lines}\nER  - \n"))
    plain = {name: value for name, value in entry.items() if isinstance(value, str)}
    ends = "–".join(filter(None, (plain.get("start_page"), plain.get("end_page"))))
    urls = entry.get("urls") or []
    return {
        "title": plain.get("title") or plain.get("primary_title", ""),
        "authors": "\n".join(entry.get("authors") or entry.get("first_authors") or []),
        "year": (plain.get("year") or plain.get("publication_year", ""))[:4],
        "publisher": plain.get("journal_name") or plain.get("secondary_title") or plain.get("alternate_title3")
        or plain.get("publisher", ""),
        "volume": plain.get("volume", ""), "issue": plain.get("number", ""), "pages": ends,
        "doi": plain.get("doi", ""), "url": urls[0] if urls else plain.get("url", ""),
        "genre": _GENRES.get(plain.get("type_of_reference", "").lower(), ""),
    }  # fmt: skip


def _csl(text: str) -> dict[str, str]:
    held = json.loads(text)
    entry = _only(held if isinstance(held, list) else [held])
    plain = {str(name).lower(): _words(value) for name, value in entry.items()}
    return {
        **_common(plain), "authors": "\n".join(map(_named, entry.get("author", []))), "issue": plain.get("issue", ""),
        "year": next((year for name in _DATES if (year := _year(entry.get(name)))), ""),
        "publisher": plain.get("container-title") or plain.get("publisher", ""),
        "pages": plain.get("page", "").replace("-", "–"), "genre": _GENRES.get(plain.get("type", "").lower(), ""),
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


def _year(held: Any) -> str:
    """The year of a date: in its parts, or in whatever was typed."""
    found = re.search(r"\b(1[6-9]|20)\d\d\b", json.dumps(held))
    return found[0] if found else ""
