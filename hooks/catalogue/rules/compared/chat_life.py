"""Does a chat go on saying that it was moved, cancelled or written up? People keep its evening free."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from catalogue.dates import Roughly, as_typed
from catalogue.diagnostics import Diagnostic, Severity
from catalogue.gaps import gap
from catalogue.graph import Catalogue, Page
from catalogue.records import Chat, declared, to_add
from catalogue.records.typed_lines import field_lines, in_place
from catalogue.rules.compared.proposal import Pair, pairs_of
from catalogue.text import Span


def chat_time_changed(catalogue: Catalogue, today: date, before: Catalogue) -> Iterator[Diagnostic]:
    """A chat starts at another time than before, and the page does not say that it was moved.

    Whoever kept the old time free has to be told, and calendars keep the old hour until they are.

    Bad:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 20:00
        docs/before/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00

    Good:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 20:00
        moved_from:
          starts: 2028-02-10 21:00
          on: 2028-02-01
          reason: The host was called away.
        docs/before/chats/2028-02-10-x.md
    """
    for pair, old, new in pairs_of(catalogue, before, Chat):
        if not old.starts or not new.starts:
            continue
        if isinstance(old.starts, Roughly) or old.starts == new.starts or pair.told:
            continue
        if old.starts not in [move.starts for move in new.moves]:
            place, fix = _moved(pair.new, new, old.starts, today)
            message = (
                f"The chat was to start at {as_typed(old.starts)}, and now starts at {as_typed(new.starts)}. "
                "The file keeps its name."
            )
            yield pair.new.problem("chat-time-changed", place, message, fix)


def _moved(page: Page, chat: Chat, was: datetime, today: date) -> tuple[Span, str]:
    """Where it has to be said that a chat was moved, and the lines to paste, with what was typed of it already."""
    fields = page.front.fields
    # What there is no such field for, and what says no more than that it moved, can stand in its place.
    texts = ((name, typed) for name, typed in fields.items() if isinstance(typed, str))
    meanings = ((name, (Chat.meant(name, typed), Chat.meant("status", name))) for name, typed in texts)
    meant = next((name for name, either in meanings if "moved_from" in either), "")
    typed = fields.get(meant or "moved_from")
    if isinstance(typed, str):
        lines = _move_lines([_move(was, today, "" if meant == "status" else typed)])
        return page.front.keys[(meant or "moved_from",)], in_place(lines)
    groups = [each for each in ([typed] if isinstance(typed, dict) else typed or []) if isinstance(each, dict)]
    whole = [each for each in groups if each.get("starts")]
    if not typed or (isinstance(typed, list) and len(whole) == len(typed)):
        lines = _move_lines([_move(was, today)])
        if not typed:
            return page.place("starts"), to_add(page.source, page.front, (), "moved_from", lines)
        _, last = _lines_of(page, "moved_from")
        return page.place("starts"), f"add this below line {last}:\n" + "\n".join(lines[1:])
    begun = next((each for each in groups if each not in whole), {})
    held = [{name: str(value) for name, value in each.items()} for each in whole]
    new = _move(was, today, str(begun.get("reason") or "")) | ({"on": str(begun["on"])} if begun.get("on") else {})
    first, last = _lines_of(page, "moved_from")
    return page.front.keys[("moved_from",)], in_place(_move_lines([*held, new]), first, last)


def _move(was: datetime, today: date, reason: str = "") -> dict[str, str]:
    unsaid = reason.strip().casefold() in ("", "yes", "true") or reason.strip()[:4].isdigit()
    why = gap("why it was moved") if unsaid else reason.strip()
    return {"starts": as_typed(was), "on": today.isoformat(), "reason": why}


def _move_lines(moves: list[dict[str, str]]) -> list[str]:
    """The field with these moves, as it has to be typed."""
    one = declared(Chat)["moved_from"]
    items = [field_lines("moved_from", one, {f"moved_from.{name}": each[name] for name in each}) for each in moves]
    return ["moved_from:", *(line for lines in items for line in lines[1:])]


def _lines_of(page: Page, field: str) -> tuple[int, int]:
    """The first and the last line of a field."""
    ends = (
        span.end for places in (page.front.keys, page.front.places) for path, span in places.items() if path[0] == field
    )
    return page.source.place(page.front.keys[(field,)].start).line, page.source.place(max(ends)).line


def chat_history_lost(catalogue: Catalogue, today: date, before: Catalogue) -> Iterator[Diagnostic]:
    """A chat said that it was cancelled, moved or written up, and says so no more.

    Subscribers were told. Of a chat that is on again they are told too; what was moved or written up stays so.

    Bad:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00
        docs/before/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00
        cancelled:
          on: 2026-11-20
          reason: The host fell ill.

    Good:
        docs/chats/2028-02-10-x.md
        starts: 2028-02-10 21:00
        cancelled:
          on: 2026-11-20
          reason: The host fell ill on the day before.
        docs/before/chats/2028-02-10-x.md
    """
    for pair, old, new in pairs_of(catalogue, before, Chat):
        for field, what, lost in (
            ("cancelled", "was cancelled", old.cancelled and not new.cancelled),
            ("moved_from", "was moved", old.moves and not new.moves),
            ("outcome", "is written up", old.outcome and not new.outcome),
        ):
            if lost and (field,) not in pair.new.front.keys:
                again = field == "cancelled"
                lead = "if it is on again, leave it so, and subscribers are told; if not, " if again else ""
                message = f"The page said that the chat {what}, and says so no more."
                fix = lead + to_add(pair.new.source, pair.new.front, (), field, _typed_before(pair.old, field))
                severity = Severity.WARNING if again else Severity.ERROR
                yield pair.new.problem("chat-history-lost", pair.new.place("starts"), message, fix, severity)
        yield from _moves_lost(pair, old, new)


def _moves_lost(pair: Pair, old: Chat, new: Chat) -> Iterator[Diagnostic]:
    """Times that a chat was moved from, and that its page gives no more beside others."""
    kept = {move.starts for move in new.moves}
    lost = [move for move in old.moves if move.starts and move.starts not in kept]
    if lost and new.moves and not pair.told:
        moves = [
            {"starts": as_typed(each.starts), "on": str(each.on or ""), "reason": each.reason or ""}
            for each in (*lost, *new.moves) if each.starts
        ]  # fmt: skip
        first, last = _lines_of(pair.new, "moved_from")
        message = f"The page said that the chat was moved from {moves[0]['starts']}, and says so no more."
        fix = in_place(_move_lines(moves), first, last)
        yield pair.new.problem("chat-history-lost", pair.new.place("moved_from"), message, fix)


def _typed_before(page: Page, field: str) -> list[str]:
    """The lines of a field as they stood on a page."""
    first, last = _lines_of(page, field)
    return [page.source.line(number) for number in range(first, last + 1)]
