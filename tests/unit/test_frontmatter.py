"""The block at the top of a page: what is read, where it stands, and each trap with its mend."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from catalogue.frontmatter import loaded, read_front_matter
from catalogue.text import Place, Source, decode

BROKEN = sorted((Path(__file__).parent.parent / "rules" / "broken").glob("*.md"))
EXPECT = re.compile(r"^<!-- expect: (\d+):(\d+) (top-unreadable|field-repeated) -->$", re.MULTILINE)


def read(block: str):
    return read_front_matter(Source("glossary/x.md", f"---\n{block}\n---\nBody\n"))


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_broken_page_has_the_problems_it_names(file: Path) -> None:
    source = decode(f"glossary/{file.name}", file.read_bytes())
    expected = sorted((int(line), int(column), code) for line, column, code in EXPECT.findall(source.text))
    problems = read_front_matter(source).problems
    assert sorted((problem.line, problem.column, problem.code) for problem in problems) == expected
    for problem in problems:
        assert problem.fix
        assert not re.search(r"(?i)\b(please|sorry|invalid|valid|yaml|slug|null|parse)\b", problem.message)


def test_the_certain_corrections_of_a_broken_page_leave_nothing_certain_to_correct() -> None:
    for file in BROKEN:
        source = decode(f"glossary/{file.name}", file.read_bytes())
        before = read_front_matter(source)
        text = source.text
        edits = [problem.edit for problem in before.problems if problem.edit]
        for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        after = read_front_matter(Source(source.path, text))
        assert len(after.problems) == len(before.problems) - len(edits), file.stem
        assert after.fields == before.fields, file.stem


@pytest.mark.parametrize("value", ["21:00", "0123", "NO", "1.10", "2021-02-10", "~", "10/02/2021", "nan", "2021-02-30"])
def test_a_value_is_text_as_it_was_typed(value: str) -> None:
    matter = read(f"title: {value}")
    assert matter.fields == {"title": value}
    assert matter.problems == ()


def test_places_and_keys_are_those_of_the_page() -> None:
    matter = read('title: "Population"\nempty:\nhosts:\n  - name: A\n    role: B')
    source = Source("x", '---\ntitle: "Population"\nempty:\nhosts:\n  - name: A\n    role: B\n---\nBody\n')
    at = {path: source.place(span.start) for path, span in matter.places.items()}
    assert at[("title",)] == Place(2, 8)
    assert at[("empty",)] == Place(3, 7)
    assert at[("hosts", 0, "role")] == Place(6, 11)
    assert source.place(matter.keys[("hosts", 0, "role")].start) == Place(6, 5)
    assert source.text[matter.places[("title",)].start : matter.places[("title",)].end] == '"Population"'
    assert source.text[matter.body_start :] == "Body\n"


def test_a_mend_keeps_the_places_of_what_follows() -> None:
    text = "---\ntitle:Chat: one\nalso:\n\t- @a\n\t- b\n---\n"
    matter = read_front_matter(Source("x", text))
    assert matter.fields == {"title": "Chat: one", "also": ["@a", "b"]}
    assert {path: text[span.start : span.end] for path, span in matter.places.items()} == {
        ("title",): "Chat: one",
        ("also",): "- @a\n\t- b",
        ("also", 0): "@a",
        ("also", 1): "b",
    }


def test_the_fix_is_the_whole_corrected_line() -> None:
    (problem,) = read("title: Chat: the learning so far").problems
    assert problem.fix == 'write this instead: title: "Chat: the learning so far"'
    assert problem.edit and problem.edit.text == '"Chat: the learning so far"'


def test_the_fix_closes_the_bracket() -> None:
    (problem,) = read("also: [a, @b").problems
    assert problem.fix == 'write this instead: also: [a, "@b"]'


def test_the_fix_of_a_value_over_several_lines_says_which_lines_it_is_for() -> None:
    text = "---\ntitle: One: a\n  and two\nsummary: x\n---\n"
    (problem,) = read_front_matter(Source("x", text)).problems
    assert problem.fix == 'write this in place of lines 2 to 3:\ntitle: "One: a and two"'


def test_a_repeated_name_says_both_lines_and_keeps_the_last() -> None:
    matter = read("title: a\nhosts:\n  - name: b\n  - name: c\nhosts:\n  - name: d")
    assert matter.fields == {"title": "a", "hosts": [{"name": "d"}]}
    assert ("hosts", 1) not in matter.places
    (problem,) = matter.problems
    assert (problem.code, problem.line) == ("field-repeated", 6)
    assert "line 3" in problem.message and "line 6" in problem.message


@pytest.mark.parametrize("text", ["", "# A heading\n", "---\n\nA rule above.\n", "text --- text\n", "---"])
def test_a_page_without_a_block_has_no_problem(text: str) -> None:
    matter = read_front_matter(Source("x", text))
    assert (matter.present, matter.complete, matter.problems, matter.body_start) == (False, True, (), 0)


@pytest.mark.parametrize(
    "block",
    [
        "title: |\n  One\n\n  Two",
        "title: >-\n  One\n    two\n\nsummary: x",
        "# a comment: here\ntitle: One # and here\n  # and here\nsummary: x",
        "also: [a, b, 'c: d']\nhosts: {name: A, role: B}",
        "also:\n- a\n- b\nhosts:\n-   name: A\n    role: B",
        'title: "one\n  two"',
        "title: 'It''s here'",
        "title: one\n  two\n\n  three",
        "url: https://example.org/#top",
        "title: It’s “quoted” inside",
        'title: "One: two # three"   ',
        "  title: a\n  summary: b",
    ],
)
def test_a_sound_block_has_no_problem(block: str) -> None:
    matter = read(block)
    assert matter.present and matter.complete and matter.problems == ()


def test_names_of_fields_tell_a_missing_colon_from_a_sentence_that_goes_on() -> None:
    text = "---\ntitle: Focus\nstatus current\n---\n"
    assert read_front_matter(Source("x", text)).fields == {"title": "Focus status current"}
    known = read_front_matter(Source("x", text), frozenset({"title", "status"}))
    assert known.fields == {"title": "Focus", "status": "current"}


def test_what_cannot_be_mended_loses_its_own_field_only() -> None:
    matter = read("title: One\nalso:\n  " + "- " * 500 + "x\nsummary: Two")
    assert matter.fields["title"] == "One" and matter.fields["summary"] == "Two"
    assert not matter.complete and len(matter.problems) == 1


@pytest.mark.parametrize("unit", ["[", "- ", '"', "a: [\n", "\n", "\t", "a: 1\n---\n", "&a [*a,", " - x\n", "`"])
def test_a_large_page_is_read_in_time_and_depth(unit: str) -> None:
    for start in ("", "---\n", "---\ntitle: "):
        read_front_matter(Source("x", start + unit * (300_000 // len(unit))))


@pytest.mark.parametrize(
    ("block", "fields", "told"),
    [
        ("title: a\n\u00a0\nsummary: b", {"title": "a", "summary": "b"}, "no-break space"),
        ("title: a\n\t\nsummary: b", {"title": "a", "summary": "b"}, "tab"),
        ("title: a\n  # c\n  b", {"title": "a b"}, "comment"),
        ("title: a\n\nb\nsummary: c", {"title": "a\nb", "summary": "c"}, "further in"),
        ("title:\na", {"title": "a"}, "further in"),
        ("also: &a\n  - b", {"also": ["b"]}, "meaning of its own"),
        ("also:\n  a\n  - b", {"also": ["a", "b"]}, "first item"),
        ("also:\n  a\n  b\n  - c", {"also": ["a b", "c"]}, "first item"),
        ("also: a\nb\n- c\n- d", {"also": ["a b", "c", "d"]}, "first item"),
        ("status: current\nalso\n  - b", {"status": "current", "also": ["b"]}, "No colon"),
        ("summary: a\n“title: b", {"summary": "a", "title": "b"}, "marks around"),
        ('also: ["a, b]', {"also": ["a", "b"]}, "list"),
        ("title: x\n- summary: y", {"title": "x", "summary": "y"}, "dash"),
    ],
)
def test_a_slip_is_said_once_and_read_as_it_was_meant(block: str, fields: dict[str, object], told: str) -> None:
    source = Source("glossary/x.md", f"---\n{block}\n---\nBody\n")
    matter = read_front_matter(source, frozenset({"also", "status", "summary", "title"}))
    assert matter.fields == fields and matter.complete
    assert [told in one.message for one in matter.problems] == [True]


@pytest.mark.parametrize("value", ['"One two"', "'One two'", "“One two”", "[One two]"])
def test_a_blank_nobody_can_see_behind_a_value_is_taken_out(value: str) -> None:
    matter = read(f"title: {value}\u00a0")
    assert matter.fields == {"title": ["One two"] if value[0] == "[" else "One two"}
    assert "no-break space" in matter.problems[-1].message
    assert read(f"title: {value.translate({0x201C: 34, 0x201D: 34})}\t").problems == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('"Stop" and "search"', '"Stop" and "search"'),
        ('"He said "stop" to them"', 'He said "stop" to them'),
        ("'the officers' view'", "the officers' view"),
        ("[“one, two”, ‘three’, “four” b]", ["one, two", "three", "“four” b"]),
    ],
)
def test_quotation_marks_around_parts_of_a_value_are_told_from_those_around_all_of_it(
    typed: str, meant: object
) -> None:
    matter = read(f"title: {typed}")
    assert matter.fields == {"title": meant}
    cured = read(matter.problems[0].fix.removeprefix("write this instead: "))
    assert (cured.fields, cured.problems) == ({"title": meant}, ())


PATHS = [
    r"C:\new",
    r"D:\work\temp",
    r"..\notes",
    r"\\server\new",
    r"%TEMP%\new",
    r"\temp",
    r"minutes\new.docx",
    r"street\area",
]


@pytest.mark.parametrize("path", PATHS)
def test_the_path_of_a_file_in_double_quotes_is_kept_as_it_was_typed(path: str) -> None:
    for block, value in ((f'title: "{path}"', path), (f'title: ["{path}", b]', [path, "b"])):
        matter = read(block)
        assert matter.fields == {"title": value}
        (problem,) = matter.problems
        assert "backslash" in problem.message or isinstance(value, list)
        cured = read(problem.fix.removeprefix("write this instead: "))
        assert (cured.fields, cured.problems) == ({"title": value}, ())


def test_a_backslash_that_was_doubled_in_a_path_stands_for_one() -> None:
    assert read(r'title: "C:\\work\new"').fields == {"title": r"C:\work\new"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (r'"say \"hello\""', 'say "hello"'),
        (r'"Caf\u00e9 \x41"', "Café A"),
        (r'"C:\\new"', r"C:\new"),
        (r'"One.\nTwo"', "One.\nTwo"),
        (r'"Option A:\nText"', "Option A:\nText"),
        (r'"a\tb"', "a\tb"),
    ],
)
def test_a_backslash_that_was_meant_is_no_problem(typed: str, meant: str) -> None:
    assert read(f"title: {typed}").fields == {"title": meant}
    assert read(f"title: [{typed}]").fields == {"title": [meant]}
    assert read(f"title: {typed}\nalso: [{typed}]").problems == ()


@pytest.mark.parametrize("block", ["{title: x, also: [a, b]}", "hosts: [{name: A}, {name: B}]", "title: \t•"])
def test_brackets_and_blanks_that_others_read_the_same_are_no_problem(block: str) -> None:
    matter = read(block)
    assert matter.fields == loaded(block)
    assert matter.complete


@pytest.mark.parametrize(
    "block", ['hosts: [{name: "C:\\new", role: "a"}]', 'hosts:\n  - {name: "C:\\new",\n     role: "a"}']
)
def test_a_backslash_in_a_group_in_braces_is_told(block: str) -> None:
    matter = read(block)
    assert matter.fields["hosts"] == [{"name": "C:\\new", "role": "a"}]
    assert '“"C:\\new"” has a meaning' in matter.problems[0].message and "{name: 'C:\\new'," in matter.problems[0].fix


def test_every_place_in_a_bracket_is_known() -> None:
    text = "---\nhosts: [{name: A, role: B}, {name: C}]\nalso: [#a, b c]\n---\n"
    matter = read_front_matter(Source("x", text))
    shown = {path: text[span.start : span.end] for path, span in matter.places.items()}
    assert shown[("hosts", 0, "role")] == "B" and shown[("hosts", 1, "name")] == "C"
    assert (shown[("also", 0)], shown[("also", 1)]) == ("#a", "b c")
    assert text[matter.keys[("hosts", 1, "name")].start :].startswith("name: C")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\n", 0),
        (b"---\rtitle: x\r---\r", 0),
        (b"---\ntitle: x\n", 1),
        (b"---\ntitle: x\n\nWords.\n", 1),
        (b"\n---\ntitle: x\n---\n", 1),
        (b"---\ntitle:\tx\n---\n", 1),
        ("---\ntitle: x\n–––\n".encode(), 1),
    ],
)
def test_a_whole_file_is_read_whatever_its_lines_end_with(data: bytes, told: int) -> None:
    matter = read_front_matter(decode("glossary/x.md", data))
    assert matter.fields == {"title": "x"}
    assert len(matter.problems) == told


@pytest.mark.parametrize("character", ["\0", "\ud800", "\udcff", "\ufffe", "\x85", "\u2028"])
def test_no_character_stops_the_reading(character: str) -> None:
    for text in (f"title: a{character}b", f"{character}title: a", f"title:{character}a", f"also:\n{character}- a"):
        matter = read(text)
        assert matter.present and matter.fields


@pytest.mark.parametrize(
    "block", ["title: One\u200b two", "ti\u00adtle: One two", "title: One two\n#\u2028\u200bnote: y"]
)
def test_a_hidden_character_is_taken_out_wherever_it_stands(block: str) -> None:
    matter = read(block)
    assert matter.fields == {"title": "One two"}
    assert ["hidden character" in one.message for one in matter.problems] == [True]


@pytest.mark.parametrize("value", ["Fun 👩\u200d🔬", "می\u200cخواهم", "می\u200cخواهم: two"])
def test_a_hidden_character_that_is_part_of_a_word_is_kept(value: str) -> None:
    matter = read(f'title: "{value}"\nsummary: {value.replace(":", "")}')
    assert matter.fields == {"title": value, "summary": value.replace(":", "")}
    assert matter.problems == ()


@pytest.mark.parametrize("start", ["", "{x: 1, "])
def test_values_that_stand_for_ever_more_values_are_not_followed(start: str) -> None:
    names = "abcdefghijklmnopqrstuvw"
    pairs = [f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]" for before, one in pairwise(names)]
    apart, end = (", ", "}") if start else ("\n", "")
    text = start + apart.join(["a: &a [y]", *pairs]) + end
    assert loaded(text) is None
    assert read(text).problems


def test_names_in_names_are_read_to_a_depth() -> None:
    text = "".join(f"{' ' * level}a:\n" for level in range(280))
    matter = read(f"title: x\n{text}summary: y")
    assert (matter.fields["title"], matter.fields["summary"]) == ("x", "y")
    assert not matter.complete
