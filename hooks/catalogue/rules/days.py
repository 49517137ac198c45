"""Can each day be right?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from catalogue.admitted import identifier
from catalogue.diagnostics import Diagnostic, quote
from catalogue.graph import Pages
from catalogue.records import Chat, Post
from catalogue.records.chat import Gathering
from catalogue.records.fields import typed_values

EARLIEST, AHEAD = 2000, 2
"""The first year a day on this site can be of, and for how many years ahead somebody can plan."""

OVER = frozenset({"reviewed", "day", "written_up", "link_checked", "source_status_since"})
"""The fields that tell of what somebody has done, or learnt: it cannot be still to come."""


def day_unlikely(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A day lies in a year that cannot be meant, or something is said to be done that is still to come.

    A slip in a year puts the page at the head of every list and feed, or hides that a review is due.

    Bad:
        docs/glossary/x.md
        published: 2026-01-05
        reviewed: 2206-11-01
        related: [population-focus]

    Good:
        docs/glossary/x.md
        published: 2026-01-05
        reviewed: 2026-11-01
        related: [population-focus]
    """
    for page in catalogue.pages:
        for path, one, typed in typed_values(type(page.record), page.front.fields):
            if one.form is None or not ("day" in one.form.words or "year" in one.form.words):
                continue
            span = page.front.places.get(path)
            year = re.match(r"(\d{4})(?=-\d\d|$)", typed)
            if span is None or year is None:
                continue
            if path[-1] == "year":
                if int(year[1]) > today.year + 1:
                    message = f"The year of the paper, {year[1]}, is still to come."
                    yield page.problem("day-unlikely", span, message, "correct the year.")
            elif not EARLIEST <= int(year[1]) <= today.year + AHEAD:
                last = today.year + AHEAD
                message = f"{quote(typed)} is in the year {year[1]}; a day here is of {EARLIEST} to {last}."
                yield page.problem("day-unlikely", span, message, "correct the year.")
            elif path[-1] in OVER and typed[:10] > today.isoformat():
                message = f"{quote(str(path[-1]))} tells of what has been done, and {typed} is still to come."
                yield page.problem("day-unlikely", span, message, "give the day on which it was done.")
    yield from _against_their_chats(catalogue)


def _against_their_chats(catalogue: Pages) -> Iterator[Diagnostic]:
    for page, chat in catalogue.records_of(Chat):
        written = chat.outcome.written_up if chat.outcome else None
        if written and chat.starts and written < chat.starts.date():
            message = f"The chat starts on {chat.starts.date()}, and was written up on {written}."
            span = page.place("outcome", "written_up")
            yield page.problem("day-unlikely", span, message, "give the day on which it was written up.")
        if chat.form is Gathering.CHAT and chat.lasts > timedelta(days=1):
            message = f"The chat would last {chat.lasts.total_seconds() / 3600:.0f} hours."
            span = page.place("ends" if chat.ends else "minutes")
            yield page.problem("day-unlikely", span, message, "give its length in minutes, such as 60.")
        cancelled = chat.cancelled.on if chat.cancelled else None
        if cancelled and chat.starts and cancelled > chat.starts.date():
            message = f"The chat was to start on {chat.starts.date()}, and was cancelled on {cancelled}."
            span = page.place("cancelled", "on")
            yield page.problem("day-unlikely", span, message, "give the day on which it was cancelled.")


def post_day_differs(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """The file name of a news post starts with another day than the one in its block.

    The file name is the post's address for ever, and people find a post by its day.

    Bad:
        docs/news/2028-02-11-x.md
        date: 2028-02-10
        about: [population-focus]

    Good:
        docs/news/2028-02-10-x.md
        date: 2028-02-10
        about: [population-focus]
    """
    for page, post in catalogue.records_of(Post):
        named = re.match(r"\d{4}-\d\d-\d\d(?=-|$)", page.id)
        if not named or post.date is None or named[0] == post.date.isoformat():
            continue
        rest = identifier(page.id[10:])
        message = f"The post is of {post.date}, and its file is called {quote(page.path.rpartition('/')[2])}."
        fix = f"correct the day; or, of a page that is not on the site yet, call the file “{post.date}-{rest}.md”."
        yield page.problem("post-day-differs", page.place("date"), message, fix)
