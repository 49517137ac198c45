"""Where a chat is held: what each platform is called, its addresses, and how it counts the length of a post."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import Enum, auto
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

RENAMED = date(2023, 7, 24)
"""The day Twitter became X. A chat from before it that names no platform was held there, as all @WeCops chats were."""

_X = frozenset(("x", "twitter", "x (twitter)", "twitter (x)", "x/twitter", "twitter/x", "x.com", "twitter.com"))
_BLUESKY = frozenset(("bluesky", "blue sky", "bsky", "bsky.app"))
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


class Sort(Enum):
    """What sort of place it is."""

    X = auto()
    BLUESKY = auto()
    SERVER = auto()
    """A server that speaks as Mastodon does, such as one a force runs."""
    CALL = auto()
    """A room online, with an address of its own."""
    ROOM = auto()
    """A room, or whatever else the page says in words."""
    UNSAID = auto()


class Platform(NamedTuple):
    """A place for chats: its name in a sentence, and for a room online its address."""

    sort: Sort
    name: str = ""
    address: str = ""

    @property
    def posts(self) -> bool:
        """People write posts there, under a hashtag."""
        return self.sort in _LIMITS

    @property
    def online(self) -> bool:
        """It is held online, as far as that is known."""
        return self.posts or self.sort is Sort.CALL

    @property
    def limit(self) -> int | None:
        """How long a post can be; none where there are no posts. A server can let through more than most do."""
        return _LIMITS.get(self.sort)

    def length(self, text: str) -> int:
        """The length of a text as the platform counts it."""
        text = unicodedata.normalize("NFC", text)
        if self.sort is Sort.X:
            return _weighted(text)
        if self.sort is Sort.SERVER:
            text = _ADDRESS.sub("x" * _SHORT, _ELSEWHERE.sub(r"\1", text))
        return sum(not unicodedata.combining(character) for character in _EMOJI.sub("x", text))

    def posts_with(self, tag: str) -> str:
        """The address of the posts that carry a hashtag, newest first; empty where there are none."""
        word = tag.lstrip("#")
        addresses = {
            Sort.X: "https://x.com/search?" + urlencode({"q": tag, "f": "live"}),
            Sort.BLUESKY: "https://bsky.app/hashtag/" + quote(word, safe=""),
            Sort.SERVER: f"https://{self.name}/tags/" + quote(word, safe=""),
        }
        return addresses.get(self.sort, "") if word else ""

    def compose(self, text: str) -> str:
        """The address that opens a new post holding this text; empty where there are none."""
        starts = {
            Sort.X: "https://x.com/intent/post?",
            Sort.BLUESKY: "https://bsky.app/intent/compose?",
            Sort.SERVER: f"https://{self.name}/share?",
        }
        return starts[self.sort] + urlencode({"text": text}, quote_via=quote) if self.posts else ""

    def account(self, handle: str) -> tuple[str, str]:
        """The address of an account, and the name of the platform it is on; both empty where that cannot be told.

        `@name@server` and `@name.example` say it themselves; a bare `@name` belongs to the platform.
        """
        name = handle.strip().lstrip("@")
        local, _, server = name.partition("@")
        if server and _HOST.fullmatch(server.lower()):
            return f"https://{server.lower()}/@{quote(local, safe='')}", server.lower()
        if "." in name and not server:
            return f"https://bsky.app/profile/{quote(name, safe='')}", "Bluesky"
        if self.sort is Sort.X and re.fullmatch(r"\w{1,30}", name, re.ASCII):
            return f"https://x.com/{name}", "X"
        if self.sort is Sort.SERVER and re.fullmatch(r"\w{1,30}", name, re.ASCII):
            return f"https://{self.name}/@{name}", self.name
        return "", ""


def platform(typed: str | None, day: date | None) -> Platform:
    """The place that a page names; `day` is the chat's, for one that names none."""
    words = " ".join((typed or "").split())
    if not words:
        return X if day is not None and day < RENAMED else Platform(Sort.UNSAID)
    bare = re.sub(r"^https?://(?:www\.)?", "", words.casefold()).rstrip("/")
    if bare in _X:
        return X
    if bare in _BLUESKY:
        return Platform(Sort.BLUESKY, "Bluesky")
    if _HOST.fullmatch(bare):
        return Platform(Sort.SERVER, bare)
    if re.match(r"https?://\S+$", words) and (host := _host_of(words)):
        return Platform(Sort.CALL, host, words)
    return Platform(Sort.ROOM, words)


X = Platform(Sort.X, "X (Twitter)")


def hashtag(typed: str | None) -> str:
    """A hashtag with its `#`, whether or not it was typed with one; empty when there is none."""
    word = (typed or "").strip().lstrip("#")
    return f"#{word}" if word else ""


def _host_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


_LIMITS = {Sort.X: 280, Sort.BLUESKY: 300, Sort.SERVER: 500}
_SHORT = 23
"""What every address counts as on X and on servers, however long it is."""

_ADDRESS = re.compile(
    r"https?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’']"
    # Without https://, under the endings that readers here meet.
    r"|(?<![\w@#$./-])(?:[a-z0-9-]+\.)+(?:com|org|net|info|io|[a-z]{2,6}\.uk)\b(?:/[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’'])?",
    re.IGNORECASE,
)
# Of an account elsewhere, a server counts the name alone.
_ELSEWHERE = re.compile(r"(?<!\w)(@\w+)@[\w.-]+\w", re.ASCII)

_SINGLE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Letters of most alphabets, and common punctuation, count as one on X; every other character as two."""

_PICTURE = "[\u203c-\u3299\U0001f000-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?|[\u00a9\u00ae]\ufe0f"
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # a flag
    "|[0-9#*]\ufe0f?\u20e3"  # a key
    f"|(?:{_PICTURE})(?:\u200d(?:{_PICTURE}))*[\U000e0020-\U000e007f]*"  # one picture, or several joined into one
)


def _weighted(text: str) -> int:
    """By the rules of X: 23 for each address, 2 for each emoji however it is made up, 1 or 2 for each character."""
    rest, addresses = _ADDRESS.subn("", text)
    rest, emoji = _EMOJI.subn("", rest)
    weights = (1 if any(first <= code <= last for first, last in _SINGLE) else 2 for code in map(ord, rest))
    return _SHORT * addresses + 2 * emoji + sum(weights)
