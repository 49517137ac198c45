"""The register of questions that chats left open."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.graph import Page
from catalogue.records import Chat, Guide

_APOSTROPHES = re.compile(r"['’‘ʼ`]")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Question:
    """One open question: its words as first asked, the chats it was asked in, and the guides that answer it."""

    words: str
    asked_in: tuple[Page, ...]
    answered_in: tuple[Page, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page of questions."""
        return anchor(self.words)


def fold(question: str) -> str:
    """The form in which two questions are the same: case, spacing and punctuation put aside."""
    words = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", question).casefold())
    return _NOT_WORDS.sub(" ", words).strip()


def anchor(question: str) -> str:
    """The place of a question on the page of questions: the same for every way of typing it."""
    return "q-" + fold(question).replace(" ", "-")


def register(chats: Iterable[Page], guides: Iterable[Page]) -> list[Question]:
    """Every open question, once: those no guide answers first, then those asked most recently.

    A question left open by several chats is one question. So is one that was put to a later chat. `chats` are in any
    order; the words shown are those of the first chat that asked.
    """
    held = sorted((page for page in chats if isinstance(page.record, Chat) and page.record.starts), key=_start)
    words: dict[str, str] = {}
    for page in held:
        for question in _left_open(page):
            words.setdefault(fold(question), question)
    asked: dict[str, dict[str, Page]] = {key: {} for key in words}
    for page in held:
        for question in (*page.record.questions, *_left_open(page)):  # type: ignore[attr-defined]
            if fold(question) in asked:
                asked[fold(question)][page.path] = page
    answers: dict[str, list[Page]] = {}
    for guide in guides:
        for key in dict.fromkeys(fold(question) for question in _answers(guide)):
            answers.setdefault(key, []).append(guide)
    found = [Question(words[key], tuple(asked[key].values()), tuple(answers.get(key, ()))) for key in words]
    return sorted(found, key=lambda each: (bool(each.answered_in), -_start(each.asked_in[-1])[0]))


def _start(page: Page) -> tuple[float, str]:
    return page.record.starts.timestamp(), page.id  # type: ignore[attr-defined]


def _left_open(page: Page) -> tuple[str, ...]:
    chat = page.record
    return chat.outcome.open_questions if isinstance(chat, Chat) and chat.outcome else ()


def _answers(page: Page) -> tuple[str, ...]:
    return page.record.answers if isinstance(page.record, Guide) else ()
