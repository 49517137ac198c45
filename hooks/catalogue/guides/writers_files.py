"""Every file for writers that is made from the declarations."""

from __future__ import annotations

from catalogue.guides.checks_pages import checks_pages
from catalogue.guides.data_page import data_page
from catalogue.guides.editor_files import schema
from catalogue.guides.house_picture import house_picture
from catalogue.guides.kind_pages import fields_page, kind_pages
from catalogue.guides.start_links import starter
from catalogue.kinds import KINDS


def writers_files() -> dict[str, str]:
    """Every file for writers: its path in the docs folder, and its text."""
    files = {"contributing/fields.md": fields_page()} | checks_pages() | kind_pages()
    files["data/index.md"] = data_page()
    files["assets/house.svg"] = house_picture()
    for kind in KINDS:
        files[f"{kind.folder}/_template.md"] = starter(kind)
        files[f"assets/schemas/{kind.name}.json"] = schema(kind.record)
    return files
