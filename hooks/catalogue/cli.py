"""The command `catalogue`. Each of its commands is a small module of its own, read only when it is called."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import click

_FOLDER = Path(__file__).parent / "commands"

COMMANDS = tuple(sorted(file.stem[: -len("_command")].replace("_", "-") for file in _FOLDER.glob("*_command.py")))
"""The commands: `check` is the function `check_command` of the module `catalogue.commands.check_command`, and so on."""


class _Commands(click.Group):
    """Reads a command's module when it is called: most of the time of a short command is reading code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, without reading their modules."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, its module read now; none of that name gives nothing."""
        if cmd_name not in COMMANDS:
            return None
        name = _function(cmd_name)
        found: click.Command = getattr(import_module(f"catalogue.commands.{name}"), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of the commands, each with the first sentence of its description, which is not run for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _described(name)) for name in COMMANDS])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what cannot be read or written ends it with one sentence and the exit code 2."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read the answer has gone, which click knows
        except OSError as error:
            where = f"“{error.filename}”" if error.filename else "A file"
            click.echo(f"{where} could not be read or written: {error.strerror or error}.", err=True)
            ctx.exit(2)


def _function(command: str) -> str:
    """The name of a command's function, and of the module it is in."""
    return f"{command.replace('-', '_')}_command"


def _described(name: str) -> str:
    """The first sentence of a command's description."""
    tree = ast.parse((_FOLDER / f"{_function(name)}.py").read_text("utf-8"))
    body = next(each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == _function(name))
    return re.split(r"(?<=\.)\s", ast.get_docstring(body) or "", maxsplit=1)[0]


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Looks after the pages of the knowledge base: what they say of each other, and what is wrong with them."""
