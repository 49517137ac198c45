"""The host's posts: what they say, when, and that they fit."""

from __future__ import annotations

from catalogue.site.sheets.hostpack import posts
from tests import kit

ADDRESS = "https://example.org/chats/2030-02-10-x/"
HOSTS = """hosts:
  - name: Violence Reduction Network
    role: Host
    handle: "@LancsVRN"
  - name: Jo Smith
    role: Analyst
    organisation: A force
"""
QUESTIONS = "questions:\n  - What do you mean by prevention?\n  - Who pays?\n"


def made(fields: str, title: str = "Prevention"):
    text = f"docs/chats/2030-02-10-x.md\n---\ntitle: {title}\nstarts: 2030-02-10 21:00\nminutes: 60\n{fields}---\n"
    page = kit.catalogue(text).by_path["chats/2030-02-10-x.md"]
    return posts(page.record, page.title, ADDRESS)


def test_a_post_for_every_moment_with_its_clock_time():
    found = made(f'hashtag: "#WeCops"\n{HOSTS}{QUESTIONS}')
    assert [(post.name, post.when) for post in found] == [
        ("Announcement", "As soon as this page is up"),
        ("One hour before", "8pm"),
        ("Welcome", "9pm"),
        ("Question 1", "9.05pm"),
        ("Question 2", "9.32pm"),
        ("Thanks", "10pm"),
        ("Write-up", "When the write-up is on this page"),
    ]


def test_lengths_match_a_count_by_hand():
    found = {post.name: post for post in made(f'hashtag: "#WeCops"\n{HOSTS}{QUESTIONS}')}
    # “Q1. ” 4, the question 31, a space and #WeCops 8.
    assert found["Question 1"].text == "Q1. What do you mean by prevention? #WeCops"
    assert found["Question 1"].length == 4 + 31 + 8
    announcement = (
        "Join the #WeCops chat: Prevention\n\n"  # 33 and 2 line ends
        "Sunday 10 February 2030, 9pm to 10pm (GMT). Hosted by @LancsVRN and Jo Smith.\n\n"  # 77 and 2
        f"Questions and reading: {ADDRESS}"  # 23 and 23
    )
    assert found["Announcement"].text == announcement
    assert found["Announcement"].length == 33 + 2 + 77 + 2 + 23 + 23


def test_room_is_made_by_leaving_words_out_never_the_address():
    found = made('hashtag: "#WeCops"\n' + HOSTS, title="A long title " + "and another word " * 12)
    assert all(post.length <= 280 for post in found)
    assert all(ADDRESS in post.text for post in found)


def test_a_question_that_is_too_long_says_by_how_much():
    question = next(post for post in made(f"questions:\n  - {'Why ' * 80}?\n") if post.name == "Question 1")
    assert question.over == question.length - 280 > 0


def test_without_a_hashtag_sentences_stay_whole():
    welcome = next(post for post in made(HOSTS) if post.name == "Welcome")
    assert welcome.text.startswith("Welcome to the chat. Tonight: “Prevention”.")


def test_a_cancelled_chat_has_one_post():
    (post,) = made("cancelled:\n  on: 2030-02-01\n  reason: Too few could come.\n")
    assert post.text == (
        f"Cancelled: the chat, “Prevention”, on Sunday 10 February 2030 at 9pm. Too few could come. {ADDRESS}"
    )


def test_a_moved_chat_tells_the_new_time():
    found = made("moved_from:\n  starts: 2030-02-03 21:00\n  on: 2030-01-30\n  reason: The host was called away.\n")
    assert found[1].text == (
        "New time for the chat, “Prevention”: Sunday 10 February 2030, 9pm to 10pm (GMT). "
        f"The host was called away. {ADDRESS}"
    )


OUTCOME = "outcome:\n  written_up: 2030-02-12\n  summary: Few came.\n  open_questions: [Who pays?]\n"


def test_the_write_up_names_only_what_the_page_has():
    post = made(f"{OUTCOME}  no_change_reason: Nothing was asked for.\n")[-1]
    assert post.text == f"What came of the chat of 10 February 2030, “Prevention”: what is still open. {ADDRESS}"
    post = made(f"{OUTCOME}  agreed: [Prevention pays.]\n  no_change_reason: Nothing was asked for.\n")[-1]
    assert "“Prevention”: what people agreed on and what is still open." in post.text


def test_before_a_write_up_nobody_is_said_to_have_said_anything():
    post = made("")[-1]
    assert post.text == f"What came of the chat of 10 February 2030, “Prevention”. {ADDRESS}"


def test_questions_are_promised_only_where_there_are_some():
    hour = {post.name: post.text for post in made("")}["One hour before"]
    assert "questions" not in hour
    hour = {post.name: post.text for post in made(QUESTIONS)}["One hour before"]
    assert "See the questions first" in hour
