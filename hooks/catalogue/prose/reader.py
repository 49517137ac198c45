"""Reads a page's body: blocks first, then the sentences in them.

What is found is what Python-Markdown makes of the same text with the site's extensions (toc, attr_list, tables,
admonition, pymdownx.details, pymdownx.superfences); a test compares the two on made-up pages. What a page cannot tell
is taken so: a reference with both its brackets is a link, defined or not, and a citation is read before all links.

The two are known to differ where nobody would write so:

* a fence in one block with indented code above it (no blank line between), or under a first line of spaces, which
  superfences gives back as text;
* the words after an attribute list with a brace too many, which attr_list puts in another order;
* a link within the words of another (read, but not always as often), or marks of a link within an address;
* a definition whose label is empty, or whose address stands on the next line, and a label with a backslash
  that escapes nothing;
* HTML that Python's own reader gives up on, such as a `<?` left open; a comment that starts within another; HTML within
  an attribute list, and a tag broken by two spaces at the end of a line;
* more than 60 blocks, or 10 links, one within another, emphasis in more than 20,000 characters, and emphasis that runs
  on where another starts (`*a**b*`).

Not reported because not on the page: what follows code in a list item with no blank line between, which
pymdownx.highlight loses.
"""

from __future__ import annotations

import re

from catalogue.prose.anchors import Anchors
from catalogue.prose.attributes import closing_attributes, identifier
from catalogue.prose.blocks import BlockReader
from catalogue.prose.canvas import STASH, Canvas, canvas
from catalogue.prose.fences import find_fences
from catalogue.prose.findings import Findings
from catalogue.prose.lists import LIST_TAGS
from catalogue.prose.model import Attributes, Citation, Definition, Html, Link, Prose, normalise_label
from catalogue.prose.rawhtml import as_edits, html_ids, raw_blocks
from catalogue.prose.rows import Row, join
from catalogue.prose.sentence import Sentence
from catalogue.prose.tree import Node
from catalogue.text import Source, Span

MARKED = re.compile(r"[\[`<{]")
HEADING = re.compile(r"h[1-6]$")


def read_prose(source: Source, start: int = 0) -> Prose:
    """Read a page's body, which starts at `start`; never raises, whatever the text holds."""
    page = _Page(source, start)
    page.read()
    return page.prose()


class _Page:
    """One page being read."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.code: list[Span] = []
        self.html: list[Html] = []
        self.raw: list[str] = []
        self.words: list[Span] = []
        self.fence_ids: list[tuple[Span, str]] = []
        self.anchors = Anchors()
        self.ends: dict[Node, str] = {}
        self.fenced: dict[int, str] = {}

    def read(self) -> None:
        """Read the blocks, then the sentences."""
        text = self._without_raw_html(self._without_fences(canvas(self.source.text, self.start)))
        self.canvas = text
        self.blocks = BlockReader(text.text)
        tree = self.blocks.read()
        self.definitions = [self._definition(*rows) for rows in self.blocks.definitions]
        defined = {normalise_label(definition.label) for definition in self.definitions}
        self.findings = Findings(text, defined)
        self.findings.fenced = self.fenced
        self._read_tree(tree)

    def prose(self) -> Prose:
        """All that was found."""
        found = self.findings
        spans = self.canvas.span
        html = sorted([*self.html, *found.html], key=_by_place)
        ids = [*self._live_fence_ids(), *html_ids([*self.raw, *(each.text for each in found.html)])]
        typed = [each for _, each in found.ids]
        headings, anchors = self.anchors.settle(typed)
        return Prose(
            source=self.source,
            start=self.start,
            headings=headings,
            links=tuple(sorted(found.links, key=_by_place)),
            citations=tuple(sorted(found.citations, key=_by_place)),
            html=tuple(html),
            attributes=tuple(sorted(found.attributes, key=_by_place)),
            definitions=tuple(sorted(self.definitions, key=_by_place)),
            anchors=frozenset([*anchors, *ids]),
            code=tuple(sorted([*self.code, *found.code, *(spans(*row) for row in self.blocks.code)])),
            quotations=tuple(sorted(spans(*row) for row in self.blocks.quotations)),
            words=tuple(sorted(self.words)),
        )

    def _live_fence_ids(self) -> list[str]:
        """The ids typed on fences, but for those that turned out to stand in indented code."""
        indented = [self.canvas.span(*row) for row in self.blocks.code] if self.fence_ids else []
        return [
            found
            for fence, found in self.fence_ids
            if not any(code.start <= fence.start and fence.end <= code.end for code in indented)
        ]

    def _without_fences(self, text: Canvas) -> Canvas:
        fences = list(find_fences(text.text))
        for fence in fences:
            self.code.append(text.span(fence.start, fence.end))
            self.fenced[self.code[-1].start] = text.text[fence.start : fence.end].partition("\n")[2].rpartition("\n")[0]
            if fence.attributes and (found := identifier(fence.attributes)[0]):
                self.fence_ids.append((self.code[-1], found))
        return text.edited((fence.start, fence.end, STASH) for fence in fences) if fences else text

    def _without_raw_html(self, text: Canvas) -> Canvas:
        blocks = raw_blocks(text.text)
        if not blocks:
            return text
        for block in blocks:
            span = text.span(block.start, block.end)
            self.html.append(Html(self.source.text[span.start : span.end], span))
            self.raw.append(text.text[block.start : block.end])
        return text.edited(as_edits(text.text, blocks))

    def _definition(self, whole: Row, label: Row, target: Row) -> Definition:
        text = self.canvas.text
        address = text[target[0] : target[1]]
        bare = address.lstrip("<")
        first = target[1] - len(bare)
        bare = bare.rstrip(">")
        span = self.canvas.span
        return Definition(text[label[0] : label[1]].strip(), bare, span(*whole), span(first, first + len(bare)))

    def _read_tree(self, tree: Node) -> None:
        for node in tree.walk():
            heading = HEADING.match(node.tag) is not None
            sentence = self._sentence(node.text, node) if node.text else None
            # pymdownx.highlight loses what follows code with no blank line between, in a list.
            tail = self._sentence(node.tail) if node.tail and node.tag != "pre" else None
            if heading:
                self._heading(node, sentence)
            elif sentence is not None and "{" in sentence.words and _closes(node):
                closing_attributes(sentence, node.tag)
            if tail is not None and "{" in tail.words and (parent := self.ends.get(node)):
                closing_attributes(tail, parent, tail=True)
            if node.children:
                self._note_end(node)

    def _note_end(self, node: Node) -> None:
        """Remember which child's tail may close a node with a list of attributes."""
        lists = [number for number, child in enumerate(node.children) if child.tag in LIST_TAGS]
        last = lists[0] - 1 if node.tag == "li" and lists else len(node.children) - 1
        if last >= 0:
            self.ends[node.children[last]] = node.tag

    def _sentence(self, rows: list[Row], of: Node | None = None) -> Sentence | None:
        self.words += [self.canvas.span(*row) for row in rows]
        text = self.canvas.text
        heading = of is not None and HEADING.match(of.tag)
        if not heading and not any(MARKED.search(text, *row) for row in rows):
            return None
        twice = of is not None and of.tag == "li" and bool(of.children)
        return Sentence(join(text, rows), self.findings, twice).read()

    def _heading(self, node: Node, sentence: Sentence | None) -> None:
        level = int(node.tag[1])
        if sentence is None:
            span = self.canvas.span(*node.text[0]) if node.text else Span(self.start, self.start)
            self.anchors.add(level, "", None, span)
            return
        words, rest, explicit = sentence.words, "", None
        if "{" in words and (attributes := closing_attributes(sentence, node.tag)):
            explicit = attributes.id
            rest = sentence.shown(
                words[attributes.end :].lstrip(" "), len(words) - len(words[attributes.end :].lstrip(" "))
            )
            words = words[: attributes.start].rstrip().rstrip("#").rstrip()
        shown = " ".join((sentence.shown(words) + rest).split())
        self.anchors.add(level, shown, explicit, sentence.span(0, len(words)))


def _closes(node: Node) -> bool:
    """Whether a node's own words are the last before its end, or before the list in it."""
    return not node.children or (node.tag == "li" and node.children[0].tag in LIST_TAGS)


def _by_place(found: Html | Link | Citation | Attributes | Definition) -> Span:
    return found.span
