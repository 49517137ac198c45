"""How many examples a property is held to: some in every run, many in `make fuzz`."""

from __future__ import annotations

import os

LONG = int(os.environ.get("FUZZ_EXAMPLES", "0"))
"""What a long search is asked for; 0 in an ordinary run."""


def examples(usual: int, *, slow: int = 1) -> int:
    """How many examples to look at; a slow property looks at so many times fewer in a long search."""
    return max(usual, LONG // slow)
