"""What readers would see as it was typed: marks of other programs, and ours where they come to nothing."""

from __future__ import annotations

import pytest

from catalogue.commands.shared.options import edited
from tests import kit

PAGE = "docs/guidance/x.md\n---\n---\n\n"
RAW = [
    "See [[prevention]].",
    "See [[prevention|stopping it]].",
    "![[picture.png]]",
    "| a | b |\n| - | - |\n| [[x\\|y]] | z |",
    "A {{shortcode}}.",
    "A {{< figure src=x >}} here.",
    "{% include x %}",
    "{!file.md!}",
    "{panel:title=x}",
    "{: .cls }",
    "Words { .cls }.",
    "A [^1] note.",
    "A note.[^1]\n\n[^1]: Its words.",
    "> [!NOTE]\n> Words.",
    "> [!tip]- Words",
    "A :term:`x` here.",
    "A :warning: here.",
    "[College] (https://www.college.police.uk/)",
    "[it] (prevention.md)",
    "Half of a](https://x.org) link.",
    "A ][ sign.",
    "See https://www.gov.uk/x for more.",
    "See www.gov.uk.",
    "(http://x.org/a)",
    "> See https://x.org.",
    "## See https://x.org",
    "- See https://x.org",
    "Words <!-- to do",
    "Words --> more.",
    "Words %%to do%% more.",
    "**Bold without end.",
    "Bold** without start.",
    "~~struck~~",
    "==set off==",
    "'''bold'''",
    "||hidden||",
    "++key++",
    "A `sign alone.",
    "__bold without end",
    '--8<-- "file.md"',
    ';--8<-- "file.md"',
    "-8<- x",
    "- [ ] to do",
    "- [x] done",
    "1. [ ] to do",
    "* [ ] done",
    ":::warning",
    "::: note\nWords.\n:::",
    '=== "Tab"\n\nWords.',
    "~~~\nwithout end",
    "```\nwithout end",
    "$$x = 1$$",
    "/// tab | Adults\nAsk first.\n///",
    "One line.\nAnother line.\n=====",
    "| a | b |",
    "| a | b |\n| c | d |",
    "Words\n| a | b |\n|---|---|\n| c | d |",
    "a | b\nc | d\n--- | ---",
    "• one\n• two",
    "•one",
    "– one\n– two",
    "1) one\n2) two",
    "We ask:\n- who\n- where",
    "We ask:\n* who",
    "We ask:\n+ who",
    "We ask:\n1. who\n2. where",
    "> We ask:\n> - who",
    ".. note:: x",
    "h2. Heading",
    "- one\n  - two",
    "- one\n   - two",
    "1. one\n   - two",
    "1. one\n  1. two",
    "- one\n    - two\n      - three",
    "* one\n  * two\n    * three",
    "!!! note\nNot in it.",
    "??? note\nNot in it.",
    "* * *\n- one\n  - two",
]


@pytest.mark.parametrize("text", RAW)
def test_what_stays_raw_is_a_problem_on_its_line(text: str) -> None:
    assert "mark-shown" in kit.codes(f"{PAGE}{text}\n")


PLAIN = [
    "At 12:30:45 we met, ratio 1:2:3.",
    "He said [sic] it [again].",
    "Write to a@b.org or @WeCops.",
    "Two * three * four.",
    "*Figures of 2020.",
    "Ring 999** at once.",
    "5 < 6 and 7 > 6, a <= b => c -> d.",
    "It's ‘so’ and “so”, isn't 'it'.",
    "A_b_c and __init__.py, no.",
    "`[[x]]` and `{{y}}` and `**`.",
    "    [[x]]\n    - y",
    "```\n[[x]]\n- [ ] y\nwww.x.org\n```",
    "\\[\\[x\\]\\] and \\*\\*.",
    "- one\n- two\n\nWords.",
    "- one\n    - two\n        - three\n    - four\n- five",
    "1. one\n2. two",
    " - one\n - two",
    "Words\n\n- one\n- two",
    "!!! note\n    Words.",
    "!!! note\n\n    Words.",
    "??? note\n    Words.\n\n    More.",
    "| a | b |\n| - | - |\n| c | d |",
    "a | b\n--|--\nc | d",
    "Words – and more – here.",
    "Words\n– and more.",
    "He left -\nat once.",
    "[a](https://x.org) and <https://y.org> and [z][w].\n\n[w]: https://z.org",
    "[https://x.org](https://x.org)",
    "![A dot](https://x.org/y.png)",
    "Some (see www below) words.",
    "A *b* **c** ***d***.",
    "C++ and C#, 100%% no.",
    "See section 3: Words.",
    "## Heading: words",
    "Heading\n=======",
    "Words\n\n---\n\nMore.",
    "A. Smith (ed.) says a) and b).",
    "On 10\n12. Then more.",
    "£1.50 + £2 = £3.50",
    "50% – 60%",
    "s. 136(1) [as amended] (see below)",
    "Who? What?? Why!!! Now.",
    "A note: !!! is loud.",
    "Either/or, and/or.",
    ":) and :-( and ;-)",
    "http and https are words; so is www.",
    "> Words said.\n> More words said.",
    "{curly} and {{ alone",
    "a == b and c != d",
    "~5 km, ~~ nearly",
    "Mr. A.\nB. and C.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_words_and_marks_that_came_to_something_are_none(text: str) -> None:
    assert "mark-shown" not in kit.codes(f"{PAGE}{text}\n")


def test_a_list_that_goes_on_is_told_once_and_each_entry_that_stands_wrong() -> None:
    assert kit.codes(f"{PAGE}We ask:\n- who\n- where\n- when\n").count("mark-shown") == 1
    assert kit.codes(f"{PAGE}- one\n  - two\n    - three\n  - four\n").count("mark-shown") == 3


FIXED = {
    "See [[prevention|it]].": "See [it][prevention].",
    "See https://x.org/a, www.gov.uk/b.": "See <https://x.org/a>, [www.gov.uk/b](https://www.gov.uk/b).",
    "We ask:\n- who\n- where": "We ask:\n\n- who\n- where",
    "- one\n  - two\n    - three": "- one\n    - two\n        - three",
    "[College] (https://x.org)": "[College](https://x.org)",
}


@pytest.mark.parametrize("text", FIXED)
def test_a_certain_cure_leaves_nothing_raw(text: str) -> None:
    found = [one for one in kit.problems(f"{PAGE}{text}\n") if one.code == "mark-shown"]
    right = edited(found[0].source.text, [one.edit for one in found if one.edit])
    assert right.endswith(f"\n{FIXED[text]}\n")
    assert "mark-shown" not in kit.codes(f"{PAGE}{FIXED[text]}\n")
