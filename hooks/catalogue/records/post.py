"""A post: one piece of news that is about other pages."""

from __future__ import annotations

from datetime import date as day
from typing import Annotated, ClassVar

from catalogue.records.fields import field, several
from catalogue.records.record import Record
from catalogue.records.values import Day, Id, RefersTo, Several


class Post(Record):
    """One piece of news that is about other pages."""

    kind: ClassVar[str] = "post"
    examples: ClassVar[dict[str, str]] = {
        "title": "The news in a few words",
        "summary": "Three guides for Exampleshire are ready to read.",
        "owner": "News editor",
        "formerly": "an-older-name",
        "superseded_by": "another-piece-of-news",
    }

    date: Day | None = field("the day of the news", "2001-02-03", required=True)
    about: Several[Annotated[Id, RefersTo("about")]] = several(
        "ids of the pages it is about", "another-page", required=True
    )

    @property
    def first_days(self) -> tuple[day | None, ...]:
        """The day it was published or posted."""
        return (*super().first_days, self.date)

    @property
    def natural_id(self) -> str:
        """Its day, and its title."""
        return f"{self.date}-{super().natural_id}" if self.date and super().natural_id else super().natural_id

    @property
    def group(self) -> tuple[str, str] | None:
        """Its year."""
        return (f"year-{self.date.year}", str(self.date.year)) if self.date else None

    @property
    def happened(self) -> day | None:
        """The day of the news."""
        return self.date

    @property
    def version(self) -> day | None:
        """The day of the newest change a reader could see."""
        return max((each for each in (super().version, self.date) if each), default=None)
