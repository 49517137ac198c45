"""A text with corrections made in memory, and the way back to where things really stand."""

from __future__ import annotations

from bisect import bisect_right

from catalogue.diagnostics import Edit


class Mended:
    """A stretch of a text with edits made: `text` is what to read, `original()` leads from it back to the page.

    `start` and `end` bound the stretch; edits must lie within it. Of two edits that overlap the first is kept.
    """

    def __init__(self, text: str, start: int, end: int, edits: list[Edit]) -> None:
        parts: list[str] = []
        self._mended: list[int] = [0]
        self._stretches: list[tuple[int, int, bool]] = [(start, end, False)]
        position, length = start, 0
        for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
            if edit.span.start < position or edit.span.end > end:
                continue
            kept = text[position : edit.span.start]
            parts += [kept, edit.text]
            length += len(kept)
            self._add(length, edit.span.start, edit.span.end, replaced=True)
            length += len(edit.text)
            self._add(length, edit.span.end, end, replaced=False)
            position = edit.span.end
        parts.append(text[position:end])
        self.text = "".join(parts)

    def _add(self, mended: int, start: int, end: int, *, replaced: bool) -> None:
        self._mended.append(mended)
        self._stretches.append((start, end, replaced))

    def original(self, offset: int, *, ending: bool = False) -> int:
        """The page's offset for one of the mended text; in a replacement its start, or its end if `ending`."""
        if len(self._mended) == 1:
            return min(self._stretches[0][0] + offset, self._stretches[0][1])
        if ending and offset:
            return self._behind(offset - 1)
        start, end, replaced, mended = self._stretch(offset)
        return start if replaced else min(start + offset - mended, end)

    def _behind(self, offset: int) -> int:
        start, end, replaced, mended = self._stretch(offset)
        return end if replaced else min(start + offset - mended + 1, end)

    def _stretch(self, offset: int) -> tuple[int, int, bool, int]:
        index = bisect_right(self._mended, offset) - 1
        return (*self._stretches[index], self._mended[index])
