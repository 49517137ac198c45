"""The catalogue as a graph: ids, labels, references, back-links."""

from catalogue.graph.catalogue import Alone, Catalogue, Pages
from catalogue.graph.names import Names, Resolution
from catalogue.graph.page import Page, plain_words
from catalogue.graph.references import CITES, LINKS, RELIES, USES, Cite, Reference, Use, heading_above

__all__ = [
    "CITES", "LINKS", "RELIES", "USES", "Alone", "Catalogue", "Cite", "Names", "Page", "Pages", "Reference",
    "Resolution", "Use", "heading_above", "plain_words",
]  # fmt: skip
