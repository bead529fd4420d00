"""Numerators: how documents are numbered. Methods change those alone that methods have made.

Source: ``api-reference/document-generator/numerators/``, ``crm/document-generator/numerator/``.
"""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import read_integer, read_string
from homeport.domain.documentgenerator import permissions
from homeport.domain.documentgenerator.tables import NUMERATOR
from homeport.store import Query, Transaction

SEQUENCE = "Bitrix_Main_Numerator_Generator_SequentNumberGenerator"
"""What the settings of counting are called."""
PERIODS = ("day", "month", "year")
MOST = 2**31 - 1
MOST_DIGITS = 100
LONGEST = 255

EMPTY = ErrorKind("0", "Empty required fields: {fields}")
NOT_FOUND = ErrorKind("100", "Could not construct parameter {numerator}")
NO_ID = ErrorKind("100", "Bitrix\\Main\\Numerator\\Numerator constructor must be is public")

USUAL = {
    "start": 1,
    "step": 1,
    "length": 0,
    "padString": "0",
    "periodicBy": None,
    "timezone": None,
    "isDirectNumeration": False,
}

_BY_ID = Query(select(NUMERATOR).where(NUMERATOR.c.ID == bindparam("id")))
_ALL = Query(select(NUMERATOR).order_by(NUMERATOR.c.ID))


def add(ctx: Ctx, given: Mapping[str, Any], refusal: ErrorKind) -> dict[str, Any]:
    """Make a numerator.

    :param refusal: of who may change no template
    :raises CallError: ``refusal``, :data:`EMPTY`
    """
    permissions.require_templates(ctx, refusal)
    row = _read(ctx, given, USUAL)
    missing = [name for name in ("name", "template") if not row.get(name.upper())]
    if missing:
        raise EMPTY(fields=", ".join(missing))
    usual = {"SETTINGS": msgspec.json.encode(USUAL).decode(), "CODE": None, "OF_REST": "Y"}
    number = ctx.tx.insert(NUMERATOR, usual | row)
    return {**_whole(_find(ctx, number)), "id": number}


def change(ctx: Ctx, number: Any, given: Mapping[str, Any], refusal: ErrorKind) -> dict[str, Any]:
    """Change a numerator that a method has made.

    :raises CallError: ``refusal``, :data:`NO_ID`, :data:`NOT_FOUND`, ``DOCGEN_ACCESS_ERROR``, :data:`EMPTY`
    """
    permissions.require_templates(ctx, refusal)
    found = _own(ctx, number)
    row = _read(ctx, given, msgspec.json.decode(found["SETTINGS"]))
    missing = [name for name in ("name", "template") if name.upper() in row and not row[name.upper()]]
    if missing:
        raise EMPTY(fields=", ".join(missing))
    ctx.tx.update(NUMERATOR, {"ID": found["ID"]}, row)
    return _whole({**found, **row})


def get(ctx: Ctx, number: Any, refusal: ErrorKind) -> dict[str, Any]:
    """A numerator.

    :raises CallError: ``refusal``, :data:`NO_ID`, :data:`NOT_FOUND`
    """
    permissions.require_templates(ctx, refusal)
    return _whole(_find(ctx, number))


def delete(ctx: Ctx, number: Any, refusal: ErrorKind) -> None:
    """Delete a numerator that a method has made.

    :raises CallError: ``refusal``, :data:`NO_ID`, :data:`NOT_FOUND`, ``DOCGEN_ACCESS_ERROR``
    """
    permissions.require_templates(ctx, refusal)
    ctx.tx.delete(NUMERATOR, ID=_own(ctx, number)["ID"])


def listed(ctx: Ctx, refusal: ErrorKind) -> list[dict[str, Any]]:
    """The numerators.

    :raises CallError: ``refusal``
    """
    permissions.require_templates(ctx, refusal)
    return [{name: value for name, value in _whole(row).items() if name != "code"} for row in ctx.tx.dicts(_ALL)]


def install(tx: Transaction) -> None:
    """Write the numerator of a new portal."""
    settings = msgspec.json.encode(USUAL).decode()
    tx.insert(
        NUMERATOR, {"NAME": "Documents", "TEMPLATE": "{NUMBER}", "CODE": None, "SETTINGS": settings, "OF_REST": "N"}
    )


def _whole(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": str(row["ID"]),
        "name": row["NAME"],
        "template": row["TEMPLATE"],
        "code": row["CODE"],
        "settings": {SEQUENCE: msgspec.json.decode(row["SETTINGS"])},
    }


def _read(ctx: Ctx, given: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """What a client says of a numerator, by column.

    :param settings: those of counting that hold where it says no others
    """
    found: dict[str, Any] = {}
    for name in ("name", "template"):
        if name in given:
            try:
                found[name.upper()] = (read_string(given[name], ctx.clock.zone) or "").strip()[:LONGEST]
            except ValueError:
                found[name.upper()] = ""
    said = given.get("settings")
    counting = said.get(SEQUENCE) if isinstance(said, dict) else None
    if isinstance(counting, dict):
        read = {name: _setting(name, counting[name], ctx.clock.zone) for name in USUAL if name in counting}
        found["SETTINGS"] = msgspec.json.encode({**settings, **read}).decode()
    return found


def _setting(name: str, value: Any, zone: ZoneInfo) -> Any:
    """One setting of counting; the usual one in the place of what does not fit."""
    usual = USUAL[name]
    if name == "isDirectNumeration":
        return str(value).lower() in ("1", "y", "true")
    if name in ("start", "step", "length"):
        try:
            number = read_integer(value, zone)
        except (ValueError, OverflowError):
            return usual
        low, high = (0, MOST_DIGITS) if name == "length" else (1 if name == "step" else 0, MOST)
        return number if number is not None and low <= number <= high else usual
    text = value if isinstance(value, str) else str(value or "")
    if name == "padString":
        return text[:1] or usual
    known = PERIODS if name == "periodicBy" else available_timezones()
    return text if text in known else None


def _own(ctx: Ctx, number: Any) -> dict[str, Any]:
    found = _find(ctx, number)
    if found["OF_REST"] != "Y":
        raise permissions.ACCESS_DENIED()
    return found


def _find(ctx: Ctx, given: Any) -> dict[str, Any]:
    if given in (None, ""):
        raise NO_ID()
    try:
        number = read_integer(given, ctx.clock.zone) or 0
    except (ValueError, OverflowError):
        number = 0
    for row in ctx.tx.dicts(_BY_ID, id=number):
        return row
    raise NOT_FOUND()


def exists(tx: Transaction, number: int) -> bool:
    """Whether there is such a numerator."""
    return tx.one(_BY_ID, id=number) is not None
