"""What `read_prose` finds in a page's body, and where."""

from __future__ import annotations

from time import perf_counter

import pytest

from catalogue.prose import LinkKind, Prose, normalise_label, read_prose
from catalogue.text import Source, Span


def read(text: str, start: int = 0) -> Prose:
    return read_prose(Source("docs/page.md", text), start)


def words(prose: Prose, span: Span) -> str:
    return prose.source.text[span.start : span.end]


def targets(prose: Prose) -> list[str]:
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
    assert [words(prose, span) for span in prose.quotations] == ["> [c](3)"]


def test_definitions() -> None:
    prose = read('Text.\n\n[Own label]: ../a.md "Title"\n[other]: <b c.md>\n[other 2]: <c.md>\n')
    assert [(each.label, each.target) for each in prose.definitions] == [("Own label", "../a.md"), ("other 2", "c.md")]
    assert [words(prose, each.target_span) for each in prose.definitions] == ["../a.md", "c.md"]


def test_running_text_is_what_is_left() -> None:
    prose = read("# Head\n\nOne [two](2) three `four` five [@six].\n\n> Quoted.\n\n<!-- no -->\n\nLast\nline.\n")
    assert [words(prose, span) for span in prose.running_text()] == ["One ", " three ", " five ", ".", "Last\nline."]


def test_places_hold_after_front_matter_tabs_and_fences() -> None:
    text = "---\ntitle: [no](no)\n---\n\n\t\tcode\n\n```\nx\n```\n\n-\tSee [a](b)\tand [c](d)\n"
    prose = read(text, text.index("\n\n") + 1)
    assert [words(prose, link.span) for link in prose.links] == ["[a](b)", "[c](d)"]


def test_labels_are_compared_without_case_and_with_white_space_folded() -> None:
    assert normalise_label("Population\n  FOCUS") == "population focus"


@pytest.mark.parametrize(
    "text", ["", "\n", "\x02\x03", "[", "```", "> " * 500, "- " * 500, "[*" * 500, "<" * 9, "\\", "{: #"]
)
def test_no_text_makes_it_fail(text: str) -> None:
    read(text)
    read(text * 3, len(text))


@pytest.mark.parametrize(
    "piece", ["[", "`", "`a``", "[a](", '[a]("', "*a", "> ", "- a\n", "<a ", "<!--", "{", "|", "# a\n", "[a]: b\n"]
)
def test_time_grows_with_length_only(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = perf_counter()
    read(text).running_text()
    assert perf_counter() - started < 5
