"""Reads what a filled form, or an e-mail with the same questions, answers: text, of which nothing is run."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import partial

from catalogue.diagnostics import quote
from catalogue.guides.forms import Asked, IssueForm, forms
from catalogue.proposals.mail_text import without_footer

LONGEST = 40_000
"""The most characters a form can hold."""

_NOTHING = re.compile(r"(?:_no response_|n[./]?a|none|nil|not applicable|[-–—./?\s]*)\.?", re.IGNORECASE)
"""What stands for no answer: what the code host writes there, and what people do."""

_MARK = re.compile(r"^\s*(?:[-*•·▪◦‣–—§☑✓✔]|o(?=\t)|\d{1,2}[.)]|[a-z]\))\s+(?:\[[xX]\]\s+)?")
"""What marks an item of a list, typed or pasted from Word."""

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Marks that come along with pasted words and stand for nothing: soft hyphens, blanks without width."""

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Unfit(Exception):
    """A form of which no page can be made: one sentence for each reason, about the form."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class NotOurs(Unfit):
    """A text that is none of our forms."""


@dataclass(frozen=True)
class Answers:
    """A form with what was answered, by the field of each question; unanswered questions are left out."""

    form: IssueForm
    by_field: dict[str, str]

    def label(self, field: str) -> str:
        """The question that a field answers, or one of its group; empty where the form asks nothing of it."""
        labels = {each.field: each.label for each in self.form.questions}
        group = (label for name, label in labels.items() if name.startswith(f"{field}."))
        return labels.get(field) or next(group, labels.get("reference", ""))

    def but(self, **answers: str) -> Answers:
        """The same form with other answers to some of its questions, by field."""
        return Answers(self.form, {**self.by_field, **answers})

    def text(self, field: str) -> str:
        """The answer on one line, white space folded; empty where there is none."""
        return " ".join(self.by_field.get(field, "").split())

    def items(self, field: str) -> list[str]:
        """The answer's lines, without what marks a list; where there is a box, those that are ticked."""
        typed = re.sub(r"^\s*[-*] \[ \].*$", "", self.by_field.get(field, ""), flags=re.MULTILINE).split("\n")
        return [" ".join(_MARK.sub("", line).split()) for line in typed if re.search(r"\w", line)]


def read_answers(text: str) -> Answers:
    """Read the text of a filled form, from the code host (`### Question`) or from an e-mail (`Question: answer`).

    Raises `Unfit` with every reason.
    """
    if len(text) > LONGEST:
        raise Unfit(f"The form holds {len(text):,} characters. A form can hold {LONGEST:,}.")
    lines = _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    hosted = any(_heading(line, marked=True) for line in lines)
    lines = lines if hosted else without_footer(lines, partial(_heading, marked=False))
    _refuse_odd_characters(lines)
    found = _form_of({label for line in lines if (label := _heading(line, marked=hosted))})
    known = {_folded(each.label): each for each in found.questions}
    answers: dict[str, list[str]] = {}
    twice: list[str] = []
    current: Asked | None = None
    for line in lines:
        label = _heading(line, marked=hosted)
        if label in known:
            current = known[label]
            twice += [current.label] if current.field in answers else []
            answers[current.field] = [_rest(line, current, marked=hosted)]
        elif current is not None:
            answers[current.field].append(line if hosted else re.sub(r"^(?:> ?)+", "", line))
    if twice:
        raise Unfit(*(f"The question {quote(each)} stands in the form twice." for each in twice))
    hints = {each.field: each.hint for each in found.questions}
    given = {name: _without_hint("\n".join(each), hints[name]).strip("\n ") for name, each in answers.items()}
    given = {name: each for name, each in given.items() if not _NOTHING.fullmatch(each)}
    missing = [each.label for each in found.questions if each.required and each.field not in given]
    if missing:
        raise Unfit(*(f"The question {quote(each)} has no answer." for each in missing))
    return Answers(found, given)


def _refuse_odd_characters(lines: list[str]) -> None:
    for line in lines:
        odd = [each for each in line if each in _TURNING or (unicodedata.category(each) == "Cc" and each != "\t")]
        if odd:
            name = unicodedata.name(odd[0], f"character {ord(odd[0])}").capitalize()
            shown = quote("".join("\ufffd" if each in odd else each for each in line))
            raise Unfit(f"A mark that nobody can see ({name}) stands where � is: {shown}. Type these words anew.")


def _folded(label: str) -> str:
    return " ".join(label.casefold().replace("’", "'").split()).rstrip("?:.")


_LABELS = {_folded(each.label): each.label for form in forms() for each in form.questions}


def _heading(line: str, *, marked: bool) -> str:
    """The question a line starts with, folded; empty where it starts none."""
    if marked:
        typed = _folded(line[4:]) if line.startswith("### ") else ""
        return typed if typed in _LABELS else ""
    bare = _BEFORE.sub("", line)
    asked = (_folded(bare.rstrip("*_ ")), _folded(_BEHIND.split(bare, maxsplit=1)[0]))
    return next((each for each in asked if each in _LABELS), "")


_BEFORE = re.compile(r"^(?:> ?)*[*_#\s]*(?:(?:[-•·]|\d{1,2}[.)])\s+)?[*_]*")
_BEHIND = re.compile(r"[:?][*_]*")
"""What can stand before a question in an e-mail, and what ends it."""


def _rest(line: str, asked: Asked, *, marked: bool) -> str:
    """What stands behind the question on its own line, in an e-mail."""
    bare = _BEFORE.sub("", line)
    if marked or _folded(bare.rstrip("*_ ")) == _folded(asked.label):
        return ""
    return _BEHIND.split(bare, maxsplit=1)[1].lstrip("*_ ")


def _without_hint(answer: str, hint: str) -> str:
    """An answer without the hint that stands below its question in an e-mail, wherever its lines are broken now."""
    said = r"\s+".join(map(re.escape, hint.split()))
    return re.sub(rf"\A\s*{said}", "", answer) if said else answer


def _form_of(labels: set[str]) -> IssueForm:
    """The form that asks all of these questions, and the most of its own among them."""
    if not labels:
        raise NotOurs("The text holds no question of our forms. Start from one of the forms, and keep its questions.")
    fits = {form.name: {_folded(each.label) for each in form.questions} for form in forms()}
    best = max(forms(), key=lambda form: (len(labels & fits[form.name]), -len(fits[form.name])))
    if strange := sorted(labels - fits[best.name]):
        raise Unfit(
            *(f"{quote(_LABELS[each])} is a question of another form than “{best.called}”." for each in strange)
        )
    return best
