"""Pictures are drawn of words: every word is in them, and they hold nothing that the policy refuses."""

from __future__ import annotations

import re
import zlib

import pytest
from lxml import etree
from PIL import Image, ImageDraw
from zxingcpp import read_barcode

from catalogue.kinds import ROWS
from catalogue.outputs.cards import SIZE, SharedCard
from catalogue.site.pictures.svg import Bar, Node, bars, chain, code, columns, timeline, tree
from tests.kit import problems

HOSTILE = "A <b>\"bold\"</b> & 'quoted' name that is long enough to be broken over several lines of a picture"


def words(svg: str) -> list[str]:
    """The texts of every picture in some SVG, read as strict XML."""
    root = etree.fromstring(f"<div>{svg}</div>")
    return [" ".join("".join(each.itertext()).split()) for each in root.iter("text")]


def test_whatever_a_title_holds_is_drawn_as_words() -> None:
    node = Node("Announced", HOSTILE, "../a&b/", "chat")
    for svg in (
        chain([node, node], HOSTILE),
        tree([node], node, [("Related", "line", [node])], HOSTILE),
        timeline([node], HOSTILE),
    ):
        assert HOSTILE in words(svg)
        assert "<b>" not in svg
        assert not re.search(r"\sstyle=|\son\w+=|<script|<style", svg)


def test_a_chain_is_drawn_across_and_down_with_the_same_links() -> None:
    across, down = re.findall(
        r"<svg.*?</svg>", chain([Node("A", "one", "a/"), Node("B", "two", "", pending=True)], "Two")
    )
    for svg in (across, down):
        assert re.findall(r'href="([^"]+)"', svg) == ["a/"]
        assert 'class="box pending"' in svg
        assert 'role="group" aria-label="Two"' in svg


def test_every_picture_fits_its_own_frame() -> None:
    node = Node("2019", HOSTILE)
    for svg in (
        chain([node] * 5, "n"),
        tree([node], node, [("x", "line", [node] * 4)], "n"),
        timeline([node] * 9, "n"),
    ):
        for picture in re.findall(r"<svg.*?</svg>", svg):
            width, height = map(int, re.findall(r'viewBox="0 0 (\d+) (\d+)"', picture)[0])
            assert all(int(y) <= height for y in re.findall(r'tspan x="\d+" y="(\d+)"', picture))
            assert all(int(x) < width for x in re.findall(r'tspan x="(\d+)"', picture))


def test_bars_can_be_touched_and_say_how_many() -> None:
    svg = bars([Bar("2019", 12, "#papers", "span", "2019"), Bar("2020", 0, "#papers", "span", "2020")], "By year")
    assert words(svg) == ["2019", "12", "2020", "0"]
    assert svg.count('data-chooses="span"') == 2
    assert all(int(height) >= 24 for height in re.findall(r'class="touch"[^>]* height="(\d+)"', svg))


def test_columns_are_as_high_as_they_say_and_stand_still() -> None:
    svg = columns([4, 1], ["Strong", "Some", "Early", "A view"], "Claim 1: strong; claim 2: a view")
    assert svg.count('class="bar"') == 5
    assert 'role="img"' in svg


def test_a_drawing_in_words_is_refused_but_not_where_it_is_a_sample() -> None:
    text = "docs/about/x.md\n---\ntitle: X\n---\n\n````\n```mermaid\nx\n```\n````\n\n~~~ mermaid\ngraph\n~~~\n"
    assert [(each.code, each.line) for each in problems(text)] == [("drawing-unread", 11)]


def test_a_code_is_read_as_its_address() -> None:
    for address in ("https://x.test/", f"https://www.example.org/guidance/{'long-' * 20}name/"):
        drawn = code(address)
        side = int(re.findall(r'viewBox="-2 -2 (\d+)', drawn)[0])
        paper = Image.new("L", (side * 4, side * 4), 255)
        x, y = 0.0, 0.0
        for step, across, down in re.findall(r"([Mmh])(-?\d+)(?: (\S+?))?(?=[mh\"])", drawn):
            if step == "h":
                left, top = (x + 2) * 4, (y + 2) * 4
                ImageDraw.Draw(paper).rectangle((left, top - 2, left + int(across) * 4 - 1, top + 1), fill=0)
            x, y = x + int(across), y + float(down or 0)
        found = read_barcode(paper)
        assert found is not None
        assert found.text == address


def test_a_card_draws_the_letters_and_signs_of_every_title() -> None:
    """A sign that the font lacks is drawn as a box, and all boxes are alike."""
    box = SharedCard("Site", "paper", "\uffff").draw()
    assert box == SharedCard("Site", "paper", "\ufffe").draw()
    for sign in "–—…•×½£€°·“”‘’−≤éÅøŵŷẁłžΩ":
        assert SharedCard("Site", "paper", sign).draw() != box, sign


@pytest.mark.parametrize("title", ["", "Word", HOSTILE, "\u200b \u0301", "—" * 300, "مرحبا 😀", "W" * 40, "a\nb\x00"])
def test_a_card_holds_each_of_its_rows_once_and_the_sum_of_them(title: str) -> None:
    for kind in ROWS:
        drawn, start, packed = SharedCard("A site", kind, title).draw(), 8, b""
        while start < len(drawn):
            size, name = int.from_bytes(drawn[start : start + 4], "big"), drawn[start + 4 : start + 8]
            body = drawn[start + 8 : start + 8 + size]
            assert int.from_bytes(drawn[start + 8 + size : start + 12 + size], "big") == zlib.crc32(name + body)
            packed += body if name == b"IDAT" else b""
            start += 12 + size
        assert len(zlib.decompress(packed)) == SIZE[1] * (SIZE[0] // 4 + 1)  # four pixels a byte, and one to start
