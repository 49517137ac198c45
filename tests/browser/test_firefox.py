"""The second engine: what axe finds in Firefox, and that what needs script works there too."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.browser.firefox import Firefox, find, started
from tests.browser.measures import ALIKE, ALL_RULES, EVERYTHING, KINDS, axe_source

ESCAPE = "\ue00c"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    program = find()
    if program is None:
        pytest.skip("No Firefox was found: install the package firefox-esr or firefox to test in a second engine.")
    with started(program, tmp_path_factory.mktemp("firefox")) as found:
        yield found


@pytest.mark.parametrize("kind", [kind for kind in KINDS if EVERYTHING or kind not in ALIKE])
def test_axe_finds_nothing_in_firefox(firefox: Firefox, address: str, kind: str) -> None:
    firefox.open(address + KINDS[kind], width=320 if len(kind) % 2 else 1440)
    firefox.evaluate(f"eval({json.dumps(axe_source() + '; 1')})")
    outcome = firefox.evaluate(
        f"axe.run(document, {{ runOnly: {ALL_RULES}, resultTypes: ['violations'] }}).then((all) => "
        "[all.passes.length, ...all.violations.map((each) => each.id + ' ' + each.nodes.map((node) => node.target))])"
    )
    assert outcome[0] > 5
    assert outcome[1:] == []


def test_nothing_is_cut_off_at_four_hundred_per_cent_in_firefox(firefox: Firefox, address: str) -> None:
    for kind in ("home", "guide", "term", "chat", "papers"):
        firefox.open(address + KINDS[kind], width=320, height=256)
        assert firefox.evaluate("document.documentElement.scrollWidth") <= 320, kind


def test_search_opens_and_escape_closes_it_in_firefox(firefox: Firefox, address: str) -> None:
    firefox.open(address)
    firefox.evaluate("document.querySelector('[data-opens=search]').click()")
    assert firefox.evaluate("document.activeElement.id") == "search-words"
    firefox.press("k", ESCAPE)
    assert firefox.evaluate("document.getElementById('search').open") is False


def test_a_folded_part_opens_and_a_word_is_defined_in_firefox(firefox: Firefox, address: str) -> None:
    firefox.open(address + KINDS["guide"])
    seen = "document.querySelector('main a.term').checkVisibility()"
    assert firefox.evaluate(seen) is False
    firefox.evaluate("document.querySelectorAll('.fold').forEach((each) => each.click())")
    assert firefox.evaluate(seen) is True
    firefox.evaluate("document.querySelector('main a.term').click()")
    assert firefox.evaluate("document.querySelector('.gloss').matches(':popover-open')") is True
    box = "document.querySelector('{}').getBoundingClientRect()"
    assert firefox.evaluate(f"{box.format('.gloss')}.top >= {box.format('#card')}.bottom") is True


def test_a_chosen_scheme_is_kept_on_the_device_in_firefox(firefox: Firefox, address: str) -> None:
    firefox.open(address)
    ground = "getComputedStyle(document.body).backgroundColor"
    before = firefox.evaluate(ground)
    firefox.evaluate("document.querySelector('[data-from]:not([hidden])').click()")
    chosen = firefox.evaluate(ground)
    assert chosen != before
    firefox.open(address + KINDS["guide"])
    assert firefox.evaluate(ground) == chosen
    firefox.evaluate("localStorage.clear()")
