"""The length of a post, against counts made by hand by the platform's rules."""

from __future__ import annotations

import pytest

from catalogue.records.platform import X, platform


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("What do you mean by prevention?", 31),
        ("It’s “fine” – so far", 20),  # curly quotation marks and the short dash count one each
        ("https://example.org/a/very/long/address/that/goes/on/and/on/and/on/", 23),
        ("Read https://example.org/x, then https://example.org/y.", 5 + 23 + 7 + 23 + 1),
        ("(https://example.org/x)", 25),
        ("See www.gov.uk/guidance today", 4 + 23 + 6),
        ("ask info@example.org or @LancsVRN", 33),
        ("👍", 2),
        ("👍🏽", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("👩🏿‍🚒", 2),
        ("🇬🇧", 2),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2),
        ("1️⃣", 2),
        ("❤️", 2),
        ("👍👍 ok", 7),
        ("©", 1),
        ("©️", 2),
        ("…", 2),
        ("€5", 3),
        ("日本", 4),
        ("cafe\u0301", 4),
        ("Привет", 6),
    ],
)
def test_each_kind_of_character_counts_as_the_platform_counts(text, length):
    assert X.length(text) == length


@pytest.mark.parametrize(
    ("text", "bluesky", "server"),
    [
        ("", 0, 0),
        ("日本 👍🏽", 4, 4),
        ("cafe\u0301", 4, 4),
        ("👨‍👩‍👧‍👦", 1, 1),
        ("See https://example.org/a/very/long/address/that/goes/on/and/on/", 64, 4 + 23),
        ("Ask @name@police.example", 24, 9),
    ],
)
def test_other_platforms_count_in_their_own_ways(text: str, bluesky: int, server: int) -> None:
    assert platform("Bluesky", None).length(text) == bluesky
    assert platform("police.example", None).length(text) == server
