"""The glossary as a thesaurus: SKOS (W3C, 2009), written as Turtle and as JSON-LD from the same statements.

Both are written plainly, not by a library: what we say needs one form of a sentence in each, and rdflib would add a
third of a second to every build. The tests read both back with rdflib and hold them to SKOS's own rules.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from catalogue.addresses import whole
from catalogue.dates import long_day
from catalogue.graph import Catalogue, Page
from catalogue.labels import fold
from catalogue.records import Element, Term

SCHEME, JSON_LD, TURTLE = "data/glossary", "data/glossary.jsonld", "data/glossary.ttl"

_PREFIXES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGE = "en-GB"


class Words(NamedTuple):
    """Words in our language, plain text."""

    text: str


class Typed(NamedTuple):
    """A value of a type of XML Schema: `date`, `boolean`, `string`."""

    text: str
    type: str


class Iri(NamedTuple):
    """A whole address, encoded."""

    address: str


Value = Words | Typed | Iri
Statement = tuple[Iri, str, Value]
"""A subject, a property with its prefix (`skos:broader`), and a value."""


def statements(catalogue: Catalogue, base: str, name: str, licence: str) -> list[Statement]:
    """All that is said of the words, subject by subject; a retired word stays, and is marked as out of use.

    `name` and `licence` are plain text.
    """
    words = [(page, term) for page, term in catalogue.records_of(Term) if not term.draft]
    terms = [page for page, _ in words]
    joined = _Joined(catalogue, terms)
    scheme = Iri(whole(SCHEME, base))
    found: list[Statement] = [
        (scheme, "a", Iri(f"{_PREFIXES['skos']}ConceptScheme")),
        (scheme, "dct:title", Words(f"{name}: glossary")),
        (scheme, "dct:license", Iri(licence)),
    ]
    tops = [page for page in terms if not joined.broader[page.path]]
    found += [(scheme, "skos:hasTopConcept", concept(page, base)) for page in tops]
    for element in Element:
        found += _collection(element, [page for page, term in words if term.element is element], base)
    for page, term in words:
        found += ((concept(page, base), name, value) for name, value in _said(page, term, joined, scheme, base))
    return found


@lru_cache(maxsize=1 << 14)
def concept(page: Page, base: str) -> Iri:
    """What names a word for ever: the address of its page, with a part that is the idea and not the page.

    The address that comes back is encoded (RFC 3986).
    """
    return Iri(f"{whole(page.address, base)}#concept")


def _collection(element: Element, members: list[Page], base: str) -> Iterator[Statement]:
    if members:
        here = Iri(f"{whole(SCHEME, base)}#{element.value}")
        yield here, "a", Iri(f"{_PREFIXES['skos']}Collection")
        yield here, "skos:prefLabel", Words(element.value.capitalize())
        yield from ((here, "skos:member", concept(page, base)) for page in members)


def _said(page: Page, term: Term, joined: _Joined, scheme: Iri, base: str) -> Iterator[tuple[str, Value]]:
    yield "a", Iri(f"{_PREFIXES['skos']}Concept")
    yield "skos:inScheme", scheme
    yield "skos:prefLabel", Words(page.title)
    yield from (("skos:altLabel", Words(label)) for label in _others(page))
    views = (("In policing: ", term.police_view), ("In public health: ", term.health_view))
    notes: list[tuple[str, str | None]] = [
        ("skos:definition", term.definition),
        *(("skos:scopeNote", view and before + view) for before, view in views),
        ("skos:example", term.say_it),
        ("skos:note", term.agreed_note),
        *(("skos:note", f"Not the same as {other.title}.") for other in joined.other[page.path]),
    ]
    yield from ((name, Words(words)) for name, words in notes if words)
    for change in term.changes:
        if change.date and change.note:
            yield "skos:changeNote", Words(f"{long_day(change.date)}: {change.note}")
    if not joined.broader[page.path]:
        yield "skos:topConceptOf", scheme
    for name, pages in joined.of(page):
        yield from ((name, concept(other, base)) for other in pages)
    yield from (("dct:source", Iri(whole(paper.address, base))) for paper in joined.sources[page.path])
    yield "dct:identifier", Typed(page.id, "string")
    days = (("dct:issued", term.published), ("dct:modified", term.version))
    yield from ((name, Typed(day.isoformat(), "date")) for name, day in days if day)
    if term.retired:
        yield "owl:deprecated", Typed("true", "boolean")
        yield from (("dct:isReplacedBy", concept(other, base)) for other in joined.instead[page.path])


def _others(page: Page) -> list[str]:
    """The other names of a word, each once; its title is none of them (SKOS S13: the labels are disjoint)."""
    kept = {fold(page.title): ""}
    for name in page.record.names[1:]:
        kept.setdefault(fold(name), name)
    return [name for name in kept.values() if name]


class _Joined:
    """How words are joined, as SKOS allows it: no ring of broader words, and none related to what is above it (S27)."""

    def __init__(self, catalogue: Catalogue, terms: list[Page]) -> None:
        here = {page.path: page for page in terms}
        pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.sources: dict[str, list[Page]] = defaultdict(list)
        self.instead: dict[str, list[Page]] = defaultdict(list)
        for page in terms:
            for reference in catalogue.leads_from.get(page.path, ()):
                target = reference.target
                if reference.relation == "sourced from" and not target.record.draft:
                    self.sources[page.path] += [] if target in self.sources[page.path] else [target]
                elif reference.relation == "superseded by" and target.path in here:
                    self.instead[page.path].append(target)
                elif target.path in here and target is not page:
                    pairs[reference.relation].append((page.path, target.path))
        above = self._ranked(pairs["broader"])
        both = {(a, b) for a, b in pairs["related"]} | {(b, a) for a, b in pairs["related"]}
        apart = {(a, b) for a, b in both if b not in self._all_above(a, above) and a not in self._all_above(b, above)}
        distinct = {(a, b) for a, b in pairs["not the same as"]} | {(b, a) for a, b in pairs["not the same as"]}
        self.broader = _pages(here, ((a, b) for a, several in above.items() for b in several))
        self.narrower = _pages(here, ((b, a) for a, several in above.items() for b in several))
        self.related, self.other = _pages(here, apart), _pages(here, distinct)

    def of(self, page: Page) -> tuple[tuple[str, list[Page]], ...]:
        """The relations of a word by their property."""
        found = {"skos:broader": self.broader, "skos:narrower": self.narrower, "skos:related": self.related}
        return tuple((name, pages[page.path]) for name, pages in found.items())

    def _ranked(self, pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
        """What stands right above each word; a step that would close a ring is left out."""
        above: dict[str, set[str]] = defaultdict(set)
        for low, high in pairs:
            if low != high and low not in self._all_above(high, above):
                above[low].add(high)
        return above

    def _all_above(self, path: str, above: dict[str, set[str]]) -> set[str]:
        found, waiting = set[str](), [path]
        while waiting:
            for high in above.get(waiting.pop(), ()):
                if high not in found:
                    found.add(high)
                    waiting.append(high)
        return found


def _pages(here: dict[str, Page], pairs: Iterable[tuple[str, str]]) -> dict[str, list[Page]]:
    found: dict[str, list[Page]] = defaultdict(list)
    for origin, target in sorted(set(pairs)):
        found[origin].append(here[target])
    return found


def turtle(said: Iterable[Statement]) -> str:
    """The statements as Turtle (RDF 1.1)."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in _PREFIXES.items()]
    subjects: dict[Iri, list[str]] = defaultdict(list)
    for subject, name, value in said:
        subjects[subject].append(f"  {name} {_in_turtle(value)}")
    joined = ((subject, " ;\n".join(several)) for subject, several in subjects.items())
    blocks = (f"\n<{subject.address}>\n{several} ." for subject, several in joined)
    return "\n".join([*lines, *blocks]) + "\n"


_UNFIT = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')


def _in_turtle(value: Value) -> str:
    if isinstance(value, Iri):
        return f"<{value.address}>"
    text = _UNFIT.sub(lambda match: f"\\u{ord(match[0]):04X}", value.text)
    return f'"{text}"@{LANGUAGE}' if isinstance(value, Words) else f'"{text}"^^xsd:{value.type}'


def json_ld(said: Iterable[Statement]) -> str:
    """The statements as JSON-LD 1.1, one subject a line."""
    subjects: dict[Iri, dict[str, Any]] = defaultdict(dict)
    for subject, name, value in said:
        here = subjects[subject]
        if name == "a":
            assert isinstance(value, Iri)
            here["@type"] = value.address.replace(_PREFIXES["skos"], "skos:")
        else:
            here.setdefault(name, []).append(_in_json(value))
    lines = ",\n".join(
        json.dumps({"@id": subject.address, **held}, ensure_ascii=False, separators=(",", ":"))
        for subject, held in subjects.items()
    )
    return f'{{"@context":{json.dumps(_PREFIXES)},\n"@graph":[\n{lines}\n]}}\n'


def _in_json(value: Value) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value.address}
    if isinstance(value, Words):
        return {"@value": value.text, "@language": LANGUAGE}
    return {"@value": value.text, "@type": f"xsd:{value.type}"}
