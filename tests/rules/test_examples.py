"""Every rule's own examples hold: its Bad has its problem, its Good has none at all."""

from __future__ import annotations

from collections import Counter

import pytest

from catalogue import Catalogue, rules
from catalogue.diagnostics import Severity
from catalogue.graph import Alone, Pages
from catalogue.graph.read_page import rewritten
from catalogue.guides.checks_pages import explanation
from catalogue.rules import NOTING, READING, code_of, of_one_page
from catalogue.rules.compared import EVERY_RULE
from tests import kit

PROMISED = """
reference-not-found reference-ambiguous label-taken id-taken anchor-not-found file-not-found link-absolute
field-missing field-unknown field-repeated field-wrong top-unreadable page-orphaned relation-circular
relation-one-sided superseded-linked draft-linked placeholder-left image-undescribed heading-skipped link-text-vague
html-not-allowed address-unsafe attribute-unsafe review-due heading-repeated chat-ends-early chat-day-differs
chat-time-taken chat-announced-late chat-unread host-incomplete change-not-noted write-up-late moved-unexplained
claim-unsourced claim-overrated paper-year-differs paper-doi-wrong paper-address-missing paper-unused source-withdrawn
link-unchecked must-unsupported force-changed
""".split()  # noqa: SIM905

WORDS = "\nThe study was retracted, withdrawn and replaced: officers must not rely on it.\n\n"
RULES = [pytest.param(rule, id=code_of(rule)) for rule in EVERY_RULE]
SEEING_FACES = [
    pytest.param(rule, id=code_of(rule)) for rule in rules.RULES if not of_one_page(rule) and rule not in READING
]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_explains_itself(rule):
    said = explanation(rule)
    assert all((said.what, said.why, said.bad, said.good)), said
    assert said.bad.startswith("docs/") and said.good.startswith("docs/")


@pytest.mark.parametrize("rule", RULES)
def test_the_bad_example_has_the_problem(rule):
    said = explanation(rule)
    assert said.code in kit.codes(said.bad)


@pytest.mark.parametrize("rule", RULES)
def test_the_good_example_has_no_problem(rule):
    said = explanation(rule)
    found = kit.problems(said.good)
    assert said.code not in [one.code for one in found]
    assert [f"{one.path}:{one.line} {one.code} {one.message}" for one in found if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("rule", RULES)
def test_a_build_leaves_out_just_the_rules_that_find_notes(rule):
    found = {one.severity for one in kit.problems(explanation(rule).bad) if one.code == code_of(rule)}
    assert (found == {Severity.NOTE}) == (rule in NOTING)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_declares_whether_it_looks_at_one_page_or_at_all(rule):
    assert rule.__annotations__["catalogue"] in (Pages.__name__, Catalogue.__name__)


@pytest.mark.parametrize("rule", [rule for rule in RULES if of_one_page(rule.values[0])])
def test_a_rule_of_one_page_finds_in_each_alone_what_it_finds_in_all(rule):
    for catalogue in (kit.catalogue(explanation(rule).bad), kit.corpus()):
        alone = [(page.path, one) for page in catalogue.pages for one in rule(Alone((page,), catalogue), kit.TODAY)]
        assert all(path == one.path for path, one in alone)
        assert Counter(one for _, one in alone) == Counter(rule(catalogue, kit.TODAY))


@pytest.mark.parametrize("rule", SEEING_FACES)
def test_a_rule_of_several_pages_sees_no_more_than_their_faces(rule):
    """What it finds is kept while they have the faces they had; one that sees more belongs to `READING`."""
    for catalogue in (kit.catalogue(explanation(rule).bad), kit.corpus()):
        texts = {
            page.path: f"{page.source.text[: page.prose.start]}{WORDS}{page.body}" for page in catalogue.pages
            if page.front.present
        }  # fmt: skip
        edited = rewritten(catalogue, texts)
        assert [page.face for page in edited.pages] == [page.face for page in catalogue.pages]
        one, other = ([(each.path, each.message) for each in rule(each, kit.TODAY)] for each in (catalogue, edited))
        assert one == other


@pytest.mark.parametrize("code", PROMISED)
def test_every_promised_code_exists(code):
    assert code in [code_of(rule) for rule in EVERY_RULE]


def test_codes_are_two_to_four_words_and_differ():
    codes = [code_of(rule) for rule in EVERY_RULE]
    assert len(set(codes)) == len(codes)
    assert all(2 <= len(code.split("-")) <= 4 for code in codes)
