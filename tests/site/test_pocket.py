"""The pocket copy of the corpus: its weight, what is in it, and the files an installed site needs."""

from __future__ import annotations

import json
import random
import re
import zlib
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from catalogue.dates import LONDON
from catalogue.outputs import pocket
from catalogue.outputs.pocket import MOST, UNASKED, by_need, choose, worker
from catalogue.site.pages import Assets
from catalogue.site.site import Site
from tests import kit
from tests.conftest import ROOT


def kept(built: Path) -> dict[str, str]:
    found = re.search(r"const KEPT = (\{.*?\});", (built / "sw.js").read_text("utf-8"))
    assert found
    return dict(json.loads(found[1]))


def test_the_copy_is_small_and_holds_every_guide_the_words_and_search(built: Path) -> None:
    addresses = kept(built)
    guides = {page.address for page in kit.corpus().of_kind("guide") if page.listed}
    assert guides | {"", "guidance/", "glossary/", "about/pocket-copy/", "search/pocket.json"} <= set(addresses)
    files = [built / f"{each}index.html" if each.endswith("/") or not each else built / each for each in addresses]
    weights = [len(zlib.compress(file.read_bytes(), 6)) for file in files]
    assert sum(weights) <= MOST == 500_000
    unasked = re.search(r"const UNASKED = (\d+);", (built / "sw.js").read_text("utf-8"))
    assert unasked
    assert 4 < int(unasked[1]) <= len(addresses)
    assert sum(weights[: int(unasked[1])]) <= UNASKED == 60_000


def test_the_glossary_in_the_copy_defines_every_word_and_can_be_jumped_to(built: Path) -> None:
    html = (built / "glossary/index.html").read_text("utf-8")
    terms = [page for page in kit.corpus().on(kit.CORPUS_DAY).of_kind("term") if page.listed]
    assert len(terms) >= 15
    assert [term.id for term in terms if f'id="term-{term.id}"' not in html] == []


def test_icons_have_the_sizes_the_manifest_says(built: Path) -> None:
    manifest = json.loads((built / "manifest.webmanifest").read_text("utf-8"))
    for icon in manifest["icons"]:
        with Image.open(built / icon["src"]) as picture:
            assert icon["sizes"] == "{}x{}".format(*picture.size)
    assert '<link rel="manifest" href="../../manifest.webmanifest">' in (
        built / "guidance/carrying-naloxone/index.html"
    ).read_text("utf-8")


def test_a_compressed_copy_is_of_the_finished_file(built: Path) -> None:
    """The worker and the search index are written last; what was compressed before would be an older one."""
    for name in ("sw.js", "search/search_index.json"):
        zipped = built / f"{name}.gz"
        assert not zipped.exists() or zlib.decompress(zipped.read_bytes(), 31) == (built / name).read_bytes()


def test_where_there_is_no_room_for_all_the_most_needed_guides_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "docs/search/words.md\n---\ntitle: Words\nrisk_to_life:\n  - guide: z\n    typed: [stabbed]\n---\n"
    kinds = {"a": "", "b": "for:\n  - custody\n---\nSee [y][].", "y": "", "z": ""}
    guides = "".join(f"docs/guidance/{name}.md\n---\n{more or '---'}\n" for name, more in kinds.items())
    site = Site(kit.catalogue(words + guides), datetime(2026, 11, 22, 12, tzinfo=LONDON))
    assert [guide.id for guide in by_need(site.catalogue)] == ["z", "y", "a", "b"]
    for guide in by_need(site.catalogue):
        (tmp_path / guide.address).mkdir(parents=True)
        (tmp_path / guide.address / "index.html").write_bytes(random.Random(guide.id).randbytes(400))
    monkeypatch.setattr(pocket, "MOST", 1_000)
    chosen = choose(site, Assets(ROOT / "overrides"), tmp_path)
    assert (chosen.guides[""], chosen.many) == (["guidance/z/", "guidance/y/"], 4)
    # Whoever chose a role has its guides first, behind those for a risk to life, and no more of them.
    assert [guide.id for guide in by_need(site.catalogue, "custody")] == ["z", "b", "y", "a"]
    assert chosen.guides["custody"] == ["guidance/z/", "guidance/b/"]
    assert chosen.guides.keys() == {"", "custody"}
    assert [*chosen.kept] == ["guidance/z/", "guidance/y/", "guidance/b/"]
    assert '"custody":["guidance/z/","guidance/b/"]' in worker(chosen) and "const MANY = 4;" in worker(chosen)
