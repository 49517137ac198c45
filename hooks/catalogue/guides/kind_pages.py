"""The short page for writers of each kind: what makes a good one, three ways to bring it, and its fields, folded."""

from __future__ import annotations

from textwrap import indent

from catalogue.admitted import identifier
from catalogue.diagnostics import fenced
from catalogue.guides.forms import END, IssueForm, forms
from catalogue.guides.reference_pages import field_table, groups
from catalogue.kinds import KINDS, Kind


def kind_pages() -> dict[str, str]:
    """The pages by their path in the docs folder."""
    return {kind_page_path(kind): _page(kind) for kind in KINDS if kind.start}


def kind_page_path(kind: Kind) -> str:
    """Where the page about a kind stands, below the docs folder: `contributing/define-a-word.md`."""
    return f"contributing/{identifier(kind.start)}.md"


def _page(kind: Kind) -> str:
    first = (kind.record.__doc__ or "").partition("\n")[0]
    summary = f"{kind.start}: what makes a good one, and three ways to bring it."
    parts = [
        f'---\ntitle: {kind.start}\nsummary: "{summary}"\nstarter: {kind.name}\n---\n\n{first}\n',
        *_good(kind),
        "## Three ways to bring it\n",
        f"- **By a link.** Choose “{kind.start}” above. A page opens with gaps in square "
        "brackets. Write in place of each gap. When none is left, write “status: current”, and propose it. The check "
        "says what to call the file.",
        "- **By a form.** Choose “Fill in a form” beside it. Answer the questions and send. The page is made for you, "
        "and the answer says what is still to be mended.",
        "- **By e-mail.** You need no account. Copy the questions below, answer them, and send them to the address "
        "that “Something wrong? Tell us” opens, at the foot of a page.\n",
        _folded("The questions, to copy into an e-mail", fenced(_questions(_form(kind)), "text")),
        _folded("Every line the block at the top can have", _fields(kind)),
    ]  # fmt: skip
    return "\n".join(parts)


def _good(kind: Kind) -> list[str]:
    advice = [f"- {words}" for words in kind.advice]
    return ["## What makes a good one\n", *advice, ""] if advice else []


def _form(kind: Kind) -> IssueForm:
    return next(form for form in forms() if form.new and form.kind == kind)


def _questions(form: IssueForm) -> str:
    """The questions as an e-mail asks them: what has to be answered first."""
    lines: list[str] = []
    for asked in sorted(form.questions, key=lambda each: not each.required):
        label = asked.label if asked.label.endswith("?") else f"{asked.label}:"
        lines += [label, *([asked.hint] if asked.hint else []), "", ""]
    return "\n".join([*lines, END])


def _fields(kind: Kind) -> str:
    inner = [path for path, _ in groups(kind.record)]
    more = f"\nFor what stands inside {', '.join(f'`{path}`' for path in inner)}: " if inner else "\n"
    return f"{field_table(kind.record, kind.record.required_once_current)}{more}[every field](fields.md#{kind.name}).\n"


def _folded(title: str, text: str) -> str:
    return f'??? note "{title}"\n\n{indent(text, "    ")}'
