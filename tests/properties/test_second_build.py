"""Whatever is edited between two builds, the second makes just the files that a build from nothing makes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests import kit
from tests.conftest import ROOT, lay
from tests.properties.examples import LONG

PAGES = """
docs/glossary/causes.md
---
related: [population-focus]
also: [drivers]
---
Words about [population focus][]. More on [prevention][].
docs/glossary/prevention.md
---
sources: [christmas-2019]
---
## What it means
It is [the drivers][drivers] that matter. See [causes](causes.md).
docs/guidance/road.md
---
claims:
  - text: It helps.
    strength: early
    why: One town.
    sources: [christmas-2019]
---
We start from [population focus][] and [@christmas-2019, p. 2]. Then come [drivers][].
docs/papers/rose-1985.md
---
---
Read it with [@christmas-2019].
docs/chats/2030-02-10-first.md
---
reading: [christmas-2019, causes]
---
On [prevention][].
docs/news/first.md
---
about: [causes, road]
---
All of [drivers][] is new.
"""

Edit = Callable[[Path, Random], None]


def page(project: Path, chance: Random) -> Path:
    return chance.choice(sorted((project / "docs").glob("*/*.md")))


def put(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")


def words(project: Path, chance: Random) -> None:
    file = page(project, chance)
    file.write_text(
        f"{file.read_text('utf-8')}\n{chance.choice(['More', 'Other'])} words {chance.random()}.\n", "utf-8"
    )


def shown_elsewhere(project: Path, chance: Random) -> None:
    """A sentence that the pages it names show too."""
    put(project / "docs/guidance/road.md", "We start from", f"We {chance.choice(['all', 'now'])} start from")


def heading(project: Path, chance: Random) -> None:
    file = page(project, chance)
    put(file, "---\n\n", "---\n\n## A heading\n\n") if "---\n\n" in file.read_text("utf-8") else words(project, chance)


def link(project: Path, chance: Random) -> None:
    file = page(project, chance)
    label = chance.choice(["population focus", "drivers", "road", "@rose-1985"])
    file.write_text(f"{file.read_text('utf-8')}\nSee [{label}]{'' if '@' in label else '[]'}.\n", "utf-8")


def title(project: Path, chance: Random) -> None:
    put(page(project, chance), 'title: "', f'title: "{chance.choice(["A", "Z"])} ')


def other_name(project: Path, chance: Random) -> None:
    put(project / "docs/glossary/causes.md", "also: [drivers", f"also: [drivers, name {chance.randrange(99)}")


def new_id(project: Path, chance: Random) -> None:
    file = project / "docs/news/first.md"
    other = project / "docs/news/second.md"
    file.replace(other) if file.exists() else other.replace(file)


def take_out(project: Path, chance: Random) -> None:
    (project / "docs/chats/2030-02-10-first.md").unlink(missing_ok=True)


def new_page(project: Path, chance: Random) -> None:
    path = f"glossary/word-{chance.randrange(5)}.md"
    (project / "docs" / path).write_text(kit.filled(path, "---\nrelated: [causes]\n---\nNew [drivers][].\n"), "utf-8")


def retire(project: Path, chance: Random) -> None:
    put(page(project, chance), "status: current", "status: draft")


def template(project: Path, chance: Random) -> None:
    put(project / "overrides/parts/foot.html", "<", f"<!--{chance.random()}--><")


def style(project: Path, chance: Random) -> None:
    file = sorted((project / "overrides/styles").glob("*.css"))[0]
    file.write_text(f"{file.read_text('utf-8')}\np{{order:{chance.randrange(999)}}}\n", "utf-8")


def setting(project: Path, chance: Random) -> None:
    put(project / "mkdocs.yml", "site_name: Public", f"site_name: {chance.choice(['A', 'The'])} public")


def feature(project: Path, chance: Random) -> None:
    put(project / "mkdocs.yml", "    - content.action.edit\n", "")


def sent(project: Path, chance: Random) -> None:
    """The news is recorded as sent, with the words of a card."""
    line = (
        f'{{"id": "guide/road/published/2026-11-20", "record": "guide/road", "kind": "published", '
        f'"out": "2026-11-2{chance.randrange(9)}", "card": [["Do", ["Look twice."]]]}}'
    )
    (project / "docs/news/ledger.json").write_text(f'[\n{line},\n{{"form": 1}}\n]\n', "utf-8")


def former_id(project: Path, chance: Random) -> None:
    put(project / "docs/guidance/road.md", "---\n", f"---\nformerly: [lane-{chance.randrange(99)}]\n")


def feed_setting(project: Path, chance: Random) -> None:
    put(project / "mkdocs.yml", "      length: ", f"      length: {chance.choice([1, 2])}")


def style_sheet_of_feeds(project: Path, chance: Random) -> None:
    put(project / "mkdocs.yml", '      stylesheet: ""\n', "      stylesheet: auto\n")


def spoil(project: Path, chance: Random) -> None:
    """Somebody has written to the built site, a build was killed, or what is kept is damaged."""
    file = chance.choice(sorted(one for one in (project / "site").rglob("*") if one.is_file()))
    chance.choice([lambda: file.write_text("spoilt", "utf-8"), file.unlink])()
    (project / "site/left/over").mkdir(parents=True, exist_ok=True)
    (project / "site/left/over/index.html").write_text("gone", "utf-8")
    for kept in sorted((project / ".cache").iterdir()):
        data = bytearray(kept.read_bytes())
        data[chance.randrange(len(data))] ^= 1
        kept.write_bytes(data[: chance.choice([-1, len(data) // 2])])


EDITS: list[Edit] = [words, shown_elsewhere, title, sent, template, spoil]
MORE: list[Edit] = [
    link, new_page, setting, heading, other_name, new_id, take_out, retire, style, feature, former_id, feed_setting,
    style_sheet_of_feeds,
]  # fmt: skip


def made(project: Path, monkeypatch: pytest.MonkeyPatch, day: int, serving: bool) -> dict[str, bytes]:
    """Build a project's site, in this process; gives what it then holds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_895_608_000 + day * 86_400))
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(project / "site"))
    config.plugins.on_startup(command="serve" if serving else "build", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/" if serving else None)
    found = (file for file in (project / "site").rglob("*") if file.is_file() or not any(file.iterdir()))
    return {file.relative_to(project).as_posix(): file.read_bytes() if file.is_file() else b"" for file in found}


def project_of(folder: Path) -> Path:
    pages = {path: kit.filled(path, text) for path, text in kit.pages(kit.BASE + PAGES).items()}
    lay(folder, {**kit.frame_files(), **pages})
    for name in ("mkdocs.yml", "overrides"):
        (folder / name).unlink()
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    return folder


@pytest.mark.parametrize("seed", range(1 + LONG // 4_000))
def test_a_second_build_makes_what_a_first_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    project = project_of(tmp_path / "project")
    day, serving = 0, bool(seed % 2)
    chance = Random(seed)
    # Each alone, and in a long search two or three of all of them between builds.
    edits = chance.choices([*EDITS, *MORE], k=24) if seed else EDITS
    made(project, monkeypatch, day, serving)
    while edits:
        now, edits = edits[: (step := chance.choice([2, 3]) if seed else 1)], edits[step:]
        for edit in now:
            edit(project, chance)
        day += chance.choice([0, 0, 1, 9]) if seed else 0
        warm = made(project, monkeypatch, day, serving)
        fresh = tmp_path / "fresh"
        shutil.copytree(project, fresh, symlinks=True, ignore=shutil.ignore_patterns("site", ".cache"))
        cold = made(fresh, monkeypatch, day, serving)
        shutil.rmtree(fresh)
        names = [edit.__name__ for edit in now]
        assert sorted(warm) == sorted(cold), names
        assert [path for path in cold if cold[path] != warm[path]] == [], names
    assert made(project, monkeypatch, day, serving) == warm
