"""The catalogue of a knowledge base: reads its pages, judges them, and makes what the site and its feeds are made of.

It knows nothing of MkDocs: a site generator is a door to it, and so is the command `catalogue`.
"""

from catalogue.check import judge
from catalogue.diagnostics import Diagnostic, Severity
from catalogue.folder import read_folder, read_texts
from catalogue.graph import Catalogue, Page

__all__ = ["Catalogue", "Diagnostic", "Page", "Severity", "judge", "read_folder", "read_texts"]
