"""Does the evidence carry what is said?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic, Severity, quote
from catalogue.gaps import gap
from catalogue.graph import RELIES, Catalogue, Page, Pages
from catalogue.records import Claim, Genre, Guide, Paper, SourceStatus, Status, Strength, to_add


def _claims(catalogue: Pages) -> Iterator[tuple[Page, int, Claim]]:
    for page, guide in catalogue.records_of(Guide):
        for index, claim in enumerate(guide.claims):
            yield page, index, claim


def claim_unsourced(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A claim names no paper it rests on.

    Without one it is somebody's word.

    Bad:
        docs/guidance/x.md
        claims:
          - text: Problem solving cut crime.
            strength: some

    Good:
        docs/guidance/x.md
        claims:
          - text: Problem solving cut crime.
            strength: some
            sources: [christmas-2019]
    """
    for page, index, claim in _claims(catalogue):
        if claim.text and not claim.sources:
            message = f"The claim {quote(claim.text)} names no paper."
            fix = "add “sources:” with the ids of papers in the library."
            yield page.problem("claim-unsourced", page.place("claims", index, "text"), message, fix)


def claim_overrated(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A claim is called strong, and no peer-reviewed review is among its sources.

    “Strong” means that somebody has gathered the studies and other researchers have checked the gathering.

    Bad:
        docs/guidance/x.md
        claims:
          - text: Problem solving cut crime.
            strength: strong
            sources: [christmas-2019]

    Good:
        docs/guidance/x.md
        claims:
          - text: Problem solving cut crime.
            strength: view
            sources: [christmas-2019]
    """
    for page, index, claim in _claims(catalogue):
        if claim.strength is not Strength.STRONG or not claim.sources:
            continue
        found = (catalogue.names.by_id.get(each) for each in claim.sources)
        papers = [each.record_as(Paper) for each in found if each and each.kind == Paper.kind]
        if not any(paper.genre is Genre.REVIEW and paper.peer_reviewed for paper in papers):
            message = "The claim is called “strong”, and none of its papers is a peer-reviewed review."
            fix = "name such a review under “sources”, or write “strength: some”."
            yield page.problem("claim-overrated", page.place("claims", index, "strength"), message, fix)


_RETRACTED = re.compile(r"\W*(?:retracted|retraction|withdrawn)\b\W*[:\]]", re.IGNORECASE)
"""How journals mark the title of a paper that was taken back."""

_SAYS = {
    SourceStatus.RETRACTED.value: r"\b(?:retract|withdr[ae]w)",
    Status.WITHDRAWN.value: r"\b(?:retract|withdr[ae]w)",
    SourceStatus.SUPERSEDED.value: r"\b(?:supersed|replac|successor)",
}


def source_withdrawn(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A page relies on a paper that has been retracted or superseded, and says nothing of it.

    The page says it in its prose or in the reason of a claim: with the word “retracted” or “withdrawn” of the one, with
    “superseded”, “replaced” or “successor” of the other.

    Bad:
        docs/papers/smith-2019.md
        year: 2019
        source_status: retracted
        docs/guidance/x.md
        It was shown in a trial [@smith-2019].

    Good:
        docs/papers/smith-2019.md
        docs/guidance/x.md
        It was shown in a trial [@smith-2019], which has since been retracted.
    """
    for page, paper in catalogue.records_of(Paper):
        if paper.source_status is SourceStatus.OK and _RETRACTED.match(paper.title or ""):
            lines = ["source_status: retracted", f'source_status_since: "{gap("the day that became known")}"']
            message = "The title says that the paper was retracted, and no field does."
            fix = to_add(page.source, page.front, (), "source_status", lines)
            yield page.problem("source-withdrawn", page.place("title"), message, fix)
        # A page of ours that is withdrawn carries nothing any more, whatever became of the paper.
        state = "withdrawn" if paper.status is Status.WITHDRAWN else paper.source_status.value
        if state not in _SAYS:
            continue
        told: set[str] = set()
        for reference in catalogue.pointing_at(page, *RELIES):
            origin = reference.origin
            reasons = "\n".join([origin.body, *origin.record.reasons])
            if origin.path in told or re.search(_SAYS[state], reasons, re.IGNORECASE):
                continue
            told.add(origin.path)
            rests = f" What rests on it: {quote(reference.sentence)}." if reference.sentence else ""
            message = f"{quote(paper.title or page.id)} has been {state}, and this page does not say so.{rests}"
            fix = f"say that it has been {state}, or rely on another paper."
            severity = Severity.WARNING if state == SourceStatus.SUPERSEDED else Severity.ERROR
            yield origin.problem("source-withdrawn", reference.span, message, fix, severity)
