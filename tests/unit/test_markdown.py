"""What reading a page's body finds in it, and where; and the HTML it makes."""

from __future__ import annotations

import re
from cProfile import Profile
from dataclasses import dataclass
from typing import Any

import pytest

from catalogue.markdown import HoleKind, LinkKind, Prose, normalise_label
from catalogue.markdown.flood import LARGEST
from catalogue.markdown.reading import read_prose
from catalogue.text import Source, Span, decode
from tests import kit


@dataclass(frozen=True)
class Read:
    """A page's text beside what was read in it."""

    text: str
    found: Prose

    def __getattr__(self, name: str) -> Any:
        return getattr(self.found, name)


def read(text: str, start: int = 0) -> Read:
    return Read(text, read_prose(Source("docs/page.md", text), start))


def words(prose: Read, span: Span) -> str:
    return prose.text[span.start : span.end]


def targets(prose: Read) -> list[str]:
    return [link.target for link in prose.links]


def test_headings_have_level_text_anchor_and_place() -> None:
    prose = read("# Road *safety*\n\nWhat to do\n----------\n\n### Who? ###\n")
    assert [(each.level, each.text, each.anchor) for each in prose.headings] == [
        (1, "Road safety", "road-safety"),
        (2, "What to do", "what-to-do"),
        (3, "Who?", "who"),
    ]
    assert [words(prose, each.span) for each in prose.headings] == ["Road *safety*", "What to do", "Who?"]


def test_a_repeated_heading_is_numbered_and_a_typed_id_wins() -> None:
    prose = read("# Why\n\n## Why\n\n## Because {: #why_1 }\n\n## Why\n")
    assert [each.anchor for each in prose.headings] == ["why", "why_2", "why_1", "why_3"]
    assert [(each.text, words(prose, each.span)) for each in prose.attributes] == [("{: #why_1 }", "{: #why_1 }")]


def test_ids_typed_anywhere_are_anchors() -> None:
    prose = read('A paragraph.\n{: #here }\n\n*so*{#there} <b id="raw">x</b>\n\n```{ .py #fence }\n```\n')
    assert prose.anchors == {"here", "there", "raw", "fence"}


@pytest.mark.parametrize(
    ("text", "kind", "shown", "target", "place"),
    [
        ("[a road](../r.md)", LinkKind.INLINE, "a road", "../r.md", "../r.md"),
        ('[a](r.md "On roads")', LinkKind.INLINE, "a", "r.md", "r.md"),
        ("[a](<a road.md>)", LinkKind.INLINE, "a", "a road.md", "a road.md"),
        ("[a](b(c)d.md)", LinkKind.INLINE, "a", "b(c)d.md", "b(c)d.md"),
        ("[a *b* `c`](d.md)", LinkKind.INLINE, "a b c", "d.md", "d.md"),
        ("[a](b\\_c.md)", LinkKind.INLINE, "a", "b_c.md", "b\\_c.md"),
        ("[the drivers][causes]", LinkKind.REFERENCE, "the drivers", "causes", "causes"),
        ("[the drivers]\n[causes]", LinkKind.REFERENCE, "the drivers", "causes", "causes"),
        ("[causes][]", LinkKind.REFERENCE, "causes", "causes", "causes"),
        ("![A map](map.png)", LinkKind.IMAGE, "A map", "map.png", "map.png"),
        ("![A map][map]", LinkKind.IMAGE_REFERENCE, "A map", "map", "map"),
        ("<https://example.org/>", LinkKind.AUTOLINK, "https://example.org/", "https://example.org/", None),
        ("<a@example.org>", LinkKind.AUTOLINK, "a@example.org", "mailto:a@example.org", "a@example.org"),
    ],
)
def test_every_kind_of_link(text: str, kind: LinkKind, shown: str, target: str, place: str | None) -> None:
    prose = read(f"See {text}.\n")
    (link,) = prose.links
    assert (link.kind, link.text, link.target, link.shortcut) == (kind, shown, target, False)
    assert words(prose, link.span) == text
    assert words(prose, link.target_span) == (place or target)


def test_a_bare_label_is_a_shortcut() -> None:
    (link,) = read("Start from [population focus].").links
    assert (link.kind, link.target, link.shortcut) == (LinkKind.REFERENCE, "population focus", True)


def test_brackets_within_a_link_may_be_a_shortcut() -> None:
    assert [(link.text, link.target, link.shortcut) for link in read("[a [b] c](d.md)").links] == [
        ("a [b] c", "d.md", False),
        ("b", "b", True),
    ]


def test_a_picture_within_a_link_is_two_links() -> None:
    assert [(link.kind, link.target) for link in read("[![Map](map.png)](road.md)").links] == [
        (LinkKind.INLINE, "road.md"),
        (LinkKind.IMAGE, "map.png"),
    ]


def test_citations() -> None:
    prose = read("So they say [@christmas-2019, p. 9] and [@rose-1985; -@marmot-2010 ch. 2].")
    assert not prose.links
    first, second = prose.citations
    assert words(prose, first.span) == "[@christmas-2019, p. 9]"
    assert [(item.key, item.locator, item.suppress_author) for item in (*first.items, *second.items)] == [
        ("christmas-2019", "p. 9", False),
        ("rose-1985", "", False),
        ("marmot-2010", "ch. 2", True),
    ]
    assert [words(prose, item.span) for item in second.items] == ["rose-1985", "marmot-2010"]


def test_citations_side_by_side_are_not_a_reference() -> None:
    prose = read("So [@rose-1985] [@marmot-2010], and [the idea] [@rose-1985].")
    assert [citation.items[0].key for citation in prose.citations] == ["rose-1985", "marmot-2010", "rose-1985"]
    assert [(link.target, link.shortcut) for link in prose.links] == [("the idea", True)]


def test_a_handle_alone_is_text() -> None:
    prose = read("Ask @CCARhodes or write to a@example.org.")
    assert not prose.citations
    assert not prose.links


@pytest.mark.parametrize(
    "code",
    [
        "`[a](b)`",
        "``[a](b) ` ``",
        "```\n[a](b)\n```",
        "~~~ md\n[a](b)\n~~~",
        "    [a](b)",
        "\t[a](b)",
        "- one\n\n        [a](b)",
        "- one\n\n    ```\n    [a](b)\n    ```",
        "> ```\n> [a](b)\n> ```",
        "!!! note\n    text\n\n        [a](b)",
    ],
)
def test_nothing_is_read_in_code(code: str) -> None:
    prose = read(f"Before.\n\n{code}\n\nAfter [x](y).\n")
    assert targets(prose) == ["y"]
    assert any("[a](b)" in words(prose, span) for span in prose.code)


@pytest.mark.parametrize("html", ["<div>\n[a](b)\n</div>", "<pre>\n[a](b)\n</pre>", "<!--\n[a](b)\n-->"])
def test_nothing_is_read_in_a_block_of_html(html: str) -> None:
    prose = read(f"Before.\n\n{html}\n\nAfter [x](y).\n")
    assert targets(prose) == ["y"]
    assert [(each.text, words(prose, each.span)) for each in prose.html] == [(html, html)]


def test_escaped_brackets_are_text() -> None:
    assert not read("\\[a](b) and \\![c\\](d)").links


def test_links_are_read_in_lists_quotes_admonitions_and_tables() -> None:
    blocks = [
        "- [a](1)\n    - [b](2)",
        "> [c](3)",
        '!!! note "On [d](4)"\n    [e](5)',
        "| x | y |\n|---|---|\n| [f](6) | `|` [g](7) |",
    ]
    text = "\n\n".join(blocks)
    prose = read(text)
    assert targets(prose) == ["1", "2", "3", "4", "5", "6", "7"]
    assert [words(prose, link.span) for link in prose.links] == [f"[{a}]({n + 1})" for n, a in enumerate("abcdefg")]
    assert "c" not in [words(prose, span) for span in prose.running]


def test_definitions() -> None:
    prose = read('Text.\n\n[Own label]: ../a.md "Title"\n[other]: <b c.md>\n[other 2]: <c.md>\n')
    assert [(each.label, each.target) for each in prose.definitions] == [("Own label", "../a.md"), ("other 2", "c.md")]
    assert [words(prose, each.target_span) for each in prose.definitions] == ["../a.md", "c.md"]


def test_running_text_is_what_is_left() -> None:
    prose = read("# Head\n\nOne [two](2) three `four` five [@six].\n\n> Quoted.\n\n<!-- no -->\n\nLast\nline.\n")
    assert [words(prose, span) for span in prose.running] == ["One ", " three ", " five ", ".", "Last\nline."]


def test_places_hold_after_front_matter_tabs_and_fences() -> None:
    text = "---\ntitle: [no](no)\n---\n\n\t\tcode\n\n```\nx\n```\n\n-\tSee [a](b)\tand [c](d)\n"
    prose = read(text, text.index("\n\n") + 1)
    assert [words(prose, link.span) for link in prose.links] == ["[a](b)", "[c](d)"]


def test_labels_are_compared_without_case_and_with_white_space_folded() -> None:
    assert normalise_label("Population\n  FOCUS") == "population focus"


@pytest.mark.parametrize(
    "text",
    ["", "\n", "\x02\x03", "[", "```", "\n{: .a }", "<![", "> " * 500, "- " * 500, "[*" * 500, "<" * 9, "\\", "{: #"],
)
def test_no_text_makes_it_fail(text: str) -> None:
    read(text)
    read(text * 3, len(text))


PATTERNS = [
    "[", "![", "[a](<", "<a ", "# a ", "# a\n", "[@a; ", "`", "`a``", "[a](", '[a]("', "*a", "**a *b ", "_a ", "> ",
    "- a\n", "- ", "<!--", "{", "{: ", "|", "|a", "[a]: b\n", "[a]: '", "<", "</", "<a href=", "&", "&amp;", "\\", "(",
    ")", "[a][", "[a] ", "][", "[[a]", "*", "_", "***", "1. ", "    a\n", "~~~\n", "```\n", "=\n", "a\n=\n", "| a |\n",
    "|-", "a|b\n-|-\n", "!!! a\n", "??? a\n", "<b>", "<b>[", '[a](b "', "<http://", "<a@b", "<?", "<![CDATA[", "&#",
    "\t", '"', "'", "- - ", "> - ", "1. - ", "{#a}", "*a*{", "# a {", "a  \n", "<div>\n", "<div\n", "<p>", "<!-- -->",
    "[TOC]\n", "\x02", "\x03", "[x]\n", "[x]: y 'z\n", "* * *\n", "- [ ] ", "@a ", "[^1]", "\U000f0000", "- a\n\n",
    "> a\n\n", "- a\n    - b\n", "![a](b)", "[a](b)", "`a`", "[@a]", "\n    - ", "<a>\n\n", "\n{: .a }\n", " {a",
    "[\n", "![x](a ", "<!--\n", "???\n", "[a][", "{: ",
]  # fmt: skip
LENGTH = 3_000
STEPS = 1_500_000
"""The calls of functions, Python's own and those written in C, that reading a page of such a length may make."""


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_page_of_one_sign_is_read_or_shown_as_plain_text_in_bounded_steps(pattern: str) -> None:
    text = pattern * (LENGTH // len(pattern))
    read("warm up")
    counted = Profile()
    found = counted.runcall(read, text)
    assert sum(each.callcount for each in counted.getstats()) < STEPS
    if found.flood:
        span, said = found.flood
        assert re.fullmatch(
            r"(This line|The lines from here to the next empty one) holds? [\d,]+ [a-z ]+, more .*", said
        )
        assert 0 <= span.start <= span.end <= len(text)
        assert len("".join(map(str, found.parts))) >= len(text.strip())


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Fine.\n\n" + "[" * 4_000, 3, "This line holds 4,000 brackets, more than can be read."),
        ("Fine.\n\n" + "# a\n" * 9_000, 3, "The lines from here to the next empty one hold 9,000 hashes, more than"),
        ("a\n\n" * 25_000, 1, "The page holds 74,999 characters of prose. 60,000 can be read."),
    ],
)
def test_a_page_that_is_too_much_says_where_and_is_shown_as_plain_text(text: str, line: int, said: str) -> None:
    catalogue = kit.catalogue(f"docs/guidance/x.md\n---\ntitle: X\n---\n{text}")
    page = catalogue.by_path["guidance/x.md"]
    (one,) = [one for one in page.problems if one.code == "page-unreadable"]
    top = page.source.place(page.prose.start).line - 1
    assert one.line == top + line and one.message.startswith(said)
    assert "plain text" in one.fix
    assert page.prose.links == () and page.prose.headings == ()
    assert isinstance(page.prose.parts[0], str) and page.prose.parts[0].startswith("<pre>")


@pytest.mark.parametrize("pattern", ["<a><b>", "<a@b.c> ", "&amp;"])
def test_a_long_paragraph_whose_every_sign_has_it_copied_is_too_much(pattern: str) -> None:
    assert read(pattern * (LARGEST // len(pattern))).flood
    assert not read(f"{pattern * (LENGTH // len(pattern))}\n\n" * 5).flood


@pytest.mark.parametrize("definition", ["[a]: {}\n\n", "[a]: b '{}'\n\n"])
def test_a_long_address_that_is_used_too_often_is_too_much(definition: str) -> None:
    assert read(definition.format("c" * 20_000) + "[a]\n\n" * 2_000).flood


def test_a_list_of_headings_is_not_made_again_and_again() -> None:
    assert len("".join(map(str, read("# a\n\n[TOC]\n\n" * 1_000).parts))) < 300_000


def test_a_page_that_is_too_much_leaves_nothing_behind() -> None:
    page = "- a [b](c)\n\n[d]: e\n"
    before = read(page).found
    for flood in ("- [a](" * 9_000, "> " * 25_000, "1. - " * 9_000):
        assert read(flood).flood
        assert read(page).found == before


def test_private_characters_are_said_and_kept_in_the_text() -> None:
    source = decode("about/x.md", "[a](b.md) \U000f0001\U00100002\U0010ffff [c](d.md)".encode())
    assert source.flaw and "private" in source.flaw and "\U000f0001" in source.text
    prose = read_prose(source)
    assert [link.target for link in prose.links] == ["b.md", "d.md"]
    assert "\ufffd\ufffd\ufffd" in "".join(part for part in prose.parts if isinstance(part, str))


def test_a_hole_stands_where_another_page_decides() -> None:
    prose = read("# A\n\n[x][] [y](y.md) ![z](z.png) [@k] <https://a.example> [b](#c)\n\n## D\n\n[sic]")
    holes = [part for part in prose.parts if not isinstance(part, str)]
    assert [(hole.kind, hole.section) for hole in holes] == [
        (HoleKind.OPENING, 1), (HoleKind.CLOSING, 1), (HoleKind.ADDRESS, 1), (HoleKind.ADDRESS, 1),
        (HoleKind.CITATION, 1), (HoleKind.OPENING, 2), (HoleKind.CLOSING, 2),
    ]  # fmt: skip


def test_a_table_can_be_scrolled_by_keyboard_and_sets_no_style() -> None:
    (html,) = read("| a | b |\n|:-:|---|\n| c | d |\n\n| e |\n|---|\n| f |").parts
    assert isinstance(html, str) and "style" not in html and '<td class="center">c</td>' in html
    for number in (1, 2):
        assert f'<div aria-label="Table {number}" class="scroll" role="region" tabindex="0"><table>' in html


def test_words_of_a_picture_that_leads_nowhere_can_hold_a_link() -> None:
    prose = read("[one]: a.md\n\n![A [one] b][pic] and ![c [one] d]\n")
    assert [part.target for part in prose.parts if not isinstance(part, str)] == ["a.md", "a.md"]
    assert "".join(part if isinstance(part, str) else part.before + part.target for part in prose.parts) == (
        '<p>![A <a href="a.md">one</a> b][pic] and ![c <a href="a.md">one</a> d]</p>'
    )
    assert [(link.kind, words(prose, link.span)) for link in prose.links] == [
        (LinkKind.IMAGE_REFERENCE, "![A [one] b][pic]"),
        (LinkKind.REFERENCE, "[one]"),
        (LinkKind.IMAGE_REFERENCE, "![c [one] d]"),
        (LinkKind.REFERENCE, "[one]"),
    ]


def test_a_reference_without_words_shows_its_label() -> None:
    prose = read("## [][Road safety]\n\nSee [ ][Road safety].\n")
    assert [(each.text, each.anchor) for each in prose.headings] == [("Road safety", "road-safety")]
    assert [(link.text, link.target, link.closing(prose.text)) for link in prose.links] == [
        ("Road safety", "Road safety", "][]"),
        ("Road safety", "Road safety", "][]"),
    ]


@pytest.mark.parametrize("text", ["See [road\nsafety][].", "> See [w][road\n> safety].", "- See [road\n  safety]."])
def test_a_label_over_two_lines_is_one_name(text: str) -> None:
    prose = read(text)
    assert [link.target for link in prose.links] == ["road safety"]
    assert words(prose, prose.links[0].target_span).startswith("road\n")


def test_a_label_defined_over_two_lines_is_found() -> None:
    prose = read("[road\nsafety]: a.md\n\nSee [it][Road safety].\n")
    assert [part.target for part in prose.parts if not isinstance(part, str)] == ["a.md"]


@pytest.mark.parametrize(
    "typed",
    ["( <b c.md>)", "(< b c.md >)", '(  <b c.md> "t")', "(<b c.md> )", "(\n<b c.md>)", '( \n < b c.md > "t")'],
)
def test_blanks_around_an_address_are_no_part_of_it(typed: str) -> None:
    prose = read(f"See [x]{typed} and more.")
    (link,) = prose.links
    assert (link.target, words(prose, link.target_span).rstrip()) == ("b c.md", "b c.md")
    assert words(prose, link.span) == f"[x]{typed}"
    assert [part.target for part in prose.parts if not isinstance(part, str)] == ["b c.md"]


@pytest.mark.parametrize(("below", "tag"), [("> quoted", "blockquote"), ("<div>x</div>", "div"), ("# Words", "h1")])
def test_a_bracket_at_the_end_of_a_line_takes_nothing_from_the_next(below: str, tag: str) -> None:
    assert f"<{tag}" in "".join(part for part in read(f"See [x](\n{below}\n").parts if isinstance(part, str))


@pytest.mark.parametrize("typed", ["[][road]", "[] [road]", "[ ]\n[road]"])
def test_a_reference_without_words_that_leads_nowhere_closes_as_its_label(typed: str) -> None:
    (link,) = read(f"See {typed}.").links
    assert (link.text, link.closing(f"See {typed}.")) == ("road", "][]")


def test_an_id_in_words_about_a_link_is_no_anchor() -> None:
    assert read('[a](b.md "my id=x") and <span title="id=y " id="z">c</span>').anchors == {"z"}


def test_a_line_below_a_fold_makes_no_heading_of_it() -> None:
    assert "<details" in "".join(part for part in read("??? tip\n> ---\n").parts if isinstance(part, str))


def test_a_rule_in_a_list_in_a_list_stays_one() -> None:
    assert "<hr>" in "".join(part for part in read("- 1. \n    ---\n").parts if isinstance(part, str))


def test_brackets_before_a_link_are_words() -> None:
    prose = read("See [road][safety](a.md).")
    assert [(words(prose, link.span), link.target) for link in prose.links] == [
        ("[road]", "road"),
        ("[safety](a.md)", "a.md"),
    ]


def test_an_address_that_is_code_on_the_next_line_has_a_place() -> None:
    [found] = read("[x]: \n```\n```").definitions
    assert 0 <= found.target_span.start <= found.target_span.end


def test_a_backslash_in_an_address_between_angle_brackets_hides_a_sign() -> None:
    text = r"Mail <me@exam\.org>."
    [link] = read(text).links
    assert (link.target, text[link.span.start : link.span.end]) == ("mailto:me@exam.org", r"<me@exam\.org>")
    [link] = read("[](<me@a.org>](a.md)").links[:1]
    assert link.target == "mailto:me@a.org"
