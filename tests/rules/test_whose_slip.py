"""What two pages cannot both have is told on the later one, whatever their paths and hours."""

from __future__ import annotations

from datetime import date

from catalogue import judge
from tests import kit

PAGE = "authority: {kind: discussion, name: Roads, url: https://www.college.police.uk/app/roads}\n"
CHAT = (
    "docs/chats/2027-02-10-{name}.md\n---\nannounced: 2026-11-{day}\nstarts: 2027-02-10 {hour}:00\nminutes: 90\n---\n"
)


def told(text: str, code: str) -> list[str]:
    problems = judge(kit.catalogue(text), date(2026, 11, 22))
    return [one.source.path for one in problems if one.code == code]


def test_a_third_guide_of_an_official_page_is_the_one_that_came_last() -> None:
    days = {"a-new-one": "21", "b": "01", "c": "02"}
    text = "".join(f"docs/guidance/{name}.md\n---\npublished: 2026-11-{day}\n{PAGE}---\n" for name, day in days.items())
    assert told(text, "authority-shared") == ["guidance/a-new-one.md"]


def test_a_chat_at_the_time_of_another_is_the_one_announced_last() -> None:
    early = CHAT.format(name="early", day="20", hour="20")
    late = CHAT.format(name="late", day="01", hour="21")
    assert told(early + late, "chat-time-taken") == ["chats/2027-02-10-early.md"]
