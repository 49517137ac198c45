"""The kinds of page: one row for each, with all that lists, cards, feeds, starters and scripts need to know of it.

A further kind is a record, a template in `overrides/records/` and a row here. How a kind behaves is said by its record.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, NamedTuple

from catalogue.records.chat import Chat
from catalogue.records.fields import field
from catalogue.records.guide import Guide
from catalogue.records.paper import Paper
from catalogue.records.post import Post
from catalogue.records.record import Record
from catalogue.records.search_words import FOLDER as SEARCH_WORDS
from catalogue.records.search_words import SearchWords
from catalogue.records.term import Term
from catalogue.records.values import among

BRAND = (11, 79, 108)
"""The colour of the site: red, green and blue, each from 0 to 255."""


class Kind(NamedTuple):
    """A kind of page. All words are plain text, to be escaped where they are shown."""

    record: type[Record]
    folder: str
    """Below the docs folder; the address of the list of its pages too, and the name of its feed."""
    section: str
    """The name of the list of its pages, in menus, trails and feeds."""
    called: str
    """What readers call one page, at the start of a title: `Guide`."""
    heading: str
    """What stands over several pages in a list: `Guides`."""
    several: str
    """What several pages are called behind a number: `guides`."""
    card: str
    """What the picture of a shared page says."""
    colour: tuple[int, int, int] = BRAND
    """That of the picture, dark enough for white words."""
    start: str = ""
    """What the link says that starts a new page."""
    advice: tuple[str, ...] = ()
    """What makes a good page of this kind, each in a sentence or two of Markdown, for writers."""
    sections: tuple[tuple[str, str], ...] = ()
    """The headings that readers expect in its prose, and what belongs under each."""
    anchors: tuple[str, ...] = ()
    """The headings its template makes, besides those in the prose, by their address in the page."""
    feed: str | None = None
    """What its feed says of itself; none where it has no feed of its own."""
    weight: float = 1
    """How much it counts among what a search finds, beside others."""
    owns: int = 9
    """Whose name it is where pages of two kinds have the same: that of the kind with the lower number."""
    also_started: tuple[str, ...] = ()
    """Fields a new page starts with, although none needs them."""
    defines: bool = False
    """Its pages say what a word means: a page that links one lists it among the words it uses."""
    lasting: bool = False
    """Its pages are to be kept right for good: publishing, changing and withdrawing one is news."""

    @property
    def name(self) -> str:
        """Its name in the code, for templates and commands: `guide`."""
        return self.record.kind

    @property
    def unnamed(self) -> str:
        """What the file of a new page is called until its title is known: `new-guide`."""
        return f"new-{self.called.casefold()}"


_ENDS = ("words-used", "sources", "changes")

KINDS: tuple[Kind, ...] = (
    Kind(
        Guide, "guidance", "Guidance", "Guide", "Guides", "guides", "Guidance for officers",
        colour=(10, 58, 80),
        start="Write a guide",
        advice=(
            "It starts from one job, in the words an officer would use on the radio.",
            "The card comes first: at most five things to do and three not to do. "
            "It is read in 90 seconds, on a phone.",
            "It names the official page that wins, and says nothing tactical.",
            "Each claim rests on a paper in the library, and says how strong the evidence is.",
            "It says how it could make things worse.",
        ),
        sections=(
            ("The problem", "Say what happens, to whom, and how often."),
            ("Why it happens", "Say what lies behind it."),
            ("What policing can do", "Say what has helped, and who else has to be there."),
            ("Proof it can change", "Say what was found, where and when, and name the paper."),
        ),
        anchors=("card", "harm", "claims", "say-it", "discuss", "answers", "note", "changed-by", *_ENDS),
        feed="New and changed guidance for officers",
        owns=2, weight=3, lasting=True,
    ),
    Kind(
        Chat, "chats", "Chats", "Chat", "Chats", "chats", "A chat, start to finish",
        colour=(78, 44, 118),
        start="Announce a chat",
        advice=(
            "It says what you hope to hear, so that people can decide to come.",
            "Three to five questions are enough for an hour. Each fits into one post.",
            "It names one or two things to read first.",
            "It keeps this one page when the chat is moved, called off or written up. "
            "“How to host a chat” goes through it all.",
        ),
        sections=(("Why this chat", "Say in a few sentences what led to the chat and what you hope to hear."),),
        anchors=(
            "chat-write-up", "chat-changed", "chat-hosts", "chat-aims", "chat-questions", "chat-reading", "chat-how",
            "chat-share", "note", "chat-host-pack", "used-in", *_ENDS,
        ),
        feed="Chats announced, moved, cancelled and written up",
        owns=4, weight=1.5, also_started=("platform", "hosts", "minutes", "announced", "reading"),
    ),
    Kind(
        Paper, "papers", "Papers", "Paper", "Papers", "papers", "A paper, in plain words",
        colour=(92, 56, 4),
        start="Add a paper",
        advice=(
            "Add what a page here rests on. The library is no list of all there is.",
            "The summary is in your own words: what was asked, what was found with its figures, and how far that can "
            "be trusted.",
            "Say how much you have read. For many papers that is the summary alone.",
            "Authors stand one on each line, family name first. "
            "A reference that you paste as BibTeX, RIS or CSL-JSON fills them in.",
        ),
        sections=(("Why it matters here", "Say in a few sentences what the paper adds to our pages."),),
        anchors=("about", "details", "cite", "relied-on-by", "discussed-in", "named-in", *_ENDS),
        feed="Papers added to the library, superseded or retracted",
        owns=3, weight=0.5, also_started=("url", "added"),
    ),
    Kind(
        Term, "glossary", "Glossary", "Word", "Words", "words", "A word, explained",
        colour=(12, 78, 62),
        start="Define a word",
        advice=(
            "The definition is one idea in at most 40 words, without jargon.",
            "Other names, plurals and slang stand under “also”, so that people find it by the word they know.",
            "It says where police and public health people mean different things by it.",
            "It names the paper that the definition comes from.",
        ),
        sections=(
            (
                "What it means in practice",
                "Say where you would meet the idea on a shift. Two or three short sentences do.",
            ),
            ("What the evidence says", "Say what was found, where and when, and name the paper."),
            ("Where people disagree", "Say who disagrees, and about what, or leave this part out."),
        ),
        anchors=("around", "life", "changed-by", "used-in", *_ENDS),
        feed="New and changed words",
        owns=1, weight=1.5, defines=True, lasting=True,
    ),
    Kind(
        Post, "news", "News", "News", "News", "pieces of news", "News",
        colour=(120, 28, 66),
        start="Tell the news",
        advice=(
            "It is about pages that are here, and says what changes for them.",
            "A change of one page needs no news of its own: its note under “changes” is sent.",
            "It says who should do something now, and what.",
        ),
        feed="Changes of policy, law and evidence, each tied to the pages it changes",
        sections=(("What is new", "Say what has changed and whom it is for."),),
        anchors=("about", *_ENDS),
        owns=5, weight=0.5,
    ),
)  # fmt: skip
"""The kinds of record, in the order in which lists show them."""

LISTS = (
    "home", *(kind.folder for kind in KINDS), "questions", "authors", "feeds", "contributing", "data", "upkeep",
)  # fmt: skip
"""The lists the site makes, each by its template in `overrides/listings/`; a kind with none there by `kind.html`."""


class Plain(Record):
    """A page that is not a record: a list, a guide for writers, a page about the site."""

    kind: ClassVar[str] = "page"
    required_once_current: ClassVar[tuple[str, ...]] = ()

    listing: Annotated[str, among(LISTS)] | None = field("which list the page shows", "glossary")
    starter: Annotated[str, among(tuple(kind.name for kind in KINDS))] | None = field(
        "the kind of page that this page says how to write", "term"
    )


PLAIN = Kind(Plain, "", "Pages", "Page", "Other pages", "pages", "For officers and partners")
"""The row of all pages that are not records."""

ROWS: dict[str, Kind] = {kind.name: kind for kind in (*KINDS, PLAIN)}
"""Every row by the name of its kind."""


def model_for(path: str) -> type[Record]:
    """The record of the page at a path in the docs folder: by its folder; lists and pages elsewhere are plain pages.

    `path` has forward slashes on every system.
    """
    folder, _, name = path.rpartition("/")
    if name != "index.md" and not name.startswith("_"):
        if folder == SEARCH_WORDS:
            return SearchWords
        for kind in KINDS:
            if kind.folder == folder:
                return kind.record
    return Plain
