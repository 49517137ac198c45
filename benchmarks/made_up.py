"""Makes sites of any size to measure: the same pages with a glossary, and with its links as plain words."""

from __future__ import annotations

import random
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Three lines: first words of names, second words of names, words of prose.
_FIRST, _SECOND, _WORDS = (
    line.split() for line in Path(__file__).with_name("words.txt").read_text("utf-8").splitlines()
)

PAPERS = 50
LINKS, CITATIONS, WORDS = 6, 8, 340
"""What a guide of this site holds on average: links to terms, citations, words of prose."""


def names(count: int) -> list[str]:
    """Names of terms, two words each and then with a number; the same for the same count."""
    pairs = [f"{first} {second}" for second in _SECOND for first in _FIRST]
    rounds = -(-count // len(pairs))
    return [name if turn == 0 else f"{name} {turn + 1}" for turn in range(rounds) for name in pairs][:count]


def pages(terms: int, guides: int) -> dict[str, str]:
    """A site of terms and guides, by path in the docs folder."""
    chance = random.Random(2026)
    known = names(terms)
    made = {f"papers/{paper}.md": _paper(paper, chance) for paper in _papers()}
    made |= {f"glossary/{_id(name)}.md": _term(name, known, chance) for name in known}
    made |= {f"guidance/situation-{number}.md": _guide(number, known, chance) for number in range(guides)}
    return made


def unlinked(site: dict[str, str]) -> dict[str, str]:
    """The same pages with every link to a term as plain words; the terms are still terms."""
    return {path: _LINK.sub(r"\1", text) for path, text in site.items()}


def without_glossary(site: dict[str, str]) -> dict[str, str]:
    """The same pages with plain words for links, and news posts that say the same in place of terms."""
    plain = unlinked(site)
    return {path.replace("glossary/", "news/"): _as_post(path, text) for path, text in plain.items()}


def write(site: dict[str, str], docs: Path) -> None:
    """Write a site's pages below a docs folder."""
    for path, text in site.items():
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


_LINK = re.compile(r"\[([^\]\n]+)\]\[[^\]\n]*\]")


def _id(name: str) -> str:
    return name.replace(" ", "-")


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(8, 20))).capitalize() + "."


def _papers() -> list[str]:
    return [f"author-{1960 + number}" for number in range(PAPERS)]


def _prose(known: list[str], links: int, citations: int, words: int, chance: random.Random) -> str:
    sentences = [_sentence(chance) for _ in range(words // 14)]
    named = [f", and [{name}][]" for name in chance.sample(known, min(links, len(known)))]
    for added in named + [f" [@{paper}]" for paper in chance.choices(_papers(), k=citations)]:
        index = chance.randrange(len(sentences))
        sentences[index] = f"{sentences[index][:-1]}{added}."
    parts = [sentences[start : start + 8] for start in range(0, len(sentences), 8)]
    return "\n".join(f"## Part {number}\n\n" + "\n".join(part) + "\n" for number, part in enumerate(parts, 1))


def _paper(paper: str, chance: random.Random) -> str:
    return (
        f"---\ntitle: A study of {paper[-4:]}\nsummary: {_sentence(chance)}\nauthors:\n  - Author, Ann\n"
        f"year: {paper[-4:]}\npublisher: BMJ\ngenre: article\nurl: https://www.college.police.uk/{paper}\n"
        f"added: 2026-01-05\nowner: Library editor\n---\n\n{_prose([], 0, 1, 60, chance)}"
    )


def _term(name: str, known: list[str], chance: random.Random) -> str:
    related = [_id(each) for each in chance.sample(known, 2) if each != name]
    return (
        f"---\ntitle: {name.capitalize()}\ndefinition: {_sentence(chance)}\nalso:\n  - {name} work\n"
        f"element: {chance.choice(('population', 'causes', 'prevention', 'data', 'partnership'))}\n"
        f"police_view: {_sentence(chance)}\nhealth_view: {_sentence(chance)}\nsay_it: {_sentence(chance)}\n"
        f"agreed: settled\nagreed_note: {_sentence(chance)}\nrelated: [{', '.join(related)}]\n"
        f"sources: [{chance.choice(_papers())}]\nstatus: current\nowner: Glossary editor\npublished: 2026-01-05\n"
        f"reviewed: 2026-01-05\nreview_by: 2030-01-05\n---\n\n{_prose(known, 3, 3, 136, chance)}"
    )


def _guide(number: int, known: list[str], chance: random.Random) -> str:
    do, dont = ("".join(f"    - {_sentence(chance)}\n" for _ in range(count)) for count in (5, 2))
    claims = "".join(
        f"  - text: {_sentence(chance)}\n    strength: early\n    why: {_sentence(chance)}\n"
        f"    sources:\n      - {chance.choice(_papers())}\n"
        for _ in range(3)
    )
    return (
        f"---\ntitle: Situation {number}\nsummary: {_sentence(chance)}\nsituation: {_sentence(chance)}\n"
        f"authority:\n  kind: discussion\n  name: The official page\n  url: https://www.college.police.uk/{number}\n"
        f"card:\n  do:\n{do}  dont:\n{dont}  call: {_sentence(chance)}\n  why: {_sentence(chance)}\n"
        f"harm: {_sentence(chance)}\nsay_it: {_sentence(chance)}\nclaims:\n{claims}status: current\n"
        f"owner: Guidance editor\npublished: 2026-01-05\nreviewed: 2026-01-05\nreview_by: 2030-01-05\n---\n\n"
        f"{_prose(known, LINKS, CITATIONS, WORDS, chance)}"
    )


def _as_post(path: str, text: str) -> str:
    if not path.startswith("glossary/"):
        return text
    block, _, body = text.removeprefix("---\n").partition("\n---\n")
    fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
    said = "\n\n".join(fields[name] for name in ("definition", "police_view", "health_view", "say_it", "agreed_note"))
    return (
        f"---\ntitle: {fields['title']}\nsummary: {fields['definition'][:150]}\nstatus: current\n"
        f"owner: News editor\ndate: 2026-01-05\nabout: {fields['sources']}\n---\n\n{said}\n{body}"
    )
