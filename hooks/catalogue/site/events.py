"""A chat as a schema.org Event, for search engines and other readers by machine."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from catalogue.graph import Page
from catalogue.records import Chat
from catalogue.records.chat import Host
from catalogue.site.social_links import account, hashtag, posts_with


def event(page: Page, base: str) -> dict[str, Any]:
    """The chat as JSON-LD; empty for a chat with no start. `base` is the site's own address."""
    chat = page.record
    if not isinstance(chat, Chat) or chat.starts is None or chat.finish is None:
        return {}
    tag, address = hashtag(chat.hashtag), urljoin(base, page.address)
    moved = [move.starts.isoformat() for move in chat.moves if move.starts]
    found = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{address}#event",
        "name": page.title,
        "description": chat.summary or "; ".join(chat.aims),
        "url": address,
        "startDate": chat.starts.isoformat(),
        "endDate": chat.finish.isoformat(),
        "previousStartDate": moved[0] if len(moved) == 1 else moved,
        "eventStatus": f"https://schema.org/Event{_status(chat)}",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": posts_with(tag) if tag else address},
        "organizer": [_host(host) for host in chat.hosts if host.name],
        "isAccessibleForFree": True,
        "inLanguage": "en-GB",
        "keywords": tag,
    }
    return {name: value for name, value in found.items() if value not in ("", [])}


def _status(chat: Chat) -> str:
    return "Cancelled" if chat.cancelled else "Rescheduled" if chat.moves else "Scheduled"


def _host(host: Host) -> dict[str, Any]:
    """A host that bears its organisation's name is the organisation; any other is a person who works for one."""
    same_as = {"sameAs": account(host.handle)} if host.handle else {}
    if host.name == host.organisation:
        return {"@type": "Organization", "name": host.name, **same_as}
    works = {"affiliation": {"@type": "Organization", "name": host.organisation}} if host.organisation else {}
    role = {"jobTitle": host.role} if host.role else {}
    return {"@type": "Person", "name": host.name, **role, **works, **same_as}


def as_script(data: dict[str, Any]) -> str:
    """JSON that can stand in a `script` element whatever the fields hold: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
