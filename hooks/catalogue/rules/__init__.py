"""The rules, listed by hand: each a small pure generator, with its own words in its docstring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic
from catalogue.graph import Catalogue, Pages
from catalogue.rules import (
    broken_links,
    chat_details,
    days,
    evidence,
    file_names,
    front_matter_fields,
    guidance,
    outcomes,
    paper_details,
    relations,
    safety,
    shown_marks,
    starter_words,
    structure,
    taken_names,
    unresolved,
    upkeep,
    vocabulary,
)

Rule = Callable[[Catalogue, date], Iterator[Diagnostic]]
"""Takes a catalogue and the day in the UK; those of what a proposal changes take the catalogue before it as well.

It raises nothing, whatever the pages hold, and gives problems in any order: each with its place in the page, counted in
characters from 0, and its words as plain text.

One that looks at each page for itself takes `Pages`: what it finds in a page is kept while that page is as it was, and
its references lead somewhere or nowhere as they did.
"""

RULES: tuple[Rule, ...] = (
    front_matter_fields.page_unreadable,
    front_matter_fields.top_unreadable,
    front_matter_fields.field_missing,
    front_matter_fields.field_unknown,
    front_matter_fields.field_repeated,
    front_matter_fields.field_wrong,
    front_matter_fields.field_marked,
    taken_names.id_taken,
    taken_names.label_taken,
    taken_names.reference_former,
    unresolved.reference_not_found,
    unresolved.reference_ambiguous,
    broken_links.file_not_found,
    broken_links.anchor_not_found,
    broken_links.link_absolute,
    relations.relation_circular,
    relations.relation_one_sided,
    relations.superseded_linked,
    relations.draft_linked,
    shown_marks.mark_shown,
    structure.heading_skipped,
    structure.heading_repeated,
    structure.heading_empty,
    structure.image_undescribed,
    structure.drawing_unread,
    structure.link_text_vague,
    structure.link_text_missing,
    structure.placeholder_left,
    starter_words.starter_left,
    structure.page_orphaned,
    file_names.file_misnamed,
    file_names.file_unnamed,
    file_names.file_misplaced,
    file_names.file_unused,
    file_names.letter_misleading,
    vocabulary.search_word_repeated,
    vocabulary.search_meaning_unknown,
    safety.html_not_allowed,
    safety.address_unsafe,
    safety.attribute_unsafe,
    days.day_unlikely,
    days.post_day_differs,
    upkeep.review_due,
    upkeep.law_check_due,
    upkeep.summary_too_long,
    upkeep.change_incomplete,
    upkeep.withdrawal_unsaid,
    guidance.card_too_long,
    guidance.must_unsupported,
    guidance.authority_unnamed,
    guidance.authority_shared,
    guidance.authority_evaluation,
    chat_details.chat_ends_early,
    chat_details.chat_day_differs,
    chat_details.chat_time_taken,
    chat_details.chat_announced_late,
    chat_details.chat_hour_missing,
    chat_details.chat_unread,
    chat_details.host_incomplete,
    chat_details.chat_place_unsaid,
    chat_details.hashtag_broken,
    outcomes.change_not_noted,
    outcomes.write_up_late,
    outcomes.moved_unexplained,
    evidence.claim_unsourced,
    evidence.claim_overrated,
    paper_details.paper_year_differs,
    paper_details.paper_doi_wrong,
    paper_details.paper_address_missing,
    paper_details.paper_unused,
    evidence.source_withdrawn,
    paper_details.link_unchecked,
    vocabulary.word_unlinked,
    unresolved.ledger_damaged,
    unresolved.ledger_foreign,
)

NOTING = frozenset((paper_details.paper_unused, vocabulary.word_unlinked))
"""Those that find notes alone, which stop nobody."""

SHOWN = tuple(rule for rule in RULES if rule not in NOTING)
"""The others: what a build shows, and a check that is not asked for notes."""


READING = frozenset((
    front_matter_fields.page_unreadable, structure.link_text_missing, evidence.source_withdrawn,
    unresolved.ledger_damaged, unresolved.ledger_foreign,
))  # fmt: skip
"""Those that look at several pages, or at none, and see more than `Page.face` is made of, such as words of the prose.

What the others of several pages find is kept while all pages have the faces they had.
"""


def of_one_page(rule: Rule) -> bool:
    """A rule looks at each page for itself, as the type of what it takes declares."""
    return bool(rule.__annotations__.get("catalogue") == Pages.__name__)


def code_of(rule: Callable[..., object]) -> str:
    """The code of a rule: its name, with hyphens."""
    return rule.__name__.replace("_", "-")
