"""Text that every reader of feeds and files can take in, whatever a field or a page holds."""

from __future__ import annotations

import re

# XML 1.0 can hold none of these, not even escaped; half a surrogate pair cannot be written as UTF-8 at all. The
# controls from U+007F on can be held and are discouraged.
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(text: str) -> str:
    """A text less the characters that no XML file can hold."""
    return _UNFIT.sub("", text)
