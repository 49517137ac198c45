"""Can people find those who lead a chat?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic, Edit, Severity, quote
from catalogue.graph import Catalogue
from catalogue.records import Chat, Gathering
from catalogue.records.platform import Platform, Sort


def host_incomplete(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A chat has no host, or a host has neither an organisation nor a handle, or a handle that no platform accepts.

    People need to know who leads the chat, and to find it. Of a public event as much is told as is known.

    Bad:

        docs/chats/2030-02-10-x.md
        ---
        hosts:
          - name: Lancashire Violence Reduction Network
            role: Host network
        ---

    Good:

        docs/chats/2030-02-10-x.md
        ---
        hosts:
          - name: Lancashire Violence Reduction Network
            role: Host network
            handle: "@LancsVRN"
        ---
    """

    for page, chat in catalogue.records_of(Chat):
        chatted = chat.form is Gathering.CHAT
        if not chat.hosts and page.complete and chatted:
            yield Diagnostic(
                "host-incomplete", page.source, page.place("hosts"), "The chat has no host.",
                "add “hosts:” with the name, role and handle of each.",
            )  # fmt: skip
        for index, host in enumerate(chat.hosts):
            if not host.organisation and not host.handle and chatted:
                yield Diagnostic(
                    "host-incomplete", page.source, page.place("hosts", index, "name"),
                    f"{quote(host.name or 'The host')} has neither an organisation nor a handle.",
                    "add one of the two.",
                )  # fmt: skip
            elif host.handle and (said := _handle(chat.place, host.handle)):
                span = page.place("hosts", index, "handle")
                message, right = said
                yield Diagnostic(
                    "host-incomplete", page.source, span, message,
                    f"write {right}." if right else "write the whole name of the account after an @, or take it out.",
                    edit=Edit(span, right) if right else None,
                )  # fmt: skip


_ON_BLUESKY, _ON_SERVER = r"@[a-z0-9-]+(?:\.[a-z0-9-]+)+", r"@\w{1,30}@[a-z0-9-]+(?:\.[a-z0-9-]+)+"


def _handle(place: Platform, handle: str) -> tuple[str, str] | None:
    """What is wrong with a handle, and what to write where that is sure; nothing for one that fits a platform."""
    if re.fullmatch(rf"{_ON_BLUESKY}|{_ON_SERVER}", handle, re.ASCII | re.IGNORECASE):
        return None
    if re.fullmatch(r"@\w{1,30}", handle, re.ASCII):
        bluesky = place.sort is Sort.BLUESKY
        return (f"{quote(handle)} is no whole handle of Bluesky, such as @name.bsky.social.", "") if bluesky else None
    bare = re.sub(r"^(https?://)?(www\.)?(twitter|x)\.com/", "", handle).lstrip("@").rstrip("/")
    right = f'"@{bare}"' if re.fullmatch(r"\w{1,30}", bare, re.ASCII) and place.sort in (Sort.X, Sort.SERVER) else ""
    return f"{quote(handle)} is not a handle such as @LancsVRN.", right


def chat_place_unsaid(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A chat that is still to come does not say where it is held, or names a platform that is many.

    People cannot come to a chat whose place they do not know.

    Bad:

        docs/chats/2030-02-10-x.md
        ---
        platform: Mastodon
        ---

    Good:

        docs/chats/2030-02-10-x.md
        ---
        platform: social.police.example
        ---
    """
    for page, chat in catalogue.records_of(Chat):
        if not chat.finish or chat.finish.date() < today or chat.cancelled or chat.form is not Gathering.CHAT:
            continue
        many = (chat.platform or "").strip().casefold() in ("mastodon", "fediverse", "the fediverse")
        if chat.place.sort is Sort.UNSAID or many:
            message = "Mastodon is many servers, and the chat names none."
            yield Diagnostic(
                "chat-place-unsaid", page.source, page.place("platform"),
                message if many else "The chat does not say where it is held.",
                "write under “platform” where it is: X, Bluesky, the name of a server, or a room.", Severity.WARNING,
            )  # fmt: skip
