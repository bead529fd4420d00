"""The fields of a smart process's settings: how they are named, read and written."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core import values
from homeport.core.ctx import Ctx
from homeport.core.dropped import READ_ONLY, UNKNOWN
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.core.values import FieldType
from homeport.domain.crm.type.types import SWITCHES
from homeport.domain.records.descriptions import described
from homeport.domain.records.fields import camel
from homeport.domain.records.filters import Filterable

_SWITCH_TITLES = {
    "IS_CATEGORIES_ENABLED": "Own pipelines",
    "IS_STAGES_ENABLED": "Own stages and kanban",
    "IS_BEGIN_CLOSE_DATES_ENABLED": "Start and end dates",
    "IS_CLIENT_ENABLED": "Client",
    "IS_USE_IN_USERFIELD_ENABLED": "May be chosen in user fields",
    "IS_LINK_WITH_PRODUCTS_ENABLED": "Products",
    "IS_MYCOMPANY_ENABLED": "Own company details",
    "IS_DOCUMENTS_ENABLED": "Documents",
    "IS_SOURCE_ENABLED": "Source and its description",
    "IS_OBSERVERS_ENABLED": "Observers",
    "IS_RECYCLEBIN_ENABLED": "Recycle bin",
    "IS_AUTOMATION_ENABLED": "Automation rules and triggers",
    "IS_BIZ_PROC_ENABLED": "Business processes",
    "IS_SET_OPEN_PERMISSIONS": "New pipelines are open to everyone",
    "IS_PAYMENTS_ENABLED": "Payments",
    "IS_COUNTERS_ENABLED": "Counters",
}

COLUMNS: dict[str, tuple[FieldType, dict[str, Any]]] = {
    "ID": (values.INTEGER, described("integer", "ID", read_only=True)),
    "TITLE": (values.STRING, described("string", "Name", required=True)),
    "CODE": (values.STRING, described("string", "Symbolic code")),
    "CREATED_BY": (values.USER, described("user", "Created by", read_only=True)),
    "ENTITY_TYPE_ID": (values.INTEGER, described("integer", "Type id", required=True, immutable=True)),
    "CUSTOM_SECTION_ID": (values.INTEGER, described("integer", "Digital workplace", immutable=True)),
    **{name: (values.BOOLEAN, described("boolean", _SWITCH_TITLES[name])) for name in SWITCHES},
    "CREATED_TIME": (values.DATETIME, described("datetime", "Created", read_only=True)),
    "UPDATED_TIME": (values.DATETIME, described("datetime", "Modified", read_only=True)),
    "UPDATED_BY": (values.USER, described("user", "Modified by", read_only=True)),
}

FIELDS = {camel(name): {**about, "upperName": name} for name, (_, about) in COLUMNS.items()}
"""What ``crm.type.fields`` answers."""

_BY_SPELLING = {
    spelling: Filterable(name, kind.read)
    for name, (kind, _) in COLUMNS.items()
    for spelling in (camel(name).lower(), name.lower())
}


def find(name: str) -> Filterable | None:
    """A field that lists filter by, in either spelling."""
    return _BY_SPELLING.get(name.lower())


def order_of(given: Mapping[str, Any]) -> tuple[tuple[str, bool], ...]:
    """The order that a client asks for, as (column, descending) pairs.

    :raises CallError: ``INVALID_ARG_VALUE`` for an unknown field or direction
    """
    order: dict[str, bool] = {}
    for name, direction in given.items():
        field = find(name)
        if field is None:
            raise INVALID_ARG_VALUE(reason=f"Invalid order: field '{name[:50]}' is not allowed in order")
        shown = "array" if isinstance(direction, dict | list) else str(direction)
        if shown.upper() not in ("ASC", "DESC"):
            raise INVALID_ARG_VALUE(
                reason="Invalid order: allowed sort directions are ASC, DESC. "
                f"But got '{shown[:20]}' for field '{name[:20]}'"
            )
        order[field.name] = shown.upper() == "DESC"
    return tuple(order.items())


def answer(row: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """The settings of a type, as ``crm.type.list`` answers them."""
    return {camel(name): kind.item(row[name], zone) for name, (kind, _) in COLUMNS.items()}


WRITABLE = ("TITLE", "CODE", *SWITCHES)


ELSEWHERE = frozenset({"entitytypeid", "relations", "linkeduserfields", "customsectionid", "isexternal"})
"""Settings that are read for themselves."""


def read(ctx: Ctx, given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings among the fields that a client sent, by column.

    :raises CallError: ``INVALID_ARG_VALUE`` when a value does not fit
    """
    found: dict[str, Any] = {}
    for name, value in given.items():
        field = find(name)
        if field is None or field.name not in WRITABLE:
            if name not in ELSEWHERE:
                ctx.drop("fields", name, UNKNOWN if field is None else READ_ONLY)
            continue
        try:
            found[field.name] = field.read(value, ctx.clock.zone)
        except ValueError:
            raise INVALID_ARG_VALUE(reason=f"Invalid value for field '{camel(field.name)}'") from None
    if "TITLE" in found and not (found["TITLE"] or "").strip():
        raise INVALID_ARG_VALUE(reason="title must not be empty")
    if "CODE" in found:
        found["CODE"] = found["CODE"] or ""
    return found
