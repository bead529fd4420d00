"""Delivery services: each a parent with its profiles, made of a handler of an application; and extra services.

Sources: ``api-reference/sale/delivery/``.
"""

from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Column, Index, Table, Text, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.catalog import money
from homeport.domain.portal.tables import PORTAL
from homeport.domain.records import writing
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.domain.sale import delivery_tables
from homeport.domain.sale.kinds import CURRENCY, STORE, YES_NO
from homeport.domain.sale.property_fields import forget_object
from homeport.domain.sale.registered import (
    LOGO,
    OBJECT,
    addresses,
    app_column,
    owned,
    pictured,
    unpictured,
)
from homeport.domain.sale.shipment_fields import SHIPMENT
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

NO_HANDLER = ErrorKind("ERROR_HANDLER_NOT_FOUND", "Handler not found")
HANDLER_EXISTS = ErrorKind("ERROR_HANDLER_ALREADY_EXIST", "Handler already exists!")
HANDLER_STAYS = ErrorKind("ERROR_HANDLER_DELETE", "Delivery services are made of the handler")
NOT_FOUND = ErrorKind("ERROR_DELIVERY_NOT_FOUND", "Delivery not found")
STAYS = ErrorKind("ERROR_DELIVERY_DELETE", "There are shipments by the delivery service")
NO_EXTRA = ErrorKind("ERROR_EXTRA_SERVICE_NOT_FOUND", "Extra service not found")

SETTING_TYPES = ("STRING", "Y/N", "NUMBER", "ENUM", "DATE", "LOCATION")
EXTRA_TYPES = ("enum", "checkbox", "quantity")

HANDLER_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "Name", required=True),
        F("CODE", v.STRING, "Code", required=True, unique=True),
        F("SORT", v.INTEGER, "Sorting", default=100),
        F("DESCRIPTION", v.STRING, "Description"),
        F("SETTINGS", OBJECT, "Settings", required=True),
        F("PROFILES", OBJECT, "Profiles", required=True),
    )
)
HANDLER = Table(
    "sale_delivery_handler",
    METADATA,
    *(field.column() for field in HANDLER_FIELDS),
    app_column(),
    sqlite_autoincrement=True,
)

FIELDS = FieldTable(
    (
        F("NAME", v.STRING, "Name", required=True),
        F("ACTIVE", YES_NO, "Active", default="Y"),
        F("DESCRIPTION", v.STRING, "Description"),
        F("CURRENCY", CURRENCY, "Currency", required=True),
        F("ID", v.INTEGER, "ID", read_only=True),
        F("PARENT_ID", v.INTEGER, "Delivery service", read_only=True),
        F("SORT", v.INTEGER, "Sorting", default=100),
        F("LOGOTYPE", LOGO, "Logo"),
    )
)
TABLE = Table(
    "sale_delivery",
    METADATA,
    *(field.column() for field in FIELDS),
    Column("REST_CODE", Text),
    Column("CONFIG", Text),
    Column("XML_ID", Text),
    app_column(),
    Index("sale_delivery_parent", "PARENT_ID"),
    Index("sale_delivery_handler_of", "REST_CODE"),
    sqlite_autoincrement=True,
)

EXTRA_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("DELIVERY_ID", v.INTEGER, "Delivery service", required=True, immutable=True),
        F("CODE", v.STRING, "Code"),
        F("NAME", v.STRING, "Name", required=True),
        F("DESCRIPTION", v.STRING, "Description"),
        F("ACTIVE", YES_NO, "Active", default="N"),
        F("SORT", v.INTEGER, "Sorting", default=100),
        F("TYPE", v.STRING, "Kind", required=True, immutable=True, values=EXTRA_TYPES),
        F("PRICE", v.DOUBLE, "Price"),
        F("ITEMS", OBJECT, "Options"),
    )
)
EXTRA = Table(
    "sale_delivery_extra",
    METADATA,
    *(field.column() for field in EXTRA_FIELDS),
    Index("sale_delivery_extra_of", "DELIVERY_ID"),
    sqlite_autoincrement=True,
)

_HANDLER = Query(select(HANDLER.c.SETTINGS, HANDLER.c.PROFILES).where(HANDLER.c.CODE == bindparam("code")))
_OF_HANDLER = Query(select(TABLE.c.ID).where(TABLE.c.REST_CODE == bindparam("code")).limit(bindparam("limit")))
_KNOWN = Query(
    select(TABLE.c.ID, TABLE.c.NAME, TABLE.c.PARENT_ID, TABLE.c.REST_CODE, TABLE.c.CONFIG).where(
        TABLE.c.ID == bindparam("id")
    )
)
_CHILDREN = Query(select(TABLE.c.ID).where(TABLE.c.PARENT_ID == bindparam("id")))
_BASE = Query(select(PORTAL.c.CURRENCY_ID))
_SHIPPED = Query(select(SHIPMENT.c.ID).where(SHIPMENT.c.DELIVERY_ID == bindparam("id")).limit(bindparam("limit")))


def _sound_handler(change: Change) -> None:
    """Settings and profiles are lists of objects that have names and codes."""
    if change.new.get("PROFILES") is not None:
        profiles = msgspec.json.decode(change.new["PROFILES"])
        _require_parts(change, profiles, "PROFILES", ("NAME", "CODE"), least=1)
    if change.new.get("SETTINGS") is not None:
        config = msgspec.json.decode(change.new["SETTINGS"]).get("CONFIG") or []
        parts = _require_parts(change, config, "SETTINGS[CONFIG]", ("TYPE", "CODE", "NAME"))
        if any(part["TYPE"] not in SETTING_TYPES for part in parts):
            raise change.dialect.invalid(field="SETTINGS[CONFIG][TYPE]")


def _require_parts(change: Change, given: Any, field: str, names: tuple[str, ...], least: int = 0) -> list[Any]:
    parts = list(given.values()) if isinstance(given, dict) else given
    if not isinstance(parts, list) or len(parts) < least:
        raise change.dialect.invalid(field=field)
    for part in parts:
        if not isinstance(part, dict):
            raise change.dialect.invalid(field=field)
        for name in names:
            if not part.get(name):
                raise change.dialect.required(field=f"{field}[{name}]")
    return parts


def _renamed(change: Change) -> None:
    if change.old and change.new.get("CODE") not in (None, change.old["CODE"]):
        change.ctx.tx.update(TABLE, {"REST_CODE": change.old["CODE"]}, {"REST_CODE": change.new["CODE"]})


def _unused(change: Change) -> None:
    if change.ctx.tx.one(_OF_HANDLER, code=change.old["CODE"], limit=1) is not None:
        raise HANDLER_STAYS()


DELIVERY_HANDLERS = Collection(
    noun="handler of deliveries",
    plural="handlers",
    table=HANDLER,
    fields=HANDLER_FIELDS,
    access=STORE,
    before_save=(
        owned,
        addresses("SETTINGS", "CALCULATE_URL", optional=("CREATE_DELIVERY_REQUEST_URL", "CANCEL_DELIVERY_REQUEST_URL")),
        _sound_handler,
    ),
    after_save=(_renamed,),
    before_delete=(owned, _unused),
)


def _in_a_currency(change: Change) -> None:
    if change.new.get("CURRENCY") and not money.exists(change.ctx, change.new["CURRENCY"]):
        raise change.dialect.misfit(FIELDS.by_name["CURRENCY"])


def _unshipped(change: Change) -> None:
    tx = change.ctx.tx
    for number in (change.old["ID"], *(row[0] for row in tx.all(_CHILDREN, id=change.old["ID"]))):
        if tx.one(_SHIPPED, id=number, limit=1) is not None:
            raise STAYS()


def _forgotten(change: Change) -> None:
    tx = change.ctx.tx
    children = [row[0] for row in tx.all(_CHILDREN, id=change.old["ID"])]
    tx.delete(TABLE, PARENT_ID=change.old["ID"])
    for number in (change.old["ID"], *children):
        tx.delete(EXTRA, DELIVERY_ID=number)
        delivery_tables.forget_service(tx, number)
        forget_object(tx, "D", number)


DELIVERIES = Collection(
    noun="delivery service",
    plural="deliveries",
    table=TABLE,
    fields=FIELDS,
    access=STORE,
    before_save=(owned, _in_a_currency, pictured),
    before_delete=(owned, _unshipped),
    after_delete=(_forgotten, unpictured),
)
LISTED = replace(DELIVERIES, fields=FieldTable(tuple(field for field in FIELDS if field.name != "LOGOTYPE")))
"""As lists show them."""


def _of_delivery(change: Change) -> None:
    if change.new.get("DELIVERY_ID") and not change.old and find(change.ctx, change.new["DELIVERY_ID"]) is None:
        raise NOT_FOUND()


def _with_options(change: Change) -> None:
    """A list has options; what is counted or chosen has a price."""
    if change.row.get("TYPE") != "enum":
        if change.new.get("ITEMS") is not None:
            change.new["ITEMS"] = None
        return
    change.new["PRICE"] = None
    if change.row.get("ITEMS") is None:
        raise change.dialect.required(field="ITEMS")
    if change.new.get("ITEMS") is not None:
        parts = _require_parts(change, msgspec.json.decode(change.new["ITEMS"]), "ITEMS", ("TITLE",), least=1)
        items = [{"TITLE": part["TITLE"], "CODE": part.get("CODE"), "PRICE": _price(change, part)} for part in parts]
        change.new["ITEMS"] = msgspec.json.encode(items).decode()


def _price(change: Change, part: Values) -> str | None:
    try:
        price = v.DOUBLE.read(part.get("PRICE"), change.ctx.clock.zone)
    except (ValueError, TypeError):
        raise change.dialect.invalid(field="ITEMS[PRICE]") from None
    return None if price is None else f"{price:.2f}"


EXTRAS = Collection(
    noun="extra service",
    plural="services",
    table=EXTRA,
    fields=EXTRA_FIELDS,
    access=STORE,
    order=(("SORT", False), ("ID", False)),
    before_save=(_of_delivery, _with_options),
)


def find(ctx: Ctx, number: int) -> Values | None:
    """A delivery service or profile; None when there is none."""
    row = ctx.tx.one(_KNOWN, id=number)
    return None if row is None else dict(zip(("ID", "NAME", "PARENT_ID", "REST_CODE", "CONFIG"), row, strict=True))


def add(ctx: Ctx, given: Values, dialect: Dialect) -> tuple[Values, list[Values]]:
    """Make a delivery service of a handler, with a profile for each of the handler's; the stored rows.

    :raises CallError: ``NO_HANDLER``, or the dialect's refusals
    """
    code, config = given.pop("REST_CODE", None), given.pop("CONFIG", None)
    if not code:
        raise dialect.required(field="REST_CODE")
    handler = ctx.tx.one(_HANDLER, code=str(code))
    if handler is None:
        raise NO_HANDLER()
    values = {} if config is None else _config(ctx, dialect, str(code), config)
    kept = {"REST_CODE": str(code), "CONFIG": msgspec.json.encode(values).decode()}
    parent = writing.create(ctx, DELIVERIES, given, dialect, kept)
    alike = {name: parent[name] for name in ("ACTIVE", "CURRENCY", "SORT")}
    profiles = []
    for each in _profiles(handler[1]):
        named = {"NAME": each["NAME"], "DESCRIPTION": each.get("DESCRIPTION")}
        own = {
            "PARENT_ID": parent["ID"],
            "REST_CODE": str(code),
            "CONFIG": msgspec.json.encode({"PROFILE_TYPE": each["CODE"]}).decode(),
        }
        profiles.append(writing.create(ctx, DELIVERIES, {**named, **alike}, dialect, own))
    return parent, profiles


def _profiles(stored: str) -> list[Values]:
    profiles = msgspec.json.decode(stored)
    return list(profiles.values()) if isinstance(profiles, dict) else profiles


def config_of(service: Values) -> list[Values]:
    """The values of a service's settings."""
    values = msgspec.json.decode(service["CONFIG"] or "{}")
    return [{"CODE": code, "VALUE": value} for code, value in values.items()]


def set_config(ctx: Ctx, dialect: Dialect, service: Values, given: Any) -> None:
    """Put values of settings in place of those that a service has.

    :raises CallError: the dialect's complaint about a setting that the handler does not have
    """
    held = msgspec.json.decode(service["CONFIG"] or "{}")
    values = {**held, **_config(ctx, dialect, service["REST_CODE"], given)}
    ctx.tx.update(TABLE, {"ID": service["ID"]}, {"CONFIG": msgspec.json.encode(values).decode()})


def _config(ctx: Ctx, dialect: Dialect, code: str | None, given: Any) -> Values:
    """Values of settings by their codes, as texts of the kinds that the handler declares."""
    handler = ctx.tx.one(_HANDLER, code=code)
    settings = {} if handler is None else msgspec.json.decode(handler[0])
    declared = settings.get("CONFIG") or []
    known = {part["CODE"]: part for part in (declared.values() if isinstance(declared, dict) else declared)}
    parts = list(given.values()) if isinstance(given, dict) else given
    if not isinstance(parts, list):
        raise dialect.invalid(field="CONFIG")
    values: Values = {}
    for part in parts:
        if not isinstance(part, dict) or not isinstance(part.get("CODE"), str) or part["CODE"] not in known:
            raise dialect.invalid(field="CONFIG[CODE]")
        if "VALUE" not in part:
            raise dialect.required(field="CONFIG[VALUE]")
        values[part["CODE"]] = _setting(dialect, known[part["CODE"]], part["VALUE"])
    return values


def _setting(dialect: Dialect, declared: Values, value: Any) -> str:
    if isinstance(value, dict | list):
        raise dialect.invalid(field="CONFIG[VALUE]")
    text = "" if value is None else str(value)
    fits = {
        "Y/N": lambda: text in ("Y", "N"),
        "NUMBER": lambda: text.replace(".", "", 1).lstrip("-").isdecimal(),
        "ENUM": lambda: text in (declared.get("OPTIONS") or {}),
    }.get(declared["TYPE"])
    if text and fits is not None and not fits():
        raise dialect.invalid(field="CONFIG[VALUE]")
    return text


def install(tx: Transaction) -> None:
    """Write the delivery services of a new portal; always the same ids."""
    currency = str(tx.value(_BASE))
    for place, name in enumerate(("No delivery", "Courier delivery", "Pickup")):
        tx.insert(TABLE, {"NAME": name, "ACTIVE": "Y", "CURRENCY": currency, "SORT": 100 * (place + 1)})


def forget_application(tx: Transaction, app_id: int) -> None:
    """Leave what an application has registered to nobody when it goes: shipments still name it."""
    for table in (HANDLER, TABLE):
        tx.update(table, {"APP_ID": app_id}, {"APP_ID": None})
