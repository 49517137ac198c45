"""What tells an editor which schema the block at the top of a page follows; nothing needs these files.

Visual Studio Code shows a schema's faults in a page with the extension `unifiedjs.vscode-remark` and the packages that
`.remarkrc.json` names. `yaml.schemas` is for editors whose YAML server reads such a block itself.
"""

from __future__ import annotations

import json
from typing import Any

from catalogue.kinds import KINDS


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
