"""Back-links are the references turned round, on made-up catalogues; and links are links, however they are made."""

from __future__ import annotations

import re
from random import Random
from unittest.mock import patch

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from catalogue import Catalogue, read_texts
from catalogue.graph import Page, Reference
from catalogue.prose import LinkKind
from catalogue.site import bodies, cited_by
from catalogue.site.markup import finish
from catalogue.site.rendering import Renderer
from tests.properties.examples import examples
from tests.properties.made_up_pages import made_up_page
from tests.properties.test_prose_against_markdown import site_extensions

EXAMPLES = examples(150, slow=10)
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
            found.append(names.resolve(link.target).page)
        elif link.kind is LinkKind.INLINE:
            found.append(catalogue.by_path.get(link.target.partition("#")[0].removeprefix("../")))
    cited = [names.by_id.get(item.key) for one in origin.prose.citations for item in one.items]
    found += [page for page in cited if page and page.kind == "paper"]
    for line in origin.source.text[: origin.prose.start].splitlines():
        key, _, name = line.partition(": ")
        if (key, origin.kind) in (("about", "post"), ("reading", "chat")):
            found.append(names.by_id.get(name.strip("[]")))
    return [page for page in found if page is not None]


TERMS = {
    f"glossary/{name}.md": f"---\ntitle: {title}\n---\n"
    for name, title in (("one", "Alpha"), ("two", "Beta gamma"), ("three", "Delta"))
}


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.binary(max_size=300))
def test_a_link_that_markdown_is_spared_is_the_link_it_would_make(choices: bytes) -> None:
    prose = made_up_page(choices)
    catalogue = read_texts({**TERMS, "about/page.md": prose})
    page = catalogue.by_path["about/page.md"]
    # With `alpha` defined, Markdown takes “[@handle] [alpha]” for one link; we take it for a citation and a link.
    assume(not page.prose.citations)
    names, configs = site_extensions()
    renderer = Renderer(frozenset(catalogue.by_path), names, configs)
    spared = _finished(renderer, catalogue, page)
    with patch.object(bodies, "_words", return_value=""):
        assert spared == _finished(renderer, catalogue, page), prose


def _finished(renderer: Renderer, catalogue: Catalogue, page: Page) -> str:
    links = [f"../../{each.address}" for each in bodies.linked(catalogue, page)]
    html = finish(renderer.render(page.path, bodies.compile_body(catalogue, page)), {}, links)
    # White space at the end of a line may differ, and shows nowhere.
    return re.sub(r"(<br>)?\s+", r"\1 ", html)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_page_does_not_show_what_another_left_behind(before: bytes, choices: bytes) -> None:
    names, configs = site_extensions()
    used, fresh = Renderer((), names, configs), Renderer((), names, configs)
    used.render("a.md", made_up_page(before))
    assert used.render("b.md", made_up_page(choices)) == fresh.render("b.md", made_up_page(choices))
