"""The register of open questions: repeats joined, where asked, where answered."""

from __future__ import annotations

from catalogue.site.chats import anchor, fold, register
from tests import kit

CHAT = "docs/chats/{day}-x.md\n---\nstarts: {day} 21:00\n{more}---\n"
OUTCOME = """outcome:
  written_up: {day}
  summary: People spoke.
  no_change_reason: None.
  open_questions:
    - {question}
"""


def made(*chats: str, guide: str = ""):
    guides = f"docs/guidance/g.md\n---\nanswers:\n  - {guide}\n---\n" if guide else ""
    whole = kit.catalogue("\n".join(chats) + "\n" + guides)
    return register(whole.of_kind("chat"), whole.of_kind("guide"))


def left_open(day: str, question: str) -> str:
    return CHAT.format(day=day, more=OUTCOME.format(day=day, question=question))


def test_case_spacing_and_punctuation_are_put_aside():
    assert fold("  Are the police doing other agencies’ WORK ?") == fold("are the police doing other agencies' work")
    assert fold("Who pays?") != fold("Who pays more?")
    assert anchor("Who pays, then?") == "q-who-pays-then"


def test_a_repeat_is_one_question_asked_in_both():
    (one,) = made(left_open("2021-02-10", '"Who pays, then?"'), left_open("2021-03-10", '"who  pays then"'))
    assert one.words == "Who pays, then?"
    assert [page.id for page in one.asked_in] == ["2021-02-10-x", "2021-03-10-x"]
    assert one.answered_in == ()


def test_a_question_put_to_a_later_chat_was_asked_there_too():
    later = CHAT.format(day="2021-03-10", more='questions:\n  - "Who pays?"\n  - "And why?"\n')
    (one,) = made(left_open("2021-02-10", '"Who pays?"'), later)
    assert [page.id for page in one.asked_in] == ["2021-02-10-x", "2021-03-10-x"]


def test_a_guide_that_answers_is_shown_and_goes_below():
    found = made(left_open("2021-02-10", '"Who pays?"'), left_open("2021-01-10", '"What works?"'), guide='"WHO PAYS"')
    answered = [(one.words, [page.id for page in one.answered_in]) for one in found]
    assert answered == [("What works?", []), ("Who pays?", ["g"])]
