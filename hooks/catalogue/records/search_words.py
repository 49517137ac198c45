"""The words that search knows: what people type for what pages say, and what has to bring a guide first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar

from catalogue.records.fields import Part, field, several
from catalogue.records.record import Record
from catalogue.records.values import Id, RefersTo, Several, Text

FOLDER = "search"
"""Where the words stand, relative to the docs folder: on as many pages as writers find handy."""

UNPRINTED = frozenset(("risk_to_life", "jobs"))
"""The fields whose phrases search alone is given, on no page and in no data: some name ways in which people die."""


class Meaning(Part):
    """One thing that pages say, and what people type for it: abbreviations, slang, misspellings."""

    means: Text | None = field("what pages say", "mental health", required=True)
    typed: Several[Text] = several("what people type for it", "MH", required=True)


class RiskToLife(Part):
    """Phrases of risk to life: whoever types one finds this guide first, whatever else is found."""

    guide: Annotated[Id, RefersTo("is first for", ("guide",))] | None = field(
        "the id of the guide", "carrying-naloxone", required=True
    )
    typed: Several[Text] = several("what people type or say", "not breathing", required=True)


class Job(Part):
    """What people type for the job of one guide: each word counts on it, more where several phrases hold it."""

    guide: Annotated[Id, RefersTo("is looked for by", ("guide",))] | None = field(
        "the id of the guide", "carrying-naloxone", required=True
    )
    typed: Several[Text] = several("what people type for it", "won't come round", required=True)


class Alike(Part):
    """Words that are said for one another, as `bloke` and `lad` are: a page that one finds is found by all."""

    words: Several[Text] = several("words that are said for one another", "bloke", required=True)


class SearchWords(Record):
    """Words that search knows, on one page of the site."""

    kind: ClassVar[str] = "page"
    listing: ClassVar[str] = "search-words"
    required_once_current: ClassVar[tuple[str, ...]] = ()

    risk_to_life: Several[RiskToLife] = several("phrases that bring a guide first")
    often: Several[Annotated[Id, RefersTo("is offered in search", ("guide",))]] = several(
        "ids of the guides that search offers before anything is typed", "someone-is-missing"
    )
    meanings: Several[Meaning] = several("what people type for what pages say")
    jobs: Several[Job] = several("what people type for the job of a guide")
    alike: Several[Alike] = several("words that are said for one another")

    @classmethod
    def together(cls, lists: Iterable[SearchWords]) -> SearchWords:
        """One list of what several pages say, in their order."""
        every = list(lists)
        return cls.model_construct(
            risk_to_life=tuple(one for words in every for one in words.risk_to_life),
            often=tuple(one for words in every for one in words.often),
            meanings=tuple(one for words in every for one in words.meanings),
            jobs=tuple(one for words in every for one in words.jobs),
            alike=tuple(one for words in every for one in words.alike),
        )
