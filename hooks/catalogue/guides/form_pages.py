"""Makes a page of a filled form: a new one, or an old one with what the form says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from catalogue.admitted import identifier
from catalogue.diagnostics import quote
from catalogue.graph import Catalogue, Page
from catalogue.guides.answers import Answers, Unfit
from catalogue.guides.pasted_reference import read_reference
from catalogue.kinds import Kind
from catalogue.records import Declared, Part, declared
from catalogue.records.typed_lines import typed
from catalogue.records.values import likely_moment


@dataclass(frozen=True)
class Made:
    """A page made of a form: its path in the docs folder, and its whole text."""

    path: str
    text: str


def make_page(answers: Answers, catalogue: Catalogue, today: date) -> Made:
    """The page a form asks for; nothing is written. Raises `Unfit` where none can be made.

    The path is worked out from letters and figures of the title, or is that of a page of the catalogue: never typed.
    """
    kind = answers.form.kind
    if answers.form.new and kind is not None:
        return _new(answers, kind, catalogue, today)
    page = _meant(answers, catalogue)
    return Made(page.path, _CHANGES[answers.form.name](answers, page, catalogue, today))


def _new(answers: Answers, kind: Kind, catalogue: Catalogue, today: date) -> Made:
    if pasted := answers.by_field.get("reference"):
        answers = Answers(answers.form, {**read_reference(pasted), **answers.by_field})
    asked = [(name, one) for name, one in declared(kind.record).items() if one.required and name != "status"]
    if starts := likely_moment(answers.text("starts")):
        answers = Answers(answers.form, {**answers.by_field, "starts": starts})
    lacking = [one.says for name, one in asked if not _has(answers, name)]
    if lacking:
        raise Unfit(*(f"The form does not say {says}." for says in lacking))
    block = _fields(kind.record, answers, catalogue, _filled(kind, answers, today))
    prose = [f"{field}\n\n{words}\n" for field, words in answers.by_field.items() if field.startswith("## ")]
    name = _name(kind, answers, today)
    if not re.search(r"[a-z0-9]", name):
        raise Unfit("The title holds no letter that a file name could be made of.")
    path = f"{kind.folder}/{name}.md"
    holder = catalogue.names.by_id.get(name) or catalogue.by_path.get(path)
    if holder is not None:
        raise Unfit(f"There is a page docs/{holder.path} already. To mend it, use the form for corrections.")
    return Made(path, "\n".join(["---", *block, "---", "", "\n".join(prose)]))


def _has(answers: Answers, name: str) -> bool:
    return any(field == name or field.startswith(f"{name}.") for field in answers.by_field)


def _filled(kind: Kind, answers: Answers, today: date) -> dict[str, str]:
    """The days that a form does not ask: the page is for readers from today on."""
    names = {*kind.record.required_once_current, *kind.also_started, *declared(kind.record)}
    return {name: today.isoformat() for name in ("published", "announced", "added", "date")
            if name in names and name not in answers.by_field
            and (name != "published" or name in kind.record.required_once_current)}  # fmt: skip


def _name(kind: Kind, answers: Answers, today: date) -> str:
    title = answers.text("title")
    if kind.name == "paper":
        family = (answers.items("authors") or [""])[0].partition(",")[0]
        year = answers.text("year")
        return identifier(f"{family} {year if year.isdigit() else 'nd'}")
    if kind.name in ("chat", "post"):
        day = re.match(r"\d{4}-\d\d-\d\d", answers.text("starts" if kind.name == "chat" else "date"))
        return f"{day[0] if day else today.isoformat()}-{identifier(title)}"
    return identifier(title)


def _fields(
    part: type[Part], answers: Answers, catalogue: Catalogue, filled: dict[str, str], above: str = ""
) -> list[str]:
    """The lines of a block, or of a group in it, in the order of its record."""
    lines: list[str] = []
    for name, one in declared(part).items():
        dotted = f"{above}{name}"
        if dotted in filled:
            lines.append(f"{name}: {filled[dotted]}")
        elif dotted in answers.by_field:
            lines += _written(name, one, answers, dotted, catalogue)
        elif one.shape.part is not None and any(each.startswith(f"{dotted}.") for each in answers.by_field):
            inner = _fields(one.shape.part, answers, catalogue, filled, f"{dotted}.")
            first = "  - " if one.shape.several else "  "
            indent = " " * len(first)
            lines += [f"{name}:", *(f"{indent if place else first}{line}" for place, line in enumerate(inner))]
    return lines


def _written(name: str, one: Declared, answers: Answers, field: str, catalogue: Catalogue) -> list[str]:
    def said(words: str) -> str:
        return typed(_id(words, catalogue) if one.shape.refers or name == "reading" else words)

    if one.shape.several:
        return [f"{name}:", *(f"  - {said(item)}" for item in answers.items(field))]
    return [f"{name}: {said(answers.text(field))}"]


def _id(words: str, catalogue: Catalogue) -> str:
    """The id of the page that is named by its id, its title or its address; the words themselves where none is."""
    last = re.sub(r"[?#].*$|/index\.html$|\.md$", "", words.strip()).rstrip("/").rpartition("/")[2]
    found = catalogue.names.by_id.get(last) or catalogue.names.resolve(words).page
    return found.id if found is not None else words


def _meant(answers: Answers, catalogue: Catalogue) -> Page:
    words, kind = answers.text("page"), answers.form.kind
    page = catalogue.names.by_id.get(_id(words, catalogue))
    if page is None:
        raise Unfit(f"No page is called {quote(words[:200])}. Give its address as the browser shows it.")
    if kind is not None and page.kind != kind.name:
        raise Unfit(f"{quote(page.title)} is no {kind.called.casefold()}, and this form is for one.")
    return page


def _move(answers: Answers, page: Page, catalogue: Catalogue, today: date) -> str:
    text, place = page.source.text, page.front.places.get(("starts",))
    if place is None:
        raise Unfit(f"The page {quote(page.title)} does not say when it starts, so that it cannot be moved.")
    starts = likely_moment(answers.text("starts")) or answers.text("starts")
    was = text[place.start : place.end]
    item = [f"starts: {was}", f"on: {today.isoformat()}", f"reason: {typed(answers.text('moved_from.reason'))}"]
    lines = [f"{'    ' if number else '  - '}{line}" for number, line in enumerate(item)]
    moved = f"{text[: place.start]}{typed(starts)}{text[place.end :]}"
    return _into_list(moved, "moved_from", lines)


def _cancel(answers: Answers, page: Page, catalogue: Catalogue, today: date) -> str:
    block = ["cancelled:", f"  on: {today.isoformat()}", f"  reason: {typed(answers.text('cancelled.reason'))}"]
    return _at_end(page, "cancelled", block)


def _write_up(answers: Answers, page: Page, catalogue: Catalogue, today: date) -> str:
    filled = {"outcome.written_up": today.isoformat()}
    part = declared(type(page.record))["outcome"].shape.part
    assert part is not None
    inner = _fields(part, answers, catalogue, filled, "outcome.")
    return _at_end(page, "outcome", ["outcome:", *(f"  {line}" for line in inner)])


def _correct(answers: Answers, page: Page, catalogue: Catalogue, today: date) -> str:
    text, says, should = page.source.text, answers.by_field["says_now"], answers.by_field["should_say"]
    # As it is copied from a page: its lines are broken elsewhere than in the file.
    found = list(re.finditer(r"\s+".join(map(re.escape, says.split())), text))
    if len(found) != 1:
        count = "nowhere" if not found else f"{len(found)} times"
        raise Unfit(f"The words {quote(says[:80])} stand {count} on the page. Copy one whole sentence, as it is there.")
    start, end = found[0].span()
    if start < page.front.body_start:
        should = " ".join(should.split())
        line = text[text.rfind("\n", 0, start) + 1 : start]
        if re.search(r"[\"\\]|: | #", should) and not line.rstrip().endswith(('"', "'")):
            raise Unfit("These words stand in the block at the top, where such marks need an editor’s hand.")
        should = should.replace('"', "”") if '"' in line else should
    return f"{text[:start]}{should}{text[end:]}"


_CHANGES = {"move": _move, "cancel": _cancel, "write-up": _write_up, "correction": _correct}


def _at_end(page: Page, name: str, block: list[str]) -> str:
    """The page with a group of fields added at the end of the block at its top."""
    if name in page.front.fields:
        raise Unfit(f"The page {quote(page.title)} holds {quote(name)} already. Use “Suggest a change” on the page.")
    return _before_close(page.source.text, block)


def _into_list(text: str, name: str, lines: list[str]) -> str:
    """A text with an item added to a list in the block at its top, whether there is one yet or not."""
    head = re.search(rf"^{name}:[ \t]*(.*)$", text, re.MULTILINE)
    if head is None:
        return _before_close(text, [f"{name}:", *lines])
    if head[1]:
        raise Unfit(f"The page holds {quote(name)} on one line. Use “Suggest a change” on the page.")
    return "\n".join([text[: head.end()], *lines]) + text[head.end() :]


def _before_close(text: str, block: list[str]) -> str:
    close = re.search(r"^---[ \t]*$", text[4:], re.MULTILINE)
    if close is None:
        raise Unfit("The page has no block at its top that could be added to.")
    at = close.start() + 4
    return f"{text[:at]}{_joined(block)}{text[at:]}"


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
