"""The JSON Schemas accept what the reader accepts, and point at what it points at."""

from __future__ import annotations

import json
from collections.abc import Iterator

import jsonschema
import pytest
import yaml

from catalogue.guides.writers_files import writers_files
from catalogue.kinds import KINDS
from catalogue.records import Declared, Part, declared
from catalogue.records.typed_lines import block_lines
from tests import kit

SCHEMAS = {kind.name: json.loads(writers_files()[f"assets/schemas/{kind.name}.json"]) for kind in KINDS}


def examples(model: type[Part], above: str = "") -> str:
    """Every field of a record with its declared example, as it is typed."""
    given = {}
    for path, one in every_field(model):
        given[path] = "current" if path == "status" else one.example.strip('"')
    return "\n".join(line.removeprefix("#") for line in block_lines(model, {k: v for k, v in given.items() if v}))


def every_field(model: type[Part], above: str = "") -> Iterator[tuple[str, Declared]]:
    for name, one in declared(model).items():
        yield above + name, one
        if one.part is not None:
            yield from every_field(one.part, f"{above}{name}.")


def block(page: str) -> object:
    return yaml.load(page.split("---")[1], Loader=yaml.BaseLoader)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_schema_is_one_and_takes_the_declared_examples(kind):
    validator = jsonschema.Draft202012Validator(SCHEMAS[kind.name])
    validator.check_schema(SCHEMAS[kind.name])
    validator.validate(yaml.load(examples(kind.record), Loader=yaml.BaseLoader))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_schema_takes_a_filled_page_and_nothing_less(kind):
    validator = jsonschema.Draft202012Validator(SCHEMAS[kind.name])
    fields = block(kit.filled(f"{kind.folder}/2027-02-10-x-2019.md", "---\n---\n"))
    validator.validate(fields)
    for name in SCHEMAS[kind.name]["required"]:
        assert not validator.is_valid({key: value for key, value in fields.items() if key != name})
    assert not validator.is_valid({**fields, "titel": "X"})
    assert not validator.is_valid({**fields, "status": "nearly"})
    assert not validator.is_valid({**fields, "published": "10/02/2021"})


def test_a_draft_needs_less():
    validator = jsonschema.Draft202012Validator(SCHEMAS["term"])
    assert validator.is_valid({"title": "X", "definition": "Y", "status": "draft"})
    assert not validator.is_valid({"title": "X", "definition": "Y"})
