"""Two hundred made-up catalogues, with hostile words in every field: their feeds keep the contract."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path

import jinja2
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from mkdocs_rss_plugin.models import RssFeedBase

from catalogue import Catalogue, read_texts
from catalogue.dates import now
from catalogue.mkdocs_bends import sent_feed, sent_items
from catalogue.outputs import feeds
from catalogue.outputs.feed_entries import writer
from catalogue.outputs.feeds import json_feed, opml
from catalogue.outputs.sitemap import sitemap
from catalogue.site import news
from catalogue.site.site import Site, template_globals
from tests import contract, kit
from tests.properties.examples import examples

NOW = now("2026-06-15 12:00", {})
BASE = "https://example.org/site/"
NAME = "A & B <site> ]]> “x”"
EXAMPLES = examples(60, slow=40)
OVERRIDES = Path(__file__).parents[2] / "overrides"

HOSTILE = st.one_of(
    st.sampled_from(
        [
            "R&D",
            "<script>alert(1)</script>",
            "]]>",
            "<![CDATA[x]]>",
            "\"quoted\" 'too'",
            "😀 ‍👩",
            "שלום עליכם",
            "\u202eright to left\u202c",
            "a\u0000b\u0007c\u001b[31m",
            "\u0085\u2028\u2029",
            "&amp; &lt; &#0;",
            "<!-- -->",
            "--><?xml?>",
            "{{ 7 * 7 }}{% x %}",
            "\ufffe\uffff",
            "x" * 400,
            "a: b # c",
            "[a](javascript:alert(1))",
            "\u200f",
        ]
    ),
    st.text(min_size=1, max_size=20),
)
DAYS = st.one_of(
    st.sampled_from(
        [
            date(2026, 6, 14),
            date(2026, 6, 15),
            date(2026, 6, 16),
            date(2026, 3, 29),
            date(2026, 10, 25),
            date(2099, 1, 1),
        ]
    ),
    st.dates(date(1970, 1, 2), date(2030, 1, 1)),
).map(date.isoformat)
MAYBE_DAY = st.one_of(st.none(), DAYS)
IDS = [f"p{number}" for number in range(6)]
SOME_IDS = st.lists(st.sampled_from(IDS), max_size=2)
CHANGE = st.fixed_dictionaries(
    {
        "date": DAYS,
        "kind": st.sampled_from(["major", "major", "minor", "correction"]),
        "note": HOSTILE,
        "affects": HOSTILE,
        "action": HOSTILE,
    }
)
COMMON = {
    "title": HOSTILE,
    "summary": HOSTILE,
    "owner": HOSTILE,
    "published": MAYBE_DAY,
    "changes": st.lists(CHANGE, max_size=3),
    "status": st.sampled_from(["current", "current", "current", "draft", "withdrawn", "superseded"]),
    "superseded_by": st.one_of(st.none(), st.sampled_from(IDS)),
}
KINDS = {
    "glossary": {
        "definition": HOSTILE,
        "element": st.sampled_from(["data", "causes"]),
        "also": st.lists(HOSTILE, max_size=1),
    },
    "guidance": {
        "situation": HOSTILE,
        "for": st.sampled_from([[], ["response"], ["response", "control-room"]]),
        "harm": HOSTILE,
        "card": st.fixed_dictionaries({"do": st.lists(HOSTILE, max_size=2), "why": HOSTILE}),
        "claims": st.lists(
            st.fixed_dictionaries({"text": HOSTILE, "strength": st.just("some"), "sources": SOME_IDS}), max_size=1
        ),
    },
    "chats": {
        "starts": st.sampled_from(["2021-02-10 21:00", "2027-02-10 21:00"]),
        "announced": MAYBE_DAY,
        "hashtag": HOSTILE,
        "moved_from": st.one_of(
            st.none(), st.fixed_dictionaries({"starts": st.just("2021-01-10 21:00"), "on": DAYS, "reason": HOSTILE})
        ),
        "cancelled": st.one_of(st.none(), st.fixed_dictionaries({"on": DAYS, "reason": HOSTILE})),
        "outcome": st.one_of(
            st.none(), st.fixed_dictionaries({"written_up": DAYS, "summary": HOSTILE, "changed": SOME_IDS})
        ),
    },
    "papers": {
        "authors": st.lists(HOSTILE, min_size=1, max_size=3),
        "year": st.just("2019"),
        "publisher": HOSTILE,
        "added": MAYBE_DAY,
        "source_status": st.sampled_from(["ok", "superseded", "retracted"]),
        "source_status_since": MAYBE_DAY,
        "elements": st.sampled_from([[], ["data"], ["data", "prevention"]]),
    },
    "news": {"date": MAYBE_DAY, "about": SOME_IDS},
}


@st.composite
def texts(draw: st.DrawFn) -> dict[str, str | bytes]:
    """The pages of a small catalogue."""
    pages: dict[str, str | bytes] = {}
    for page_id in draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=len(IDS), unique=True)):
        folder = draw(st.sampled_from(sorted(KINDS)))
        fields = draw(st.fixed_dictionaries({**COMMON, **KINDS[folder]}))
        if draw(st.booleans()):
            fields["formerly"] = [f"{page_id}-old", f"{page_id}-older"]
        block = "\n".join(f"{name}: {kit.as_yaml(value)}" for name, value in fields.items() if value is not None)
        body = draw(HOSTILE).encode("utf-8", "replace").decode()
        pages[f"{folder}/{page_id}.md"] = f"---\n{block}\n---\n\n{body}\n\n[one](../news/index.md) <b>two</b>\n"
    return pages


def environment() -> jinja2.Environment:
    """Templates as the site has them, without MkDocs."""
    return jinja2.Environment(loader=jinja2.FileSystemLoader(OVERRIDES), autoescape=True)


TEMPLATES = environment()
RSS = jinja2.Environment(
    loader=jinja2.FileSystemLoader(feeds.TEMPLATE.parent), autoescape=jinja2.select_autoescape(["html", "xml"])
).get_template(feeds.TEMPLATE.name)


def channels(catalogue: Catalogue, at: datetime = NOW) -> list[feeds.Channel]:
    """Every feed of a catalogue; the prose is what a page holds, as it stands."""
    site = Site(catalogue.on(at.date()), at)
    TEMPLATES.globals.update(template_globals(site))
    return feeds.channels(site, writer(site, TEMPLATES, lambda page: page.body, BASE), feeds.FeedOptions(NAME), BASE)


def rss(channel: feeds.Channel) -> bytes:
    """A channel as the plugin would write it."""
    written = RssFeedBase(html_url=BASE, rss_url=channel.address("xml"), ttl=1440, copyright="© A & B")
    sent = sent_feed(written, channel)
    sent.entries.extend(sent_items(channel, pretty=True))
    return RSS.render(feed=sent).encode("utf-8")


@settings(max_examples=EXAMPLES, deadline=None)
@given(texts(), st.randoms())
def test_every_feed_keeps_the_contract(pages: dict[str, str | bytes], chance: random.Random) -> None:
    catalogue = read_texts(pages)
    assert all(page.complete for page in catalogue.pages)
    found = channels(catalogue)
    for channel in found:
        text = rss(channel)
        assert contract.of_rss(text, NOW, BASE) == contract.of_json(json_feed(channel), NOW, BASE)
    etree.fromstring(opml(found).encode())
    etree.fromstring(sitemap(Site(catalogue.on(NOW.date()), NOW), BASE).encode())
    shuffled = list(pages.items())
    chance.shuffle(shuffled)
    assert [rss(channel) for channel in channels(read_texts(dict(shuffled)))] == [rss(channel) for channel in found]


@settings(max_examples=EXAMPLES, deadline=None)
@given(texts(), st.integers(0, 1500))
def test_items_are_whole_and_their_ids_never_change(pages: dict[str, str | bytes], days: int) -> None:
    catalogue, later = read_texts(pages), NOW + timedelta(days=days)
    found = news.items(catalogue.on(NOW.date()), NOW)
    for item in found:
        assert item.title and item.page and len(item.title) <= 80 and not item.page.record.draft
        assert item.page.release is None or item.page.release <= NOW.date()
        assert item.day.isoformat() in str(pages[item.page.path])
        assert not any(page.record.draft for page in item.about)
    after = {item.id for item in news.items(catalogue.on(later.date()), later)}
    assert {item.id for item in found} <= after
    assert {
        item.id for item in news.items(read_texts(dict(map(renamed, pages.items()))).on(later.date()), later)
    } == after


def renamed(page: tuple[str, str | bytes]) -> tuple[str, str]:
    """A page under another name, which remembers the one it had."""
    path, text = page[0], str(page[1])
    folder, _, name = path.rpartition("/")
    remembered = "" if "\nformerly:" in text else f'formerly: ["{name.removesuffix(".md")}"]\n'
    return f"{folder}/renamed-{name}", text.replace("---\n", f"---\n{remembered}", 1)
