"""Is everything that was typed as a mark made into what it stands for?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from catalogue.diagnostics import Diagnostic, Edit, quote
from catalogue.graph import Page, Pages
from catalogue.rules.lost_blocks import Seen, lost_blocks, note_line
from catalogue.text import Span


class Mark(NamedTuple):
    """What people type for other programs, or for this one in vain: its pattern, what it was to be, what to write.

    With `runs_on` it counts only below a line of words; with `goes_on` the lines that follow it are the same slip.
    """

    pattern: str
    meant: str
    fix: str
    runs_on: bool = False
    goes_on: bool = False


_SORTS = "note|abstract|info|tip|success|question|warning|failure|danger|bug|example|quote|important|caution"
_BOX = "start a note with “!!! note” on a line of its own, and put four blanks before each of its lines."
_KEY = r"[a-z]+(?:-[a-z]+)*-(?:\d{4}[a-z]?|nd)"
_LIST = "start each entry with “- ”, and leave an empty line before the list."

IN_LINES = {
    "embedded": Mark(
        r"!\[\[[^\[\]\n]+\]\]", "a picture or page that another program would show here",
        "show a picture as ![what it shows](../assets/name.svg), or refer to a page as [its title][].",
    ),
    "picture": Mark(
        r"\[\[(?:File|Image|Media|Datei):[^\[\]\n]*\]\]|!\[[^\[\]\n]*\](?![\[(])"
        r"|(?<![\w!])![\w/.-]+\.(?:png|jpe?g|gif|svg|webp)(?:\|[^!\n]*)?!|::[^\s\[\]:]{0,200}\[[^\[\]\n]*\]",
        "a picture or a file of another program", "show a picture as ![what it shows](../assets/name.svg).",
    ),
    "wiki": Mark(
        r"\[\[(?P<page>[^\[\]|\\\n]+)(?:\\?\|(?P<words>[^\[\]\n]+))?\]\]", "a link of another program",
        "write {link}.",
    ),
    "template": Mark(
        r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|\{![^{}\n]*!\}|\$\{[^{}\n]+\}|<%[^%\n]*%>|\{[a-z][\w:-]*\}(?=`[^`\n]+`)"
        r"|\\[A-Za-z]+\{[^{}\n]*\}"
        r"|\{(?:code|noformat|quote|panel|info|note|warning|tip|expand)(?::[^{}\n]*)?\}",
        "a command of another program, and this site fills nothing in", "write what belongs here, or take it out.",
    ),
    "attribute": Mark(r"\]?\{:?[ \t]*[.#][\w-][^{}\n]*\}", "a setting that belongs to nothing", "take it out."),
    "footnote": Mark(
        r"\[\^[^\]\s]+\]:?", "a footnote, and this site has none, since few readers on a phone come back from one",
        "name the paper with “[@its-id]”, or say it in the sentence.",
    ),
    "alert": Mark(r"\[![A-Za-z]+\][+-]?", "a note of another program", _BOX),
    "tag": Mark(
        r"\[(?:b|i|u|s|size|colou?r|font|quote|code|url|img|list|center|left|right|h\d)(?:=[^\]\n]*)?\][^\n]*?\[/\w+\]"
        r"|\[/[#a-z][\w-]*\]", "a tag of another program", "write **words** for what matters most, and take tags out.",
    ),
    "crossing": Mark(
        r"(?:(?<=xref)|(?<=link)|(?<=mailto)|(?<=footnote)):[^\s\[\]]{0,300}\[[^\[\]\n]*\]|(?<=`)__?(?!\w)",
        "a link of another program", "write [words](address), or [title][] for a page here.",
    ),
    "name": Mark(
        r"(?<![\w:/`]):[a-z][a-z0-9_+-]*:(?:`[^`\n]*`|(?![\w/]))", "a picture or link of another program, by its name",
        "write the word itself; refer to a page as [its title][].",
    ),
    "parted": Mark(
        r"\][ \t]*\n?[ \t]*(?<!\])\((?P<to>https?://[^\s()]+|[^\s()]+\.md(?:#[^\s()]*)?)\)",
        "a link whose two halves stand apart",
        "take out what stands between “]” and “(”.",
    ),
    "halved": Mark(
        r"\](?:\([^\s()]*|\[)|\[\]|(?<=[)}])\[[^\[\]\n]+\.md(?:#[^\[\]\n]*)?\]",
        "half of a link", "write [words](address), or [title][] for a page here."
    ),
    "address": Mark(
        r"(?<![\w@/.])(?P<bare>(?:https?://|www\.)[^\s<>\"“”')\]]*[^\s<>\"“”')\].,;:!?*_|])",
        "an address that nobody can press", "write {link}.",
    ),
    "unlinked": Mark(
        r"(?:(?<=\.uk)|(?<=\.org)|(?<=\.com)|(?<=\.net)|(?<=\.wales)|(?<=\.scot))(?<!://)/[^\s<>\"“”’')\]]*[^\s<>\"“”’')\].,;:!?*_|]",
        "an address that nobody can press", "write {link}.",
    ),
    "paper": Mark(
        rf"\((?P<keys>@{_KEY}(?:[,;][^()\n]{{0,80}})?)\)",
        "a paper in round brackets", "write {link}.",
    ),
    "key": Mark(
        rf"\[[A-Za-z.,]{{0,12}}[ ]?@[ ]?{_KEY}(?![\w-])[^\[\]\n]{{0,20}}\]?|@{_KEY}(?![\w-])[^\[\]\n]{{0,20}}\]",
        "the id of a paper, which names one only by itself in square brackets",
        "write “[@its-id]”, or “[@its-id, p. 9]”; words about the paper go before the bracket.",
    ),
    "numbered": Mark(
        r"(?:(?<=[\w.,;:)”’])|(?<=[a-z]{2} )(?<!\bat )(?<!para )(?<!paras )(?<!paragraph )(?<!paragraphs )(?<! and )"
        r"(?<! to ))\[\d{1,3}(?:[,–-][ \t]?\d{1,3})*\](?!\()", "the number of a source in another list",
        "name the paper with “[@its-id]”.",
    ),
    "raised": Mark(
        r"(?<=[\w)])\^(?:[^\s^]{1,20}\^|[\w(+{-])|(?<=\w)~[^\s~]{1,20}~(?!~)|(?<![\w~])~[^\s~\d][^~\n]*[^\s~]~(?![\w~])",
        "a sign for raised, lowered or struck words, which this site has not",
        "write it as you would say it, or with a character such as ² or ₂.",
    ),
    "formula": Mark(
        r"\$(?=[^\s$\d])[^$\n]*[^\s$\\]\$(?!\d)|\$\d[^\s$]*[\\^_=+*a-z][^\s$]*\$(?!\d)",
        "a formula of another program", "write it in words, or show it as a picture with a description.",
    ),
    "comment": Mark(
        r"<!--[^\n]*|-->|(?<!\w)%%(?=\S)[^%\n]*(?:%%)?",
        "a remark that readers are not to see, and they would", "take it out.",
    ),
    "break": Mark(
        r"(?<![A-Za-z]:)\\(?=\n[ \t>]*\S)", "the end of a line in another program",
        "take it out, and put two blanks at the end of the line.",
    ),
    "emphasis": Mark(
        r"(?<![^\W\d_]\*)\*\*(?=[^\s*])[^\n]*|(?<![\w*])\*\*[ \t][^*\n]{1,80}\*\*(?!\w)|(?<=[^\W\d_])\*\*(?![\w*])"
        r"|(?<![\w_])__(?=[^\W_])|~~(?=[^\s~])|(?<![=\w<>!])==(?=[^\s=])"
        r"|(?<!\w)'{2,3}(?=\w)|\|\|(?=[^\s|])|(?<![\w+])\+\+(?=[^\s+])|`",
        "a sign for bold, struck or set-off words that has no partner",
        "write **words** for what matters most, and take other signs out.",
    ),
}  # fmt: skip
"""Marks that stand anywhere in a line."""

AT_STARTS = {
    "include": Mark(
        r";?-+8<-+[^\n]*", "a command to put in another file, and this site puts in none",
        "write what belongs here, or refer to the page that says it.",
    ),
    "task": Mark(r"\[[ xX]\](?=[ \t])", "a box to tick, and nobody can tick it here", "take the box out."),
    "note": Mark(
        r"(?=[!?])(?:(?=!!![ \t]|\?\?\?\+?[ \t])|(?=[^\n]*\n(?: {4}|\t)[ \t]*\S))"
        rf"(?P<fold>[!?]{{1,4}}\+?)[ \t]+(?P<sort>(?i:{_SORTS})\b|\w+(?![^\n]*[.?!][ \t]*$))(?P<called>[^\n]*)",
        "the start of a note that did not become one",
        "write “{link}”, with an empty line before it, and put four blanks before each line of the note.",
    ),
    "tab": Mark(
        r"(?:={3}[!+]?[ \t]+[\"“]|/{3,}[ \t]*tab\b)[^\n]*",
        "a tab, and this site has none, since paper and search lose what it hides",
        "give each part a heading of its own, or fold it with “??? note”.",
    ),
    "heading": Mark(
        r"={2,6}[ \t]+(?P<title>[^\s=][^\n]*?)(?:[ \t]*={2,6})?[ \t]*$", "a heading of another program",
        "write “{link}”, with an empty line before and after it.",
    ),
    "indented": Mark(
        r"#{1,6}[ \t]+\S[^\n]*", "a heading that did not become one", "take out the blanks before it.",
    ),
    "contents": Mark(
        r"(?:\[\[?_?(?i:toc|contents)_?\]?\]|\{toc[^{}\n]*\}|__(?:NO)?TOC__)[ \t]*$",
        "a list of contents, which this site makes by itself", "take it out.",
    ),
    "meaning": Mark(
        r"[:;](?![a-z_+-]+:)[ \t]*[^\W\d_][^\n]*", "a word and its meaning that did not become a list",
        "write the word on a line of its own, and below it “:   ” and its meaning.", goes_on=True,
    ),
    "short": Mark(
        r"\*\[[^\]\n]+\]:[^\n]*", "the meaning of a short form, which this site does not read",
        "write it out where it is used, or refer to its page as [its title][].",
    ),
    "conflict": Mark(
        r"<{7}[ ][^\n]*(?:(?:\n(?!={7}$)[^\n]*){0,400}\n={7}$)?",
        "two versions of the page that were to be put together",
        "keep one of the two, and take out the lines of “<<<<<<<”, “=======” and “>>>>>>>”.",
    ),
    "fence": Mark(
        r"(?::::+|`{3,}|~{3,}|\$\$|/{3,})[^\n]*|['\"]{3}[ \t]*$",
        "the start or the end of a box that did not become one", f"write it as ordinary sentences; for a note, {_BOX}",
    ),
    "underline": Mark(
        r"(?:={3,}|-{3,})[ \t]*$", "a line under a heading that did not become one",
        "write the heading as “## Its words”, with an empty line before and after it.",
    ),
    "table": Mark(
        r"\|(?!\|)[^\n]*\|[^\n]*",
        "a row of a table that did not become one",
        "leave an empty line before the table, none in it, and put a line such as “| --- | --- |” under its first row.",
        goes_on=True,
    ),
    "bullet": Mark(
        r"[•·▪●◦‣∙][ \t]*\S[^\n]*|(?P<sign>[^\x00-\x7f\w\s£€]|o)[ \t]+\S[^\n]*(?=\n[ \t>]*(?P=sign)[ \t]+\S)"
        r"|[–—*+-](?=[^\W\d_])[^\n]*(?=\n[ \t>]*[–—*+-][^\W\d_])|\*{2,}[ \t]+[^\s*][^*\n]*$",
        "an entry of a list that did not become one", _LIST, goes_on=True,
    ),
    "number": Mark(
        r"\d{1,2}\)[ \t]+\S[^\n]*|\(\d{1,2}\)[ \t]+\S[^\n]*(?=\n[ \t>]*\(\d)"
        r"|\d{1,2}\.(?=[^\W\d_])[^\n]*(?=\n[ \t>]*\d{1,2}\.[^\W\d_])"
        r"|\(?[a-z]\)[ \t]+\S[^\n]*(?=\n[ \t>]*\(?[a-z]\)[ \t])"
        r"|i[.)][ \t]+\S[^\n]*(?=\n[ \t>]*ii[.)][ \t])|a\.[ \t]+\S[^\n]*(?=\n[ \t>]*b\.[ \t])"
        r"|\d{1,2}[ \t]*[–:/-][ \t]+\S[^\n]*(?=\n[ \t>]*\d{1,2}[ \t]*[–:/-][ \t])",
        "an entry of a list that did not become one",
        "write the numbers as “1. ”, and leave an empty line before the list.", goes_on=True,
    ),
    "source": Mark(
        r"\[\d{1,3}\][ \t]+\S[^\n]*", "an entry of a list of sources, which this site makes by itself",
        "name the paper with “[@its-id]” where it is used.", goes_on=True,
    ),
    "entry": Mark(
        r"(?:[-*+]|1\.)[ \t]+\S[^\n]*", "an entry of a list that ran into the sentence before",
        "leave an empty line before the list.", runs_on=True, goes_on=True,
    ),
    "directive": Mark(
        r"\.\.[ \t]+[\w-]+::[^\n]*|(?:h[1-6]|bq)\.[ \t]+\S[^\n]*",
        "a command of another program", "write it as ordinary sentences; a heading starts with “## ”.",
    ),
}  # fmt: skip
"""Marks that open a line, behind what quotes it or makes it an entry of a list."""


def _named(marks: dict[str, Mark]) -> str:
    return "|".join(f"(?P<{name}>{mark.pattern})" for name, mark in marks.items())


# The look at one character first, and at what follows those of words, spares most places of a page all other patterns.
_IN_LINE = re.compile(rf"(?=[!\[\]{{:hw<%*_~='|+`(^$/\\@-])(?=[^hw'(-]|https?:|www\.|''|-->|\(@)(?:{_named(IN_LINES)})")
_AT_START = re.compile(rf"^[ \t>]*+(?:(?:[-*+]|\d+\.)[ \t]+)?(?:{_named(AT_STARTS)})", re.MULTILINE)
_MARKS = {**IN_LINES, **AT_STARTS}
_FIELDS = re.compile(r"[a-z_]+:|\s*(?:`{3}|~{3})[^\n]*\n---")  # of a block that is not read, which is told by itself


_IN_FIELD = re.compile(
    "|".join(
        IN_LINES[name].pattern
        for name in ("embedded", "picture", "wiki", "template", "footnote", "alert", "tag", "name", "paper", "emphasis")
    )
    + r"|</(?:s|del|strike)>"
)


SIGN = re.compile(r"[\[\]{}:@~=|+`'*_<&%$!-]")
"""One of these stands in every mark that a field can hold."""


def foreign_mark(text: str) -> str:
    """The first mark of another program in a piece of plain text; empty where it holds none."""
    found = _IN_FIELD.search(text) if SIGN.search(text) else None
    return found[0] if found else ""


def mark_shown(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """Marks that were to become a link, a list, a table or a note became nothing, and stand in the page as typed.

    The reader would meet brackets and signs in the middle of the advice, or a list as one long sentence; or would not
    meet a cell of a table, the title of a note or the words of a line at all.

    Bad:
        docs/guidance/x.md
        See [[population focus]].

    Good:
        docs/guidance/x.md
        See [population focus][].
    """
    for page in catalogue.pages:
        if page.prose.flood is None and (page.front.present or not _FIELDS.match(page.source.text)):
            seen = Seen(catalogue, page)
            yield from _left(page, seen)
            yield from lost_blocks(page, seen)


def _left(page: Page, seen: Seen) -> Iterator[Diagnostic]:
    text, start = page.source.text, page.prose.start
    told: dict[str, int] = {}
    whole: set[int] = set()  # the lines that one mark takes from their start
    opened = False
    for match in chain(_AT_START.finditer(text, start), _IN_LINE.finditer(text, start)):
        name = str(match.lastgroup)
        at, mark = match.start(name), _MARKS[name]
        # The half of a link stands behind a bare label, which can be a link by itself.
        hidden = not seen.shown.hold(at + (match[0][:2] in ("](", "]["))) or text[at - 1] == "\\"
        if hidden or (mark.runs_on and not _below_words(text, match.start(), start)):
            continue
        line = page.source.place(at).line
        goes_on = mark.goes_on and told.get(name) == line - 1
        told[name] = line
        if name == "fence" and not re.search(r"\w.*\$\$", match[name]):
            goes_on, opened = opened, not opened  # what ends a box is told where it starts
        if not goes_on and line not in whole:
            yield _problem(page, match, name)
        if name in AT_STARTS:
            whole.add(line)


def _below_words(text: str, at: int, start: int) -> bool:
    """Whether the line above the one that starts at an offset holds words, and is of the same piece of prose."""
    above = text[text.rfind("\n", start, max(at - 1, start)) + 1 : max(at - 1, start)]
    return bool(above.strip(" \t>")) and not above.lstrip().startswith(("#", "!!!", "???", "|", "```"))


def _problem(page: Page, match: re.Match[str], name: str) -> Diagnostic:
    mark, whole = _MARKS[name], page.source.text
    start, end = match.start(name), match.start(name) + len(match[name].rstrip())
    if name == "unlinked":  # what stands behind the name of a site tells it from a name in a sentence
        start = max(whole.rfind(sign, page.prose.start - 1, start) for sign in ' \n\t(>|*_“"') + 1
    span, text = Span(start, end), whole[start:end]
    link, edit = f"[{text}](https://{text})" if name == "unlinked" else _link(match, name), None
    before = whole[match.start() : start]
    if name in ("note", "indented"):
        edit = None if before.strip() else Edit(Span(match.start(), end), link or text)
    elif link or name == "parted":
        edit = Edit(span, link or f"]({match['to']})")
    elif name == "entry" and ">" not in before:
        edit = Edit(Span(match.start(), match.start()), "\n")
    message = f"Readers would see {quote(text)} as it is typed: {mark.meant}."
    return page.problem("mark-shown", span, message, mark.fix.format(link=link), edit=edit)


def _link(match: re.Match[str], name: str) -> str:
    """The link that was meant, as it is written here; empty where none was."""
    if name == "note":
        return note_line(match)
    if name == "wiki":
        page, words = match["page"].strip(), (match["words"] or "").strip()
        if page.startswith("@"):
            return f"[{page}]"
        return f"[{words}][{page}]" if words else f"[{page}][]"
    if name == "address":
        to = match["bare"]
        return f"[{to}](https://{to})" if to.startswith("www.") else f"<{to}>"
    if name == "heading":
        return f"## {match['title']}"
    return f"[{match['keys']}]" if name == "paper" else ""
