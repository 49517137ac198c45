"""Can the page, and the block at its top, be read?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from html import unescape

from catalogue.diagnostics import Diagnostic, Edit, quote, unreadable
from catalogue.gaps import GAP, is_gap
from catalogue.graph import Catalogue, Page, Pages
from catalogue.records.fields import typed_values
from catalogue.records.typed_lines import in_place, typed
from catalogue.rules.shown_marks import SIGN, foreign_mark
from catalogue.text import Span


def _met(catalogue: Pages, code: str) -> Iterator[Diagnostic]:
    for page in catalogue.pages:
        for problem in page.problems:
            if problem.code == code:
                yield problem


def page_unreadable(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The file is not a page of text: another encoding, a folder, a link, or far too long or too full of marks.

    What cannot be read cannot be shown; the site would hold a broken or an empty page.

    Bad:
        docs/glossary/x.md
        (a file saved as Windows-1252: caf\\xe9)

    Good:
        docs/glossary/x.md
        A café is a place where people meet.
    """
    yield from _met(catalogue, "page-unreadable")
    for one in catalogue.refused:
        yield unreadable(one)


def top_unreadable(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A line in the block at the top cannot be read as it stands, or would be read as something else.

    One such line makes the site lose every field of the page, or change what it says, without a word.

    Bad:
        docs/glossary/x.md
        title: Prevention: better than cure

    Good:
        docs/glossary/x.md
        title: "Prevention: better than cure"
    """
    return _met(catalogue, "top-unreadable")


def field_missing(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """The block at the top lacks a field that the page cannot do without.

    Lists, feeds and links are made from these fields.

    Bad:
        docs/glossary/x.md
        title: Upstream thinking
        definition:

    Good:
        docs/glossary/x.md
        title: Upstream thinking
        definition: Looking for what causes a problem before it starts.
    """
    return _met(catalogue, "field-missing")


def field_unknown(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """The block at the top has a field that this kind of page does not know.

    Nothing would show it: most often it is a known field with a slip of the pen.

    Bad:
        docs/glossary/x.md
        titel: Upstream thinking

    Good:
        docs/glossary/x.md
        title: Upstream thinking
    """
    return _met(catalogue, "field-unknown")


def field_repeated(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """The same field stands twice in the block at the top.

    Only the last one would count, and the other would be lost without a word.

    Bad:
        docs/glossary/x.md
        title: Upstream
        title: Upstream thinking

    Good:
        docs/glossary/x.md
        title: Upstream thinking
        also: [Upstream]
    """
    return _met(catalogue, "field-repeated")


def field_wrong(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A field holds something of another form than it should: a day that is not a day, a word that is not a choice.

    What does not fit is left off the page.

    Bad:
        docs/glossary/x.md
        published: 10/02/2021

    Good:
        docs/glossary/x.md
        published: 2021-02-10
    """
    for page in catalogue.pages:
        told = {problem.line for problem in page.problems if problem.code == "top-unreadable"}
        for problem in page.problems:
            # A value that its line's trap has spoilt is told of once, by its cause.
            if problem.code == "field-wrong" and problem.line not in told:
                yield problem


_MARKS = re.compile(
    r"\s*\[-?@[^\[\]\n]*\]"  # a citation
    r"|!?\[\[(?:[^\[\]|\n]*\|)?(?P<wiki>[^\[\]|\n]+)\]\]"
    r"|!?\[(?P<link>[^\[\]\n]+)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\])"
    r"|\[(?P<name>[^\[\]\n]+)\]"
    r"|(?<![\w*])(?P<stars>\*{1,3})(?=\S)(?P<strong>[^*\n]+?)(?<=\S)(?P=stars)(?![\w*])"
    r"|(?<![\w_])(?P<lines>_{1,3})(?=\S)(?P<stressed>[^_\n]+?)(?<=\S)(?P=lines)(?![\w_])"
    r"|(?<!`)`++(?P<code>[^`\n]+)`++"
    r"|</?(?!(?:s|del|strike)>)[a-z][^<>\n]*>"
    r"|(?P<entity>&(?:#\d+|#x[0-9a-f]+|[a-z]+);)"
)


def field_marked(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A field at the top holds a link, a citation or marks for bold, which belong in the prose below.

    A field is plain words: cards, lists, feeds and the printed sheet show it as it is typed, brackets and stars too.

    Bad:
        docs/glossary/x.md
        definition: A kind of [population focus][] that is used **early**.

    Good:
        docs/glossary/x.md
        ---
        definition: A kind of population focus that is used early.
        ---
        See [population focus][].
    """
    for page in catalogue.pages:
        unread = {problem.line for problem in page.problems if problem.code == "top-unreadable"}
        for path, one, text in typed_values(type(page.record), page.front.fields):
            if not SIGN.search(text) or not (one.free or (one.part is not None and one.example)):
                continue  # what has a form of its own is told by that
            if unread and path in page.front.places and page.source.place(page.front.places[path].start).line in unread:
                continue  # first it has to be readable
            plain = _MARKS.sub(partial(_plain, catalogue, page), text) if _MARKED.search(text) else text
            if path in page.front.places and (foreign := foreign_mark(_GAP.sub("", plain))):
                what = f"{quote(text)} holds {quote(foreign)}, which readers would see as it is typed"
                fix = "write it in plain words, without the sign."
                yield page.problem("field-marked", page.front.places[path], f"{what}: a field is plain words.", fix)
            elif plain != text and path in page.front.places:
                span = page.front.places[path]
                right = typed(" ".join(plain.split())) if plain.strip() else '""'
                message = (
                    f"{quote(text)} holds marks, and a field is plain words: readers would see them as they are typed."
                )
                yield page.problem("field-marked", span, message, _line(page, span, right), edit=Edit(span, right))


_MARKED = re.compile(r"[\[*_`<&]")
_GAP = re.compile(GAP, re.IGNORECASE)


def _plain(catalogue: Pages, page: Page, match: re.Match[str]) -> str:
    """What stays of marks: the words between them; brackets around what is no name are words too."""
    if match["name"]:
        known = not is_gap(match[0]) and catalogue.is_name(match["name"], page)
        return match["name"] if known else match[0]
    if match["entity"]:
        return unescape(match["entity"])
    return match["wiki"] or match["link"] or match["strong"] or match["stressed"] or match["code"] or ""


def _line(page: Page, span: Span, right: str) -> str:
    line = page.source.line(page.source.place(span.start).line)
    before = line[: page.source.place(span.start).column - 1]
    on_one_line = "\n" not in page.source.text[span.start : span.end]
    if on_one_line and re.fullmatch(r"[\s-]*(?:[a-z_]+:)?\s*", before):
        return in_place([f"{before}{right}"])
    return f"use {quote(right, 400)}."
