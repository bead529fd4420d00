"""How methods name a storage, and what they take of its rows."""

from collections.abc import Iterable
from typing import Any

import msgspec

from homeport.core.errors import ErrorKind
from homeport.domain.entity import storages
from homeport.methods.family import as_id
from homeport.rpc import OpenParams, Params

NO_APPLICATION = storages.NO_APPLICATION


class OfStorage(Params):
    entity: Any = None


class Listed(OfStorage):
    sort: Any = None
    filter: Any = None
    start: Any = None


class OfRow(OfStorage):
    id: Any = None


def facts(name: str, fields: Iterable[str], bases: tuple[type, ...] = (OpenParams,)) -> type[OpenParams]:
    """Parameters that say fields of a row, and others beside them.

    :param fields: those that pages name
    """
    taken = ("ENTITY", "ID", *fields)
    members = [(each.lower(), Any, msgspec.field(default=msgspec.UNSET, name=each.lower())) for each in taken]
    return msgspec.defstruct(name, members, bases=bases, dict=True, kw_only=True)  # type: ignore[return-value]


def said(p: OpenParams) -> dict[str, Any]:
    """The fields of a row that were said."""
    named = {name: getattr(p, name) for name in p.__struct_fields__ if name not in ("entity", "id")}
    found = {name.upper(): value for name, value in named.items() if value is not msgspec.UNSET}
    return found | {name.upper(): value for name, value in p.others.items() if name.lower() != "auth"}


def number(given: Any) -> int:
    """The number of a row.

    :raises CallError: ``EMPTY`` where it is left out, or is none
    """
    refusal = storages.EMPTY(name="ID")
    return as_id(given, ErrorKind(refusal.code, refusal.description))
