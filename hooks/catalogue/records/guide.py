"""A guide: one situation an officer meets, and what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from catalogue.frontmatter import Path
from catalogue.records.fields import Part, field, several
from catalogue.records.record import Record
from catalogue.records.values import Day, Id, RefersTo, Several, Text, WebAddress, one_of, texts


class Authority(StrEnum):
    """What weight a guide carries."""

    DISCUSSION = "discussion"
    PRACTICE_NOTE = "practice-note"
    POINTER = "pointer"


class Strength(StrEnum):
    """How strong the evidence for a claim is; the method is on the page about evidence ratings."""

    STRONG = "strong"
    SOME = "some"
    EARLY = "early"
    VIEW = "view"


class Worded(StrEnum):
    """A choice with the words that readers see for it: `Mental health`."""

    _value_: str
    words: str

    def __new__(cls, value: str, words: str = "") -> Self:
        """`words` are given where the value itself will not do."""
        one = str.__new__(cls, value)
        one._value_, one.words = value, words or value.replace("-", " ").capitalize()
        return one


class Theme(Worded):
    """What a guide is about, for lists by theme."""

    VIOLENCE = "violence"
    ROADS = "roads"
    DRUGS = "drugs"
    MENTAL_HEALTH = "mental-health"
    CHILDREN = "children"
    EXPLOITATION = "exploitation"
    HOMELESSNESS = "homelessness"
    DOMESTIC_ABUSE = "domestic-abuse", "Domestic abuse and stalking"
    ALCOHOL = "alcohol", "Alcohol and gambling"
    CUSTODY = "custody", "Custody and release"
    PEOPLE_AT_RISK = "people-at-risk"
    INFORMATION = "information", "Sharing information"
    APPROACH = "approach", "How we work"


class Role(Worded):
    """Who a guide is for."""

    RESPONSE = "response"
    NEIGHBOURHOOD = "neighbourhood"
    INVESTIGATION = "investigation"
    CUSTODY = "custody"
    CONTROL_ROOM = "control-room"
    ROADS = "roads", "Roads policing"
    ANALYST = "analyst", "Analysis"
    PARTNERSHIP = "partnership"
    LEADER = "leader", "Leading a team"


OTHERS = ("other", "Other situations")
"""The value and the name of the group of guides without a theme."""


class Nation(StrEnum):
    """A nation of the UK, each with laws and bodies of its own."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


class LawChecked(Part):
    """When what a guide says of the law was last held against the law, and whose law that was."""

    day: Day | None = field("the day the law was last checked", "2001-02-03", required=True)
    nations: Several[Annotated[Nation, one_of(Nation)]] = several("the nations whose law was checked", "england")


class Card(Part):
    """What fits on a phone and is read in ninety seconds."""

    typed_alone: ClassVar[str] = "do"

    do: Several[Text] = several(
        "what to do at once: five at most, with `next` and `later`", "Ask what happened in Exampleshire.", required=True
    )
    next: Several[Text] = several("what to do then, before you leave", "Tell the crew what you saw in Exampleshire.")
    later: Several[Text] = several("what to do afterwards", "Record what helped in Exampleshire.")
    dont: Several[Text] = several("what not to do: three at most", "Do not promise Exampleshire an outcome.")
    call: Text | None = field("whom to call or ask", "Exampleshire Violence Reduction Unit.")
    why: Text | None = field("the evidence in a sentence or two", "A review found that it helps in Exampleshire.")

    @property
    def steps(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """What to do by urgency: a name for styles, a heading, the items; one group if nothing is put off."""
        if not (self.next or self.later):
            return (("do", "Do", self.do),) if self.do else ()
        ranked = (("now", "Now", self.do), ("next", "Next", self.next), ("later", "Later", self.later))
        return tuple(each for each in ranked if each[2])

    @property
    def texts(self) -> tuple[str, ...]:
        """Every piece of the card, in reading order."""
        return tuple(text for _, text in self.lines)

    @property
    def lines(self) -> tuple[tuple[tuple[str, int], str], ...]:
        """Every piece of the card, in reading order, behind the field it stands in and its place there."""
        several = {"do": self.do, "next": self.next, "later": self.later, "dont": self.dont}
        alone = {"call": texts(self.call), "why": texts(self.why)}
        found = {**several, **alone}.items()
        return tuple(((field, place), text) for field, texts in found for place, text in enumerate(texts))


class Standing(Part):
    """What weight the guide carries, and which official page wins over it."""

    typed_alone: ClassVar[str] = "name"

    kind: Annotated[Authority, one_of(Authority)] | None = field(
        "what weight the guide carries", "discussion", required=True
    )
    name: Text | None = field(
        "the name of the official page that wins", "The official page on the subject of the example"
    )
    url: WebAddress | None = field(
        "the address of the official page that wins", "https://www.example.org/official-page"
    )


class Claim(Part):
    """One thing the guide says is so, and how well it is known."""

    typed_alone: ClassVar[str] = "text"

    text: Text | None = field(
        "the claim, in one sentence", "Problem solving cuts crime in Exampleshire.", required=True
    )
    strength: Annotated[Strength, one_of(Strength)] | None = field("how strong the evidence is", "some", required=True)
    why: Text | None = field("why that strength, and its limits", "A trial in Exampleshire, in one force.")
    sources: Several[Annotated[Id, RefersTo("rests on", ("paper",))]] = several(
        "ids of the papers it rests on", "surname-2001"
    )

    @property
    def whole(self) -> str:
        """The claim with how well it is known and the ids of its papers, on one line of plain text."""
        known = self.strength.value if self.strength else ""
        return f"{self.text or ''} ({known}; {', '.join(sorted(self.sources))})"


class Guide(Record):
    """One situation an officer meets, and what to do."""

    kind: ClassVar[str] = "guide"
    required_once_current: ClassVar[tuple[str, ...]] = ("summary", "published", "authority")
    examples: ClassVar[dict[str, str]] = {
        "title": "The situation in a few words",
        "summary": "What to do in Exampleshire, and what stops the next one.",
        "owner": "Guidance editor",
        "formerly": "an-older-name",
        "superseded_by": "another-guide",
    }

    situation: Text | None = field(
        "the job, in an officer's words", "There has been a run of violence in Exampleshire.", required=True
    )
    theme: Annotated[Theme, one_of(Theme)] | None = field("what it is about", "violence")
    # `for` is a word of Python; the field keeps the name a writer types.
    for_: Several[Annotated[Role, one_of(Role)]] = several("the roles it is for", "neighbourhood", alias="for")
    authority: Standing | None = field("what weight it carries, and the official page that wins")
    law_checked: LawChecked | None = field("when the law on the page was last checked, and for which nations")
    card: Card | None = field("what fits on a phone: at most 220 words", required=True)
    harm: Text | None = field("how this could make things worse", "It can mark everyone in Exampleshire.")
    say_it: Text | None = field("words to use with the public", "We want to stop people in Exampleshire getting hurt.")
    discuss: Several[Text] = several("questions for a briefing", "Whose harm is missing in Exampleshire?")
    claims: Several[Claim] = several("what the guide says is so, and how well it is known")
    found_by: Several[Text] = several(
        "what officers type or say that the page need not: slang, short forms", "the slang of Exampleshire"
    )
    answers: Several[Text] = several(
        "questions from chats that it answers", "How does Exampleshire know that it works?"
    )

    def note_at(self, path: Path) -> str:
        """The claim that rests on a paper. `path` leads to the field as it is typed; the words are plain text."""
        return self.claims[path[1]].text or "" if path[0] == "claims" and isinstance(path[1], int) else ""

    def strength_of(self, claim: str) -> str:
        """How strong the evidence for a claim is; empty where it is not said."""
        found = next((each.strength for each in self.claims if each.text == claim), None)
        return found.value if found else ""

    @property
    def group(self) -> tuple[str, str] | None:
        """Its theme."""
        value, words = (self.theme.value, self.theme.words) if self.theme else OTHERS
        return f"theme-{value}", words

    @property
    def orders(self) -> tuple[tuple[str, str, bool], ...]:
        """The lines of the card."""
        return tuple((path[0], text, path[0] == "dont") for path, text in self.card.lines) if self.card else ()

    @property
    def learnt(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """How it could make things worse, its claims, and the official page."""
        named = self.authority
        official = (named.kind and named.kind.value, named.name, named.url) if named else ()
        return (
            ("harm", "How this could make things worse reads", texts(self.harm)),
            ("claims", "A claim reads", tuple(claim.whole for claim in self.claims)),
            ("authority", "The official page is named", texts(" ".join(filter(None, official)))),
        )

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why each claim is held to be as well known as it says."""
        return tuple(claim.why for claim in self.claims if claim.why)

    def search_names(self, page_id: str) -> tuple[str, ...]:
        """What officers type or say, and the questions it answers."""
        return (*self.found_by, *self.answers)

    @property
    def search_lead(self) -> str:
        """The situation."""
        return self.situation or ""

    @property
    def search_core(self) -> tuple[str, ...]:
        """The summary and the card."""
        return (*super().search_core, *(self.card.texts if self.card else ()))

    @property
    def search_choices(self) -> dict[str, list[str]]:
        """The theme, and all roles the guide is for."""
        return {"theme": [self.theme.value if self.theme else "other"], "role": [role.value for role in self.for_]}

    @property
    def sent_words(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The card."""
        if not self.card:
            return ()
        groups = [(heading, items) for _, heading, items in self.card.steps]
        rest = (("Do not", self.card.dont), ("Call", (self.card.call or "",)), ("Why", (self.card.why or "",)))
        return tuple((heading, items) for heading, items in (*groups, *rest) if any(items))
