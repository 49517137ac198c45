"""Which files are admitted to the site: pages, pictures and documents, and nothing that could run unless the settings
of the site name it.

Endings and names that Windows refuses follow https://learn.microsoft.com/windows/win32/fileio/naming-a-file.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from catalogue.gaps import gap

ENDINGS = frozenset((
    ".md", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf", ".csv", ".json", ".odt", ".ods", ".odp",
    ".docx", ".xlsx", ".pptx", ".mp3", ".mp4", ".vtt",
))  # fmt: skip
_PAGES = frozenset((".markdown", ".mdown", ".mkdn", ".mkd", ".mdwn", ".mdtext", ".mdx", ".text", ".txt", ".rst"))
_CODE = frozenset((".css", ".js", ".mjs"))
_RUNS = re.compile(
    rb"<script|<foreignobject|<!entity|\son[a-z]+\s*=|javascript:|<(?:iframe|embed|object|handler)\b"
    rb"|(?:href|src)\s*=\s*[\"']\s*(?:https?:|//|data:text)|@import|url\(\s*[\"']?(?:https?:|//)",
    re.IGNORECASE,
)
# How mkdocs.yml names files. MkDocs is not asked: no command that checks pages loads it.
_LISTS = re.compile(r"^extra_(?:css|javascript)[ \t]*:(.*(?:\n(?:[ \t-].*|(?=\n)))*)", re.MULTILINE)
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)
_CODE_PATH = re.compile(r"[^\s\"',\[\]{}]+\.(?:css|m?js)(?![\w.])", re.IGNORECASE)
_PICTURE = re.compile(r"^[ \t]+(?:logo|favicon)[ \t]*:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһԛԝᴠАВЕКМНОРСТУХІЈЅοανρυικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhqwvABEKMHOPCTYXIJSoavpuikABEZHIKMNOPTYX",
)


def latin(text: str) -> str:
    """A text with the letters of other alphabets that look like Latin ones made Latin."""
    return text.translate(_LOOKALIKES)


def identifier(title: str) -> str:
    """The id a title makes: lower-case words joined by hyphens; never a name that Windows keeps for itself."""
    plain = unicodedata.normalize("NFKD", latin(title)).encode("ascii", "ignore").decode().casefold()
    found = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")[:80].strip("-")
    return f"{found}-page" if _RESERVED.fullmatch(found) else found


def _named(stem: str) -> str:
    return identifier(stem) or gap("a name in plain letters")


def refusal(path: str, file: str) -> tuple[str, str] | None:
    """Why a file is not admitted, and what to do about it; nothing for one that is. Raises `OSError`.

    `path` is relative to the docs folder, `file` where it is on the disk. Both answers are plain text.
    """
    folder, _, name = path.rpartition("/")
    stem, dot, end = name.rpartition(".")
    ending = f"{dot}{end}".casefold() if stem else ""
    if name.startswith("_"):
        if name == "_template.md":
            return None
        return "Its name starts with _, so it is not read or shown.", f"name it “{_named(stem or name)}{ending}”."
    if ending in _PAGES and not (ending == ".txt" and folder.partition("/")[0] == "assets"):
        return f"Its name ends in {dot}{end}, so it is not read as a page.", f"name it “{_named(stem)}.md”."
    if ending == ".md" and end != "md":
        return f"Its name ends in .{end}, and a page’s ends in .md.", f"name it “{_named(stem)}.md”."
    if ending == ".svg" and _RUNS.search(Path(file).read_bytes()):
        return "This picture holds a script, or loads something from elsewhere.", "save it as a plain SVG, or as a PNG."
    if ending in _CODE:
        return (
            f"A file that ends in {dot}{end} runs in a reader’s browser, and the settings of the site do not name it.",
            "take it out, or name it under extra_css or extra_javascript in mkdocs.yml.",
        )
    if ending not in ENDINGS and ending != ".txt" and name != "CNAME":
        return (
            f"A file that ends in {dot}{end} could run in a reader’s browser, or cannot be shown." if ending
            else "Its name has no ending, so nobody can tell what it is."
        ), "keep words in a page (.md), pictures as .svg, .png or .jpg, documents as .pdf, data as .csv."  # fmt: skip
    return None


def named_files(docs: Path) -> frozenset[str]:
    """What `extra_css`, `extra_javascript`, `logo` and `favicon` name in the `mkdocs.yml` beside a docs folder.

    `docs` is the folder on the disk; the paths are relative to it, with forward slashes. Where there is no such file,
    or it cannot be read, nothing is named.
    """
    try:
        text = _COMMENT.sub("", (docs.resolve().parent / "mkdocs.yml").read_text("utf-8", "replace"))
    except OSError:
        return frozenset()
    code = (path for block in _LISTS.findall(text) for path in _CODE_PATH.findall(block) if "//" not in path)
    return frozenset(path.removeprefix("./") for path in (*code, *_PICTURE.findall(text)))
