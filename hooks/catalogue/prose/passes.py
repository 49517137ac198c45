"""The passes that read links, pictures and raw HTML in a sentence, in the order in which they run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from catalogue.prose.brackets import LABEL, AddressFinder, pair_brackets
from catalogue.prose.canvas import ELEMENT, STASH
from catalogue.prose.model import Html, Link, LinkKind, normalise_label

if TYPE_CHECKING:
    from catalogue.prose.sentence import Sentence

NAMELESS = re.compile(r"[\x02\x03\[]|^\s|\s$|^$")
"""A label that holds code, an escaped character or a bracket, or that a space starts or ends, names nothing."""

PLAIN_OPENING = re.compile(r"(?<!!)\[")
IMAGE_OPENING = re.compile(r"!\[")
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>")
AUTOMAIL = re.compile(r"<([^<> !]+@[^@<> ]+)>")
HTML = re.compile(
    r"""<(?:/?+[a-zA-Z][^\s"'<>@]*+(?:\s+[^\s"'=<>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>]++))?+)*+\s*+/?|"""
    r"!--(?:(?!<!--|-->).)*--|[?](?:(?!<[?]|[?]>).)*[?]|!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\])>",
    re.DOTALL,
)

Pass = Callable[["Sentence", str, int], str]


def references(sentence: Sentence, words: str, base: int, image: bool = False) -> str:
    """References: `[words][label]` and `[label][]`."""
    found, position = [], 0
    for start, inside, close in _brackets(words, IMAGE_OPENING if image else PLAIN_OPENING):
        label = LABEL.match(words, close + 1) if start >= position else None
        if label is None:
            continue
        position = label.end()
        where = label.span(1) if label[1] else (inside, close)
        named = NAMELESS.search(words[where[0] : where[1]]) is None
        shown = sentence.inner(words, base, inside, close, None if image or not named else 1)
        kind = LinkKind.IMAGE_REFERENCE if image else LinkKind.REFERENCE
        _add(sentence, kind, shown, words, base, where, (start, position))
        if named:
            found.append((start, position, "" if image else shown))
            if image:
                sentence.swallow(words, base, inside, close)
    return sentence.mask(words, base, found, ELEMENT)


def image_references(sentence: Sentence, words: str, base: int) -> str:
    """Pictures by reference."""
    return references(sentence, words, base, image=True)


def links(sentence: Sentence, words: str, base: int, image: bool = False) -> str:
    """Links with their address: `[words](address "title")`."""
    found, position = [], 0
    addresses = AddressFinder(words)
    for start, inside, close in _brackets(words, IMAGE_OPENING if image else PLAIN_OPENING):
        if start < position or words[close + 1 : close + 2] != "(":
            continue
        address = addresses.find(close + 1)
        if address is None:
            continue
        position = address.close
        sentence.swallow(words, base, inside if image else close + 1, position)
        shown = sentence.inner(words, base, inside, close, None if image else 2)
        kind = LinkKind.IMAGE if image else LinkKind.INLINE
        _add(sentence, kind, shown, words, base, (address.start, address.end), (start, position))
        found.append((start, position, "" if image else shown))
    return sentence.mask(words, base, found, ELEMENT)


def images(sentence: Sentence, words: str, base: int) -> str:
    """Pictures with their address."""
    return links(sentence, words, base, image=True)


def shortcuts(sentence: Sentence, words: str, base: int, image: bool = False) -> str:
    """Bare labels: `[label]`."""
    found, position = [], 0
    for start, inside, close in _brackets(words, IMAGE_OPENING if image else PLAIN_OPENING):
        if start < position:
            continue
        position = close + 1
        label = words[inside:close]
        if NAMELESS.search(label):
            continue
        defined = normalise_label(label) in sentence.findings.defined
        shown = sentence.inner(words, base, inside, close, 5) if defined and not image else label
        kind = LinkKind.IMAGE_REFERENCE if image else LinkKind.REFERENCE
        _add(sentence, kind, shown, words, base, (inside, close), (start, position), shortcut=True)
        if defined:
            found.append((start, position, "" if image else shown))
    return sentence.mask(words, base, found, ELEMENT)


def image_shortcuts(sentence: Sentence, words: str, base: int) -> str:
    """Pictures by a bare label."""
    return shortcuts(sentence, words, base, image=True)


def autolinks(sentence: Sentence, words: str, base: int) -> str:
    """Addresses in angle brackets."""
    return _angled(sentence, words, base, AUTOLINK, "")


def mails(sentence: Sentence, words: str, base: int) -> str:
    """Mail addresses in angle brackets."""
    return _angled(sentence, words, base, AUTOMAIL, "mailto:")


def _angled(sentence: Sentence, words: str, base: int, pattern: re.Pattern[str], scheme: str) -> str:
    found = []
    for match in pattern.finditer(words):
        sentence.swallow(words, base, *match.span(1))
        shown = sentence.typed(match[1], base + match.start(1)).removeprefix(scheme)
        whole, address = (sentence.span(base + start, base + end) for start, end in (match.span(), match.span(1)))
        sentence.findings.links.append(Link(LinkKind.AUTOLINK, shown, scheme + shown, whole, address))
        found.append((*match.span(), shown))
    return sentence.mask(words, base, found, ELEMENT)


def breaks(sentence: Sentence, words: str, base: int) -> str:
    """Two spaces at the end of a line, which break it."""
    # The line end stays, as attributes on the next line belong to the block.
    found = [(match.start(), match.end() - 1, " ") for match in re.finditer("  \n", words)]
    return sentence.mask(words, base, found, ELEMENT)


def html_tags(sentence: Sentence, words: str, base: int) -> str:
    """Raw HTML tags and comments."""
    found = []
    source = sentence.text.words
    for match in HTML.finditer(words):
        start, end = base + match.start(), base + match.end()
        sentence.swallow(words, base, *match.span())
        sentence.findings.html.append(Html(source[start:end], sentence.span(start, end)))
        found.append((*match.span(), ""))
    return sentence.mask(words, base, found, STASH)


def _add(
    sentence: Sentence,
    kind: LinkKind,
    shown: str,
    words: str,
    base: int,
    target: tuple[int, int],
    whole: tuple[int, int],
    shortcut: bool = False,
) -> None:
    reference = kind in (LinkKind.REFERENCE, LinkKind.IMAGE_REFERENCE)
    inside = sentence.text.words[base + target[0] : base + target[1]]
    address = inside if reference else sentence.typed(words[target[0] : target[1]], base + target[0])
    spans = sentence.span(base + whole[0], base + whole[1]), sentence.span(base + target[0], base + target[1])
    sentence.findings.links.append(Link(kind, " ".join(shown.split()), address, *spans, shortcut))


def _brackets(words: str, opening: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    """Each closed bracket: where its mark starts, where its inside starts, where that ends."""
    pairs = pair_brackets(words)
    for match in opening.finditer(words):
        close = pairs.get(match.end() - 1)
        if close is not None:
            yield match.start(), match.end(), close


PASSES: tuple[tuple[str, Pass], ...] = (
    ("[", references),
    ("](", links),
    ("![", images),
    ("![", image_references),
    ("[", shortcuts),
    ("![", image_shortcuts),
    ("<", autolinks),
    ("<", mails),
    ("  \n", breaks),
    ("<", html_tags),
)
