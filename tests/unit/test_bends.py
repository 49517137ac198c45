"""What is bent in MkDocs and its plugins is as it was when it was bent: a new release is to be looked at first."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from typing import Any

import git
import mkdocs.commands.build as mkdocs_build
import pytest
from jinja2 import Environment
from jinja2.runtime import Context, new_context
from markupsafe import escape
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib.search import SearchPlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs_rss_plugin.models import PageInformation, RssFeedBase
from mkdocs_rss_plugin.plugin import GitRssPlugin
from mkdocs_rss_plugin.util import Util

from catalogue.mkdocs_bends import CataloguedPage
from tests import kit

BENT: dict[str, tuple[Callable[..., Any] | type, str]] = {
    "CataloguedPage takes the place of what reads a file": (Page.read_source, "b35101eabf60"),
    "CataloguedPage takes the place of what renders Markdown": (Page.render, "320529348f7a"),
    "CataloguedPage says its address later": (Page._set_canonical_url, "291dbe84a452"),
    "CataloguedPage says later where it is edited": (Page._set_edit_url, "ebfcbacf92e7"),
    "CataloguedPage is made before MkDocs would make a page": (mkdocs_build.build, "c476b64474ac"),
    "pass_by answers what is asked once all pages are read": (mkdocs_build.build, "c476b64474ac"),
    "MadeFile takes the place of what writes a made file": (File.copy_file, "369c71ea1799"),
    "WrittenOver keeps MkDocs from emptying the folder": (utils.clean_directory, "b3c0aa810731"),
    "WrittenOver takes the place of what writes a page": (utils.write_file, "7ca9477c4bda"),
    "WrittenOver takes the place of what copies a file": (utils.copy_file, "ce5ccca491bb"),
    "spare_plugins and give_back stand around what happens to a page": (mkdocs_build._build_page, "adcdbd14b236"),
    "spare_plugins leaves search nothing to read": (SearchPlugin.on_page_context, "1ba8c73e75ec"),
    "settle_templates escapes, since MkDocs does not": (Theme.get_env, "9c26120fb96f"),
    "settle_templates lets all templates share what they know": (Environment.make_globals, "b6eb9ef15eae"),
    "_QuickContext calls what bears no mark of Jinja's": (Context.call, "a27b379ba8cc"),
    "_QuickTemplate makes the context of an included part": (new_context, "4578768842ae"),
    "_QuickTemplate writes what is escaped as text": (escape, "3655c2467d93"),
    "settle_theme takes a name from what the theme brings": (Theme._load_theme_config, "7decadb345cb"),
    "settle_theme lists what is not behind a dot": (Files.add_files_from_theme, "0169dd2b1c22"),
    "FeedWriters settles options before they are read": (GitRssPlugin.on_config, "c95323c8f81c"),
    "FeedWriters lets no page be gathered": (GitRssPlugin.on_page_content, "5376ac2b7acb"),
    "FeedWriters fills the list that is written": (GitRssPlugin.on_post_build, "2158a2b62c56"),
    "FeedWriters sorts and cuts before": (Util.filter_pages, "76389d5383ce"),
    "FeedWriters sets the fields of a channel": (RssFeedBase, "e6d55b3e13ff"),
    "without_git is met before the plugins are loaded": (MkDocsConfig, "012019aa732a"),
    "without_git quietens what looks for the program": (git.refresh, "88cd20a286bf"),
    "SentItem adds to an item": (PageInformation, "cd356d9ec0ea"),
}
"""What rests on it, and the code it rests on with its fingerprint."""


@pytest.mark.parametrize("what", BENT)
def test_what_is_bent_is_as_it_was(what: str) -> None:
    code, known = BENT[what]
    now = hashlib.sha256(inspect.getsource(code).encode()).hexdigest()[:12]
    assert now == known, (
        f"{code.__qualname__} has changed. Read it again beside what rests on it: {what}. Then note {now}."
    )


def test_an_address_that_a_plugin_gave_a_page_stays() -> None:
    (catalogued,) = kit.catalogue("docs/about/x.md\n---\ntitle: X\n---\n", base=False).pages
    config = MkDocsConfig()
    config.load_dict({"site_url": "https://x.test/", "repo_url": "https://r.test/", "edit_uri": "edit/"})
    for name in ("edit_url", "canonical_url", "abs_url"):
        file = File("about/x.md", "docs", "site", use_directory_urls=True)
        page = CataloguedPage(catalogued, str, file, config, whole_meta=False)
        setattr(page, name, "given")
        told = {each: getattr(page, each) for each in ("edit_url", "canonical_url", "abs_url")}
        plain = {
            "edit_url": "https://r.test/edit/about/x.md", "canonical_url": "https://x.test/about/x/",
            "abs_url": "/about/x/",
        }  # fmt: skip
        assert told == plain | {name: "given"}
