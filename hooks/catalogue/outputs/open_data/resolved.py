"""A page's prose as plain Markdown: every reference an ordinary link, every citation in words, nothing that could harm.

The prose is not rendered and read back: what the page says of its links and citations is put into the text as typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from catalogue.addresses import follow, is_outside
from catalogue.graph import Catalogue, Page
from catalogue.markdown import Citation, LinkKind
from catalogue.site.citations import Library, library

Naming = Callable[[str, str], str]
"""How the text names a page or file of the site: from its path in the docs folder and the heading, or empty."""

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$^=!])")
_TELLING = re.compile(r"[\\`*_{}\[\]<>#|~$^=!&:]")
_LINE_START = re.compile(r"^(\s*)([-+:]|\d+[.)])(?=\s)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_SCHEME = re.compile(r"(?i)(?:https?|mailto|webcal):")
_KEPT = re.compile(r"(?<![\w-])[#.][\w-]+")
_DEFINING = re.compile(r"^[ \t>*+\d.-]*(\[)[^\[\]]*\](:)", re.MULTILINE)
_NOTE = re.compile(r'^([ \t]*)(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)(?:[ \t]+[\w-]+)*[ \t]*(?:"(.*)")?[ \t]*$', re.MULTILINE)

Cut = tuple[int, int, str]
"""What stands in place of a stretch of the text: where it starts, where it ends, and the words."""


# Pages name the same pages, days and words again and again.
@lru_cache(maxsize=1 << 13)
def words(text: str) -> str:
    """Plain words as Markdown that shows them as they are, whoever reads it; on one line."""
    shown = " ".join(text.split())
    if shown[:1].isalpha() and not _TELLING.search(shown):
        return shown
    shown = _SIGNS.sub(r"\\\1", shown)
    return _LINE_START.sub(r"\1\\\2", shown).replace("&", "&amp;").replace("://", ":\\//")


@lru_cache(maxsize=1 << 12)
def destination(address: str) -> str:
    """An address as the part of a link in brackets; one that could do harm leads nowhere.

    `address` is as typed; what comes back is encoded (RFC 3986), not escaped for HTML.
    """
    if ":" in address.partition("/")[0] and not _SCHEME.match(address):
        return "#"
    return re.sub(r"[\s()<>\\]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), address)


def resolved(catalogue: Catalogue, page: Page, naming: Naming, *, anchors: bool) -> str:
    """The prose of a page as plain Markdown. A reference to what readers cannot open keeps its words alone.

    `anchors` keeps the ids and classes that the page gives, in the form of attribute lists.
    """
    source, prose = page.source.text, page.prose
    if prose.flood:
        return "\n".join(f"    {line}" for line in page.body.splitlines())
    cuts = [*_links(catalogue, page, naming), *_citations(catalogue, page, naming), *_definitions(page, naming)]
    cuts += _attributes(page) if anchors else ((one.span.start, one.span.end, "") for one in prose.attributes)
    cuts += [*_notes(page), *_undefined(page)]
    return _joined(source, prose.start, cuts, _spared(page)).strip("\n")


def _spared(page: Page) -> list[tuple[int, int]]:
    """Where a sign that opens a tag is none: in code, and where an address stands between such signs."""
    code = [(span.start, span.end) for span in page.prose.code]
    auto = [(one.span.start, one.span.end) for one in page.prose.links if one.kind is LinkKind.AUTOLINK]
    return sorted([*code, *(each for each in auto if _SCHEME.match(page.source.text[each[0] :].lstrip("<")))])


def _joined(text: str, start: int, cuts: list[Cut], spared: list[tuple[int, int]]) -> str:
    tags = [match.start() for match in _TAG.finditer(text, start)]
    inside = _within(tags, spared)
    every = sorted([*cuts, *((at, at + 1, "&lt;") for at in tags if at not in inside)], key=lambda cut: cut[:2])
    parts, position = [], start
    for at, end, put in every:
        if at >= position:
            parts += [text[position:at], put]
            position = end
    return "".join([*parts, text[position:]])


def _within(places: list[int], spans: list[tuple[int, int]]) -> set[int]:
    found, index = set[int](), 0
    for place in places:
        while index < len(spans) and spans[index][1] <= place:
            index += 1
        if index < len(spans) and spans[index][0] <= place:
            found.add(place)
    return found


def _links(catalogue: Catalogue, page: Page, naming: Naming) -> Iterator[Cut]:
    text = page.source.text
    for use in catalogue.uses[page.path]:
        target = use.resolution.page
        if target is not None:
            end = use.link.span.end
            closing = use.link.closing(text)
            if not target.record.draft or page.record.draft:
                yield end - len(closing), end, f"]({destination(naming(target.path, ''))})"
            else:
                yield use.link.span.start, use.link.span.start + 1, ""
                yield end - len(closing), end, ""
    for link in page.prose.links:
        if link.kind in (LinkKind.INLINE, LinkKind.IMAGE):
            yield link.target_span.start, link.target_span.end, _address(link.target, page, naming)


def _definitions(page: Page, naming: Naming) -> Iterator[Cut]:
    for one in page.prose.definitions:
        yield one.target_span.start, one.target_span.end, _address(one.target, page, naming)


def _undefined(page: Page) -> Iterator[Cut]:
    """What nearly defines an address: with other words put in behind it, it could."""
    defined, code = (
        {one.span.start for one in page.prose.definitions},
        [(one.start, one.end) for one in page.prose.code],
    )
    for match in _DEFINING.finditer(page.source.text, page.prose.start) if "]:" in page.source.text else ():
        if match.start(1) not in defined and not _within([match.start(1)], code):
            yield match.start(2), match.end(2), "\\:"


def _address(typed: str, page: Page, naming: Naming) -> str:
    place = None if is_outside(typed) else follow(typed, page.path)
    if place is None or not place[0] or typed.startswith("#"):
        return destination(typed)
    return destination(naming(*place))


def _citations(catalogue: Catalogue, page: Page, naming: Naming) -> Iterator[Cut]:
    if not page.prose.citations:
        return
    cited = {one.item.span: one.paper for one in catalogue.cites[page.path]}
    for citation in page.prose.citations:
        papers = [cited.get(item.span) for item in citation.items]
        known = [paper for paper in papers if paper is not None and not paper.record.draft]
        if len(known) == len(papers):
            said = _said(library(catalogue), citation, known, naming)
            yield citation.span.start, citation.span.end, f"({'; '.join(said)})"


def _said(cited: Library, citation: Citation, papers: list[Page], naming: Naming) -> Iterator[str]:
    for item, paper in zip(citation.items, papers, strict=True):
        name = words(cited.in_text(paper, suppress_author=item.suppress_author))
        locator = f", {words(item.locator)}" if item.locator else ""
        yield f"[{name}]({destination(naming(paper.path, ''))}){locator}"


def _attributes(page: Page) -> Iterator[Cut]:
    """Of each list of attributes, the id and the classes; and each heading's id, so that none hangs on a program."""
    source = page.source
    headed = {source.place(heading.span.start).line: heading for heading in page.prose.headings}
    for one in page.prose.attributes:
        kept = _KEPT.findall(re.sub(r"=\s*(?:\"[^\"]*\"|'[^']*'|\S+)", "=", one.text))
        heading = headed.pop(source.place(one.span.start).line, None)
        if heading is not None and not any(each.startswith("#") for each in kept):
            kept.append(f"#{heading.anchor}")
        yield one.span.start, one.span.end, f"{{: {' '.join(kept)} }}" if kept else ""
    for heading in headed.values():
        yield heading.span.end, heading.span.end, f" {{: #{heading.anchor} }}"


def _notes(page: Page) -> Iterator[Cut]:
    """Notes, which plain Markdown does not know, as quotations that start with their title."""
    text, code = page.source.text, [(span.start, span.end) for span in page.prose.code]
    for match in _NOTE.finditer(text, page.prose.start) if "!!!" in text or "???" in text else ():
        if _within([match.start()], code):
            continue
        indent, title = match[1], match[2].capitalize() if match[3] is None else match[3]
        yield match.start(), match.end(), f"{indent}> **{title}**\n{indent}>" if title else f"{indent}>"
        position = match.end() + 1
        while position < len(text):
            end = text.find("\n", position)
            line = text[position : end if end != -1 else len(text)]
            if line.strip() and not line.startswith(f"{indent}    "):
                break
            if line.strip():
                yield position, position + len(indent) + 4, f"{indent}> "
            elif _goes_on(text, position + len(line), f"{indent}    "):
                yield position, position + len(line), f"{indent}>"
            position += len(line) + 1


def _goes_on(text: str, at: int, indent: str) -> bool:
    """After an empty line the note goes on."""
    rest = text[at:].lstrip("\n")
    return rest.startswith(indent)
