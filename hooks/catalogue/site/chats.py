"""What the templates of chats ask, and the register of the questions that chats left open."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from markupsafe import Markup

from catalogue.graph import CITES, LINKS, USES, Catalogue, Page
from catalogue.records import Chat, Guide
from catalogue.site import chat_state, linked_data
from catalogue.site.chat_state import Phase, question_times, said
from catalogue.site.sheets import hostpack

COMING = (Phase.ON, Phase.TODAY, Phase.MOVED, Phase.ANNOUNCED)
WAITING = (Phase.AWAITING, Phase.LATE)


@dataclass(frozen=True, eq=False)
class Chats:
    """The chats of a catalogue at a moment (aware, UK time)."""

    catalogue: Catalogue
    now: datetime

    def phase(self, page: Page) -> str:
        """The step of its life a chat is at, as the templates and the script name it."""
        return chat_state.phase(_chat(page), self.now).value

    def state(self, page: Page) -> str:
        """The state of a chat, in words."""
        return chat_state.state(_chat(page), self.now).value

    def countdown(self, page: Page) -> str:
        """How far off a chat is, in words."""
        return chat_state.countdown(_chat(page), self.now)

    def in_group(self, group: str) -> list[Page]:
        """The listed chats of a group: `coming`, `waiting` for a write-up, `written-up` or `cancelled`.

        The first has the next chat first; the others have the latest first.
        """
        phases = {"coming": COMING, "waiting": WAITING}.get(group) or (Phase(group),)
        found = [page for page in self._listed if chat_state.phase(_chat(page), self.now) in phases]
        return found if group == "coming" else found[::-1]

    @cached_property
    def _listed(self) -> list[Page]:
        pages = [page for page in self.catalogue.of_kind("chat") if _chat(page).starts]
        return sorted(pages, key=lambda page: (_chat(page).starts, page.id))

    def timed_questions(self, page: Page) -> list[tuple[str | None, datetime | None, str]]:
        """Each question of a chat with the moment it is asked, and that time in words, where its hour is known."""
        chat = _chat(page)
        times = question_times(chat)
        return [
            (words, at, said(at, chat) if at else "")
            for words, at in zip_longest(chat.questions, times, fillvalue=None)
        ]

    def related(self, page: Page, kind: str) -> list[Page]:
        """The pages of a kind that a chat reads or names, each once."""
        found = (one.target for one in self.catalogue.pointed_at(page, "reads", USES, CITES, LINKS))
        return list({each.path: each for each in found if each.kind == kind and not each.record.draft}.values())

    def posts(self, page: Page, address: str) -> list[hostpack.HostPost]:
        """The host's posts; `address` is the page's whole address."""
        return hostpack.posts(_chat(page), page.title, address)

    def share_text(self, page: Page, address: str) -> str:
        """The text to share a chat with, by where it stands: what it is to be, that it was held, or what came of it.

        `address` is the whole address of the chat's page; what comes back is plain text.
        """
        chat, posts = _chat(page), self.posts(page, address)
        if not posts:
            return f"{page.title} {address}"
        if chat_state.phase(chat, self.now) in WAITING:
            return hostpack.held(chat, page.title, address)
        return posts[-1 if chat.outcome else 0].text

    def open(self, page: Page) -> bool:
        """A chat can still be joined: it has not ended, and has not been called off or written up."""
        return not chat_state.is_over(_chat(page), self.now)

    def hosted(self, page: Page) -> bool:
        """Its host has posts to paste: until the day of the chat is over, whether it is held or cancelled."""
        chat = _chat(page)
        return chat.outcome is None and chat.finish is not None and self.now.date() <= chat.finish.date()

    def event_json(self, page: Page, base: str) -> Markup:
        """The chat as JSON-LD 1.1 (schema.org), safe inside a script element."""
        return linked_data.as_script(linked_data.event(page, base), sort_keys=True)

    @cached_property
    def register(self) -> list[Question]:
        """The register of open questions."""
        return register(self.catalogue.of_kind("chat"), self.catalogue.of_kind("guide"))

    @cached_property
    def _by_fold(self) -> dict[str, Question]:
        return {fold(each.words): each for each in self.register}

    def in_register(self, words: str) -> Question | None:
        """The entry of the register for a question; none for a question of a page that no list shows."""
        return self._by_fold.get(fold(words))


def _chat(page: Page) -> Chat:
    return page.record_as(Chat)


_APOSTROPHES = re.compile(r"['’‘ʼ`]")
_NOT_WORDS = re.compile(r"[\W_]+")


class Question(NamedTuple):
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
    held = sorted((page for page in chats if _chat(page).starts), key=_start)
    words: dict[str, str] = {}
    for page in held:
        for question in _chat(page).left_open:
            words.setdefault(fold(question), question)
    asked: dict[str, dict[str, Page]] = {key: {} for key in words}
    for page in held:
        for question in (*_chat(page).questions, *_chat(page).left_open):
            if fold(question) in asked:
                asked[fold(question)][page.path] = page
    answers: dict[str, list[Page]] = {}
    for guide in guides:
        for key in dict.fromkeys(fold(question) for question in guide.record_as(Guide).answers):
            answers.setdefault(key, []).append(guide)
    found = [Question(words[key], tuple(asked[key].values()), tuple(answers.get(key, ()))) for key in words]
    return sorted(found, key=lambda each: (bool(each.answered_in), -_start(each.asked_in[-1])[0]))


def _start(page: Page) -> tuple[float, str]:
    starts = _chat(page).starts
    return starts.timestamp() if starts else 0, page.id
