"""Do pages that name each other agree?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic, Severity, quote
from catalogue.graph import RELIES, Catalogue, Page, Reference
from catalogue.records import Status


def relation_circular(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A term is, step by step, broader than itself, a page is superseded by itself, or it names itself as another.

    Such a ring has no top, so no list of wider terms can be made from it; a page that names itself leads nowhere.

    Bad:
        docs/glossary/upstream-work.md
        title: Upstream work
        broader: [early-help]
        docs/glossary/early-help.md
        title: Early help
        broader: [upstream-work]

    Good:
        docs/glossary/upstream-work.md
        title: Upstream work
        docs/glossary/early-help.md
    """
    for field in ("broader", "superseded by"):
        made = ((page, list(catalogue.pointed_at(page, field))) for page in catalogue.records)
        steps = {page.path: found for page, found in made if found}
        for page in catalogue.records:
            if page.path in steps and (ring := _ring(page, steps)):
                named = " → ".join(each.origin.title for each in ring)
                message = f"“{field}” goes round in a ring: {named} → {page.title}."
                yield page.problem("relation-circular", ring[0].span, message, "take one of these steps out.")
    for page in catalogue.records:
        for path, target, _ in page.named:
            if target != page.id or path[0] in ("broader", "superseded_by"):
                continue
            if span := page.front.places.get(path):
                message = f"Under “{path[0]}” the page names itself."
                yield page.problem("relation-circular", span, message, "take it out, or name another page.")


def _ring(page: Page, steps: dict[str, list[Reference]]) -> list[Reference]:
    """The steps that lead from a page back to itself; empty when none do."""
    came: dict[str, Reference] = {}
    queue = [page]
    while queue:
        here = queue.pop()
        for step in steps.get(here.path, ()):
            if step.target is page:
                ring = [step]
                while ring[0].origin is not page:
                    ring.insert(0, came[ring[0].origin.path])
                return ring
            if step.target.path not in came:
                came[step.target.path] = step
                queue.append(step.target)
    return []


def relation_one_sided(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A relation that needs two sides has one: a page is superseded but names no successor (or the other way round), or
    two terms are called both “broader” and “related”.

    Relations between terms are typed once and shown on both pages, so only these can come apart.

    Bad:
        docs/glossary/early-help.md
        title: Early help
        superseded_by: population-focus

    Good:
        docs/glossary/early-help.md
        title: Early help
        status: superseded
        superseded_by: population-focus
        changes: [{date: 2026-11-22, kind: major, note: Another page says it, affects: All, action: Read that page}]
    """
    for page in catalogue.records:
        record = page.record
        if record.superseded_by and record.status is not Status.SUPERSEDED:
            message = f"The page names a successor, and its status is {quote(record.status.value)}."
            fix = "write “status: superseded”, or take “superseded_by” out."
            yield page.problem("relation-one-sided", page.place("superseded_by"), message, fix)
        elif record.status is Status.SUPERSEDED and not record.superseded_by and page.complete:
            message = "The page is superseded, and does not say by which page."
            fix = "add “superseded_by:” with the id of that page."
            yield page.problem("relation-one-sided", page.place("status"), message, fix)
        yield from _both(catalogue, page)


def _both(catalogue: Catalogue, page: Page) -> Iterator[Diagnostic]:
    up = {each.target.path for each in catalogue.pointed_at(page, "broader")}
    down = {each.origin.path for each in catalogue.pointing_at(page, "broader")}
    for reference in catalogue.pointed_at(page, "related"):
        if reference.target.path in up | down:
            side = "broader" if reference.target.path in up else "narrower"
            message = f"{quote(reference.target.title)} is a {side} term already, so it cannot be “related” too."
            yield page.problem("relation-one-sided", reference.span, message, "take it out of “related”.")


def superseded_linked(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A page leads to one that has been superseded or withdrawn.

    The reader would arrive at a notice and have to go on.

    Bad:
        docs/glossary/old-words.md
        title: Old words
        status: superseded
        superseded_by: population-focus
        changes: [{date: 2026-11-22, kind: major, note: Another page says it, affects: All, action: Read that page}]
        docs/guidance/x.md
        We start from [old words][].

    Good:
        docs/glossary/old-words.md
        docs/guidance/x.md
        We start from [population focus][].
    """
    for reference in catalogue.references:
        origin, retired = reference.origin, reference.target.record
        if not retired.retired or origin.record.retired or reference.relation == "superseded by":
            continue
        if origin.kind == "post":
            continue  # news tells what was so on its day
        if reference.relation in RELIES and retired.status is Status.WITHDRAWN:
            continue  # told with more weight by `source-withdrawn`
        successor = catalogue.names.by_id.get(retired.superseded_by or "")
        message = f"{quote(reference.target.title)} has been {retired.status.value}."
        fix = f"lead to {quote(successor.title)} instead." if successor else "take the link out."
        yield origin.problem("superseded-linked", reference.span, message, fix, Severity.WARNING)


def draft_linked(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A page for readers leads to a draft, or to a page whose first day is still to come.

    Neither is on the site, so the link would lead nowhere.

    Bad:
        docs/glossary/half-done.md
        title: Half done
        status: draft
        docs/guidance/x.md
        We start from [half done][].

    Good:
        docs/glossary/half-done.md
        docs/guidance/x.md
        We start from [population focus][].
    """
    for reference in catalogue.references:
        if reference.target.record.draft and not reference.origin.record.draft:
            message = f"{quote(reference.target.title)} is a draft, which readers cannot open."
            fix = "finish that page first (“status: current”), or take the link out."
            yield reference.origin.problem("draft-linked", reference.span, message, fix)
        elif _too_soon(reference.origin, reference.target, today):
            message = f"{quote(reference.target.title)} is not on the site before {reference.target.release}."
            fix = "take the link out until that day, or let this page wait for it too."
            yield reference.origin.problem("draft-linked", reference.span, message, fix)


def _too_soon(origin: Page, target: Page, today: date) -> bool:
    """Readers meet the origin on a day on which its target is still to come."""
    if target.release is None or target.release <= today or origin.record.draft:
        return False
    return origin.release is None or origin.release < target.release
