"""Compiles a page's prose into Markdown that links itself: labels defined, citations written out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from catalogue.addresses import beside
from catalogue.graph import Catalogue, Page, Use
from catalogue.prose import Citation, normalise_label
from catalogue.site.citations import Library, library
from catalogue.text import Span

MARK = "record:"
"""Starts the title of every link we make, so that the finished page can tell it from the writer's own."""


OPENS, CLOSES = "\ue000", "\ue001"
"""Stand around the words of a link that needs nothing of Markdown, which then sees plain words and is far quicker.

Behind the first stands a sign that says which of the pages linked is meant; see `linked` and `markup.finish`.
"""
SIGNS = range(0xE100, 0xF8FF)
"""The signs: of Unicode's private use, so that no text holds them, and no heading's id."""


def compile_body(catalogue: Catalogue, page: Page) -> str:
    """A page's prose with each citation in words, links marked, and a definition appended for each label left.

    Lines above the definitions do not move. What does not resolve is left as typed.
    """
    text, position, parts = page.source.text, page.prose.start, []
    signs = {each.path: chr(sign) for each, sign in zip(linked(catalogue, page), SIGNS, strict=False)}
    plain = {use.link.span: words for use in catalogue.uses[page.path] if (words := _words(use, signs))}
    cited = dict(_citations(catalogue, page))
    for span in sorted([*plain, *cited]):
        if span.start >= position:
            parts += [text[position : span.start], plain.get(span) or cited[span]]
            position = span.end
    parts.append(text[position:])
    definitions = _definitions(catalogue, page, plain)
    return "".join(parts) + ("\n\n" + "\n".join(definitions) + "\n" if definitions else "")


def linked(catalogue: Catalogue, page: Page) -> list[Page]:
    """The pages that a page's reference links lead to, each once."""
    targets = (use.resolution.page for use in catalogue.uses[page.path])
    return list(dict.fromkeys(target for target in targets if target is not None and _open(target, page)))


_PLAIN = re.compile(r"[^\[\]\\`*_<>&!{}#~^|\n" + OPENS + CLOSES + r"]+")


def _words(use: Use, signs: Mapping[str, str]) -> str:
    """The words of a link between marks; empty where Markdown has to read them, or attributes behind them."""
    text, link = use.page.source.text, use.link
    words, between, label = text[link.span.start + 1 : link.span.end - 1].partition("][")
    target = use.resolution.page
    simple = between or link.shortcut
    if target is None or not simple or not _PLAIN.fullmatch(words) or (label and not _PLAIN.fullmatch(label)):
        return ""
    if target.path not in signs or text[link.span.end : link.span.end + 1] in tuple("{[("):
        return ""
    return f"{OPENS}{signs[target.path]}{words}{CLOSES}"


def _citations(catalogue: Catalogue, page: Page) -> Iterator[tuple[Span, str]]:
    cites = catalogue.cites[page.path]
    papers = {cite.item.span: cite.paper for cite in cites if cite.paper and _open(cite.paper, page)}
    for citation in page.prose.citations:
        if all(item.span in papers for item in citation.items):
            yield citation.span, _citation(library(catalogue), page, citation, papers)


def _open(target: Page, origin: Page) -> bool:
    """Readers can open the target; a draft is seen by drafts alone."""
    return not target.record.draft or origin.record.draft


def _citation(cited: Library, page: Page, citation: Citation, papers: dict[Span, Page]) -> str:
    items = []
    for item in citation.items:
        paper = papers[item.span]
        words = escape(cited.in_text(paper, suppress_author=item.suppress_author))
        locator = f", {escape(item.locator)}" if item.locator else ""
        items.append(f'[{words}]({beside(paper.path, page.path)} "{MARK}{paper.id}"){locator}')
    return f"({'; '.join(items)})"


def escape(words: str) -> str:
    """Words that Markdown reads as nothing but words."""
    # Markdown knows no backslash before & and <.
    return re.sub(r"([\\`*_{}\[\]()#+!|>])", r"\\\1", words.replace("&", "&amp;").replace("<", "&lt;"))


def _definitions(catalogue: Catalogue, page: Page, plain: Collection[Span]) -> list[str]:
    lines: dict[str, str] = {}
    for use in catalogue.uses[page.path]:
        target = use.resolution.page
        label = " ".join(use.link.target.split())
        if target is not None and _open(target, page) and use.link.span not in plain:
            lines.setdefault(normalise_label(label), f'[{label}]: {beside(target.path, page.path)} "{MARK}{target.id}"')
    return list(lines.values())
