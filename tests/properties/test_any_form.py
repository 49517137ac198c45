"""No filled form and no e-mail whatever makes a traceback, a field nobody asked for, or a file outside its folder."""

from __future__ import annotations

from pathlib import PurePosixPath

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue import read_texts
from catalogue.graph.read_page import read_page
from catalogue.guides.forms import forms
from catalogue.kinds import KINDS
from catalogue.proposals.answers import Unfit, read_answers
from catalogue.proposals.form_pages import make_page
from catalogue.proposals.mail_text import NoWords, words_of
from catalogue.text import Source
from tests import kit
from tests.properties.examples import examples
from tests.properties.test_any_text import PIECES, many
from tests.unit.test_forms import ANSWERS, CHAT
from tests.unit.test_pasted_reference import BIBTEX, CSL, RIS

CATALOGUE = read_texts({**kit.pages(kit.BASE), "chats/2026-11-10-talk.md": CHAT})
MADE_OF = st.one_of(
    PIECES,
    st.text(max_size=40),
    st.sampled_from([
        BIBTEX, RIS, CSL, "@article{", "TY  - JOUR", '{"title": 1}', "../", "C:\\", "con", "### Which page?",
        "organisation: ", "Smith, J.", "; ", " and ", "=3D", "=\n", "n.d.", "99 May", "\ud800", "x" * 300, "\n", "\n",
    ]),
)  # fmt: skip
FOLDERS = {kind.folder for kind in KINDS}
OF_A_REFERENCE = {"authors", "volume", "issue", "pages", "doi", "url", "year", "publisher", "genre", "title"}
FILLED = {"published", "announced", "added", "date"}


@settings(many, max_examples=examples(60))
@given(st.data())
def test_any_form_is_a_page_in_its_folder_or_a_sentence(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(forms()))
    typed = {
        one.field: "".join(data.draw(st.lists(MADE_OF, max_size=4)))
        for one in form.questions[:: data.draw(st.integers(1, 4))]
    }
    said = {**ANSWERS, **typed}
    shape = data.draw(st.sampled_from(["### {}\n\n{}\n", "{}: {}\n", "> {}:\n> {}\n"]))
    text = "".join(shape.format(one.label, said.get(one.field, "_No response_")) for one in form.questions)
    try:
        answers = read_answers(words_of(text.encode("utf-8", "surrogatepass")))
        made = make_page(answers, CATALOGUE, kit.TODAY)
    except (Unfit, NoWords) as error:
        assert str(error).strip()
        return
    made.text.encode("utf-8")
    page = read_page(Source(made.path, made.text))
    if answers.form.new:
        assert PurePosixPath(made.path).parent.as_posix() in FOLDERS and PurePosixPath(made.path).suffix == ".md"
        asked = {one.field.partition(".")[0] for one in answers.form.questions}
        assert set(page.front.fields) <= asked | FILLED | OF_A_REFERENCE and not page.record.draft
    else:
        assert made.path in CATALOGUE.by_path
