"""Reads the block at the top of a page as people mean it, then asks PyYAML and names what that reads otherwise.

`quirks` is the table of what people type and says what it means, `reader` what belongs to what.
"""

from catalogue.frontmatter.quirks import Path, Places, Raw, loaded, quoted
from catalogue.frontmatter.reader import FrontMatter, read_front_matter

__all__ = ["FrontMatter", "Path", "Places", "Raw", "loaded", "quoted", "read_front_matter"]
