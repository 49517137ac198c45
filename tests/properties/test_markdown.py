"""What is quoted from the source at a place is what stands in the HTML, on made-up pages.

The reading is a rendering, so what it finds is what is shown; these tests hold its places to the text, and its HTML to
what Python-Markdown makes of the same page without our marks in it.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from catalogue.markdown import HoleKind, LinkKind, Prose, normalise_label
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
# Marks of a link within a link's address, a title that holds the mark that closes it, an address on a line of its own,
# a tag closed among a link's words, and one that defines an address: no two readers agree where they end.
TANGLED = re.compile(
    r"\]\((?:[^()\n]|\n(?!\n)|\([^()\n]*\))*[\[\]<!`]|\"[^\"\n]*\"[^\"\n)]*\""
    r"|\]\([^()\s]*'(?:.|\n(?!\n))*\]\((?:.|\n(?!\n))*[\"']"
    r"|\]\([ \t]*[^()\s]+\n|\]\([ \t]*\n[ \t]*>|\[[^\[\]<]*</|\]:\s*<[A-Za-z][\w-]*[\s/>]"
)
# A reference without words or with a blank label, what is read as a citation, and `[words][link](address)`, whose
# second brackets belong to what follows them.
OURS = re.compile(r"\[\s*\][\s>]*\[|\][\s>]*\[\s+\]|\[[^\w\[\]]*@|\][\s>]*\[[^\[\]]*\]\(")
LABEL = re.compile(r"\[([^\[\]]*)\]")
WITHIN = re.compile(r"<a [^>]*>(?:(?!</a>).)*<a ", re.DOTALL)
# A label defined over two lines is found here, as CommonMark has it; Python-Markdown keeps the line's end in it.
DEFINED_OVER_LINES = re.compile(r"^[>\s*+.\d-]*\[[^\[\]\n]*\s[^\[\]]*\]:", re.MULTILINE)


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


def resolved(prose: Prose) -> str:
    """The HTML of a page whose references all lead to its top."""
    opened = {HoleKind.ADDRESS: "{0.before}{1}", HoleKind.OPENING: '<a {0.before}href="#"{0.after}>'}
    return "".join(
        part
        if isinstance(part, str)
        else opened.get(part.kind, "</a>").format(part, escape(part.target).replace("&#x27;", "'"))
        for part in prose.parts
    )


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
        assert re.fullmatch(r"\[\s*-?@.+\]", text[one.span.start : one.span.end], re.DOTALL)
    # A reference that leads nowhere is shown as typed, without what stands in curly brackets behind it.
    if not any(link.kind in REFERENCES for link in prose.links) and not prose.html:
        assert prose.anchors == seen.ids


def _flat(label: str) -> str:
    return "".join(label.split()).replace(">", "")


@cache
def plain_markdown() -> Markdown:
    made = Markdown(extensions=list(EXTENSIONS), extension_configs=SETTINGS)
    made.parser.blockprocessors["olist"].LAZY_OL = False  # the site's lists start with the number that was typed
    return made


_FRAME = re.compile(r' ?(?:class="scroll"|role="region"|tabindex="0"|aria-label="Table \d+")|</?div ?>')
_STYLE = re.compile(r'(<t[hd])( [^<>]*?)? style="text-align: (\w+);"')


def _without_frames(html: str) -> str:
    return re.sub(r"\s+(?=<)|(?<=>)\s+", "", " ".join(_FRAME.sub("", html).replace("<div>", "").split()))


def plainly(text: str, prose: Prose) -> str | None:
    """What Python-Markdown makes of a page without our marks; None where we mean to read it otherwise."""
    if OURS.search(text) or TANGLED.search(text) or DEFINED_OVER_LINES.search(text):
        return None
    # Every label that the page leaves to the catalogue is defined for both; no picture has such a label.
    found = LABEL.findall(text)
    labels = {normalise_label(re.sub(gap, " ", label).strip()) for label in found for gap in (r"\s+", r"[\s>]+")} - {""}
    labels |= {f"{before}{label}{behind}" for label in labels for before in ("", " ") for behind in ("", " ")}
    if any(one.kind is LinkKind.IMAGE_REFERENCE and normalise_label(one.target) in labels for one in prose.links):
        return None
    markdown = plain_markdown().reset()
    markdown.references.update(dict.fromkeys(labels, ("#", None)))
    plain = markdown.convert(text)
    # Of links in a link Python-Markdown now and then makes more than one, which no browser shows so.
    if "klzzwxh" in plain or "&#2;" in plain or WITHIN.search(plain):
        return None
    return make_safe(_STYLE.sub(r'\1 class="\3"\2', plain))


@many
@given(st.binary(max_size=400))
def test_our_marks_change_nothing_that_is_shown(choices: bytes) -> None:
    text = made_up_page(choices)
    prose = read(text)
    plain = plainly(text, prose)
    assume(plain is not None)
    assert _without_frames(plain or "") == _without_frames(resolved(prose))


@pytest.mark.parametrize("text", [
    "[TOC2] [road []](a.md)", "[<b> road][alpha]", "# road{#brace}", "#road{: .c }", "# road ]( {: #own }",
    "- road\n    ##    \n    road", "[a](b.md)\troad\t\tsafety", "- <b>\t[road][]\tx\n\n\t1.\t<i>\t{: .c}\tx",
    "| road |\n|---|\n| [road](a.md){: #here } {#brace} road { |", "```code`[road](a.md)", "~~~ [road](a.md)\nx\n~~~",
    "``` { .py title='{a}' }\nb\n```", "[a](   b.md \"x\")",
    "[alpha]: own.md\n  'next'\n---",
])  # fmt: skip
def test_a_mark_moves_no_sign(text: str) -> None:
    prose = read(text)
    assert _without_frames(plainly(text, prose) or "") == _without_frames(resolved(prose))


@many
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_page_does_not_show_what_another_left_behind(before: bytes, choices: bytes) -> None:
    text = made_up_page(choices)
    alone = read(text)
    read(made_up_page(before))
    assert read(text) == alone
