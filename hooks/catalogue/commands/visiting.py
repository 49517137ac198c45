"""Follows addresses on other sites politely: one request at a time to a site, with pauses, as its robots.txt allows."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from catalogue.commands.asking import AGENT, Answer, NoAnswer, NotAsked, ask, split

REDIRECTS = (301, 302, 303, 307, 308)
HOPS = 6
TRIES = 3
PATIENCE = 60.0
"""The longest pause, in seconds, that a site can ask of us; one that asks for more is left for another day."""


class Outcome(StrEnum):
    """How a visit ended."""

    OK = "ok"
    MOVED = "moved"
    BROKEN = "broken"
    SHUT = "shut"
    LATER = "later"
    NOT_ASKED = "not asked"


@dataclass(frozen=True)
class Visit:
    """How a visit ended, in a word and in words, and where it ended if that is elsewhere."""

    outcome: Outcome
    says: str
    target: str = ""


class Later(Exception):
    """The site is busy and asked to be left alone."""


@dataclass
class Host:
    """What is known of a site: when it may next be asked, its rules, why they are unknown, and whether it is busy."""

    pause: float
    next: float = 0.0
    rules: RobotFileParser | None = None
    unruly: str = ""
    busy: bool = False
    asking: threading.Lock = field(default_factory=threading.Lock)
    reading: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Visitor:
    """Visits addresses. `pause` is the time in seconds between two requests to one site; `private` is for tests."""

    pause: float = 1.0
    private: bool = False
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    hosts: dict[str, Host] = field(default_factory=dict)
    _door: threading.Lock = field(default_factory=threading.Lock)

    def visit(self, address: str) -> Visit:
        """Follow an address to its end. Raises nothing."""
        here, lasting, seen = address, True, {address}
        try:
            for _ in range(HOPS):
                answer = self._look(here)
                if answer.status not in REDIRECTS or not answer.location:
                    return _told(address, here, answer, lasting)
                lasting = lasting and answer.status in (301, 308)
                here = urljoin(here, answer.location)
                if here in seen:
                    return Visit(Outcome.BROKEN, "sends us round in a circle", here)
                seen.add(here)
            return Visit(Outcome.BROKEN, "sends us on too many times", here)
        except NotAsked as reason:
            return Visit(Outcome.NOT_ASKED, str(reason), here if here != address else "")
        except Later:
            return Visit(Outcome.LATER, "is busy and asked us to come back later", here if here != address else "")
        except (NoAnswer, ValueError) as reason:
            return Visit(Outcome.BROKEN, str(reason), here if here != address else "")

    def _look(self, address: str) -> Answer:
        """HEAD, and where that is refused or fails, GET."""
        self._heed(address)
        try:
            answer = self._ask("HEAD", address)
            if answer.status < 400:
                return answer
        except NoAnswer:
            pass
        return self._ask("GET", address)

    def _host(self, address: str) -> Host:
        parts = split(address)
        with self._door:
            return self.hosts.setdefault(f"{parts.scheme}://{parts.netloc.lower()}", Host(self.pause))

    def _heed(self, address: str) -> None:
        """Stop where the rules of the site forbid the address; RFC 9309 says what counts when they cannot be read."""
        host = self._host(address)
        with host.reading:
            if host.rules is None and not host.unruly:
                try:
                    host.rules = self._rules(address)
                    host.pause = max(self.pause, min(float(host.rules.crawl_delay(AGENT) or 0), PATIENCE))
                except NoAnswer as reason:
                    host.unruly = str(reason)
        if host.rules is None:
            raise NoAnswer(host.unruly)
        if not host.rules.can_fetch(AGENT, address):
            raise NotAsked("is closed to programs by the robots.txt of its site")

    def _rules(self, address: str) -> RobotFileParser:
        here = urlunsplit((*split(address)[:2], "/robots.txt", "", ""))
        answer = Answer(0)
        for _ in range(HOPS):
            answer = self._ask("GET", here, read=True)
            if answer.status not in REDIRECTS or not answer.location:
                break
            here = urljoin(here, answer.location)
        if answer.status >= 500:
            raise NoAnswer(f"was not asked: the robots.txt of its site cannot be read ({answer.status})")
        rules = RobotFileParser()
        rules.parse(answer.body.decode("utf-8", "replace").splitlines() if answer.status == 200 else [])
        return rules

    def _ask(self, method: str, address: str, *, read: bool = False) -> Answer:
        """One request when the time of its site has come; again, after a longer pause, while the site is busy."""
        host = self._host(address)
        with host.asking:
            for attempt in range(TRIES):
                if host.busy:
                    break
                if (wait := host.next - self.clock()) > 0:
                    self.sleep(wait)
                try:
                    answer = ask(method, address, private=self.private, read=read)
                finally:
                    host.next = self.clock() + host.pause
                if answer.status not in (429, 503):
                    return answer
                wait = _seconds(answer.retry_after) or host.pause * 2 ** (attempt + 1)
                host.next = self.clock() + wait
                host.busy = wait > PATIENCE or attempt == TRIES - 1
        raise Later


def _seconds(retry_after: str) -> float:
    """How long a site asks us to wait: typed as seconds or as a moment; 0 when it does not say."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return 0.0
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _told(address: str, here: str, answer: Answer, lasting: bool) -> Visit:
    target = here if here != address else ""
    if answer.status in (401, 403, 405, 451):
        return Visit(Outcome.SHUT, f"does not let programs in ({answer.status}): open it yourself", target)
    if answer.status >= 400:
        gone = "is not there" if answer.status in (404, 410) else "does not answer as it should"
        return Visit(Outcome.BROKEN, f"{gone} ({answer.status})", target)
    if target and lasting and urlsplit(address)._replace(scheme="https") != urlsplit(here):
        return Visit(Outcome.MOVED, f"has moved for good to {here}", target)
    return Visit(Outcome.OK, f"answers, and sends us on to {here}" if target else "answers", target)
