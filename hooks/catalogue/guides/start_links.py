"""The page a writer starts from, and links that start one on the code host: its name proposed, the starter in it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlencode

from catalogue.admitted import identifier
from catalogue.gaps import gap
from catalogue.graph import Page
from catalogue.guides.forms import NEEDED_TOO, forms
from catalogue.kinds import Kind
from catalogue.records.typed_lines import Given, block_lines

NOTE = (
    "# Write in place of each [insert …]. To use a line that starts with #, take the # off.",
    "# When none is left, write “status: current”. Readers never see a line that starts with #.",
)
"""What stands at the top of a starter, for its writer."""

LONGEST = 6_000
"""The most bytes of such an address: the code host cuts what is longer."""


def starter(kind: Kind, given: Given | None = None) -> str:
    """A new page of a kind: the fields given, a gap for each that is still to be written, and the others behind a `#`.

    It is a draft, and nothing in it is true of a page until somebody has written it: what is left of it is a problem.
    `given` are values by dotted name.
    """
    needed = {*kind.record.required_once_current, *kind.also_started, *NEEDED_TOO}
    block = block_lines(kind.record, {"status": "draft", **(given or {})}, needed)
    body = [f"## {heading}\n\n{gap(words.removeprefix('Say '))}\n" for heading, words in kind.sections]
    return "\n".join(["---", *NOTE, *block, "---", "", "\n".join(body)])


class StartLinks(NamedTuple):
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
        asked = {"filename": f"{identifier(title) or kind.unnamed}.md", "value": text}
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
