"""Makes a page of a filled form: a new one, or an old one with what the form says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import yaml

from catalogue.diagnostics import choices, quote
from catalogue.graph import Catalogue, Page
from catalogue.graph.read_page import read_page
from catalogue.kinds import Kind
from catalogue.labels import fold
from catalogue.proposals.answers import Answers, Unfit
from catalogue.proposals.pasted_reference import read_reference
from catalogue.records import Declared, Part, declared
from catalogue.records.author import authors_of
from catalogue.records.fields import declared_below
from catalogue.records.typed_lines import block_lines, field_lines, typed
from catalogue.records.values import likely_day, likely_moment
from catalogue.text import Source, Span


@dataclass(frozen=True)
class Made:
    """A page made of a form: its path in the docs folder, its whole text, and what its writer is to be told of it."""

    path: str
    text: str
    notes: tuple[str, ...] = ()


def make_page(answers: Answers, catalogue: Catalogue, today: date) -> Made:
    """The page a form asks for; nothing is written. Raises `Unfit` where none can be made.

    The path is worked out from letters and figures of the title, or is that of a page of the catalogue: never typed.

    `today` is a day in the UK.
    """
    kind = answers.form.kind
    if answers.form.new and kind is not None:
        return _new(answers, kind, catalogue, today)
    page = _meant(answers, catalogue)
    text = _CHANGES[answers.form.name](answers, page, catalogue, today)
    if text == page.source.text:
        raise Unfit(f"The page {quote(page.title)} says that already, so nothing is to be changed.")
    return Made(page.path, text)


def _new(answers: Answers, kind: Kind, catalogue: Catalogue, today: date) -> Made:
    if pasted := answers.by_field.get("reference"):
        answers = answers.but(**{**read_reference(pasted), **answers.by_field})
    if "authors" in answers.by_field:
        answers = answers.but(
            authors="\n".join(each for line in answers.items("authors") for each in authors_of(line.strip("{}")))
        )
    asked = [(name, one) for name, one in declared(kind.record).items() if one.required and name != "status"]
    if starts := likely_moment(answers.text("starts")):
        answers = answers.but(starts=starts)
        _refuse_past(starts, today)
    said = {field.partition(".")[0] for field in answers.by_field}
    lacking = [one.says for name, one in asked if name not in said]
    if lacking:
        raise Unfit(*(f"The form does not say {says.rstrip('.')}." for says in lacking))
    _refuse_strangers(answers, kind.record, catalogue)
    given = _given(kind.record, answers, catalogue) | _filled(kind, answers, today)
    block = [line for line in block_lines(kind.record, given) if not line.startswith("#")]
    prose = [f"{field}\n\n{words}\n" for field, words in answers.by_field.items() if field.startswith("## ")]
    text = "\n".join(["---", *block, "---", "", "\n".join(prose)])
    return Made(new_path(text, answers, kind, catalogue), text, _unsure(answers))


def new_path(text: str, answers: Answers, kind: Kind, catalogue: Catalogue) -> str:
    """Where a new page of this text belongs, in the docs folder. Raises `Unfit` where there is no place for it."""
    page = read_page(Source(f"{kind.folder}/{kind.unnamed}.md", text))
    if page.problems and not page.record.natural_id:
        return page.path  # the check says first what is wrong with what would name it
    return f"{kind.folder}/{_free(page.record.natural_id, answers, catalogue)}.md"


def _unsure(answers: Answers) -> tuple[str, ...]:
    """What was taken one way and can be meant another: one name or several, an organisation's or a person's."""
    found = []
    for each in answers.items("authors"):
        name = re.sub(r'^organisation: "?|"$', "", each)
        if " " in name and ("," not in each or name != each):
            taken = "an organisation"
        elif re.fullmatch(r"[A-Z][\w.'’-]* [A-Z][^,]*, ?[A-Z][\w.'’-]+ [A-Z][^,.]+", each):
            taken = f"one person of the family {quote(each.partition(',')[0])}"
        else:
            continue
        how = "A person is written family name first, each on a line: “Surname, Given names”."
        found.append(f"{quote(name)} is taken for {taken}. {how}")
    return tuple(found)


def _free(name: str, answers: Answers, catalogue: Catalogue) -> str:
    """A name that no page has: a letter behind it tells papers of one author and year apart."""
    paper = answers.form.name == "paper"
    if not re.search(r"[a-z]", name):
        what = "name of the first author" if paper else "title"
        raise Unfit(f"The {what} holds no letter that a file name could be made of. Give it a letter from a to z.")
    names = (name, *(f"{name}{letter}" for letter in "bcdefgh" if paper))
    for holder, free in ((catalogue.names.by_id.get(each), each) for each in names):
        if holder is None:
            return free
        if not paper or fold(holder.title) == fold(answers.text("title")):
            raise Unfit(f"There is a page docs/{holder.path} already. To mend it, use the form for corrections.")
    raise Unfit(f"There are pages of {quote(name)} and more letters already. An editor has to name this one.")


def _refuse_strangers(answers: Answers, model: type[Part], catalogue: Catalogue) -> None:
    """Refuse what should name a page of the catalogue and names none."""
    strange = [
        (field, words) for field, one in declared_below(model) if _names_pages(one)
        for words in _named(answers, field, catalogue) if _page(words, catalogue) is None
    ]  # fmt: skip
    if strange:
        raise Unfit(*(
            f"In “{answers.label(field)}”: n{_none_called(words, catalogue)}" for field, words in strange
        ))  # fmt: skip


def _names_pages(one: Declared) -> bool:
    return one.several and (one.refers is not None or one.name == "reading")


def _named(answers: Answers, field: str, catalogue: Catalogue) -> list[str]:
    """What an answer names: a page on each line, or several with commas between."""
    found: list[str] = []
    for line in answers.items(field):
        parts = [each.strip() for each in re.split(r"[,;]", line) if each.strip()]
        whole = _page(line, catalogue) is not None or len(parts) < 2
        found += [line] if whole else parts
    return found


def _filled(kind: Kind, answers: Answers, today: date) -> dict[str, str]:
    """The days that a form does not ask: the page is for readers from today on."""
    return {name: today.isoformat() for name in ("published", "announced", "added", "date")
            if name in declared(kind.record) and name not in answers.by_field
            and (name != "published" or name in kind.record.required_once_current)}  # fmt: skip


def _given(model: type[Part], answers: Answers, catalogue: Catalogue) -> dict[str, str | list[str]]:
    """What the fields of a record, and of the groups in it, are to hold, by dotted name."""
    fields = dict(declared_below(model))
    return {name: _value(fields[name], answers, name, catalogue) for name in answers.by_field if name in fields}


def _value(one: Declared, answers: Answers, field: str, catalogue: Catalogue) -> str | list[str]:
    if _names_pages(one):
        named = [_page(each, catalogue) for each in _named(answers, field, catalogue)]
        return [page.id for page in named if page is not None]
    if one.several:
        return answers.items(field)
    words = answers.text(field)
    return _unquoted((likely_day(words) if one.day else "") or words)


def _unquoted(words: str) -> str:
    """An answer without quotation marks around the whole of it: they would become part of the file's own."""
    return words[1:-1] if len(words) > 2 and words[0] == words[-1] == '"' and words.count('"') == 2 else words


def _page(words: str, catalogue: Catalogue) -> Page | None:
    """The page that is named by its id, its title or its address, also with words before it or marks around it."""
    link = re.search(r"\]\(\s*<?([^\s()<>]+)", words)
    names, bare = catalogue.names, (link[1] if link else words).strip(" \t.,;@<>[]\"'“”‘’")
    last = re.sub(r"[?#].*$|/index\.html$|\.md$", "", bare).rstrip("/").rpartition("/")[2]
    return names.by_id.get(last) or names.resolve(words).page or names.resolve(bare).page


def _none_called(words: str, catalogue: Catalogue) -> str:
    """The sentences, less their first letter, for what no page is called."""
    near = catalogue.names.resolve(words).near
    meant = f" Near it are {choices(list(near))}." if near else ""
    return f"o page is called {quote(words)}. Give its title, or its address as the browser shows it.{meant}"


def _meant(answers: Answers, catalogue: Catalogue) -> Page:
    words, kind = answers.text("page"), answers.form.kind
    page = _page(words, catalogue)
    if page is None:
        raise Unfit(f"N{_none_called(words, catalogue)}")
    if kind is not None and page.kind != kind.name:
        raise Unfit(f"{quote(page.title)} is no {kind.called.casefold()}, and this form is for one.")
    return page


def _move(answers: Answers, page: Page, catalogue: Catalogue, today: date) -> str:
    text, place = page.source.text, page.front.places.get(("starts",))
    if place is None:
        raise Unfit(f"The page {quote(page.title)} does not say when it starts, so that it cannot be moved.")
    starts = likely_moment(answers.text("starts")) or answers.text("starts")
    _refuse_past(starts, today)
    was, reason = text[place.start : place.end], answers.text("moved_from.reason")
    lines = _group(page, "moved_from", {"starts": was, "on": today.isoformat(), "reason": reason})
    return _into_list(_put(text, place, typed(starts)), "moved_from", lines[1:])


def _group(page: Page, name: str, given: dict[str, str]) -> list[str]:
    """The lines of a group of fields of a page, as they have to be typed."""
    return field_lines(name, declared(type(page.record))[name], {f"{name}.{each}": given[each] for each in given})


def _refuse_past(starts: str, today: date) -> None:
    if re.match(r"\d{4}-\d\d-\d\d", starts) and starts[:10] < today.isoformat():
        raise Unfit(f"The time {quote(starts)} is over. Give a day to come, and the hour.")


def _cancel(answers: Answers, page: Page, catalogue: Catalogue, today: date) -> str:
    starts = getattr(page.record, "starts", None)
    if starts is not None and starts.date() < today:
        raise Unfit(f"The chat {quote(page.title)} was to be held on {starts.date().isoformat()}, which is over.")
    given = {"on": today.isoformat(), "reason": answers.text("cancelled.reason")}
    return _at_end(page, "cancelled", _group(page, "cancelled", given))


def _write_up(answers: Answers, page: Page, catalogue: Catalogue, today: date) -> str:
    model, starts = type(page.record), getattr(page.record, "starts", None)
    if starts is not None and starts.date() > today:
        raise Unfit(f"The chat {quote(page.title)} is to be held on {starts.date().isoformat()}. Write it up then.")
    if not {"outcome.changed", "outcome.no_change_reason"} & answers.by_field.keys():
        either = (answers.label(f"outcome.{each}") for each in ("changed", "no_change_reason"))
        raise Unfit("Answer one of these two: {}.".format(" and ".join(f"“{each}”" for each in either)))
    _refuse_strangers(answers, model, catalogue)
    given = _given(model, answers, catalogue) | {"outcome.written_up": today.isoformat()}
    return _at_end(page, "outcome", field_lines("outcome", declared(model)["outcome"], given))


def _correct(answers: Answers, page: Page, catalogue: Catalogue, today: date) -> str:
    text, says, should = page.source.text, answers.by_field["says_now"], answers.by_field["should_say"]
    # As it is copied from a page: its lines are broken elsewhere than in the file.
    found = [Span(*each.span()) for each in re.finditer(r"\s+".join(map(_either, says.split())), text)]
    found = found or [each for each in _as_shown(text, says) if each.start >= page.front.body_start]
    if not found:
        raise Unfit(
            f"The words {quote(says[:80])} stand nowhere on the page as one. Copy fewer of them, with no link or "
            "number of a note among them, or use “Suggest a change” on the page."
        )
    if len(found) > 1:
        raise Unfit(f"The words {quote(says[:80])} stand {len(found)} times on the page. Copy one whole sentence.")
    span = found[0]
    if span.start < page.front.body_start:
        return _corrected_field(page, span, should)
    for link in re.finditer(_LINK, text[span.start : span.end]):
        should = should.replace(" ".join(link[1].split()), link[0], 1)
    return _put(text, span, should)


_LEADS = r"\](?:\[[^\[\]]*\]|\([^()\s]*(?: \"[^\"\n]*\")?\))"
_LINK = rf"\[([^\[\]]+){_LEADS}"
_MARKS = rf"(?:{_LEADS}|[*_`\[])*+"
_OPEN = r"(?<![*_`\[])[*_`\[]*+"


def _as_shown(text: str, says: str) -> list[Span]:
    """Where words stand in a text that a page shows without the marks of its links and its emphasis."""
    pieces = [r"\s+" if each.isspace() else _either(each) for each in re.findall(r"\s+|\w+|[^\w\s]", says)]
    if len(pieces) > 1000:
        return []
    spans = [Span(*each.span()) for each in re.finditer(_OPEN + _MARKS.join(pieces) + _MARKS, text)]
    # What cuts a link or an emphasis in two is none.
    return [
        each for each in spans
        if not re.search(r"[\[\]]", re.sub(_LINK, "", held := text[each.start : each.end]))
        and not any(held.count(mark) % 2 for mark in "*_`")
    ]  # fmt: skip


def _either(words: str) -> str:
    """A pattern for words with straight or curly quotation marks: what copies or sends them makes one of the other."""
    return re.sub('["“”]', '["“”]', re.sub("['‘’]", "['‘’]", re.escape(words)))


def _put(text: str, span: Span, words: str) -> str:
    return f"{text[: span.start]}{words}{text[span.end :]}"


def _corrected_field(page: Page, span: Span, should: str) -> str:
    """The page with words of one field in the block at its top replaced, and the field typed as it then has to be."""
    text, should = page.source.text, " ".join(should.split())
    holders = [each for each in page.front.places.values() if each.start <= span.start and span.end <= each.end]
    place = max(holders, key=lambda each: each.start, default=span)
    held = text[place.start : place.end]
    read = "" if "\n" in held or not holders else str(yaml.load(held, Loader=yaml.BaseLoader))
    says = " ".join(text[span.start : span.end].split())
    if read.count(says) != 1:
        raise Unfit(f"The words {quote(says)} stand in the block at the top of the page. Use “Suggest a change” there.")
    return _put(text, place, typed(read.replace(says, should)))


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
    return text[:at] + "".join(f"{line}\n" for line in block) + text[at:]
