"""A plain page: a list, a guide for writers, a page about the site. Not a record."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from catalogue.records.fields import field
from catalogue.records.record import Record
from catalogue.records.values import one_of


class Listing(StrEnum):
    """The lists the site knows how to make."""

    HOME = "home"
    GUIDANCE = "guidance"
    GLOSSARY = "glossary"
    CHATS = "chats"
    QUESTIONS = "questions"
    PAPERS = "papers"
    AUTHORS = "authors"
    NEWS = "news"
    FEEDS = "feeds"


class Plain(Record):
    """A page that is not one of the five kinds."""

    kind: ClassVar[str] = "page"
    folder: ClassVar[str] = ""
    plural: ClassVar[str] = "pages"
    required_once_current: ClassVar[tuple[str, ...]] = ()

    listing: Annotated[Listing, BeforeValidator(one_of(Listing))] | None = field(
        "which list the page shows", example="glossary"
    )
