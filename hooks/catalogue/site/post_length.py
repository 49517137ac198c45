"""How long a post is, counted as the platform counts it: X's own rules, as its library twitter-text applies them."""

from __future__ import annotations

import re
import unicodedata

LIMIT = 280
"""How long a post can be."""

URL_LENGTH = 23
"""What every address counts as, however long it is: the platform puts a short one in its place."""

_SINGLE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Letters of most alphabets, and common punctuation, count as one; every other character as two."""

_ADDRESS = re.compile(
    r"https?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’']"
    # Without https://, under the endings that readers here meet.
    r"|(?<![\w@#$./-])(?:[a-z0-9-]+\.)+(?:com|org|net|info|io|[a-z]{2,6}\.uk)\b(?:/[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’'])?",
    re.IGNORECASE,
)

_PICTURE = "[\u203c-\u3299\U0001f000-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?|[\u00a9\u00ae]\ufe0f"
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # a flag
    "|[0-9#*]\ufe0f?\u20e3"  # a key
    f"|(?:{_PICTURE})(?:\u200d(?:{_PICTURE}))*[\U000e0020-\U000e007f]*"  # one picture, or several joined into one
)


def post_length(text: str) -> int:
    """The length of a post: 23 for each address, 2 for each emoji however it is made up, 1 or 2 for each character."""
    rest, addresses = _ADDRESS.subn("", unicodedata.normalize("NFC", text))
    rest, emoji = _EMOJI.subn("", rest)
    return URL_LENGTH * addresses + 2 * emoji + sum(_weight(ord(character)) for character in rest)


def _weight(code: int) -> int:
    return 1 if any(first <= code <= last for first, last in _SINGLE) else 2
