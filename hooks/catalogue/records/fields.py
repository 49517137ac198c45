"""How a record declares a field: once, with all that readers, templates, schemas and messages need to know of it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from catalogue.gaps import gap
from catalogue.records.values import Form, RefersTo


class Part(BaseModel):
    """A group of fields inside a record: a host, a claim, a card.

    `typed_alone` names the field that is meant where one piece of words stands in place of the group.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)
    typed_alone: ClassVar[str] = ""


def field(
    says: str, example: str = "", *, required: bool = False, default: Any = None, today: bool = False,
    alias: str | None = None,
) -> Any:  # fmt: skip
    """Declare a field: what it says (one phrase, for writers), an example, and whether a page must have it.

    Every field may be absent from the object (a page that lacks one is still read); `required` is judged apart. `today`
    says that a group typed now holds today’s day here; `alias` is the name a writer types, where it cannot be the
    attribute’s. No example may be true of a page: the check knows it as one.
    """
    extra: dict[str, Any] = {"required": required, "example": example, "today": today}
    return Field(default=default, description=says, json_schema_extra=extra, alias=alias)


def several(says: str, example: str = "", *, required: bool = False, alias: str | None = None) -> Any:
    """Declare a field that holds a list, which is empty where a page lacks it; `example` is one item of it."""
    return field(says, example, required=required, default=(), alias=alias)


class Declared(NamedTuple):
    """One declared field of a record or part: what was said of it, and what its type comes to.

    `name` is what a writer types, and `held_as` the attribute (`for`, a word of Python, is held as `for_`). A list is
    `several`; `form`, `choices`, the fields of a `part`, and what it `refers` to are those of its items.
    """

    name: str
    held_as: str
    says: str
    example: str
    required: bool
    today: bool
    form: Form | None
    several: bool
    choices: type[StrEnum] | None
    part: type[Part] | None
    refers: RefersTo | None

    @property
    def gap(self) -> str:
        """What stands in the field until it is written: what belongs there, and in what form where not any words do."""
        if self.choices is not None:
            return gap(f"{self.says}: one of {', '.join(choice.value for choice in self.choices)}")
        return gap(self.says if self.free or not self.example else f"{self.says}, such as {self.example}")

    @property
    def day(self) -> bool:
        """A day stands in it."""
        return self.form is not None and self.form.pattern == r"^\d{4}-\d\d-\d\d$"

    @property
    def free(self) -> bool:
        """Any words can stand in it."""
        return self.form is not None and self.form.words == "words" and self.part is None


def _walk(annotation: Any) -> Iterator[Any]:
    """Every type and every piece of metadata inside an annotation, outermost first."""
    yield annotation
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        yield from metadata
        yield from _walk(inner)
    elif origin in (Union, UnionType, tuple):
        for inner in get_args(annotation):
            if inner is not type(None) and inner is not Ellipsis:
                yield from _walk(inner)


def _declared(name: str, info: FieldInfo, own: dict[str, str]) -> Declared:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    typed = info.alias or name
    found = [*info.metadata, *_walk(info.annotation)]

    def first(kind: type) -> Any:
        """The first piece that is an instance of a class."""
        return next((piece for piece in found if isinstance(piece, kind)), None)

    def subclass(kind: type) -> Any:
        """The first piece that is a class below another."""
        return next((piece for piece in found if isinstance(piece, type) and issubclass(piece, kind)), None)

    return Declared(
        typed, name, info.description or "", own.get(typed) or str(extra.get("example", "")),
        bool(extra.get("required")), bool(extra.get("today")),
        first(Form), any(get_origin(piece) is tuple for piece in found), subclass(StrEnum), subclass(Part),
        first(RefersTo),
    )  # fmt: skip


@cache
def declared(model: type[BaseModel]) -> dict[str, Declared]:
    """The fields a record or part declares, by the name a writer types, in the order of the record.

    A field every kind has takes its example from the kind's own `examples`, where it has one.
    """
    own: dict[str, str] = getattr(model, "examples", {})
    fields = (_declared(name, info, own) for name, info in model.model_fields.items())
    return {one.name: one for one in fields}


def typed_values(
    model: type[Part] | None, value: Any, path: tuple[Any, ...] = ()
) -> Iterator[tuple[Any, Declared, str]]:
    """Every single value in a block, at any depth: where it stands, the field that declares it, and its text as typed.

    `value` is what the block holds, `path` where in the block that stands: paths are those of `FrontMatter.places`.
    Fields that nobody declared are left out.
    """
    fields = declared(model) if model is not None else {}
    for name, held in value.items() if isinstance(value, dict) else ():
        one = fields.get(name)
        if one is None:
            continue
        for place, item in enumerate(held) if isinstance(held, list) else ((None, held),):
            here = (*path, name) if place is None else (*path, name, place)
            if isinstance(item, dict):
                yield from typed_values(one.part, item, here)
            elif isinstance(item, str):
                yield here, one, item


def texts_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, str]]:
    """Every piece of text in a block, at any depth and whoever declared it: where it stands, and the text as typed.

    `value` is what the block holds, `path` where in the block that stands: paths are those of `FrontMatter.places`.
    """
    for step, item in value.items() if isinstance(value, dict) else enumerate(value):
        if not isinstance(item, str):
            yield from texts_in(item, (*path, step))
        elif item:
            yield (*path, step), item


def declared_at(model: type[BaseModel] | None, path: tuple[Any, ...]) -> Declared | None:
    """The declaration of the field at `path` as typed, through groups and lists; none where nobody declared it."""
    one = None
    for name in (step for step in path if isinstance(step, str)):
        one = declared(model).get(name) if model is not None else None
        model = one.part if one else None
    return one


def declared_below(model: type[BaseModel], above: str = "") -> Iterator[tuple[str, Declared]]:
    """Every field that a record or part declares, at any depth, by its dotted name: `hosts.name`."""
    for name, one in declared(model).items():
        yield f"{above}{name}", one
        if one.part is not None:
            yield from declared_below(one.part, f"{above}{name}.")
