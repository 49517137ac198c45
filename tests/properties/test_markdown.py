"""What is quoted from the source at a place is what stands in the HTML, on made-up pages.

The reading is a rendering, so what it finds is what is shown; these tests hold its places to the text, and its HTML to
what Python-Markdown makes of the same page without our marks in it.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from html.parser import HTMLParser

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from catalogue.markdown import HoleKind, LinkKind, Prose
from catalogue.markdown.harmless import make_safe
from catalogue.markdown.reading import EXTENSIONS, SETTINGS, read_prose
from catalogue.text import Source
from tests.properties.examples import LONG, examples
from tests.properties.made_up_pages import made_up_page

REFERENCES = (LinkKind.REFERENCE, LinkKind.IMAGE_REFERENCE)
many = settings(
    max_examples=examples(300), derandomize=not LONG, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
# Marks of a link within a link's address, or a title that holds the mark that closes it: Markdown reads them, and no
# two readers agree where they end.
TANGLED = re.compile(r"\]\([^()\n]*[\[\]<!]|\"[^\"\n]*\"[^\"\n)]*\"|\]\([ \t]*[^()\s]+\n")


WORDLESS = re.compile(r"\[\s*\]\s?\[")
WITHIN = re.compile(r"<a [^>]*>(?:(?!</a>).)*<a ", re.DOTALL)
# A label defined over two lines is found here, as CommonMark has it; Python-Markdown keeps the line's end in it.
DEFINED_OVER_LINES = re.compile(r"^ {0,3}\[[^\[\]\n]*\s[^\[\]]*\]:", re.MULTILINE)


def read(text: str) -> Prose:
    return read_prose(Source("page.md", text))


def shown(prose: Prose, text: str) -> str:
    """The HTML of a page whose references lead nowhere, and whose addresses stay as typed."""
    links = {link.span.start: link for link in prose.links}
    parts: list[str] = []
    for part in prose.parts:
        if isinstance(part, str):
            parts.append(part)
        elif part.kind is HoleKind.ADDRESS:
            parts.append(part.before + escape(part.target).replace("&#x27;", "'"))
        elif part.kind is HoleKind.CITATION:
            cited = next(one for one in prose.citations if one.span.start == part.start)
            parts.append(escape(text[cited.span.start : cited.span.end], quote=False))
        else:
            opens = part.kind is HoleKind.OPENING
            parts.append("[" if opens else escape(links[part.start].closing(text), quote=False))
    return "".join(parts)


class Seen(HTMLParser):
    """The addresses and the ids in a page, as a browser finds them: in tags, and never in words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        led = {("a", "href"), ("img", "src")}
        self.addresses += [(value or "").strip() for name, value in attrs if (tag, name) in led]
        self.ids |= {value for name, value in attrs if name == "id" and value}


@many
@given(st.binary(max_size=400))
def test_what_is_quoted_at_a_place_is_what_stands_in_the_html(choices: bytes) -> None:
    text = made_up_page(choices)
    assume(not TANGLED.search(text))
    prose = read(text)
    html = shown(prose, text)
    seen = Seen(html)
    for link in prose.links:
        quoted, whole = text[link.target_span.start : link.target_span.end], text[link.span.start : link.span.end]
        assert re.match(r"!?\[|<", whole) and whole[-1] in ")]>", whole
        if link.kind in REFERENCES:
            assert _flat(quoted) == _flat(link.target), whole
        else:
            target = link.target.removeprefix("mailto:") if link.kind is LinkKind.AUTOLINK else link.target
            assert target == re.sub(r"\\([^\w\s]|_)", r"\1", quoted), whole
    # Where every link of the page is ours, every address in the HTML is one that was read.
    if not prose.html and not prose.definitions:
        known = {unescape(link.target).strip() for link in prose.links}
        assert set(seen.addresses) <= known | {""}
    for each in (*prose.citations, *prose.headings, *prose.attributes, *prose.html):
        assert 0 <= each.span.start <= each.span.end <= len(text)
    for one in prose.citations:
        assert re.fullmatch(r"\[\s*-?@[^\[\]]+\]", text[one.span.start : one.span.end])
    # A reference that leads nowhere is shown as typed, without what stands in curly brackets behind it.
    if not any(link.kind in REFERENCES for link in prose.links) and not prose.html:
        assert prose.anchors == seen.ids


def _flat(label: str) -> str:
    return "".join(label.split()).replace(">", "")


@cache
def plain_markdown() -> Markdown:
    return Markdown(extensions=list(EXTENSIONS), extension_configs=SETTINGS)


_FRAME = re.compile(r' ?(?:class="scroll"|role="region"|tabindex="0"|aria-label="Table \d+")|</?div ?>')
_STYLE = re.compile(r'style="text-align: (\w+);"')


def _without_frames(html: str) -> str:
    return re.sub(r"\s+(?=<)|(?<=>)\s+", "", " ".join(_FRAME.sub("", html).replace("<div>", "").split()))


@many
@given(st.binary(max_size=400))
def test_our_marks_change_nothing_that_is_shown(choices: bytes) -> None:
    text = made_up_page(choices)
    prose = read(text)
    # A reference that nothing defines takes what stands in curly brackets behind it; Markdown leaves both as typed.
    waiting = [link.span.start for link in prose.links if link.kind in REFERENCES]
    # One without words shows its label for them.
    assume(not WORDLESS.search(text))
    # The id of a heading is made of the words that its references show.
    assume(not any(each.span.start <= at < each.span.end for each in prose.headings for at in waiting))
    assume(not prose.citations and not (waiting and ("{" in text or prose.html)) and not TANGLED.search(text))
    plain = plain_markdown().reset().convert(text)
    # Of links in a link Python-Markdown now and then makes more than one, which no browser shows so.
    assume("klzzwxh" not in plain and not WITHIN.search(plain) and not DEFINED_OVER_LINES.search(text))
    assert _without_frames(make_safe(_STYLE.sub(r'class="\1"', plain))) == _without_frames(shown(prose, text))


@many
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_page_does_not_show_what_another_left_behind(before: bytes, choices: bytes) -> None:
    text = made_up_page(choices)
    alone = read(text)
    read(made_up_page(before))
    assert read(text) == alone
