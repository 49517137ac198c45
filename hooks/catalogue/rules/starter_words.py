"""Is anything left of the page that the writer started from?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from catalogue.diagnostics import Diagnostic, quote
from catalogue.frontmatter import Path
from catalogue.gaps import GAP
from catalogue.graph import Page, Pages
from catalogue.kinds import KINDS
from catalogue.labels import fold, folded
from catalogue.records import Declared
from catalogue.records.fields import declared_at, declared_below, texts_in
from catalogue.text import Span

_GAP = re.compile(GAP, re.IGNORECASE)
_COMMON = frozenset(("owner", "platform", "hashtag", "role", "volume", "issue", "pages"))
_COMMON_FORMS = frozenset(("yes or no", "a whole number", "a year, or n.d."))

OLDER = frozenset(
    fold(text)
    for text in (
        "A chat on what the words mean to officers.", "To hear what helps on the street.",
        "What do you mean by prevention?",
        "Starting from what a whole group of people needs, not from one person or one call.",
        "Often pictured as a map of crime.", "Often means the rate in a whole town.",
        "We look at what would make this whole street safer.", "What to do on the day, and what stops the next one.",
        "There has been a run of violence on my patch.", "Do not promise an outcome.",
        "A review found that it helps.", "It can mark everyone in an area.", "We want to stop people getting hurt.",
        "Whose harm is missing?", "Problem solving cuts crime.", "A trial, in one force.",
        "Three guides on violence are ready to read.", "The card now starts with the pulse.",
        "Sharing hospital data on violence went with fewer admissions in one city.",
        "Effectiveness of anonymised information sharing", "How to plan in four steps.",
    )
)  # fmt: skip
"""The sentences of starters that were in use before, and of which there are copies."""

OLDER_TOO = frozenset(
    fold(text)
    for text in (
        "2026-11-22", "2027-11-22", "2026-11-25", "2021-02-01", "2021-02-10 21:00", "60", "christmas-2019",
        "hinkle-2020", "prevention", "prevention-paradox", "high-risk-strategy", "population approach",
        "Population focus", "Public health approaches in policing", "After a knife incident", "Three new guides",
        "Lancashire Violence Reduction Network", "Lancashire Constabulary", "@LancsVRN", "Host network",
        "Christmas, Helen", "2019", "BMJ", "342", "2", "108–114", "10.1136/bmj.d3313", "Open Government Licence",
        "https://www.college.police.uk/about/public-health", "https://www.college.police.uk/",
        "Introduction to vulnerability-related risk", "Ask what happened.", "Your Violence Reduction Unit.",
        "How do we know that it works?", "frequent caller", "Does it work?", "A small fall.", "One city.", "yes",
        "Well known in public health.",
    )
)  # fmt: skip
"""What else those held: true of some pages, and the starter's own where a page has its sentences too."""

_ALWAYS_RIGHT = frozenset(("status", "form", "source_status", "title"))


def starter_left(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A page holds an example value, or a sentence that told its writer what to write.

    Both were put there to be replaced: readers would take an example for what is so.

    Bad:
        docs/guidance/x.md
        ---
        title: After a fall
        claims:
          - text: Problem solving cuts crime in Exampleshire.
            strength: some
            why: Two trials, both in large cities.
            sources: [christmas-2019]
        ---
        ## The problem
        Say what happens, to whom, and how often.

    Good:
        docs/guidance/x.md
        ---
        title: After a fall
        claims:
          - text: Falls went down by a third.
            strength: some
            why: Two trials, both in large cities.
            sources: [christmas-2019]
        ---
        ## The problem
        Most people who fall are over seventy.
    """
    for page in catalogue.records:
        values = [(path, folded(text)) for path, text in texts_in(page.front.fields)]
        certain = [path for path, text in values if text in _examples() or text in OLDER]
        prose = _still_told(page)
        gaps = [match.span() for match in _GAP.finditer(page.source.text)] if prose else []
        prose = [span for span in prose if not any(start <= span.start < end for start, end in gaps)]
        if len(certain) + len(prose) > 1:
            certain = [path for path, text in values if path in certain or _as_copied(page, path, text)]
        for span in (*(page.place(*path) for path in certain), *prose):
            message = f"{quote(page.source.text[span.start : span.end])} is an example, or a note to the writer."
            fix = "write what is so of this page in its place, or take it out."
            yield page.problem("starter-left", span, message, fix)


def _as_copied(page: Page, path: Path, text: str) -> bool:
    """On a page that is plainly a copy: a value that was the starter's, though it could be right on another page."""
    one = declared_at(type(page.record), path)
    if path[0] in _ALWAYS_RIGHT and not (path[0] == "title" and text in OLDER_TOO):
        return False
    return one is not None and one.name not in _COMMON and (text in OLDER_TOO or text == fold(one.example))


@cache
def _examples() -> frozenset[str]:
    """Every declared example that is true of no page, and what a gap says without the brackets around it."""
    fields = [one for kind in KINDS for _, one in declared_below(kind.record)]
    examples = {fold(one.example.strip('"')) for one in fields if _telling(one)}
    return frozenset(examples | {fold(text) for one in fields for text in (one.gap[1:-1], one.says) if " " in text})


def _telling(one: Declared) -> bool:
    form = one.form
    common = one.name in _COMMON or one.choices is not None or (form is not None and form.words in _COMMON_FORMS)
    return bool(one.example) and not common


def _still_told(page: Page) -> list[Span]:
    """Where a page's prose still tells its writer what belongs there."""
    text = page.source.text.casefold()
    # To look for a word costs a thirtieth of looking for the sentence it stands in, however its lines are broken.
    if not any(word in text for word in _told()[1]):
        return []
    return [Span(*match.span()) for match in _told()[0].finditer(page.source.text, page.prose.start)]


@cache
def _told() -> tuple[re.Pattern[str], frozenset[str]]:
    """The sentences that tell a writer what belongs below a heading, and of each its longest word."""
    said = {part for kind in KINDS for _, words in kind.sections for part in re.split(r"(?<=\.) ", words)}
    # As a starter has them today, they are gaps; with the brackets taken off they start with “insert”.
    words = (r"\s+".join(map(re.escape, part.split())) for part in sorted(said))
    whole = re.compile("|".join(re.sub(r"^Say\b", "(?:say|insert)", each) for each in words), re.IGNORECASE)
    return whole, frozenset(max(part.casefold().split(), key=len) for part in said)
