"""When do two wordings say the same? Spelling, signs and the way a number is written are set aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from catalogue.labels import letters_apart
from catalogue.text import Span

_COUNTS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_IN_FIGURES = {
    **{word: str(number) for number, word in enumerate(_COUNTS)},
    **{word: str(10 * number) for number, word in enumerate(("thirty", "forty", "fifty", "sixty", "seventy",
                                                             "eighty", "ninety"), 3)},
}  # fmt: skip
_LARGE = "hundred|thousand|million|billion|half|third|quarter|dozen|twice|double|none"

_NEVER_SPELLING = re.compile(
    rf"\d|^(?:no|not|now|nor|can|cant|can[’']t|zero|ever|just|most|thir|four|fif|twent|{'|'.join(_COUNTS)}|{_LARGE})",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?:\d|[\w’'])+(?:[.:]\d+)*|[%£$€<>≤≥]")
_COMMA = re.compile(r"(?<=\d),(?=\d{3}\b)")
_PER_CENT = re.compile(r"(?<![a-z])per ?cent\b")

Known = Callable[[str], bool]
"""Whether a word, in small letters, is one that other pages use."""


def _plain(text: str) -> str:
    return _PER_CENT.sub("%", _COMMA.sub("", text.casefold()))


def _words(text: str) -> list[str]:
    return [_IN_FIGURES.get(word, word) for word in _WORD.findall(_plain(text))]


def spelling_only(old: str, new: str, known: Known = lambda word: False) -> bool:
    """Two texts differ in nothing but spelling, marks and spacing: no word, number or “not” is another.

    A letter more, less or changed makes another word of one that is known.
    """
    was, now = _words(old), _words(new)
    return len(was) == len(now) and all(
        one == other or _is_mended(one, other, known) for one, other in zip(was, now, strict=True)
    )


def _is_mended(one: str, other: str, known: Known) -> bool:
    if min(len(one), len(other)) <= 3 or letters_apart(one, other) > 1:
        return False
    if _NEVER_SPELLING.search(one) or _NEVER_SPELLING.search(other):
        return False
    return one.replace("z", "s") == other.replace("z", "s") or not (known(one) and known(other))


def unmatched(old: Sequence[str], new: Sequence[str], known: Known) -> tuple[list[str], list[str]]:
    """The texts of each side that the other does not have, spelling aside."""
    left, gone = list(new), []
    for text in old:
        same = next((other for other in left if other == text), None)
        same = same or next((other for other in left if spelling_only(text, other, known)), None)
        if same is None:
            gone.append(text)
        else:
            left.remove(same)
    return gone, left


@dataclass(frozen=True)
class Figures:
    """The figures of a sentence, each with what it counts and what bounds it, and where the sentence stands."""

    figures: tuple[str, ...]
    text: str
    span: Span


_BOUND = (
    r"all but|at least|at most|up to|(?:no |not )?more than|(?:no |not )?less than|fewer than|over|under|above|below"
)
_UNIT = (
    r"%|[ap]\.?m\b\.?|(?:(?:milli|micro|kilo|centi)?(?:grams?|grammes?|litres?|metres?)|mcg|[µμ]g|mg|kg|g|ml|cl|l|mm|cm"
    r"|km|m|miles?|feet|foot|inch(?:es)?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?"
    r"|hundred|thousand|million|billion|pounds?|pence|p|degrees|°c)(?![\w’'])"
)
_RATE = r"(?:[ ]+(?:a|an|per|every|each)[ ]+(?:minute|hour|day|night|week|month|year)\b)"
_NUMBER = rf"\d[\d.:]*\d|\d|\b(?:{'|'.join(_IN_FIGURES)}|{_LARGE})\b"
_FIGURE = re.compile(rf"(?:\b({_BOUND}) )?([£$€]?)({_NUMBER})(?:[ -]?({_UNIT}))?({_RATE})?")
_RANGE = re.compile(rf"(\d[\d.:]*)(?=[ ]?(?:[–-]|to|and)[ ]?\d[\d.:]*[ ]?({_UNIT}))")
_NOT_PROSE = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)|<[^>\s]*>|https?://\S+")
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?!\s)|\n(?![ \t]*\n))+[.!?]?")


def _figures(sentence: str) -> Iterator[str]:
    plain = _RANGE.sub(r"\1 \2", " ".join(_plain(_NOT_PROSE.sub("", sentence)).split()))
    for bound, currency, number, unit, rate in _FIGURE.findall(plain):
        unit = unit.replace(".", "").rstrip("s")
        yield " ".join(filter(None, (bound, currency, _IN_FIGURES.get(number, number), unit, rate.strip())))


def sentences(text: str, start: int) -> list[Figures]:
    """The sentences of a page's prose that hold a figure, from the place `start` in its text."""
    found = []
    for match in _SENTENCE.finditer(text, start):
        if figures := tuple(_figures(match[0])):
            lead = len(match[0]) - len(match[0].lstrip())
            found.append(Figures(figures, match[0].strip(), Span(match.start() + lead, match.end())))
    return found


def figures_lost(old: list[Figures], new: list[Figures]) -> tuple[list[Figures], list[Figures]]:
    """The sentences whose figures are others now, and those that may stand in their place; nothing where none is lost.

    A sentence that was put elsewhere or parted, and a figure beside those that were there, lose nothing.
    """
    left, gone = list(new), []
    for one in old:
        same = next((other for other in left if other.figures == one.figures), None)
        if same is None:
            gone.append(one)
        else:
            left.remove(same)
    come = iter([figure for other in left for figure in other.figures])
    return ([], []) if all(figure in come for one in gone for figure in one.figures) else (gone, left)
