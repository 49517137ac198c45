"""How readers without an account reach the editors: an address, a form, or both, with the page filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from catalogue.guides.forms import CHECKED, END, PAGE, SAYS_NOW, SHOULD_SAY

_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_FORM = re.compile(r"https://[^\s<>\"']+", re.IGNORECASE)
_SLOT = re.compile(r"\{(title|address|version)\}")


class Contact(NamedTuple):
    """Where to write. Both parts are empty where the settings name none, and then the contact is false."""

    address: str = ""
    form: str = ""

    def __bool__(self) -> bool:
        return bool(self.address or self.form)

    def mail(self, title: str, address: str, version: object = None) -> str:
        """The address (to be escaped) that starts a message about a page, after RFC 6068; empty where there is none.

        The message holds the questions of the form for corrections, so that `catalogue from-form` can read what comes.

        `title` is plain text, `address` the whole address of the page; what comes back is encoded (RFC 3986).
        """
        if not self.address:
            return ""
        lines = [
            f"Version: {version or 'no day given'}", f"{PAGE.label} {title}, {address}", "",
            *(line for each in (SAYS_NOW, SHOULD_SAY, CHECKED) for line in (each.label, "", "")), END,
        ]  # fmt: skip
        asked = {"subject": f"Something wrong: {title}", "body": "\r\n".join(lines)}
        return f"mailto:{quote(self.address, safe='@+')}?{urlencode(asked, quote_via=quote)}"

    def form_for(self, title: str, address: str, version: object = None) -> str:
        """The address (to be escaped) of the form, told of a page; empty where there is none.

        Where it holds `{title}`, `{address}` or `{version}` these are filled in, else they are added to its query.

        `title` is plain text, `address` the whole address of the page; what comes back is encoded (RFC 3986).
        """
        known = {"title": title, "address": address, "version": str(version or "")}
        if not self.form or _SLOT.search(self.form):
            return _SLOT.sub(lambda slot: quote(known[slot[1]], safe=""), self.form)
        parts = urlsplit(self.form)
        query = "&".join(filter(None, (parts.query, urlencode(known, quote_via=quote))))
        return urlunsplit(parts._replace(query=query))


def contact(extra: Any) -> Contact:
    """What `extra.contact` of the settings says: an `address`, the `url` of a form, or both.

    One text is taken for what it is. What is neither an address nor a form is left out, and named by `unread`.
    """
    given = _given(extra)
    address, form = given.get("address", "").removeprefix("mailto:"), given.get("url", "")
    return Contact(address if _ADDRESS.fullmatch(address) else "", form if _FORM.fullmatch(form) else "")


def unread(extra: Any) -> Iterator[str]:
    """What `extra.contact` holds and no page shows, by its name in the settings."""
    found = contact(extra)
    known = {"address": found.address, "url": found.form}
    yield from (
        f"extra.contact.{name}: {words}" for name, words in _given(extra).items() if words and not known.get(name)
    )


def _given(extra: Any) -> dict[str, str]:
    """The parts of the setting; one text is an address or a form, and anything else is neither."""
    given = extra.get("contact") if isinstance(extra, Mapping) else None
    if not isinstance(given, Mapping):
        words = str(given or "").strip()
        given = {"url" if "://" in words else "address": words}
    return {str(name): str(words or "").strip() for name, words in given.items()}
