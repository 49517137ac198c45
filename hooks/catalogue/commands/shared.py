"""What several commands ask for: the docs folder, the day, and a way to stop with a sentence."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from catalogue.clock import WrongDay, now

Command = TypeVar("Command", bound=Callable[..., Any])


def stop(sentence: str) -> NoReturn:
    """End with a sentence on the error stream and the exit code that says the command could not run."""
    click.echo(sentence, err=True)
    sys.exit(2)


def docs_option(command: Command) -> Command:
    """The option `--docs`."""
    return click.option("--docs", default="docs", metavar="DIR", help="The folder the pages are in.")(command)


def today_option(command: Command) -> Command:
    """The option `--today`."""
    words = "The day it is taken to be, such as 2021-02-10 or “2021-02-10 21:30”, UK time."
    return click.option("--today", metavar="DAY", help=words)(command)


def folder(docs: str) -> Path:
    """The docs folder as a path; stops when there is none."""
    found = Path(docs)
    if not found.is_dir():
        stop(f"There is no folder “{docs}”. Name the folder the pages are in with --docs.")
    return found


def moment(typed: str | None) -> datetime:
    """The moment `--today` names, or that it is; stops when that is no day."""
    try:
        return now(typed, os.environ)
    except WrongDay as error:
        stop(str(error))


@contextmanager
def unhurried() -> Iterator[None]:
    """Do something large without pauses to look for unused objects, which cost a short process more than they save."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def say(text: str) -> None:
    """Print a text, whatever the terminal's encoding can show."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding), nl=False)
