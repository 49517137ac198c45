"""When two labels are the same name: any case, any spacing, either apostrophe, hyphen or space, regular plurals; and
when one is the other with a slip of the pen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', **dict.fromkeys("-‐‑–—_", " ")})
# What comes along unseen when words are pasted: a soft hyphen, spaces of no width.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


@lru_cache(maxsize=1 << 16)
def fold(label: str) -> str:
    """The form under which a label is looked up; two labels with the same form are the same name."""
    return folded(label)


def folded(label: str) -> str:
    """The same, of a text that is asked for once: it is not held."""
    if label.isascii():
        label = label.lower().replace("-", " ").replace("_", " ").replace("`", "'")
    else:
        label = unicodedata.normalize("NFC", label).translate(_UNSEEN).casefold().translate(_ALIKE)
    return " ".join(label.split())


def number_variants(folded: str) -> Iterator[str]:
    """The regular English singulars and plurals of a folded label's last word, the label itself left out."""
    if folded.endswith("ies") and len(folded) > 4:
        yield folded[:-3] + "y"
    if re.search(r"(s|x|z|ch|sh)es$", folded):
        yield folded[:-2]
    if folded.endswith("s") and not folded.endswith("ss"):
        yield folded[:-1]
    else:
        yield folded + "s"
        if re.search(r"(s|x|z|ch|sh)$", folded):
            yield folded + "es"
        if re.search(r"[^aeiou]y$", folded):
            yield folded[:-1] + "ies"


def is_slip(typed: str, name: str) -> bool:
    """One is the other with a slip of the pen: a letter or two left out, doubled, changed or swapped, no figure among
    them and not the first.

    Words that start otherwise (inequality, equality) or differ by a figure (2012, 2021) mean something else.
    """
    one, other = fold(typed), fold(name)
    if one == other:
        return True
    if not one or not other or slip_key(one) != slip_key(other):
        return False
    return letters_apart(one, other) <= min(2, max(len(one), len(other)) // 5)


def letters_apart(one: str, other: str) -> int:
    """How many letters two words are apart: each left out, added, changed, or swapped with the next."""
    # Only what leads nowhere needs this library, which takes a while to start.
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other)


def nearest(typed: str, names: Iterable[str]) -> list[str]:
    """The three names nearest to what was typed, the nearest first, less those that are hardly like it."""
    # As above.
    from rapidfuzz import fuzz, process

    found = process.extract(typed[:120], list(names), scorer=fuzz.ratio, limit=3, score_cutoff=70)
    return [name for name, _, _ in found]


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 100."""
    # As above.
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other)


def slip_key(name: str) -> tuple[str, str]:
    """What no slip of the pen changes: the first letter and the figures."""
    folded = fold(name)
    return folded[:1], "".join(re.findall(r"\d", folded))
