"""A name stays with the page that has the better claim, and one error on the other page says what to call it."""

from __future__ import annotations

import re

import pytest

from catalogue import judge
from tests import kit

TERM = (
    "docs/glossary/naloxone.md\n---\ntitle: Naloxone\nalso: [Narcan]\npublished: 2026-11-01\n"
    "related: [population-focus]\n---\n"
)
USER = "docs/guidance/x.md\nCarry [naloxone][], [Naloxones][] or [narcan][].\n"
NEW = {
    "chats/2028-02-10-naloxone.md": "title: Naloxone",
    "guidance/naloxone-guide.md": "title: naloxone",
    "papers/smith-2020.md": "title: NALOXONE",
    "news/naloxone-news.md": "title: Narcan",
    "glossary/naloxone-2.md": "title: Naloxone\npublished: 2026-11-20",
    "glossary/Naloxone.md": "title: Naloxone\npublished: 2026-11-01",
    "chats/2028-02-10-plural.md": "title: Naloxones",
}


def errors(text: str, before: str = "") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    old = kit.catalogue(before) if before else None
    for one in judge(kit.catalogue(text), kit.TODAY, before=old):
        if one.severity == "error":
            found.setdefault(one.path, []).append(one.code)
    return found


def page(path: str, fields: str) -> str:
    return f"docs/{path}\n---\n{fields}\n---\nSee [population focus][].\n"


@pytest.mark.parametrize("path", NEW)
def test_one_error_on_the_new_page_and_no_link_moves(path: str) -> None:
    text = TERM + USER + page(path, NEW[path])
    found = errors(text)
    assert found[path].count("label-taken") == 1 and list(found) == [path]
    catalogue = kit.catalogue(text)
    leads = {use.resolution.page and use.resolution.page.path for use in catalogue.uses["guidance/x.md"]}
    assert leads == {"glossary/naloxone.md"}


@pytest.mark.parametrize("path", NEW)
def test_the_title_to_take_is_free_or_a_blank_that_is_known(path: str) -> None:
    text = TERM + USER + page(path, NEW[path])
    (said,) = [one for one in kit.problems(text) if one.code == "label-taken"]
    pasted = re.search(r'title: "[^"”]*"', said.fix)
    assert pasted, said.fix
    after = errors(TERM + USER + page(path, NEW[path].replace(NEW[path].partition("\n")[0], pasted[0])))
    assert "label-taken" not in after.get(path, [])
    assert after == {} or (path.startswith("glossary/") and "placeholder-left" in after[path])


def test_what_was_there_before_keeps_its_name() -> None:
    guide = page("guidance/carry-it.md", "title: Naloxone\npublished: 2026-11-01")
    assert errors(guide + TERM.replace("2026-11-01", "2026-11-20"), before=guide) == {
        "glossary/naloxone.md": ["label-taken"]
    }
    older = TERM.replace("2026-11-01", "2026-11-20")
    newer = page("glossary/anti-dote.md", "title: Naloxone\npublished: 2026-01-01")
    assert errors(older + newer, before=older) == {"glossary/anti-dote.md": ["label-taken"]}


def test_a_draft_and_a_page_that_is_replaced_take_no_name() -> None:
    draft = page("glossary/a.md", "title: Naloxone\nstatus: draft\npublished: 2020-01-01")
    assert errors(TERM + USER + draft) == {}
    gone = page(
        "glossary/a.md",
        "title: Naloxone\nstatus: superseded\nsuperseded_by: naloxone\npublished: 2020-01-01\nchanges:\n"
        "  - {date: 2026-11-01, kind: major, note: Replaced., affects: All, action: Use the new one.}",
    )
    assert errors(TERM + USER + gone) == {}


def test_an_id_is_taken_on_the_new_page_alone() -> None:
    other = page("guidance/naloxone.md", "title: Carrying it\npublished: 2026-11-20")
    (said,) = [one for one in kit.problems(TERM + USER + other) if one.severity == "error"]
    assert (said.path, said.code) == ("guidance/naloxone.md", "id-taken")
    assert "“naloxone-guide.md”" in said.fix


def test_of_one_day_the_file_that_is_called_so_keeps_the_name() -> None:
    text = "".join(
        page(f"glossary/{name}.md", f"title: {title}") for name, title in (("narcan", "Narcan"), ("case", "NARCAN"))
    )
    assert errors(f"{text}docs/guidance/x.md\nCarry [narcan][].\n") == {"glossary/case.md": ["label-taken"]}


def test_where_nothing_tells_two_pages_apart_no_link_is_made() -> None:
    text = "".join(page(f"glossary/{name}.md", "also: [Narcan]") for name in ("aa", "bb"))
    found = errors(text + "docs/guidance/x.md\nCarry [narcan][].\n")
    assert found == {
        "glossary/aa.md": ["label-taken"], "glossary/bb.md": ["label-taken"], "guidance/x.md": ["reference-ambiguous"]
    }  # fmt: skip
