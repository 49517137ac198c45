"""axe finds nothing: on every kind of page, every opened state, in each scheme and width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.measures import ALL_RULES, EVERYTHING, KINDS, LOOKED_AT, STATES, axe_faults

TOO_SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(e => {
    const box = e.getBoundingClientRect();
    if (!box.width || e.closest('p, dd, dt, li, .visually-hidden, td, figcaption') && e.matches('a') || e.matches('.skip'))
        return false;
    return box.height < 24 || box.width < 24;
}).map(e => e.outerHTML.slice(0, 120))"""
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > 321 && !e.closest('.scroll, .visually-hidden, pre');
}).map(e => e.outerHTML.slice(0, 120))"""
# One look at each page, the looks in turn; `make audit` takes all of them at each.
LOOKS = [(320, "light", "none"), (1440, "dark", "none"), (768, "light", "active"), (360, "dark", "none")]


@pytest.mark.parametrize("kind", KINDS)
def test_no_fault_on_any_kind_of_page(visitor: Page, address: str, kind: str) -> None:
    """Faults under axe, targets too small (WCAG 2.5.8: 24 px, but for links in a sentence), and what is cut off at 400 %.

    One visit for all of them: what costs is opening the visitor.
    """
    visitor.goto(address + KINDS[kind])
    found = {}
    looks = LOOKS if EVERYTHING else [LOOKS[list(KINDS).index(kind) % len(LOOKS)]]
    for look in looks:
        width, scheme, forced = look
        visitor.set_viewport_size({"width": width, "height": 800})
        visitor.emulate_media(media="screen", color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
        found[look] = axe_faults(visitor, ALL_RULES if look == looks[0] else LOOKED_AT)
    visitor.set_viewport_size({"width": 360, "height": 780})
    small = visitor.evaluate(TOO_SMALL)
    # 320 px is what a window of 1280 px comes to at 400 %: nothing may need scrolling sideways.
    visitor.set_viewport_size({"width": 320, "height": 256})
    cut_off = visitor.evaluate(CUT_OFF)
    assert not any(found.values()), found
    assert not small
    assert not cut_off


@pytest.mark.parametrize("state", STATES)
def test_no_fault_on_any_opened_state(visitor: Page, address: str, state: str) -> None:
    width, scheme = [(320, "dark"), (1440, "light")][list(STATES).index(state) % 2]
    visitor.set_viewport_size({"width": width, "height": 800})
    visitor.emulate_media(media="screen", color_scheme=scheme, forced_colors="none")  # type: ignore[arg-type]
    kind, open_it = STATES[state]
    visitor.goto(address + KINDS[kind])
    open_it(visitor)
    faults = axe_faults(visitor)
    assert not faults, f"{state} at {width} px, {scheme}"
