"""Who wrote a paper: one person or organisation a line, read as people type them."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from catalogue.diagnostics import quote
from catalogue.frontmatter import quoted
from catalogue.gaps import gap
from catalogue.records.fields import Part, field
from catalogue.records.values import Text, wrong


class Author(Part):
    """A person, as family and given name, or an organisation."""

    family: Text | None = field("family name", "Surname")
    given: Text | None = field("given names", "Given names")
    organisation: Text | None = field(
        "name of an organisation, for a name that holds a comma", "Department for Examples, Samples and Specimens"
    )

    @property
    def name(self) -> str:
        """The name as it is read."""
        return self.organisation or " ".join(part for part in (self.given, self.family) if part)

    @property
    def short(self) -> str:
        """The name as it stands in a citation."""
        return self.organisation or self.family or self.given or ""

    @property
    def listed(self) -> str:
        """The name as it stands in an index: `Christmas, Helen`."""
        return self.organisation or ", ".join(part for part in (self.family, self.given) if part)


_PERSON = re.compile(
    r"(?:(?:Dr|Prof(?:essor)?|Sir|Dame)\.? )+(?=[^,]+$)|(?P<initial>(?:[^\W\d_][\w'’-]* )*[A-Z]\. [^,]+$)"
)
"""What only people have in their names: a title, or an initial, before the family name."""

_INITIALS = r"(?:[A-Z]\.?[ -]?){1,4}"
_NAME = r"[^,;&]+?"
_PEOPLE = re.compile(rf"{_NAME}, ?{_INITIALS}")


ORGANISATION = re.compile(
    r"\b(?:for|of|the|on|council|department|ministry|office|police|college|university|association|institute|centre"
    r"|service|board|commission|authority|network|nhs|trust|foundation|fund|society|group|unit|partnership)\b",
    re.IGNORECASE,
)
"""Words that stand in the names of organisations, and in those of no people."""


def _people(typed: str) -> list[str]:
    """The people of one line, as `Walker, J.` each; empty where it cannot be told who is who."""
    if ORGANISATION.search(typed) and "," in typed and not re.search(rf", ?{_INITIALS}(?:,|;|&|$| and\b)", typed):
        return [f"organisation: {quoted(typed)}"] if ";" not in typed else []
    parts = [part.strip() for part in re.split(r";|&|\band\b", typed) if part.strip(" ,")]
    found: list[str] = []
    for part in (part.strip(" ,") for part in parts):
        if re.fullmatch(rf"{_PEOPLE.pattern}(?:, ?{_PEOPLE.pattern})*", part):
            found += [each.strip(" ,") for each in re.findall(rf"{_PEOPLE.pattern}(?=,|$)", part)]
        elif re.fullmatch(rf"{_NAME} [A-Z]{{1,3}}(?:, {_NAME} [A-Z]{{1,3}})*", part):
            named = [each.rpartition(" ") for each in re.split(", ", part)]
            found += [f"{family}, {'. '.join(given)}." for family, _, given in named]
        elif re.fullmatch(r"[\w'’ -]+, [\w'’ .-]+", part) and len(parts) > 1:
            found.append(part)
        else:
            return []
    return found


def authors_of(line: str) -> list[str]:
    """The authors named on one line, each as a page has it; the line itself where they cannot be told apart."""
    if found := re.fullmatch(r"organisation: *(.+)", line):
        return [f"organisation: {quoted(found[1].strip(chr(34)))}"]
    return (_people(line) if _several(line) and "et al" not in line else []) or [line]


def read_authors(value: Any) -> Any:
    """The list of authors; where they stand on one line, what to write is worked out if each name can be told apart.

    `value` is as typed. Raises ValueError, in words for the writer.
    """
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        raise wrong("Here stand further fields, where a list belongs: each author on a line, after a hyphen.")
    typed = str(value).strip().strip("[]").strip()
    one = re.fullmatch(r"[\w'’ -]+, [\w'’ .-]+", typed) or not re.search(r"[,;&]|\band\b", typed)
    people = (
        [] if re.search(r"\bet al\b", typed) else _people(typed) or ([typed] if one and not _several(typed) else [])
    )
    lines = people or [quoted(gap("one author, family name first, and a line for each of the others"))]
    message = f"{quote(typed)} stands where a list belongs: each author on a line, after a hyphen."
    raise wrong(message, "".join(f"\n  - {line}" for line in lines))


def _several(line: str) -> bool:
    """A line holds more than one author, or an organisation with a comma in its name."""
    found = (
        ("," in line and ORGANISATION.search(line))
        or re.search(r";|\bet al\b|,[^,]*(?:,|&|\band\b)", line)
        or re.fullmatch(rf"{_NAME} [A-Z]{{1,3}}(?:, {_NAME} [A-Z]{{1,3}})+", line)
        or (re.search(r"&|\band\b", line) and re.search(rf"(?: |, ?){_INITIALS}(?:$|[,;&]| and\b)", line))
    )
    return bool(found) and not re.search(r", (?:Jr|Sr|I+V?)\b\.?$", line)


def read_author(value: Any) -> Any:
    """Read `Christmas, Helen` as a person and a name without a comma as an organisation (the BibTeX habit).

    `value` is as typed. Raises ValueError, in words for the writer.
    """
    if not isinstance(value, str):
        return value
    if _several(value):
        people = _people(value)
        said = gap("one author, family name first, and a line for each of the others")
        raise wrong(
            f"{quote(value)} holds more than one author, or an organisation with a comma in its name.",
            "".join(f"\n  - {line}" for line in people or [quoted(said)]),
        )
    if (person := _PERSON.match(value)) and not ORGANISATION.search(value):
        rest = value if person["initial"] else value[person.end() :]
        turned = re.fullmatch(r"((?:[A-Z][\w'’-]*\.? )+)([A-Z][\w'’-]*[a-z](?<!PhD))", rest)
        raise wrong(
            f"{quote(value)} is a person’s name in the order of an organisation’s. The family name comes first.",
            f"{turned[2]}, {turned[1].rstrip()}" if turned else "",
        )
    family, comma, given = value.partition(",")
    if comma and given.strip():
        return {"family": family.strip(), "given": given.strip()}
    return {"organisation": value.strip().rstrip(",")}


Authors = Annotated[tuple[Annotated[Author, BeforeValidator(read_author)], ...], BeforeValidator(read_authors)]
