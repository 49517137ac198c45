"""Links that start a page on the code host: its form for a new file, with the name proposed and the starter in it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from catalogue.admitted import identifier
from catalogue.graph import Page
from catalogue.guides.forms import forms
from catalogue.guides.starters import starter
from catalogue.kinds import Kind

LONGEST = 6_000
"""The most bytes of such an address: the code host cuts what is longer."""


@dataclass(frozen=True)
class StartLinks:
    """Links to the code host, for templates; each is empty where the settings name no code host.

    `repository` is its whole address; `edit_uri` the way from there to the docs folder, as MkDocs's setting has it.
    """

    repository: str
    edit_uri: str

    def new(self, kind: Kind, title: str = "") -> str:
        """The address (to be escaped) of the form for a new page of a kind, with a title where one is known."""
        if not (self.repository and self.edit_uri.startswith("edit/")):
            return ""
        folder = f"{self.repository.rstrip('/')}/{self.edit_uri.replace('edit/', 'new/', 1)}{kind.folder}"
        text = starter(kind, {"title": title} if title else None)
        asked = {"filename": f"{self._name(kind, title)}.md", "value": text}
        address = f"{folder}?{urlencode(asked, quote_via=quote)}"
        return address if len(address) <= LONGEST else f"{folder}?{urlencode({'filename': asked['filename']})}"

    def form(self, name: str) -> str:
        """The address of the form of a name, for a new issue."""
        known = self.repository and self.edit_uri.startswith("edit/")
        return f"{self.repository.rstrip('/')}/issues/new?template={name}.yml" if known else ""

    def other_forms(self) -> list[tuple[str, str]]:
        """The forms that start no page: what each is called, and its address."""
        return [(each.called, self.form(each.name)) for each in forms() if not each.new]

    def edit(self, page: Page) -> str:
        """The address of the form in which a page can be edited."""
        known = self.repository and self.edit_uri
        return f"{self.repository.rstrip('/')}/{self.edit_uri}{quote(page.path)}" if known else ""

    def _name(self, kind: Kind, title: str) -> str:
        return identifier(title) or kind.unnamed
