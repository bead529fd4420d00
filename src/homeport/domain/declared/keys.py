"""What a key of a table says."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from homeport.core.values import FieldType
from homeport.domain.declared import kinds
from homeport.domain.declared.kinds import Kind, Look, UnfitError
from homeport.domain.declared.positions import Path
from homeport.domain.records.fields import FieldTable

_NO_ZONE: Any = None
"""Whether a value fits does not depend on a zone."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table.

    :param about: what it says
    :param column: what the portal calls it
    """

    kind: Kind
    about: str
    column: str
    required: bool = False


Keys = Mapping[str, Key]
"""By the key's name in small letters."""


def key(name: str, kind: Kind, about: str, column: str = "", *, required: bool = False) -> tuple[str, Key]:
    """A key by its name."""
    return name, Key(kind, about, column or name.upper(), required)


ID = key("id", kinds.ID, "the id that it has; a free one, and never another later")
"""Of whatever the portal numbers."""

_EXPECTED: dict[str, tuple[tuple[type, ...], str]] = {
    "integer": ((int,), "a whole number"),
    "float": ((int, float), "a number"),
}


def of_fields(table: FieldTable, *, but: Container[str] = (), required: Container[str] = ()) -> Keys:
    """Keys for those fields that clients may write and that have one value that is no file, by their classic names."""
    return {
        field.name.lower(): Key(kind_of(field.type), field.title, field.name, field.name in required)
        for field in table
        if field.stored and field.classic and not field.read_only and field.name not in but and field not in table.files
    }


def kind_of(of: FieldType) -> Kind:
    """How values of a type of fields are written."""
    if of.name in ("char", "boolean"):
        return Kind("true or false", _read_flag)
    if of.name in ("date", "datetime"):
        return kinds.MOMENT
    if of.name == "object":
        return Kind("a table or a list", kinds.an_object)
    if of.column == "text":
        return kinds.TEXT
    accepted, about = _EXPECTED[of.column]

    def read(look: Look, path: Path, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, accepted):
            raise UnfitError(about)
        try:
            of.read(value, _NO_ZONE)
        except (ValueError, OverflowError):
            raise UnfitError(about) from None
        return value

    return Kind(about, read)


def _read_flag(look: Look, path: Path, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("Y", "N"):
        return bool(value == "Y")
    raise UnfitError("true or false")
