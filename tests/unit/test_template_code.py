"""Templates by our short ways show what Jinja's own long ways show, to the byte."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError, pass_context
from markupsafe import Markup

from catalogue.site.template_code import ShortCalls, ShortCode

PARTS = {
    "part": "{% set word = word ~ '!' %}[{{ word }}{{ outer }}{{ each }}]",
    "blocks": "{% block inner %}inner {{ word }}{% endblock %}",
}
SHOWN = [
    "{{ word }} {{ safe }} {{ number }} {{ none }} {{ absent }} {{ thing.word }} {{ thing.absent }} {{ row.word }}",
    "{{ thing.absent | default('none') }} {{ row.absent }} {{ row.items() | list }} {{ row.keys }}",
    "{% macro said(x) %}<{{ x }}{{ caller() }}>{% endmacro %}{% call said(1) %}&{% endcall %}",
    "{% set outer = '&' %}{% for each in [1, 2] %}{% include 'part' %}{{ loop.last }}{% endfor %}{{ word }}",
    "{% include 'blocks' %}{% include 'no-such-part' ignore missing %}{% include ['no-such-part', 'part'] %}",
    "{% set held %}{% include 'part' %}{% endset %}{{ held }}{% include 'part' without context %}",
    "{{ thing.told(word) }} {{ asks(1) }} {{ thing.asks(2) }} {{ thing.told(thing.told(word)) }}",
    "{{ thing.told(word=1) }} {{ 'a'.upper() }} {{ word | upper ~ safe }}",
    "{% with word = 'inner' %}{% include 'part' %}{% endwith %}{{ namespace(a=word).a }}{{ safe ~ word }}",
]


class Thing(SimpleNamespace):
    """What a template may ask."""

    word = "<&>'\""

    def told(self, word: str) -> str:
        """Text to be escaped."""
        return f"{word}>"

    @pass_context
    def asks(self, context, number):
        """A method that asks for the context."""
        return f"{context['word']}{number}"


@pass_context
def asks(context, number):
    """A function that asks for the context."""
    return f"{context['word']}{number}"


def environment(**more):
    """One of Jinja's own."""
    return Environment(loader=DictLoader(PARTS), autoescape=True, **more)


def short(env):
    """The same, by our ways."""
    env.code_generator_class, env.context_class = ShortCode, ShortCalls
    return env


@pytest.mark.parametrize("text", SHOWN)
def test_shows_what_jinja_shows(text):
    asked = {
        "word": "<&>", "safe": Markup("<i>"), "number": 3, "none": None, "thing": Thing(), "row": {"word": "<"},
        "asks": asks,
    }  # fmt: skip
    expected = environment().from_string(text).render(asked)
    assert short(environment()).from_string(text).render(asked) == expected


@pytest.mark.parametrize("text", ["{{ absent }}", "{{ thing.absent }}", "{{ thing.absent() }}", "{{ thing.word.x.y }}"])
def test_refuses_what_jinja_refuses(text):
    for env in (environment(undefined=StrictUndefined), short(environment(undefined=StrictUndefined))):
        with pytest.raises(UndefinedError):
            env.from_string(text).render(thing=Thing())
