"""Where things stand: paths in the docs folder, and the addresses they get on the site."""

from __future__ import annotations

import posixpath
import re
from contextlib import suppress
from urllib.parse import quote, unquote, urljoin, urlsplit

from pydantic_core import Url

LOCAL = "http://127.0.0.1:8000/"
"""The site's address where none is given: the one `make serve` answers at, which is good for reading, not sending."""


class WrongAddress(ValueError):
    """What was given is no address of a site; the message is a sentence that says so."""


def site_address(typed: str, name: str) -> str:
    """A site's address as typed in a setting of this name, in ASCII, with a slash at its end. Raises `WrongAddress`."""
    try:
        parts = urlsplit(typed.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:  # UnicodeError is one of these
        host = ""
    else:
        usable = parts.scheme in ("https", "http") and re.fullmatch(r"[a-z0-9.:-]+", host)
        if usable and not (parts.username or parts.password or parts.query or parts.fragment):
            host = f"[{host}]" if ":" in host else host
            made = f"{parts.scheme}://{host}{port}{quote(parts.path.rstrip('/'), safe='/%:@!$&()*+,;=~')}/"
            # Browsers take fewer (WHATWG), and so does what makes addresses in feeds whole: `1.2.3.999` is no host.
            with suppress(ValueError):
                Url(made)
                return made
    raise WrongAddress(f"{name} holds “{typed}”, which is not a whole address such as https://www.example.org/.")


def address(path: str) -> str:
    """The address of a page or file below the site's own: `glossary/x.md` is `glossary/x/`, the home page is empty.

    `path` is relative to the docs folder.
    """
    if not path.endswith(".md"):
        return path
    if path == "index.md":
        return ""
    return path[: -len("index.md")] if path.endswith("/index.md") else f"{path[:-3]}/"


def relative(target: str, origin: str) -> str:
    """How a page with address `origin` names the address `target`, so that the site works under any folder."""
    path, mark, rest = target.partition("#")
    if mark and path == origin:
        return mark + rest
    folder = origin.rpartition("/")[0]
    first = folder.partition("/")[0]
    if folder and not path.startswith(first):
        # Nearly every way leads to another folder, or to a file of the whole site.
        return "../" * (folder.count("/") + 1) + path + mark + rest
    return _way(path, folder) + mark + rest


def _way(path: str, folder: str) -> str:
    """The way from a folder to a path: up to the last folder that both are in, and down from there."""
    start, up = 0, folder.count("/") + 1 if folder else 0
    while up:
        end = folder.find("/", start) if up > 1 else len(folder)
        if path[start : end + 1] != f"{folder[start:end]}/":
            break
        start, up = end + 1, up - 1
    return "../" * up + path[start:] or "./"


def whole(target: str, base: str) -> str:
    """The web address of something below the site's own address `base`.

    `target` is relative to `base`, not yet encoded; what comes back is encoded (RFC 3986), not escaped for HTML.
    """
    if base.endswith("/") and target[:1].isalnum() and "/." not in target:
        # What `urljoin` gives for such a target, at a tenth of its time: it is asked at every link of every page.
        return base + quote(target, safe="/#")
    return urljoin(base, quote(target, safe="/#"))


def beside(target: str, origin: str) -> str:
    """How the file `origin` names the file `target` in a Markdown link: `../glossary/x.md`."""
    return posixpath.relpath("/" + target, "/" + posixpath.dirname(origin))


def is_outside(target: str) -> bool:
    """The target, as a writer types it, is an address with a scheme or a host, not a file of this site."""
    return _local(target) is None


def follow(target: str, origin: str) -> tuple[str, str] | None:
    """The file, relative to the docs folder, and the heading that a relative link leads to.

    The path is empty when it leaves the docs folder; None for an address elsewhere.
    """
    found = _local(target)
    if found is None or found[0].startswith("/"):
        return found
    path, fragment = found
    if not path:
        return origin, fragment
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(origin), path))
    return ("" if joined == "." or joined.startswith("..") else joined), fragment


def _local(target: str) -> tuple[str, str] | None:
    """The path and the heading of an address without scheme and host; None for any other."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else (unquote(parts.path), unquote(parts.fragment))
