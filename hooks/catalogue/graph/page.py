"""One page as read, and the sentences of its prose."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple, TypeVar

from catalogue.addresses import address
from catalogue.diagnostics import Diagnostic, Edit, Severity
from catalogue.frontmatter import FrontMatter
from catalogue.frontmatter import Path as FieldPath
from catalogue.gaps import is_gap
from catalogue.kinds import ROWS, Kind
from catalogue.markdown import LinkKind, Prose
from catalogue.records import Record, RefersTo, Status, references
from catalogue.text import Source, Span

R = TypeVar("R", bound=Record)

# Each way in these patterns starts with one sign of its own, which lets a long text be passed over quickly.
_END = re.compile(
    "|".join([*(rf"""{end}[’”"')]*\s+""" for end in (r"\.", "!", r"\?")), r"\n(?:\s*\n|(?=\s*(?:[-*+]|\d+\.)\s|#))"])
)
_MARKUP = re.compile(r"\[-?@[^\]]*\]|\[([^\]]*)\](?:\[[^\]]*\]|\([^)]*\))?|!(?=\[)|\*|_|`|\{:[^}]*\}")
_ITEM = re.compile(r"^[\s>#]*(?:[-*+]\s|\d+\.\s)?")
_BEFORE_STOP = re.compile(r" (?=[.,;:!?])")


class Sentences(NamedTuple):
    """Where the sentences of a text end: `ends` are the last signs of each, `starts` the first sign of the next."""

    text: str
    first: int
    ends: tuple[int, ...]
    starts: tuple[int, ...]

    def around(self, span: Span) -> str:
        """The sentence around a place, without its markup; empty for a place outside the prose."""
        if span.start < self.first:
            return ""
        before, behind = bisect_right(self.starts, span.start), bisect_left(self.ends, span.end)
        start = self.starts[before - 1] if before else self.first
        return plain_words(self.text[start : self.ends[behind] if behind < len(self.ends) else len(self.text)])


def sentences(source: Source, prose: Prose) -> Sentences:
    """The sentences of a page's prose; a full stop within a citation, as in “p. 9”, ends none."""
    text, ends, starts = source.text, [], []
    cited = sorted(one.span for one in prose.citations)
    opened = [one.start for one in cited]
    for match in _END.finditer(text, prose.start):
        within = bisect_right(opened, match.start())
        if not within or match.start() >= cited[within - 1].end:
            # The full stop and what closes behind it belong to the sentence.
            ends.append(match.start() + len(match[0].rstrip()))
            starts.append(match.end())
    return Sentences(text, prose.start, tuple(ends), tuple(starts))


def plain_words(text: str) -> str:
    """Markdown's words without its marks, on one line: citations go, links keep their words."""
    words = _MARKUP.sub(lambda match: match[1] or "", text)
    words = _ITEM.sub("", words, count=1)
    return _BEFORE_STOP.sub("", " ".join(words.split()))


@dataclass(frozen=True, eq=False)
class Page:
    """One page as read: its text, its block at the top, its prose, its record, and the problems met in reading."""

    source: Source
    front: FrontMatter
    prose: Prose
    record: Record
    problems: tuple[Diagnostic, ...]

    @cached_property
    def path(self) -> str:
        """Relative to the docs folder."""
        return self.source.path

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of its prose."""
        return sentences(self.source, self.prose)

    @cached_property
    def named(self) -> tuple[tuple[FieldPath, str, RefersTo], ...]:
        """Every id of another page that its fields name: the field's path, the id, and what the reference means."""
        return tuple(references(self.record))

    @cached_property
    def face(self) -> bytes:
        """A hash of what other pages can show of it, and rules see that look at several: all but its sentences.

        Its path belongs to that too and is not in it, since what is read of a text is kept for any path.
        """
        source, prose = self.source, self.prose
        shown = (
            source.flaw, source.text[: prose.start], sorted(prose.anchors),
            [(link.kind, link.target, link.text, link.shortcut) for link in prose.links],
            [(item.key, item.locator) for one in prose.citations for item in one.items],
            [(heading.anchor, heading.text) for heading in prose.headings],
            [(one.label, one.target) for one in prose.definitions],
        )  # fmt: skip
        return blake2b(repr(shown).encode(), digest_size=16).hexdigest().encode()

    @cached_property
    def id(self) -> str:
        """The file name without `.md`; for a plain page the whole path, so that it never takes a record's id."""
        return self.path[:-3].rpartition("/")[2] if self.is_record else self.path

    @property
    def unnamed(self) -> bool:
        """It is still called what a new page is called before it has a title, here or in another program."""
        called = f"{self.row.unnamed}|new-(?:{self.kind}|page|file)|untitled|template"
        return re.fullmatch(rf"(?:[\d-]*-)?(?:{called})(?:-\d*)?", self.id) is not None

    @property
    def first_id(self) -> str:
        """The id it had first, which no later name changes."""
        return self.record.formerly[0] if self.record.formerly else self.id

    @property
    def kind(self) -> str:
        """Which kind of record it is, or `page`."""
        return self.record.kind

    def record_as(self, model: type[R]) -> R:
        """Its record as that of a kind, for what only pages of that kind are asked; raises TypeError for another."""
        if not isinstance(self.record, model):
            raise TypeError(f"{self.path} is no {model.kind}")
        return self.record

    @property
    def row(self) -> Kind:
        """What its kind is called and shown as."""
        return ROWS[self.record.kind]

    @property
    def folder(self) -> str:
        """The folder it stands in, below the docs folder."""
        return self.path.rpartition("/")[0]

    @cached_property
    def listing(self) -> str | None:
        """The list it shows, if it is the page of one."""
        return getattr(self.record, "listing", None)

    @property
    def is_record(self) -> bool:
        """It is one of the five kinds, not a plain page."""
        return self.record.kind != "page"

    @cached_property
    def gaps(self) -> frozenset[str]:
        """The fields, by the name at the left of the page, in which a gap is still to be filled."""
        found = (path for path, span in self.front.places.items() if is_gap(self.source.text[span.start : span.end]))
        return frozenset(str(path[0]) for path in found if path)

    @cached_property
    def mistyped(self) -> frozenset[str]:
        """The fields, by the name at the left of the page, in which something stands that could not be read."""
        wrong = (one for one in self.problems if one.code in ("field-wrong", "field-unknown", "top-unreadable"))
        return frozenset(self.field_at(one.span.start) for one in wrong) - {""}

    def field_at(self, offset: int) -> str:
        """The field, by the name at the left of the page, within which a place of the block stands; empty above all.

        `offset` counts characters of the page's text from 0.
        """
        starts = [(span.start, str(path[0])) for path, span in self.front.keys.items() if len(path) == 1]
        return max((each for each in starts if each[0] <= offset), default=(0, ""))[1]

    @property
    def complete(self) -> bool:
        """Its block is there and could be read whole, so that what it lacks can be judged."""
        return self.front.present and self.front.complete

    @cached_property
    def title(self) -> str:
        """Its title, or the id of a page that has lost its title."""
        return self.record.title or self.id

    @cached_property
    def address(self) -> str:
        """Its address below the site's own."""
        return address(self.path)

    @property
    def body(self) -> str:
        """The prose as typed."""
        return self.source.text[self.prose.start :]

    def place(self, *path: str | int) -> Span:
        """Where a field stands, or the nearest group of fields around it, or the top of the page."""
        while path:
            if span := self.front.places.get(path) or self.front.keys.get(path):
                return span
            path = path[:-1]
        return Span(0, 3)

    def problem(
        self, code: str, span: Span, message: str, fix: str, severity: Severity = Severity.ERROR,
        edit: Edit | None = None,
    ) -> Diagnostic:  # fmt: skip
        """A problem at a place of this page."""
        return Diagnostic(code, self.source, span, message, fix, severity, edit)

    @property
    def targets(self) -> Iterator[tuple[str, Span]]:
        """Each address that its prose holds, of a link, a picture or a definition, and where it stands."""
        for link in self.prose.links:
            if link.kind not in (LinkKind.REFERENCE, LinkKind.IMAGE_REFERENCE):
                yield link.target, link.target_span
        for one in self.prose.definitions:
            yield one.target, one.target_span

    @property
    def listed(self) -> bool:
        """It is a record for readers now: neither a draft nor retired."""
        return self.is_record and not self.record.draft and not self.record.retired

    @cached_property
    def release(self) -> date | None:
        """The first day on which readers can see it, as its fields say; none when they say nothing."""
        return max((day for day in self.record.first_days if day), default=None)

    def on(self, day: date) -> Page:
        """The page as it stands on `day`, in the UK: a draft while its first day is still to come."""
        if self.record.draft or self.release is None or self.release <= day:
            return self
        return replace(self, record=self.record.model_copy(update={"status": Status.DRAFT}))
