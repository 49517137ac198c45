"""A chat is held where its page says, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.outputs.calendar import event_of
from catalogue.records.platform import Sort, platform
from catalogue.site.calendar_links import where
from catalogue.site.linked_data import event
from catalogue.site.sheets.hostpack import posts
from tests import kit

CHAT = 'docs/chats/2030-02-10-x.md\n---\nstarts: 2030-02-10 21:00\nplatform: {}\nhashtag: "#WeCops"\nhosts: [{{name: Jo, role: Host, handle: "{}"}}]\nquestions: [Who pays?]\n---\n'  # noqa: E501
BASE = "https://example.org/"


@pytest.mark.parametrize(
    ("typed", "sort", "name"),
    [
        ("X", Sort.X, "X (Twitter)"),
        ("twitter", Sort.X, "X (Twitter)"),
        ("https://x.com/", Sort.X, "X (Twitter)"),
        ("X (Twitter)", Sort.X, "X (Twitter)"),
        ("bluesky", Sort.BLUESKY, "Bluesky"),
        ("https://bsky.app", Sort.BLUESKY, "Bluesky"),
        ("Social.Police.example", Sort.SERVER, "social.police.example"),
        ("https://social.police.example/", Sort.SERVER, "social.police.example"),
        ("https://teams.example/l/meetup/1", Sort.CALL, "teams.example"),
        ("Room 3, Police Headquarters", Sort.ROOM, "Room 3, Police Headquarters"),
        ("https://[bad", Sort.ROOM, "https://[bad"),
        ("", Sort.UNSAID, ""),
    ],
)
def test_a_place_is_known_by_its_name(typed: str, sort: Sort, name: str) -> None:
    found = platform(typed, date(2030, 2, 10))
    assert (found.sort, found.name) == (sort, name)


def test_a_chat_from_before_the_platform_was_renamed_was_held_there() -> None:
    assert platform(None, date(2021, 2, 10)).sort is Sort.X
    assert platform(None, date(2023, 7, 24)).sort is Sort.UNSAID
    assert platform(None, None).sort is Sort.UNSAID


PLACES = {
    "X": ("https://x.com/search?q=%23WeCops&f=live", "https://x.com/intent/post?text=a%20b", 280, "https://x.com/Jo"),
    "Bluesky": ("https://bsky.app/hashtag/WeCops", "https://bsky.app/intent/compose?text=a%20b", 300, ""),
    "police.example": (
        "https://police.example/tags/WeCops", "https://police.example/share?text=a%20b", 500, "https://police.example/@Jo",
    ),
    "Room 3": ("", "", None, ""),
    "https://teams.example/l/1": ("", "", None, ""),
    "": ("", "", None, ""),
}  # fmt: skip


@pytest.mark.parametrize("typed", PLACES)
def test_links_and_lengths_follow_the_place(typed: str) -> None:
    place = platform(typed, date(2030, 2, 10))
    assert (place.posts_with("#WeCops"), place.compose("a b"), place.limit, place.account("@Jo")[0]) == PLACES[typed]


@pytest.mark.parametrize("typed", [typed for typed in PLACES if typed != "X"])
def test_nothing_of_another_platform_is_said(typed: str) -> None:
    page = kit.catalogue(CHAT.format(typed or '""', "@jo.example")).by_path["chats/2030-02-10-x.md"]
    said = [post.text for post in posts(page.record, page.title, BASE)]
    made = "\n".join([*said, where(page.record), str(event(page, BASE)), event_of(page, BASE, []).decode()])
    assert "x.com" not in made and "X (Twitter)" not in made and "Twitter" not in str(page.record.search_names("x"))
    if not platform(typed, None).posts:
        assert "in every post" not in made and "Late replies" not in made
    if typed == "Room 3":
        assert said[0].splitlines()[2] == "Sunday 10 February 2030, 9pm to 10pm (GMT), Room 3. Hosted by @jo.example."
        assert "LOCATION:Room 3\r\n" in made and '"VirtualLocation"' not in made


def test_a_handle_has_to_fit_the_platform() -> None:
    assert "host-incomplete" in kit.codes(CHAT.format("Bluesky", "@jo"))
    for platform_, handle in (("Bluesky", "@jo.bsky.social"), ("X", "@jo"), ("Room 3", "@jo@police.example")):
        assert "host-incomplete" not in kit.codes(CHAT.format(platform_, handle))


def test_a_chat_to_come_says_where() -> None:
    text = CHAT.replace("platform: {}\n", "").format("@jo.example")
    (said,) = [one for one in kit.problems(text, fill=False) if one.code == "chat-place-unsaid"]
    assert said.severity == "warning"
    assert "chat-place-unsaid" in kit.codes(CHAT.format("Mastodon", "@jo.example"))
