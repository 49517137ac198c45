"""Draws the pictures shown beside a shared link, one a page, and those of the feeds. No font is fetched."""

from __future__ import annotations

import io
import struct
import textwrap
import zlib
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageDraw, ImageFont

from catalogue.graph import Catalogue, Page
from catalogue.kept.finished import KeptFiles, digest
from catalogue.kinds import BRAND, ROWS, Kind

SIZE = (800, 420)
"""The size of a card in pixels: the shape the platforms ask for, and large enough for them to show it large."""

LIGHT = (255, 255, 255)
_CORNERS = ((16, 7), (24.5, 13.2), (21.3, 23.2), (10.7, 23.2), (7.5, 13.2))
# Four shades are enough for letters with smooth edges; more would cost time and bytes at every page.
_SHADES = [value >> 6 for value in range(256)]
_FONT = Path(__file__).with_name("fonts") / "DejaVuSansCondensed.ttf"
_MARGIN, _LINES = 54, 4
_TOP, _ABOVE = 132, 16
"""Where the lines of a title start, and the room above them for marks on capitals."""


class SharedCard(NamedTuple):
    """A card to be drawn: whose it is, for a page of what kind, and what the page is called, all plain text."""

    site_name: str
    kind: str
    title: str

    def draw(self) -> bytes:
        """The card as PNG."""
        return _card(self.site_name, self.kind, self.title)


def icons() -> dict[str, bytes]:
    """The site's mark in three sizes, as PNG, by address below the site's own."""
    return {"assets/feed.png": _icon(144), "assets/icon-192.png": _icon(192), "assets/icon.png": _icon(512)}


def pictures(catalogue: Catalogue, site_name: str) -> dict[str, SharedCard]:
    """A card for each page readers can open, by address below the site's own. `site_name` is plain text."""
    return {
        card_address(page): SharedCard(site_name, page.kind, page.title)
        for page in catalogue.pages
        if not page.record.draft
    }


def draw(catalogue: Catalogue, site_name: str, kept: KeptFiles, code: bytes) -> Collection[str]:
    """Write every card as PNG, but where one stands, drawn of the same by the same `code` (a hash); their addresses.

    `site_name` is plain text. Raises OSError where one cannot be written.
    """
    every = pictures(catalogue, site_name)
    for address, card in every.items():
        made_of = digest(code, repr(card))
        if kept.find(address, made_of) is None:
            kept.make(address, made_of, {address: card.draw()})
    # They are of no use to the rest of a build, and large.
    _word.cache_clear()
    _sheet.cache_clear()
    return every.keys()


def card_address(page: Page) -> str:
    """The address of the card of a page."""
    return f"assets/cards/{page.address.strip('/') or 'home'}.png"


def _card(site_name: str, kind: str, title: str) -> bytes:
    for size in (58, 50, 42, 36):
        lines = textwrap.wrap(title, int((SIZE[0] - 2 * _MARGIN) / (size * 0.5))) or [""]
        if len(lines) * size * 1.2 <= 230:
            break
    lines = lines if len(lines) <= _LINES + 1 else [*lines[:_LINES], f"{lines[_LINES]} …"]
    # Only the title is drawn for each card, on a strip of its own; each row of it starts with a byte, see `_Sheet`.
    strip = Image.new("P", (SIZE[0] + _BYTE, _ABOVE + round((len(lines) + 0.05) * size * 1.2)), 0)
    for number, line in enumerate(lines):
        left, base = float(_MARGIN + _BYTE), _ABOVE + round((number + 0.8) * size * 1.2)
        for word in filter(None, line.split(" ")):
            drawn, (right, down), width = _word(word, size)
            x, y = round(left) + right, base + down
            # What a font draws is no `Image` of Pillow's, and none is made of it for the sake of each word.
            strip.im.paste(3, (x, y, x + drawn.size[0], y + drawn.size[1]), drawn)
            left += width
    return _sheet(site_name, ROWS[kind], strip.height).with_strip(strip.tobytes("raw", "P;2"))


@lru_cache(maxsize=512)
def _word(word: str, size: int) -> tuple[Any, tuple[int, int], float]:
    """A word as drawn, how far right and down of its start it lies, and how far on the next one starts."""
    return *_font(size).getmask2(word, "L", anchor="ls"), _font(size).getlength(f"{word} ")


class _Sheet(NamedTuple):
    """What the cards of a kind have in common around a title of some height, as the parts of a PNG (ISO/IEC 15948).

    Each row is packed as it is (filter 0), and those above and below the title once: all three end at a byte, so that
    one may stand beside the others. At the end stands the sum of all rows that zlib checks by (RFC 1950, 2.2): that of
    those above is known, and goes on over the others.
    """

    start: bytes
    end: bytes
    above: int
    below: bytes

    def with_strip(self, rows: bytes) -> bytes:
        """A card as PNG with these rows in their place, in the numbers of four colours."""
        told = zlib.adler32(self.below, zlib.adler32(rows, self.above))
        packed = _chunk(b"IDAT", _packed(rows, 1))
        return self.start + packed + self.end + _chunk(b"IDAT", struct.pack(">I", told)) + _chunk(b"IEND", b"")


_BYTE, _ROW = 4, SIZE[0] // 4 + 1
"""A byte holds four pixels; a row one byte more than its pixels, which says how it is packed."""


def _packed(rows: bytes, level: int, end: int = zlib.Z_SYNC_FLUSH) -> bytes:
    packer = zlib.compressobj(level, wbits=-15, memLevel=7)
    return packer.compress(rows) + packer.flush(end)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@cache
def _sheet(site_name: str, kind: Kind, height: int) -> _Sheet:
    """What the cards of a kind have in common around a strip: the mark, what the page is, whose it is."""
    picture = Image.new("L", (SIZE[0] + _BYTE, SIZE[1]), 0)
    draw, left = ImageDraw.Draw(picture), _MARGIN + _BYTE
    picture.paste(_mark(72), (left - 14, 40))
    draw.text((left + 72, 90), kind.card, fill=190, font=_font(34), anchor="ls")
    draw.rectangle((_BYTE, SIZE[1] - 8, SIZE[0] + _BYTE, SIZE[1]), fill=190)
    draw.text((left, SIZE[1] - 36), site_name, fill=190, font=_font(30), anchor="ls")
    numbers = picture.point(_SHADES)
    numbers.putpalette([])
    rows = numbers.tobytes("raw", "P;2")
    above, below = rows[: (_TOP - _ABOVE) * _ROW], rows[(_TOP - _ABOVE + height) * _ROW :]
    colours = [kind.colour, (150, 170, 180), (205, 215, 220), LIGHT]
    start = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", *SIZE, 2, 3, 0, 0, 0))
    start += _chunk(b"PLTE", bytes(channel for colour in colours for channel in colour))
    start += _chunk(b"IDAT", b"\x78\x01" + _packed(above, 6))
    end = _chunk(b"IDAT", _packed(below, 6, zlib.Z_FINISH))
    return _Sheet(start, end, zlib.adler32(above), below)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """A font that has the letters of every name, laid out letter by letter: quicker, and the same on every machine."""
    return ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _icon(side: int) -> bytes:
    return _png(_mark(side))


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
