"""A term: one idea, defined. Names of relations follow SKOS."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from catalogue.gaps import is_gap
from catalogue.records.fields import field
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
        example="Starting from what all of Exampleshire needs, not from one person or one call.",
        required=True,
    )
    also: Several[Text] = field(
        "other names, plurals, slang and abbreviations", example="another name of the idea", default=()
    )
    element: Annotated[Element, BeforeValidator(one_of(Element))] | None = field(
        "which of the five elements it belongs to", example="population"
    )
    police_view: Text | None = field(
        "what police usually mean by it", example="Often pictured as a map of crime in Exampleshire."
    )
    health_view: Text | None = field(
        "what public health people mean by it", example="Often means the rate in all of Exampleshire."
    )
    say_it: Text | None = field("how to say it on a doorstep", example="We look at what would make Exampleshire safer.")
    agreed: Annotated[Agreed, BeforeValidator(one_of(Agreed))] | None = field(
        "whether people mean the same by it", example="settled"
    )
    agreed_note: Text | None = field("why it is settled or contested", example="Well known in Exampleshire.")
    broader: Several[Annotated[Id, RefersTo("broader", ("term",))]] = field(
        "ids of wider terms", example="a-wider-word", default=()
    )
    related: Several[Annotated[Id, RefersTo("related", ("term",))]] = field(
        "ids of neighbouring terms", example="a-word-beside-it", default=()
    )
    not_same_as: Several[Annotated[Id, RefersTo("not the same as", ("term",))]] = field(
        "ids of terms it is mistaken for", example="a-word-it-is-mistaken-for", default=()
    )
    sources: Several[Annotated[Id, RefersTo("sourced from", ("paper",))]] = field(
        "ids of the papers the definition comes from", example="surname-2001", default=()
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
