"""The shape of the house: what imports what, and how large things are."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import catalogue
from catalogue import judge
from catalogue.cli import COMMANDS
from catalogue.folder import read_texts
from catalogue.guides.house_picture import FLOORS
from catalogue.guides.writers_files import writers_files
from catalogue.kinds import KINDS, ROWS, Kind
from catalogue.records import Part, declared
from tests.conftest import ROOT
from tests.site.test_kinds import written_out

HOUSE = Path(catalogue.__file__).parent
DOCS = HOUSE.parents[1] / "docs"
MODULES = {
    ".".join(("catalogue", *file.relative_to(HOUSE).with_suffix("").parts)).removesuffix(".__init__"): file
    for file in sorted(HOUSE.rglob("*.py"))
}
FLOOR = {room: height for height, (_, rooms) in enumerate(FLOORS) for room in rooms}
"""The floor of each module or package directly below `catalogue`; a module imports only from its own floor or below."""


@cache
def parsed(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> set[str]:
    """The modules of the house that a module imports, wherever in it the import stands, for a type checker too."""
    found = set()
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            named = {f"{node.module}.{name.name}" for name in node.names}
            found |= {name if name in MODULES else str(node.module) for name in named}
    return {name for name in found if name in MODULES}


def room(module: str) -> str:
    """The part of the house a module belongs to."""
    return module.split(".")[1] if "." in module else "catalogue"


def floor(module: str) -> int:
    assert room(module) in FLOOR, f"{module} has no floor: add it to FLOORS in house_picture.py"
    return FLOOR[room(module)]


@pytest.mark.parametrize("module", MODULES)
def test_imports_lead_down(module):
    up = [name for name in imports(module) if floor(name) > floor(module)]
    beside = [name for name in imports(module) if floor(name) == floor(module) and room(name) != room(module)]
    assert up == []
    # Two rooms of one floor may be joined, but not both ways: that is what the test for rings is for.
    assert len(beside) <= 3


def test_no_ring_of_imports():
    steps = {module: imports(module) - {module} for module in MODULES}
    # A package's face imports its rooms; a room that imports its own package's face would close a ring.
    assert list(TopologicalSorter(steps).static_order())


def test_a_file_is_one_idea_and_a_folder_can_be_looked_through():
    lengths = {module: len(file.read_text(encoding="utf-8").splitlines()) for module, file in MODULES.items()}
    lengths |= {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in HOUSE.parent.glob("*.py")}
    assert {name: length for name, length in lengths.items() if length > 450} == {}
    folders = Counter(file.parent for file in MODULES.values())
    assert {folder.name: count for folder, count in folders.items() if count > 20} == {}


def test_no_two_files_and_no_two_classes_have_one_name():
    files = Counter(file.name for file in MODULES.values() if file.name != "__init__.py")
    classes = Counter(
        node.name for module in MODULES for node in ast.walk(parsed(module)) if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in (files + classes).items() if count > 1] == []


def test_where_kinds_differ_the_kind_says_so():
    """By a method of its record or a column of its row; the two that ask are what gives a record as that of a kind."""
    kinds = {"model", "SearchWords", *(kind.record.__name__ for kind in ROWS.values())}
    asked = [
        f"{module}:{node.lineno}"
        for module in set(MODULES) - {"catalogue.graph.page", "catalogue.graph.catalogue"}
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance"
        and kinds & {name.id for name in ast.walk(node.args[1]) if isinstance(name, ast.Name)}
    ]  # fmt: skip
    assert asked == []


def test_functions_are_short():
    long = {
        f"{module}.{node.name}": length
        for module in MODULES
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.FunctionDef) and (length := _length(node)) > 40
    }
    assert long == {}


def _length(node: ast.FunctionDef) -> int:
    """The lines of a function, its docstring left out: a rule's words and examples are data, not steps."""
    body = node.body
    described = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    docstring = body[0].end_lineno - body[0].lineno + 1 if described else 0  # type: ignore[operator]
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


@pytest.mark.parametrize("module", MODULES)
def test_what_others_use_says_what_it_is(module):
    tree = parsed(module)
    assert ast.get_docstring(tree), module
    bare = [
        node.name
        for holder in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
        for node in holder.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]  # fmt: skip
    assert bare == []


SAID = {"base", "html", "folder", "path", "address", "now", "today", "day", "file", "docs", "moment", "offset"}
"""What nobody can use without being told relative to what, in which zone, counted from where, or escaped or not."""


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) not in ("rules", "frontmatter", "markdown")])
def test_what_goes_in_and_out_is_said(module):
    # All rules take and give the same, which is said in rules/__init__.py.
    tree, unsaid = parsed(module), []
    package = ast.get_docstring(parsed(".".join(module.split(".")[:2]))) or ""
    for holder in [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_")]:
        for node in holder.body:
            if isinstance(node, ast.FunctionDef) and node.name[0] != "_" and not node.name.endswith("_command"):
                unsaid += [f"{node.name}: {what}" for what in _unsaid(node) if f"`{what}`" not in package]
    assert unsaid == []


def _unsaid(node: ast.FunctionDef) -> Iterator[str]:
    words, gives = ast.get_docstring(node) or "", ast.unparse(node.returns) if node.returns else ""
    taken = {one.arg for one in node.args.args + node.args.kwonlyargs}
    # What a command's option is called is said to whoever types it, by its help.
    if not any("option" in ast.unparse(one) for one in node.decorator_list):
        yield from (name for name in sorted(taken & SAID) if f"`{name}`" not in words)
    if any(isinstance(each, ast.Raise) and each.exc for each in ast.walk(node)) and "aise" not in words:
        yield "what it raises"
    if gives == "Markup" and not re.search("HTML|SVG|JSON", words):
        yield "what it gives to stand in a page"
    if gives in ("datetime", "datetime | None") and not re.search("UK|UTC|aware", words):
        yield "the zone of what it gives"


def test_names_say_what_is_inside():
    vague = {"utils", "util", "helpers", "helper", "manager", "misc", "common", "base"}
    assert [module for module in MODULES if set(module.split(".")) & vague] == []


def test_only_the_door_knows_the_site_generator():
    # And the one place for what bends it, which nothing but the door imports.
    assert [module for module in MODULES if "catalogue.mkdocs_bends" in imports(module)] == []
    for module in set(MODULES) - {"catalogue.mkdocs_bends"}:
        for node in ast.walk(parsed(module)):
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] in ("mkdocs", "material", "mkdocs_rss_plugin")], (
                module
            )


ELSEWHERE = {
    # Field (of every kind, or of one): the file that shows it, and the words there that do.
    "formerly": ("hooks/catalogue/outputs/publishing.py", ".formerly"),
    "owner": ("hooks/catalogue/outputs/feed_entries.py", ".owner"),
    "published": ("hooks/catalogue/site/record_events.py", ".published"),
    "wanted": ("hooks/catalogue/site/glossary.py", ".wanted"),
    "summary": ("overrides/base.html", ".gist"),
    "changes.date": ("overrides/parts/changes.html", "note.day"),
    "changes.note": ("overrides/parts/changes.html", "note.words"),
    "guide.theme": ("overrides/listings/guidance.html", "ways.theme"),
    "guide.for": ("overrides/listings/guidance.html", "ways.role"),
    "guide.found_by": ("hooks/catalogue/records/guide.py", "self.found_by"),
    "chat.ends": ("hooks/catalogue/records/chat.py", "self.ends"),
    "chat.minutes": ("hooks/catalogue/records/chat.py", "self.minutes"),
    "chat.platform": ("hooks/catalogue/records/chat.py", "self.platform"),
    "chat.outcome.changed": ("overrides/parts/chat-write-up.html", "history.changed_by_chat(catalogue, this)"),
    "chat.hashtag": ("hooks/catalogue/records/chat.py", "self.hashtag"),
    "chat.announced": ("hooks/catalogue/site/record_events.py", ".announced"),
    "guide.card.do": ("hooks/catalogue/records/guide.py", "self.do"),
    "guide.card.next": ("hooks/catalogue/records/guide.py", "self.next"),
    "guide.card.later": ("hooks/catalogue/records/guide.py", "self.later"),
    "paper.authors.family": ("hooks/catalogue/records/author.py", "self.family"),
    "paper.authors.given": ("hooks/catalogue/records/author.py", "self.given"),
    "paper.authors.organisation": ("hooks/catalogue/records/author.py", "self.organisation"),
    "term.broader": ("overrides/records/term.html", 'site.pointed_at(this, "broader")'),
    "term.related": ("overrides/records/term.html", 'site.linked(this, "related")'),
    "term.not_same_as": ("overrides/records/term.html", 'site.linked(this, "not the same as")'),
    "post.about": ("overrides/records/post.html", 'site.pointed_at(this, "about")'),
}
"""The fields that a page's own template does not ask for by name, and what makes something of each."""


def _fields(model: type[Part], above: str = "") -> Iterator[tuple[str, str]]:
    """Every field of a record, and of the groups inside it: its dotted name, and the attribute that holds it."""
    for name, one in declared(model).items():
        if one.part is not None:
            yield from _fields(one.part, f"{above}{name}.")
        else:
            yield f"{above}{name}", one.held_as


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_declared_field_is_shown(kind: Kind):
    template = written_out(f"records/{kind.name}.html")
    for path, held_as in _fields(kind.record):
        if re.search(rf"""\.{held_as}\b|attribute=["']{held_as}["']""", template):
            continue
        file, words = ELSEWHERE.get(f"{kind.name}.{path}") or ELSEWHERE.get(path) or ("", "")
        assert file, f"Nothing shows the field “{path}” of a {kind.name}: let a template, or say where it is shown."
        assert words in (ROOT / file).read_text(encoding="utf-8"), f"{file} no longer shows “{path}”"


def test_every_command_has_its_module():
    files = {module.rpartition(".")[2] for module in MODULES if module.startswith("catalogue.commands.")}
    assert {f"{command.replace('-', '_')}_command" for command in COMMANDS} <= files


@pytest.mark.parametrize("path", writers_files())
def test_what_writers_read_is_current(path):
    assert (DOCS / path).read_text(encoding="utf-8") == writers_files()[path], "run “catalogue generate”"


def test_the_pages_for_writers_have_no_problem():
    written = {path: text for path, text in writers_files().items() if path.startswith("contributing/")}
    assert [one.message for one in judge(read_texts(written), date(2026, 11, 22))] == []


def test_the_page_for_maintainers_tells_what_its_picture_shows():
    page = (DOCS / "contributing/maintainers.md").read_text(encoding="utf-8")
    told = page.partition("## The house")[2].partition("\n## ")[0]
    assert [room for room in FLOOR if f"`{room}`" not in told] == []
    assert set(FLOOR) == {room(module) for module in MODULES}
