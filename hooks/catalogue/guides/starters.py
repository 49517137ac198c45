"""The page a writer starts from, one for each kind: what is known in its place, and a gap for all else."""

from __future__ import annotations

from catalogue.gaps import gap
from catalogue.kinds import Kind
from catalogue.records.typed_lines import Given, block_lines

NOTE = (
    "# Write in place of each [insert …]. To use a line that starts with #, take the # off.",
    "# When none is left, write “status: current”. Readers never see a line that starts with #.",
)
"""What stands at the top of a starter, for its writer."""

NEEDED_TOO = frozenset({"hosts.organisation", "authority.name", "authority.url", "claims.why", "claims.sources"})
"""Inner fields that a record can do without, and a page cannot."""


def starter(kind: Kind, given: Given | None = None) -> str:
    """A new page of a kind: the fields given, a gap for each that is still to be written, and the others behind a `#`.

    It is a draft, and nothing in it is true of a page until somebody has written it: what is left of it is a problem.
    `given` are values by dotted name.
    """
    needed = {*kind.record.required_once_current, *kind.also_started, *NEEDED_TOO}
    block = block_lines(kind.record, {"status": "draft", **(given or {})}, needed)
    body = [f"## {heading}\n\n{gap(words.removeprefix('Say '))}\n" for heading, words in kind.sections]
    return "\n".join(["---", *NOTE, *block, "---", "", "\n".join(body)])
