"""Remembers which addresses answered, so that nobody is asked twice in a week: the one file the command writes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from catalogue.commands.visiting import Outcome, Visit
from catalogue.text import write

FRESH = timedelta(days=7)
_LASTING = (Outcome.OK, Outcome.MOVED)


@dataclass
class Visited:
    """The visits of the last days, by address, in a file."""

    file: Path
    visits: dict[str, tuple[date, Visit]] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> Visited:
        """What the file remembers; nothing, if it is not there or cannot be read."""
        found = cls(file)
        try:
            for address, (day, outcome, says, target) in json.loads(file.read_text("utf-8")).items():
                found.visits[address] = (date.fromisoformat(day), Visit(Outcome(outcome), says, target))
        except (OSError, ValueError, TypeError, AttributeError):
            found.visits.clear()
        return found

    def recent(self, address: str, today: date) -> Visit | None:
        """The visit of the last days that went well, if there was one; what went wrong is always tried again."""
        day, visit = self.visits.get(address, (date.min, None))
        fresh = visit is not None and visit.outcome in _LASTING and timedelta(0) <= today - day < FRESH
        return visit if fresh else None

    def keep(self, visits: dict[str, Visit], today: date) -> None:
        """Add visits of today, and write the file."""
        self.visits |= {address: (today, visit) for address, visit in visits.items()}
        rows = {address: (day.isoformat(), *_row(visit)) for address, (day, visit) in sorted(self.visits.items())}
        write({self.file: (json.dumps(rows, indent=1, ensure_ascii=False) + "\n").encode("utf-8")})


def _row(visit: Visit) -> tuple[str, str, str]:
    return visit.outcome.value, visit.says, visit.target
