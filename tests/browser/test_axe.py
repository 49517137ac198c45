"""axe finds nothing: on every kind of page, every opened state, in each scheme and width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.measures import KINDS, STATES, axe_faults

# Every width and every scheme is met on every page; `make audit` looks at all of their combinations.
LOOKS = [(320, "light", "none"), (360, "dark", "none"), (768, "light", "active"), (1440, "dark", "none")]


@pytest.mark.parametrize("kind", KINDS)
def test_no_fault_on_any_kind_of_page(browser: Browser, address: str, kind: str) -> None:
    for width, scheme, forced in LOOKS:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            service_workers="block",
            color_scheme=scheme,
            forced_colors=forced,  # type: ignore[arg-type]
        )
        page = context.new_page()
        page.goto(address + KINDS[kind])
        faults = axe_faults(page)
        context.close()
        assert not faults, f"{kind} at {width} px, {scheme}, forced colours {forced}"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_no_fault_on_any_opened_state(browser: Browser, address: str, state: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        service_workers="block",  # type: ignore[arg-type]
    )
    page = context.new_page()
    path, open_it = STATES[state]
    page.goto(address + path)
    open_it(page)
    faults = axe_faults(page)
    context.close()
    assert not faults, f"{state} at {width} px, {scheme}"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_off_at_four_hundred_per_cent(browser: Browser, address: str, kind: str) -> None:
    """320 px is what a window of 1280 px comes to at 400 %: nothing may need scrolling sideways."""
    context = browser.new_context(viewport={"width": 320, "height": 256}, service_workers="block")
    page = context.new_page()
    page.goto(address + KINDS[kind])
    over = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e => {
            const box = e.getBoundingClientRect();
            return box.width && box.right > 321 && !e.closest('.scroll, .visually-hidden, pre');
        }).map(e => e.outerHTML.slice(0, 120))"""
    )
    context.close()
    assert not over


@pytest.mark.parametrize("kind", KINDS)
def test_every_target_can_be_hit(browser: Browser, address: str, kind: str) -> None:
    """WCAG 2.5.8: 24 px, but for links in a sentence."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, service_workers="block")
    page = context.new_page()
    page.goto(address + KINDS[kind])
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(e => {
            const box = e.getBoundingClientRect();
            if (!box.width || e.closest('p, dd, dt, li, .visually-hidden, td, figcaption') && e.matches('a') || e.matches('.skip')) return false;
            return box.height < 24 || box.width < 24;
        }).map(e => e.outerHTML.slice(0, 120))"""
    )
    context.close()
    assert not small
