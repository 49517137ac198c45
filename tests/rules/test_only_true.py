"""Every problem at once, and only true ones: what one slip causes is told once, with what puts it right."""

from __future__ import annotations

import pytest

from catalogue.commands.shared.options import edited
from catalogue.diagnostics import Severity
from tests import kit

CHAT = (
    "docs/chats/2026-03-04-x.md\n---\nstarts: 2026-03-04 20:00\nminutes: 60\nannounced: 2026-02-20\n{}\n---\nWords.\n"
)
GUIDE = "docs/guidance/x.md\n---\n{}\n---\nSee [population focus][].\n"
TERM = "docs/glossary/x.md\n---\n{}\n---\n{}\n"
LINKED = "See [population focus][]."


def codes(text: str, **options: bool) -> list[str]:
    return [one.code for one in kit.problems(text, **options) if one.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TERM.format("relatd: [population-focus]", ""), "field-unknown"),
        (TERM.format("related: population-focus here", ""), "field-wrong"),
        (CHAT.format("outcme:\n  written_up: 2026-03-10\n  summary: We learnt."), "field-unknown"),
        (CHAT.format("outcome: we learnt a lot"), "field-wrong"),
        (CHAT.format("outcome:\nwritten_up: 2026-03-10\nsummary: We learnt."), "field-unknown"),
        (CHAT.format("hosts:\n- name: A B\nrole: Host\norganisation: C\noutcome:\n  no"), "field-unknown"),
        (GUIDE.format("card:\ndo:\n- Ask.\n- Say.\nwhy: Since."), "field-unknown"),
    ],
)  # fmt: skip
def test_a_field_that_is_not_read_is_told_alone(text: str, code: str) -> None:
    found = codes(text)
    assert code in found
    assert set(found) <= {"field-unknown", "field-wrong"}


@pytest.mark.parametrize(
    "block",
    [
        "outcome:\nwritten_up: 2026-03-10\nsummary: We learnt.\nchanged: [population-focus]",
        "hosts:\n- name: A B\nrole: Host\norganisation: C D\noutcome:\nwritten_up: 2026-03-10\nsummary: We learnt.\n"
        "no_change_reason: Nothing new.",
        "hosts:\n  - name: A B\nrole: Host\norganisation: C D\ncancelled:\non: 2026-03-01\nreason: The host was ill.",
    ],
)
def test_lines_at_the_left_are_put_under_their_name_by_one_cure(block: str) -> None:
    # “summary” is a field of the chat too; what stands below “outcome” is not a second one.
    found = [
        one
        for one in kit.problems(CHAT.format(f"title: X\nsummary: What is asked.\n{block}"))
        if one.severity == "error"
    ]
    assert {one.code for one in found} == {"field-unknown"}
    right = edited(found[0].source.text, [one.edit for one in found if one.edit])
    assert all(one.fix.endswith(one.edit.text) for one in found if one.edit)
    left = codes(f"docs/chats/2026-03-04-x.md\n{right}", fill=False)
    assert not {"field-unknown", "field-missing", "field-repeated", "host-incomplete"} & set(left)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("title: A\ntitel: B", "take the line out"),
        ("colour: red", "take the line out, or say it in the text below."),
        ("do: [Ask.]", "put the line below “card:”, with two blanks before it; or take it out."),
        ("reveiwed: 2026-11-01", "use “reviewed”."),
    ],
)
def test_a_field_that_there_is_not_is_given_no_name_far_from_it(block: str, said: str) -> None:
    (one,) = [one for one in kit.problems(GUIDE.format(block)) if one.code == "field-unknown"]
    assert one.fix.startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        TERM.format("published: 1926-11-01", LINKED), TERM.format("published: 2126-11-01", LINKED),
        TERM.format("reviewed: 2027-11-01", LINKED), TERM.format("review_by: 2036-11-01", LINKED),
        TERM.format("changes:\n  - date: 0206-11-01\n    kind: minor\n    note: New words.", LINKED),
        GUIDE.format("law_checked:\n  day: 2027-01-01\n  nations: [England]"),
        CHAT.format("outcome:\n  written_up: 2026-03-01\n  summary: We learnt.\n  changed: [population-focus]"),
        CHAT.format("outcome:\n  written_up: 2027-03-01\n  summary: We learnt.\n  changed: [population-focus]"),
        CHAT.format("cancelled:\n  on: 1996-03-01\n  reason: The host was ill."),
        "docs/papers/smith-2091.md\n---\nyear: 2091\n---\nWords.\n",
        "docs/papers/smith-2019.md\n---\nyear: 2019\nlink_checked: 2027-01-01\n---\nWords.\n",
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_an_error_on_its_line(text: str) -> None:
    assert codes(text).count("day-unlikely") == 1


@pytest.mark.parametrize(
    "text",
    [
        TERM.format("published: 2026-11-22\nreviewed: 2026-11-22\nreview_by: 2028-12-31", LINKED),
        CHAT.format("outcome:\n  written_up: 2026-03-04\n  summary: We learnt.\n  changed: [population-focus]"),
        "docs/papers/peel-1829.md\n---\nyear: 1829\n---\nWords.\n",
        "docs/papers/smith-nd.md\n---\nyear: n.d.\n---\nWords.\n",
    ],
)
def test_a_day_that_can_be_is_none(text: str) -> None:
    assert "day-unlikely" not in codes(text)


def test_a_post_and_its_file_are_of_one_day() -> None:
    post = "docs/news/{}.md\n---\ndate: 2026-11-02\nabout: [population-focus]\n---\nWords.\n"
    assert "post-day-differs" in codes(post.format("2026-11-01-x"))
    assert "post-day-differs" not in codes(post.format("2026-11-02-x"))
    assert "post-day-differs" not in codes(post.format("naloxone-2024"))


@pytest.mark.parametrize("field", ["related", "broader", "see_also"])
def test_a_page_does_not_name_itself(field: str) -> None:
    assert set(codes(TERM.format(f"{field}: [x]", LINKED))) & {"relation-circular", "field-unknown"}


def test_a_page_in_the_folder_of_another_kind_is_told_so_and_no_more() -> None:
    guide = "title: X\nsummary: S\nsituation: A.\ncard:\n  do: [Ask.]\nharm: H\npublished: 2026-11-01"
    assert codes(f"docs/glossary/x.md\n---\n{guide}\n---\n[B](b.md) {LINKED}\n", fill=False) == ["file-misplaced"]
