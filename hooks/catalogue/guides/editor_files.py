"""What helps an editor while one types: a schema for the block at the top of each kind, and which pages follow it.

The schemas are JSON Schema (draft 2020-12). Nothing needs these files. Visual Studio Code shows a schema's faults in a
page with the extension `unifiedjs.vscode-remark` and the packages that `.remarkrc.json` names. `yaml.schemas` is for
editors whose YAML server reads such a block itself.
"""

from __future__ import annotations

import json
from typing import Any

from catalogue.kinds import KINDS
from catalogue.records import Declared, Part, Record, declared

TEXT: dict[str, Any] = {"type": ["string", "number"]}


def schema(kind: type[Record]) -> str:
    """The schema of a kind; a draft needs fewer fields than a page for readers."""
    whole: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"The block at the top of a {kind.kind}",
        "description": (kind.__doc__ or "").partition("\n")[0],
        **_group(kind),
    }
    if kind.required_once_current:
        drafted = {"properties": {"status": {"const": "draft"}}, "required": ["status"]}
        whole |= {"if": drafted, "else": {"required": list(kind.required_once_current)}}
    return _text(whole)


def _group(model: type[Part]) -> dict[str, Any]:
    fields = declared(model)
    described: dict[str, Any] = {
        "type": "object",
        "properties": {name: _field(one) for name, one in fields.items()},
        "additionalProperties": False,
    }
    required = [name for name, one in fields.items() if one.required]
    return {**described, "required": required} if required else described


def _field(one: Declared) -> dict[str, Any]:
    described = {"description": one.says[0].upper() + one.says[1:] + "."}
    if one.example and one.part is None:
        described["examples"] = [[_read(one.example)]] if one.several else [_read(one.example)]  # type: ignore[assignment]
    value = _value(one)
    return {**described, "type": "array", "items": value} if one.several else {**described, **value}


def _read(example: str) -> str:
    """An example as it is read: the marks around it are only for typing."""
    return example[1:-1] if example.startswith('"') and example.endswith('"') else example


def _value(one: Declared) -> dict[str, Any]:
    if one.part is not None:
        # A group with an example of its own can also be typed short, as that one piece of text.
        return {"anyOf": [TEXT, _group(one.part)]} if one.example else _group(one.part)
    if one.choices is not None:
        return {"enum": [choice.value for choice in one.choices]}
    if one.form is None:
        return dict(TEXT)
    if one.form.words == "yes or no":
        return {"enum": ["yes", "no", True, False]}
    if one.form.pattern:
        return {"type": "string", "pattern": one.form.pattern}
    if one.refers is not None or one.form.words.startswith("the id"):
        return {"type": ["string", "integer"], "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$"}
    return dict(TEXT)


def editor_files() -> dict[str, str]:
    """The files by their path beside the docs folder."""
    schemas = {f"./docs/assets/schemas/{kind.name}.json": [f"./docs/{kind.folder}/*.md"] for kind in KINDS}
    remark = {"plugins": ["remark-frontmatter", ["remark-lint-frontmatter-schema", {"schemas": schemas}]]}
    settings = {
        "yaml.schemas": {path: [each.removeprefix("./") for each in globs] for path, globs in schemas.items()},
        "files.exclude": {".cache": True},
        "editor.rulers": [120],
    }  # fmt: skip
    return {
        ".vscode/settings.json": _text(settings),
        ".vscode/tasks.json": _text({"version": "2.0.0", "tasks": [_check()]}),
        ".remarkrc.json": _text(remark),
    }


def _check() -> dict[str, Any]:
    """A task that shows the check's problems on their lines, with no extension."""
    return {
        "label": "Check the pages",
        "type": "shell",
        "command": ".venv/bin/catalogue check",
        "windows": {"command": r".venv\Scripts\catalogue check"},
        "problemMatcher": {
            "owner": "catalogue",
            "fileLocation": ["relative", "${workspaceFolder}"],
            "pattern": [
                {
                    "regexp": r"^(\S.*?):(\d+):(\d+)  (error|warning|note)  (\S+)$",
                    "file": 1, "line": 2, "column": 3, "severity": 4, "code": 5,
                },
                {"regexp": r"^  (.*)$", "message": 1},
            ],
        },
    }  # fmt: skip


def _text(held: dict[str, Any]) -> str:
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"
