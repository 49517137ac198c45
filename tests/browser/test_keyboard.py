"""Every page can be walked by keyboard alone: all is reached, in reading order, in sight, and nothing holds on."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.measures import KINDS

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
MOST = 40
"""So many steps are walked from the top of a page; a list goes on in the same way."""


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


@pytest.mark.parametrize(("kind", "script"), [*((kind, True) for kind in KINDS), ("guide", False), ("papers", False)])
def test_a_page_is_walked_by_keyboard_alone(browser: Browser, address: str, kind: str, script: bool) -> None:
    size = {"width": 360, "height": 780} if script else {"width": 1440, "height": 900}
    context = browser.new_context(viewport=size, java_script_enabled=script, service_workers="block")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + KINDS[kind])
    count, steps = walk(page)
    context.close()
    assert count > 5
    assert [step["index"] for step in steps] == list(range(min(count, MOST))), [step["html"] for step in steps]
    assert not [step["html"] for step in steps if not step["ring"]], "no ring shows"
    assert not [step["html"] for step in steps if not step["seen"]], "it is out of sight"


@pytest.mark.parametrize("kind", ["guide", "term", "papers"])
def test_walking_back_up_the_header_never_lies_over_the_focus(browser: Browser, address: str, kind: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 500}, service_workers="block")
    page = context.new_page()
    page.goto(address + KINDS[kind])
    page.evaluate(CONTROLS)
    page.evaluate("window.controls[Math.min(40, window.controls.length - 1)].focus()")
    hidden = []
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        here = page.evaluate(HERE)
        hidden += [here["html"]] if here and not here["seen"] else []
    context.close()
    assert not hidden
