"""Makes HTML harmless, whatever was typed."""

from __future__ import annotations

import nh3

_TAGS = nh3.ALLOWED_TAGS | {"details", "summary", "figure", "figcaption", "input", "label"}
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"id", "class", "lang", "dir", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "details": {"open"},
    "div": {"aria-label"},
}
_SAFE = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    # The frame of a table.
    tag_attribute_values={"div": {"role": {"region"}, "tabindex": {"0"}}},
    url_schemes={"https", "http", "mailto", "webcal"},
    link_rel=None,
)


def make_safe(html: str) -> str:
    """HTML less all that could run a script, load from elsewhere or change the look of the page.

    The check refuses such a page; this makes it harmless all the same, where a page is shown with its problems.
    """
    return _SAFE.clean(html)
