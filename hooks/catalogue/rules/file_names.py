"""Do files have names that everybody can type, and do they stand where they belong?"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

from catalogue.admitted import identifier, latin
from catalogue.diagnostics import Diagnostic, Edit, Severity, quote
from catalogue.gaps import gap
from catalogue.graph import Catalogue, Page, Pages
from catalogue.kinds import KINDS, Kind
from catalogue.records import Record, declared
from catalogue.rules.broken_links import local_links
from catalogue.text import Source, Span

_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def file_misnamed(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The name of a file or a folder is not made of small letters a to z, figures and hyphens.

    The name is part of the page's address. Capitals, spaces and letters of other alphabets break links that people
    type, and some names cannot be kept on every computer.

    Bad:
        docs/glossary/Net_Widening.md
        title: Net widening

    Good:
        docs/glossary/net-widening.md
        title: Net widening
        related: [population-focus]
    """
    taken = Counter(path.casefold() for path in (*catalogue.by_path, *catalogue.files))
    for page in catalogue.pages:
        yield from _misnamed(page.source, page.record.title or "", taken)
    for path in sorted(catalogue.files):
        yield from _misnamed(Source(path, ""), "", taken)


def _misnamed(source: Source, title: str, taken: Counter[str]) -> Iterator[Diagnostic]:
    *folders, name = source.path.split("/")
    stem, _, ending = name.rpartition(".")
    if name == "CNAME":
        return
    parts = [*folders, stem]
    wrong = [each for each in parts if not _PLAIN.fullmatch(each) or identifier(each) != each[:80]]
    if not wrong:
        return
    place = "/".join([*(identifier(each) for each in folders), ""])
    names = [identifier(stem), identifier(title) or gap("a name in plain letters")]
    better = [f"{place}{name}.{ending.casefold()}" for name in (*names, f"{names[-1]}-2") if name]
    # The file itself takes no name from itself.
    free = next((each for each in better if taken[each] <= (each == source.path.casefold())), better[-1])
    message = f"{quote(wrong[-1])} is no name of small letters a to z, figures and hyphens."
    yield Diagnostic("file-misnamed", source, Span(0, 0), message, f"name the file {quote(free)}.")


def file_unnamed(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The file of a new page still has the name that it was started with.

    The name is the page’s address for ever, and “new-guide” tells nobody what is there.

    Bad:
        docs/guidance/new-guide.md
        title: After a fall

    Good:
        docs/guidance/after-a-fall.md
        title: After a fall
    """
    for page in catalogue.records:
        if not page.unnamed or not page.record.title or page.gaps & {"title"}:
            continue
        better = page.record.natural_id
        if better == page.id:
            continue
        if catalogue.names.resolve(page.record.title).page is not page:
            continue  # a copy, which `label-taken` tells
        letters = ["", *"bcdefgh"] if page.kind == "paper" else ["", "-2"]
        free = next((f"{better}{end}" for end in letters if f"{better}{end}" not in catalogue.names.by_id), "")
        name = f"{free}.md" if better and free else gap("a name in plain letters")
        message = f"The page {quote(page.title)} is in a file that is still called “{page.id}.md”."
        fix = f"name this file {quote(name)}, in the box above the text."
        yield page.problem("file-unnamed", page.place("title"), message, fix)


def file_misplaced(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A page has the fields of another kind than the folder it stands in is for.

    The folder says what a page is: in the wrong one, its fields are not shown, and no list or feed holds it.

    Bad:
        docs/about/net-widening.md
        title: Net widening
        definition: When help pulls more people into the system.

    Good:
        docs/glossary/net-widening.md
        title: Net widening
        definition: When help pulls more people into the system.
        related: [population-focus]
    """
    for page in catalogue.pages:
        kind = belongs_to(page)
        if kind is not None:
            name = page.path.rpartition("/")[2]
            right = f"{kind.folder}/{identifier(name[:-3])}.md"
            message = f"The fields at the top are those of a {kind.name}, and this is not the folder of those."
            fix = f"move the file to {quote(right)}."
            if right in catalogue.by_path:
                fix = f"put what is new on it into {quote(right)}, which is there already, and take this file out."
            yield page.problem("file-misplaced", Span(0, 0), message, fix)


def belongs_to(page: Page) -> Kind | None:
    """The kind that a page's fields belong to, if not to its own."""
    typed = set(page.front.fields)
    if page.is_record and typed & _own(page.row.record):
        return None
    scores = {kind: len(typed & _own(kind.record)) for kind in KINDS}
    best = max(scores, key=lambda kind: scores[kind])
    if scores[best] == 0 or list(scores.values()).count(scores[best]) > 1:
        return None
    needed = any(declared(best.record)[name].required for name in typed & _own(best.record))
    return best if page.kind == "page" or scores[best] > 1 or needed else None


@cache
def _own(record: type[Record]) -> set[str]:
    """The fields that only this kind has."""
    others = {name for kind in KINDS if kind.record is not record for name in declared(kind.record)}
    return set(declared(record)) - others


def file_unused(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """No page shows or links to a file.

    It is published all the same, and nobody looks after it.

    Bad:
        docs/assets/plan.pdf
        (a document)
        docs/about/x.md
        Here is the plan.

    Good:
        docs/assets/plan.pdf
        docs/about/x.md
        Here is [the plan of 2026](../assets/plan.pdf).
    """
    linked = {path for _, _, path, _ in local_links(catalogue)}
    for path in sorted(catalogue.files - linked - catalogue.named):
        # The cards of pages show the mark, and editors read the schemas.
        if path in ("CNAME", "assets/mark.svg") or path.startswith("assets/schemas/"):
            continue
        message = "No page shows this file or links to it."
        fix = "link to it from the page it belongs to, or take it out."
        yield Diagnostic("file-unused", Source(path, ""), Span(0, 0), message, fix, Severity.WARNING)


_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_UNITS = frozenset(("μg", "μm", "μl", "μs", "kΩ", "MΩ"))


def letter_misleading(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A word holds a letter of another alphabet that looks like one of ours, a hidden mark that turns text round,
    signs that another program made of a letter, or a sign that only the program it was copied from can show.

    Search does not find such a word, a link by it leads nowhere, and a reader can be shown something else than is
    there.

    Bad:
        docs/glossary/x.md
        title: Prevеntion work
        related: [population-focus]

    Good:
        docs/glossary/x.md
        title: Prevention work
        related: [population-focus]
    """
    for page in catalogue.pages:
        text = page.source.text
        if text.isascii():
            continue
        for found in _MARKS.finditer(text):
            span = Span(*found.span())
            message = f"Here stands a hidden mark that turns text round (U+{ord(found[0]):04X})."
            yield page.problem("letter-misleading", span, message, "take it out.", edit=Edit(span, ""))
        for found in _PRIVATE.finditer(text):
            message = f"Here stands a sign that only the program it was copied from can show (U+{ord(found[0]):04X})."
            fix = "write what it stood for: “- ” for the dot before an entry of a list."
            yield page.problem("letter-misleading", Span(*found.span()), message, fix)
        for found in _RUN.finditer(text):
            if again := _read_again(found[0]):
                message = f"{quote(found[0])} is what a program made of {quote(again)} when the text was copied."
                span, fix = Span(*found.span()), f"write {quote(again)}."
                yield page.problem("letter-misleading", span, message, fix, edit=Edit(span, again))
        for found in _WORD.finditer(text):
            if found[0].isascii() or (right := _latin(found[0])) is None:
                continue
            if not any(span.start <= found.start() < span.end for span in page.prose.code):
                fix = f"write {quote(right)}." if right else "type the word again on your own keyboard."
                message = f"{quote(found[0])} holds a letter of another alphabet that looks like one of ours."
                yield page.problem("letter-misleading", Span(*found.span()), message, fix)


_RUN = re.compile(r"[^\x00-\x7f]{2,20}")


def _read_again(signs: str) -> str:
    """The letters whose bytes in UTF-8 were read as Windows-1252, as in “â€™”; empty for signs that are their own."""
    try:
        return b"".join(sign.encode("latin-1" if ord(sign) < 256 else "cp1252") for sign in signs).decode("utf-8")
    except UnicodeError:
        return ""


def _latin(word: str) -> str | None:
    """A word that only looks Latin in Latin letters, empty if one is not known; none for any other word."""
    scripts = {
        unicodedata.name(letter, "").partition(" ")[0] for letter in word if unicodedata.category(letter)[0] == "L"
    }
    foreign = scripts & {"CYRILLIC", "GREEK", "CHEROKEE", "ARMENIAN", "MATHEMATICAL", "FULLWIDTH"}
    if not foreign or word in _UNITS:
        return None
    right = unicodedata.normalize("NFKC", latin(word))
    if "LATIN" not in scripts:
        return right if right.isascii() and len(word) > 1 else None
    return right if right.isascii() else ""
