"""What a force adds to the cards of its own site: a number to call, the address of its policy, its logo.

It comes from `extra.force` of the settings, so it is in no record, and no feed, index or file of data can hold it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from catalogue.addresses import relative
from catalogue.diagnostics import choices, quote

FIELDS = ("name", "phone", "policy", "logo")


class WrongForce(ValueError):
    """What the settings say of a force cannot be shown; the message is a sentence that says why, and what to write."""


class Force(NamedTuple):
    """A force's own layer; all is plain text. `logo` is the path of a picture in the docs folder."""

    name: str
    phone: str = ""
    policy: str = ""
    logo: str = ""

    @property
    def dialled(self) -> str:
        """The number as a telephone dials it."""
        return re.sub(r"[^\d+]", "", self.phone)

    def logo_from(self, address: str) -> str:
        """The logo as a page at `address`, below the site's own, names it; not escaped."""
        return relative(self.logo, address)


def force(setting: Any, files: Collection[str]) -> Force | None:
    """The layer that `extra.force` describes; none where there is no such setting. Raises only `WrongForce`.

    `files` are the paths in the docs folder of what can be shown.
    """
    if not setting:
        return None
    if not isinstance(setting, Mapping) or not str(setting.get("name") or "").strip():
        raise WrongForce("“extra.force” in mkdocs.yml says no “name”: write the name of the force there.")
    if unknown := [str(name) for name in setting if name not in FIELDS]:
        raise WrongForce(f"“extra.force” holds {quote(unknown[0])}: it can hold {choices(list(FIELDS), 'and')}.")
    held = {name: " ".join(str(setting.get(name) or "").split()) for name in FIELDS}
    if held["phone"] and not re.fullmatch(r"\+?[\d ()-]{3,20}", held["phone"]):
        raise WrongForce(f"“extra.force.phone” holds {quote(held['phone'])}: write a number such as “101”, in quotes.")
    if held["policy"] and not re.fullmatch(r"https://[^\s<>\"'`{}|\\^]+", held["policy"]):
        raise WrongForce(
            f"“extra.force.policy” holds {quote(held['policy'])}: write an address that starts with https://."
        )
    if held["logo"] and held["logo"] not in files:
        raise WrongForce(
            f"“extra.force.logo” names {quote(held['logo'])}, and docs/ holds no such file: add the picture."
        )
    return Force(**held)
