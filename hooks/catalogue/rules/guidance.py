"""Does a guide keep to what an officer can read in ninety seconds?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from catalogue.diagnostics import Diagnostic, number, quote
from catalogue.graph import CITES, Catalogue, Page, Pages
from catalogue.records import Genre, Guide, Paper
from catalogue.records.guide import Authority

CARD_WORDS = 220
SENTENCE_WORDS = 20
MOST = {("do", "next", "later"): 5, ("dont",): 3}


def _sentences(text: str) -> list[str]:
    """The sentences of a piece of text, as a reader would pause."""
    return [each for each in re.split(r"(?<=[.!?:;])[’”\"')]*\s+", text.strip()) if re.search(r"\w", each)]


def card_too_long(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A card has more than 220 words, more than five things to do or three not to do, or sentences that are too long.

    The card is read on a phone, on shift, in ninety seconds. Its sentences have 20 words at most on average.

    Bad:
        docs/guidance/x.md
        card:
          do: [One., Two., Three., Four., Five., Six.]

    Good:
        docs/guidance/x.md
        card:
          do: [One., Two., Three., Four., Five.]
    """
    for page, guide in catalogue.records_of(Guide):
        if guide.card is None:
            continue
        for names, most in MOST.items():
            items = [(name, place) for name in names for place in range(len(getattr(guide.card, name)))]
            if len(items) > most:
                used = " and ".join(quote(name) for name in dict.fromkeys(name for name, _ in items))
                message = f"The card has {len(items)} items under {used}, and {most} fit."
                fix = "join two, or take one out."
                yield page.problem("card-too-long", page.place("card", *items[most]), message, fix)
        count = sum(len(text.split()) for text in guide.card.texts)
        if count > CARD_WORDS:
            message = f"The card has {count} words, and {CARD_WORDS} fit."
            fix = f"take out {number(count - CARD_WORDS, 'word')}."
            yield page.problem("card-too-long", page.place("card"), message, fix)
        all_sentences = [each for text in guide.card.texts for each in _sentences(text)]
        mean = count / len(all_sentences) if all_sentences else 0
        if mean > SENTENCE_WORDS:
            message = f"The sentences of the card have {mean:.0f} words on average, and {SENTENCE_WORDS} is the most."
            yield page.problem("card-too-long", page.place("card"), message, "make two sentences of the longest one.")


_FORCE = re.compile(r"\b(must(?: not)?|mustn[’']t)\b", re.IGNORECASE)


def must_unsupported(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A card says “must”, and neither a law nor an official page stands behind it.

    “Must” is for what the law or the official page says: a guide that is a pointer or practice note with the address
    of that page, or that relies on a statute.

    Bad:
        docs/guidance/x.md
        card:
          do: [You must ask what happened.]

    Good:
        docs/guidance/x.md
        card:
          do: [Ask what happened.]
    """
    for page, guide in catalogue.records_of(Guide):
        if guide.card is None or _backed(catalogue, page, guide):
            continue
        for path, text in guide.card.lines:
            if match := _FORCE.search(text):
                message = f"{quote(text)} says {quote(match[0])}, and no law or official page is named for it."
                fix = "write “should” or a plain verb, or cite the statute and name the official page."
                yield page.problem("must-unsupported", page.place("card", *path), message, fix)


def _backed(catalogue: Catalogue, page: Page, guide: Guide) -> bool:
    if guide.authority and guide.authority.kind is not Authority.DISCUSSION and guide.authority.url:
        return True
    papers = (reference.target.record_as(Paper) for reference in catalogue.pointed_at(page, "rests on", CITES))
    return any(paper.genre is Genre.STATUTE for paper in papers)


def authority_unnamed(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A guide for readers does not name the official page that wins over it.

    We are not official guidance, and an officer has to be able to go to what is.

    Bad:
        docs/guidance/x.md
        authority:
          kind: discussion

    Good:
        docs/guidance/x.md
        authority:
          kind: discussion
          name: Introduction to vulnerability-related risk
          url: https://www.college.police.uk/guidance/vulnerability-related-risks
    """
    for page, guide in catalogue.records_of(Guide):
        if guide.authority and not guide.authority.url and page.complete and not page.record.draft:
            message = "“authority” has no address of an official page."
            fix = "add “name:” and “url:” of the official page that wins."
            yield page.problem("authority-unnamed", page.place("authority"), message, fix)


GUIDES_PER_PAGE = 2


def authority_shared(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The same official page is named as the one that wins over more than two guides.

    A page that is said to win everywhere is on none of the subjects. Where no page is on the subject, the guide says so
    and names the nearest as nearest.

    Bad:
        docs/guidance/x.md
        authority: {kind: discussion, name: Public health, url: https://www.college.police.uk/about/public-health}
        docs/guidance/y.md
        authority: {kind: discussion, name: Public health, url: https://www.college.police.uk/about/public-health}
        docs/guidance/z.md
        authority: {kind: discussion, name: Public health, url: https://www.college.police.uk/about/public-health/}

    Good:
        docs/guidance/x.md
        docs/guidance/y.md
        authority: {kind: discussion, name: Roads policing, url: https://www.college.police.uk/app/roads-policing}
    """
    named: dict[str, list[Page]] = {}
    for page, guide in catalogue.records_of(Guide):
        if guide.authority and guide.authority.url and not guide.retired:
            named.setdefault(_same_page(guide.authority.url), []).append(page)
    for pages in named.values():
        pages.sort(key=catalogue.names.standing)
        for page in pages[GUIDES_PER_PAGE:]:
            message = f"The same official page already wins over {quote(pages[0].title)} and {quote(pages[1].title)}."
            fix = "name the official page on this very subject; if there is none, the nearest one that few guides name."
            yield page.problem("authority-shared", page.place("authority", "url"), message, fix)


def authority_evaluation(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The official page that wins over a guide is an evaluation.

    An evaluation reports what a scheme did, and tells nobody what to do. The library knows the address:
    it holds it as a paper whose “genre” is evaluation.

    Bad:
        docs/papers/adder-2025.md
        genre: evaluation
        url: https://www.gov.uk/adder
        docs/guidance/x.md
        authority: {kind: discussion, name: Project ADDER, url: https://www.gov.uk/adder}

    Good:
        docs/papers/adder-2025.md
        docs/guidance/x.md
        authority: {kind: discussion, name: Out of Court Resolutions, url: https://www.cps.gov.uk/out-of-court}
    """
    evaluations = {
        _same_page(paper.url): page
        for page, paper in catalogue.records_of(Paper)
        if paper.genre is Genre.EVALUATION and paper.url
    }
    for page, guide in catalogue.records_of(Guide):
        paper = evaluations.get(_same_page(guide.authority.url)) if guide.authority and guide.authority.url else None
        if paper is not None:
            message = f"The official page is {quote(paper.title)}, which the library holds as an evaluation."
            fix = f"name the official page that tells officers what to do, and cite this one as [@{paper.id}]."
            yield page.problem("authority-evaluation", page.place("authority", "url"), message, fix)


def _same_page(url: str) -> str:
    """What two addresses of one page share: no scheme, no “www.”, no closing slash, no place in the page."""
    try:
        parts = urlsplit(url)
    except ValueError:  # one bracket of a number for a host, which is no address and is like no other
        return url
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
