"""Reads lists of attributes: `{: #id .class key=value }`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown.extensions.attr_list import get_attrs_and_remainder

from catalogue.prose.canvas import ELEMENT
from catalogue.prose.emphasis import emphasised
from catalogue.prose.model import Attributes

if TYPE_CHECKING:
    from catalogue.prose.sentence import Sentence

INLINE = re.compile(r"\{:?[ ]*([^}\n\x03 ][^\n\x03]*)\}")
BLOCK = re.compile(r"\{:?[ ]*([^}\n\x03 ][^\n\x03]*)\}[ ]*$")
HEADING = re.compile(r"h[1-6]$")


def identifier(typed: str, strict: bool = False) -> tuple[str | None, int]:
    """The id that a list's inside gives, if it does, and how many characters stand after the list's own end.

    With `strict`, a list with anything after its end gives nothing, and the number is -1.
    """
    attributes, rest = get_attrs_and_remainder(typed)
    if rest and strict:
        return None, -1
    ids = [value for key, value in attributes if key == "id" and value is not None]
    return (ids[-1] if ids else None), len(rest)


@dataclass(frozen=True, slots=True)
class Found:
    """A list of attributes: where it starts and ends in its sentence, and the id it gives."""

    start: int
    end: int
    id: str | None


def take_attributes(sentence: Sentence, match: re.Match[str], base: int, strict: bool = False) -> Found | None:
    """Note the list of attributes that `match` found in words which start at `base` of a sentence."""
    inside = match[1]
    found, after = identifier(inside, strict)
    if after < 0:
        return None
    start, end = base + match.start(), base + match.end(1) + 1 - after
    typed = sentence.text.words[start:end]
    sentence.findings.attributes.append(Attributes(typed, sentence.span(start, end)))
    if found is not None:
        found = sentence.typed(found, base + match.start(1) + inside.rindex(found))
        sentence.findings.ids.append((sentence.span(start, end), found))
    return Found(start, end, found)


def closing_attributes(sentence: Sentence, tag: str, tail: bool = False) -> Found | None:
    """The list of attributes at the end of a block: on its own line, or on a heading's or a cell's.

    Where the block ends with an element, Python-Markdown looks before its first element instead. With `tail`, the words
    follow another block, on a line of their own.
    """
    words = sentence.words
    for start, end in emphasised(words):
        words = words[:start] + ELEMENT * (end - start) + words[end:]
    first, last = words.rfind(ELEMENT) + 1, len(words)
    if first == last:
        first, last = 0, words.find(ELEMENT)
    last = len(words[:last].removesuffix("\n").rstrip(" "))
    if first >= last or words[last - 1] != "}":
        return None
    match = None
    if tag == "td" or HEADING.match(tag):
        place = words.find(" {", first, last) + 1
        while place and not (match := BLOCK.match(words, place, last)):
            place = words.find(" {", place, last) + 1
    elif (line := words.rfind("\n", first, last) + 1) or (tail and not first):
        indent = len(words[line:last]) - len(words[line:last].lstrip(" "))
        match = BLOCK.match(words, line + indent, last)
    return take_attributes(sentence, match, 0, strict=True) if match else None
