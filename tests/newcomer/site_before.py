"""A small site as it stands before somebody proposes a change to it."""

from __future__ import annotations

from datetime import date

DAY = date(2026, 11, 25)

PAPER = """---
title: {title}
summary: What was found, in one sentence.
authors:
  - {author}
year: {year}
publisher: College of Policing
genre: report
url: https://www.college.police.uk/{year}
added: 2026-01-05
link_checked: 2026-11-01
---

It says more.
"""

CHAT = """---
title: {title}
summary: A chat on {about}.
starts: {starts}
minutes: 60
platform: X
announced: 2026-11-01
hosts:
  - name: Jo Smith
    role: Host
    handle: "@LancsVRN"
reading: [{reading}]
{more}---
"""

BEFORE: dict[str, str] = {
    "papers/christmas-2019.md": PAPER.format(title="A discussion paper", author="Christmas, Helen", year=2019),
    "papers/weir-2021.md": PAPER.format(title="A trial of lights", author="Weir, Ruth", year=2021),
    "glossary/prevention.md": """---
title: Prevention
definition: Work that is done before harm is done.
published: 2026-01-05
sources: [christmas-2019]
---

## What it means in practice

It starts early.
""",
    "glossary/naloxone.md": """---
title: Naloxone
definition: A medicine that can reverse an overdose of opioids.
published: 2026-01-05
related: [prevention]
---

Officers carry it.
""",
    "guidance/after-an-overdose.md": """---
title: After an overdose
summary: What to do first.
situation: Somebody is down and does not wake.
published: 2026-01-05
card:
  do:
    - Get an ambulance coming.
    - Give one dose.
  dont:
    - Do not leave the person.
authority:
  kind: discussion
  name: The official page on naloxone
  url: https://www.college.police.uk/naloxone
claims:
  - text: Most people who were given it lived.
    strength: early
    why: A count, in one force.
    sources: [christmas-2019]
---

Of those given [naloxone][], all but eight lived [@christmas-2019].
""",
    "guidance/dark-streets.md": """---
title: Dark streets
summary: What light can do.
situation: People say that a street is dark.
published: 2026-01-05
card:
  do:
    - Walk the street at night.
authority:
  kind: discussion
  name: The official page on light
  url: https://www.college.police.uk/light
claims:
  - text: Lights went with fewer thefts.
    strength: some
    why: Two trials.
    sources: [weir-2021]
---

It is [prevention][] [@weir-2021].
""",
    "chats/2026-12-10-spice.md": CHAT.format(
        title="Spice", about="a drug", starts="2026-12-10 21:00", reading="christmas-2019", more=""
    ),
    "chats/2026-12-17-lights.md": CHAT.format(
        title="Lights",
        about="light",
        starts="2026-12-17 21:00",
        reading="weir-2021",
        more="cancelled:\n  on: 2026-11-20\n  reason: The host fell ill.\n",
    ),
    "chats/2026-12-03-mats.md": CHAT.format(
        title="Mats",
        about="mats",
        starts="2026-12-08 21:00",
        reading="weir-2021",
        more="moved_from:\n  starts: 2026-12-03 21:00\n  on: 2026-11-20\n  reason: The host fell ill.\n",
    ),
    "chats/2026-11-12-night.md": CHAT.format(
        title="The night", about="the night", starts="2026-11-12 21:00", reading="weir-2021", more=""
    ),
}
"""Every page, by path in the docs folder."""
