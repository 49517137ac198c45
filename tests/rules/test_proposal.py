"""A proposal is held against what it replaces: what it changes is said, and nothing that was sent is lost."""

from __future__ import annotations

import re
from datetime import date

import pytest

from catalogue import Severity, judge, read_texts
from catalogue.check import proposed
from catalogue.rules.compared.wording import spelling_only
from tests import kit

DAY = date(2026, 11, 25)
GUIDE = """---
title: After an overdose
summary: What to do first.
situation: Someone is down.
published: 2026-01-05
reviewed: 2026-01-05
review_by: 2027-01-05
card:
  do:
    - Get an ambulance coming.
    - Ask what happened.
  dont:
    - Do not lecture or shame the person.
  call: The ambulance service.
harm: It can mark people.
authority:
  kind: discussion
  name: The official page
  url: https://www.college.police.uk/
claims:
  - text: Most people lived.
    strength: early
    why: A count.
    sources: [christmas-2019]
changes:
  - date: 2026-03-03
    kind: major
    note: The card now says to stay.
    affects: Response
    action: Read it again.
---
Of those given it, all but eight lived. See [population focus][].
"""
PATH = "guidance/after-an-overdose.md"
MINOR = "changes:\n  - date: 2026-11-25\n    kind: minor\n    note: A word is mended.\n"
MAJOR = MINOR.replace("minor", "major").replace("mended.\n", "mended.\n    affects: All\n    action: Read it.\n")


def problems(new: dict[str, str], old: dict[str, str]) -> list[tuple[str, str, str]]:
    """The code, severity and path of each problem that the change alone brings."""
    base = kit.pages(kit.BASE)
    before, after = read_texts({**base, **old}), read_texts({**base, **new})
    own, _ = proposed(judge(after, DAY, before=before), after, before)
    held = {(one.code, one.message) for one in judge(before, DAY)}
    return [(one.code, one.severity.value, one.path) for one in own if (one.code, one.message) not in held]


def changed(*edits: tuple[str, str], note: str = "") -> list[tuple[str, str]]:
    """The codes and severities of a change of the guide."""
    text = GUIDE
    for was, now in edits:
        assert was in text
        text = text.replace(was, now, 1)
    text = text.replace("changes:\n", note, 1) if note else text
    return [(code, severity) for code, severity, _ in problems({PATH: text}, {PATH: GUIDE})]


@pytest.mark.parametrize(
    ("edit", "code", "severity"),
    [
        (("Get an ambulance coming.", "Give two doses at once, then call."), "change-unsaid", "warning"),
        (("Do not lecture or shame the person.", "Do not call an ambulance."), "force-changed", "error"),
        (("    - Ask what happened.\n", ""), "change-unsaid", "warning"),
        (
            ("    - Ask what happened.\n", "    - Ask what happened.\n    - Leave at once.\n"),
            "change-unsaid",
            "warning",
        ),
        (("    - Ask what happened.\n", "    - Never ask.\n"), "force-changed", "error"),
        (("all but eight", "all but eighty"), "change-unsaid", "warning"),
        (("all but eight lived", "nearly all lived"), "change-unsaid", "warning"),
        (("Most people lived.", "All people lived."), "change-unsaid", "warning"),
        (("strength: early", "strength: some"), "change-unsaid", "warning"),
        (("    sources: [christmas-2019]\n", ""), "change-unsaid", "warning"),
        (("harm: It can mark people.\n", ""), "change-unsaid", "warning"),
        (("url: https://www.college.police.uk/", "url: https://www.gov.uk/"), "change-unsaid", "warning"),
        (("url: https://www.college.police.uk/", "url: https://www.college.police.uk/2"), "change-unsaid", "warning"),
        (("all but eight", "all eight"), "change-unsaid", "warning"),
        (
            (
                "    - Get an ambulance coming.\n    - Ask what happened.\n",
                "    - Ask what happened.\n    - Get an ambulance coming.\n",
            ),
            "change-unsaid",
            "warning",
        ),
        (("    - Ask what happened.\n", "  later:\n    - Ask what happened.\n"), "change-unsaid", "warning"),
        (("dont:\n", "dont:\n    - Ask what happened.\n"), "force-changed", "error"),
        (("review_by: 2027-01-05", "review_by: 2027-12-05"), "review-postponed", "warning"),
        (("published: 2026-01-05", "published: 2026-02-05"), "news-altered", "warning"),
        (("published: 2026-01-05", "published: 2027-02-05"), "news-altered", "error"),
        (("date: 2026-03-03", "date: 2026-04-03"), "news-altered", "error"),
        (("note: The card now says to stay.", "note: Ask for help at the desk instead."), "news-altered", "error"),
    ],
)
def test_a_silent_change_is_said(edit: tuple[str, str], code: str, severity: str):
    assert (code, severity) in changed(edit)


@pytest.mark.parametrize(
    "edit",
    [
        ("Ask what happened.", "Ask what hapened."),
        ("Ask what happened.", "Ask, what happened."),
        ("See [population focus][].", "See what [population focus][] means."),
        ("note: The card now says to stay.", "note: The card says now to stay."),
        ("summary: What to do first.", "summary: What to do at first."),
        ("Of those given it, all but eight lived.", "Of all those who were given it, all but eight lived."),
    ],
)
def test_a_mended_word_needs_no_note(edit: tuple[str, str]):
    assert changed(edit) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("It costs £1,200.", "It costs £1,300."),
        ("It costs £1,200.", "It costs $1,200."),
        ("Give 10 mg.", "Give 10 g."),
        ("Give 400 micrograms.", "Give 400 milligrams."),
        ("It fell by 12.5%.", "It fell by 12.5."),
        ("It fell by 12.5%.", "It fell by 125%."),
        ("Call before 9pm.", "Call before 9am."),
        ("Wait two hours.", "Wait two minutes."),
        ("It took at least 5 weeks.", "It took at most 5 weeks."),
        ("It was 3 a day.", "It was 3 a week."),
        ("It was 3 of 40.", "It was 40 of 3."),
    ],
)
def test_what_a_figure_counts_and_what_bounds_it_are_part_of_it(was: str, now: str):
    texts = [GUIDE.replace("See [", f"{each} See [") for each in (was, now)]
    assert problems({PATH: texts[1]}, {PATH: texts[0]}) == [("change-unsaid", "warning", PATH)]
    assert problems({PATH: texts[0]}, {PATH: texts[0].replace("eight lived", "eight were well")}) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("It costs £1,200.", "It costs £1200."),
        ("It fell by 12.5%.", "It fell by 12.5 per cent."),
        ("It was nine of 30.", "It was 9 of thirty."),
        ("It ran from 9pm to 11pm.", "It ran 9–11pm."),
        ("It cost 5 and took 3 days.", "It cost 5. It took 3 days."),
        ("It cost 5.", "It cost 5 in 2019."),
        ("It cost 5.", "It cost 5.\n\n| Day | Cost |\n| --- | --- |\n| 1 | 5 |\n\n"),
        ("It cost 5.", "It cost 5 <https://www.gov.uk/2024>."),
        ("It cost 5. It took 3 days.", "It took 3 days. It cost 5."),
    ],
)
def test_a_figure_written_otherwise_put_elsewhere_or_joined_by_another_is_the_same(was: str, now: str):
    texts = [GUIDE.replace("See [", f"{each} See [") for each in (was, now)]
    assert problems({PATH: texts[1]}, {PATH: texts[0]}) == []


def test_a_slip_in_a_word_of_force_is_told_once_and_a_mended_one_is_none():
    should = ("Ask what happened.", "You should ask what happened.")
    text = GUIDE.replace(*should)
    assert problems({PATH: text.replace("should", "shoud")}, {PATH: text}) == []
    assert problems({PATH: text.replace("You should ask", "Ask")}, {PATH: text}) == [("force-changed", "error", PATH)]


def test_another_word_that_differs_by_a_letter_is_no_spelling():
    other = {"glossary/a.md": "---\ntitle: A\ndefinition: To treat is no threat.\npublished: 2026-01-01\n---\n"}
    text = GUIDE.replace("Ask what happened.", "Show that it is a treat.")
    said = problems({PATH: text.replace("treat.", "threat."), **other}, {PATH: text, **other})
    assert said == [("change-unsaid", "warning", PATH)]
    assert problems({PATH: text.replace("treat.", "treet."), **other}, {PATH: text, **other}) == []


def test_a_field_that_cannot_be_read_or_is_missing_is_not_said_to_be_changed_too():
    assert changed(("    sources: [christmas-2019]\n", "    sources: [Christmas 2019]\n")) == [("field-wrong", "error")]
    authority = GUIDE[GUIDE.index("authority:") : GUIDE.index("claims:")]
    assert changed((authority, "")) == [("field-missing", "error")]


def test_what_people_agree_on_and_what_a_paper_found_are_learnt_too():
    term = "---\ntitle: A\ndefinition: See.\npublished: 2026-01-01\nagreed: settled\nagreed_note: Known.\n---\nSee.\n"
    said = problems({"glossary/a.md": term.replace("settled", "contested")}, {"glossary/a.md": term})
    assert said == [("change-unsaid", "warning", "glossary/a.md")]


def test_a_minor_note_is_enough_for_prose_and_not_for_a_card():
    assert changed(("all but eight", "all but nine"), note=MINOR) == []
    assert changed(("Ask what happened.", "Ask who was there."), note=MINOR) == [("change-unsaid", "warning")]
    assert changed(("Ask what happened.", "Ask who was there."), note=MAJOR) == []
    assert changed(("Do not lecture", "Do not wake"), note=MINOR) == [("force-changed", "error")]
    assert changed(("Do not lecture", "Do not wake"), note=MAJOR) == []


def test_numbers_and_small_words_are_never_spelling():
    assert spelling_only("Tell the crew what you gave", "Tell the crew what you gvae")
    for was, now in (
        ("eight", "eighty"),
        ("now", "not"),
        ("10 mg", "100 mg"),
        ("can go", "cant go"),
        ("do it", "do it not"),
    ):
        assert not spelling_only(was, now)


def test_a_page_that_is_gone_or_renamed_is_said_where_the_cure_goes():
    assert problems({}, {PATH: GUIDE}) == [("page-gone", "error", PATH)]
    renamed = problems({"guidance/od.md": GUIDE}, {PATH: GUIDE})
    assert renamed == [("page-gone", "error", "guidance/od.md")]
    said = GUIDE.replace("summary:", "formerly: [after-an-overdose]\nsummary:")
    assert problems({"guidance/od.md": said}, {PATH: GUIDE}) == []
    assert problems({PATH: GUIDE}, {PATH: said.replace("after-an-overdose", "older")}) == [("page-gone", "error", PATH)]
    withdrawn = GUIDE.replace("summary:", "status: withdrawn\nsummary:")
    assert "page-gone" not in [code for code, *_ in problems({PATH: withdrawn}, {PATH: GUIDE})]


def test_of_two_pages_whose_files_are_swapped_it_is_told_that_each_holds_the_other():
    first = re.sub(r"changes:.*?---", "---", GUIDE, flags=re.DOTALL)
    other = first.replace("Do not lecture", "Never lecture").replace("all but eight", "all but 80")
    other = re.sub("title: .*", "title: Another guide", other)
    told = problems(
        {PATH: other, "guidance/another-guide.md": first}, {PATH: first, "guidance/another-guide.md": other}
    )
    assert told == [("label-taken", "error", PATH), ("label-taken", "error", "guidance/another-guide.md")]
    alone = problems({PATH: re.sub("title: .*", "title: Overdoses", other)}, {PATH: first})
    assert {"force-changed", "change-unsaid"} <= {code for code, *_ in alone}


def test_a_site_does_not_lose_its_home_page_in_silence():
    plain = "---\ntitle: Home\n---\n\nWords.\n"
    for path, severity in (("index.md", "error"), ("guidance/index.md", "error"), ("about/licence.md", "warning")):
        assert problems({"about/other.md": plain}, {path: plain}) == [("page-gone", severity, path)]
    assert problems({}, {"index.md": plain.replace("---\n\n", "status: draft\n---\n\n")}) == []


@pytest.mark.parametrize("name", ["After-An-Overdose", "After_an_overdose", "After an overdose"])
def test_a_name_in_other_letters_is_told_once_and_breaks_no_link(name: str):
    user = {
        "glossary/a.md": "---\ntitle: A\ndefinition: See.\npublished: 2026-01-01\n---\nSee [it][after-an-overdose].\n"
    }
    found = judge(
        read_texts({**kit.pages(kit.BASE), **user, f"guidance/{name}.md": GUIDE}), DAY,
        before=read_texts({**kit.pages(kit.BASE), **user, PATH: GUIDE}),
    )  # fmt: skip
    assert [(one.code, one.fix) for one in found] == [("file-misnamed", f"name the file “{PATH}”.")]


@pytest.mark.parametrize(
    "path", ["after-an-overdose.md", "guidance/drugs/after-an-overdose.md", "glossary/after-an-overdose.md"]
)
def test_a_page_that_is_moved_where_it_does_not_belong_is_not_gone(path: str):
    assert problems({path: GUIDE}, {PATH: GUIDE}) == [("file-misplaced", "error", path)]


CHAT = """---
title: Spice
summary: A chat.
platform: X
starts: 2026-12-10 21:00
minutes: 60
announced: 2026-11-01
hosts:
  - name: A
    role: Host
    handle: "@LancsVRN"
reading: [christmas-2019]
---
"""
CHAT_PATH = "chats/2026-12-10-spice.md"


@pytest.mark.parametrize("start", ["2026-12-10 20:00", "2026-12-17 21:00"])
def test_a_chat_at_another_time_is_given_the_block_to_paste_and_the_pasted_block_is_a_blank(start: str):
    base = kit.pages(kit.BASE)
    moved = CHAT.replace("2026-12-10 21:00", start)
    before = read_texts({**base, CHAT_PATH: CHAT})
    after = read_texts({**base, CHAT_PATH: moved})
    (one,) = [one for one in judge(after, DAY, before=before) if one.code == "chat-time-changed"]
    assert "moved_from:\n  - starts: 2026-12-10 21:00\n    on: 2026-11-25\n" in one.fix
    block = one.fix[one.fix.index("moved_from:") :]
    pasted = moved.replace("starts:", f"{block}\nstarts:", 1)
    found = judge(read_texts({**base, CHAT_PATH: pasted}), DAY, before=before)
    assert [one.code for one in found if one.severity is Severity.ERROR] == ["placeholder-left"]
    whole = pasted.replace("[insert why it was moved]", "The host was called away.")
    assert [one.code for one in judge(read_texts({**base, CHAT_PATH: whole}), DAY, before=before)] == []


@pytest.mark.parametrize("path", ["guidance/od.md", "after-an-overdose.md"])
def test_what_a_renamed_page_puts_right_is_not_told_of_other_pages(path: str):
    link = "[Population focus][]: [it][after-an-overdose] and [it](../guidance/after-an-overdose.md)."
    other = {"glossary/a.md": f"---\ntitle: A\ndefinition: See.\npublished: 2026-01-01\n---\n{link}\n"}
    base = {**kit.pages(kit.BASE), **other}
    before = read_texts({**base, PATH: GUIDE})
    for now, count in (({path: GUIDE}, 0), ({}, 2)):
        after = read_texts({**base, **now})
        own, others = proposed(judge(after, DAY, before=before), after, before)
        assert len(own) == 1 and len(others) == count, (own, others)


def test_a_field_or_a_card_that_is_lost_is_told_once():
    assert changed(("published: 2026-01-05\n", "")) == [("news-altered", "error")]
    assert changed(("published: 2026-01-05", "published: 5 Jan 2026")) == [("field-wrong", "error")]
    card = GUIDE[GUIDE.index("card:\n") + 6 : GUIDE.index("harm:")]
    assert changed((card, "")) == [("field-missing", "error")]


def test_what_rests_on_a_withdrawn_paper_is_an_error_with_its_claim():
    paper = "papers/christmas-2019.md"
    base = kit.pages(kit.BASE)
    before = read_texts({**base, PATH: GUIDE})
    after = read_texts({**base, PATH: GUIDE, paper: base[paper].replace("---\n", "---\nstatus: withdrawn\n", 1)})
    found = [one for one in judge(after, DAY, before=before) if one.path == PATH]
    assert [(one.code, one.severity.value) for one in found] == [("source-withdrawn", "error")]
    assert "What rests on it: “Most people lived.”" in found[0].message


def test_a_page_of_its_own_kind_takes_the_place_of_another():
    text = GUIDE.replace("summary:", "status: superseded\nsuperseded_by: population-focus\nsummary:")
    text = text.replace("changes:\n", MAJOR)
    assert ("reference-not-found", "error", PATH) in problems({PATH: text}, {PATH: GUIDE})


def test_the_own_pages_come_first_and_errors_before_all_others():
    base = kit.pages(kit.BASE)
    other = {"glossary/a.md": "---\ntitle: A\ndefinition: See.\npublished: 2026-01-01\n---\nSee [nothing here][].\n"}
    before = read_texts({**base, **other, PATH: GUIDE})
    worse = GUIDE.replace("all but eight", "all but nine").replace("See [", "See [no such word][] and [")
    after = read_texts({**base, **other, PATH: worse})
    own, others = proposed(judge(after, DAY, before=before), after, before)
    assert [one.code for one in own] == ["reference-not-found", "change-unsaid"]
    assert [one.path for one in others if one.severity is Severity.ERROR] == ["glossary/a.md"]
