"""A term: one idea, defined. Names of relations follow SKOS."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from catalogue.gaps import is_gap
from catalogue.records.fields import field, several
from catalogue.records.record import Element, Record
from catalogue.records.values import Id, RefersTo, Several, Text, one_of, texts


class Agreed(StrEnum):
    """Whether people who use the word mean the same by it."""

    SETTLED = "settled"
    CONTESTED = "contested"


class Term(Record):
    """One idea, defined in at most 40 words of plain English."""

    kind: ClassVar[str] = "term"
    required_once_current: ClassVar[tuple[str, ...]] = ("published",)

    definition: Text | None = field(
        "what the word means, in at most 40 words",
        "Starting from what all of Exampleshire needs, not from one person or one call.",
        required=True,
    )
    also: Several[Text] = several("other names, plurals, slang and abbreviations", "another name of the idea")
    element: Annotated[Element, one_of(Element)] | None = field(
        "which of the five elements it belongs to", "population"
    )
    police_view: Text | None = field(
        "what police usually mean by it", "Often pictured as a map of crime in Exampleshire."
    )
    health_view: Text | None = field(
        "what public health people mean by it", "Often means the rate in all of Exampleshire."
    )
    say_it: Text | None = field("how to say it on a doorstep", "We look at what would make Exampleshire safer.")
    agreed: Annotated[Agreed, one_of(Agreed)] | None = field("whether people mean the same by it", "settled")
    agreed_note: Text | None = field("why it is settled or contested", "Well known in Exampleshire.")
    broader: Several[Annotated[Id, RefersTo("broader", ("term",))]] = several("ids of wider terms", "a-wider-word")
    related: Several[Annotated[Id, RefersTo("related", ("term",))]] = several(
        "ids of neighbouring terms", "a-word-beside-it"
    )
    not_same_as: Several[Annotated[Id, RefersTo("not the same as", ("term",))]] = several(
        "ids of terms it is mistaken for", "a-word-it-is-mistaken-for"
    )
    sources: Several[Annotated[Id, RefersTo("sourced from", ("paper",))]] = several(
        "ids of the papers the definition comes from", "surname-2001"
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The title and every other name."""
        return (*super().names, *(name for name in self.also if not is_gap(name)))

    def search_names(self, page_id: str) -> tuple[str, ...]:
        """Every other name."""
        return self.also

    @property
    def group(self) -> tuple[str, str] | None:
        """Its element."""
        return (f"element-{self.element.value}", self.element.value.capitalize()) if self.element else None

    @property
    def learnt(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """The definition, and what people agree on."""
        return (
            ("definition", "The definition reads", texts(self.definition)),
            ("agreed", "Whether people agree reads", texts(self.agreed and self.agreed.value)),
            ("agreed_note", "What people agree on reads", texts(self.agreed_note)),
        )

    @property
    def gist(self) -> str:
        """The definition."""
        return self.definition or self.summary or ""
