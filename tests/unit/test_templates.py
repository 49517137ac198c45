"""What the short ways of templates give is what Jinja gives by its own."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, pass_context, pass_environment
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from catalogue.outputs.rendering import settle_templates


class Called:
    """Something that is called by its own name, or by a method."""

    @pass_context
    def __call__(self, context: Any, words: str) -> str:
        return f"{words} in {context.name}"

    @pass_environment
    def told(self, env: Environment, words: str = "<", *, more: str = "") -> str:
        return f"{words}{env.autoescape is not None}{more}"

    def plain(self, *words: str, more: str = "") -> str:
        return f"{words}{more}"


class Safe:
    """Something that knows its own HTML."""

    def __html__(self) -> str:
        return "<b>"


GIVEN = {
    "ended": iter(()).__next__,
    "called": Called(), "kept": cache(lambda words: f"<{words}>"), "day": date(2026, 11, 26), "safe": Safe(),
    "made": Markup("<i>"), "quotes": "\"'<>&", "asks": pass_context(lambda context, key: context[key]), "none": None,
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "{{ called('a') }} {{ called.told() }} {{ called.told('&', more=quotes) }}",
        "{% for each in range(3) %}{{ called.plain(each | string, more='<') }}{{ asks('quotes') }}{% endfor %}",
        "{{ ended() }}{{ ended() is defined }}",
        "{{ kept('a') }} {{ day.isoformat() }} {{ 'a'.upper() }} {{ called.plain.__name__ }}",
        "{{ safe }} {{ made }} {{ made ~ quotes }} {{ quotes }} {{ 12 }} {{ none }} {{ nothing }} {{ quotes | e }}",
        "{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call m('<') %}{{ made }}{{ quotes }}{% endcall %}",
        "{% set held %}<{{ quotes }}{% endset %}{{ held }}{% block one %}{{ called.plain(quotes) }}{% endblock %}",
    ],
)
def test_a_short_way_gives_the_same(text: str) -> None:
    plain = Environment(loader=DictLoader({"parts/x.html": text}), autoescape=True)
    quick = Environment(loader=plain.loader)
    settle_templates(quick)
    assert quick.get_template("parts/x.html").render(GIVEN) == plain.get_template("parts/x.html").render(GIVEN)


SEVERAL = {
    "base.html": "{% set of = 'base' %}<{{ of }}{{ name }}{% block body %}{% endblock %}{% include 'parts/a.html' %}>",
    "main.html": "{% extends 'base.html' %}{% block body %}{% for name in names %}{% include 'parts/a.html' %}"
    "{% set of = name %}{% include ['parts/none.html', 'parts/a.html'] %}{% endfor %}{{ of }}{{ super() }}"
    "{% with name = '&' %}{% include 'parts/b.html' %}{% endwith %}{% include 'parts/none.html' ignore missing %}"
    "{% endblock %}",
    "parts/a.html": "({{ name }}{{ of }}{% set name = 'set' %}{{ name }}{% include 'parts/b.html' %})",
    "parts/b.html": "[{{ name }}{{ site }}{{ loop is defined }}"
    "{% from 'parts/macros.html' import say with context %}{{ say(of) }}"
    "{% import 'parts/macros.html' as kept %}{{ kept.say('<') }}{% include 'parts/c.html' without context %}]",
    "parts/c.html": "{{ name }}{{ site }}",
    "parts/macros.html": "{% macro say(word) %}{{ word }}{{ name }}{{ site }}{% endmacro %}",
}


def test_templates_of_templates_know_the_same() -> None:
    plain = Environment(loader=DictLoader(SEVERAL), autoescape=True)
    quick = Environment(loader=plain.loader)
    settle_templates(quick)
    for env in (plain, quick):
        env.globals["site"] = "S"
    given = {"name": "<n>", "names": ["x", "<y>"]}
    for more in (None, {"site": "T"}):
        one, other = (env.get_template("main.html", globals=more).render(given) for env in (plain, quick))
        assert one == other and "&amp;" in one


def test_what_is_not_there_cannot_be_called() -> None:
    env = Environment()
    settle_templates(env)
    with pytest.raises(UndefinedError, match="nothing"):
        env.from_string("{{ nothing('a') }}").render()
