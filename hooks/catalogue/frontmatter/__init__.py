"""Reads the block at the top of a page: values as text, each with its place, and every trap named and mended."""

from catalogue.frontmatter.fields import FrontMatter, Path, Raw
from catalogue.frontmatter.reader import read_front_matter

__all__ = ["FrontMatter", "Path", "Raw", "read_front_matter"]
