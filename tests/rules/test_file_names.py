"""Files under names that cannot stand, in places where they do not belong, or of sorts that could do harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue import judge, read_folder
from tests import kit

TERM = "---\ntitle: {}\ndefinition: What it means.\npublished: 2026-11-20\nrelated: [population-focus]\n---\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for path, text in kit.pages(kit.BASE).items():
        put(tmp_path / path, text)
    return tmp_path


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def said(docs: Path) -> list[tuple[str, str, str]]:
    """The errors and warnings: path, code, cure."""
    return [(one.path, one.code, one.fix) for one in judge(read_folder(docs), kit.TODAY) if one.severity != "note"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("glossary/Net Widening.md", "glossary/net-widening.md"),
        ("glossary/net_widening.md", "glossary/net-widening.md"),
        ("glossary/net.widening.md", "glossary/net-widening.md"),
        ("glossary/Population-Focus.md", "glossary/net-widening.md"),
        ("glossary/CON.md", "glossary/con-page.md"),
        ("glossary/lpt1.md", "glossary/lpt1-page.md"),
        ("glossary/café.md", "glossary/cafe.md"),
        ("glossary/nаloxone.md", "glossary/naloxone.md"),
        ("glossary/日本.md", "glossary/net-widening.md"),
        ("glossary/-net-.md", "glossary/net.md"),
        ("glossary/Net-Widening.md", "glossary/net-widening.md"),
        ("glossary/NET.md", "glossary/net.md"),
    ],
)
def test_a_name_to_take_is_given_and_mends_it(docs: Path, path: str, name: str) -> None:
    put(docs / path, TERM.format("Net widening"))
    assert said(docs) == [(path, "file-misnamed", f"name the file “{name}”.")]
    (docs / path).rename(docs / name)
    assert said(docs) == []


@pytest.mark.parametrize("name", ["new-term", "new-word", "untitled", "template", "new-page", "untitled-2"])
def test_a_file_that_is_called_as_it_was_started_is_named_by_its_title(docs: Path, name: str) -> None:
    put(docs / f"glossary/{name}.md", TERM.format("Net widening"))
    right = "name this file “net-widening.md”, in the box above the text."
    assert said(docs) == [(f"glossary/{name}.md", "file-unnamed", right)]


def test_a_page_of_another_folder_that_is_there_already_is_not_moved_over_it(docs: Path) -> None:
    put(docs / "guidance/population-focus.md", TERM.format("Population focus"))
    (one,) = said(docs)
    assert one[1] == "file-misplaced"
    assert one[2].startswith("put what is new on it into “glossary/population-focus.md”, which is there already")


@pytest.mark.parametrize(
    ("path", "cure"),
    [
        ("glossary/net-widening.MD", "name it “net-widening.md”."),
        ("glossary/Net Widening.txt", "name it “net-widening.md”."),
        ("glossary/net-widening.markdown", "name it “net-widening.md”."),
        ("glossary/_net-widening.md", "name it “net-widening.md”."),
    ],
)
def test_what_is_not_read_as_a_page_is_said_and_not_published(docs: Path, path: str, cure: str) -> None:
    put(docs / path, TERM.format("Net widening"))
    assert said(docs) == [(path, "page-unreadable", cure)]
    assert path not in read_folder(docs).files


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("assets/page.html", "<p>Words.</p>"),
        ("assets/code.js", "alert(1)"),
        ("assets/tool.exe", "MZ"),
        ("assets/noending", "?"),
        ("assets/a.svg", "<svg><script>alert(1)</script></svg>"),
        ("assets/b.svg", '<svg onload="alert(1)"/>'),
        ("assets/c.svg", '<svg><a href="javascript:alert(1)"/></svg>'),
        ("assets/d.svg", '<svg><image href="https://example.org/x.png"/></svg>'),
        ("assets/e.svg", '<!DOCTYPE svg [<!ENTITY x "y">]><svg/>'),
        ("assets/F.SVG", "<svg><foreignObject/></svg>"),
    ],
)
def test_what_could_run_is_refused(docs: Path, path: str, text: str) -> None:
    put(docs / path, text)
    assert [(where, code) for where, code, _ in said(docs)] == [(path, "page-unreadable")]
    assert path not in read_folder(docs).files


def test_a_plain_picture_is_admitted_and_one_nobody_shows_is_said(docs: Path) -> None:
    put(docs / "assets/plain.svg", '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
    assert [(path, code) for path, code, _ in said(docs)] == [("assets/plain.svg", "file-unused")]
    put(docs / "about/x.md", "---\ntitle: X\n---\n![A line](../assets/plain.svg)\n")
    assert said(docs) == []


@pytest.mark.parametrize(
    "path", ["about/net-widening.md", "net-widening.md", "terms/net-widening.md", "glossary/more/net-widening.md"]
)
def test_a_page_in_the_wrong_folder_is_told_the_right_one(docs: Path, path: str) -> None:
    put(docs / path, TERM.format("Net widening"))
    found = [fix for where, code, fix in said(docs) if code == "file-misplaced" and where == path]
    assert found == ["move the file to “glossary/net-widening.md”."]
    put(docs / "glossary/net-widening.md", (docs / path).read_text("utf-8"))
    (docs / path).unlink()
    assert said(docs) == []


@pytest.mark.parametrize(
    ("title", "cure"),
    [
        ("Prevеntion work", "write “Prevention”."),
        ("Рrevention work", "write “Prevention”."),
        ("Preventiоn wоrk", "write “Prevention”."),
        ("Ｐrevention work", "write “Prevention”."),
        ("Прevention work", "type the word again on your own keyboard."),
        ("Preven\u202etion work", "take it out."),
        ("Prevention\u200f work", "take it out."),
        ("\uf0b7 Prevention work", "write what it stood for: “- ” for the dot before an entry of a list."),
    ],
)
def test_a_letter_that_only_looks_like_ours_is_said(docs: Path, title: str, cure: str) -> None:
    put(docs / "glossary/x.md", TERM.format(title))
    assert cure in [fix for _, code, fix in said(docs) if code == "letter-misleading"]


@pytest.mark.parametrize("title", ["Café society", "The β-blocker", "Ten μg a day", "Heddlu Dyfed–Powys, ŵ", "Слово"])
def test_other_alphabets_are_no_fault(docs: Path, title: str) -> None:
    put(docs / "glossary/x.md", TERM.format(title))
    assert [code for _, code, _ in said(docs) if code == "letter-misleading"] == []


@pytest.mark.parametrize(
    ("typed", "right"),
    [("Donâ€™t", "Don’t"), ("Â£5", "£5"), ("cafÃ©", "café"), ("â€œso", "“so"), ("5â€“6", "5–6"), ("LlÅ·n", "Llŷn")],
)
def test_what_a_program_made_of_a_letter_is_said(typed: str, right: str) -> None:
    (one,) = [one for one in kit.problems(f"docs/guidance/x.md\nSee {typed}.\n") if one.code == "letter-misleading"]
    assert one.edit is not None
    text = one.source.text
    assert right in text[: one.edit.span.start] + one.edit.text + text[one.edit.span.end :]


@pytest.mark.parametrize("typed", ["“…so”", "Llŷr–Siân", "café’s “é”", "£€", "naïve — “so”", "Ôl-ôl", "½–¾"])
def test_signs_that_are_their_own_are_none(typed: str) -> None:
    assert "letter-misleading" not in kit.codes(f"docs/guidance/x.md\nSee {typed}.\n")


def test_a_letter_in_a_name_that_leads_nowhere_is_told_once() -> None:
    codes = kit.codes("docs/guidance/x.md\nSee [populаtion focus][] and [population focus][].\n")
    assert codes == ["letter-misleading"]
