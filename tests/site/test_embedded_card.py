"""The card of a guide to embed: alone, small, without script; with what a force adds on its own site alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html

from catalogue.graph import Page
from catalogue.outputs import policy
from catalogue.outputs.embedded_card import LARGEST
from catalogue.outputs.force_layer import WrongForce, force
from tests import kit
from tests.conftest import ROOT, built_from
from tests.site import nginx

BASE = "https://public-health-policing.example/"


@pytest.fixture(scope="module")
def guides() -> list[Page]:
    """The guides of the corpus on its day, but for drafts."""
    return [page for page in kit.corpus().on(kit.CORPUS_DAY).records if page.kind == "guide" and not page.record.draft]


def test_every_guide_has_a_card_alone(built: Path, guides: list[Page]) -> None:
    assert len(guides) > 5
    for guide in guides:
        file = built / guide.address / "card/index.html"
        page = html.fromstring(file.read_bytes())
        assert file.stat().st_size <= LARGEST
        assert not page.xpath("//script | //link[@rel='stylesheet'] | //*[starts-with(name(@*), 'on')]")
        assert page.xpath("string(//h1)") == guide.title
        assert page.xpath("//a/@href")[-1] == page.xpath("//link[@rel='canonical']/@href")[0] == BASE + guide.address
        words = " ".join(page.xpath("string(//main)").split())
        items = [*guide.record.card.texts]
        assert all((" ".join(item.split()) in words) == (not guide.record.retired) for item in items), guide.path
        assert guide.record.retired == ("Do not use this card." in words)
        if guide.record.version:
            assert f"Version of {guide.record.version.day} " in words
        (rule,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert rule == policy.card_policy(file.read_text("utf-8")) and "script-src" not in rule


def test_the_card_as_data_says_the_same(built: Path, guides: list[Page]) -> None:
    for guide in guides:
        held = json.loads((built / guide.address / "card.json").read_text("utf-8"))
        assert (held["id"], held["url"], held["title"]) == (guide.id, BASE + guide.address, guide.title)
        assert held["status"] == guide.record.status.value
        told = {name: list(words) if isinstance(words, tuple) else words for name, words in guide.record.card}
        assert held["card"] == ({} if guide.record.retired else {name: words for name, words in told.items() if words})


def test_a_program_finds_how_to_show_the_guide(built: Path, guides: list[Page]) -> None:
    for guide in guides:
        page = html.fromstring((built / guide.address / "index.html").read_bytes())
        (found,) = page.xpath("//link[@type='application/json+oembed']/@href")
        held = json.loads((built / found.removeprefix(BASE)).read_text("utf-8"))
        assert (held["version"], held["type"], held["title"]) == ("1.0", "rich", guide.title)
        (frame,) = html.fragments_fromstring(held["html"])
        assert frame.tag == "iframe" and frame.get("title") == guide.title
        assert (built / frame.get("src").removeprefix(BASE) / "index.html").is_file()
        assert (held["width"], held["height"]) == (int(frame.get("width")), int(frame.get("height")))


def test_headers_open_the_card_to_frames_and_nothing_else(built: Path) -> None:
    template = (ROOT / "overrides/embed/card.html").read_text("utf-8")
    wanted = policy.card_headers(template)
    assert "frame-ancestors *" in wanted["Content-Security-Policy"] and "X-Frame-Options" not in wanted
    conf = (nginx.DEPLOY / "nginx.conf").read_text("utf-8")
    held = re.search(r"location ~ \^/guidance/\[\^/\]\+/card/ \{(.*?)\n  \}", conf, re.DOTALL)
    assert held
    lines = [line.strip() for line in held[1].splitlines() if "Cache-Control" not in line and line.strip()]
    assert lines == [f'add_header {name} "{value}" always;' for name, value in wanted.items()]
    told = (built / "_headers").read_text("utf-8")
    after = told.partition(f"\n{policy.CARD}\n")[2].partition("\n/")[0]
    assert f"Content-Security-Policy: {wanted['Content-Security-Policy']}" in after and "! X-Frame-Options" in after
    assert told.count("frame-ancestors *") == conf.count("frame-ancestors *") == 1


LONG = "a very long word about nothing at all " * 30
GUIDE = f"""---
title: "{"The longest title of all " * 40}"
summary: What to do.
situation: It happened.
published: 2026-11-20
formerly: [an-old-one]
card:
  do: ["{LONG}", "{LONG}", "{LONG}", "{LONG}", "{LONG}"]
  next: ["{LONG}"]
  call: "{LONG}"
authority:
  kind: discussion
  name: Page
  url: https://www.college.police.uk/
---

## The problem

Words.
"""
SHORT = re.sub(r"(?m)^card:\n(  .*\n)+", "card:\n  do: [Ask.]\n", GUIDE).replace("an-old-one", "an-older-one")
FORCE = """
extra:
  force:
    name: Exampleshire Police
    phone: "01632 960000"
    policy: https://www.exampleshire.police.example/policy
    logo: assets/mark.svg
"""


@pytest.fixture(scope="module")
def forced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with a force's own layer."""
    project = tmp_path_factory.mktemp("forced")
    (project / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text("utf-8") + FORCE, "utf-8")
    draft = GUIDE.replace("title: ", "status: draft\ntitle: ")
    mark = "<svg xmlns='http://www.w3.org/2000/svg'><title>Mark</title></svg>"
    pages = {"guidance/short.md": SHORT, "guidance/long.md": draft, "assets/mark.svg": mark}
    return built_from(project, {**kit.frame_files(), **pages}, "2026-11-22 12:00")


def test_what_a_force_adds_is_on_its_cards_and_sheets(forced: Path) -> None:
    card = html.fromstring((forced / "guidance/short/card/index.html").read_bytes())
    assert card.xpath("//aside//a/@href") == ["tel:01632960000", "https://www.exampleshire.police.example/policy"]
    assert (forced / "guidance/short/card" / card.xpath("//aside//img/@src")[0]).resolve().is_file()
    page = html.fromstring((forced / "guidance/short/index.html").read_bytes())
    assert len(page.xpath("//aside[@class='force']")) == 2
    assert page.xpath("//section[contains(@class, 'sheet')]//aside//a/@href")[0] == "tel:01632960000"


def test_a_former_address_answers_with_the_same_card(forced: Path) -> None:
    old, new = forced / "guidance/an-older-one", forced / "guidance/short"
    assert "has moved" in (old / "index.html").read_text("utf-8")
    for name in ("card/index.html", "card.json", "oembed.json"):
        assert (old / name).read_bytes() == (new / name).read_bytes()


def test_nothing_of_it_is_in_feeds_or_data(forced: Path) -> None:
    holding = {
        file.relative_to(forced).as_posix() for file in forced.rglob("*")
        if file.is_file() and re.search(rb"960000|exampleshire\.police|Exampleshire Police", file.read_bytes())
    }  # fmt: skip
    assert holding == {
        "guidance/short/index.html", "guidance/short/card/index.html", "guidance/an-older-one/card/index.html",
    }  # fmt: skip


def test_a_card_that_is_too_long_is_cut_and_says_so() -> None:
    from jinja2 import Environment, FileSystemLoader

    from catalogue.dates import now
    from catalogue.outputs.embedded_card import TEMPLATE, files
    from catalogue.site.site import Site

    catalogue = kit.catalogue(f"docs/guidance/long.md\n{GUIDE}")
    template = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True).get_template(TEMPLATE)
    made = files(
        Site(catalogue, now("2026-11-22", {})),
        catalogue.by_path["guidance/long.md"],
        template.render,
        BASE,
        "Name " * 100,
        None,
    )
    text = made["guidance/long/card/index.html"]
    assert len(text.encode()) <= LARGEST and "This is not the whole card." in text


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ({"phone": "101"}, "no “name”"),
        ("Exampleshire", "no “name”"),
        ({"name": "X", "phone": "javascript:1"}, "“extra.force.phone” holds"),
        ({"name": "X", "policy": "http://x.example"}, "starts with https://"),
        ({"name": "X", "policy": 'https://x.example/" onclick="'}, "starts with https://"),
        ({"name": "X", "logo": "../secret.svg"}, "no such file"),
        ({"name": "X", "colour": "red"}, "“colour”"),
    ],
)
def test_what_cannot_be_shown_is_a_sentence(setting: object, says: str) -> None:
    with pytest.raises(WrongForce, match=re.escape(says)):
        force(setting, {"assets/mark.svg"})
