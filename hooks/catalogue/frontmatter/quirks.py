"""What people type that a program reads otherwise: how each looks, what is said, and what goes in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.diagnostics import Edit, quote
from catalogue.text import Span

NAME = r"[A-Za-z_][\w-]{0,40}"
COMMENT = re.compile(r"(?:^|\s)#(?=[\s#]|$)")
HASHTAG = re.compile(r"(?:^|\s)#(?=[^\s#])")

CLOSED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'(?!')", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Trap:
    """What is so at `span`, the edits that mend it, and whether they are sure to be what was meant.

    Spans are character offsets in the page. `fix` is said in place of the corrected line, where no line can be shown;
    `lost` says that a value is gone. A trap without a message is a correction that goes along with another.
    """

    span: Span
    message: str
    edits: tuple[Edit, ...] = ()
    sure: bool = False
    fix: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Quirk:
    """A pattern, the words for it, and its replacement.

    In `words`, `{0}` is what was typed and `{name}` or `{inner}` a group of the pattern, each in quotation marks. An
    empty `instead` is the value in straight quotation marks; `sure` says that nothing else can have been meant.
    """

    pattern: re.Pattern[str]
    words: str
    instead: str = ""
    sure: bool = False

    def said(self, match: re.Match[str], typed: str) -> str:
        """The words for what a match found in `typed`."""
        return self.words.format(quote(typed), **{name: quote(text) for name, text in match.groupdict().items()})


def _quirk(pattern: str, words: str, instead: str = "", *, sure: bool = False) -> Quirk:
    return Quirk(re.compile(pattern, re.DOTALL), words, instead, sure)


_JOINED = "The name {name} and its value run together. A colon and a space go between."
_WORD = rf"(?!(?i:https?|mailto|tel|doi|urn|isbn)\b)(?P<name>{NAME})"
NAMES = (
    _quirk(
        rf"[*_`“”‘’]{{1,2}}(?P<name>{NAME})(?:[*_`“”‘’]{{1,2}}:|:[*_`“”‘’]{{1,2}})(?=\s|$)",
        "The name {name} has marks around it. A name stands by itself, with a colon behind it.",
        r"\g<name>:",
        sure=True,
    ),
    _quirk(rf"{_WORD}[ ]*:(?!//)(?=\S)", _JOINED, r"\g<name>: ", sure=True),
    _quirk(rf"{_WORD}(?:[ ]*：[ ]*|[ ]+=[ ]+)", _JOINED, r"\g<name>: "),
)
"""Names that do not read as names, at the place where a field starts."""

BARE = _quirk(
    r"(?P<name>[a-z_]{2,30})[ ]+(?=(?P<data>(?:\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?|\"[^\"]*\")[ ]*)$|\S)",
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
MARKER = _quirk(
    rf"(?:---|\.\.\.)[ \t]+(?=\S)|\?[ ]+(?={NAME}[ ]*:(?:\s|$))",
    "{0} stands before a field, and ends what is read. A field starts with its name.",
)
ASKED = re.compile(rf"\?[ ]+(?P<name>{NAME})[ ]*$")
LABEL = _quirk(r"[&!]\S*$", "{0} has a meaning of its own here. The field is right without it.")
LABELLED = _quirk(r"[&!]\S*[ ]+(?=[\[{])", "{0} has a meaning of its own here. The list is right without it.")

_AGAIN = "Inside straight quotation marks it is kept as it is."
_OPEN = "The quotation mark that opens {0} is never closed. Everything after it would be lost."
_EARLY = " ends the value too early. Other quotation marks around it keep it whole."
_HIDDEN = "The “#” in {0} hides the rest of the line. " + _AGAIN
_Q = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'(?!'))"
_STARTS = {"@": "an at sign", "`": "a backtick", r"-(?=\s|$)": "a dash and a space"}
_STARTS |= {r"\?(?=\s|$)": "a question mark and a space", r":(?=\s|$)": "“:”"}
_STARTS |= {re.escape(mark): f"“{mark}”".replace("{", "{{").replace("}", "}}") for mark in "[]{}%!&*|>,"}
CURLY = _quirk(
    r"(?:“([^“”]*)”|‘([^‘’]*)’|„([^„“]*)“|«([^«»]*)»)$",
    "Curly quotation marks around {0} become part of the value. Straight ones do not.",
)
VALUES = (
    _quirk(rf"{_Q}\s+#[^\s#]", "The “#” in {0} hides the rest of the line. It belongs inside the quotation marks."),
    _quirk(r"(?P<m>[\"'])(?!.*(?P=m))(?!.*\s#[^\s#])", _OPEN, sure=True),
    _quirk(rf"(?=[\"'])(?!{_Q})", _OPEN),
    _quirk(rf"{_Q}\s*(?:#.*)?$", "A backslash in {0} has a meaning of its own. Two of them stand for one."),
    _quirk(r"'.*'$", "An apostrophe inside {0}" + _EARLY, sure=True),
    _quirk(r"\".*\"$", "A quotation mark inside {0}" + _EARLY, sure=True),
    _quirk(r"[\"']", "Words stand after the closing quotation mark in {0}. The whole value goes inside one pair."),
    CURLY,
    *(_quirk(mark, f"{{0}} starts with {name}, which has a meaning of its own here. {_AGAIN}", sure=True)
      for mark, name in _STARTS.items()),
    _quirk(r"(?:.*\s)?#[^\s#]\S*$", _HIDDEN, sure=True),
    _quirk(r".*?(?:^|\s)#[^\s#]", _HIDDEN),
    _quirk(r".*:(?=\s|$)", "{0} holds a colon and a space, which may only stand after a name. " + _AGAIN, sure=True),
    _quirk(r".*\t", "{0} holds a tab. A space is right there.", sure=True),
)  # fmt: skip
"""Values that a program reads otherwise, by what is tried first. The reader says what was meant; these say why."""

LISTS = (
    LABELLED,
    _quirk(r"[^\]]*$", "The bracket that opens {0} is never closed. Everything after it would be lost.", sure=True),
    _quirk("", "The list {0} holds a mark with a meaning of its own. Quotation marks around such an item keep it."),
)
"""The same for what was meant as a list in brackets."""
STRAY = "{0} goes on in a line that does not stand further in than its name. It can stand on one line."
BELOW = "{0} does not stand further in than its name. It can stand behind the name."
BROKEN_UP = "A comment stands in the middle of {0}. The value can stand on one line."
OTHER = _quirk("", "{0} is not read as it was typed. " + _AGAIN)


def quoted(text: str) -> str:
    """A text in quotation marks that keep it as it is, the plainest that will do: text in, one line to paste out."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def without_comment(text: str) -> str:
    """A plain value without the comment behind it; `#WeCops` is no comment but a word that would be lost."""
    match = COMMENT.search(text)
    return text[: match.start()].rstrip(" \t") if match else text
