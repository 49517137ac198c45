"""The forms of the code host (“issue forms”), one for each thing a writer can bring: their questions are the fields.

The files follow the code host's schema for issue forms; what comes back from one is read by `answers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from catalogue.kinds import KINDS, ROWS, Kind
from catalogue.records import Chat, Declared, Part, declared

FILLED = {"status", "published", "announced", "added", "written_up"}
"""Fields that a form does not ask: the page is for readers, from today on."""

NEEDED_TOO = frozenset({"hosts.organisation", "authority.name", "authority.url", "claims.why", "claims.sources"})
"""Inner fields that a record can do without, and a page cannot."""

ASKED_TOO = {
    "also", "element", "say_it", "sources", "theme", "card.dont", "card.call", "harm", "hashtag", "questions",
    "volume", "issue", "pages", "doi", "licence", "about.question", "about.found", "about.limits",
}  # fmt: skip
"""Fields that a form asks although a page can do without them, by dotted name."""

SHORT = {
    "title", "hashtag", "name", "role", "organisation", "platform", "publisher", "volume", "issue", "pages", "licence",
}  # fmt: skip
"""Fields that are answered in a word or two."""

SAID = {
    "minutes": "how long it lasts, in minutes", "hashtag": "the hashtag", "do": "what to do at once: five at most",
    "sources": "the papers the definition comes from", "changed": "the guides and words changed because of it",
    "about": "the pages it is about",
}  # fmt: skip
"""What a form asks where the record's own words speak of how a file is written, by the field's last name."""

GIVEN = {"title", "authors", "year", "publisher", "genre", "url"}
"""Fields that a pasted reference can give, so that the form of a paper does not insist on them."""


END = "End of the form"
"""The line of an e-mail behind which nothing belongs to the form: a mail program's footer, a disclaimer."""


class Asked(NamedTuple):
    """One question of a form. All words are plain text.

    `field` is the dotted name of the field it fills, `## Heading` for a part of the prose, or a name of the form's own.
    """

    field: str
    label: str
    says: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    lines: bool = False
    several: bool = False

    @property
    def hint(self) -> str:
        """What an e-mail says below the question, in brackets; empty where there is nothing to say."""
        among = f"One of: {', '.join(self.choices)}." if self.choices else ""
        words = " ".join(filter(None, (self.says, among)))
        return f"({words})" if words else ""


class IssueForm(NamedTuple):
    """A form: its file's name, what it is called, and what it makes.

    `kind` is that of a new page, or of the page it changes, where it can change only one kind.
    """

    name: str
    called: str
    says: str
    questions: tuple[Asked, ...]
    kind: Kind | None = None
    new: bool = False


PAGE = Asked("page", "Which page?", "Its title or its address.", required=True)
REFERENCE = Asked(
    "reference", "The reference, as BibTeX, RIS or CSL-JSON",
    "Paste it here if you have it. What it says need not be typed below.", lines=True,
)  # fmt: skip
SAYS_NOW = Asked("says_now", "What does the page say now?", "Copy the words from the page.", True, lines=True)
SHOULD_SAY = Asked("should_say", "What would be right?", "It takes the place of those words.", True, lines=True)
CHECKED = Asked("checked", "Where can we check it?", "A paper, an official page or a report.")


def question(part: type[Part], name: str, *, above: str = "", required: bool | None = None) -> Asked:
    """The question for a field of a record or part; `above` is the dotted name of the group it stands in."""
    one = declared(part)[name]
    needed = one.required if required is None else required
    several = one.several
    label, rest = re.match(r"([^:;(]+)(.*)", SAID.get(name, one.says), re.DOTALL).groups()  # type: ignore[union-attr]
    rest = rest.strip(":;() ")
    hints = [
        f"{rest[:1].upper()}{rest[1:]}." if rest else "",
        "The title or the address of each." if one.refers or name == "reading" else "",
        "One on each line." if several else "", f"For example: {one.example}" if _shown(one) else "",
    ]  # fmt: skip
    choices = tuple(choice.value for choice in one.choices or ())
    long = several or (one.free and name not in SHORT)
    asks = label.strip()
    return Asked(
        f"{above}{name}", asks[:1].upper() + asks[1:], " ".join(filter(None, hints)), needed,
        () if several else choices, long, several,
    )  # fmt: skip


def _shown(one: Declared) -> bool:
    told = one.free or one.refers or one.name == "reading"
    return bool(one.example) and not told and one.choices is None


def _asked(kind: Kind) -> Iterator[Asked]:
    """The questions of a new page: what it needs, what it starts with, and what is worth asking."""
    needed = {*kind.record.required_once_current, *kind.also_started}
    asked_too = {each.partition(".")[0] for each in ASKED_TOO}
    for name, one in declared(kind.record).items():
        if name in FILLED or not (one.required or name in needed or name in asked_too):
            continue
        if one.part is None or one.example:
            insists = (one.required or name in needed) and not (kind.name == "paper" and name in GIVEN)
            yield question(kind.record, name, required=insists and name != "reading")
            continue
        for inner, each in declared(one.part).items():
            dotted = f"{name}.{inner}"
            if each.required or dotted in NEEDED_TOO or dotted in ASKED_TOO:
                asked = each.required or dotted in NEEDED_TOO
                yield question(one.part, inner, above=f"{name}.", required=asked)
    for heading, words in kind.sections:
        yield Asked(f"## {heading}", heading, words, lines=True)


def _inner(name: str, *fields: str) -> Iterator[Asked]:
    """The questions for fields of a group of a chat."""
    part = declared(Chat)[name].part
    assert part is not None
    for field in fields:
        yield question(part, field, above=f"{name}.", required=field in ("reason", "summary"))


def forms() -> tuple[IssueForm, ...]:
    """Every form, those for a new page first."""
    made = [
        IssueForm(kind.name, kind.start, f"It becomes a page under “{kind.section}”, once an editor has read it.",
             ((REFERENCE,) if kind.name == "paper" else ()) + tuple(_asked(kind)), kind, new=True)
        for kind in KINDS
        if kind.start
    ]  # fmt: skip
    chat, starts = ROWS["chat"], question(Chat, "starts")
    why_moved = tuple(_inner("moved_from", "reason"))
    outcome = tuple(_inner("outcome", "summary", "agreed", "disputed", "open_questions", "changed", "no_change_reason"))
    return (
        *made,
        IssueForm("move", "Move a chat", "It is to start at another time.", (PAGE, starts, *why_moved), chat),
        IssueForm("cancel", "Cancel a chat", "A chat will not be held.", (PAGE, *_inner("cancelled", "reason")), chat),
        IssueForm("write-up", "Write up a chat", "Say what came of a chat that was held.", (PAGE, *outcome), chat),
        IssueForm("correction", "Something on a page is wrong", "A mistake, or an old fact.",
             (PAGE, SAYS_NOW, SHOULD_SAY, CHECKED)),
    )  # fmt: skip


CAUTION = "Leave out names of people, places of incidents and anything from a case. What you write here is public."


def form_file(form: IssueForm) -> str:
    """The text of a form's file."""
    body: list[dict[str, Any]] = [{"type": "markdown", "attributes": {"value": CAUTION}}]
    body += [_element(place, each) for place, each in enumerate(form.questions)]
    held = {"name": form.called, "description": form.says, "labels": ["form"], "body": body}
    note = "# Made by `catalogue generate` from what the records declare: change those.\n"
    return note + str(yaml.safe_dump(held, sort_keys=False, allow_unicode=True, width=1000))


def _element(place: int, one: Asked) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": one.label}
    if one.says:
        attributes["description"] = one.says
    if one.choices:
        attributes["options"] = list(one.choices)
    sort = "dropdown" if one.choices else "textarea" if one.lines else "input"
    found: dict[str, Any] = {"type": sort, "id": f"q{place}", "attributes": attributes}
    return {**found, "validations": {"required": True}} if one.required else found


def form_files() -> dict[str, str]:
    """The files of all forms: path beside the docs folder, and text."""
    return {f".github/ISSUE_TEMPLATE/{form.name}.yml": form_file(form) for form in forms()}
