"""Reads the block at the top of a page as people mean it, then asks PyYAML and names what that reads otherwise.

`block` finds the block and its lines, `meanings` is the table of what people type and says what it means, and `reader`
what belongs to what.
"""

from catalogue.frontmatter.meanings import Path, Places, Raw, loaded, quoted
from catalogue.frontmatter.reader import FrontMatter, read_front_matter

__all__ = ["FrontMatter", "Path", "Places", "Raw", "loaded", "quoted", "read_front_matter"]
