"""MkDocs's door to the catalogue: the only file that imports mkdocs. All is known before a page is rendered."""

from __future__ import annotations

import gc
import logging
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs_rss_plugin.models import PageInformation

from catalogue import Catalogue, Severity, judge, read_folder
from catalogue import Page as Record
from catalogue.addresses import LOCAL, WrongAddress, site_address
from catalogue.check import gc_paused
from catalogue.clock import WrongDay, now
from catalogue.kinds import ROWS
from catalogue.ledger import PATH as LEDGER
from catalogue.outputs import feeds, publishing, search_index
from catalogue.outputs.policy import with_policy
from catalogue.outputs.search_index import search_entries, unmarked
from catalogue.report import FORMATS, Findings
from catalogue.site.bodies import compile_body
from catalogue.site.markup import finish
from catalogue.site.pages import Assets, Shown, contents, show
from catalogue.site.rendering import Renderer
from catalogue.site.site import Site

log = logging.getLogger("mkdocs.catalogue")

# What one build knows. `on_pre_build` makes it anew, since `mkdocs serve` keeps this module for as long as it runs.
build: dict[str, Any] = {"serving": False}


class RecordPage(Page):
    """A page whose text and fields come from the catalogue, so that nothing is read or lost a second time."""

    record: Record

    def read_source(self, config: Any) -> None:
        """Take the compiled prose, and the few fields MkDocs and its theme look at."""
        self.markdown = compile_body(build["site"].catalogue, self.record)
        # The search plugin writes its settings; what it finds in pages is ours (see search_entries.py).
        self.meta = {"title": self.record.title, "search": {"exclude": True}}

    def render(self, config: Any, files: Any) -> None:
        """Make HTML of the prose; its links are judged already, and its headings are read when the page is whole."""
        self.content = build["renderer"].render(self.record.path, self.markdown or "")


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether the site is being served: then problems are shown, and nothing stops."""
    build["serving"] = command == "serve"


@event_priority(100)  # before the feeds' writer takes the address and the day
def _settle(config: Any) -> Any:
    """Settle the day and the two addresses; without an address, the site is built to be read on this machine."""
    try:
        build["moment"] = now(None, os.environ)
        repository = os.environ.get("REPO_URL", config.repo_url or "").strip()
        config.repo_url = site_address(repository, "REPO_URL") if repository else None
        config.edit_uri = config.edit_uri if repository else None
        typed = os.environ.get("SITE_URL", config.site_url or "").strip()
        if not build["serving"]:
            config.site_url = site_address(typed, "SITE_URL") if typed else LOCAL
    except (WrongDay, WrongAddress) as error:
        raise Abort(str(error)) from None
    if not typed and not build["serving"]:
        # Not by the log, which --quiet silences and --strict counts.
        print("SITE_URL names no address:", f"the site is made for {LOCAL}, not to be published.", file=sys.stderr)
    return config


def _leave_to_us(config: Any) -> Any:
    """Point each feed's writer at our own template, which escapes whatever titles hold; leave MkDocs's own map out."""
    for plugin in _feed_writers(config):
        plugin.tpl_folder, plugin.tpl_file = feeds.TEMPLATE.parent, Path(feeds.TEMPLATE.name)
    # MkDocs's own map would carry the day of the build; ours carries those of the records.
    config.theme.static_templates.discard("sitemap.xml")
    return config


on_config = CombinedEvent(_settle, _leave_to_us)


def on_pre_build(*, config: Any) -> None:
    """Read and judge everything, before MkDocs walks the folder: it follows links, in a ring too."""
    moment = build["moment"]
    with gc_paused():
        catalogue = read_folder(Path(config.docs_dir))
        build["problems"] = judge(catalogue, moment.date())
    _report(catalogue, Path(config.docs_dir))
    build["site"] = Site(catalogue.on(moment.date()), moment, urlsplit(config.site_url or "").hostname or "")


def on_files(files: Any, *, config: Any) -> Any:
    """Give each page its text; add the files that are made, not written; leave out what the catalogue did not read."""
    known = build["site"].catalogue.by_path.keys() | build["site"].catalogue.files
    for file in [each for each in files if each.src_dir == config.docs_dir and each.src_uri not in known]:
        files.remove(file)
    for record in build["site"].catalogue.pages:
        file = files.get_file_from_path(record.path)
        if file is None or file.inclusion.is_excluded():
            continue
        if record.record.draft:
            file.inclusion = InclusionLevel.DRAFT
        RecordPage(None, file, config).record = record
    build["assets"] = Assets(Path(config.theme.custom_dir))
    for path, content in publishing.files(build["site"], build["assets"], config.site_name, config.site_url).items():
        files.append(File.generated(config, path, content=content))
    for file in [each for each in files if publishing.theme_leaves_out(each.src_uri) or each.src_uri == LEDGER]:
        files.remove(file)
    paths = frozenset(file.src_uri for file in files)
    build["renderer"] = Renderer(paths, config.markdown_extensions, config.mdx_configs or {})
    if not build["serving"]:
        # What is known now is kept to the end: looking through it again and again for what is not costs a tenth.
        gc.freeze()
    return files


def on_page_content(html: str, *, page: Page, config: Any, files: Any) -> str:
    """Finish what Markdown made: safe, terms marked."""
    if not isinstance(page, RecordPage):
        return finish(html, {})
    site = build["site"]
    return finish(html, site.word_links(page.record), site.link_addresses(page.record))


def on_env(env: Any, *, config: Any, files: Any) -> Any:
    """Give templates what they ask for, escaping in ours, and the feeds their items."""
    problems = build["problems"] if build["serving"] else []
    env.globals.update(kinds=ROWS, site=build["site"], shown=Shown(config, problems, build["assets"]))
    env.autoescape = publishing.escapes
    # No template changes within a build; to look whether one did costs a call of the system at each part of a page.
    env.auto_reload = False
    build["env"], build["passages"] = env, []
    prose = {file.src_uri: file.page.content or "" for file in files.documentation_pages() if file.page}
    build["channels"] = feeds.channels(build["site"], env, prose, config.site_name, config.site_url)
    env.globals.update(channels=build["channels"])
    # The feeds' writer makes no folder.
    Path(config.site_dir, "feeds").mkdir(parents=True, exist_ok=True)
    for plugin in _feed_writers(config):
        feeds.fill(plugin, build["channels"], PageInformation)
    return env


@event_priority(100)  # before any plugin reads the page
def _make_whole(context: Any, *, page: Page, config: Any, nav: Any) -> Any:
    """Make the page whole, record and prose, and note what search may find in it."""
    if isinstance(page, RecordPage):
        context.update(this=page.record, record=page.record.record)
        html = show(build["env"], context, page.record, page.content or "")
        if not (page.record.record.retired or page.record.record.draft):
            build["passages"] += search_entries(page.record.address, page.record.title, html)
        # The search plugin would read it all for marks that are gone already.
        build["content"], page.content = unmarked(html), ""
        page.toc = TableOfContents([AnchorLink(*heading) for heading in contents(html)])
    return context


@event_priority(-100)
def _give_back(context: Any, *, page: Page, config: Any, nav: Any) -> Any:
    """Let the template have the page, which no plugin had to read."""
    if isinstance(page, RecordPage):
        page.content = build["content"]
    return context


on_page_context = CombinedEvent(_make_whole, _give_back)


def on_post_page(output: str, *, page: Page, config: Any) -> str:
    """Give each page its Content-Security-Policy; not while serving, since MkDocs's reload is an inline script."""
    return output if build["serving"] else with_policy(output)


def on_post_template(output: str, *, template_name: str, config: Any) -> str:
    """The page that says nothing was found gets its policy too."""
    return with_policy(output) if template_name.endswith(".html") and not build["serving"] else output


def on_post_build(*, config: Any) -> None:
    """Write what can only be written once all pages are there."""
    folder = Path(config.site_dir)
    search_index.write(build["site"], folder, build["passages"])
    publishing.finish(
        build["site"],
        build["assets"],
        folder,
        build["channels"],
        config.site_url,
        PageInformation,
        config.copyright or "",
    )


def on_build_error(*, error: Exception) -> None:
    """Say in one sentence that the disk is full or a folder closed; other errors are left as they are."""
    # A template that is missing is an error of this kind too, but not one of the machine.
    if isinstance(error, OSError) and error.errno is not None:
        where = f"“{error.filename}”" if error.filename else "A file of the site"
        raise Abort(f"{where} could not be read or written: {error.strerror}. The site that was built is not whole.")


def _feed_writers(config: Any) -> list[Any]:
    return [plugin for name, plugin in config.plugins.items() if name.partition(" ")[0] == "rss"]


def _report(catalogue: Catalogue, docs: Path) -> None:
    """Say every problem; stop a build at errors. While serving, the pages show their own problems."""
    shown = [one for one in build["problems"] if one.severity is not Severity.NOTE]
    if not shown:
        return
    text = FORMATS["text"](Findings(tuple(shown), len(catalogue.pages), docs.name))
    errors = any(one.severity is Severity.ERROR for one in shown)
    # A link stops serving too: MkDocs would follow it, out of the folder or round and round.
    if errors and (catalogue.refused or not build["serving"]):
        raise Abort(text)
    log.log(logging.ERROR if errors else logging.INFO, "%s", text)
