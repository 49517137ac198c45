"""What every build does first, done once by the process that the others are forked from (see `tests/builder.py`).

Patterns are made ready, records learn their fields, the site's mark is drawn: a quarter of what a small site costs.
"""

from __future__ import annotations

from catalogue import judge, read_texts
from catalogue.outputs.cards import icons
from tests import kit

judge(read_texts(kit.frame_files()), kit.TODAY)
kit.codes("docs/glossary/x.md\n---\nrelated: [no-such-page]\n---\n")
icons()
