"""A filled form becomes a page, or is told what is wrong with it; nothing in it is run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from click.testing import CliRunner

from catalogue import read_folder
from catalogue.cli import COMMANDS, main
from catalogue.guides.editor_files import editor_files
from catalogue.guides.forms import FILLED, IssueForm, form_files, forms
from catalogue.guides.kind_pages import kind_page_path, kind_pages
from catalogue.kinds import KINDS
from catalogue.proposals.answers import LONGEST, Unfit, read_answers
from catalogue.proposals.form_pages import make_page
from catalogue.proposals.mail_text import words_of
from catalogue.records import declared
from catalogue.records.values import likely_moment
from tests import kit
from tests.conftest import ROOT

ANSWERS = {
    "title": "Net tightening", "summary": "What it is, in one sentence.", "definition": "Rules that get harder.",
    "also": "- tighter nets\n- harder rules", "element": "causes", "situation": "Somebody fell.",
    "card.do": "Ask what happened.\nCall for help.", "authority.kind": "discussion", "authority.name": "The page",
    "authority.url": "https://www.college.police.uk/", "starts": "3 March 2027 9pm", "minutes": "60", "platform": "X",
    "hosts.name": "A network", "hosts.role": "Host", "hosts.organisation": "A force", "hashtag": "#WeCops",
    "reading": "https://x.example/papers/christmas-2019/", "authors": "Smith, Jo\nJones, Al", "year": "2020",
    "publisher": "BMJ", "genre": "article", "url": "https://www.example.org/smith-2020", "date": "2026-11-22",
    "about": "Population focus", "page": "https://x.example/chats/2026-11-10-talk/",
    "moved_from.reason": "A fire: at #1.",
    "cancelled.reason": "Too few.", "outcome.summary": "Three things.", "outcome.agreed": "One\nTwo",
    "outcome.no_change_reason": "All was said.",
    "says_now": "Words of a chat.", "should_say": "Better words.",
}  # fmt: skip
CHAT = """---
title: Talk
summary: A chat.
starts: 2026-11-10 21:00
minutes: 60
announced: 2026-10-01
platform: X
hosts:
  - name: A network
    role: Host
    organisation: A force
reading: [christmas-2019]
---

Words of
a chat.
"""


def filled(form: IssueForm, **other: str) -> str:
    """A form as the code host hands it over."""
    said = {**ANSWERS, **other}
    parts = [f"### {each.label}\n\n{said.get(each.field) or '_No response_'}\n" for each in form.questions]
    return "\n".join(parts)


def named(name: str) -> IssueForm:
    """A form by its name."""
    return next(form for form in forms() if form.name == name)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A small docs folder with a word, a paper and a chat."""
    for path, text in {**kit.pages(kit.BASE), "chats/2026-11-10-talk.md": CHAT}.items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text, "utf-8")
    return tmp_path / "docs"


def run(docs: Path, text: str, *options: str) -> tuple[int, str]:
    """The command with a form on its input: its end and what it says."""
    day = "2026-11-05" if "page" in text and "Which page?" in text and "What was said" not in text else "2026-11-22"
    ran = CliRunner().invoke(main, ["from-form", "-", "--docs", str(docs), "--today", day, *options], input=text)
    return ran.exit_code, ran.output


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_a_filled_form_becomes_a_page_without_an_error(docs: Path, form: IssueForm):
    before = {page.path: page.source.text for page in read_folder(docs).pages}
    answer = docs.parent / "answer.md"
    code, said = run(docs, filled(form), "--write", "--answer", str(answer))
    assert code == 0, said
    after = {page.path: page for page in read_folder(docs).pages}
    (changed,) = [path for path, page in after.items() if before.get(path) != page.source.text]
    assert after[changed].kind == (form.kind.name if form.kind else "chat") and not after[changed].record.draft
    assert answer.read_text("utf-8").startswith(f"{docs}/{changed} written.")


def test_what_was_answered_stands_in_the_page(docs: Path):
    assert run(docs, filled(named("chat")), "--write")[0] == 0
    chat = read_folder(docs).by_path["chats/2027-03-03-net-tightening.md"].record
    assert (str(chat.starts), chat.hosts[0].organisation) == ("2027-03-03 21:00:00+00:00", "A force")
    assert chat.reading[0].page == "christmas-2019" and chat.hashtag == "#WeCops"
    run(docs, filled(named("move"), starts="2026-12-01 21:00"), "--write")
    moved = read_folder(docs).by_path["chats/2026-11-10-talk.md"].record.moved_from
    assert (moved.reason, f"{moved.starts:%F %H:%M}") == ("A fire: at #1.", "2026-11-10 21:00")
    run(docs, filled(named("correction")), "--write")
    assert "\nBetter words.\n" in (docs / "chats/2026-11-10-talk.md").read_text("utf-8")


def test_an_e_mail_with_the_same_questions_is_read_too(docs: Path):
    lines = ["Hello,", "", "> The name of the page: Net tightening", "> What the word means, in at most 40 words:",
             "> Rules that get", "> harder."]  # fmt: skip
    assert run(docs, "\r\n".join(lines), "--write")[0] == 0
    assert read_folder(docs).by_path["glossary/net-tightening.md"].record.definition == "Rules that get harder."


EVIL = '"}\n---\nstatus: current\n<script>alert(1)</script> {{ 7*7 }} ${{ github.token }} `id` $(id)'


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"title": ""}, "“The name of the page” has no answer"),
        ({"title": "!!!"}, "no letter that a file name"),
        ({"title": "Population focus"}, "already"),
        ({"definition": "A \u202ereversed word."}, "nobody can see"),
        ({"definition": "A \x00 word."}, "nobody can see"),
        ({"definition": "word " * 12_000}, f"{LONGEST:,}"),
        ({"definition": "x\n\n### Which page?\n\nchristmas-2019"}, "another form"),
        ({"definition": "x\n\n### The name of the page\n\nTwice"}, "twice"),
        ({"definition": "[insert what it means]"}, "In “What the word means, in at most 40 words”: "),
        ({"## Where people disagree": "x <script>alert(1)</script>"}, "In “Where people disagree”: "),
        ({"sources": "https://x.example/papers/nobody-2001/"}, "no page is called"),
        ({"sources": "population fokus"}, "Near it are “Population focus”"),
        ({"definition": "n/a"}, "has no answer"),
        ({"## Where people disagree": "## Of mine\n\n<b>x</b> and"}, "In “Where people disagree”: “<b>”"),
    ],
)
def test_a_form_that_cannot_be_a_page_is_told_why_and_writes_nothing(docs: Path, other: dict[str, str], said: str):
    before = {path: path.read_bytes() for path in docs.rglob("*.md")}
    code, output = run(docs, filled(named("term"), **other), "--write")
    assert (code, {path: path.read_bytes() for path in docs.rglob("*.md")}) == (1, before)
    assert said in output and "Traceback" not in output


@pytest.mark.parametrize("title", ["../../hooks/x", "..\\..\\x", "/etc/passwd", "a\n../b", "glossary/../../x.py"])
def test_no_title_leads_out_of_the_folder_of_its_kind(docs: Path, title: str):
    before = {path for path in docs.parent.rglob("*") if path.is_file()}
    run(docs, filled(named("term"), title=title), "--write")
    made = {path for path in docs.parent.rglob("*") if path.is_file()} - before
    assert all(path.parent == docs / "glossary" and path.suffix == ".md" for path in made)


def test_what_is_typed_stays_text(docs: Path):
    code, output = run(docs, filled(named("term"), definition=EVIL, also=EVIL))
    page = read_folder(docs)
    assert code in (0, 1) and page.by_path.keys() == read_folder(docs).by_path.keys()
    if code == 0:
        (docs / "glossary/evil.md").write_text(output, "utf-8")
        record = read_folder(docs).by_path["glossary/evil.md"].record
        assert "<script" not in record.definition and (record.title, record.draft) == ("Net tightening", False)


@pytest.mark.parametrize("page", ["../../README", "nobody", "glossary/population-focus.md"])
def test_a_form_about_a_chat_changes_nothing_else(docs: Path, page: str):
    assert run(docs, filled(named("cancel"), page=page), "--write")[0] == 1


@pytest.mark.parametrize(
    ("form", "day", "other", "said"),
    [
        ("move", "2026-11-05", {"starts": "2026-11-04 21:00"}, "is over"),
        ("move", "2026-11-05", {"starts": "17 December 2026"}, "is not a day and a time"),
        ("cancel", "2026-11-22", {}, "was to be held on 2026-11-10, which is over"),
        ("write-up", "2026-11-22", {"outcome.changed": "Population focus"}, "In “The guides and words changed"),
        ("correction", "2026-11-22", {"should_say": "Words of\na chat."}, "says that already"),
        ("write-up", "2026-11-05", {}, "is to be held on 2026-11-10"),
        ("write-up", "2026-11-22", {"outcome.no_change_reason": ""}, "Answer one of these two"),
        ("write-up", "2026-11-22", {"outcome.changed": "nobody"}, "no page is called “nobody”"),
        ("correction", "2026-11-22", {"says_now": "Words nobody wrote."}, "stand nowhere"),
        ("correction", "2026-11-22", {"says_now": "a"}, "times"),
    ],
)
def test_what_a_page_cannot_take_is_told_in_the_words_of_the_form(
    docs: Path, form: str, day: str, other: dict[str, str], said: str
):
    code, output = run(docs, filled(named(form), **other), "--write", "--today", day)
    assert code == 1 and said in output and "Line" not in output


def test_a_word_in_the_block_at_the_top_is_corrected_whatever_marks_the_new_ones_hold(docs: Path):
    said = filled(named("correction"), says_now="A chat.", should_say='A chat: on "falls" #1')
    assert run(docs, said, "--write")[0] == 0
    assert read_folder(docs).by_path["chats/2026-11-10-talk.md"].record.summary == 'A chat: on "falls" #1'


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Smith, Jo\nJones, Al", ["Smith, Jo", "Jones, Al"]),
        ("Smith J, Jones A", ["Smith, J.", "Jones, A."]),
        ("Smith, J., Jones, A. & Brown, B.", ["Smith, J.", "Jones, A.", "Brown, B."]),
        ("Smith, Jo; Jones, Al", ["Smith, Jo", "Jones, Al"]),
        ("Dr Jo Smith\nAl B. Jones", ["Smith, Jo", "Jones, Al B."]),
        ("Home Office", ["Home Office"]),
        ("organisation: {a: [*b", ["{a: [*b"]),
        ("Department for Samples, Examples and Tests", ["Department for Samples, Examples and Tests"]),
    ],
)
def test_authors_are_read_as_people_type_them(docs: Path, typed: str, read: list[str]):
    code, said = run(docs, filled(named("paper"), authors=typed), "--write")
    assert code == 0, said
    (made,) = [page for page in read_folder(docs).of_kind("paper") if page.id != "christmas-2019"]
    assert [each.listed for each in made.record.authors] == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Jo Smith", "“Jo Smith” is taken for an organisation"),
        ("Smith, Jo (University of Leeds)", "“Smith, Jo (University of Leeds)” is taken for an organisation"),
        ("Jo Smith, Al Jones", "is taken for one person of the family “Jo Smith”"),
        ("Jo Smith, Al Jones and Bo Brown", "“Jo Smith, Al Jones and Bo Brown” holds more than one author"),
        ("李小龙", "The name of the first author holds no letter"),
    ],
)
def test_names_that_can_be_read_two_ways_are_told(docs: Path, typed: str, said: str):
    told = run(docs, filled(named("paper"), authors=typed), "--write")[1]
    assert said in told and "file" not in told.replace("file name", "")


def test_what_stands_for_no_answer_is_none(docs: Path):
    asked = filled(named("term"), element="None", also="·\tone\no\ttwo\na) three\n--", say_it="N/A.", sources="n/a")
    answers = read_answers(asked)
    assert answers.by_field.keys() == {"title", "definition", "also"} and answers.items("also") == [
        "one", "two", "three",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["“Population focus”", "[Population focus][]", "<https://x.example/glossary/population-focus/>",
     "population focus.", "[words](https://x.example/glossary/population-focus/)", "@population-focus"],
)  # fmt: skip
def test_a_page_is_named_with_whatever_marks_come_along(docs: Path, typed: str):
    made = make_page(read_answers(filled(named("post"), about=typed)), read_folder(docs), kit.TODAY)
    assert "about:\n  - population-focus\n" in made.text


def test_what_was_taken_out_of_an_answer_is_said(docs: Path):
    code, said = run(docs, filled(named("term"), title="Net <script> tightening", also="a"), "--write")
    assert code == 0 and "In “The name of the page”: " in said and "<script>" in said and "This is done." in said
    assert read_folder(docs).by_path["glossary/net-tightening.md"].title == "Net tightening"


def test_two_papers_of_one_author_and_year_have_two_names(docs: Path):
    paper = filled(named("paper"), authors="Christmas, H", year="2019")
    assert run(docs, paper, "--write")[0] == 0
    assert (docs / "papers/christmas-2019b.md").is_file()
    assert "already" in run(docs, paper, "--write")[1]


MAIL = """The name of the page: Net tightening
What the word means, in at most 40 words:=20
Rules =E2=80=9Cthat=E2=80=9D get=
 harder.
"""
WHOLE = "From: a@x.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=XX\n\n--XX\n" + (
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nHello,\n\n"
    f"{MAIL}\n--=20\nJo Smith, 0161 496 0000\n--XX\nContent-Type: text/html\n\n<b>x</b>\n--XX--\n"
)  # fmt: skip
PLAIN = "*The name of the page:* Net tightening\nWhat the word means, in at most 40 words:\nRules “that” get harder.\n"


@pytest.mark.parametrize(
    "held",
    [
        MAIL.encode(), MAIL.replace("\n", "\r\n").encode(), WHOLE.encode(), WHOLE.replace("\n", "\r\n").encode(),
        f"Hello,\n\n{PLAIN}\nEnd of the form\n\nThis message is secret.".encode(), PLAIN.encode("cp1252"),
        PLAIN.encode("utf-16"), b"\xef\xbb\xbf" + PLAIN.encode(), f"{PLAIN}\nSent from my iPhone".encode(),
        f"{PLAIN}\nKind regards,\nPC 1234 Smith\n".encode(), f"{PLAIN}\nMany thanks\n".encode(),
        f"Here it is.\n\nRegards\n-- \nJo\n\n> {PLAIN.replace(chr(10), chr(10) + '> ')}".encode(),
        f"{PLAIN}\nOn Mon, 2 March 2026 at 9:00, The Editors <e@x.example> wrote:\n> The name of the page:\n".encode(),
        PLAIN.replace("harder", "hard\u00ader\u200b").encode(),
        PLAIN.replace("*The name of the page:* ", "1. **The name of the page:**").replace("What", "2) What").encode(),
    ],
)  # fmt: skip
def test_an_e_mail_is_read_however_a_mail_program_wrote_it(docs: Path, held: bytes):
    mail = docs.parent / "mail.eml"
    mail.write_bytes(held)
    ran = CliRunner().invoke(main, ["from-form", str(mail), "--docs", str(docs), "--write"])
    assert ran.exit_code == 0, ran.output
    record = read_folder(docs).by_path["glossary/net-tightening.md"].record
    assert record.definition == "Rules “that” get harder."


@pytest.mark.parametrize("form", [each for each in forms() if each.new], ids=lambda form: form.name)
def test_the_questions_copied_from_the_page_of_a_kind_are_read_back(form: IssueForm):
    page = kind_pages()[kind_page_path(form.kind)]
    copied = dedent(page.partition("```text\n")[2].partition("```")[0])
    for each in form.questions:
        said = ANSWERS.get(each.field)
        below = f"{each.label}{'' if each.label.endswith('?') else ':'}\n" + (f"{each.hint}\n" if each.hint else "")
        assert below in copied
        copied = copied.replace(below, f"{below}{said}\n" if said else below, 1)
    # A mail program breaks lines where it likes.
    for text in (copied, copied.replace(" One ", "\n One ").replace("\n", "\r\n> ")):
        read = read_answers(text)
        assert read.form == form
        assert read.by_field == {each.field: ANSWERS[each.field] for each in form.questions if ANSWERS.get(each.field)}


def test_equals_signs_that_are_no_encoding_stay(docs: Path):
    words = "Rules. See https://x.example/?id=20&q=é and a=b."
    assert words_of(words.encode()) == words
    assert words_of(b"x=3D1 and y=z") == "x=3D1 and y=z"


@pytest.mark.parametrize(
    "held", [b"MIME-Version: 1.0\nContent-Type: text/html\n\n<b>x</b>", b"Received: x\n\n", b"\0" * 9]
)
def test_a_message_without_words_gets_a_sentence(docs: Path, held: bytes):
    (docs.parent / "mail.eml").write_bytes(held)
    ran = CliRunner().invoke(main, ["from-form", str(docs.parent / "mail.eml"), "--docs", str(docs)])
    assert (
        ran.exit_code in (1, 2, 3) and ran.output.strip() and not isinstance(ran.exception, (ValueError, LookupError))
    )


def test_of_ticked_lines_those_without_a_tick_are_left_out():
    asked = filled(named("term"), also="- [ ] one\n- [x] two\n* [X] three\n- four [ ] five")
    assert read_answers(asked).items("also") == ["two", "three", "four [ ] five"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wednesday 10 February 2027, 9pm to 10pm (GMT)", "2027-02-10 21:00"),
        ("21:00-22:00 on the 3rd of Sept 2027", "2027-09-03 21:00"),
        ("10 Feb 2027, 9:00 to 10:00pm", ""),
        ("10 Feb 2027, 11-12pm", ""),
    ],
)
def test_a_time_with_an_end_is_read_where_its_start_is_sure(typed: str, meant: str):
    assert likely_moment(typed) == meant


def test_a_question_has_one_number_and_a_hashtag_is_one_word():
    page = "docs/chats/2027-02-10-talk.md\n---\nhashtag: {}\nquestions: [Q1. What?, 2) Why?, 3 Ps of what?]\n---\n"
    record = kit.catalogue(page.format("WeCops")).by_path["chats/2027-02-10-talk.md"].record
    assert record.questions == ("What?", "Why?", "3 Ps of what?")
    assert not kit.problems(page.format('"#WeCops"'))
    for typed, cure in (
        ('"#We Cops"', 'write “hashtag: "#WeCops"”.'),
        ('"#One #Two"', "write the one hashtag"),
    ):
        (told,) = kit.problems(page.format(typed))
        assert "is not one hashtag" in told.message and cure in told.fix


def test_a_chat_on_a_day_that_is_over_is_told_of_that_day(docs: Path):
    code, said = run(docs, filled(named("chat"), starts="3 March 2020 9pm"), "--write")
    assert code == 1 and "The time “2020-03-03 21:00” is over." in said


@pytest.mark.parametrize(
    ("stands", "says", "should", "then"),
    [
        ("It is [Population\nfocus][], **always**.", "It is Population focus, always.", "It was Population focus once.",
         "It was [Population\nfocus][] once."),
        ("See [a word](population-focus.md) and more.", "See a word", "Read a word",
         "Read [a word](population-focus.md) and more."),
        ('See [a word](population-focus.md "Its title") and more.', "See a word", "Read a word",
         'Read [a word](population-focus.md "Its title") and more.'),
        ("It’s “fine”.", "It's \"fine\".", "Good.", "Good."),
        ("Not *one word* more.", "Not one", "A", ""),
        ("A [long name][population-focus] here.", "A long", "B", ""),
    ],
)  # fmt: skip
def test_words_copied_from_a_page_are_found_behind_their_links(
    docs: Path, stands: str, says: str, should: str, then: str
):
    page = docs / "glossary/population-focus.md"
    page.write_text(f"{page.read_text('utf-8').rstrip()}\n\n{stands}\n", "utf-8")
    answers = read_answers(filled(named("correction"), page="Population focus", says_now=says, should_say=should))
    if then:
        made = make_page(answers, read_folder(docs), kit.TODAY)
        assert made.text.split() == page.read_text("utf-8").replace(stands, then).split()
    else:
        with pytest.raises(Unfit, match="Suggest a change"):
            make_page(answers, read_folder(docs), kit.TODAY)


def test_a_chat_is_written_up_once(docs: Path):
    assert run(docs, filled(named("write-up")), "--write")[0] == 0
    code, said = run(docs, filled(named("write-up")), "--write")
    assert code == 1 and "holds “outcome” already" in said


def test_every_form_asks_what_its_kind_must_have_and_each_question_once():
    for form in forms():
        labels = [each.label for each in form.questions]
        assert len(labels) == len(set(labels))
        assert read_answers(filled(form)).form == form
    for kind in KINDS:
        asked = {each.field.partition(".")[0] for each in named(kind.name).questions} | FILLED
        assert {name for name, one in declared(kind.record).items() if one.required} <= asked
        assert set(kind.record.required_once_current) <= asked


def test_the_forms_of_the_project_are_those_the_records_make():
    for path, text in (form_files() | editor_files()).items():
        assert (ROOT / path).read_text("utf-8") == text, f"{path}: run “catalogue generate”"


def test_the_editors_task_finds_each_problem_with_its_place_and_words(docs: Path):
    (docs / "glossary/x.md").write_text(
        "---\ntitle: X\ndefinition: D.\npublished: 2026-11-22\n---\n\n[no][]\n", "utf-8"
    )
    said = CliRunner().invoke(main, ["check", "--docs", str(docs)]).output
    (task,) = json.loads(editor_files()[".vscode/tasks.json"])["tasks"]
    first, then = (re.compile(each["regexp"]) for each in task["problemMatcher"]["pattern"])
    lines = said.split("\n")
    found = [(match.groups(), lines[place + 1]) for place, line in enumerate(lines) if (match := first.match(line))]
    assert ("7", "2", "error", "reference-not-found") in [one[1:] for one, _ in found]
    assert all(then.match(words) for _, words in found)


def test_the_hooks_before_a_commit_are_commands_of_ours():
    held = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    for hook in (hook for repository in held["repos"] for hook in repository["hooks"]):
        program, *rest = hook["entry"].split()
        assert program.startswith(".venv/bin/") and (program != ".venv/bin/catalogue" or rest[0] in COMMANDS)


def test_the_workflow_puts_nothing_of_a_form_into_a_shell():
    text = (ROOT / ".github/workflows/form.yml").read_text("utf-8")
    commands = [line for line in text.split("\n") if "${{" in line]
    assert all("event.issue.body" not in line and "event.issue.title" not in line for line in commands)
    assert all(re.match(r"\s+(?:group|[A-Z_]+): ", line) for line in commands)
