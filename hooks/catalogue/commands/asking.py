"""One request to another site, made safely: nothing within a private network is ever asked."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

AGENT = "catalogue-links/1.0"
TIMEOUT = 15.0
LARGEST = 500_000
"""How much of an answer is read at most, in bytes: as much of robots.txt as search engines read."""


class NotAsked(Exception):
    """The address may not be asked; the message says why."""


class NoAnswer(Exception):
    """Nothing came back; the message says why."""


@dataclass(frozen=True)
class Answer:
    """What a site answered: the status, where it sends us on, how long it asks us to wait, and its words if read."""

    status: int
    location: str = ""
    retry_after: str = ""
    body: bytes = b""


def split(address: str) -> SplitResult:
    """The parts of an address that can be asked; raises `NotAsked` for any other."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and not parts.username and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise NotAsked("is not an address that can be asked")
    return parts


def ask(method: str, address: str, *, private: bool = False, read: bool = False) -> Answer:
    """Make one request and follow nothing. `private` lets through addresses of this network, for tests.

    Raises only `NotAsked` and `NoAnswer`.
    """
    parts = split(address)
    try:
        connection = _connected(parts, private)
    except ssl.SSLError as error:
        raise NoAnswer(f"has a certificate that is not trusted ({error.reason or error})") from None
    except (OSError, UnicodeError) as error:
        raise NoAnswer(f"could not be reached ({_reason(error)})") from None
    try:
        connection.request(method, _target(parts), headers={"User-Agent": AGENT, "Accept": "*/*"})
        answer = connection.getresponse()
        body = answer.read(LARGEST) if read else b""
        return Answer(answer.status, answer.headers.get("Location", ""), answer.headers.get("Retry-After", ""), body)
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        raise NoAnswer(f"broke off ({_reason(error)})") from None
    finally:
        connection.close()


def _target(parts: SplitResult) -> str:
    """The path and the query in ASCII, what was encoded left as it is."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return path + (f"?{quote(parts.query, safe='/?%:@!$&+,;=~[]')}" if parts.query else "")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _connected(parts: SplitResult, private: bool) -> http.client.HTTPConnection:
    """A connection to a host whose every address is a public one, to one of the very addresses that were looked at."""
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not private and not all(_is_public(one) for one in found):
        raise NotAsked("is within a private network")
    plain = _first_that_answers(found, port)
    if parts.scheme == "http":
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
        connection.sock = plain
        return connection
    secure = ssl.create_default_context()
    connection = http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=secure)
    try:
        connection.sock = secure.wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise
    return connection


def _first_that_answers(found: list[str], port: int) -> socket.socket:
    failure: OSError = OSError("the name leads to no address")
    for one in found[:4]:
        try:
            return socket.create_connection((one, port), timeout=TIMEOUT)
        except OSError as error:
            failure = error
    raise failure


def _is_public(address: str) -> bool:
    one = ipaddress.ip_address(address.partition("%")[0])
    inner = (one.ipv4_mapped or one.sixtofour) if isinstance(one, ipaddress.IPv6Address) else None
    return one.is_global and not one.is_multicast and (inner is None or inner.is_global)
