"""The published form of the data: JSON Schemas (draft 2020-12), made from what the records declare."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json

from catalogue.addresses import whole
from catalogue.kinds import ROWS
from catalogue.outputs.open_data.page_data import CATALOGUE_SCHEMA, PAGE_SCHEMA, VERSION
from catalogue.records import Declared, Part, Status, declared

Schema = dict[str, Any]

_DAY: Schema = {"type": "string", "format": "date"}
_TEXT: Schema = {"type": "string"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_ROUGHLY: Schema = {"anyOf": [_MOMENT, {"type": "string", "pattern": r"^\d{4}-\d\d(-\d\d)?$"}]}
_FORMS: dict[str, Schema] = {
    "a whole number": {"type": "integer"},
    "a year, or n.d.": {"type": "integer"},
    "yes or no": {"type": "boolean"},
    "a day and a time, UK time": _ROUGHLY,
}
"""What stands in a field, by the words of its form; any other holds text."""


def schemas(base: str) -> dict[str, str]:
    """The schema (JSON Schema 2020-12) of the file beside each page, and that of the whole catalogue, by address."""
    page = page_schema()
    named = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    own = {"$schema": _TEXT, **page["properties"]}
    beside = {
        "title": f"A page, version {VERSION}",
        **page,
        "properties": own,
        "required": ["$schema", *page["required"]],
    }
    return {
        PAGE_SCHEMA: _written({**named, "$id": whole(PAGE_SCHEMA, base), **beside}),
        CATALOGUE_SCHEMA: _written({**named, "$id": whole(CATALOGUE_SCHEMA, base), **_catalogue(page)}),
    }


def _written(schema: Schema) -> str:
    return to_json(schema, indent=1).decode() + "\n"


def _catalogue(page: Schema) -> Schema:
    news = _closed(
        {
            "id": _TEXT, "kind": _TEXT, "date": _MOMENT, "title": _TEXT, "address": _TEXT, "page": _TEXT,
            "changed": _TEXT, "affects": _TEXT, "action": _TEXT, "about": _list(_TEXT),
        },
        needed=("id", "kind", "date", "title", "address", "about"),
    )  # fmt: skip
    parts = {
        "$schema": _TEXT, "version": {"const": VERSION}, "name": _TEXT, "url": _TEXT, "rights": _TEXT,
        "pages": _list({"$ref": "#/$defs/page"}), "news": _list({"$ref": "#/$defs/news"}),
    }  # fmt: skip
    return {"title": f"The catalogue, version {VERSION}", **_closed(parts), "$defs": {"page": page, "news": news}}


def page_schema() -> Schema:
    """A page: the fields that can stand in it depend on its kind."""
    relation = _closed(
        {
            "relation": _TEXT, "to": _TEXT, "line": {"type": "integer"}, "column": {"type": "integer"}, "under": _TEXT,
            "note": _TEXT,
        },
        needed=("relation", "to", "line", "column"),
    )  # fmt: skip
    held = {
        "id": _TEXT, "kind": {"enum": [*ROWS]}, "path": _TEXT, "address": _TEXT,
        "url": {"type": "string", "format": "uri"}, "title": _TEXT, "status": {"enum": [each.value for each in Status]},
        "fields": {"type": "object"}, "relations": _list(relation),
    }  # fmt: skip
    kinds = [
        {"if": {"properties": {"kind": {"const": name}}}, "then": {"properties": {"fields": _group(row.record)}}}
        for name, row in ROWS.items()
        if name != "page"
    ]
    return {**_closed(held), "allOf": kinds}


def _closed(properties: dict[str, Schema], needed: tuple[str, ...] | None = None) -> Schema:
    required = list(properties if needed is None else needed)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _group(model: type[Part]) -> Schema:
    """A group of fields, none of which has to be there: a page is told as far as it could be read."""
    return _closed({name: _field(one) for name, one in declared(model).items()}, needed=())


def _field(one: Declared) -> Schema:
    said = {"description": one.says[:1].upper() + one.says[1:] + "."}
    if one.part is not None:
        value = _group(one.part)
    elif one.choices is not None:
        value = {"enum": [choice.value for choice in one.choices]}
    else:
        value = _DAY if one.day else _FORMS.get(one.form.words if one.form else "", _TEXT)
    return {**said, **(_list(value) if one.several else value)}
