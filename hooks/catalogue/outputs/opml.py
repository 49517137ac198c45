"""Writes the list of all feeds as OPML 2.0, which readers of feeds take in at once."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from catalogue.addresses import whole
from catalogue.outputs.feeds import Channel


def opml(channels: Iterable[Channel]) -> str:
    """The channels as an outline, the one with everything first."""
    found = list(channels)
    lines = [_outline(channel) for channel in found]
    title = escape(found[0].site_name if found else "")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"<head><title>{title}</title></head>\n<body>\n{''.join(lines)}</body>\n</opml>\n"
    )


def _outline(channel: Channel) -> str:
    given = {
        "type": "rss",
        "text": channel.title,
        "title": channel.title,
        "description": channel.feed.says,
        "language": "en-gb",
        "xmlUrl": channel.address("xml"),
        "htmlUrl": whole("feeds/", channel.base),
    }
    return f"<outline {' '.join(f'{name}={quoteattr(value)}' for name, value in given.items())}/>\n"
