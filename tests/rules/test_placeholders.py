"""What is still to be filled in, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.kit import codes

WORD = "docs/glossary/rights.md\n---\ntitle: Your rights\nalso: [your duties, your rights in custody]\n---\n"
GUIDE = "docs/guidance/x.md\n"


@pytest.mark.parametrize(
    "prose",
    [
        "See [your force’s policy](https://www.college.police.uk/) first.",
        "See [Add a page](../glossary/population-focus.md), and [insert a clip](../glossary/population-focus.md).",
        "Say [your rights][] and [your rights in custody].",
        "See [your force's policy][policy].\n\n[policy]: https://www.college.police.uk/",
        "See [your force's policy].\n\n[your force's policy]: https://www.college.police.uk/",
        "![Your rights, on a poster](../assets/mark.svg)",
        "They wrote: “we need [your] help”, with an [add-on].",
        "Write `[insert date]` in the form.",
    ],
)
def test_an_ordinary_link_is_no_placeholder(prose: str) -> None:
    assert "placeholder-left" not in codes(f"{WORD}{GUIDE}{prose}\n")


@pytest.mark.parametrize(
    "prose",
    ["On [insert date].", "By [your name here].", "[Add a sentence]", "[insert]", "Ring <your number>.", "Date: TBC"],
)
def test_a_gap_is_one(prose: str) -> None:
    assert "placeholder-left" in codes(f"{WORD}{GUIDE}{prose}\n")


def test_a_gap_in_the_block_at_the_top_is_one() -> None:
    assert "placeholder-left" in codes(f"{GUIDE}---\nsituation: On [insert date] we met.\nowner: [add the role]\n---\n")
