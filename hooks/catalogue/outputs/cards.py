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
        for word in line.split(" "):
            drawn, (right, down), width = _word(word, size)
            strip.paste(3, (round(left) + right, base + down), drawn)
            left += width
    return _sheet(site_name, ROWS[kind]).with_strip(strip)


@lru_cache(maxsize=512)
def _word(word: str, size: int) -> tuple[Image.Image, tuple[int, int], float]:
    """A word as drawn, how far right and down of its start it lies, and how far on the next one starts."""
    left, top, right, bottom = map(round, _font(size).getbbox(word, anchor="ls"))
    drawn = Image.new("L", (max(right - left, 1), max(bottom - top, 1)), 0)
    ImageDraw.Draw(drawn).text((-left, -top), word, fill=255, font=_font(size), anchor="ls")
    return drawn, (left, top), _font(size).getlength(f"{word} ")


class _Sheet(NamedTuple):
    """What the cards of a kind have in common, as the beginning and the end of a PNG (ISO/IEC 15948).

    Pillow would look through every row of every card for the way to pack it. Here each row is packed as it is (filter
    0), and those above the title are packed once.
    """

    start: bytes
    above: Any
    packed: bytes
    rows: bytes

    def with_strip(self, strip: Image.Image) -> bytes:
        """A card as PNG with these rows in their place, in the numbers of four colours."""
        # For zlib's own type there is no name.
        packer = self.above.copy()
        below = self.rows[(_TOP - _ABOVE + strip.height) * _ROW :]
        data = self.packed + packer.compress(strip.tobytes("raw", "P;2")) + packer.compress(below) + packer.flush()
        return self.start + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


_BYTE, _ROW = 4, SIZE[0] // 4 + 1
"""A byte holds four pixels; a row one byte more than its pixels, which says how it is packed."""


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@cache
def _sheet(site_name: str, kind: Kind) -> _Sheet:
    """What the cards of a kind have in common: the mark, what the page is, whose it is."""
    picture = Image.new("L", (SIZE[0] + _BYTE, SIZE[1]), 0)
    draw, left = ImageDraw.Draw(picture), _MARGIN + _BYTE
    picture.paste(_mark(72), (left - 14, 40))
    draw.text((left + 72, 90), kind.card, fill=190, font=_font(34), anchor="ls")
    draw.rectangle((_BYTE, SIZE[1] - 8, SIZE[0] + _BYTE, SIZE[1]), fill=190)
    draw.text((left, SIZE[1] - 36), site_name, fill=190, font=_font(30), anchor="ls")
    numbers = picture.point(_SHADES)
    numbers.putpalette([])
    rows = numbers.tobytes("raw", "P;2")
    # Runs are all there is to find. To look for more takes three times as long, for a few hundred bytes a card.
    packer = zlib.compressobj(1, wbits=12, memLevel=5, strategy=zlib.Z_RLE)
    colours = [kind.colour, (150, 170, 180), (205, 215, 220), LIGHT]
    start = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", *SIZE, 2, 3, 0, 0, 0))
    start += _chunk(b"PLTE", bytes(channel for colour in colours for channel in colour))
    return _Sheet(start, packer, packer.compress(rows[: (_TOP - _ABOVE) * _ROW]), rows)


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
