"""How prose becomes HTML: one Markdown for all pages, and links to files as addresses of the site."""

from __future__ import annotations

import pytest

from catalogue import read_texts
from catalogue.addresses import relative
from catalogue.markdown.reading import read_prose
from catalogue.site.filling import fill
from catalogue.text import Source

FILES = {"index.md", "about/x.md", "about/index.md", "glossary/y z.md", "assets/a b.png", "calendar.ics"}


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("[a](../index.md)", 'href="../../"'),
        ("[a](index.md)", 'href="../"'),
        ("[a](x.md#part)", 'href="./#part"'),
        ("[a](<../glossary/y z.md>)", 'href="../../glossary/y%20z/"'),
        ("[a](../glossary/y%20z.md#b)", 'href="../../glossary/y%20z/#b"'),
        ("![a](<../assets/a b.png>)", 'src="../../assets/a%20b.png"'),
        ("[a](../calendar.ics)", 'href="../../calendar.ics"'),
        ("[a](#b)", 'href="#b"'),
        ("[a](nowhere.md)", 'href="nowhere.md"'),
        ("[a](../../../x.md)", 'href="../../../x.md"'),
        ("[a](https://a.example/index.md)", 'href="https://a.example/index.md"'),
        ("[a](mailto:a@b.example)", 'href="mailto:a@b.example"'),
        ("[a](http://[x)", "<a>a</a>"),
    ],
)
def test_links_to_files_become_addresses(link: str, address: str) -> None:
    catalogue = read_texts({"about/x.md": link})
    assert address in fill(catalogue, catalogue.by_path["about/x.md"], FILES, ())


def test_headings_and_definitions_of_two_pages_do_not_meet() -> None:
    catalogue = read_texts({"a.md": "# A\n\n[x]: y", "b.md": "# A\n\n[x]: y", "c.md": "[x][]"})
    assert [fill(catalogue, page, (), ()) for page in catalogue.pages] == ['<h1 id="a">A</h1>'] * 2 + ["<p>[x][]</p>"]


@pytest.mark.parametrize(
    ("target", "origin", "way"),
    [
        ("glossary/x/", "guidance/y/", "../../glossary/x/"),
        ("glossary/x/#a", "glossary/y/", "../x/#a"),
        ("glossary/", "glossary/y/", "../"),
        ("glossary/y/", "glossary/y/", "./"),
        ("", "glossary/y/", "../../"),
        ("glossary/x/", "", "glossary/x/"),
        ("", "", "./"),
        ("assets/x.css", "assets/y.css", "x.css"),
        ("a.html", "b/c.html", "../a.html"),
    ],
)
def test_one_address_names_another(target: str, origin: str, way: str) -> None:
    assert relative(target, origin) == way


def test_a_picture_has_its_caption_and_a_list_its_definitions() -> None:
    figure = "![A mark](../assets/mark.svg)\n/// caption\nSee [prevention][] [@x-2019].\n///\n"
    text = f"{figure}\nA power\n:   What it *allows*.\n"
    prose = read_prose(Source("about/x.md", text))
    html = "".join(part if isinstance(part, str) else f"({part.kind})" for part in prose.parts)
    assert "<figure>\n<p><img (address)" in html
    assert "<figcaption>\n<p>See (opening)prevention(closing) (citation).</p>\n</figcaption>\n</figure>" in html
    assert "<dl>\n<dt>A power</dt>\n<dd>What it <em>allows</em>.</dd>\n</dl>" in html
    assert [text[one.span.start : one.span.end] for one in prose.citations] == ["[@x-2019]"]
    assert [text[one.span.start : one.span.end] for one in prose.links][1] == "[prevention][]"
