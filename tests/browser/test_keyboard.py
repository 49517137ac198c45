"""Every page can be walked by keyboard alone: all is reached, in reading order, in sight, and nothing holds on."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.measures import EVERYTHING, KINDS

# What a keyboard has to reach: every control that shows, and everything that scrolls by itself.
CONTROLS = """() => {
    const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    window.controls = [...document.querySelectorAll(wanted)].filter(one =>
        one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }));
    return window.controls.length;
}"""

# Where the keyboard is: which control, whether a ring shows around it, and whether anything lies over its start.
HERE = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    const style = getComputedStyle(here), box = here.getClientRects()[0] || here.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 8), 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 8), 1), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return {
        index: window.controls.indexOf(here),
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: box.bottom > 0 && box.top < innerHeight && !!top && (here.contains(top) || top.contains(here)),
        html: here.outerHTML.slice(0, 120),
    };
}"""
MOST = 60 if EVERYTHING else 16
"""So many steps are walked from the top of a page: past its head, and into what it is about."""


def walk(page: Page) -> tuple[int, list[dict[str, Any]]]:
    """Press Tab from the top of a page until its end: how many controls it has, and where each step led."""
    count = page.evaluate(CONTROLS)
    steps = []
    for _ in range(min(count, MOST)):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            break
        steps.append(here)
    return count, steps


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_walked_by_keyboard_alone(visitor: Page, address: str, kind: str) -> None:
    _stand(visitor, {"width": 360, "height": 780})
    visitor.goto(address + KINDS[kind])
    _all_is_reached(*walk(visitor))


@pytest.mark.parametrize("kind", ["guide", "papers"])
def test_a_page_is_walked_by_keyboard_without_script(browser: Browser, address: str, kind: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + KINDS[kind])
    count, steps = walk(page)
    context.close()
    _all_is_reached(count, steps)


def _stand(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.emulate_media(media="screen", color_scheme="light", forced_colors="none")


def _all_is_reached(count: int, steps: list[dict[str, Any]]) -> None:
    assert count > 5
    assert [step["index"] for step in steps] == list(range(min(count, MOST))), [step["html"] for step in steps]
    assert not [step["html"] for step in steps if not step["ring"]], "no ring shows"
    assert not [step["html"] for step in steps if not step["seen"]], "it is out of sight"


@pytest.mark.parametrize("kind", ["guide", "term", "papers"])
def test_walking_back_up_the_header_never_lies_over_the_focus(visitor: Page, address: str, kind: str) -> None:
    _stand(visitor, {"width": 360, "height": 500})
    visitor.goto(address + KINDS[kind])
    visitor.evaluate(CONTROLS)
    visitor.evaluate("window.controls[Math.min(60, window.controls.length - 1)].focus()")
    hidden = []
    for _ in range(MOST):
        visitor.keyboard.press("Shift+Tab")
        here = visitor.evaluate(HERE)
        hidden += [here["html"]] if here and not here["seen"] else []
    assert not hidden
