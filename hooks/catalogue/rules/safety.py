"""Can anything on a page harm its reader?"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic, quote
from catalogue.graph import Page, Pages
from catalogue.records.fields import texts_in
from catalogue.text import Span


def html_not_allowed(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A page holds raw HTML.

    HTML can run a script, load from another site or break the page for people who listen to it. Comments may stay.

    Bad:
        docs/guidance/x.md
        Ring <b>now</b>.

    Good:
        docs/guidance/x.md
        Ring **now**.
    """
    for page in catalogue.pages:
        opened: list[str] = []
        for one in page.prose.html:
            name = re.match(r"</?\s*([\w:-]*)", one.text)
            if one.text.startswith("</") and name and name[1] in opened:
                opened.remove(name[1])
                continue  # told where it was opened
            opened += [name[1]] if name else []
            if not (one.text.startswith("<!--") and one.text.rstrip().endswith("-->") and one.text.count("<!--") == 1):
                site = re.fullmatch(r"<((?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>]*)?)>", one.text)
                defined = re.search(r"\]:[ \t]*\Z", page.source.text[max(one.span.start - 20, 0) : one.span.start])
                yield page.problem(
                    "html-not-allowed", one.span,
                    f"{quote(one.text, 60)} is raw HTML, which pages cannot hold.",
                    f"write [{site[1]}](https://{site[1]})." if site
                    else "write the address of a page there, or one that starts with https:// ." if defined
                    else "write it in Markdown, or as `code` if it is to be read.",
                )  # fmt: skip


_ODD = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\\]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def unsafe_scheme(target: str) -> str:
    """The scheme of an address that a page may not hold, such as `javascript`; empty for a safe one.

    Read as a browser reads it: white space and control characters inside the scheme do not count.
    """

    bare = _ODD.sub("", html.unescape(target))
    if bare.startswith("//"):
        return "//"
    match = _SCHEME.match(bare)
    if match is None or match[1].casefold() in {"https", "mailto", "webcal"}:
        return ""
    return match[1].casefold()


def address_unsafe(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """An address starts with something other than https: such as http:, javascript: or data:.

    Some of these run a script in the reader's browser; http lets anyone on the way read and change the page.

    Bad:
        docs/guidance/x.md
        Read [the review](http://www.bmj.com/content/342/bmj.d3313).

    Good:
        docs/guidance/x.md
        Read [the review](https://www.bmj.com/content/342/bmj.d3313).
    """
    for page in catalogue.pages:
        for target, span in page.targets:
            yield from _judge(page, target, span)
        for path, typed in texts_in(page.front.fields):
            if path[-1] == "url":
                yield from _judge(page, typed, page.place(*path))


def _judge(page: Page, target: str, span: Span) -> Iterator[Diagnostic]:
    scheme = unsafe_scheme(target)
    if scheme in ("http", "//"):
        right = "https:" + target[target.index("//") :] if "//" in target else ""
        # No edit: only a person who has opened the new address knows that it leads there.
        fix = f"use {quote(right)}, once you have seen that it opens." if right else "start it with https:// ."
        yield page.problem("address-unsafe", span, f"{quote(target)} does not start with https.", fix)
    elif scheme:
        message = f"{quote(target)} starts with {quote(scheme + ':')}, which a link on this site cannot."
        yield page.problem("address-unsafe", span, message, "use an address that starts with https:// .")


_SAFE_ATTRIBUTE = re.compile(r"""^(?:[#.][\w-]+|(?:id|class|lang|dir|title)=(?:"[^"]*"|'[^']*'|[\w-]+))$""")


def attribute_unsafe(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """Curly brackets give a part of the page an attribute that could run a script or change its look.

    An id, a class, a language, a direction and a title are all a page needs.

    Bad:
        docs/guidance/x.md
        ## What works {: onclick="alert(1)" }

    Good:
        docs/guidance/x.md
        ## What works {: #what-works }
    """
    for page in catalogue.pages:
        for one in page.prose.attributes:
            inside = re.sub(r"^\{:?|\}$", "", one.text.strip()).strip()
            for part in re.findall(r"""[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'|\S+)|\S+""", inside):
                if not _SAFE_ATTRIBUTE.match(part):
                    message = f"{quote(part)} is an attribute pages cannot set."
                    fix = "take it out; an id (#name) or a class (.name) may stay."
                    yield page.problem("attribute-unsafe", one.span, message, fix)
                    break
