"""The words of an e-mail or a text file, whatever a mail program made of them; nothing in them is opened or run."""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

from catalogue.guides.forms import END

_HEADERS = re.compile(rb"\A(?:From |[A-Za-z][A-Za-z0-9-]*:[ \t].*\r?\n(?:[ \t].*\r?\n)*)+", re.ASCII)
_MESSAGE = re.compile(rb"^(?:content-type|mime-version|received|message-id):", re.IGNORECASE | re.MULTILINE)
_ENCODED = re.compile(r"=(?:[0-9A-F]{2}|\r?\n)")
_FOOTER = re.compile(
    r"--|_{8,}|(?:Sent from my|Get Outlook for|Sent from Outlook)\b.*|On .{6,150} wrote:|-{2,} ?Original Message ?-{2,}"
    r"|(?:with )?(?:(?:kind|kindest|best|warm|many) )?(?:regards|wishes|thanks)[,.!]?|(?:thank you|cheers)[,.!]?"
    r"|yours(?: sincerely| faithfully| truly)?[,.]?",
    re.IGNORECASE,
)
"""What stands below the words of an e-mail: a signature, a farewell and the name behind it, what it answers to."""


class NoWords(Exception):
    """A message without plain text, in one sentence."""


def words_of(held: bytes) -> str:
    """The text of a file or a saved message (RFC 5322): its plain part, decoded. Raises `NoWords`.

    What is not UTF-8 is read as Windows-1252, as a browser would; quoted-printable (RFC 2045) is undone where the text
    can be nothing else.
    """
    headers = _HEADERS.match(held)
    if headers and _MESSAGE.search(headers[0]):
        return _of_message(message_from_bytes(held, policy=policy.default))
    if held.startswith((b"\xff\xfe", b"\xfe\xff")):
        return held.decode("utf-16", "replace")
    return _unquoted(_decoded(held))


def _of_message(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    if part is None:
        raise NoWords("The message holds no plain text. Copy its words into a plain text file.")
    held = part.get_payload(decode=True)
    named = part.get_content_charset("utf-8")
    try:
        return bytes(held).decode(named) if isinstance(held, bytes) else str(held)
    except (LookupError, UnicodeDecodeError):
        return _decoded(bytes(held)) if isinstance(held, bytes) else ""


def _decoded(held: bytes) -> str:
    try:
        return held.decode("utf-8-sig")
    except UnicodeDecodeError:
        return held.decode("cp1252", "replace")


def _unquoted(text: str) -> str:
    """A text with quoted-printable undone, where each of its equals signs is one of it and one is sure to be."""
    sure = re.search(r"=(?:\r?\n|3D|[C-F][0-9A-F]=[89AB][0-9A-F])", text)
    if not (sure and text.isascii() and len(_ENCODED.findall(text)) == text.count("=")):
        return text
    try:
        return quopri.decodestring(text.encode("ascii")).decode("utf-8")
    except UnicodeDecodeError:
        return text


def without_footer(lines: list[str], asks: Callable[[str], object]) -> list[str]:
    """The lines before the one that ends the form, or before a signature; what stands above the form ends nothing.

    `asks` tells whether a line holds a question.
    """
    first = next((place for place, line in enumerate(lines) if asks(line)), len(lines))
    ends = (place for place, line in enumerate(lines) if place > first and _ends(line.lstrip("> ")))
    return lines[: next(ends, len(lines))]


def _ends(line: str) -> bool:
    return line.strip(" .*_").casefold() == END.casefold() or _FOOTER.fullmatch(line.strip()) is not None
