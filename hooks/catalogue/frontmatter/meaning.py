"""What a value means, as it was typed, and what PyYAML makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from catalogue.diagnostics import Edit, quote
from catalogue.frontmatter import quirks
from catalogue.frontmatter.quirks import Trap, quoted, without_comment
from catalogue.text import Span

Raw: TypeAlias = "str | list[Raw] | dict[str, Raw]"
"""A value as it was typed: text, a list, or named values. `21:00` and `NO` stay text; an empty value is `""`."""

Path = tuple[str | int, ...]
"""The way to a value: `("hosts", 0, "name")` is the name of the first host."""

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
DEEPEST = 24
"""How many levels of lists within lists are read: no record needs more than four."""


# `\a` and its like are allowed, and make characters nobody can see: `street\area` is not meant to ring a bell.
_ESCAPE = re.compile(r"\\(?:[tn \"/\\\n]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}|())")
_QUOTATION = re.compile(r"\"(?:[^\"\\]|\\.)*\"|(?<!\w)'(?:[^']|'')*'(?!')", re.DOTALL)
_PLAIN = re.compile(r"\w[^#\t]*")
_OPENERS = re.compile(r"[\[{]|[-?:](?=\s)")
_SPECIAL = re.compile(r"(?:^|[\[{,:])\s*[&*!]")
_WORD = r"[A-Za-z0-9][\w ./-]*+"
_WORDS = re.compile(rf"\[(?:{_WORD}(?:, *{_WORD})*+)?\]")
_CUT = re.compile(rf"\s*(?:{quirks.CLOSED.pattern})\s*(?=,|$)|[^,]+")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it was typed, line by line, and what was meant; `below` is by how much it stands too far out."""

    item: bool
    span: Span
    parts: list[str]
    meant: Raw
    stray: bool
    below: int


@dataclass(slots=True)
class Meant:
    """What a value means, the offset in the page at which it ends, and the places of what stands in its brackets."""

    raw: Raw
    end: int
    places: dict[Path, Span] = field(default_factory=dict)
    keys: list[tuple[Path, Span]] = field(default_factory=list)


class _Loader(LOADER):  # type: ignore[misc, valid-type]
    """PyYAML's reader, as the site has it, which asks of no value what it looks like."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: object) -> str:
        """Every value is text."""
        return "text"


def loaded(text: str) -> Raw | None:
    """What PyYAML, by the same reader as the site's, makes of a text, each value as text; None where it makes nothing.

    Never raises.
    """
    # The reader calls itself for each level: a page of brackets would end the process.
    if len(_OPENERS.findall(text)) > 500 and _too_deep(text):
        return None
    try:
        node = _Loader(text).get_single_node()
        return None if node is None else _plain(node, set())
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _plain(node: yaml.Node, seen: set[int]) -> Raw:
    # A value that stands for another, met twice, could stand for ever more of them.
    if id(node) in seen:
        raise ValueError("a copy of another value")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, seen) for item in node.value]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    if not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
        raise ValueError("a list where a name should be")
    return {key.value: _plain(value, seen) for key, value in node.value}


def _too_deep(text: str) -> bool:
    """Whether lists and named values stand in each other deeper than is read, or the text cannot be read."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return True
    except (yaml.YAMLError, ValueError):
        return True
    return False


def meant(page: str, span: Span, parts: list[str], *, flush: bool) -> Meant:
    """What a value of a page means, given line by line; `flush` says that its lines do not stand as they should."""
    if len(parts) == 1 and _PLAIN.fullmatch(parts[0]):
        return Meant(parts[0], span.end)
    typed, flat = "\n ".join(parts), " ".join(part for part in parts if part)
    if flat[0] in "\"'":
        text, behind = _quotation(typed, flat)
        return Meant(text, span.end - behind)
    label = quirks.LABELLED.pattern.match(typed)
    cut = label.end() if label else 0
    if typed[cut] in "[{" and (found := _bracket(page, Span(span.start + cut, span.end), typed[cut:], flat[cut:])):
        return found
    kept = [without_comment(part) for part in parts]
    end = span.end - len(parts[-1]) + len(kept[-1])
    if curly := quirks.CURLY.pattern.match(flat):
        return Meant(next(text for text in curly.groups() if text is not None), end)
    kept = [text for text, part in zip(kept, parts, strict=True) if text or not part]
    text = re.sub(r"\n+", lambda blank: blank.group()[1:] or " ", "\n".join(kept)).replace("\t", " ")
    if "\n" in text and (flush or loaded(f"x: {typed}") != {"x": text}):
        text = re.sub("\n+", " ", text)
    return Meant(text.strip(" "), end)


def _bracket(page: str, span: Span, typed: str, flat: str) -> Meant | None:
    """The list or the named values meant by a value that starts with a bracket; None where words are meant."""
    bare = _QUOTATION.sub('""', typed)
    if "\t" not in bare and not quirks.HASHTAG.search(bare) and not _SPECIAL.search(bare):
        found = None if _WORDS.fullmatch(typed) else flow(page, span)
        if found:
            return found
    flat = without_comment(flat)
    inner = flat[1:].removesuffix("]")
    if flat[0] != "[" or ("]" in flat and flat[-1] != "]") or re.search(r"[\[\]{]", inner):
        return None
    items: list[Raw] = []
    places: dict[Path, Span] = {}
    at = span.start + 1
    for part in filter(None, (match.group().strip() for match in _CUT.finditer(inner))):
        at = max(at, page.find(part, at, span.end))
        places[(len(items),)] = Span(at, min(at + len(part), span.end))
        at += len(part)
        items.append(_item(part))
    return Meant(items, span.end, places)


def _item(part: str) -> str:
    if part[0] not in "\"'":
        return part.replace("\t", " ")
    found = loaded(f"- {part}")
    return str(found[0]) if isinstance(found, list) else part.strip("\"'").replace("\t", " ").strip()


def flow(page: str, span: Span) -> Meant | None:
    """A list or named values in brackets, in a page; None where that is not what stands there."""
    text = page[span.start : span.end]
    if _too_deep(text):
        return None
    try:
        node = yaml.compose(text, Loader=LOADER)
    except (yaml.YAMLError, ValueError):
        return None
    if not isinstance(node, yaml.CollectionNode) or not _fits(node, set()):
        return None
    found = Meant("", span.start + node.end_mark.index)
    found.raw = _raw(node, span.start, (), found)
    return found


def _raw(node: yaml.Node, offset: int, path: Path, found: Meant) -> Raw:
    if path:
        found.places[path] = Span(offset + node.start_mark.index, offset + node.end_mark.index)
    if isinstance(node, yaml.SequenceNode):
        return [_raw(item, offset, (*path, index), found) for index, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    holder: dict[str, Raw] = {}
    for key, value in node.value:
        found.keys.append(((*path, key.value), Span(offset + key.start_mark.index, offset + key.end_mark.index)))
        holder[key.value] = _raw(value, offset, (*path, key.value), found)
    return holder


def _fits(node: yaml.Node, seen: set[int]) -> bool:
    """Whether a list or named values are such as people write.

    `[a: b]` would be a list of named values, and a value that stands for another, met twice, is a program's.
    """
    if id(node) in seen:
        return False
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return all(isinstance(key, yaml.ScalarNode) and _fits(value, seen) for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        single = (one for one in node.value if isinstance(one, yaml.MappingNode) and one.value)
        return all(_fits(one, seen) for one in node.value) and all(
            one.start_mark.index != one.value[0][0].start_mark.index for one in single
        )
    return True


def _quotation(typed: str, flat: str) -> tuple[str, int]:
    """What a value that starts with a quotation mark means, and how many characters of a comment stand behind it."""
    match, mark = quirks.CLOSED.match(typed), flat[0]
    tail = typed[match.end() :].strip() if match else ""
    if match and (not tail or (quirks.COMMENT.match(tail) and "\n" not in tail)):
        behind = len(typed) - match.end()
        if "\\" not in typed and "\n" not in typed and "''" not in typed:
            return match.group()[1:-1], behind
        found = loaded(f"x: {match.group()}")
        if isinstance(found, dict) and (
            mark == "'" or not any(one[1] == "" for one in _ESCAPE.finditer(match.group()))
        ):
            return str(found["x"]), behind
        return re.sub(r"\s*\n\s*", " ", match.group()[1:-1]).replace('\\"', '"'), behind
    if not match:
        return (flat[1:].rstrip("”’") if flat[-1] in "”’" else flat[1:]).strip(), 0
    if flat[-1] == mark:
        return flat[1:-1].replace("''", "'") if mark == "'" else flat[1:-1].replace('\\"', '"'), 0
    end = (quirks.CLOSED.match(flat) or match).end()
    return (flat[1 : end - 1] + flat[end:] if quirks.HASHTAG.match(flat[end:]) else flat), 0


def judged(value: Value) -> Trap | None:
    """The trap of a value that PyYAML reads otherwise by itself, or could not read where it stands."""
    typed = "\n ".join(value.parts)
    right = loaded(f"- {typed}") == [value.meant] if value.item else loaded(f"x: {typed}") == {"x": value.meant}
    label = quirks.LABELLED.pattern.match(typed) if not isinstance(value.meant, str) else None
    # What only looks like a space could be taken for one where the value is moved to.
    right = right and typed[0].isprintable()
    if right and not (value.stray or value.below or label):
        return None
    kept = [without_comment(part) for part in value.parts] if typed[0] not in "\"'" else value.parts
    text = " ".join(part for part in kept if part)
    table = (quirks.LABELLED,) if label else quirks.VALUES if isinstance(value.meant, str) else quirks.LISTS
    quirk, match = next((one, found) for one in (*table, quirks.OTHER) if (found := one.pattern.match(text)))
    text = str(value.meant) if quirk is quirks.CURLY else label.group().strip() if label else text
    words, sure = quirk.said(match, text), quirk.sure and len(value.parts) == 1 and kept == value.parts
    instead = typed[label.end() :] if label else _written(value.meant)
    moved = value.stray or value.below
    if quirk is quirks.OTHER and kept[:-1] != value.parts[:-1]:
        words = quirks.BROKEN_UP.format(quote(text))
    elif moved and (right or quirk is quirks.OTHER) and not label:
        words = (quirks.STRAY if value.stray else quirks.BELOW).format(quote(text))
        instead = "\n".join(value.parts) if right and not value.stray else instead
    edit = Edit(value.span, " " * (value.below + 1 if value.below else 0) + instead)
    return Trap(value.span, words, (edit,), sure and not moved)


def _written(meant: Raw) -> str:
    if isinstance(meant, str):
        return quoted(meant)
    items = [str(item) for item in meant]
    plain = [loaded(f"[{item}]") == [item] and not quirks.HASHTAG.search(item) for item in items]
    return f"[{', '.join(item if fine else quoted(item) for item, fine in zip(items, plain, strict=True))}]"
