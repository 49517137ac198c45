"""The words that search knows: what people type for what pages say, and what has to bring a guide first."""

from __future__ import annotations

from typing import Annotated, ClassVar

from catalogue.records.fields import Part, field
from catalogue.records.record import Record
from catalogue.records.values import Id, RefersTo, Several, Text

PATH = "search/words.md"
"""Where the words stand, relative to the docs folder."""


class Meaning(Part):
    """One thing that pages say, and what people type for it: abbreviations, slang, misspellings."""

    means: Text | None = field("what pages say", example="mental health", required=True)
    typed: Several[Text] = field("what people type for it", example="MH", required=True, default=())


class RiskToLife(Part):
    """Phrases of risk to life: whoever types one finds this guide first, whatever else is found."""

    guide: Annotated[Id, RefersTo("is first for", ("guide",))] | None = field(
        "the id of the guide", example="carrying-naloxone", required=True
    )
    typed: Several[Text] = field("what people type or say", example="not breathing", required=True, default=())


class SearchWords(Record):
    """The words that search knows, on one page of the site."""

    kind: ClassVar[str] = "page"
    listing: ClassVar[str] = "search-words"
    required_once_current: ClassVar[tuple[str, ...]] = ()

    risk_to_life: Several[RiskToLife] = field("phrases that bring a guide first", default=())
    often: Several[Annotated[Id, RefersTo("is offered in search", ("guide",))]] = field(
        "ids of the guides that search offers before anything is typed", example="someone-is-missing", default=()
    )
    meanings: Several[Meaning] = field("what people type for what pages say", default=())
