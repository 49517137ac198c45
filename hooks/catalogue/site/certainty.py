"""How sure a guide is at a glance, and how strong what rests on a paper is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from catalogue.graph import Catalogue, Page
from catalogue.records import Guide, Paper
from catalogue.records.guide import Strength

BARS = {Strength.STRONG: 4, Strength.SOME: 3, Strength.EARLY: 2, Strength.VIEW: 1}
"""How many bars of four each strength is shown as."""

WORDS = {
    Strength.STRONG: "Strong evidence", Strength.SOME: "Some evidence", Strength.EARLY: "Early evidence",
    Strength.VIEW: "A view",
}  # fmt: skip
"""What each strength is called."""

SHOWN = {
    strength: Markup(
        '<span class="strength"><span class="bars" aria-hidden="true">{}{}</span> {}</span>'.format(
            '<i class="on"></i>' * bars, "<i></i>" * (4 - bars), WORDS[strength]
        )
    )
    for strength, bars in BARS.items()
}
"""How each strength is shown, as HTML: in bars and in words."""


class Glance(NamedTuple):
    """A guide's evidence in one line: its usual strength, the number of its sources, the year of the newest."""

    strength: Strength | None
    sources: int
    newest: int

    @property
    def bars(self) -> int:
        """The strength as bars of four; none where nothing is claimed."""
        return BARS[self.strength] if self.strength else 0


def usual(strengths: Iterable[Strength]) -> Strength | None:
    """The strength in the middle, the weaker of two: at least half of the claims are known so well or better."""
    ranked = sorted(strengths, key=BARS.__getitem__)
    return ranked[(len(ranked) - 1) // 2] if ranked else None


def glance(guide: Page, sources: Iterable[Page]) -> Glance:
    """A guide's evidence in one line, from its claims and the papers it relies on."""
    claims, papers = guide.record_as(Guide).claims, list(sources)
    newest = max((paper.record_as(Paper).year or 0 for paper in papers), default=0)
    return Glance(usual(claim.strength for claim in claims if claim.strength), len(papers), newest)


def strongest(catalogue: Catalogue, paper: Page) -> Strength | None:
    """The strongest claim that rests on a paper; none where no guide's claim does."""
    said = (
        reference.origin.record.strength_of(reference.note)
        for reference in catalogue.pointing_at(paper, "rests on")
        if not reference.origin.record.retired
    )
    return max((Strength(strength) for strength in said if strength), key=BARS.__getitem__, default=None)
