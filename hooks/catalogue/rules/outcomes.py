"""Is what a chat taught joined to what it changed?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic, Severity, quote
from catalogue.gaps import gap
from catalogue.graph import Catalogue, Pages
from catalogue.records import Chat, Status, to_add
from catalogue.records.typed_lines import in_place
from catalogue.rules.chat_details import WRITE_UP_DAYS
from catalogue.text import Span


def change_not_noted(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A chat's outcome lists a page as changed, and that page has no change note dated on or after the chat.

    “You said, this changed” is only true when the page says so too.

    Bad:
        docs/chats/2020-02-10-x.md
        starts: 2020-02-10 21:00
        outcome:
          written_up: 2020-02-12
          summary: People spoke.
          changed: [population-focus]

    Good:
        docs/glossary/population-focus.md
        title: Population focus
        changes:
          - date: 2020-02-12
            kind: minor
            note: Now says what officers asked in the chat.
        docs/chats/2020-02-10-x.md
    """
    for page, chat in catalogue.records_of(Chat):
        if chat.outcome is None:
            continue
        day = chat.starts.date() if chat.starts else date.min
        for reference in catalogue.pointed_at(page, "changed"):
            noted = [change for change in reference.target.record.changes if change.date and change.date >= day]
            if not noted:
                message = f"{quote(reference.target.title)} has no change note from {day.isoformat()} or later."
                fix = f"add the change to “changes” in {reference.target.path}, or take the page off this list."
                yield page.problem("change-not-noted", reference.span, message, fix)
        if page.complete and not chat.outcome.changed and not chat.outcome.no_change_reason:
            message = "The outcome says neither what changed nor why nothing did."
            lines = [f'no_change_reason: "{gap("why nothing changed")}"']
            reason = to_add(page.source, page.front, ("outcome",), "no_change_reason", lines)
            fix = f"name what changed under “changed”; or, if nothing did, {reason}"
            yield page.problem("change-not-noted", page.place("outcome"), message, fix)


def write_up_late(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A chat ended more than 14 days ago and has no outcome.

    What it taught is being forgotten; the page tells its readers that the write-up is awaited.

    Bad:
        docs/chats/2020-02-10-x.md
        starts: 2020-02-10 21:00

    Good:
        docs/chats/2020-02-10-x.md
        starts: 2020-02-10 21:00
        outcome:
          written_up: 2020-02-12
          summary: People spoke.
          no_change_reason: The guides said it already.
    """
    for page, chat in catalogue.records_of(Chat):
        if chat.outcome or chat.cancelled or chat.finish is None or page.record.draft:
            continue
        days = (today - chat.finish.date()).days
        if days > WRITE_UP_DAYS:
            message = f"The chat ended {days} days ago and has no write-up."
            fix = "add “outcome:” with “written_up” and “summary”."
            yield page.problem("write-up-late", page.place("starts"), message, fix, Severity.WARNING)


def moved_unexplained(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A chat was moved or cancelled, and the page does not say why, or both, or moved to the time it had.

    People who kept the evening free are owed a reason.

    Bad:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-17 21:00
        moved_from:
          starts: 2028-02-10 21:00
          on: 2028-02-01

    Good:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-17 21:00
        moved_from:
          starts: 2028-02-10 21:00
          on: 2028-02-01
          reason: The host was called away.
    """
    for page, chat in catalogue.records_of(Chat):
        moves = [("moved_from", index) for index in range(len(chat.typed_moves))]
        for path, part in [*zip(moves, chat.typed_moves, strict=True), (("cancelled",), chat.cancelled)]:
            if part is not None and not part.reason:
                fix = to_add(page.source, page.front, path, "reason", [f'reason: "{gap("why, in one sentence")}"'])
                yield page.problem("moved-unexplained", page.place(*path), f"{quote(path[0])} gives no reason.", fix)
        if chat.status is Status.WITHDRAWN and (end := chat.to_end(today)).startswith("cancelled"):
            message = "A chat that is still to come is cancelled, so that calendars and subscribers are told."
            span = page.front.keys.get(("status",), Span(0, 3))
            yield page.problem("moved-unexplained", span, message, in_place([end]))
        times = [*(move.starts for move in chat.moves), chat.starts]
        for move, before, after in zip(chat.moves, times, times[1:], strict=False):
            if before and before == after:
                message, fix = "The chat was moved to the time it had before.", "correct one of the two times."
                span = page.place("moved_from", chat.typed_moves.index(move), "starts")
                yield page.problem("moved-unexplained", span, message, fix)
