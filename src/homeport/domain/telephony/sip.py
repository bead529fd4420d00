"""Lines by which a portal reaches a telephone exchange over SIP: of the application that added them, and gone with it.

This portal keeps them, and registers with no exchange: each waits to be.

Source: ``api-reference/telephony/voximplant/sip/``.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Index, Table, bindparam, false, func, select

from homeport.core import values as v
from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.core.values import number_or_none
from homeport.domain.records import reading
from homeport.domain.records.collection import Access, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.records.filters import as_map
from homeport.domain.telephony.reading import LONGEST, text
from homeport.store import Query, Transaction, constant
from homeport.store.schema import METADATA

DENIED = ErrorKind("ACCESS_DENIED", "Access denied!", 403)
UNFIT = ErrorKind("CHECK_FIELDS_ERROR", "{why}")
TITLE_EXISTS = ErrorKind("TITLE_EXISTS", "The specified connection name is already registered in the system")
TOO_MANY = ErrorKind("MAX_CLOUD_PBX", "You cannot connect more than 10 virtual PBXs.")
NOT_FOUND = ErrorKind("ERROR_NOT_FOUND", "Specified CONFIG_ID is not found", 404)
NO_ARGUMENT = ErrorKind("ERROR_ARGUMENT", "Specified CONFIG_ID is not found")
NO_REGISTRATION = ErrorKind("REG_ID_NOT_FOUND", "Settings not found")

CLOUD, OFFICE = TYPES = ("cloud", "office")
MOST_IN_CLOUD = 10
LONGEST_PASSWORD = 100
FREE_MINUTES = 60
"""Minutes for trying an exchange out: nobody can have used any."""
WEBHOOKS = 0
"""Stands for the application where a webhook calls: webhooks share their lines."""

Row = dict[str, Any]

_TITLES = {CLOUD: "Cloud PBX ({id})", OFFICE: "Office PBX ({id})"}
_PREFIXES = {CLOUD: "reg", OFFICE: "sip"}
_OF_ONE_TYPE = {CLOUD: ("REG_ID",), OFFICE: ("INCOMING_SERVER", "INCOMING_LOGIN", "INCOMING_PASSWORD")}
"""What lines of a type have, and the others do not."""

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER),
        F("APP_ID", v.INTEGER),
        F("TYPE", v.STRING),
        F("CONFIG_ID", v.INTEGER),
        F("REG_ID", v.INTEGER),
        F("TITLE", v.STRING),
        F("SERVER", v.STRING),
        F("LOGIN", v.STRING),
        F("PASSWORD", v.STRING),
        F("INCOMING_SERVER", v.STRING),
        F("INCOMING_LOGIN", v.STRING),
        F("INCOMING_PASSWORD", v.STRING),
        F("AUTH_USER", v.STRING),
        F("OUTBOUND_PROXY", v.STRING),
        F("DETECT_LINE_NUMBER", v.STRING),
        F("LINE_DETECT_HEADER_ORDER", v.STRING),
        F("REGISTRATION_STATUS_CODE", v.INTEGER),
        F("REGISTRATION_ERROR_MESSAGE", v.STRING),
        F("OUTGOING", v.STRING),
        F("CHANGED", v.DATETIME),
    )
)
"""REG_ID is what the registration of a line is called; OUTGOING is ``Y`` of the line that calls go out by."""
TABLE = Table("telephony_sip", METADATA, *(field.column() for field in FIELDS), sqlite_autoincrement=True)
Index("telephony_sip_application", TABLE.c.APP_ID, TABLE.c.ID)
Index("telephony_sip_title", TABLE.c.TITLE)

_SAID = ("SERVER", "LOGIN", "PASSWORD", "TITLE")
_ANSWERED = tuple(column.name for column in TABLE.c if column.name not in ("ID", "APP_ID", "OUTGOING", "CHANGED"))
_ONE = Query(select(*TABLE.c).where(TABLE.c.ID == bindparam("id"), TABLE.c.APP_ID == bindparam("app")))
_REGISTERED = Query(
    select(*TABLE.c).where(
        TABLE.c.ID == bindparam("id"), TABLE.c.APP_ID == bindparam("app"), TABLE.c.TYPE == constant(CLOUD)
    )
)
_TITLED = Query(select(TABLE.c.ID).where(TABLE.c.TITLE == bindparam("title"), TABLE.c.ID != bindparam("id")).limit(1))
_IN_CLOUD = Query(select(func.count()).select_from(TABLE).where(TABLE.c.TYPE == constant(CLOUD)))


def _grant(ctx: Ctx, operation: Operation) -> bool | None:
    return ctx.actor.is_admin or None


def _covers(grant: Any, row: FromClause, scans: bool) -> ColumnElement[bool]:
    return row.c.APP_ID == bindparam("app") if grant else false()


LINES = Collection(
    "line", "lines", TABLE, FIELDS, Access(_grant, _covers), context=lambda ctx: {"app": _application(ctx)}
)
DIALECT = replace(CLASSIC, denied=DENIED, unreadable=DENIED)


def add(ctx: Ctx, given: Mapping[str, Any]) -> Row:
    """Add a line to the application that calls; the line.

    :param given: the documented parameters, as far as they are said
    :raises CallError: ``DENIED``, ``UNFIT``, ``TITLE_EXISTS``, ``TOO_MANY``
    """
    require_right(ctx)
    kind = OFFICE if text(given.get("TYPE")).lower() == OFFICE else CLOUD
    row = _read(ctx, {name: given.get(name) or "" for name in _SAID}, 0)
    if kind == CLOUD and ctx.tx.value(_IN_CLOUD) >= MOST_IN_CLOUD:
        raise TOO_MANY()
    row |= {"APP_ID": _application(ctx), "TYPE": kind, "DETECT_LINE_NUMBER": "N", "OUTGOING": "N"}
    row |= {"LINE_DETECT_HEADER_ORDER": "diversion;to", "CHANGED": ctx.clock.stamp()}
    number = ctx.tx.insert(TABLE, row)
    more: Row = {"CONFIG_ID": number}
    if kind == CLOUD:
        more["REG_ID"] = number
    else:
        more |= {"INCOMING_LOGIN": f"sip{number}", "INCOMING_PASSWORD": secrets.token_hex(16)}
    ctx.tx.update(TABLE, {"ID": number}, more)
    made = _require(ctx, number, NOT_FOUND)
    registration = {"REG_ID": number} if kind == CLOUD else {}
    return {"ID": str(number), **_shown(made), "CONFIG_ID": str(number), **registration}


def change(ctx: Ctx, config: Any, given: Mapping[str, Any]) -> None:
    """Change a line of the application that calls.

    :param given: what is new of it
    :raises CallError: ``DENIED``, ``NOT_FOUND``, ``UNFIT``, ``TITLE_EXISTS``
    """
    require_right(ctx)
    number = _require(ctx, config, NOT_FOUND)["ID"]
    new = _read(ctx, given, number)
    if new:
        ctx.tx.update(TABLE, {"ID": number}, {**new, "CHANGED": ctx.clock.stamp()})


def delete(ctx: Ctx, config: Any) -> None:
    """Delete a line of the application that calls.

    :raises CallError: ``DENIED``, ``NOT_FOUND``
    """
    require_right(ctx)
    ctx.tx.delete(TABLE, ID=_require(ctx, config, NOT_FOUND)["ID"])


def page(ctx: Ctx, given: Any, sort: Any, direction: Any, start: Any) -> Page:
    """A page of the lines of the application that calls.

    :param given: a filter by the fields
    :param sort: a field; by ids without it
    :raises CallError: ``DENIED``
    """
    conditions = {name.replace("?", "%", 1): value for name, value in as_map(given).items() if "APP_ID" not in name}
    order = {sort.upper(): str(direction or "ASC")} if isinstance(sort, str) and sort else None
    found = reading.page(ctx, LINES, DIALECT, filter=conditions, order=order, start=start)
    return found._replace(result=[_shown(row) for row in found.result])


def status(ctx: Ctx, registration: Any) -> Row:
    """How the registration of a line goes, of the application that calls.

    :raises CallError: ``DENIED``, ``NO_REGISTRATION``
    """
    require_right(ctx)
    number = number_or_none(registration) or 0
    found = next(iter(ctx.tx.dicts(_REGISTERED, id=number, app=_application(ctx))), None)
    if found is None:
        raise NO_REGISTRATION()
    return {
        "REG_ID": number,
        "LAST_UPDATED": stored_to_iso(found["CHANGED"], ctx.clock.zone)[:19].replace("T", " "),
        "ERROR_MESSAGE": found["REGISTRATION_ERROR_MESSAGE"] or "",
        "STATUS_CODE": found["REGISTRATION_STATUS_CODE"] or 0,
        "STATUS_RESULT": "wait",
    }


def connector(ctx: Ctx) -> Row:
    """What is left of the connector to exchanges, which nobody has to pay for here.

    :raises CallError: ``DENIED``
    """
    require_right(ctx)
    return {"FREE_MINUTES": FREE_MINUTES, "PAID": False}


def require_right(ctx: Ctx) -> None:
    """Refuse whoever does not manage the portal's numbers: all but administrators.

    :raises CallError: ``DENIED``
    """
    if not ctx.actor.is_admin:
        raise DENIED()


def require(ctx: Ctx, config: Any) -> Row:
    """A line of the application that calls.

    :raises CallError: ``NO_ARGUMENT``
    """
    return _require(ctx, config, NO_ARGUMENT)


def word_of(row: Mapping[str, Any]) -> str:
    """What a line is called where calls are made: ``reg`` or ``sip``, and its number."""
    return f"{_PREFIXES[row['TYPE']]}{row['ID']}"


def title_of(row: Mapping[str, Any]) -> str:
    """What people call a line."""
    return str(row["TITLE"] or _TITLES[row["TYPE"]].format(id=row["ID"]))


def forget_application(tx: Transaction, app_id: int) -> None:
    """Delete the lines of an application that is uninstalled."""
    tx.delete(TABLE, APP_ID=app_id)


def _application(ctx: Ctx) -> int:
    app = ctx.credential.app
    return WEBHOOKS if app is None else app.id


def _require(ctx: Ctx, config: Any, refusal: ErrorKind) -> Row:
    found = next(iter(ctx.tx.dicts(_ONE, id=number_or_none(config) or 0, app=_application(ctx))), None)
    if found is None:
        raise refusal()
    return found


def _read(ctx: Ctx, given: Mapping[str, Any], number: int) -> Row:
    """What is said of a line, if it may be so.

    :param number: of the line that there is; 0 for a new one
    """
    said = {name: text(given[name], LONGEST) for name in _SAID if given.get(name) is not None}
    if said.get("SERVER") == "":
        raise UNFIT(why="Server address not specified")
    if said.get("LOGIN") == "":
        raise UNFIT(why="Login for connecting to the server not specified")
    if len(said.get("PASSWORD", "")) > LONGEST_PASSWORD:
        raise UNFIT(why=f"Password for connecting to the server cannot exceed {LONGEST_PASSWORD} characters")
    if said.get("TITLE") and ctx.tx.value(_TITLED, title=said["TITLE"], id=number) is not None:
        raise TITLE_EXISTS()
    return said


def _shown(row: Row) -> Row:
    """A line as it is answered, without what only lines of the other type have."""
    others = _OF_ONE_TYPE[OFFICE if row["TYPE"] == CLOUD else CLOUD]
    return {name: row[name] for name in _ANSWERED if name not in others}
