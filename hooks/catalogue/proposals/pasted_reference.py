"""The reference of a publication, as other programs give it: BibTeX, RIS or CSL-JSON, read without the network."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from catalogue.proposals.answers import Unfit

_GENRES = {
    "article": "article", "article-journal": "article", "jour": "article",
    "techreport": "report", "report": "report", "rprt": "report", "book": "report",
    "webpage": "web page", "elec": "web page", "post-weblog": "blog", "blog": "blog",
    "legislation": "statute", "stat": "statute", "bill": "statute",
}  # fmt: skip
_UNREAD = "The reference can be read neither as BibTeX nor as RIS nor as CSL-JSON. Paste one of them whole."


def read_reference(text: str) -> dict[str, str]:
    """The fields of a paper that a reference gives, by name; `authors` one on each line, family name first.

    Raises `Unfit` where it is none of the three, or holds several.
    """
    typed = re.sub(r"\A\s*```\w*\n|\n```\s*\Z", "", text).strip()
    reader = _bibtex if typed.startswith("@") else _csl if typed.startswith(("{", "[")) else _ris
    try:
        found = reader(typed)
    except Unfit:
        raise
    except Exception:  # whatever a parser makes of a stranger's text
        raise Unfit(_UNREAD) from None
    found["doi"] = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", found.get("doi", ""), flags=re.IGNORECASE)
    return {name: value.strip() for name, value in found.items() if value.strip()}


def _only(entries: list[Any]) -> Any:
    if len(entries) != 1:
        raise Unfit(f"{len(entries)} references stand where one belongs." if entries else _UNREAD)
    return entries[0]


def _bibtex(text: str) -> dict[str, str]:
    from pybtex.database import parse_string

    entry = _only(list(parse_string(text, "bibtex").entries.values()))
    plain = {name.lower(): _unbraced(str(value)) for name, value in entry.fields.items()}
    people = [_person(each) for each in entry.persons.get("author") or entry.persons.get("Author") or ()]
    return {
        **_common(plain), "authors": "\n".join(people), "issue": plain.get("number", ""),
        "pages": re.sub(r"-+", "–", plain.get("pages", "")), "genre": _GENRES.get(entry.type.lower(), ""),
        "publisher": plain.get("journal") or plain.get("journaltitle") or plain.get("publisher")
        or plain.get("institution", ""),
        "year": plain.get("year") or plain.get("date", "")[:4],
    }  # fmt: skip


def _unbraced(text: str) -> str:
    from pybtex.richtext import Text

    try:
        return str(Text.from_latex(text)).replace("\xa0", " ")
    except Exception:  # LaTeX of another sort: the braces at least are not words
        return re.sub(r"[{}]", "", text)


def _person(person: Any) -> str:
    family = _unbraced(" ".join([*person.prelast_names, *person.last_names]))
    given = _unbraced(" ".join([*person.first_names, *person.middle_names]))
    return f"{family}, {given}" if given else family


def _common(held: Mapping[str, str]) -> dict[str, str]:
    return {name: held.get(name, "") for name in ("title", "volume", "doi", "url")}


def _ris(text: str) -> dict[str, str]:
    import rispy

    entry = _only(rispy.loads(text if text.rstrip().endswith("ER  -") else f"{text.rstrip()}\nER  - \n"))
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
    plain = {str(name).lower(): str(value) for name, value in entry.items() if isinstance(value, (str, int))}
    people = [
        each.get("literal") or ", ".join(filter(None, (each.get("family"), each.get("given"))))
        for each in entry.get("author", [])
    ]
    return {
        **_common(plain), "authors": "\n".join(people), "issue": plain.get("issue", ""),
        "year": str(entry["issued"]["date-parts"][0][0]) if "issued" in entry else "",
        "publisher": plain.get("container-title") or plain.get("publisher", ""),
        "pages": plain.get("page", "").replace("-", "–"), "genre": _GENRES.get(plain.get("type", "").lower(), ""),
    }  # fmt: skip
