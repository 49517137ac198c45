"""`catalogue from-form`: a filled form, or an e-mail with its questions, becomes a page."""

from __future__ import annotations

import re
import sys
import textwrap
from datetime import date, datetime
from pathlib import Path

import click

from catalogue import Catalogue, Diagnostic, Severity, judge, read_folder
from catalogue.commands.shared.options import docs_option, edited, say, stop, today_option
from catalogue.diagnostics import fenced
from catalogue.graph import Page
from catalogue.graph.read_page import rewritten
from catalogue.proposals.answers import Answers, NotOurs, Unfit, read_answers
from catalogue.proposals.form_pages import Made, make_page, new_path
from catalogue.proposals.mail_text import NoWords, words_of
from catalogue.text import write


@click.command("from-form")
@click.argument("form", default="-", metavar="[FILE]")
@docs_option
@today_option
@click.option("--write", "writes", is_flag=True, help="Write the page into the docs folder.")
@click.option("--answer", metavar="FILE", help="Write what to answer, as Markdown, into a file.")
def from_form_command(form: str, docs: Path, now: datetime, writes: bool, answer: str | None) -> None:
    """Make a page of the text of a filled form in FILE (or on the standard input), or say what is wrong with it.

    Nothing of the text is run. It ends with 1 where no page could be made, or where the check finds an error on it, and
    with 3 where the text is none of our forms.
    """
    day = now.date()
    catalogue = read_folder(docs)
    try:
        answers = read_answers(_text(form))
        made, wrong = _checked(make_page(answers, catalogue, day), catalogue, day, answers)
    except Unfit as error:
        _say(answer, "No page could be made of the form.", list(error.sentences))
        sys.exit(3 if isinstance(error, NotOurs) else 1)
    if wrong:
        _say(answer, "The form was read, and this is to be mended before it can be a page.", wrong)
        sys.exit(1)
    if writes:
        write({docs / made.path: made.text.encode("utf-8")})
        _say(answer, f"{docs}/{made.path} written.", list(made.notes))
    else:
        say(made.text)


def _text(form: str) -> str:
    """The text of the form, at most a little more than one can hold; stops where there is none."""
    try:
        with click.open_file(form, "rb") as file:
            return words_of(file.read(1_000_000))
    except NoWords as error:
        stop(str(error))
    except OSError:
        stop(f"There is no file “{form}” that could be read.")


def _told(one: Diagnostic, page: Page, answers: Answers) -> str:
    """A problem in the form's terms: the question whose answer it is about, since nobody has seen the page yet."""
    start, places = one.span.start, page.front.places
    if start < page.front.body_start:
        within = [path for path, span in places.items() if span.start <= start <= span.end]
        field = ".".join(str(step) for step in max(within, key=len, default=()) if isinstance(step, str))
    else:  # a heading can be the writer's own
        headings = re.findall(r"^## .*$", one.source.text[:start], re.MULTILINE)
        field = next((each for each in reversed(headings) if answers.label(each)), "")
    # A message about a field starts with its dotted name; one that is missing has no place of its own.
    named = re.match(r"In “([\w.]+)”: ", one.message)
    field = named[1] if named and answers.label(named[1]) else field
    label = answers.label(field) or answers.label(page.field_at(start))
    where = f"In “{label}”: " if label else ""
    # A cure that names a line of the page is none for somebody who sees a form.
    cure = "" if re.search(r"\bline \d|\n", one.fix) else re.sub(r"“\w+: \"?(.*?)\"?”", r"“\1”", one.fix)
    message = one.message[named.end() :] if named and where else one.message
    return f"{where}{message}{f' To fix it: {cure}' if cure else ''}"


def _checked(made: Made, catalogue: Catalogue, day: date, answers: Answers) -> tuple[Made, list[str]]:
    """The page with every sure correction made and noted, and what is still wrong with it, in the form's terms."""
    tried = {made.text}
    while True:
        after = rewritten(catalogue, {made.path: made.text})
        page, problems = after.by_path[made.path], judge(after, day, before=catalogue)
        errors = [one for one in problems if one.path == made.path and one.severity is Severity.ERROR]
        errors = [one for one in errors if one.code != "file-unnamed"]  # the file is for us to name
        sure = [one for one in errors if one.edit is not None]
        mended = edited(made.text, [one.edit for one in sure if one.edit is not None])
        if mended in tried:
            return made, [_told(one, page, answers) for one in errors]
        tried.add(mended)
        notes = (f"{_told(one, page, answers)} This is done." for one in sure)
        kind = answers.form.kind if answers.form.new else None
        path = new_path(mended, answers, kind, catalogue) if kind else made.path
        made = Made(path, mended, (*made.notes, *notes))


def _say(answer: str | None, what: str, why: list[str]) -> None:
    """Say it here and, for the code host, in a file: what was typed stands in a block of code, and calls nobody."""
    say("\n".join([what, *(f"  {each}" for each in why)]) + "\n")
    if answer:
        # A block of code breaks no line by itself.
        block = fenced("\n\n".join(textwrap.fill(each, 90) for each in why)) if why else ""
        Path(answer).write_text(f"{what}\n\n{block}", "utf-8")
