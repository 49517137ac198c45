"""The catalogue of a knowledge base: reads its pages, judges them, and makes what the site and its feeds are made of.

It knows nothing of MkDocs: a site generator is a door to it, and so is the command `catalogue`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catalogue.check import judge
    from catalogue.diagnostics import Diagnostic, Severity
    from catalogue.folder import read_folder, read_texts
    from catalogue.graph import Catalogue, Page

__all__ = ["Catalogue", "Diagnostic", "Page", "Severity", "judge", "read_folder", "read_texts"]

_ROOMS = ("diagnostics", "graph", "folder", "check")
"""The rooms that hold the names above, the lightest first."""


def __getattr__(name: str) -> Any:
    """Open a room when something of it is asked for: an answer that is kept needs none of the records or rules."""
    if name in __all__:
        for room in _ROOMS:
            if hasattr(held := import_module(f"catalogue.{room}"), name):
                return getattr(held, name)
    raise AttributeError(f"The module “catalogue” holds no “{name}”.")
