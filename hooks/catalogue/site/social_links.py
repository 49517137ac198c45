"""Where an account or a hashtag is found: the one place that knows the platforms' addresses."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def account(handle: str) -> str:
    """The address of an account: of X, or of Bluesky for a handle with a full stop in it, which X does not allow."""
    name = handle.strip().lstrip("@")
    start = "https://bsky.app/profile/" if "." in name else "https://x.com/"
    return start + quote(name, safe="")


def platform(handle: str) -> str:
    """The name of the platform that a handle belongs to."""
    return "Bluesky" if "." in handle else "X"


def hashtag(typed: str | None) -> str:
    """A hashtag with its `#`, whether or not it was typed with one; empty when there is none."""
    word = (typed or "").strip().lstrip("#")
    return f"#{word}" if word else ""


def posts_with(tag: str) -> str:
    """The address of the posts that carry a hashtag, newest first."""
    return "https://x.com/search?" + urlencode({"q": tag, "f": "live"})


def compose(text: str) -> str:
    """The address that opens a new post holding this text."""
    return "https://x.com/intent/post?" + urlencode({"text": text}, quote_via=quote)


def compose_bluesky(text: str) -> str:
    """The address that opens a new Bluesky post holding this text."""
    return "https://bsky.app/intent/compose?" + urlencode({"text": text}, quote_via=quote)
