"""Can people find those who lead a chat?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic, Edit, quote
from catalogue.graph import Catalogue
from catalogue.records import Gathering
from catalogue.rules.schedule import chats


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

    for page, chat in chats(catalogue):
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
            elif host.handle and not re.fullmatch(r"@\w{1,30}(?:[.-]\w+)*", host.handle, re.ASCII):
                span = page.place("hosts", index, "handle")
                bare = re.sub(r"^(https?://)?(www\.)?(twitter|x)\.com/", "", host.handle).lstrip("@").rstrip("/")
                right = f'"@{bare}"' if re.fullmatch(r"\w{1,30}", bare, re.ASCII) else ""
                yield Diagnostic(
                    "host-incomplete", page.source, span, f"{quote(host.handle)} is not a handle such as @LancsVRN.",
                    f"write {right}." if right else "write the name of the account after an @.",
                    edit=Edit(span, right) if right else None,
                )  # fmt: skip
