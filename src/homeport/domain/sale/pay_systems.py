"""Payment systems, and the handlers of applications that they are made of.

Source: ``api-reference/pay-system/``.
"""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    bindparam,
    select,
)

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records.collection import Access, Beside, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import F, Field, FieldTable
from homeport.domain.sale import person_types
from homeport.domain.sale.kinds import STORE, YES_NO
from homeport.domain.sale.payment_fields import PAYMENT
from homeport.domain.sale.property_fields import forget_object
from homeport.domain.sale.registered import (
    LOGO,
    OBJECT,
    app_column,
    owned,
    pictured,
    unpictured,
)
from homeport.store import Query, Transaction, constant
from homeport.store.schema import METADATA

NOT_FOUND = ErrorKind("ERROR_PAY_SYSTEM_NOT_FOUND", "Pay system not found")
UNKNOWN = ErrorKind("ERROR_CHECK_FAILURE", "Pay system not found")
NO_HANDLER = ErrorKind("ERROR_HANDLER_NOT_FOUND", "Handler not found")
NO_PERSON_TYPE = ErrorKind("ERROR_PERSON_TYPE_NOT_FOUND", "Person type not found")
HANDLER_EXISTS = ErrorKind("ERROR_HANDLER_ALREADY_EXIST", "Handler already exists!")
CODE_TAKEN = ErrorKind("ERROR_UNEXPECTED_ANSWER", "Server returned an unexpected response")
HANDLER_STAYS = ErrorKind("ERROR_PAY_SYSTEM_DELETE", "The handler is not said, or pay systems are made of it")
NO_MODE = ErrorKind("ERROR_CHECK_FAILURE", "Parameter SETTINGS has none of FORM_DATA, CHECKOUT_DATA, IFRAME_DATA")

MODES = ("FORM_DATA", "CHECKOUT_DATA", "IFRAME_DATA")
REGISTRIES = (person_types.ORDERS, person_types.INVOICES, "CRM_QUOTE")

HANDLER_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "Name", required=True),
        F("CODE", v.STRING, "Code", required=True, unique=True),
        F("SORT", v.INTEGER, "Sorting", default=100),
        F("SETTINGS", OBJECT, "Settings", required=True),
    )
)
HANDLER = Table(
    "sale_paysystem_handler",
    METADATA,
    *(field.column() for field in HANDLER_FIELDS),
    app_column(),
    sqlite_autoincrement=True,
)

_HELD = ("PAYMENT", "ACTION", "RESULT", "PREPAY", "PRICE")

FIELDS = FieldTable(
    (
        F("NAME", v.STRING, "Name", required=True),
        F("PSA_NAME", v.STRING, "Title", read_only=True),
        F("DESCRIPTION", v.STRING, "Description"),
        F("ACTION_FILE", v.STRING, "Handler"),
        F("RESULT_FILE", v.STRING, "Not used", read_only=True),
        F("NEW_WINDOW", YES_NO, "In a new window", default="N"),
        F("PS_MODE", v.STRING, "Mode", read_only=True),
        *(F(f"HAVE_{name}", YES_NO, "Not used", read_only=True, default="N") for name in _HELD),
        F("HAVE_RESULT_RECEIVE", YES_NO, "Answers come later", read_only=True, default="Y"),
        F("ENCODING", v.STRING, "Encoding", read_only=True),
        F("ACTIVE", YES_NO, "Active", default="N"),
        F("ALLOW_EDIT_PAYMENT", YES_NO, "Payments are counted anew", read_only=True, default="Y"),
        F("IS_CASH", v.STRING, "In cash", read_only=True, default="N"),
        F("AUTO_CHANGE_1C", YES_NO, "Changed by an accounting system", read_only=True, default="N"),
        F("CAN_PRINT_CHECK", YES_NO, "Receipts are printed", read_only=True, default="N"),
        F("ENTITY_REGISTRY_TYPE", v.STRING, "What is paid", immutable=True, default=REGISTRIES[1], values=REGISTRIES),
        F("XML_ID", v.STRING, "External code"),
        F("ID", v.INTEGER, "ID", read_only=True),
        F("PERSON_TYPE_ID", v.INTEGER, "Type of payers"),
        F("SORT", v.INTEGER, "Sorting", read_only=True, default=100),
        F("TARIFF", v.STRING, "Not used", read_only=True),
        F("LOGOTYPE", LOGO, "Logo"),
        F("SETTINGS", OBJECT, "Settings", stored=False),
    )
)
TABLE = Table(
    "sale_paysystem",
    METADATA,
    *(field.column() for field in FIELDS if field.stored),
    app_column(),
    Index("sale_paysystem_handler_of", "ACTION_FILE"),
    sqlite_autoincrement=True,
)

SETTING = Table(
    "sale_paysystem_setting",
    METADATA,
    Column("PAY_SYSTEM_ID", Integer, nullable=False),
    Column("PERSON_TYPE_ID", Integer, nullable=False),
    Column("SETTINGS", Text, nullable=False),
    PrimaryKeyConstraint("PAY_SYSTEM_ID", "PERSON_TYPE_ID"),
)
"""What handlers are given: the same for all payers under the type 0, and what differs for a type."""

_BY_CODE = Query(select(HANDLER.c.ID).where(HANDLER.c.CODE == bindparam("code")))
_SETTINGS_BY_CODE = Query(select(HANDLER.c.SETTINGS).where(HANDLER.c.CODE == bindparam("code")))
_CODE_OF = Query(select(HANDLER.c.CODE).where(HANDLER.c.ID == bindparam("id")))
_OF_HANDLER = Query(
    select(TABLE.c.ID).where(TABLE.c.ACTION_FILE == bindparam("code")).order_by(TABLE.c.ID).limit(bindparam("limit"))
)
_PAYER = Query(select(person_types.TABLE.c.ENTITY_REGISTRY_TYPE).where(person_types.TABLE.c.ID == bindparam("id")))
_SETTINGS = Query(
    select(SETTING.c.SETTINGS).where(
        SETTING.c.PAY_SYSTEM_ID == bindparam("id"), SETTING.c.PERSON_TYPE_ID == bindparam("payer")
    )
)
_KNOWN = Query(
    select(TABLE.c.NAME, TABLE.c.ACTION_FILE, TABLE.c.PERSON_TYPE_ID, TABLE.c.ENTITY_REGISTRY_TYPE).where(
        TABLE.c.ID == bindparam("id")
    )
)
_PAID = Query(select(PAYMENT.c.ID).where(PAYMENT.c.PAY_SYSTEM_ID == bindparam("id")).limit(bindparam("limit")))
PAID_WITH = ErrorKind("ERROR_CHECK_FAILURE", "There are payments by the pay system")


def name_of(ctx: Ctx, number: int) -> str | None:
    """What a payment system is called; None when there is no such system."""
    row = ctx.tx.one(_KNOWN, id=number)
    return None if row is None else str(row[0])


def of_handler(ctx: Ctx, code: str) -> int | None:
    """The first payment system that is made of a handler; None when there is none."""
    found: int | None = ctx.tx.value(_OF_HANDLER, code=code, limit=1)
    return found


def _in_a_mode(change: Change) -> None:
    if change.new.get("SETTINGS") is None:
        return
    given = msgspec.json.decode(change.new["SETTINGS"])
    modes = [given[mode] for mode in MODES if isinstance(given, dict) and given.get(mode)]
    if not modes:
        raise NO_MODE()
    codes = given.get("CODES") or next((mode.get("CODES") for mode in modes if isinstance(mode, dict)), None)
    if not isinstance(codes, dict):
        raise change.dialect.required(field="SETTINGS[CODES]")
    for mode in modes:
        if not isinstance(mode, dict) or not mode.get("ACTION_URI"):
            raise change.dialect.required(field="ACTION_URI")


def _renamed(change: Change) -> None:
    """Payment systems follow the code of their handler."""
    if change.old and change.new.get("CODE") not in (None, change.old["CODE"]):
        change.ctx.tx.update(TABLE, {"ACTION_FILE": change.old["CODE"]}, {"ACTION_FILE": change.new["CODE"]})


def _unused(change: Change) -> None:
    if change.ctx.tx.one(_OF_HANDLER, code=change.old["CODE"], limit=1) is not None:
        raise HANDLER_STAYS()


PAY_HANDLERS = Collection(
    noun="handler of payment systems",
    plural="handlers",
    table=HANDLER,
    fields=HANDLER_FIELDS,
    access=STORE,
    before_save=(owned, _in_a_mode),
    after_save=(_renamed,),
    before_delete=(owned, _unused),
)


def _of_handler_and_payers(change: Change) -> None:
    row = change.row
    for name, called in (("PERSON_TYPE_ID", "PERSON_TYPE_ID"), ("ACTION_FILE", "BX_REST_HANDLER")):
        if row.get(name) is None:
            raise change.dialect.required(field=called)
    if change.new.get("ACTION_FILE") and change.ctx.tx.one(_BY_CODE, code=change.new["ACTION_FILE"]) is None:
        raise NO_HANDLER()
    kind = row.get("ENTITY_REGISTRY_TYPE", REGISTRIES[1])
    wanted = person_types.ORDERS if kind == person_types.ORDERS else person_types.INVOICES
    if "PERSON_TYPE_ID" in change.new and change.ctx.tx.value(_PAYER, id=row["PERSON_TYPE_ID"]) != wanted:
        raise NO_PERSON_TYPE()
    if change.new.get("NAME"):
        change.new["PSA_NAME"] = change.new["NAME"]


def _forgotten(change: Change) -> None:
    change.ctx.tx.delete(SETTING, PAY_SYSTEM_ID=change.old["ID"])
    forget_object(change.ctx.tx, "P", change.old["ID"])


def _unpaid(change: Change) -> None:
    if change.ctx.tx.one(_PAID, id=change.old["ID"], limit=1) is not None:
        raise PAID_WITH()


class Settings(Beside):
    """The settings that a payment system is made with: the same for all payers."""

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> Any:
        if not isinstance(value, dict):
            raise ValueError("not an object")
        return value

    def holds(self, change: Change, values: Mapping[str, Any]) -> bool:
        return False

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        set_settings(change.ctx, change.row["ID"], 0, values["SETTINGS"])


PAY_SYSTEMS = Collection(
    noun="payment system",
    plural="systems",
    table=TABLE,
    fields=FIELDS,
    access=STORE,
    beside={"SETTINGS": Settings()},
    before_save=(owned, _of_handler_and_payers, pictured),
    before_delete=(owned, _unpaid),
    after_delete=(_forgotten, unpictured),
)


def _of_crm(grant: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    return row.c.ENTITY_REGISTRY_TYPE.in_([constant(kind) for kind in REGISTRIES[1:]])


LISTED = replace(
    PAY_SYSTEMS,
    fields=FieldTable(tuple(field for field in FIELDS if field.name not in ("LOGOTYPE", "SETTINGS"))),
    beside={},
)
"""As lists show them."""

_OF_CRM = ("ID", "NAME", "ACTIVE", "SORT", "DESCRIPTION", "PERSON_TYPE_ID", "ACTION_FILE", "XML_ID")
OF_CRM = replace(
    LISTED,
    fields=FieldTable(tuple(field for field in FIELDS if field.name in _OF_CRM)),
    access=Access(lambda ctx, operation: True, _of_crm),
)
"""As the CRM's older methods show them to everybody: those by which invoices and estimates are paid."""


def find(ctx: Ctx, number: int) -> Mapping[str, Any]:
    """A payment system.

    :raises CallError: ``UNKNOWN``
    """
    row = ctx.tx.one(_KNOWN, id=number)
    if row is None:
        raise UNKNOWN()
    return dict(zip(("NAME", "ACTION_FILE", "PERSON_TYPE_ID", "ENTITY_REGISTRY_TYPE"), row, strict=True))


def settings_of(ctx: Ctx, number: int, payer: int) -> dict[str, Any]:
    """What the handler of a payment system is given: the defaults, what is set for all, and for a type of payers."""
    codes = _codes(ctx, find(ctx, number)["ACTION_FILE"])
    found: dict[str, Any] = {}
    for code, about in codes.items():
        default = about.get("DEFAULT") if isinstance(about, dict) else None
        if isinstance(default, dict):
            found[code] = {"TYPE": default.get("PROVIDER_KEY"), "VALUE": default.get("PROVIDER_VALUE")}
    for kind in dict.fromkeys((0, payer)):
        found |= _set(ctx, number, kind)
    return found


def set_settings(ctx: Ctx, number: int, payer: int, given: Mapping[str, Any]) -> None:
    """Set values that the handler of a payment system is given; others stay.

    :raises CallError: ``ERROR_CHECK_FAILURE`` for what is no value
    """
    values = _set(ctx, number, payer)
    for code, value in given.items():
        if not isinstance(value, dict) or "VALUE" not in value:
            raise ErrorKind("ERROR_CHECK_FAILURE", "Parameter SETTINGS is wrong")()
        values[code] = {"TYPE": value.get("TYPE") or "VALUE", "VALUE": value["VALUE"]}
    ctx.tx.delete(SETTING, PAY_SYSTEM_ID=number, PERSON_TYPE_ID=payer)
    text = v.OBJECT.read(values, ctx.clock.zone)
    ctx.tx.insert(SETTING, {"PAY_SYSTEM_ID": number, "PERSON_TYPE_ID": payer, "SETTINGS": text})


def _set(ctx: Ctx, number: int, payer: int) -> dict[str, Any]:
    text = ctx.tx.value(_SETTINGS, id=number, payer=payer)
    found: dict[str, Any] = {} if text is None else msgspec.json.decode(text)
    return found


def _codes(ctx: Ctx, handler: str) -> dict[str, Any]:
    text = ctx.tx.value(_SETTINGS_BY_CODE, code=handler)
    settings = {} if text is None else msgspec.json.decode(text)
    inner = [settings[mode] for mode in MODES if isinstance(settings.get(mode), dict)]
    places = [settings.get("CODES"), *(mode.get("CODES") for mode in inner)]
    return next((codes for codes in places if isinstance(codes, dict)), {})


STANDARD = (
    ("Cash", "cash", person_types.ORDERS, 3, "Y"),
    ("Bank transfer", "bill", person_types.ORDERS, 4, "N"),
    ("Bank transfer (company)", "bill", person_types.INVOICES, 2, "N"),
)
"""What a new portal has: name, what it is made of, what is paid with it, by whom, and whether in cash."""


def install(tx: Transaction) -> None:
    """Write the payment systems of a new portal; always the same ids."""
    for place, (name, handler, kind, payer, cash) in enumerate(STANDARD):
        row = {**FIELDS.defaults, "NAME": name, "PSA_NAME": name, "ACTION_FILE": handler, "ENTITY_REGISTRY_TYPE": kind}
        tx.insert(TABLE, {**row, "PERSON_TYPE_ID": payer, "IS_CASH": cash, "ACTIVE": "Y", "SORT": 100 * (place + 1)})


def forget_application(tx: Transaction, app_id: int) -> None:
    """Leave what an application has registered to nobody when it goes: payments still name it."""
    for table in (HANDLER, TABLE):
        tx.update(table, {"APP_ID": app_id}, {"APP_ID": None})
