"""Every page of a built site, read strictly by the HTML standard's own algorithm: holds for any site (`--site`)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from pathlib import Path

import html5lib
from lxml import etree, html

# What html5lib does not know: it is older than these, and they are right.
_KNOWN_GAPS = {"unexpected-start-tag-implies-end-tag"}


def pages(built: Path) -> list[Path]:
    """Every page of the site."""
    found = sorted(built.rglob("*.html"))
    assert len(found) > 20
    return found


def test_every_page_is_read_without_an_error(built: Path) -> None:
    faults = {}
    for file in pages(built):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(file.read_text("utf-8"))
        errors = [(place, code) for place, code, _ in parser.errors if code not in _KNOWN_GAPS]
        if errors:
            faults[str(file.relative_to(built))] = errors[:3]
    assert not faults


def test_every_id_is_unique_and_every_reference_to_one_holds(built: Path) -> None:
    faults = {}
    for file in pages(built):
        text = file.read_text("utf-8")
        ids = Counter(re.findall(r'\sid="([^"]*)"', text))
        twice = [each for each, count in ids.items() if count > 1]
        named = re.findall(r'\s(?:aria-(?:labelledby|describedby|controls)|for|popovertarget)="([^"]*)"', text)
        lost = [each for names in named for each in names.split() if each not in ids]
        lost += [each for each in re.findall(r'href="#([^"]+)"', text) if each not in ids]
        if twice or lost:
            faults[str(file.relative_to(built))] = (twice, lost)
    assert not faults


def test_every_link_within_the_site_leads_somewhere(built: Path) -> None:
    lost: dict[str, set[str]] = {}
    for file in pages(built):
        text = file.read_text("utf-8")
        for target in re.findall(r'(?:href|src)="([^"#?:]+)(?:#[^"]*)?"', text):
            place = built / target.lstrip("/") if target.startswith("/") else file.parent / target
            if not (place.is_file() or (place / "index.html").is_file()):
                lost.setdefault(target, set()).add(str(file.relative_to(built)))
    assert not lost


def test_nothing_inline_that_a_strict_policy_refuses(built: Path) -> None:
    for file in pages(built):
        text = file.read_text("utf-8")
        root = html.document_fromstring(text)
        # The card of a guide has a style of its own, which its own policy names.
        inline = root.xpath("//style") if file.parent.name != "card" else []
        assert not inline and not root.xpath("//*[@style] | //@*[starts-with(name(), 'on')]"), file
        policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert "default-src 'none'" in policy and "unsafe" not in policy, file
        for script in root.xpath("//script[not(@src) and not(@type='application/ld+json')]"):
            digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy, file


def test_pictures_and_feeds_are_well_formed(built: Path) -> None:
    files = [*built.rglob("*.svg"), *built.rglob("*.xml")]
    assert len(files) > 5
    for file in files:
        root = etree.parse(str(file)).getroot()
        assert not root.xpath("//*[local-name()='script'] | //@*[starts-with(name(), 'on')]"), file
