"""What a value means, as it was typed, and what PyYAML makes of it: the table of what people type otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, MutableMapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeAlias

import yaml

from catalogue.diagnostics import Edit, quote
from catalogue.frontmatter.block import NAME, Trap
from catalogue.text import Span

Raw: TypeAlias = "str | list[Raw] | dict[str, Raw]"
"""A value as it was typed: text, a list, or named values. `21:00` and `NO` stay text; an empty value is `""`."""

Path = tuple[str | int, ...]
"""The way to a value: `("hosts", 0, "name")` is the name of the first host."""


class Places(MutableMapping[Path, Span]):
    """Where the values, or the names, of a block stand: each span as one number, in a quarter of the room."""

    def __init__(self, kept: str | bytes = "[]") -> None:
        """`kept` is JSON as `kept` gives it; it is read when a place is asked for."""
        self._kept = kept

    @cached_property
    def _packed(self) -> dict[Path, int]:
        return {tuple(path): packed for *path, packed in json.loads(self._kept)}

    @property
    def kept(self) -> str:
        """All of them as JSON."""
        return json.dumps([[*path, packed] for path, packed in self._packed.items()])

    def __getitem__(self, path: Path) -> Span:
        return Span(*divmod(self._packed[path], 1 << 32))

    def __setitem__(self, path: Path, span: Span) -> None:
        self._packed[path] = span.start << 32 | span.end

    def __delitem__(self, path: Path) -> None:
        del self._packed[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, path: object) -> bool:
        return path in self._packed


DEEPEST = 24
"""How many levels of lists within lists are read: no record needs more than four."""


class Quirk(NamedTuple):
    """A pattern, the words for it (`{0}` is what was typed), its replacement, and whether that is sure."""

    pattern: re.Pattern[str]
    words: str
    instead: str = ""
    sure: bool = False


def _quirk(pattern: str, words: str, instead: str = "", *, sure: bool = False) -> Quirk:
    return Quirk(re.compile(pattern, re.DOTALL), words, instead, sure)


_Q = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'(?!'))"
_WORD = rf"(?!(?i:https?|mailto|tel|doi|urn|isbn)\b){NAME}"
_MARKED = "The name {name} has marks around it. A name stands by itself, with a colon behind it."
_MARKER = "{0} stands before a field, and ends what is read. A field starts with its name."
_JOINED = "The name {name} and its value run together. A colon and a space go between."
NAMES = (
    _quirk(rf"(?:---|\.\.\.|\?)[ ]+{NAME}[ ]*(?::(?=\s|$)|$)", _MARKER, r"\g<name>:"),
    _quirk(
        rf"(?!{_Q})[^\w\s#-]{{0,3}}{NAME}[^\w\s:]{{0,3}}:[*_`“”‘’]{{0,2}}(?=\s|$)", _MARKED, r"\g<name>:", sure=True
    ),
    _quirk(rf"{_WORD}[ ]*:(?!//)(?=\S)", _JOINED, r"\g<name>: ", sure=True),
    _quirk(rf"{_WORD}(?:[ ]*：[ ]*|[ ]+=[ ]+)", _JOINED, r"\g<name>: "),
)
"""Names that do not read as names, at the place where a field starts."""

BARE = _quirk(
    r"(?P<name>[a-z_]{2,30})(?:[ ]*$|[ ]+(?=(?P<data>(?:\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?|\"[^\"]*\")[ ]*)$|\S))",
    "No colon follows the name {name}. Without it, the block at the top of the page is lost.",
    r"\g<name>: ",
)
"""A name without a colon: only where it is known, or a day or a quotation and nothing else stands behind it."""

BULLET = _quirk(
    r"(?:-(?=[^\s\d-])|[•‣◦–—*+][ ]+(?=\S))",
    "{0} does not start an item of a list. A dash and a space do.",
    "- ",
    sure=True,
)
LABEL = _quirk(
    r"[ ]*[&!]\S*(?:[ ]+(?=\[)|[ ]*$)", "{0} has a meaning of its own here. The list is right without it.", " "
)
_AGAIN = "Inside straight quotation marks it is kept as it is."
_OPEN = "The mark that opens {0} is never closed. Everything after it would be lost."
_EARLY = "A mark inside {0} ends the value too early. Other quotation marks around it keep it whole."
_BEHIND = "Words stand after the closing quotation mark in {0}. The whole value goes inside one pair."
_CURLED = "Curly quotation marks around {0} become part of the value. Straight ones do not."
_CURLY = _quirk(r"(?:“([^“”]*)”|‘([^‘’]*)’|„([^„“]*)“|«([^«»]*)»)$", _CURLED)
_VALUES = (
    _quirk(r".*?\s#(?=[\s#])[^\n]*\n", "A comment stands in the middle of {0}. The value can stand on one line."),
    _quirk(rf"{_Q}\s+#[^\s#]", "The “#” in {0} hides the rest of the line. It belongs inside the quotation marks."),
    _quirk(r"(?P<m>[\"'])(?!.*(?P=m))(?!.*\s#[^\s#])", _OPEN, sure=True),
    _quirk(rf"(?=[\"'])(?!{_Q})", _OPEN),
    _quirk(rf"{_Q}\s*(?:#.*)?$", "A backslash in {0} has a meaning of its own. Two of them stand for one."),
    _quirk(r"(?:'.*'|\".*\")$", _EARLY, sure=True),
    _quirk(r"[\"']", _BEHIND),
    _CURLY,
    _quirk(
        r"(?P<mark>[]\[{}%!&*|>,@`]|[-?:](?=\s|$))", "{0} starts with {mark}, a mark for programs. " + _AGAIN, sure=True
    ),
    _quirk(r"(?:.*\s)?#[^\s#]\S*$", "The “#” in {0} hides the rest of the line. " + _AGAIN, sure=True),
    _quirk(r".*?(?:^|\s)#[^\s#]", "The “#” in {0} hides the rest of the line. " + _AGAIN),
    _quirk(r".*:(?=\s|$)", "{0} holds a colon and a space, which may only stand after a name. " + _AGAIN, sure=True),
    _quirk(r".*\t", "{0} holds a tab. A space is right there.", sure=True),
    _quirk("", "{0} is not read as it was typed. " + _AGAIN),
)
"""Values that a program reads otherwise, by what is tried first. The reader says what was meant; these say why."""

_LISTS = (
    _quirk(r"[^\]]*$", _OPEN, sure=True),
    _quirk("", "The list {0} holds a mark with a meaning of its own. Quotation marks around such an item keep it."),
)
"""The same for what was meant as a list in brackets."""

UNDER = "A list stands under {0}, which has a value. The value can be its first item."
STRAY = "{0} goes on in a line that does not stand further in than its name. Spaces before it put it there."
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SIMPLE = r"[A-Za-z0-9][\w ./-]*+"
_PLAIN = rf"(?:\w(?:[^:#\t\n]|:(?=\S)|(?<=\S)#)*+(?<! )|\"[^\"\\\t\n]*+\"|\[(?:{_SIMPLE}(?:, *{_SIMPLE})*+)?\])"
# Most blocks hold a name or a dash on each line, and plain words behind it: they are read at one look.
USUAL = re.compile(rf"(?: *(?:#.*|(?:- )?[a-z_]++:(?: {_PLAIN})?|- {_PLAIN})?(?:\n|\Z))*+")
DEEPER = re.compile(r"^( *)\S.*[^:\s]\s*\n\1 +-\s", re.MULTILINE)
_SOUND = re.compile(_PLAIN)
HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ ]*(?:[ ]#.*)?$")
_COMMENT = re.compile(r"(?:^|\s)#(?=[\s#]|$)")
_HASHTAG = re.compile(r"(?:^|\s)#(?=[^\s#])")
QUOTED = re.compile(_Q, re.DOTALL)
REST = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}
_CUT = re.compile(rf"\s*(?:{_Q})\s*(?=,|$)|[^,]+")
# `\a` and its like are allowed, and make characters nobody can see: `street\area` is not meant to ring a bell. A line's
# end and a tab may be meant, but not at the start, nor in the path of a file: `C:\new`, `..\notes`, `minutes\new.docx`.
_ODD = r"(?<!\\)(?:\\\\)*\\"
_BENT = re.compile(
    rf"{_ODD}(?![tn \"/\\\n]|x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{{4}})"
    rf"|(?:^|[\[,]\s*)\"\\[nt]|(?<![^\s\"'(])(?:[A-Za-z]:|\.\.?|~|%\w+%|(?=\\\\\w))[^\s\"]*?{_ODD}[ntxu](?![A-Z\s])"
    rf"|\w{_ODD}[nt][\w-]*\.(?:csv|docx?|jpe?g|md|pdf|png|pptx?|txt|xlsx?)\b"
)
_DOUBLED = re.compile(r"(?<=[^\s\"'\\])\\\\(?=\w)")


class Composed:
    """What PyYAML, by the same reader as the site's, makes of a text: each value as text, and the place of each.

    `at` leads from an offset in the text to one in the page. Raises `yaml.YAMLError` or `ValueError` for what cannot be
    read, for marks that only a program makes, and for more levels than are read.
    """

    def __init__(self, text: str, at: Callable[[int], int] = int) -> None:
        self.places, self.keys = Places(), Places()
        self.again: list[tuple[str, Span, Span]] = []
        self.text, self.at, self.end = text, at, 0
        kinds = (yaml.NodeEvent, yaml.CollectionEndEvent)
        # What an event holds depends on its kind, and PyYAML's types do not say it.
        events: Iterator[Any] = (event for event in yaml.parse(text, Loader=_LOADER) if isinstance(event, kinds))
        first = next(events, None)
        self.raw = None if first is None else self._node(first, events, ())
        if next(events, None):
            raise ValueError("a second block")

    def _node(self, event: Any, events: Iterator[Any], path: Path) -> Raw:
        if event.anchor or event.tag or len(path) > DEEPEST:
            raise ValueError("a mark that only a program makes, or too many levels")
        start, end = event.start_mark.index, event.end_mark.index
        here = self.at(start)
        if path:
            self.places[path] = _NOWHERE  # a group stands before what it holds
        value: Raw = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        if isinstance(event, yaml.ScalarEvent):
            value, self.end = event.value, self.at(start + len(self.text[start:end].rstrip()))
        else:
            while not isinstance(one := next(events), yaml.CollectionEndEvent):
                if isinstance(value, dict):
                    name = self._key(one, value, path)
                    value[name] = self._node(next(events), events, _same((*path, name)))
                elif isinstance(value, list):
                    value.append(self._node(one, events, _same((*path, len(value)))))
            self.end = self._place(one).end if event.flow_style else self.end
        if path:
            self.places[path] = Span(here, self.end)
        return value

    def _place(self, event: Any) -> Span:
        return Span(self.at(event.start_mark.index), self.at(event.end_mark.index))

    def _key(self, event: Any, holder: dict[str, Raw], path: Path) -> str:
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            raise ValueError("no text where a name should be")
        path, span = _same((*path, event.value)), self._place(event)
        if event.value in holder:
            self.again.append((event.value, self.keys[path], span))
            if isinstance(holder.pop(event.value), (list, dict)):
                for places in (self.places, self.keys):
                    for stale in [one for one in places if one[: len(path)] == path]:
                        del places[stale]
        self.keys[path] = span
        return str(path[-1])


_NOWHERE = Span(0, 0)


@lru_cache(maxsize=1 << 12)
def _same(path: Path) -> Path:
    """One path, with one name at its end, for all the pages that have it."""
    return path


def loaded(text: str) -> Raw | None:
    """What PyYAML makes of a text, each value as text; None where it makes nothing. Never raises."""
    try:
        return Composed(text).raw
    except (yaml.YAMLError, ValueError):
        return None


def quoted(text: str) -> str:
    """A text in quotation marks that keep it as it is, the plainest that will do: text in, one line to paste out."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def without_comment(text: str) -> str:
    """A plain value without the comment behind it; `#WeCops` is no comment but a word that would be lost."""
    match = _COMMENT.search(text)
    return text[: match.start()].rstrip(" ") if match else text


def _meant(typed: str, text: str) -> Raw:
    """What a value means: `typed` is its lines as they stand, `text` its words on one line, without comments."""
    if text[0] in "\"'":
        return _quotation(typed, text)
    if text[0] in "[{":
        told = _HASHTAG.search(QUOTED.sub("", typed))
        found = None if told or ("{" not in text and _BENT.search(typed)) else loaded(typed)
        if isinstance(found, (dict, list)) and ("{" in text or not any(isinstance(one, dict) for one in found)):
            return found
        inner = text[1:].removesuffix("]")
        if text[0] == "[" and not re.search(r"[\[\]{]", inner) and ("]" not in text or text[-1] == "]"):
            return [_item(part) for part in _parts(inner)]
    curly = _CURLY.pattern.match(text)
    return (
        next(one for one in curly.groups() if one is not None) if curly else text.removeprefix(": ").replace("\t", " ")
    )


def _parts(inner: str) -> list[str]:
    # What no program takes for a blank goes with the item, so that its correction takes it out.
    return [part.strip(" \t\n") for part in _CUT.findall(inner) if part.strip()]


def _item(part: str) -> str:
    bare = part.strip()
    if bare[0] not in "\"'":
        return bare
    return _quotation(bare, bare) if QUOTED.fullmatch(bare) else bare.strip("\"'").strip()


def _quotation(typed: str, text: str) -> str:
    """What a value that starts with a quotation mark means."""
    match, mark = QUOTED.match(typed), text[0]
    tail = typed[match.end() :].strip() if match else ""
    if match and (not tail or (_COMMENT.match(tail) and "\n" not in tail)):
        inner = match.group()
        found = None if mark == '"' and _BENT.search(inner) else loaded(inner)
        return found if isinstance(found, str) else _DOUBLED.sub(r"\\", inner[1:-1]).replace('\\"', '"')
    if not match or text[-1] == mark:
        return text[1:-1] if match or text[-1] == mark else text[1:].rstrip("”’").strip()
    end = len(match.group())
    return text[1 : end - 1] + text[end:] if _HASHTAG.match(text[end:]) else text


def judged(page: str, span: Span, typed: str, text: str) -> Trap | None:
    """The trap of a value, which stands at `span` of a page, where PyYAML reads it otherwise than it was meant."""
    if _SOUND.fullmatch(typed):
        return None
    meant, found = _meant(typed, text), loaded(f"x: {typed}")
    right = found.get("x") if isinstance(found, dict) else None
    if right == meant or (isinstance(right, str) and isinstance(meant, str) and _flat(right) == _flat(meant)):
        return None
    looked = typed if "\n" in typed else text
    table = _LISTS if isinstance(meant, list) else _VALUES
    quirk, match = next((one, match) for one in table if (match := one.pattern.match(looked)))
    edits = (Edit(span, quoted(meant)),) if isinstance(meant, str) else _list_edits(page, span, text, meant)
    words = said(quirk, match, meant if quirk is _CURLY else text)
    return Trap(span, words, edits, quirk.sure and looked == typed == text)


def _flat(text: str) -> str:
    return " ".join(re.split("[ \n]+", text.strip(" \n")))


def said(quirk: Quirk, match: re.Match[str], typed: object) -> str:
    """The words for what a quirk found in what was typed."""
    return quirk.words.format(quote(typed), **{name: quote(text) for name, text in match.groupdict().items()})


def _list_edits(page: str, span: Span, text: str, meant: Raw) -> tuple[Edit, ...]:
    """The corrections of the items of a list in brackets, which stands at `span` of a page."""
    edits, at, items = [], span.start + 1, [str(one) for one in meant]
    for part, item in zip(_parts(text[1:].removesuffix("]")), items, strict=True):
        at = page.find(part, at, span.end)
        # With a hidden character in a part, or nothing between two commas, the whole list is written anew.
        if at == -1 or re.search(r"[\[,]\s*,", text):
            return (Edit(span, f"[{', '.join(map(quoted, items))}]"),)
        if loaded(f"[{part}]") != [item] or _HASHTAG.search(part):
            edits.append(Edit(Span(at, at + len(part)), quoted(item)))
        at += len(part)
    return (*edits, *([] if text[-1] == "]" else [Edit(Span(span.end, span.end), "]")]))
