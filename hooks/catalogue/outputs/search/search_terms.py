"""The terms that search compares: words folded to one form, so that what is typed meets what is written.

The rules are data, and go out with the index: the reader's browser follows the same ones (scripts/search/ranking.js).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_EMPTY = (
    "a about again all also am an and any are arent as asked asking at be been being but by can cant could "
    "couldnt define definition did didnt do does doesnt doing dont else for from get gets getting go goes going "
    "gone got gotta had has hasnt have havent having he hed hes hell her here hers him his how i if ill im in into is "
    "isnt it its ive just kept keep keeps let lets like me mean meaning means more most my need needs no not now "
    "of off ok on one only or our ours out over please really same say saying says shall she shes should shouldnt so "
    "some somebody someone something than that the their them then there these they theyre theyve thing things "
    "think this those to too up us very want wanted wanting wants was wasnt we were weve what whats when where "
    "which while who whos whose why will with wont would wouldnt you your youre"
)
EMPTY = frozenset(_EMPTY.split())
"""Words that say little by themselves about the page that is looked for."""

ENDINGS: tuple[tuple[tuple[str, str, int], ...], ...] = (
    (("sses", "ss", 1), ("ies", "y", 2), ("ss", "ss", 0), ("us", "us", 0), ("is", "is", 0), ("s", "", 3)),
    (("eed", "eed", 0), ("thing", "thing", 0), ("ing", "", 3), ("ied", "y", 2), ("ed", "", 3)),
    (("ational", "ation", 3), ("lessness", "less", 3), ("iness", "y", 3), ("ness", "", 4), ("ily", "y", 3),
     ("ly", "", 4)),
    (("ation", "", 5), ("tion", "t", 3), ("sion", "s", 4), ("idal", "id", 3), ("ier", "y", 3), ("er", "", 4),
     ("or", "", 5)),
    (("bb", "b", 2), ("dd", "d", 2), ("gg", "g", 2), ("mm", "m", 2), ("nn", "n", 2), ("pp", "p", 2), ("rr", "r", 2),
     ("tt", "t", 2)),
    (("ie", "i", 2), ("e", "", 3), ("y", "i", 2)),
)  # fmt: skip
"""Endings in the order in which they go: of each group the first that fits, what takes its place, and how many letters
have to stand before it."""

_MARKS = re.compile(r"[\u0300-\u036f]")
_APOSTROPHES = re.compile("[’‘ʼ`´]")
_ENDS = re.compile(r"'[sd](?![a-z0-9])")
# What stands between letters or figures that are one word: these patterns start with what is seldom, to be found soon.
_INITIALS = re.compile(r"[.&](?<=\b[a-z].)(?=[a-z0-9])")
_APART = re.compile(
    r" (?<=\b\w )(?:(?<=[b-hj-z] )(?=[b-hj-z]\b)|(?<=\d )(?=\d\b)|(?<=s )(?=\d)|(?<=a )& ?(?=e\b))|&(?<=\ba&) ?(?=e\b)",
    re.ASCII,
)
_WORD = re.compile(r"[^\W_]+")

# What most texts hold beside ASCII, and what says the same here: what is all ASCII is read many times as fast.
_SIGNS = {**dict.fromkeys("·“”–—…£", "|"), "’": "'", "‘": "'"}
_ASCII = [chr(code) for code in range(128)]
_BLANKS = [sign if sign.isalnum() else " " for sign in _ASCII]
_NOUGHTS = ["0" if sign.isdigit() else sign for sign in _ASCII]
_LETTERS, _FIGURES = frozenset("bcdefghjklmnopqrstuvwxyz"), frozenset("0123456789")
_INITIAL = re.compile(r"\.(?<=\b[ai].)(?=[a-z0-9])")


def words(text: str) -> list[str]:
    """The words of a text (plain, not HTML) in their order: lower case, without accents, hyphens and apostrophes.

    `he’s` and `he’d` are `he`, `won’t` is `wont`.

    Initials and figures are one word, typed together or apart: `A & E` is `ae`, `s.136` is `s136`, `M H` is `mh`.
    """
    if not text.isascii():
        for sign, plain in _SIGNS.items():
            text = text.replace(sign, plain)
    if not text.isascii():
        text = _APOSTROPHES.sub("'", _MARKS.sub("", unicodedata.normalize("NFKD", text)))
    text = text.lower()
    if "'" in text:
        text = _ENDS.sub("", text).replace("'", "")
    if not text.isascii():
        return _WORD.findall(_joined(text))
    found = text.translate(_BLANKS).split()
    return _joined(text).translate(_BLANKS).split() if _may_join(text, found) else found


def _joined(text: str) -> str:
    return _APART.sub("", _INITIALS.sub("", text))


def _may_join(text: str, found: list[str]) -> bool:
    """Whether initials or figures of a text (ASCII) may be one word, as far as the words found in it tell."""
    if not _LETTERS.isdisjoint(found) or "&" in text or _INITIAL.search(text):
        return True
    return not _FIGURES.isdisjoint(found) and "0 0" in text.translate(_NOUGHTS)


@lru_cache(100_000)
def stem(word: str) -> str:
    """A word of `words` without its ending: `stabbed`, `stabbing` and `stabs` are `stab`. Digits are left alone."""
    if len(word) < 4 or not word.isalpha():
        return word
    for group in ENDINGS:
        for ending, instead, least in group:
            if word.endswith(ending) and len(word) - len(ending) >= least:
                word = word[: len(word) - len(ending)] + instead
                break
    return word


def telling(text: str) -> list[str]:
    """The words of a text that say something about it; all of them where none does."""
    return told_by(words(text))


def told_by(every: list[str]) -> list[str]:
    """The same, of its words as `words` gives them."""
    return [word for word in every if word not in EMPTY] or every


def key(text: str) -> str:
    """The stems of all words of a text, joined: two phrases of one key are the same phrase."""
    return " ".join(map(stem, words(text)))


def in_pairs(told: list[str]) -> list[str]:
    """Each two neighbours of telling words as one term: `seat belt` meets `seatbelt`, and a phrase its like."""
    return [stem(first + second) for first, second in pairwise(told)]


def beside(every: list[str]) -> list[str]:
    """Of words as `words` gives them, each two neighbours of which one says little, apart: `can i`, `wont speak`.

    They tell how a job is spoken of.
    """
    two = pairwise(every)
    return [f"{stem(first)} {stem(second)}" for first, second in two if first in EMPTY or second in EMPTY]
