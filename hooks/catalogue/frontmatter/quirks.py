"""What people type at the top of a page that programs read otherwise: one table, and what each value means."""

from __future__ import annotations

import re
import unicodedata
from collections import UserDict
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeAlias

import yaml
from pydantic_core import from_json, to_json

from catalogue.diagnostics import Diagnostic, Edit, mended, quote
from catalogue.text import Source, Span

Raw: TypeAlias = "str | list[Raw] | dict[str, Raw]"
"""A value as it was typed: text, a list, or named values. `21:00` and `NO` stay text; an empty value is `""`."""

Path = tuple[str | int, ...]
"""The way to a value: `("hosts", 0, "name")` is the name of the first host."""


class Places(UserDict[Path, Span]):
    """Where the values, or the names, of a block stand: each span as one number, in a quarter of the room."""

    def __init__(self, kept: bytes = b"[]") -> None:
        """`kept` is JSON as `kept` gives it; it is read when a place is asked for."""
        self._kept = kept

    @cached_property
    def data(self) -> dict[Path, Any]:  # type: ignore[override]
        """Each place, packed."""
        return {tuple(path): packed for *path, packed in from_json(self._kept)}

    @property
    def kept(self) -> bytes:
        """All of them as JSON."""
        return to_json([[*path, packed] for path, packed in self.data.items()])

    def __getitem__(self, path: Path) -> Span:
        return Span(*divmod(self.data[path], 1 << 32))

    def __setitem__(self, path: Path, span: tuple[int, int]) -> None:
        self.data[path] = span[0] << 32 | span[1]


class Trap(NamedTuple):
    """What is so at `span`, the edits that mend it, and whether they are sure to be what was meant.

    Spans are character offsets. `fix` is said in place of the corrected line, where no line can be shown; `lost` says
    that a value is gone.
    """

    span: Span
    message: str
    edits: tuple[Edit, ...] = ()
    sure: bool = False
    fix: str = ""
    lost: bool = False


class Quirk(NamedTuple):
    """A pattern as text, the words for it (`{0}` is what was typed), its replacement, and whether that is sure."""

    regex: str
    words: str
    instead: str = ""
    sure: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, made when a page has need of it (and kept by `re`): few have."""
        return re.compile(self.regex, re.DOTALL)

    def said(self, match: re.Match[str], typed: object) -> str:
        """The words for what was found in what was typed."""
        return self.words.format(quote(typed), **{name: quote(text) for name, text in match.groupdict().items()})


NAME = r"(?P<name>[A-Za-z_][\w-]{0,40})"
_Q = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'(?!'))"
_KEY = r"(?P<name>\"[^\"\\]*\"|'[^']*'|\w(?:[^:#\"\[\]{}]|(?<=\S)#){0,80}?)[ ]*:(?=\s|$)"
_WORD = rf"(?!(?i:https?|mailto|tel|doi|urn|isbn)\b){NAME}"
_JOINED = "The name {name} and its value run together. A colon and a space go between."
NAMES = (
    Quirk(_KEY, ""),
    Quirk(rf"(?:---|\.\.\.|\?)[ ]+{NAME}[ ]*(?::(?=\s|$)|$)",
           "{0} stands before a field, and ends what is read. A field starts with its name.", r"\g<name>:"),
    Quirk(rf"(?!{_Q})[^\w\s#-]{{0,3}}{NAME}[^\w\s:]{{0,3}}:[*_`“”‘’]{{0,2}}(?=\s|$)",
           "The name {name} has marks around it. A name stands by itself, with a colon behind it.",
           r"\g<name>:", sure=True),
    Quirk(rf"{_WORD}[ ]*:(?!//)(?=\S)", _JOINED, r"\g<name>: ", sure=True),
    Quirk(rf"{_WORD}(?:[ ]*：[ ]*|[ ]+=[ ]+)", _JOINED, r"\g<name>: "),
)  # fmt: skip
"""Names as they are, and names that do not read as names, at the place where a field starts."""

BARE = Quirk(
    r"(?P<name>[a-z_]{2,30})(?:$|[ ]+(?=(?P<data>(?:\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?|\"[^\"]*\"))$|\S))",
    "No colon follows the name {name}. Without it, the block at the top of the page is lost.",
    r"\g<name>: ",
)
"""A name without a colon: only where it is known, or a day or a quotation and nothing else stands behind it."""

BULLET = Quirk(r"(?:-(?=[^\s\d-])|[•‣◦–—*+][ ]+(?=\S))",
                "{0} does not start an item of a list. A dash and a space do.", "- ", sure=True)  # fmt: skip
LABEL = Quirk(r"[ ]*[&!]\S*(?:[ ]+(?=\[)|[ ]*$)",
               "{0} has a meaning of its own here. The list is right without it.", " ")  # fmt: skip
# “Stop” and “search”, but neither "He said "stop" to them" nor 'the officers' view'.
_SEVERAL = r"([\"'])(?:(?!\1).)*\S\1(?=[\s,.;:!?)]).*[\s(]\1(?!\s)(?:(?!\1).)*\1$"
_AGAIN = "Inside straight quotation marks it is kept as it is."
_OPEN = "The mark that opens {0} is never closed. Everything after it would be lost."
_CURLY = Quirk("(?:“[^“”]*”|‘[^‘’]*’|„[^„“]*“|«[^«»]*»)$",
                "Curly quotation marks around {0} become part of the value. Straight ones do not.")  # fmt: skip
_BACKSLASH = Quirk(rf"(?=.*\\){_Q}\s*(?:#.*)?$",
                    "A backslash in {0} has a meaning of its own. Two of them stand for one.")  # fmt: skip
_VALUES = (
    Quirk(r".*?\s#(?=[\s#])[^\n]*\n", "A comment stands in the middle of {0}. The value can stand on one line."),
    Quirk(rf"{_Q}\s+#[^\s#]", "The “#” in {0} hides the rest of the line. It belongs inside the quotation marks."),
    Quirk(r"(?P<m>[\"'])(?!.*(?P=m))(?!.*\s#[^\s#])", _OPEN, sure=True),
    Quirk(rf"(?=[\"'])(?!{_Q})", _OPEN),
    _BACKSLASH,
    Quirk(rf"(?!{_SEVERAL})(?:'.*'|\".*\")$",
           "A mark inside {0} ends the value too early. Other quotation marks around it keep it whole.", sure=True),
    Quirk(r"[\"']", "Words stand after the closing quotation mark in {0}. The whole value goes inside one pair."),
    _CURLY,
    Quirk(r"(?P<mark>[]\[{}%!&*|>,@`]|[-?:](?=\s|$))",
           "{0} starts with {mark}, a mark for programs. " + _AGAIN, sure=True),
    Quirk(r"(?:.*\s)?#[^\s#]\S*$", "The “#” in {0} hides the rest of the line. " + _AGAIN, sure=True),
    Quirk(r".*?(?:^|\s)#[^\s#]", "The “#” in {0} hides the rest of the line. " + _AGAIN),
    Quirk(r".*:(?=\s|$)", "{0} holds a colon and a space, which may only stand after a name. " + _AGAIN, sure=True),
    Quirk(r".*\t", "{0} holds a tab. A space is right there.", sure=True),
    Quirk("", "{0} is not read as it was typed. " + _AGAIN),
)  # fmt: skip
"""Values that a program reads otherwise, by what is tried first. `judged` says what was meant; these say why."""

_LISTS = (
    Quirk(r"[^\]]*$", _OPEN, sure=True),
    Quirk(".*[“”‘„«»]", "Curly quotation marks in {0} become part of the value. Straight ones do not."),
    Quirk("", "The list {0} holds a mark with a meaning of its own. Quotation marks around such an item keep it."),
)
"""The same for what was meant as a list in brackets."""

UNDER = "A list stands under {0}, which has a value. The value can be its first item."
STRAY = "{0} goes on in a line that does not stand further in than its name. Spaces before it put it there."

_SIMPLE = r"[A-Za-z0-9][\w ./-]*+"
_WHOLE = r"\"[^\"\\\t\n]*+\"|'[^'\t\n]*+'"
PLAIN = rf"(?:\w(?:[^:#\t\n]|:(?=\S)|(?<=\S)#)*+(?<! )|{_WHOLE}|\[(?:{_SIMPLE}(?:, *{_SIMPLE})*+)?\])"
_SOUND = re.compile(PLAIN)
QUOTED = re.compile(_Q, re.DOTALL)
ITEM = re.compile(r"-(?:[ ]+|$)")
FIELD = re.compile(r"[a-z_][\w-]{0,40}[ ]*:(?=\s|$)")
KEY_LIKE = re.compile(r"\S{1,40}:(?=\s|$)")
HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ ]*(?:[ ]#.*)?$")
REST = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}
# Most blocks hold a name or a dash on each line, and plain words behind it: they are read at one look.
USUAL = re.compile(rf"(?: *(?:#.*|(?:- )?[a-z_]++:(?: {PLAIN})?|- {PLAIN})?(?:\n|\Z))*+")
DEEPER = re.compile(r"\n( *)\S.*+(?<!:)\s*\n\1 +-\s")
_COMMENT = re.compile(r"(?:^|\s)#(?=[\s#]|$)")
_HASHTAG = re.compile(r"(?:^|\s)#(?=[^\s#])")
_CUT = re.compile(rf"\s*(?:{_Q}|“[^”]*”|‘[^’]*’)\s*(?=,|$)|[^,]+")
# `\a` and its like are allowed, and make characters nobody can see: `street\area` is not meant to ring a bell. A line's
# end and a tab may be meant, but not at the start, nor in the path of a file: `C:\new`, `..\notes`, `minutes\new.docx`.
_ODD = r"(?<!\\)(?:\\\\)*\\"
_BENT = re.compile(
    rf"{_ODD}(?![tn \"/\\\n]|x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{{4}})"
    rf"|(?:^|[\[,]\s*)\"\\[nt]|(?<![^\s\"'(])(?:[A-Za-z]:|\.\.?|~|%\w+%|(?=\\\\\w))[^\s\"]*?{_ODD}[ntxu](?![A-Z\s])"
    rf"|\w{_ODD}[nt][\w-]*\.(?:csv|docx?|jpe?g|md|pdf|png|pptx?|txt|xlsx?)\b"
)
_ODD_ITEM = re.compile(rf"{_BENT.pattern}|[\[,]\s*[“‘„«]")
_DOUBLED = re.compile(r"(?<=[^\s\"'\\])\\\\(?=\w)")
# What no block may hold, with the three old line ends that would cut a line in two, and what nobody can see.
_HARM = "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ud800-\udfff\ufeff\ufffe\uffff"
HARM = re.compile(f"[{_HARM}]")
_BLANK = re.compile(r"[^\S\n ]")
# Pictures, and words in Persian and its like, are joined and parted by two hidden characters.
_HIDDEN = re.compile(rf"(?!(?<=[^\x00-\x7f{_HARM}])[\u200c\u200d][^\x00-\x7f{_HARM}])[{_HARM}]")
# Dashes and their like, and names: each with what can stand between without a word. Other blanks do harm there.
_FRONT = re.compile(
    r"\s*(?:(?:[-•‣◦–—*+?]|---|\.\.\.)\s+)*"
    r"(?:(?![\[{]*(?:\".*\"|'.*'))[^\w\s]{0,4}\w[^:]{0,60}:[*_`“”‘’]{0,2}\s*)*"
)
# And behind what closes a value, where only a space and a tab do none.
_TAIL = re.compile(r"(?<=[\"'\]}”’“»])(?=[^\S\n]*[^\S\n \t])[^\S\n]+$")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 24
"""How many levels of lists within lists are read: no record needs more than four."""


class Composed:
    """What PyYAML, by the same reader as the site's, makes of a text: each value as text, and the place of each.

    `at` leads from an offset in the text to one in the page. Raises `yaml.YAMLError` or `ValueError` for what cannot be
    read, for marks that only a program makes, and for more levels than are read.
    """

    def __init__(self, text: str, at: Callable[[int], int] = int) -> None:
        self.places, self.keys = Places(), Places()
        self.again: list[tuple[str, Span, Span]] = []
        self._text, self._at, self._end = text, at, 0
        # What an event holds depends on its kind, and PyYAML's types do not say it.
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        _, first = next(self._events), next(self._events)
        self.raw = None if isinstance(first, yaml.StreamEndEvent) else self._node(next(self._events), ())
        self.places.pop((), None)
        if not all(isinstance(one, (yaml.DocumentEndEvent, yaml.StreamEndEvent)) for one in self._events):
            raise ValueError("a second block")

    def _node(self, event: Any, path: Path) -> Raw:
        if event.anchor or event.tag or len(path) > _DEEPEST:
            raise ValueError("a mark that only a program makes, or too many levels")
        start, self._end = self.places[path] = self._ends(event)  # a group stands before what it holds
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        value: Raw = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        while not isinstance(one := next(self._events), yaml.CollectionEndEvent):
            if isinstance(value, dict):
                name = self._key(one, value, path)
                value[str(name[-1])] = self._node(next(self._events), name)
            elif isinstance(value, list):
                value.append(self._node(one, _same((*path, len(value)))))
        self._end = self._ends(one)[1] if event.flow_style else self._end
        self.places[path] = start, self._end
        return value

    def _ends(self, event: Any) -> tuple[int, int]:
        start, end = event.start_mark.index, event.end_mark.index
        return self._at(start), self._at(start + len(self._text[start:end].rstrip()))

    def _key(self, event: Any, holder: dict[str, Raw], path: Path) -> Path:
        span = self._at(event.start_mark.index), self._at(event.end_mark.index)
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            raise ValueError("no text where a name should be")
        path = _same((*path, event.value))
        if event.value in holder:
            self.again.append((event.value, self.keys[path], Span(*span)))
            holder.pop(event.value)
            for places in (self.places, self.keys):
                for stale in [one for one in places if one[: len(path)] == path]:
                    del places[stale]
        self.keys[path] = span
        return path


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


def is_field(text: str, at: int = 0) -> bool:
    """Whether a name stands at an offset, or what was meant as one."""
    return any(quirk.pattern.match(text, at) for quirk in NAMES)


def depth(text: str) -> int:
    """How many brackets more are opened than are closed."""
    return sum(text.count(mark) for mark in "[{") - sum(text.count(mark) for mark in "]}")


def judged(span: Span, typed: str, text: str) -> Trap | None:
    """The trap of the value at `span` where PyYAML reads it otherwise than it was meant.

    `typed` is its lines as they stand, `text` its words on one line, without comments.
    """
    if _SOUND.fullmatch(typed):
        return None
    if text[0] in "[{" and "{" in text and (bent := [one for one in QUOTED.finditer(typed) if _bends(one[0])]):
        inner = [(Span(span.start + one.start(), span.start + one.end()), _quotation(one[0], one[0])) for one in bent]
        words = _BACKSLASH.words.format(quote(bent[0][0]))
        return Trap(span, words, tuple(Edit(at, quoted(meant)) for at, meant in inner))
    meant, found = _meant(typed, text), loaded(f"x: {typed}")
    right = found.get("x") if isinstance(found, dict) else None
    if right == meant or (isinstance(right, str) and isinstance(meant, str) and _flat(right) == _flat(meant)):
        return None
    looked = typed if "\n" in typed else text
    table = _LISTS if isinstance(meant, list) else _VALUES
    quirk, match = next((one, match) for one in table if (match := one.pattern.match(looked)))
    items = [str(one) for one in meant] if isinstance(meant, list) else None
    edits = [Edit(span, quoted(str(meant)))] if items is None else _list_edits(span, typed, text, items)
    words = quirk.said(match, meant if quirk is _CURLY else text)
    return Trap(span, words, tuple(edits), quirk.sure and looked == typed == text)


def _flat(text: str) -> str:
    return " ".join(re.split("[ \n]+", text.strip(" \n")))


def _meant(typed: str, text: str) -> Raw:
    if text[0] in "\"'":
        return _quotation(typed, text)
    if text[0] in "[{":
        told = _HASHTAG.search(QUOTED.sub("", typed)) or ("{" not in text and _ODD_ITEM.search(typed))
        found = None if told else loaded(typed)
        if isinstance(found, (dict, list)) and ("{" in text or not any(isinstance(one, dict) for one in found)):
            return found
        inner = text[1:].removesuffix("]")
        if text[0] == "[" and not re.search(r"[\[\]{]", inner) and ("]" not in text or text[-1] == "]"):
            return [_item(part.strip()) for _, part in _parts(text)]
    curly = _CURLY.pattern.match(text)
    return text[1:-1] if curly else text.removeprefix(": ").replace("\t", " ")


def _parts(text: str) -> list[tuple[int, str]]:
    """The items of a list in brackets as they stand, each with its offset."""
    # What no program takes for a blank goes with the item, so that its correction takes it out.
    cuts = [cut for cut in _CUT.finditer(text.removesuffix("]"), 1) if cut[0].strip()]
    return [(cut.end() - len(cut[0].lstrip(" \t\n")), cut[0].strip(" \t\n")) for cut in cuts]


def _item(part: str) -> Raw:
    whole = part[0] not in "\"'" or QUOTED.fullmatch(part)
    return _meant(part, part) if whole else part.strip("\"'").strip()


def _list_edits(span: Span, typed: str, text: str, meant: list[str]) -> list[Edit]:
    """The corrections of the items of a list in brackets."""
    # Over several lines, or with nothing between two commas, the whole list is written anew.
    if "\n" in typed or re.search(r"[\[,]\s*,", text):
        return [Edit(span, f"[{', '.join(map(quoted, meant))}]")]
    parts = [(span.start + at, part, item) for (at, part), item in zip(_parts(text), meant, strict=True)]
    odd = [one for one in parts if loaded(f"[{one[1]}]") != [one[2]] or _HASHTAG.search(one[1])]
    closed = [] if text[-1] == "]" else [Edit(Span(span.end, span.end), "]")]
    return [Edit(Span(at, at + len(part)), quoted(item)) for at, part, item in odd] + closed


def _bends(quotation: str) -> bool:
    """A backslash in it, which stands for itself, makes another character of what follows."""
    return quotation[0] == '"' and _BENT.search(quotation) is not None


def _quotation(typed: str, text: str) -> str:
    """What a value that starts with a quotation mark means."""
    match = QUOTED.match(typed)
    tail = typed[match.end() :].strip() if match else ""
    if match and (not tail or (_COMMENT.match(tail) and "\n" not in tail)):
        inner = match.group()
        found = None if _bends(inner) else loaded(inner)
        return found if isinstance(found, str) else _DOUBLED.sub(r"\\", inner[1:-1]).replace('\\"', '"')
    if not match or (text[-1] == text[0] and not re.match(_SEVERAL, text, re.DOTALL)):
        return text[1:-1] if match or text[-1] == text[0] else text[1:].rstrip("”’").strip()
    return text[1 : match.end() - 1] + text[match.end() :] if _HASHTAG.match(text[match.end() :]) else text


def harmed(page: str, start: int, end: int, unit: str) -> Trap | None:
    """The trap of a line of a page that holds what nobody can see, or blanks of another kind before its value."""
    if not (HARM.search(page, start, end) or _BLANK.search(page, start, end)):
        return None
    hidden = _HIDDEN.finditer(page, start, end)
    edits = [Edit(Span(*one.span()), " " if one.group().isspace() else "") for one in hidden]
    seen, at = mended(page, start, end, edits)
    front, tail, indent = _FRONT.match(seen), _TAIL.search(seen), len(seen) - len(seen.lstrip())
    for blank in _BLANK.finditer(seen):
        if not (front and blank.start() < front.end()) and not (tail and blank.start() >= tail.start()):
            continue
        place = at(blank.start())
        new = unit if blank.group() == "\t" and blank.start() < indent else " "
        edits.append(Edit(Span(place, place + 1), new))
    if not edits:
        return None
    first = min(edits, key=_in_order).span
    sign = page[first.start]
    name = {"\t": "a tab", "\u00a0": "a no-break space"}.get(sign)
    name = name or f"a hidden character ({unicodedata.name(sign, f'U+{ord(sign):04X}').lower()})"
    message = f"This line holds {name}. It would spoil the value, or the whole block at the top of the page."
    if seen.rstrip() not in ("", "---", "..."):
        return Trap(first, message, tuple(edits), sure=True)
    edit = Edit(Span(start, end + 1), "")
    return Trap(
        Span(start, end), message, (edit,), sure=not seen.strip(), fix="delete this line, which holds no field."
    )


def edits(traps: list[Trap]) -> list[Edit]:
    """Every correction by its place; at one place what is put in, then the longer, then the later found."""
    return sorted((edit for trap in reversed(traps) for edit in trap.edits), key=_in_order)


def _in_order(edit: Edit) -> tuple[int, bool, int]:
    return edit.span.start, edit.span.end > edit.span.start, -edit.span.end


def problems(source: Source, traps: list[Trap]) -> Iterator[Diagnostic]:
    """One problem for each trap: its fix holds the whole line, with every correction of that line made."""
    every, made, position = edits(traps), set[Edit](), 0
    for one in every:
        if one.span.start >= position:
            made.add(one)
            position = one.span.end
    for trap in sorted(traps, key=lambda trap: (trap.span, trap.message)):
        spans = [trap.span, *(edit.span for edit in trap.edits)]
        first = source.place(min(span.start for span in spans)).line
        last = source.place(max(span.end for span in spans)).line
        end = source.line_starts[last - 1] + len(source.line(last))
        # What is put in at the end of the line is part of it.
        text = mended(source.text, source.line_starts[first - 1], end + 1, every)[0].strip("\n")
        where = "instead: " if first == last else f"in place of lines {first} to {last}:\n"
        fix = trap.fix or f"write this {where}{text if len(text) <= 1_000 else f'{text[:1_000]}…'}"
        # One that is not made when all are would leave something else to correct.
        edit = trap.edits[0] if trap.sure and len(trap.edits) == 1 and trap.edits[0] in made else None
        yield Diagnostic("top-unreadable", source, trap.span, trap.message, fix, edit=edit)
