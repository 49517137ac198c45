"""The shape of the house: what imports what, and how large things are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import catalogue
from catalogue import judge
from catalogue.cli import COMMANDS
from catalogue.folder import read_texts
from catalogue.guides import writers_files
from catalogue.kinds import KINDS, model_for

HOUSE = Path(catalogue.__file__).parent
DOCS = HOUSE.parents[1] / "docs"
MODULES = {
    ".".join(("catalogue", *file.relative_to(HOUSE).with_suffix("").parts)).removesuffix(".__init__"): file
    for file in sorted(HOUSE.rglob("*.py"))
}
FLOORS = {
    "text": 0, "labels": 0, "addresses": 0, "clock": 0, "dates": 1, "diagnostics": 1, "ledger": 2,
    "frontmatter": 2, "markdown": 2,
    "records": 3, "kinds": 4, "graph": 5, "rules": 6, "readability": 6, "site": 7, "outputs": 8, "guides": 8,
    "report": 8, "cache": 8, "folder": 9, "check": 9, "catalogue": 9, "mkdocs_bends": 9,
    "commands": 10, "cli": 10, "__main__": 11,
}  # fmt: skip
"""The floor of each module or package directly below `catalogue`; a module imports only from its own floor or below."""


def parsed(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> set[str]:
    """The modules of the house that a module imports when it runs, wherever in it the import stands."""
    found = set()
    for node in _running(parsed(module)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            named = {f"{node.module}.{name.name}" for name in node.names}
            found |= {name if name in MODULES else str(node.module) for name in named}
    return {name for name in found if name in MODULES}


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    """Every part of a program but those that only a type checker reads."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield node
            yield from _running(node)


def room(module: str) -> str:
    """The part of the house a module belongs to."""
    return module.split(".")[1] if "." in module else "catalogue"


def floor(module: str) -> int:
    assert room(module) in FLOORS, f"{module} has no floor: add it to FLOORS"
    return FLOORS[room(module)]


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


def test_modules_are_short():
    lengths = {module: len(file.read_text(encoding="utf-8").splitlines()) for module, file in MODULES.items()}
    assert {module: length for module, length in lengths.items() if length > 450} == {}


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
        for holder in [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
        for node in holder.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
        and not (isinstance(holder, ast.ClassDef) and holder.name.startswith("_"))
        and not ast.get_docstring(node)
    ]  # fmt: skip
    assert bare == []


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


def test_every_command_has_its_module():
    files = {module.rpartition(".")[2] for module in MODULES if module.startswith("catalogue.commands.")}
    assert {f"{command}_command" for command in COMMANDS} <= files


@pytest.mark.parametrize("path", writers_files())
def test_what_writers_read_is_current(path):
    assert (DOCS / path).read_text(encoding="utf-8") == writers_files()[path], "run “catalogue generate”"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_template_is_fit_to_be_copied(kind):
    day = {"chat": "2021-02-10-", "paper": ""}.get(kind.name, "")
    path = f"{kind.folder}/{day}copied{'-2019' if kind.name == 'paper' else ''}.md"
    text = writers_files()[f"{kind.folder}/_template.md"]
    page = read_texts({path: text}).by_path[path]
    assert model_for(path) is kind.record
    assert [problem.message for problem in page.problems] == []
    later = text.split("# The fields below are for later. To use one, take the # off its lines.\n")[1].split("---")[0]
    whole = text.replace(later, "".join(line.removeprefix("# ") for line in later.splitlines(keepends=True)))
    assert [problem.message for problem in read_texts({path: whole}).by_path[path].problems] == []


def test_the_pages_for_writers_have_no_problem():
    written = {path: text for path, text in writers_files().items() if path.startswith("contributing/")}
    assert [one.message for one in judge(read_texts(written), date(2026, 11, 22))] == []
