"""Makes up Markdown pages from a string of bytes, each byte a choice: so a page that fails is soon made small."""

from __future__ import annotations

from collections.abc import Sequence

WORDS = [
    "road",
    "safety",
    "population focus",
    "it's",
    "9pm",
    "a & b",
    "R&D",
    "100%",
    "snake_case_word",
    "2 * 3",
    "x < y",
    "#WeCops",
    "@handle",
    "naïve",
    "“so”",
    "a/b",
    "(so)",
    "one. Two",
    "!",
    "e.g.",
]
LABELS = ["alpha", "Beta gamma", "BETA  GAMMA", "beta\ngamma", "delta", "epsilon", "zeta eta", "x", " "]
ADDRESSES = [
    "a.md",
    "../glossary/x.md#top",
    "https://example.org/a?b=1&c=2",
    "<b c.md>",
    "d(e)f.md",
    "",
    "g_h_i.md",
    "#here",
    "mailto:a@example.org",
    "j.md\\_k",
    "<l>",
    " m.md ",
    "n'o.md",
    "p[1].md",
    "/q/*r*",
]
TITLES = [
    "",
    "",
    "",
    ' "a title"',
    " 'a title'",
    ' "with (brackets)"',
    ' "it\'s"',
    ' "a "quoted" title"',
    '\n"next line"',
]
PIECES = [
    "**bold**",
    "*slanted*",
    "_slanted_",
    "__bold__",
    "***both***",
    "`code`",
    "`[a](b)`",
    "``a ` [b](c)``",
    "`",
    "``",
    "\\[",
    "\\]",
    "\\`",
    "\\*",
    "\\\\",
    "\\_",
    "<https://example.org/auto>",
    "<me@example.org>",
    "https://example.org/bare",
    "<b>",
    "</b>",
    "<br>",
    '<a href="raw.html">raw</a>',
    '<span id="raw">x</span>',
    "<!-- [a](b) -->",
    "&amp;",
    "&copy;",
    "&nope",
    "<",
    ">",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "[]",
    "[ ]",
    "  \n",
    "*",
    "_",
    "{",
    "}",
    "|",
    "\\|",
    "!",
    "'",
    '"',
    "{: #piece }",
    "{: .c }",
    "{#brace}",
    "[@key]",
    "[@key, p. 9]",
    "[-@a; @b]",
    "[TOC2]",
    "[^1]",
    "\n",
]
ATTRIBUTES = [
    "",
    "",
    "",
    "",
    "{: #here }",
    "{: .c #there k='v' }",
    "{#here2}",
    "{ #both .c }",
    "{: id=named }",
    "{:#tight}",
    "{: .only }",
    "{: #a } b }",
]
HEADINGS = ["Prevention", "Prevention", "What to do", "A & B", "_Under_score", "Say *it*", "1", "Why_1", "naïve"]
RAW = [
    "<hr>",
    "<hr />",
    "<div>",
    "</div>",
    "<br />",
    "<!-- a\n\n[b](c) -->",
    '<img src="raw.png">',
    "<div></div> <div>[a](b)</div>",
    "<?php [a](b) ?>",
    "<!DOCTYPE html>",
    "<p>one</p> [two](three)",
]
CELLS = ["`a|b`", "a\\|b", "", "`", "``a|``"]
BULLETS = ["- ", "* ", "+ ", "1. ", "10. ", "-   ", "  - "]
TITLED = [
    "!!! note",
    '!!! warning "A [title](t.md)"',
    '!!! note ""',
    "??? tip",
    '???+ note "Title"',
    '??? "# Heading"',
    "!!! not-one!",
]
ODD = ["---", "***", "- - -", "", "   ", "- [ ] task", "- [x] done", "1. ", "- ", ">", "#"]
MUTATIONS = [
    "",
    "\n",
    " ",
    "    ",
    "\t",
    "[",
    "]",
    "(",
    ")",
    "`",
    "<",
    ">",
    "\\",
    "*",
    "_",
    "#",
    "{",
    "}",
    "!",
    "|",
    '"',
    "'",
    "  \n",
    "- ",
    "> ",
    "```\n",
    "&",
]


class Choices:
    """Choices made by bytes; once they run out, the first of everything."""

    def __init__(self, choices: bytes) -> None:
        self.choices = choices
        self.position = 0

    def number(self, count: int) -> int:
        """A number below `count`."""
        if self.position >= len(self.choices):
            return 0
        self.position += 1
        return self.choices[self.position - 1] % count

    def one(self, values: Sequence[str]) -> str:
        """One of these."""
        return values[self.number(len(values))]

    @property
    def spent(self) -> bool:
        """Whether the bytes have run out."""
        return self.position >= len(self.choices)


def made_up_page(choices: bytes) -> str:
    """A page; every other one has a few characters changed at random."""
    choose = Choices(choices)
    mutations = max(0, choose.number(8) - 3)
    gap = choose.one(["\n\n", "\n\n", "\n\n", "\n"])
    blocks = [block(choose, 0)]
    while not choose.spent and len(blocks) < 8:
        blocks.append(block(choose, 0))
    text = gap.join(blocks)
    for _ in range(mutations):
        position = (choose.number(256) * 256 + choose.number(256)) % (len(text) + 1)
        text = text[:position] + choose.one(MUTATIONS) + text[position + choose.number(4) :]
    return text


def plain(choose: Choices) -> str:
    return " ".join(
        choose.one(WORDS) if choose.number(2) == 0 else choose.one(PIECES) for _ in range(1 + choose.number(3))
    )


def link(choose: Choices, depth: int = 0) -> str:
    """Any way of writing a link or a picture, round some words."""
    inner = plain(choose)
    if depth < 2 and choose.number(4) == 3:
        inner = inner + choose.one([" ", ""]) + link(choose, depth + 1)
    address, label = choose.one(ADDRESSES), choose.one(LABELS)
    title, attributes = choose.one(TITLES), choose.one(ATTRIBUTES)
    kinds = [
        f"[{inner}]({address}{title}){attributes}",
        f"[{inner}][{label}]{attributes}",
        f"[{inner}] [{label}]",
        f"[{label}][]",
        f"[{label}]{attributes}",
        f"![{inner}]({address}{title}){attributes}",
        f"![{inner}][{label}]",
        f"![{label}]",
        f"[![{inner}]({address})]({choose.one(ADDRESSES)})",
        f"[![{inner}][{label}]][{label}]",
    ]
    return choose.one(kinds)


def sentence(choose: Choices) -> str:
    gap = choose.one([" ", " ", " ", "", "\n"])
    makers = (lambda: choose.one(WORDS), lambda: link(choose), lambda: choose.one(PIECES))
    return gap.join(makers[choose.number(3)]() for _ in range(1 + choose.number(5)))


def line(choose: Choices) -> str:
    return sentence(choose).replace("\n", " ")


def title(choose: Choices) -> str:
    return choose.one(HEADINGS) if choose.number(3) else line(choose)


def indented(text: str, prefix: str, first: str | None = None) -> str:
    rows = [prefix + row if row.strip() or prefix.strip() else row for row in text.split("\n")]
    if first is not None:
        rows[0] = first + text.split("\n")[0]
    return "\n".join(rows)


def paragraph(choose: Choices, depth: int) -> str:
    return sentence(choose) + choose.one(["", "", "", "", "\n{: #para }", "\n{: .c }", "\n  { #para2 }", " {: #not }"])


def heading(choose: Choices, depth: int) -> str:
    kind, words = choose.number(6), title(choose)
    if kind < 3:
        ends = ["", "", " #", " {: #own }", " {#own2}", " ## {: #own3 }", " {.c}", " {: #x } }"]
        return "#" * (1 + choose.number(6)) + " " + words + choose.one(ends)
    if kind == 3:
        return words + "\n" + choose.one(["===", "---", "=", "- "])
    return "#" + words if kind == 4 else f"{line(choose)}\n## {words}\n{line(choose)}"


def code(choose: Choices, depth: int) -> str:
    mark = choose.one(["```", "~~~", "````"])
    info = choose.one(["", "python", " md", "py title='x'", "{ .py #fence }", "{.py title='x'}", " a b", "!"])
    words = sentence(choose)
    return choose.one([f"{mark}{info}\n{words}\n{mark}", indented(words, "    "), mark, f"{mark}\n\n{words}\n\n{mark}"])


def raw(choose: Choices, depth: int) -> str:
    if choose.number(2):
        return choose.one(RAW)
    tag = choose.one(["div", "p", "pre", "script", "section", "span", "figure"])
    given, gap = choose.one(["", ' id="block"', " class=c", " a='>'"]), choose.one(["", "\n", "\n\n"])
    words = sentence(choose)
    return choose.one(
        [f"<{tag}{given}>{gap}{words}{gap}</{tag}>", f"<{tag}{given}>{gap}{words}{gap}</{tag}>", f"<!-- {words} -->"]
    )


def table(choose: Choices, depth: int) -> str:
    kind = choose.number(4)
    if kind == 2:
        return f"{line(choose)} | {line(choose)}\n--- | :-:\n{line(choose)} | {line(choose)}"
    if kind == 3:
        return f"| {line(choose)} |\n|---|\n| {line(choose)} |"
    rows = []
    for _ in range(choose.number(3)):
        cells = [choose.one(CELLS) if choose.number(2) else line(choose) for _ in range(1 + choose.number(3))]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join([f"| {line(choose)} | {line(choose)} |", "|---|---|", *rows])


def definition(choose: Choices, depth: int) -> str:
    indent, label = choose.one(["", "", "  ", "    "]), choose.one(["alpha", "Own Label", "beta\ngamma", "x"])
    address = choose.one(["own.md", "<own 2.md>", "<own3.md>", "\n  own4.md", ""])
    return f"{indent}[{label}]: {address}" + choose.one(["", ' "t"', " (t)", "\n  'next'", " not a title"])


def nested(choose: Choices, depth: int) -> str:
    """A list, a quote, an admonition or details, with other blocks in it."""
    gap, kind = choose.one(["\n\n", "\n"]), choose.number(5)
    inside = gap.join(block(choose, depth + 1) for _ in range(1 + choose.number(3)))
    if kind == 0:
        items = [indented(inside, "    ", choose.one(BULLETS))]
        items += [indented(block(choose, depth + 1), "    ", choose.one(BULLETS)) for _ in range(choose.number(3))]
        return choose.one(["\n", "\n\n"]).join(items)
    if kind == 1:
        return indented(inside, "> ")
    if kind == 2:
        return indented(inside, "\t")
    return choose.one(TITLED) + choose.one(["\n", "\n\n"]) + indented(inside, "    ")


def odd(choose: Choices, depth: int) -> str:
    return choose.one(ODD)


def block(choose: Choices, depth: int) -> str:
    makers = [paragraph, heading, paragraph, code, raw, table, definition, odd]
    if depth < 3:
        makers += [nested, nested, nested, nested]
    return makers[choose.number(len(makers))](choose, depth)
