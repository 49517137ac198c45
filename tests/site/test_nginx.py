"""The site under `deploy/nginx.conf`: every page with its policy, every file by its right name, the copies, 404."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser

from catalogue.admitted import ENDINGS
from catalogue.commands.publish_command import publish
from catalogue.outputs import compression, policy
from tests.browser.measures import KINDS
from tests.site import nginx
from tests.unit.test_publish import NOW, killed_at_random, reading, site

CONF = (nginx.DEPLOY / "nginx.conf").read_text("utf-8")

needs_nginx = pytest.mark.skipif(nginx.find() is None, reason="nginx is not installed")

Answer = tuple[int, dict[str, str], bytes]


def built_headers(site: Path) -> dict[str, str]:
    """The headers that the build says are to go with every file."""
    lines = (site / "_headers").read_text("utf-8").partition("\n/feeds")[0].splitlines()[1:]
    return dict(line.strip().split(": ", 1) for line in lines)


def test_the_configuration_sends_every_header_of_the_policy(built: Path) -> None:
    templates = [file.read_text("utf-8") for file in (nginx.ROOT / "overrides").rglob("*.html")]
    inline = sorted({found for text in templates for found in policy.hashes(text)})
    lacking = [
        line for name, value in policy.headers(inline).items()
        if (line := f'add_header {name} "{value}" always;') not in CONF
    ]  # fmt: skip
    assert lacking == [], "deploy/nginx.conf lacks these lines"
    # What the templates hold is all that pages hold.
    assert set(built_headers(built)["Content-Security-Policy"].split()) <= set(
        policy.headers(inline)["Content-Security-Policy"].split()
    )


def test_the_configuration_names_the_type_of_every_file_of_a_site() -> None:
    held = re.search(r"types \{(.*?)\n  \}", CONF, re.DOTALL)
    assert held
    named = {f".{end}" for line in held[1].split(";") for end in line.split()[1:]}
    assert (ENDINGS | compression.ENDINGS) - named == set()


def test_the_container_runs_as_an_ordinary_user_and_copies_what_is_there() -> None:
    lines = [line.split() for line in (nginx.DEPLOY / "Containerfile").read_text("utf-8").splitlines() if line]
    assert [words[1] for words in lines if words[0] == "USER"] == ["101"]
    copied = [words[1] for words in lines if words[0] == "COPY"]
    assert copied == ["deploy/nginx.conf", "site"] and (nginx.ROOT / copied[0]).is_file()
    kept = (nginx.ROOT / ".dockerignore").read_text("utf-8").split()
    assert kept == ["*", "!site", "!deploy/nginx.conf"]


class Served:
    """A server, asked without any politeness a client would add."""

    def __init__(self, address: str) -> None:
        self.address = address

    def get(self, path: str, **headers: str) -> Answer:
        """Ask once; the headers of the answer by their name in small letters."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        connection.request("GET", f"/{path}", headers={key.replace("_", "-"): value for key, value in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@pytest.fixture(scope="module")
def dest(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus, published twice: the second without one word, and with another style."""
    folder = tmp_path_factory.mktemp("served") / "knowledge base"

    def first(into: Path) -> None:
        shutil.copytree(built, into, copy_function=shutil.copy)
        (into / "assets" / "site.01d01d00.css").write_text("body { color: green }\n")
        shutil.copytree(into / "glossary" / "prevention", into / "glossary" / "gone")

    def second(into: Path) -> None:
        shutil.copytree(built, into, copy_function=shutil.copy)
        for part in ("feeds", "glossary/prevention", "assets"):
            compression.compress(into / part)

    publish(folder, first, NOW)
    publish(folder, second, NOW)
    return folder


@pytest.fixture(scope="module")
def server(dest: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with nginx.served(dest, tmp_path_factory.mktemp("nginx")) as address:
        yield Served(address)


@needs_nginx
def test_every_kind_of_page_works_with_its_policy(server: Served, dest: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, service_workers="block")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda each: said.append(f"{each.status} {each.url}") if each.status >= 400 else None)
    for path in KINDS.values():
        answer = page.goto(server.address + path)
        assert answer and answer.status == 200
        for name, value in built_headers(dest / "current").items():
            # The header lets through what any page needs; the page's own policy, what it needs itself.
            assert set(value.split()) <= set(answer.headers[name.lower()].split()), (path, name)
        own = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content") or ""
        assert set(own.replace(";", "").split()) <= set(
            answer.headers["content-security-policy"].replace(";", "").split()
        )
        # The script in the page has run, and so has the one beside it.
        assert "no-js" not in (page.locator("html").get_attribute("class") or "")
    context.close()
    # That no service worker is let in is this test's own doing.
    assert [one for one in said if "Service Worker" not in one] == []


@needs_nginx
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("sw.js", "text/javascript; charset=utf-8"),
        ("assets/mark.svg", "image/svg+xml"),
        ("assets/icon-192.png", "image/png"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("search/index.json", "application/json; charset=utf-8"),
        ("feed_rss_created.xml", "application/rss+xml; charset=utf-8"),
        *((found, kind) for found, kind in (
            ("feeds/everything.xml", policy.TYPES["/feeds/*.xml"]),
            ("sitemap.xml", policy.TYPES["/sitemap.xml"]),
            ("feeds/everything.json", policy.TYPES["/feeds/*.json"]),
            ("feeds/feeds.opml", policy.TYPES["/*.opml"]),
            ("chats/chats.ics", policy.TYPES["/*.ics"]),
            ("papers/library.bib", policy.TYPES["/*.bib"]),
            ("papers/library.ris", policy.TYPES["/*.ris"]),
            ("manifest.webmanifest", policy.TYPES["/*.webmanifest"]),
        )),
    ],
)  # fmt: skip
def test_each_file_has_its_type_and_every_header(server: Served, dest: Path, path: str, kind: str) -> None:
    status, headers, body = server.get(path)
    assert (status, headers["content-type"]) == (200, kind)
    assert body == (dest / "current" / (path or "index.html")).read_bytes()
    assert {name for name in policy.headers() if name.lower() not in headers} == set()
    assert "nginx/" not in headers["server"]


@needs_nginx
def test_copies_that_are_compressed_are_sent_to_who_takes_them(server: Served, dest: Path) -> None:
    path = "glossary/prevention/"
    whole = (dest / "current" / path / "index.html").read_bytes()
    _, plain, body = server.get(path)
    assert body == whole and "content-encoding" not in plain and plain["vary"] == "Accept-Encoding"
    _, headers, body = server.get(path, Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip" and headers["vary"] == "Accept-Encoding"
    assert headers["content-type"] == "text/html; charset=utf-8" and gzip.decompress(body) == whole
    _, headers, _ = server.get(path, Accept_Encoding="gzip, deflate, br")
    assert headers["content-encoding"] == ("br" if nginx.BROTLI.is_file() else "gzip")


@needs_nginx
def test_what_is_named_by_its_hash_is_kept_for_good_and_the_rest_asked_for_anew(server: Served, dest: Path) -> None:
    for file in (dest / "current" / "assets").glob("site.*[sj]"):
        assert server.get(f"assets/{file.name}")[1]["cache-control"] == "public, max-age=31536000, immutable"
    for path in ("", "glossary/", "feeds/everything.xml", "sw.js", "search/index.json", "nowhere/"):
        assert server.get(path)[1]["cache-control"] == "no-cache", path
    _, headers, _ = server.get("feeds/everything.xml")
    asked = {"If_None_Match": headers["etag"]}
    assert server.get("feeds/everything.xml", **asked)[::2] == (304, b"")
    assert parsedate_to_datetime(headers["last-modified"])


@needs_nginx
@pytest.mark.parametrize("path", ["nowhere", "nowhere/", "glossary/gone/", "assets/", "assets/site.12345678.css", "_x"])
def test_what_is_not_there_gets_the_page_that_says_so(server: Served, dest: Path, path: str) -> None:
    status, headers, body = server.get(path)
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert body == (dest / "current" / "404.html").read_bytes()
    assert headers["x-frame-options"] == "DENY"


@needs_nginx
def test_a_folder_without_its_slash_leads_to_it_by_path_alone(server: Served) -> None:
    status, headers, _ = server.get("glossary")
    assert (status, headers["location"]) == (301, "/glossary/")


@needs_nginx
def test_a_page_opened_before_the_release_still_finds_its_style(server: Served) -> None:
    status, headers, body = server.get("assets/site.01d01d00.css")
    assert (status, headers["content-type"], body) == (200, "text/css; charset=utf-8", b"body { color: green }\n")


class _Asked(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in ("src", "href") and value}


@needs_nginx
def test_the_page_for_what_is_not_there_works_at_any_depth(server: Served) -> None:
    read = _Asked()
    read.feed(server.get("no/such/place/at/all")[2].decode())
    inside = {address for address in read.found if not address.startswith(("http", "#", "mailto:"))}
    paths = {urlsplit(urljoin("/no/such/place/at/all", address)).path.removeprefix("/") for address in inside}
    assert len(paths) > 5
    assert [path for path in sorted(paths) if server.get(path)[0] != 200] == []


@needs_nginx
def test_killed_at_any_moment_readers_of_the_server_get_whole_files_of_one_version(tmp_path: Path) -> None:
    publish(tmp_path / "kb", site("0"), NOW)
    with nginx.served(tmp_path / "kb", tmp_path / "nginx") as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)

        def visit() -> list[str]:
            texts = []
            for number in (0, 7, 39):
                connection.request("GET", f"/{number}.html")
                answer = connection.getresponse()
                texts.append(answer.read().decode() if answer.status == 200 else f"{answer.status}")
            return texts

        count, wrong = reading(visit, lambda: killed_at_random(tmp_path / "kb", 25))
        connection.close()
    assert wrong == []
    assert count > 100


@needs_nginx
def test_a_card_may_be_framed_and_open_data_read_by_other_sites(server: Served) -> None:
    _, card, _ = server.get("guidance/carrying-naloxone/card/")
    assert "frame-ancestors *" in card["content-security-policy"] and "x-frame-options" not in card
    assert "'sha256-" in card["content-security-policy"] and card["x-content-type-options"] == "nosniff"
    for path, kind in (
        ("data/catalogue.json", "application/json"), ("data/glossary.ttl", "text/turtle"),
        ("data/glossary.jsonld", "application/ld+json"), ("guidance/carrying-naloxone/index.md", "text/markdown"),
        ("feeds/index.json", "application/json"), ("guidance/carrying-naloxone/card.json", "application/json"),
    ):  # fmt: skip
        status, held, _ = server.get(path)
        assert status == 200 and held["content-type"].startswith(kind), path
        assert (held["access-control-allow-origin"], held["x-robots-tag"]) == ("*", "noindex")
    _, page, _ = server.get("guidance/carrying-naloxone/")
    assert "frame-ancestors 'none'" in page["content-security-policy"] and page["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in page and "x-robots-tag" not in page
