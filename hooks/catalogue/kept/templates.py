"""Templates as code kept between runs, as Python keeps its own: to make code of all of them takes a fifth of a second.

What is kept runs, so it is for the machine's own use alone, like the folders `__pycache__` beside it, and never to be
taken from elsewhere.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from catalogue.kept.lines import KeptLines, digest

NAME = "templates"


class KeptTemplates(BytecodeCache):
    """The code of templates, for an environment of Jinja."""

    def __init__(self, docs: Path, code: bytes) -> None:
        """`docs` is the docs folder, and `code` a hash of all by which templates are made code, beside their texts."""
        self._lines = KeptLines(docs, NAME)
        self._code = digest(code)
        self._lines.use_all(self._code)

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
