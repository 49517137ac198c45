"""What every record has."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict

from catalogue.admitted import identifier
from catalogue.frontmatter import Path
from catalogue.gaps import gap, is_gap
from catalogue.records.fields import Part, field, several
from catalogue.records.values import Day, Id, RefersTo, Several, Text, one_of


class Status(StrEnum):
    """Where a page stands in its life."""

    DRAFT = "draft"
    CURRENT = "current"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


# To ask the class for one of them takes longer than all else that is asked of a status, a hundred times a page.
_DRAFT, _RETIRED = Status.DRAFT, (Status.WITHDRAWN, Status.SUPERSEDED)


class ChangeKind(StrEnum):
    """How much a change matters to a reader: only a major one is news."""

    MAJOR = "major"
    MINOR = "minor"
    CORRECTION = "correction"


class Element(StrEnum):
    """The five elements of a public health approach, after the 2019 discussion paper."""

    POPULATION = "population"
    CAUSES = "causes"
    PREVENTION = "prevention"
    DATA = "data"
    PARTNERSHIP = "partnership"


class Change(Part):
    """A change to a page that readers should be able to see."""

    typed_alone: ClassVar[str] = "note"

    date: Day | None = field("the day of the change", "2001-02-03", required=True, today=True)
    kind: Annotated[ChangeKind, one_of(ChangeKind)] | None = field("how much it matters", "major", required=True)
    note: Text | None = field("what changed, in one sentence", "The card now starts with the pulse.", required=True)
    affects: Text | None = field("whom it affects (for a major change)", "Response officers in Exampleshire")
    action: Text | None = field("what they should do (for a major change)", "Read the card of the example again.")


class Record(Part):
    """What the pages of every kind can say."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, defer_build=True)

    kind: ClassVar[str]
    required_once_current: ClassVar[tuple[str, ...]] = ("summary",)
    examples: ClassVar[dict[str, str]] = {}
    instead: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("published", "live", "final", "active"), "status: current"),
        **dict.fromkeys(("archived", "deleted", "removed", "retired"), "status: withdrawn"),
        **dict.fromkeys(
            ("replaced", "obsolete"),
            f'status: superseded\nsuperseded_by: "{gap("the id of the page that replaces it")}"',
        ),
    }
    """What to write for a status that there is not: by the word that was typed, the lines to paste."""

    title: Text | None = field("the name of the page", "The name of the idea", required=True)
    summary: Text | None = field(
        "the page in one sentence, at most 160 characters", "How to plan for Exampleshire in four steps."
    )
    status: Annotated[Status, one_of(Status)] = field(
        "where the page stands in its life", "current", default=Status.CURRENT
    )
    formerly: Several[Id] = several("ids the page had before", "an-older-name")
    superseded_by: Annotated[Id, RefersTo("superseded by")] | None = field(
        "the id of the page that takes its place", "another-page"
    )
    owner: Text | None = field("the role that looks after the page, never a person", "Glossary editor")
    published: Day | None = field("the day readers first saw the page", "2001-02-03")
    reviewed: Day | None = field("the day somebody last checked every line", "2001-02-03")
    review_by: Day | None = field("the day by which to check it again", "2002-02-03")
    wanted: Several[Text] = several("words it would link to if they were defined", "a word without a page")
    changes: Several[Change] = several("changes readers should be able to see")

    @property
    def draft(self) -> bool:
        """The page is not yet for readers."""
        return self.status is _DRAFT

    @property
    def natural_id(self) -> str:
        """The id that a new page gets, of what it says; empty where that holds no letter of an id."""
        return identifier(self.title or "")

    @property
    def retired(self) -> bool:
        """The page keeps its address but has left lists and search."""
        return self.status in _RETIRED

    @property
    def needs(self) -> tuple[str, ...]:
        """The fields a record as it stands must have, besides those that every one must."""
        return () if self.draft or self.retired else self.required_once_current

    @property
    def first_days(self) -> tuple[date | None, ...]:
        """The days of which the latest is the first on which readers may see the page."""
        return (self.published,)

    @property
    def days(self) -> tuple[date | None, ...]:
        """The days on which something that the page shows changed, as its fields say."""
        return (*self.first_days, *(change.date for change in self.changes))

    def note_at(self, path: Path) -> str:
        """What the page says beside the id at the path of a field that names another page.

        `path` leads to the field as it is typed: names, and places in lists counted from 0. The words are plain text.
        """
        return ""

    def strength_of(self, claim: str) -> str:
        """How strong the page holds the evidence for a claim to be, by the claim's own words."""
        return ""

    @property
    def gone(self) -> bool:
        """What the page tells of is no longer at its address."""
        return False

    @property
    def standing(self) -> str:
        """What a reader is told before the title, where the page is not to be used as it stands; else empty."""
        return self.status.value.capitalize() if self.retired else ""

    @property
    def group(self) -> tuple[str, str] | None:
        """The group it stands in within the list of its kind: its address in that page, and its name in plain words."""
        return None

    @property
    def happened(self) -> date | None:
        """When what it tells of happened, where a day is known: a moment in UK time where the hour is known too."""
        return None

    @property
    def dated(self) -> str:
        """The day on which what it tells of happened, or the year it came out, after ISO 8601; else empty."""
        return f"{self.happened:%Y-%m-%d}" if self.happened else ""

    def to_end(self, today: date) -> str:
        """The lines that say on a page that it is not to be used any more, as they are typed on `today`, in the UK."""
        return "status: withdrawn"

    @property
    def orders(self) -> tuple[tuple[str, str, bool], ...]:
        """Its lines that are read as orders: their field, their words as typed, whether they say what not to do."""
        return ()

    @property
    def learnt(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """What a reader may have learnt of it: a field, how a sentence about it starts, and its texts as typed."""
        return ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """What its fields say of why things are as they are, in plain words."""
        return ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which a writer can refer to the record, its title first."""
        return (self.title,) if self.title and not is_gap(self.title) else ()

    @classmethod
    def meant(cls, name: str, typed: str) -> str | None:
        """The field that says what was typed in another one, where it cannot stand."""
        return None

    def search_names(self, page_id: str) -> tuple[str, ...]:
        """The words that find the page in a search although its title does not hold them; `page_id` is its id."""
        return ()

    @property
    def search_lead(self) -> str:
        """What happened, in the words of whoever met it: it finds the page almost as its title does."""
        return ""

    @property
    def search_core(self) -> tuple[str, ...]:
        """What the page says in short: it counts for more in a search than the prose does."""
        return (self.gist,)

    @property
    def search_choices(self) -> dict[str, list[str]]:
        """The values by which what is found can be narrowed, by the name of the choice."""
        return {}

    def at(self, day: date) -> dict[str, object]:
        """What the record said of itself on an earlier day, as far as its own days tell; `day` is one in the UK.

        Fields by attribute, to be put in place of those it has now.
        """
        found: dict[str, object] = {
            "changes": tuple(each for each in self.changes if not each.date or each.date <= day)
        }
        ended = [each.date for each in self.changes if each.date and each.kind is ChangeKind.MAJOR]
        if self.retired and max(ended, default=day) > day:
            found["status"] = Status.CURRENT
        if self.reviewed and self.reviewed > day:
            found |= {"reviewed": None, "review_by": None}
        return found

    @property
    def sent_words(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What is remembered word for word whenever news of the page goes out: headings, and items."""
        return ()

    @property
    def gist(self) -> str:
        """The record in one or two sentences, for lists, search results and definitions."""
        return self.summary or ""

    @property
    def version(self) -> date | None:
        """The day of the newest change a reader could see."""
        days = [change.date for change in self.changes if change.date]
        return max([*days, *([self.published] if self.published else [])], default=None)
