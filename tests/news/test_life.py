"""Each important change exactly once, whatever editors do: the scripted life of a small site, and random ones."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.dates import now
from catalogue.folder import read_texts
from catalogue.ledger import PATH, Ledger
from catalogue.site.news import items
from tests.news import life


def test_a_subscriber_gets_each_important_change_exactly_once():
    reader = life.Subscriber()
    table = [(revision, *reader.fetch(found)) for revision, found, _ in life.lives()]
    wrong = [
        (revision.day, revision.says, new, edited, missing) for revision, new, edited, missing in table
        if new != sorted(revision.new) or edited != sorted(revision.edited) or missing
    ]  # fmt: skip
    assert wrong == []
    assert len(table) >= 30


def test_what_is_recorded_and_then_built_is_what_a_build_alone_would_send():
    for revision, found, catalogue in life.lives():
        at = now(f"{revision.day} 12:00", {})
        without = replace(catalogue, ledger=Ledger(catalogue.ledger.lines, kept=True))
        assert [item.id for item in items(without.on(at.date()), at, life.HOST)] == [item.id for item in found]


def test_a_client_that_keeps_the_newest_moment_alone_sees_every_item():
    newest, seen = None, set[str]()
    for _, found, _ in life.lives():
        fresh = {item.id for item in found if newest is None or item.moment > newest}
        assert {item.id for item in found} <= seen | fresh
        seen |= fresh
        newest = max(item.moment for item in found)


def test_nothing_is_dated_in_the_future_and_newer_recordings_stand_above_older_ones():
    for revision, found, _ in life.lives():
        assert all(item.moment <= now(f"{revision.day} 12:00", {}) for item in found)
        assert [item.moment for item in found] == sorted((item.moment for item in found), reverse=True)


def test_a_retracted_papers_older_item_begins_with_the_retraction():
    found = next(found for revision, found, _ in life.lives() if revision.says == "its day is found")
    added = next(item for item in found if item.kind == "added")
    assert added.changed.startswith("This paper has since been retracted.")


def test_the_announcement_keeps_saying_what_it_announced():
    *_, (_, found, _) = life.lives()
    announced = next(item for item in found if item.kind == "announced")
    assert "10 March 2026" in announced.changed and announced.title.startswith("Chat on 10 March 2026")


def test_without_a_ledger_everything_is_as_if_sent_on_its_records_day():
    at = now("2026-03-01 12:00", {})
    found = items(read_texts(life.START).on(at.date()), at)
    assert {item.id for item in found} == {
        "guide/after-an-overdose/published/2026-01-05", "paper/smith-2019/added/2026-01-05",
        "post/2026-01-05-we-begin/posted/2026-01-05", "term/naloxone/published/2026-01-05",
    }  # fmt: skip


WORDS = ("Stay with them", "Call an ambulance at once", "Tell the crew what you gave", "It wears off")
# A day may be mended; no two notes share one, since words that take the place of others on one day are an edit.
NOTES = st.lists(
    st.tuples(st.sampled_from(range(len(WORDS))), st.sampled_from((1, 11))).map(
        lambda each: (WORDS[each[0]], f"2026-01-{each[0] + each[1]:02}")
    ),
    max_size=4, unique_by=lambda note: note[0],
)  # fmt: skip
STATES = st.fixed_dictionaries(
    {
        "notes": NOTES, "there": st.booleans(), "status": st.sampled_from(["current", "withdrawn", "draft"]),
        "published": st.sampled_from(["2026-01-01", "2025-12-31"]), "name": st.sampled_from(["one", "two"]),
    }
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(STATES, min_size=2, max_size=6))
def test_whatever_happens_to_a_page_nothing_sent_is_lost_or_sent_again(states: list[dict]):
    ledger: str | None = None
    seen: dict[str, object] = {}
    told: set[str] = set()
    for day, state in enumerate(states, 5):
        texts: life.Texts = {PATH: ledger} if ledger else {}
        if state["there"]:
            old = {"one": "two", "two": "one"}[state["name"]]
            notes = "".join(life.note(on, words) for words, on in state["notes"])
            texts[f"guidance/{state['name']}.md"] = (
                f"---\ntitle: A\nformerly: [{old}]\nstatus: {state['status']}\npublished: {state['published']}\n"
                f"changes:{' []' if not notes else ''}\n{notes}---\n"
            )
        at = now(f"2026-02-{day:02} 12:00", {})
        catalogue = read_texts(texts)
        found = items(catalogue.on(at.date()), at, life.HOST)
        sent = {item.id: item.moment for item in found}
        assert len(sent) == len(found)
        assert seen.items() <= sent.items()
        changed = [item.changed for item in found if item.new and item.kind == "changed"]
        assert not told & set(changed), "the same words were sent twice"
        told |= {item.changed for item in found if item.line.on}
        seen = sent
        lines = {line.id: line for line in catalogue.ledger.lines} | {item.id: item.line for item in found}
        ledger = Ledger(tuple(lines.values())).text()
