"""MkDocs's door to the catalogue: what happens at each event, and why there. All is known before a page is rendered.

Plugins run before hooks at equal priority; a higher priority runs first. What bends MkDocs or a plugin is in
`catalogue/mkdocs_bends.py`.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import InclusionLevel
from mkdocs_rss_plugin.plugin import GitRssPlugin

from catalogue import Catalogue, Diagnostic, Page, Severity, judge
from catalogue.addresses import LOCAL, WrongAddress, relative, site_address
from catalogue.dates import WrongDay, long_day, now
from catalogue.folder import read_snapshot
from catalogue.guides.contact import contact, unread
from catalogue.guides.start_links import StartLinks
from catalogue.kept.finished import Finished, Ingredients, KeptFiles, everywhere
from catalogue.kept.lines import beside, digest
from catalogue.kept.problems import judged
from catalogue.kept.readings import Readings
from catalogue.kept.rule_problems import KeptProblems
from catalogue.kept.standing import put
from catalogue.kept.versions import house, version
from catalogue.ledger import PATH as LEDGER
from catalogue.markdown.harmless import make_safe
from catalogue.mkdocs_bends import (
    CataloguedPage,
    FeedWriters,
    MadeFile,
    Refused,
    WrittenOver,
    pass_by,
    settings,
    settle_theme,
)
from catalogue.outputs import as_it_stood, cards, embedded_card, feeds, pocket, policy, publishing
from catalogue.outputs.feed_entries import writer
from catalogue.outputs.feed_html import without
from catalogue.outputs.force_layer import Force, WrongForce, force
from catalogue.outputs.library_health import AFFECTED, Upkeep
from catalogue.outputs.lock import Busy, hold
from catalogue.outputs.open_data import open_files
from catalogue.outputs.rendering import keep_templates, settle_templates
from catalogue.outputs.search import index_files, search_parts
from catalogue.outputs.search.search_index import search_entries, sharpen, unmarked
from catalogue.outputs.topic_feeds import TopicFeeds, topic_feeds
from catalogue.progress import Progress
from catalogue.report import FORMATS, Findings
from catalogue.rules import SHOWN
from catalogue.site.frame import frame
from catalogue.site.pages import Assets, contents, show, with_contents
from catalogue.site.pictures.drawn import Drawn
from catalogue.site.site import Site, template_globals
from catalogue.site.theme_settings.idle_settings import FEATURES, WrongFrame, settled_theme
from catalogue.site.theme_settings.look import colours
from catalogue.snapshot import LINK, take

log = logging.getLogger("mkdocs.catalogue")


@dataclass
class Build:
    """What one build knows. Each event fills in what those after it read."""

    moment: datetime
    """When it is taken to be, aware, UK time."""
    serving: bool = False
    known: dict[str, Page] = field(default_factory=dict)
    """The pages as they were read before, by their paths, while the site is being served."""
    let_go: Callable[[], None] = lambda: None
    """Lets another build write into the folder of the site."""
    writers: FeedWriters = field(init=False)
    problems: list[Diagnostic] = field(init=False)
    site: Site = field(init=False)
    upkeep: Upkeep = field(init=False)
    framed: dict[str, Any] = field(default_factory=dict)
    """What MkDocs gives a template that is not of one page, for pages that it does not know."""
    force: Force | None = None
    """What a force adds to its own site."""
    assets: Assets = field(init=False)
    env: Environment = field(init=False)
    channels: list[feeds.Channel] = field(init=False)
    topic_feeds: TopicFeeds = field(init=False)
    alone: bool = False
    """No plugin and no hook but ours takes part, so that what a page is made of is known."""
    progress: Progress = field(default_factory=lambda: Progress("pages made", 0))
    written_over: WrittenOver = field(init=False)
    code: bytes = b""
    """By which code and templates it is made, as a hash."""
    kept: KeptFiles = field(init=False)
    """What stands finished of the build before: nothing where a plugin we do not know may have had a hand in it."""
    made_of: Ingredients = field(init=False)
    told: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What is shown on a page alone, by its path: its problems, and the health of the library."""
    finished: dict[str, Finished] = field(default_factory=dict)
    """What is known of each finished page of the catalogue, by its path."""
    found: dict[str, search_parts.Findable] = field(default_factory=dict)
    """What search finds of the page that is being made, by its path."""
    script_hashes: set[str] = field(default_factory=set)
    """Those of the inline scripts of all pages, as the policy names them."""


build: Build


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether the site is being served: then problems are shown, and nothing stops."""
    global build
    # Here, since no later event says so. It runs once for a process; `_settle` starts each build anew from it.
    build = Build(datetime.now(UTC), serving=command == "serve")


@event_priority(100)  # before the feeds' plugin takes the address, the day and the options settled here
def _settle(config: Any) -> Any:
    """Start a build: settle the day, the addresses and what the feeds' plugin is to do; leave MkDocs's own map out."""
    global build
    # Nearly all that is read is kept to the end: to look through it for what is not costs a tenth, so it waits.
    gc.disable()
    try:
        build = Build(now(None, os.environ), build.serving, build.known)
        _settle_addresses(config)
        build.writers = FeedWriters(config)
        names = [*settled_theme(config), *unread(config.extra)]
    except (WrongDay, WrongAddress, Refused, WrongFrame) as error:
        raise Abort(str(error)) from None
    settle_theme(config.theme)
    config.theme.static_templates.add("search/index.html")
    if names:
        log.info("These settings change nothing on this site: %s. Features: %s.", ", ".join(names), ", ".join(FEATURES))
    return config


def _settle_addresses(config: Any) -> None:
    """Take the two addresses from the environment; without one, the site is built to be read on this machine."""
    repository = os.environ.get("REPO_URL", config.repo_url or "").strip()
    config.repo_url = site_address(repository, "REPO_URL") if repository else None
    config.edit_uri = config.edit_uri if repository else None
    if build.serving:
        return
    typed = os.environ.get("SITE_URL", config.site_url or "").strip()
    config.site_url = site_address(typed, "SITE_URL") if typed else LOCAL
    if not typed:
        # Not by the log, which --quiet silences and --strict counts.
        print("SITE_URL names no address:", f"the site is made for {LOCAL}, not to be published.", file=sys.stderr)


@event_priority(-100)  # after the feeds' plugin has set itself up
def _prepare(config: Any) -> Any:
    """Make the writers of the feeds, which the settings do not name one by one."""
    build.writers.prepare(config)
    others = [one for one in config.plugins.values() if not isinstance(one, GitRssPlugin)]
    build.alone = len(others) == 1 and not build.writers.own
    return config


on_config = CombinedEvent(_settle, _prepare)


def on_pre_build(*, config: Any) -> None:
    """Read and judge everything."""
    # Here, before MkDocs walks the folder: it follows links, in a ring too.
    moment = build.moment
    docs = Path(config.docs_dir)
    taken = take(docs, config.site_url or "")
    catalogue = read_snapshot(taken, Readings(docs, build.known, on_all_cores=False))
    kept = KeptProblems(docs)
    build.problems = judged(docs, taken, moment.date(), lambda: judge(catalogue, moment.date(), SHOWN, kept=kept))
    try:
        build.force = force(config.extra.get("force"), catalogue.files)
    except WrongForce as error:
        raise Abort(str(error)) from None
    if os.environ.get("AS_AT"):
        # What was fit to be read then may lack what is asked of pages today, and nobody can mend it any more.
        catalogue, build.problems = catalogue.as_at(moment.date()), []
        config.extra["announcement"] = {"words": f"This site is shown as it stood on {long_day(moment.date())}."}
    _report(catalogue, docs)
    _hold(Path(config.site_dir))
    build.site = Site(catalogue.on(moment.date()), moment, urlsplit(config.site_url or "").hostname or "")
    build.upkeep = Upkeep(build.site, build.problems)
    build.assets = Assets(Path(config.theme.custom_dir), colours(config.theme.get("palette")))
    build.written_over = WrittenOver(Path(config.site_dir))
    build.code = digest(house(), Path(__file__).read_bytes(), version(Path(config.theme.custom_dir)))
    name = "pages-served" if build.serving else "pages"
    build.kept = KeptFiles(beside(docs, name) if build.alone else None, Path(config.site_dir))
    build.made_of = Ingredients(
        build.site.catalogue, everywhere(build.site, build.code, settings(config), str(build.serving))
    )


def _hold(folder: Path) -> None:
    """Keep the folder of the site to this build, before MkDocs empties it; while serving, nobody else knows it."""
    try:
        build.let_go = build.let_go if build.serving else hold(folder).close
    except Busy:
        raise Abort(f"Another build is at work in “{folder}”. Wait for its end, or choose another folder.") from None


def on_files(files: Any, *, config: Any) -> Any:
    """Give each page its text; add the files that are made, not written; leave out what the catalogue did not read."""
    # Here, since it is the first event that knows the files, and the last before MkDocs makes pages of them.
    known = build.site.catalogue.by_path.keys() | build.site.catalogue.files
    for file in [each for each in files if each.src_dir == config.docs_dir and each.src_uri not in known]:
        files.remove(file)
    made = publishing.files(
        build.site, build.assets, config.site_name, config.site_url, build.kept, build.made_of.common
    )
    for path in (*made, *cards.draw(build.site.catalogue, config.site_name, build.kept, build.code)):
        # The theme brings a file of one name with ours: its map of the site.
        if theirs := files.get_file_from_path(path):
            files.remove(theirs)
    # No page leads to a card, so MkDocs need not know of them.
    for path in (*made, *(part.path for part in build.site.lists.pages)):
        files.append(_made(config, path))
    for file in [each for each in files if publishing.theme_leaves_out(each.src_uri) or each.src_uri == LEDGER]:
        files.remove(file)
    _give_pages(files, config)
    _find_finished(files)
    if not build.serving:
        gc.freeze()  # What is known now is looked through no more.
        gc.set_threshold(20_000)  # Most of what comes is kept to the end too.
        gc.enable()
    return files


def _made(config: Any, path: str) -> Any:
    """A file that is written already, or a page that nobody typed."""
    return MadeFile.generated(config, path, content="")


def _give_pages(files: Any, config: Any) -> None:
    """Put a page of ours at the file of each page of the catalogue."""
    paths = frozenset(file.src_uri for file in files)
    for page in (*build.site.catalogue.pages, *build.site.lists.pages):
        file = files.get_file_from_path(page.path)
        if file is None or file.inclusion.is_excluded():
            continue
        if page.record.draft:
            file.inclusion = InclusionLevel.DRAFT
        prose = partial(build.site.prose, page, paths)
        CataloguedPage(page, prose, file, config, whole_meta=not build.alone)


def on_page_content(html: str, *, page: Any, config: Any, files: Any) -> str:
    """Make a page harmless that MkDocs has rendered itself; ours are so already."""
    # Here, before a plugin of lower priority reads the content: nobody is to meet what could do harm.
    return html if isinstance(page, CataloguedPage) else make_safe(html)


def on_env(env: Any, *, config: Any, files: Any) -> Any:
    """Give templates what they ask for, escaping in ours, and the feeds their items."""
    # Here, since all prose is HTML by now and no template has run: a feed holds whole pages, and every page names the
    # feeds. The feeds' plugin has gathered its items and not yet written them.
    problems = build.problems if build.serving else []
    shown = frame(config, problems, build.assets, build.site, env)
    env.globals.update(template_globals(build.site), drawn=Drawn(build.site), shown=shown)
    settle_templates(env)
    build.env = env
    made = writer(build.site, env, partial(_prose_of, files), config.site_url)
    build.channels = feeds.channels(build.site, made, build.writers.options, config.site_url)
    build.topic_feeds = topic_feeds(build.site, made, build.writers.options, config.site_url)
    start = StartLinks(config.repo_url or "", config.edit_uri or "")
    env.globals.update(
        channels=build.channels, topic_feeds=build.topic_feeds, start=start, contact=contact(config.extra),
        force=build.force, upkeep=build.upkeep,
    )  # fmt: skip
    build.writers.fill(build.channels, build.kept, build.made_of)
    pass_by(files, {path for one in build.finished.values() for path in one.files})
    build.progress = Progress("pages made", len(files.documentation_pages()))
    return env


def _prose_of(files: Any, page: Page) -> str:
    """The prose of a page, as HTML with all its links; empty where MkDocs shows none."""
    file = files.get_file_from_path(page.path)
    return file.page.prose if file and isinstance(file.page, CataloguedPage) else ""


def _find_finished(files: Any) -> None:
    """See which pages stand finished already: of those, nothing is made."""
    # Here, since all that a page can show is known, and MkDocs has asked for none yet.
    for one in build.problems if build.serving else ():
        build.told[one.path].append(repr((one.code, one.severity, one.span, one.message, one.fix)))
    for file in files.documentation_pages():
        if isinstance(file.page, CataloguedPage):
            shown = file.page.catalogued
            if shown.listing == "upkeep":
                build.told[shown.path].append(repr(build.upkeep))
            if found := build.kept.find(file.dest_uri, _made_of(shown)):
                build.script_hashes.update(found.scripts)
                build.finished[shown.path] = found


def _made_of(page: Page) -> str:
    return build.made_of.of(page, *build.told.get(page.path, ()))


@event_priority(100)  # before any plugin reads the page
def _make_whole(context: Any, *, page: Any, config: Any, nav: Any) -> Any:
    """Make the page whole, record and prose, and note what search may find in it."""
    # Here and not in on_page_content: a record's template asks for the prose of other pages, and for all feeds.
    if isinstance(page, CataloguedPage):
        shown = page.catalogued
        context.update(this=shown, record=shown.record)
        html = show(build.env, context, shown, page.prose if build.alone else page.content or "")
        seen = without(html, "hidden")
        if not (shown.record.retired or shown.record.draft or shown.listing == "part"):
            entries = sharpen(shown, search_entries(shown.address, shown.title, seen))
            build.found[shown.path] = search_parts.read_page(shown, entries)
        headings = list(contents(seen))
        page.spare_plugins(with_contents(build.env, unmarked(html), headings), headings)
    return context


@event_priority(-100)  # when every plugin has passed the page by
def _give_back(context: Any, *, page: Any, config: Any, nav: Any) -> Any:
    """Let the template have the page."""
    if isinstance(page, CataloguedPage):
        page.give_back()
    return context


on_page_context = CombinedEvent(_make_whole, _give_back)


def on_post_page(output: str, *, page: Any, config: Any) -> str:
    """Give each page its Content-Security-Policy, and keep what came of it."""
    # Here, since the hashes of inline scripts need the page as it goes out.
    output, scripts = _policed(output)
    if isinstance(page, CataloguedPage):
        shown, file = page.catalogued, page.file.dest_uri
        found = build.found.pop(shown.path, None)
        made = Finished.of(_made_of(shown), {file: output}, scripts, found and found.read)
        build.kept.keep(file, made)
        build.finished[shown.path] = made
        if build.alone:
            page.forget()
    build.progress.step()
    return output


def on_template_context(context: Any, *, template_name: str, config: Any) -> Any:
    """Note what the frame of a page asks for that MkDocs does not know of."""
    # Here, since this comes in every build, whichever pages stand finished.
    build.framed = build.framed or dict(context)
    return context


def on_post_template(output: str, *, template_name: str, config: Any) -> str:
    """The page that says nothing was found gets its policy too."""
    return _policed(output)[0] if template_name.endswith(".html") else output


def _policed(html: str) -> tuple[str, list[str]]:
    """A page with its policy, and the hashes of its scripts: noted, since a server sends one policy for all pages."""
    # Not while serving, since MkDocs's reload is an inline script.
    if build.serving:
        return html, []
    scripts = policy.hashes(html)
    build.script_hashes.update(scripts)
    return policy.with_policy(html, scripts), scripts


def _as_it_stood(address: str, asked: dict[str, Any]) -> tuple[str, list[str]]:
    """A page of the cards of a release, in the frame of every page, and the hashes of its scripts."""
    above = {"page": None, "base_url": relative("", address).rstrip("/")}
    return _policed(build.env.get_template("as-at/index.html").render({**build.framed, **above, **asked}))


@event_priority(-100)  # when the plugins have written the search index and the feeds
def on_post_build(*, config: Any) -> None:
    """Write what can only be written once all pages are there, and see that what pages tell of is there."""
    build.progress.end()
    folder, kept, made_of = Path(config.site_dir), build.kept, build.made_of
    # First the plugin: the files of each feed then get their times.
    build.writers.write(config, kept)
    publishing.write_feeds(folder, build.channels, build.topic_feeds, config.copyright or "", kept, made_of)
    open_files.write(
        build.site, folder, config.site_url, config.site_name, config.site_description or "", kept, made_of,
        partial(_card_beside, config),
    )  # fmt: skip
    # After the open data, which is as large: both at once would be the most that is ever in memory.
    index_files.write(build.site.catalogue, build.finished, kept, made_of.common)
    build.script_hashes.update(as_it_stood.write(build.site, _as_it_stood, kept, made_of.common))
    card = (Path(config.theme.custom_dir) / embedded_card.TEMPLATE).read_text("utf-8")
    put(folder / "_headers", policy.headers_file(sorted(build.script_hashes), card).encode())
    if config.site_url.startswith("https://"):  # not while serving: see parts/head.html
        pocket.write(build.site, build.assets, folder, Path(config.docs_dir))
    if any(page.listing == "upkeep" for page in build.site.catalogue.pages):
        open_files.write_texts(folder, {AFFECTED: build.upkeep.affected_json})
    if lost := feeds.unwritten(build.channels, folder):
        raise Abort(f"Every page tells readers of the feed “{lost[0]}”, and it was not written.")
    build.written_over.end(build.kept.standing)
    build.kept.save()
    keep_templates(build.env)
    build.let_go()
    gc.enable()


def _card_beside(config: Any, page: Page) -> dict[str, str]:
    """The files of the card to embed, beside a guide."""
    card = build.env.get_template(embedded_card.TEMPLATE)
    return embedded_card.files(build.site, page, card.render, config.site_url, config.site_name, build.force)


def on_build_error(*, error: Exception) -> None:
    """Say in one sentence that the disk is full or a folder closed; other errors are left as they are."""
    build.let_go()
    gc.enable()
    build.progress.end()
    if hasattr(build, "written_over"):
        build.written_over.give_back()
    # A template that is missing is an error of this kind too, but not one of the machine.
    if isinstance(error, OSError) and error.errno is not None:
        where = f"“{error.filename}”" if error.filename else "A file of the site"
        raise Abort(f"{where} could not be read or written: {error.strerror}. The site that was built is not whole.")


def _report(catalogue: Catalogue, docs: Path) -> None:
    """Say every problem; stop a build at errors. While serving, the pages show their own problems."""
    shown = [one for one in build.problems if one.severity is not Severity.NOTE]
    if not shown:
        return
    errors = any(one.severity is Severity.ERROR for one in shown)
    # A link stops serving too: MkDocs would follow it, out of the folder or round and round.
    stops = errors and (any(one.flaw == LINK for one in catalogue.refused) or not build.serving)
    level = logging.ERROR if errors else logging.INFO
    # To put a thousand problems into words takes a while: not where nobody is told.
    if stops or log.isEnabledFor(level):
        text = FORMATS["text"](Findings(tuple(shown), len(catalogue.pages), docs.name))
        if stops:
            raise Abort(text)
        log.log(level, "%s", text)
