"""What bends MkDocs and its plugins to a catalogue: every such place is here, each with its reason.

`tests/unit/test_bends.py` fails when a library changes under one of them. Nothing but the door (`mkdocs_events.py`) may
import this module: what the catalogue knows does not depend on MkDocs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from shutil import copyfile
from tempfile import gettempdir
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.theme import Theme
from mkdocs.utils.meta import get_data
from mkdocs_rss_plugin import plugin as rss_plugin
from mkdocs_rss_plugin.constants import DEFAULT_TEMPLATE_FOLDER
from mkdocs_rss_plugin.models import PageInformation, RssFeedBase
from mkdocs_rss_plugin.plugin import GitRssPlugin

from catalogue.graph import Page
from catalogue.kept.finished import Finished, Ingredients, KeptFiles
from catalogue.kept.standing import StandingSite, put
from catalogue.outputs.feeds import FEEDS, TEMPLATE, Channel, Feed, FeedOptions, rss_fields


class CataloguedPage(mkdocs_pages.Page):
    """A page whose text and fields come from the catalogue, so that nothing is read or lost a second time.

    MkDocs honours a subclass in `File.page`; Material's blog rests on that too.
    """

    def __init__(
        self,
        page: Page,
        prose: Callable[[], str],
        file: File,
        config: MkDocsConfig,
        *,
        whole_meta: bool,
    ) -> None:
        """`prose` gives the page's finished HTML.

        `whole_meta` gives plugins every field at the top of the page; nothing of ours asks for them.
        """
        super().__init__(None, file, config)
        self.catalogued = page
        self._fill = prose
        self._whole_meta = whole_meta
        self._later = config

    def _set_canonical_url(self, base: str | None) -> None:
        """Later, as the next: of a page that stands finished, nobody asks."""

    def _set_edit_url(self, *given: str | None) -> None:
        """Later."""

    def __getattr__(self, name: str) -> Any:
        if name not in ("canonical_url", "abs_url", "edit_url"):
            raise AttributeError(name)
        given = dict(vars(self))
        if name == "edit_url":
            super()._set_edit_url(self._later.repo_url, self._later.edit_uri, self._later.edit_uri_template)
        else:
            super()._set_canonical_url(self._later.site_url)
        vars(self).update(given)  # what a plugin has set stays
        return vars(self)[name]

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the prose as typed, for plugins that read it, and the few fields MkDocs and its theme look at."""
        self.markdown = self.catalogued.body
        fields = get_data(self.catalogued.source.text)[1] if self._whole_meta else {}
        # Where a site adds the theme's own search, it finds nothing in pages: ours does (search_parts.py).
        self.meta = {**fields, "title": self.catalogued.title, "search": {"exclude": True}}

    @property
    def prose(self) -> str:
        """Its prose as finished HTML: made when it is asked for, for the page and for each feed that tells of it."""
        return self._fill()

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take what was rendered when the page was read, for plugins; its headings are read when the page is whole."""
        self.content = self.prose if self._whole_meta else ""

    def spare_plugins(self, html: str, headings: Iterable[tuple[str, str, int]]) -> None:
        """Keep the finished page (HTML) from plugins: the search plugin would read all of it for marks that are gone.

        `headings` are words, id and level. `give_back` has to follow before the template is rendered.

        `html` is the whole content of the page, as it is to be shown.
        """
        self._finished, self.content = html, ""
        self.toc = TableOfContents([AnchorLink(*heading) for heading in headings])

    def give_back(self) -> None:
        """Let the template have the page, which no plugin had to read."""
        self.content = self._finished

    def forget(self) -> None:
        """Let go of what nobody asks for when the page is written: a large site has a lot of it."""
        self.content = self.markdown = self._finished = ""
        self.toc = TableOfContents([])


def pass_by(files: Files, finished: Collection[str]) -> None:
    """Let MkDocs render none of the pages that stand finished, by their files' paths below the site's folder.

    To be said when it has read them all: what it then asks for are the pages to render.
    """
    every = files.documentation_pages

    def left(*, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included) -> list[File]:
        """The pages to render."""
        return [file for file in every(inclusion=inclusion) if file.dest_uri not in finished]

    files.documentation_pages = left  # type: ignore[method-assign]


class MadeFile(File):
    """A file that is made, not written by anybody, and stands there already; `File.generated` makes one.

    MkDocs would hold all of them until it writes the first.
    """

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it as it stands."""


class WrittenOver:
    """Lets MkDocs write a site over the one that stands: it would empty the folder first, and write each file anew.

    MkDocs has no event around that: for the time of one build, what it empties, writes and copies with is ours.
    """

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the site."""
        self._standing = StandingSite(folder)
        self._theirs = {name: getattr(utils, name) for name in ("clean_directory", "write_file", "copy_file")}
        utils.clean_directory = lambda directory: None
        utils.write_file = lambda content, output_path: put(output_path, content)
        utils.copy_file = lambda source_path, output_path: put(output_path, Path(source_path).read_bytes())

    def end(self, stays: Collection[str]) -> None:
        """Take away what this build has not made; `stays` are files that stand as they should, as on the disk."""
        self.give_back()
        self._standing.clear(stays)

    def give_back(self) -> None:
        """Let MkDocs have its own ways again, as after a build that has failed."""
        vars(utils).update(self._theirs)


def settings(config: MkDocsConfig) -> str:
    """All that a page can show of the settings, as text: the same text for the same settings, in any folder."""
    return repr((_plain({**config, "site_dir": "", "hooks": ""}), _plain(config.theme)))


def _plain(value: object) -> object:
    if isinstance(value, GitRssPlugin):
        return _plain(value.config)
    if isinstance(value, Mapping | Theme):
        return [(name, _plain(value[name])) for name in sorted(value)]
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def settle_theme(theme: Theme) -> None:
    """Keep MkDocs from writing its own sitemap, which would carry the day of the build, and from listing icons."""
    theme.static_templates.discard("sitemap.xml")
    made = theme.get_env

    def settled() -> Environment:
        env = made()
        env.loader = _Shown(theme.dirs)
        return env

    theme.get_env = settled  # type: ignore[method-assign]


class _Shown(FileSystemLoader):
    """The files of a theme. MkDocs looks for those to copy, and none is in a folder whose name starts with a dot."""

    def list_templates(self) -> list[str]:
        """All but the icons of Material, fourteen thousand: to look at each is a fifth of a small site's build."""
        found: set[str] = set()
        for place in self.searchpath:
            for folder, inner, names in os.walk(place):
                inner[:] = [name for name in inner if name[0] != "."]
                below = folder[len(place) :].strip(os.sep).replace(os.sep, "/")
                found.update(f"{below}/{name}" if below else name for name in names)
        return sorted(found)


class Refused(Exception):
    """The settings ask for something that cannot be; the message is a sentence that says what, and what to do."""


_RECORDS = "what a feed says of a page comes from its record"
_CANNOT: dict[str, str] = {
    "abstract_chars_count": _RECORDS,
    "abstract_delimiter": _RECORDS,
    "categories": _RECORDS,
    "comments_path": "pages have no comments",
    "date_from_meta": "the days of news are those of the records",
    "enabled": "every page tells readers of the feeds",
    "feeds_filenames": "the addresses of the feeds are for ever",
    "json_feed_enabled": "every page tells readers of the JSON feeds",
    "rss_feed_enabled": "every page tells readers of the feeds",
    "url_parameters": "an item leads to the address that its page has for ever",
}
"""The plugin's options that a feed of news cannot have, and why."""

_OFF = {"match_path": "(?!)", "use_git": False, "use_material_blog": False, "use_material_social_cards": False}
"""No page is picked and nothing is asked of git: the plugin is given the news, which comes from the records."""
_SHARED = ("length", "feed_ttl", "pretty_print", "stylesheet", "cache_dir")
"""The plugin's options that every feed takes from the plain instance."""


@dataclass
class SentItem(PageInformation):  # type: ignore[misc]
    """An item as the plugin holds one, with what its own record has no place for."""

    owner: str = ""
    content: str = ""
    changed: str = ""


@dataclass
class SentFeed(RssFeedBase):  # type: ignore[misc]
    """A feed as the plugin holds one, with the address of its newest archive."""

    older: str = ""
    hub: str = ""
    archive: bool = False


class FeedWriters:
    """mkdocs-rss-plugin, made to write our news: the plain instance of the settings, and one more for each feed.

    The plain one writes everything under the plugin's own names, which themes advertise. Further instances that
    `mkdocs.yml` holds are the reader's own and are left as they are. The plugin gathers its items page by page and
    writes them in `on_post_build`: between the two its list is ours.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        """Look through the settings, before any plugin does; raises `Refused`."""
        instances = [plugin for plugin in config.plugins.values() if isinstance(plugin, GitRssPlugin)]
        self._plain = next((one for one in instances if one.config.match_path == _fresh(one)["match_path"]), None)
        if self._plain is None:
            raise Refused("mkdocs.yml has no plain “- rss” under “plugins”, and that is what writes the feeds: add it.")
        _refuse_options(self._plain)
        self.own = [one for one in instances if one is not self._plain and one.config.enabled]
        _refuse_clashes(self.own)
        self._plain.config.update({**_OFF, "json_feed_enabled": False})
        self._plain.config.cache_dir = _can_be_made(self._plain.config.cache_dir)
        given = self._plain.config
        self.options = FeedOptions(
            given.feed_title or config.site_name, given.length, given.feed_description or "", given.feed_ttl,
            given.image or "assets/feed.png", str(config.extra.get("websub") or ""),
        )  # fmt: skip
        self._by_feed: dict[str, list[GitRssPlugin]] = {}
        self._made_of: dict[Feed, tuple[str, str, list[str]]] = {}

    def prepare(self, config: MkDocsConfig) -> None:
        """Make the other instances, and point each at our template, once the plain one has set itself up."""
        assert self._plain
        rss_plugin.Environment = _environment
        shared = {name: self._plain.config[name] for name in _SHARED}
        for feed in FEEDS:
            made = _instance({**shared, **_OFF}, f"feeds/{feed.name}.xml", config)
            self._by_feed[feed.name] = [self._plain, made] if feed.is_whole else [made]
        for one in [each for several in self._by_feed.values() for each in several]:
            one.tpl_folder, one.tpl_file = TEMPLATE.parent, Path(TEMPLATE.name)
            # The plugin would look for its style sheet beside our template; `write` puts it there.
            one.config.stylesheet = ""

    def fill(self, channels: list[Channel], kept: KeptFiles, made_of: Ingredients) -> None:
        """Give each instance its entries and the fields of its channel, nothing of the build's own time.

        One whose feed stands as it should be already writes nothing.
        """
        for channel in channels:
            several = self._by_feed[channel.feed.name]
            # By its style sheet too, which a reader may name in the settings.
            name = f"{channel.feed.name} by the plugin {several[0].feed_created.stylesheet}"
            stands = kept.find(name, made_of.of_all) is not None
            for one in several:
                one.config.enabled = not stands
                if not stands:
                    _fill(one, channel)
            if not stands:
                self._made_of[channel.feed] = name, made_of.of_all(channel.first), channel.first

    def write(self, config: MkDocsConfig, kept: KeptFiles) -> None:
        """Write the feeds that `mkdocs.yml` does not name; the plain instance has written its own."""
        site = Path(config.site_dir)
        # The plugin makes no folder.
        (site / "feeds").mkdir(parents=True, exist_ok=True)
        for feed, (name, made_of, shows) in self._made_of.items():
            several = self._by_feed[feed.name]
            several[-1].on_post_build(config)
            paths = [path for one in several for path in _written(one) if path.endswith(".xml")]
            if feed.is_whole and (several[0].feed_created.stylesheet or "").endswith("/rss.xsl"):
                copyfile(DEFAULT_TEMPLATE_FOLDER / "default.xsl", site / "rss.xsl")
                paths.append("rss.xsl")
            found = {path: (site / path).read_bytes() for path in paths if (site / path).is_file()}
            kept.keep(name, Finished.of(made_of, found, shows=shows))


def _fill(one: GitRssPlugin, channel: Channel) -> None:
    # Put in place of what is there: while serving, the list would grow at every rebuild.
    one.pages_to_filter[:] = sent_items(channel, pretty=one.config.pretty_print)
    one.feed_created = sent_feed(one.feed_created, channel)
    one.feed_updated = sent_feed(one.feed_updated, channel)
    if one.config.feeds_filenames.rss_created == one.config.feeds_filenames.rss_updated:
        # Of two feeds in one file the second stays.
        one.feed_created.entries = _NoEntries()


class _NoEntries(list[Any]):
    def extend(self, entries: Iterable[Any]) -> None:
        """Take none."""


_environments: dict[tuple[str, ...], Environment] = {}


def _environment(loader: FileSystemLoader, **options: Any) -> Environment:
    """What the plugin renders with, made once: each instance would make code of our template again."""
    return _environments.setdefault((*loader.searchpath, *options), Environment(loader=loader, **options))


def _can_be_made(folder: str) -> str:
    """A folder for what the plugin fetches, which is nothing here; it makes it all the same, in a closed place too."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError:
        return str(Path(gettempdir(), "mkdocs-rss-plugin"))
    return folder


def _fresh(plugin: GitRssPlugin) -> Any:
    """The plugin's options as they are where nobody types any."""
    fresh = type(plugin.config)()
    fresh.load_dict({})
    fresh.validate()
    return fresh


def _refuse_options(plugin: GitRssPlugin) -> None:
    for name, default in _fresh(plugin).items():
        if name in _CANNOT and plugin.config[name] != default:
            raise Refused(f"The plain “- rss” in mkdocs.yml cannot have “{name}”, since {_CANNOT[name]}: take it out.")
    for name in ("length", "feed_ttl"):
        if plugin.config[name] < 1:
            raise Refused(f"The plain “- rss” in mkdocs.yml has “{name}: {plugin.config[name]}”: write 1 or more.")


def _refuse_clashes(own: Iterable[GitRssPlugin]) -> None:
    """Stop where two instances would write one file, of which the last would win without a word."""
    taken = {f"feeds/{feed.name}.{ending}" for feed in FEEDS for ending in ("xml", "json")} | {
        "feed_rss_created.xml", "feed_rss_updated.xml",
    }  # fmt: skip
    for one in own:
        try:
            re.compile(one.config.match_path)
        except re.error:
            raise Refused(
                f"A further “- rss” in mkdocs.yml has “match_path: {one.config.match_path}”, which is no pattern "
                "(a regular expression of Python): write it as in “guidance/.*”."
            ) from None
        names = set(_written(one))
        for name in sorted(names & taken):
            raise Refused(
                f"Two feeds would be written to “{name}”: give the further “- rss” in mkdocs.yml a name of its own "
                "for each of its files, under “feeds_filenames”."
            )
        taken |= names


def _written(one: GitRssPlugin) -> Iterator[str]:
    for form, enabled in (("rss", one.config.rss_feed_enabled), ("json", one.config.json_feed_enabled)):
        if enabled:
            yield one.config.feeds_filenames[f"{form}_created"]
            yield one.config.feeds_filenames[f"{form}_updated"]


def _instance(options: Mapping[str, Any], path: str, config: MkDocsConfig) -> GitRssPlugin:
    """An instance that writes one file. MkDocs does not know of it: nothing of it has to run for every page."""
    made = GitRssPlugin()
    names = {"rss_created": path, "rss_updated": path}
    errors, _ = made.load_config({**options, "json_feed_enabled": False, "feeds_filenames": names})
    assert not errors
    made.on_startup(command="build", dirty=False)
    made.on_config(config)
    return made


def _unsqueezed(text: str) -> Markup:
    """Text as XML whose line ends and double spaces the plugin cannot take away, as it does without `pretty_print`."""
    return Markup(str(escape(text)).replace("\n", "&#10;").replace("  ", "&#32;&#32;"))


def sent_items(channel: Channel, *, pretty: bool) -> list[SentItem]:
    """The entries of a feed as the plugin holds them; without `pretty`, in a form it cannot squeeze."""
    keep = str if pretty else _unsqueezed
    found = []
    for entry in channel.newest:
        fields = rss_fields(entry)
        found.append(SentItem(**fields | {name: keep(fields[name]) for name in ("description", "content")}))
    return found


def sent_feed(made: RssFeedBase, channel: Channel) -> SentFeed:
    """What the plugin made of the settings, with the words of a channel."""
    newest = format_datetime(channel.entries[0].moment) if channel.entries else None
    return SentFeed(**{
        **vars(made), "entries": [], "title": channel.title, "description": channel.says, "pubDate": newest,
        "buildDate": newest, "author": None, "repo_url": None, "logo_url": channel.image,
        "stylesheet": urljoin(channel.base, made.stylesheet) if made.stylesheet else None,
        "older": channel.older("xml", 0), "hub": channel.options.hub,
    })  # fmt: skip
