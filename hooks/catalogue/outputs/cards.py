"""Draws the pictures shown beside a shared link, one a kind of page, and those of the feeds. No font is fetched."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from catalogue.kinds import ROWS

SIZE = (1200, 630)
"""The size of a card in pixels, as the platforms ask for it."""

BRAND, LIGHT = (11, 79, 108), (255, 255, 255)
_CORNERS = ((16, 7), (24.5, 13.2), (21.3, 23.2), (10.7, 23.2), (7.5, 13.2))


def pictures(site_name: str) -> dict[str, bytes]:
    """Every picture as PNG, by address: a card for each kind, and the site's mark in three sizes.

    `site_name` is plain text. Addresses are below the site's own.
    """
    found = {card_address(name): _card(site_name, kind.card) for name, kind in ROWS.items()}
    return {**found, "assets/feed.png": _icon(144), "assets/icon-192.png": _icon(192), "assets/icon.png": _icon(512)}


def card_address(kind: str) -> str:
    """The address of the card of a kind of page."""
    return f"assets/cards/{kind}.png"


# Kept, since serving would draw the same pictures again at every change.
@cache
def _card(site_name: str, words: str) -> bytes:
    picture = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(picture)
    picture.paste(_mark(220), (80, 80))
    draw.text((80, 400), words, fill=255, font=_fitting(words, 92), anchor="ls")
    draw.rectangle((80, 440, 200, 446), fill=150)
    draw.text((80, 540), site_name, fill=215, font=_fitting(site_name, 52), anchor="ls")
    return _png(picture)


@cache
def _icon(side: int) -> bytes:
    return _png(_mark(side))


def _fitting(words: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own font, as large as lets the words stand on one line."""
    room = SIZE[0] - 160
    while size > 16 and ImageFont.load_default(size).getlength(words) > room:
        size -= 2
    return ImageFont.load_default(size)


def _mark(side: int) -> Image.Image:
    """The mark of `docs/assets/mark.svg`, drawn four times as large and made smaller, so that its edges are smooth."""
    unit = side * 4 / 32
    large = Image.new("L", (side * 4, side * 4), 0)
    draw = ImageDraw.Draw(large)
    corners = [(x * unit, y * unit) for x, y in _CORNERS]
    middle, line = (16 * unit, 16 * unit), round(1.6 * unit)
    for corner in corners:
        draw.line((middle, corner), fill=140, width=line)
    draw.line([*corners, corners[0]], fill=255, width=line)
    for x, y in corners:
        draw.circle((x, y), 2.6 * unit, fill=255)
    return large.resize((side, side), Image.Resampling.BOX)


def _png(picture: Image.Image) -> bytes:
    """A picture in shades, coloured from our brand to white; the same bytes every time."""
    shades = [
        round(low + (high - low) * shade / 255) for shade in range(256) for low, high in zip(BRAND, LIGHT, strict=True)
    ]
    picture.putpalette(shades)
    held = io.BytesIO()
    picture.save(held, "PNG", compress_level=6)
    return held.getvalue()
