"""How Jinja renders templates: which escape, and by what short ways, since a page asks for hundreds of small things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from types import MethodType
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup, escape
from markupsafe import _escape_inner as _replaced  # type: ignore[attr-defined]  # what `escape` makes an object of

from catalogue.kept.templates import KeptTemplates

_OURS = (
    "records/", "listings/", "lists/", "parts/", "base.html", "main.html", "404.html", "search/", "embed/", "as-at/",
)  # fmt: skip


@cache
def escapes(template: str | None) -> bool:
    """Templates of ours escape what people wrote; the theme's own are left as they are."""
    return template is not None and template.startswith(_OURS)


def settle_templates(env: Environment) -> None:
    """Escape what people wrote in templates of ours, which MkDocs does not; the theme's own are left as they are."""
    env.autoescape = escapes
    env.bytecode_cache = KeptTemplates()
    env.context_class, env.template_class = _QuickContext, _QuickTemplate
    # Jinja keeps what all templates know apart for each: to put it together again costs a page more than it shows.
    env.make_globals = lambda given: {**env.globals, **given} if given else env.globals  # type: ignore
    # No template changes within a build; to look whether one did costs a call of the system at each part of a page.
    env.auto_reload = False
    # There are fewer than a hundred: to keep count of which was asked for last costs more than to hold them all, and
    # what Jinja looks them up by costs more than their names.
    env.cache = {}
    find, known = env.get_template, cache(env.get_template)
    env.get_template = (  # type: ignore[method-assign]  # a plugin may give names of its own
        lambda name, parent=None, globals=None: find(name, parent, globals) if globals else known(name, parent)
    )


def keep_templates(env: Environment) -> None:
    """Keep the code of all templates that were asked for."""
    if isinstance(env.bytecode_cache, KeptTemplates):
        env.bytecode_cache.save()


_MARK = "jinja_pass_arg"


class _QuickContext(Context):
    """What a template knows, and how it calls it."""

    def call(
        self, called: Callable[..., Any], /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any
    ) -> Any:
        """Call at once what bears no mark by which it asks for the context: Jinja makes three errors to see that."""
        # Of a method, its function: to ask the method for what it has not makes an error too.
        plain = called.__func__ if isinstance(called, MethodType) else called
        if hasattr(plain, _MARK) or hasattr(type(called).__call__, _MARK):
            return super().call(called, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **named)
        try:
            return called(*args, **named)
        except StopIteration:
            return self.environment.undefined()


class _QuickTemplate(Template):
    """A template that writes text."""

    @classmethod
    def from_code(cls, environment: Environment, *code: Any) -> Template:
        """Spare making an object of each escaped piece that says it is escaped: all are joined at once.

        Each part of a page is handed on whole, since a piece would pass through all the parts around it.
        """
        made = super().from_code(environment, *code)
        inner = made.root_render_func
        inner.__globals__["escape"] = _escaped

        def joined(context: Context) -> Iterator[str]:
            yield "".join(inner(context))

        made.root_render_func = joined
        return made

    def new_context(self, vars: Any = None, shared: bool = False, locals: Any = None) -> Context:
        """Lay what is set where a part is included over all that is known there, which Jinja would copy for each."""
        known = vars or {}
        made = _QuickContext(self.environment, known if shared else {**self.globals, **known}, self.name, self.blocks)
        if locals:
            made.vars.update({name: value for name, value in locals.items() if value is not missing})
        return made


def _escaped(value: Any) -> str:
    kind = type(value)
    return _replaced(value) if kind is str else value if kind is Markup else escape(value)
