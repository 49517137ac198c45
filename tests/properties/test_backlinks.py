"""Back-links are the references turned round, on made-up catalogues."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue import Catalogue, read_texts
from catalogue.graph import Page, Reference
from catalogue.markdown import LinkKind
from catalogue.site import cited_by
from tests.properties.examples import examples

EXAMPLES = examples(60, slow=10)
NAMES = ["alpha", "beta-gamma", "delta", "epsilon"]
FOLDERS = {"glossary": "term", "guidance": "guide", "papers": "paper", "chats": "chat", "news": "post"}

# How a page names another: by label, in another case or number, by path, by citation, in a field, twice, in a section.
WAYS = [
    "See [{title}][].", "See [the one meant][{title}].", "See [{upper}][] and [{title}][].", "See [{title}s][].",
    "See [it](../{folder}/{name}.md).", "See [it](../{folder}/{name}.md#a).", "So it is [@{name}].", "* [{title}][]",
    "`[{title}][]`", "> [{title}]", "## About [{title}][]", "[nothing][nobody]", "{title}",
]  # fmt: skip
FIELDS = ["related", "broader", "sources", "about", "reading"]


def made_up(seed: int) -> Catalogue:
    """A few pages of any kind that name each other in every way there is."""
    chance = Random(seed)
    pages = {name: chance.choice(list(FOLDERS)) for name in NAMES}
    texts: dict[str, str | bytes] = {}
    for name, folder in pages.items():
        status = chance.choice(["current", "current", "current", "draft", "withdrawn"])
        fields, prose = {"title": name.replace("-", " ").title(), "status": status}, []
        for other, there in pages.items():
            known = {"name": other, "title": other.replace("-", " "), "upper": other.upper(), "folder": there}
            prose += [way.format(**known) for way in chance.choices(WAYS, k=chance.randint(0, 2))]
            fields[chance.choice(FIELDS)] = f"[{other}]"
        block = "\n".join(f"{key}: {value}" for key, value in fields.items())
        texts[f"{folder}/{name}.md"] = f"---\n{block}\n---\n" + "\n\n".join(prose) + "\n"
    return read_texts(texts)


catalogues = st.integers(0, 1 << 32).map(made_up)


@settings(max_examples=EXAMPLES, deadline=None)
@given(catalogues)
def test_back_links_are_the_references_turned_round(catalogue: Catalogue) -> None:
    there = [(one.origin.path, one.relation, one.target.path, one.span) for one in _all(catalogue.leads_from)]
    back = [(one.origin.path, one.relation, one.target.path, one.span) for one in _all(catalogue.leads_to)]
    assert sorted(back) == sorted(one for one in there if one[0] != one[2])


@settings(max_examples=EXAMPLES, deadline=None)
@given(catalogues)
def test_a_page_is_used_in_just_the_pages_that_use_it(catalogue: Catalogue) -> None:
    used_in = {
        (use.page.path, page.path)
        for page in catalogue.records
        for uses in cited_by.used_in(catalogue, page).values()
        for use in uses
    }
    uses = {(origin.path, target.path) for origin in catalogue.records for target in _named_by(catalogue, origin)}
    assert used_in == {(origin, target) for origin, target in uses if origin != target}


def _all(references: dict[str, tuple[Reference, ...]]) -> list[Reference]:
    return [one for each in references.values() for one in each]


def _named_by(catalogue: Catalogue, origin: Page) -> list[Page]:
    """What a page for readers names, worked out from the page alone."""
    if not origin.listed:
        return []
    names, found = catalogue.names, []
    for link in origin.prose.links:
        if link.kind is LinkKind.REFERENCE:
            target = names.resolve(link.target).page
            # Words in brackets alone are no link to what is not on the site.
            found.append(None if link.shortcut and target and target.record.draft else target)
        elif link.kind is LinkKind.INLINE:
            found.append(catalogue.by_path.get(link.target.partition("#")[0].removeprefix("../")))
    cited = [names.by_id.get(item.key) for one in origin.prose.citations for item in one.items]
    found += [page for page in cited if page and page.kind == "paper"]
    for line in origin.source.text[: origin.prose.start].splitlines():
        key, _, name = line.partition(": ")
        if (key, origin.kind) in (("about", "post"), ("reading", "chat")):
            found.append(names.by_id.get(name.strip("[]")))
    return [page for page in found if page is not None]
