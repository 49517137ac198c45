"""`catalogue generate`: the pages and files for writers, made from the declarations."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from catalogue.commands.shared.options import docs_option, say
from catalogue.guides.editor_files import editor_files
from catalogue.guides.forms import form_files
from catalogue.guides.writers_files import writers_files
from catalogue.text import write


@click.command("generate")
@docs_option
@click.option("--check", is_flag=True, help="Write nothing; end with 1 if a file differs.")
def generate_command(docs: Path, check: bool) -> None:
    """Write the writers' guides, templates, schemas and, beside the docs folder, forms and what editors read."""
    beside = form_files() | editor_files() if (docs / os.pardir / ".github").is_dir() else {}
    every = writers_files() | {f"../{path}": text for path, text in beside.items()}
    stale = {path: text for path, text in every.items() if _held(docs / path) != text}
    if not check:
        write({docs / path: text.encode("utf-8") for path, text in stale.items()})
    for path in stale:
        say(f"{os.path.normpath(f'{docs}/{path}')} {'differs from what would be made' if check else 'written'}.\n")
    if not stale:
        say("Everything for writers is up to date.\n")
    sys.exit(1 if check and stale else 0)


def _held(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
