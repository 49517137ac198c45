"""Most blocks hold no trap at all: one look tells so, and saves going through them line by line."""

from __future__ import annotations

import re

from catalogue.frontmatter.compose import Mapping, Node, Sequence, Unreadable, compose

# What no part of a sound line holds: what cannot be seen, and spaces that are none.
_STRANGE = "\x00-\x1f\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ud800-\udfff\ufeff\ufffe\uffff"
_PLAIN = rf"[A-Za-z0-9](?:[^:#{_STRANGE}]|:(?=\S)|(?<=\S)#)*+"
_QUOTED = rf'"[^"\\{_STRANGE}]*+"[ ]*+'
_WORD = r"[A-Za-z0-9][A-Za-z0-9 ._/-]*+"
_LIST = rf"\[(?:{_WORD}(?:, {_WORD})*+)?\][ ]*+"
_VALUE = rf"(?:{_PLAIN}|{_QUOTED}|{_LIST})"
_NAME = r"[a-z_][a-z0-9_-]*+:"
_LINE = rf"[ ]*+(?:(?:-[ ]++)?+(?:{_NAME}[ ]*+(?:(?<=[ ]){_VALUE})?+|(?<=-[ ]){_VALUE})|#[^{_STRANGE}]*+)?+\n"
_SOUND = re.compile(rf"(?:{_LINE})*+\Z")
_HEAD = re.compile(rf"^[ ]*+(-[ ])?+[ ]*+({_NAME})?+", re.MULTILINE)


def sound_tree(text: str) -> Mapping | None:
    """The fields of a block that holds no trap; None when it may hold one."""
    if not _SOUND.match(text):
        return None
    try:
        root = compose(text)
    except Unreadable:
        return None
    if not isinstance(root, Mapping):
        return None
    # An item or a field that stands too far in is read as more words of the value above: then one is missing here.
    written = sum(bool(dash) + bool(name) for dash, name in _HEAD.findall(text))
    return root if written == _count(root, text) else None


def _count(root: Mapping, text: str) -> int:
    waiting: list[Node] = [root]
    count = 0
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            count += len(node.pairs)
            waiting += [value for _, value in node.pairs]
        elif isinstance(node, Sequence) and text[node.start] != "[":
            count += len(node.items)
            waiting += node.items
    return count
