"""The rules that hold a proposal against what it replaces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic
from catalogue.graph import Catalogue
from catalogue.rules import RULES
from catalogue.rules.compared import chat_life, proposal, replaced_pages

ProposalRule = Callable[[Catalogue, date, Catalogue], Iterator[Diagnostic]]

PROPOSAL_RULES: tuple[ProposalRule, ...] = (
    replaced_pages.page_gone,
    replaced_pages.news_altered,
    proposal.force_changed,
    proposal.change_unsaid,
    chat_life.chat_time_changed,
    chat_life.chat_history_lost,
    replaced_pages.retraction_undated,
    proposal.review_postponed,
)
"""Those that hold a catalogue against the one it is to replace."""

EVERY_RULE: tuple[Callable[..., Iterator[Diagnostic]], ...] = (*RULES, *PROPOSAL_RULES)
"""All of them."""
