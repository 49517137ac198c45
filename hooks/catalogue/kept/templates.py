"""Templates as code kept between runs, as Python keeps its own: to make code of all of them takes a third of a second.

What is kept runs, so it stands where Python keeps the code of this very module, and is never to be taken from
elsewhere. It is the same for every site: a template is known by its name and its text.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from importlib.util import cache_from_source
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from catalogue.kept.lines import KeptLines, digest
from catalogue.kept.versions import house

NAME = "templates"


class KeptTemplates(BytecodeCache):
    """The code of templates, for an environment of Jinja whose rules are our own code's."""

    def __init__(self) -> None:
        """Read what is kept."""
        self._lines = KeptLines(Path(cache_from_source(__file__)).parent / NAME)
        self._code = digest(house())
        self._lines.use_all(self._code)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What tells a template from others: its name alone, wherever it stands."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template from what is kept."""
        if line := self._lines.get(self._key(bucket)):
            bucket.bytecode_from_string(b64decode(line))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._lines.use(self._key(bucket), b64encode(bucket.bytecode_to_string()))

    def save(self) -> None:
        """Write what is kept. Never raises."""
        self._lines.save()

    def _key(self, bucket: Bucket) -> bytes:
        return self._code + b"-" + digest(bucket.key.encode(), bucket.checksum.encode())
