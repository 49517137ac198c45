"""Is the prose built so that everybody can read it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from catalogue.addresses import follow
from catalogue.diagnostics import Diagnostic, Edit, Severity, quote
from catalogue.gaps import GAP, gap
from catalogue.graph import Catalogue, Page, Pages
from catalogue.labels import fold
from catalogue.markdown import LinkKind, normalise_label
from catalogue.text import Span, Stretches


def heading_skipped(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A heading is more than one level below the one before it, or takes the level of the page's title.

    People who listen to a page move by its headings; a missing level sounds like a missing part.

    Bad:
        docs/guidance/x.md
        ## What works
        #### In a city

    Good:
        docs/guidance/x.md
        ## What works
        ### In a city
    """
    for page in catalogue.pages:
        before = 1
        for heading in page.prose.headings:
            words = heading.text.lstrip("# ")  # a seventh sign is one of the words
            if heading.level == 1 and page.record.title:
                message = f"The heading {quote(heading.text)} has the level of the page’s title."
                fix = f"use “## {words}”."
                if page.source.text[heading.span.start - 1] == "#":  # with no blank between it and the words
                    fix = f"write “## {words}”, or “\\#{words}” if no heading is meant."
                yield page.problem("heading-skipped", heading.span, message, fix)
            elif heading.level > before + 1:
                message = f"The heading {quote(heading.text)} is at level {heading.level}, below one at level {before}."
                marks = "#" * (before + 1)
                yield page.problem("heading-skipped", heading.span, message, f"use “{marks} {words}”.")
            before = max(heading.level, 1)


def heading_repeated(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """Two headings of a page say the same.

    A link to the second one gets an address nobody can guess, and a list of headings tells the reader nothing.

    Bad:
        docs/guidance/x.md
        ## What works
        ## What works

    Good:
        docs/guidance/x.md
        ## What works in cities
        ## What works in villages
    """
    for page in catalogue.pages:
        seen: dict[str, int] = {}
        for heading in page.prose.headings:
            name = fold(heading.text)
            line = page.source.place(heading.span.start).line
            if name in seen:
                message = f"The heading {quote(heading.text)} stands at line {seen[name]} too."
                fix = "say in each heading what is in its part."
                yield page.problem("heading-repeated", heading.span, message, fix, Severity.WARNING)
            seen.setdefault(name, line)


def heading_empty(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A heading has nothing below it.

    Readers are promised a part that is not there; most often it is a heading of the starter.

    Bad:
        docs/guidance/x.md
        ## What works

        ## In a city
        Lights help.

    Good:
        docs/guidance/x.md
        ## What works

        ### In a city
        Lights help.
    """
    for page in catalogue.records:
        text, headings = page.source.text, page.prose.headings
        for index, one in enumerate(headings):
            after = headings[index + 1] if index + 1 < len(headings) else None
            end = text.rfind("\n", 0, after.span.start) + 1 if after else len(text)
            # A line under the heading may be what makes it one.
            below = text[one.span.end : end].partition("\n")[2].strip(" \n\t=-")
            if one.span.start >= 0 and not below and (after is None or after.level <= one.level):
                message = f"Nothing stands below the heading {quote(one.text)}."
                fix = "write what belongs there, or take the heading out."
                yield page.problem("heading-empty", one.span, message, fix, Severity.WARNING)


def image_undescribed(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A picture has no words that say what it shows.

    People who cannot see it, or whose phone has not loaded it, get nothing.

    Bad:
        docs/about/x.md
        ![](../assets/mark.svg)

    Good:
        docs/about/x.md
        ![The mark of this site: five dots joined](../assets/mark.svg)
    """
    for page in catalogue.pages:
        for link in page.prose.links:
            if link.kind in (LinkKind.IMAGE, LinkKind.IMAGE_REFERENCE) and not link.text.strip():
                if page.source.text.startswith("![[", link.span.start):
                    continue  # no picture comes of it: `mark-shown` says so
                message = f"The picture {quote(link.target)} has no description."
                fix = f"write what it shows: “!{gap('what it shows')}({link.target})”."
                yield page.problem("image-undescribed", link.span, message, fix)


_DRAWING = re.compile(
    r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{?[ \t]*\.?(?P<name>mermaid|plantuml|graphviz|dot|d2)\b", re.MULTILINE
)


def drawing_unread(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A drawing is written in a language for drawings, which the site would show as plain text.

    To draw from such words a page would have to load a program of another site, or each build a browser. A picture
    is seen by everybody, on paper too.

    Bad:
        docs/about/x.md
        ```mermaid
        graph TD; chat --> guide;
        ```

    Good:
        docs/about/x.md
        ![A chat leads to a guide](../assets/mark.svg)
    """
    for page in catalogue.pages:
        for match in _DRAWING.finditer(page.source.text, page.prose.start):
            # Inside a longer piece of code it is itself a sample.
            if any(span.start <= match.start() and match.end() <= span.end for span in page.prose.code):
                continue
            message = f"The site shows a drawing in the language {quote(match['name'])} as plain text."
            fix = "save the drawing as an SVG file in “assets”, and show it as a picture with a description."
            yield page.problem("drawing-unread", Span(match.start("name"), match.end("name")), message, fix)


_VAGUE = frozenset(
    fold(words)
    for words in (
        "click here", "here", "this", "this link", "link", "read more", "more", "this page", "page", "more info",
        "learn more", "click", "this paper", "website", "this website", "see here",
    )
)  # fmt: skip


def link_text_vague(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """The words of a link do not say where it leads.

    People who jump from link to link hear only these words.

    Bad:
        docs/guidance/x.md
        For more, [click here](../glossary/population-focus.md).

    Good:
        docs/guidance/x.md
        For more, read about [population focus](../glossary/population-focus.md).
    """
    for page in catalogue.pages:
        for link in page.prose.links:
            if link.kind in (LinkKind.INLINE, LinkKind.REFERENCE) and fold(link.text).strip(" .!>→") in _VAGUE:
                message = f"The words {quote(link.text)} do not say where the link leads."
                fix = "put the name of the page between the brackets."
                yield page.problem("link-text-vague", link.span, message, fix)


def link_text_missing(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A link has no words.

    Nobody can see it, and people who listen to the page hear an address in its place.

    Bad:
        docs/guidance/x.md
        Read about [](../glossary/population-focus.md).

    Good:
        docs/guidance/x.md
        Read about [population focus](../glossary/population-focus.md).
    """
    for page in catalogue.pages:
        for link in page.prose.links:
            if link.kind is not LinkKind.INLINE or any(one.isprintable() for one in link.text.replace(" ", "")):
                continue
            bracket = page.source.text.find("](", link.span.start)
            pictures = (one.span for one in page.prose.links if one.kind in (LinkKind.IMAGE, LinkKind.IMAGE_REFERENCE))
            if any(link.span.start < one.start < link.span.end for one in pictures):
                continue  # a link by a picture has the picture’s description for its words
            place = follow(link.target, page.path)
            leads = catalogue.by_path.get(place[0]) if place else None
            title = leads.title if leads and leads is not page and not _SIGNS.search(leads.title) else ""
            words = f"[{title}]" if title else gap("the name of what it leads to")
            message = f"The link to {quote(link.target)} has no words."
            fix = f"write its words between the brackets: “{words}({link.target})”."
            edit = Edit(Span(link.span.start + 1, bracket), title) if title else None
            yield page.problem("link-text-missing", link.span, message, fix, edit=edit)


_SIGNS = re.compile(r"[\[\]\\*_`<>&]")
# Most pages have none of these; to look for them takes half of looking for the whole.
_LIKELY = ("odo", "xme", "tbc", "tba", "lorem", "xx", "yyyy")
_OPENED = re.compile(rf"<(?=[yitnd])|{GAP}", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(?=[tflxy<\[])(?:(?<!\w)(?:TO" r"DO|FIX" r"ME|TBC|TBA|lorem ipsum|XX+|YYYY-MM-DD)\b"
    rf"|<(?:your|the|insert|title|name|date)[^<>\n]{{0,40}}>|{GAP})",
    re.IGNORECASE,
)  # fmt: skip


def placeholder_left(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A page still holds words that stood in a template, or a note to fill something in.

    Readers would take it for an unfinished site.

    Bad:
        docs/guidance/x.md
        The call is on [insert date].

    Good:
        docs/guidance/x.md
        The call is on 10 February 2021.
    """
    for page in catalogue.pages:
        covered: tuple[Stretches, Stretches] | None = None
        text, lower = page.source.text, page.source.text.lower()
        likely = _OPENED.search(text) or any(word in lower for word in _LIKELY)
        for match in _PLACEHOLDER.finditer(text) if likely else ():
            covered = covered or _covered(catalogue, page)
            if _belongs(page, match, *covered):
                continue
            message, fix = f"{quote(match[0])} is still to be filled in.", "write what belongs here, or take it out."
            yield page.problem("placeholder-left", Span(match.start(), match.end()), message, fix)


def _covered(catalogue: Pages, page: Page) -> tuple[Stretches, Stretches]:
    """Where pictures stand; and where code, links and what defines them do."""
    prose = page.prose
    # A bare `[label]` is a link only where it leads to something.
    links = [link.span for link in prose.links if not link.shortcut and link.kind is not LinkKind.IMAGE]
    defined = (one.span for one in prose.definitions)
    pictures = (link.span for link in prose.links if link.kind is LinkKind.IMAGE)
    return Stretches(pictures), Stretches((*prose.code, *links, *catalogue.led(page), *defined))


def _belongs(page: Page, match: re.Match[str], pictures: Stretches, others: Stretches) -> bool:
    """The words are code, the words of a link, or a list in the block at the top such as `also: [your rights]`."""
    prose = page.prose
    # The description of a picture can be a gap.
    ours = match[0][:7].lower() == "[insert"
    if others.hold(match.start()) or (pictures.hold(match.start()) and not ours):
        return True
    if normalise_label(match[0][1:-1]) in {one.label for one in prose.definitions}:
        return True
    line = page.source.text[: match.start()].rpartition("\n")[2]
    if match.start() < prose.start and line.lstrip().startswith("#"):
        return True  # a line for writers
    listed = match.start() < prose.start and re.fullmatch(r"\s*[a-z_]+:\s*", line)
    return bool(listed) and match[0][:5].lower() == "[your"


def page_orphaned(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """Nothing leads to a term or a guide, and it leads to nothing.

    A page that is joined to no other is found by nobody and checked by nothing.

    Bad:
        docs/glossary/loose-end.md
        ---
        title: Loose end
        ---
        Words that lead nowhere.

    Good:
        docs/glossary/loose-end.md
        ---
        title: Loose end
        related: [population-focus]
        ---
        Words that lead nowhere.
    """
    for page in catalogue.records:
        if not page.listed or not page.row.lasting:
            continue
        if not catalogue.leads_from.get(page.path) and not catalogue.leads_to.get(page.path):
            message = f"No page leads to {quote(page.title)}, and it leads to none."
            fix = "name a neighbour under “related”, or link to a term in the prose."
            yield page.problem("page-orphaned", Span(0, 0), message, fix, Severity.WARNING)
