"""`catalogue links` against a server of its own: what it asks, how politely, and what it says."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalogue import read_texts
from catalogue.cli import main
from catalogue.commands import asking
from catalogue.commands.links_command import pull_request
from catalogue.commands.outside import outside
from catalogue.commands.visiting import Outcome, Visitor
from tests import kit

Reply = tuple[int, dict[str, str]]


@dataclass
class Site:
    """A server that answers as it is told to, and remembers what was asked, and how much at once."""

    replies: dict[str, list[Reply]] = field(default_factory=dict)
    robots: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    here: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    address: str = ""

    def reply(self, method: str, path: str) -> Reply:
        replies = self.replies.get(f"{method} {path}") or self.replies.get(path) or [(404, {})]
        return replies.pop(0) if len(replies) > 1 else replies[0]

    @property
    def paths(self) -> list[str]:
        """What was asked, less robots.txt."""
        return [f"{method} {path}" for method, path in self.asked if path != "/robots.txt"]


class _Handler(http.server.BaseHTTPRequestHandler):
    site: Site

    def _answer(self) -> None:
        site = self.site
        with site.lock:
            site.here += 1
            site.most = max(site.most, site.here)
            site.asked.append((self.command, self.path))
        robots = self.path == "/robots.txt" and site.robots
        status, headers = (200, {}) if robots else site.reply(self.command, self.path)
        # Counted as done before the answer goes out: once it is out, the next request may come at any moment.
        with site.lock:
            site.here -= 1
        body = site.robots.encode() if robots else b"words"
        if status:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)
        else:
            self.close_connection = True

    do_GET = do_HEAD = _answer

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    handler = type("Handler", (_Handler,), {"site": found})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    found.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@dataclass
class Clock:
    """Time that passes only while somebody sleeps."""

    now: float = 100.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def visitor(clock: Clock) -> Visitor:
    return Visitor(pause=1.0, private=True, clock=clock, sleep=clock.sleep)


def test_head_is_enough_where_it_answers(site: Site, visitor: Visitor) -> None:
    site.replies["/a"] = [(200, {})]
    assert visitor.visit(f"{site.address}/a").outcome is Outcome.OK
    assert site.paths == ["HEAD /a"]


@pytest.mark.parametrize("status", [403, 404, 405, 501, 0])
def test_get_is_tried_where_head_fails(site: Site, visitor: Visitor, status: int) -> None:
    site.replies |= {"HEAD /a": [(status, {})], "GET /a": [(200, {})]}
    assert visitor.visit(f"{site.address}/a").outcome is Outcome.OK
    assert site.paths == ["HEAD /a", "GET /a"]


@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        (404, Outcome.BROKEN, "is not there (404)"),
        (410, Outcome.BROKEN, "is not there (410)"),
        (500, Outcome.BROKEN, "does not answer as it should (500)"),
        (403, Outcome.SHUT, "does not let programs in (403): open it yourself"),
    ],
)
def test_what_is_wrong_is_said(site: Site, visitor: Visitor, status: int, outcome: Outcome, words: str) -> None:
    site.replies["/a"] = [(status, {})]
    visit = visitor.visit(f"{site.address}/a")
    assert (visit.outcome, visit.says) == (outcome, words)


def test_an_address_that_moved_for_good_is_said(site: Site, visitor: Visitor) -> None:
    site.replies |= {"/a": [(301, {"Location": "/b"})], "/b": [(308, {"Location": "/c"})], "/c": [(200, {})]}
    visit = visitor.visit(f"{site.address}/a")
    assert (visit.outcome, visit.target) == (Outcome.MOVED, f"{site.address}/c")


def test_an_address_that_sends_us_on_for_now_still_answers(site: Site, visitor: Visitor) -> None:
    site.replies |= {"/a": [(302, {"Location": "/b"})], "/b": [(200, {})]}
    visit = visitor.visit(f"{site.address}/a")
    assert (visit.outcome, visit.says) == (Outcome.OK, f"answers, and sends us on to {site.address}/b")


def test_a_redirect_to_nothing_is_broken(site: Site, visitor: Visitor) -> None:
    site.replies["/a"] = [(301, {"Location": "/b"})]
    visit = visitor.visit(f"{site.address}/a")
    assert (visit.outcome, visit.target) == (Outcome.BROKEN, f"{site.address}/b")


def test_a_circle_and_a_long_chain_end(site: Site, visitor: Visitor) -> None:
    site.replies |= {"/a": [(302, {"Location": "/b"})], "/b": [(302, {"Location": "/a"})]}
    site.replies |= {f"/{number}": [(302, {"Location": f"/{number + 1}"})] for number in range(20)}
    assert visitor.visit(f"{site.address}/a").says == "sends us round in a circle"
    assert visitor.visit(f"{site.address}/0").says == "sends us on too many times"


def test_there_is_a_pause_between_two_requests(site: Site, visitor: Visitor, clock: Clock) -> None:
    site.replies |= {"/a": [(200, {})], "/b": [(200, {})]}
    visitor.visit(f"{site.address}/a")
    visitor.visit(f"{site.address}/b")
    assert clock.slept == [1.0, 1.0]


def test_robots_are_honoured_and_asked_for_once(site: Site, visitor: Visitor) -> None:
    site.robots = "User-agent: *\nDisallow: /shut\n"
    site.replies |= {"/open": [(200, {})], "/shut/a": [(200, {})]}
    assert visitor.visit(f"{site.address}/shut/a").outcome is Outcome.NOT_ASKED
    assert visitor.visit(f"{site.address}/open").outcome is Outcome.OK
    assert site.asked == [("GET", "/robots.txt"), ("HEAD", "/open")]


def test_robots_can_ask_for_a_longer_pause(site: Site, visitor: Visitor, clock: Clock) -> None:
    site.robots = "User-agent: *\nCrawl-delay: 7\n"
    site.replies |= {"/a": [(200, {})], "/b": [(200, {})]}
    visitor.visit(f"{site.address}/a")
    visitor.visit(f"{site.address}/b")
    assert clock.slept[-1] == 7.0


def test_rules_that_cannot_be_read_forbid_all(site: Site, visitor: Visitor) -> None:
    site.replies |= {"/robots.txt": [(500, {})], "/a": [(200, {})]}
    assert "robots.txt" in visitor.visit(f"{site.address}/a").says
    assert site.paths == []


def test_a_redirect_into_what_robots_forbid_is_not_followed(site: Site, visitor: Visitor) -> None:
    site.robots = "User-agent: *\nDisallow: /shut\n"
    site.replies["/a"] = [(302, {"Location": "/shut"})]
    assert visitor.visit(f"{site.address}/a").outcome is Outcome.NOT_ASKED
    assert site.paths == ["HEAD /a"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_site_is_left_alone_for_as_long_as_it_asks(
    site: Site, visitor: Visitor, clock: Clock, status: int
) -> None:
    site.replies["/a"] = [(status, {"Retry-After": "20"}), (200, {})]
    assert visitor.visit(f"{site.address}/a").outcome is Outcome.OK
    assert clock.slept[-1] == 20.0


def test_a_busy_site_can_name_a_moment(site: Site, visitor: Visitor, clock: Clock) -> None:
    site.replies["/a"] = [(503, {"Retry-After": formatdate(time.time() + 30, usegmt=True)}), (200, {})]
    assert visitor.visit(f"{site.address}/a").outcome is Outcome.OK
    assert 25 <= clock.slept[-1] <= 31


def test_pauses_grow_while_a_site_stays_busy_and_then_it_is_left(site: Site, visitor: Visitor, clock: Clock) -> None:
    site.replies |= {"/a": [(429, {})], "/b": [(200, {})]}
    assert visitor.visit(f"{site.address}/a").outcome is Outcome.LATER
    assert clock.slept == [1.0, 2.0, 4.0]
    assert visitor.visit(f"{site.address}/b").outcome is Outcome.LATER
    assert site.paths == ["HEAD /a"] * 3


def test_a_site_that_asks_for_a_long_rest_gets_it(site: Site, visitor: Visitor, clock: Clock) -> None:
    site.replies["/a"] = [(429, {"Retry-After": "3600"})]
    assert visitor.visit(f"{site.address}/a").outcome is Outcome.LATER
    assert max(clock.slept) <= 1.0


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://127.1/", "http://0.0.0.0/", "http://10.0.0.1/", "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/", "http://172.16.0.1/", "http://100.64.0.1/", "http://localhost/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1]/", "http://[fc00::1]/", "http://2130706433/",
        "http://224.0.0.1/", "http://[2002:7f00:1::]/",
    ],
)  # fmt: skip
def test_no_private_address_is_asked(address: str) -> None:
    with pytest.raises(asking.NotAsked, match="private network"):
        asking.ask("HEAD", address)


@pytest.mark.parametrize(
    "address", ["ftp://a.example/", "file:///etc/passwd", "http://", "http://user@a.example/", "http://[/", "x"]
)
def test_only_web_addresses_are_asked(address: str) -> None:
    with pytest.raises(asking.NotAsked):
        asking.ask("HEAD", address)


def test_a_redirect_into_this_network_is_not_followed(
    site: Site, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.replies["/a"] = [(302, {"Location": f"http://localhost:{site.address.rpartition(':')[2]}/secret"})]
    # The first host is let through, as if it were a public one.
    monkeypatch.setattr(asking, "_is_public", lambda address: False)
    asked = asking.ask

    def ask(method: str, address: str, *, private: bool = False, read: bool = False) -> asking.Answer:
        return asked(method, address, private=address.startswith(site.address), read=read)

    monkeypatch.setattr("catalogue.commands.visiting.ask", ask)
    visit = visitor.visit(f"{site.address}/a")
    assert (visit.outcome, visit.says) == (Outcome.NOT_ASKED, "is within a private network")
    assert site.paths == ["HEAD /a"]


PAPER = """
docs/papers/smith-{year}.md
---
url: {url}
year: {year}
link_checked: 2026-11-22
---
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on papers with these addresses, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_EVENT_NAME", "GITHUB_REF", "CI_PIPELINE_SOURCE"):
        monkeypatch.delenv(name, raising=False)

    def start(addresses: list[str], *options: str, **environ: str) -> Result:
        for number, address in enumerate(addresses):
            text = PAPER.format(url=address, year=2001 + number)
            for path, page in kit.pages(text).items():
                file = tmp_path / "docs" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(kit.filled(path, page), "utf-8")
        return CliRunner().invoke(main, ["links", "--today", "2026-11-22", *options], env=environ)

    return start


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


ONLINE = ("--online", "--private", "--pause", "0")


def test_nothing_is_asked_without_online(site: Site, run: Run, tmp_path: Path) -> None:
    outcome = run([f"{site.address}/a"])
    assert outcome.exit_code == 0
    assert outcome.output == (
        f"docs/papers/smith-2001.md:2  {site.address}/a\n1 address on 1 other site. Add --online to check them.\n"
    )
    assert site.asked == []
    assert list(files(tmp_path)) == ["docs/papers/smith-2001.md"]


def test_what_was_found_is_told_and_nothing_but_the_cache_is_written(site: Site, run: Run, tmp_path: Path) -> None:
    site.replies |= {"/a": [(200, {})], "/c": [(301, {"Location": "/a"})]}
    addresses = [f"{site.address}/{letter}" for letter in "abc"]
    run(addresses)
    before = files(tmp_path)
    outcome = run(addresses, *ONLINE)
    assert outcome.exit_code == 1
    assert outcome.output.splitlines() == [
        f"docs/papers/smith-2002.md:2  {site.address}/b is not there (404).",
        f"docs/papers/smith-2003.md:2  {site.address}/c has moved for good to {site.address}/a.",
        "1 of 3 addresses answer; 3 asked now, 0 within the last week.",
    ]
    after = files(tmp_path)
    assert set(after) - set(before) == {".cache/links.json"}
    assert {path: after[path] for path in before} == before


def test_what_answered_this_week_is_not_asked_again(site: Site, run: Run) -> None:
    site.replies["/a"] = [(200, {})]
    addresses = [f"{site.address}/a", f"{site.address}/b"]
    run(addresses, *ONLINE)
    site.asked.clear()
    outcome = run(addresses, *ONLINE)
    assert site.paths == ["HEAD /b", "GET /b"]
    assert "1 asked now, 1 within the last week" in outcome.output
    site.asked.clear()
    run(addresses, *ONLINE, "--today", "2026-11-30")
    assert "HEAD /a" in site.paths


@pytest.mark.parametrize("spoilt", ["", "[]", '{"x": 1}', '{"x": ["2026-11-22", "odd", "", ""]}', "\x00"])
def test_a_cache_that_cannot_be_read_is_made_anew(site: Site, run: Run, tmp_path: Path, spoilt: str) -> None:
    site.replies["/a"] = [(200, {})]
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache/links.json").write_text(spoilt, "utf-8")
    assert run([f"{site.address}/a"], *ONLINE).exit_code == 0
    assert list(json.loads((tmp_path / ".cache/links.json").read_text("utf-8"))) == [f"{site.address}/a"]


def test_one_site_gets_one_request_at_a_time(site: Site, run: Run) -> None:
    site.replies |= {f"/{number}": [(200, {})] for number in range(12)}
    assert run([f"{site.address}/{number}" for number in range(12)], *ONLINE).exit_code == 0
    assert len(site.paths) == 12
    assert site.most == 1


@pytest.mark.parametrize(
    "environ",
    [
        {"GITHUB_EVENT_NAME": "pull_request"}, {"GITHUB_EVENT_NAME": "pull_request_target"},
        {"GITHUB_REF": "refs/pull/3/merge"}, {"CI_PIPELINE_SOURCE": "merge_request_event"}, {"CHANGE_ID": "3"},
    ],
)  # fmt: skip
def test_it_never_asks_in_a_pull_request(site: Site, run: Run, tmp_path: Path, environ: dict[str, str]) -> None:
    outcome = run([f"{site.address}/a"], *ONLINE, **environ)
    assert outcome.exit_code == 2
    assert "pull request" in outcome.output
    assert site.asked == []
    assert list(files(tmp_path)) == ["docs/papers/smith-2001.md"]


def test_a_push_and_a_desk_are_no_pull_request() -> None:
    assert pull_request({}) == ""
    assert pull_request({"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/main"}) == ""
    assert pull_request({"TRAVIS_PULL_REQUEST": "false"}) == ""


def test_every_kind_of_address_is_found_once() -> None:
    text = """
docs/papers/smith-2019.md
---
url: https://a.example/paper
doi: 10.1000/x
---
See [it](https://b.example/y#part), <https://c.example/> and [that][d].

`https://code.example/`

[d]: https://d.example/z
docs/papers/gone-2019.md
---
url: https://gone.example/
source_status: gone
---
docs/papers/draft-2019.md
---
status: draft
url: https://draft.example/
---
docs/guidance/x.md
[Again](https://b.example/y).
"""
    found = outside(read_texts({path: kit.filled(path, page) for path, page in kit.pages(text).items()}))
    assert set(found) == {
        "https://www.college.police.uk/", "https://b.example/y", "https://a.example/paper", "https://doi.org/10.1000/x",
        "https://c.example/", "https://d.example/z",
    }  # fmt: skip
    assert found["https://a.example/paper"] == ["papers/smith-2019.md:2"]
    places = [place.partition(":")[0] for place in found["https://b.example/y"]]
    assert places == ["guidance/x.md", "papers/smith-2019.md"]
