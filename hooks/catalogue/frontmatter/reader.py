"""Reading the block at the top of a page."""

from __future__ import annotations

from catalogue.diagnostics import Diagnostic
from catalogue.frontmatter.block import Block, find_block
from catalogue.frontmatter.characters import character_traps
from catalogue.frontmatter.fields import FrontMatter
from catalogue.frontmatter.markers import marker_traps
from catalogue.frontmatter.mending import Mended
from catalogue.frontmatter.recover import read_tree
from catalogue.frontmatter.scan import structure_traps
from catalogue.frontmatter.sound import sound_tree
from catalogue.frontmatter.traps import Trap, merge, report, unify
from catalogue.frontmatter.tree import Fields
from catalogue.text import Source


def read_front_matter(source: Source, names: frozenset[str] = frozenset()) -> FrontMatter:
    """Read the block at the top of a page: a source goes in, its fields as text with their places come out.

    Never raises. What would make the block unreadable, or change a value without a word, is a problem with its
    correction, and is read as it was meant. `names` are those a field may have, where the caller knows them.
    """
    found = find_block(source.text)
    block = found.block
    if block is None:
        return FrontMatter({}, {}, {}, 0, present=False, complete=True, problems=())
    fields = Fields(source)
    traps: list[Trap] = []
    problems: list[Diagnostic] = []
    sound = None if found.traps else sound_tree(source.text[block.start : block.end])
    if sound:
        fields.add(sound, Mended(source.text, block.start, block.end, []))
    else:
        traps, problems = _read_with_traps(fields, found.traps, block, names)
    return FrontMatter(
        fields.fields,
        fields.places,
        fields.keys,
        block.body_start,
        present=True,
        complete=not any(trap.lost for trap in traps),
        problems=tuple(problems + fields.problems),
    )


def _read_with_traps(
    fields: Fields, edge: tuple[Trap, ...], block: Block, names: frozenset[str]
) -> tuple[list[Trap], list[Diagnostic]]:
    text = fields.source.text
    within = [trap for trap in edge if any(block.start < edit.span.start < block.end for edit in trap.edits)]
    outside = [trap for trap in edge if trap not in within]
    first = [
        *within,
        *marker_traps(text, block.start, block.end),
        *character_traps(text, block.start, block.end),
    ]
    seen = Mended(text, block.start, block.end, [edit for trap in first for edit in trap.edits])
    second = [trap.moved(seen) for trap in structure_traps(seen.text, names)]
    first, second = unify(first, second)
    edits = merge(first, second)
    lost = read_tree(fields, Mended(text, block.start, block.end, edits), block)
    told = [trap for trap in outside + first + second + lost if trap.message]
    told.sort(key=lambda trap: (trap.span, trap.message))
    return told, report(fields.source, told, edits)
