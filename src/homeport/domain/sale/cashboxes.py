"""Cash registers, and the handlers of applications that print their receipts.

Source: ``api-reference/sale/cashbox/``.
"""

import re
from dataclasses import replace

import msgspec
from sqlalchemy import Index, Table, bindparam, select

from homeport.core import values as v
from homeport.core.errors import ErrorKind
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.sale import receipt_tables
from homeport.domain.sale.kinds import STORE, YES_NO
from homeport.domain.sale.registered import OBJECT, addresses, app_column, owned
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

HANDLER_EXISTS = ErrorKind("ERROR_HANDLER_ALREADY_EXIST", "Handler already exists!")
NO_HANDLER = ErrorKind("ERROR_HANDLER_NOT_FOUND", "Handler not found")
HANDLER_STAYS = ErrorKind("ERROR_CHECK_FAILURE", "There are cashboxes of the handler")
NOT_FOUND = ErrorKind("ERROR_CASHBOX_NOT_FOUND", "Cash register not found")
BAD_HANDLER = ErrorKind("ERROR_CHECK_FAILURE", "Parameter REST_CODE is wrong: there is no such handler")

SETTING_TYPES = ("STRING", "NUMBER", "Y/N", "ENUM", "DATE")
OPERATORS = (
    "bx_firstofd", "bx_platformaofd", "bx_yarusofd", "bx_taxcomofd", "bx_ofdruofd", "bx_tenzorofd", "bx_conturofd",
)  # fmt: skip
"""Who reports receipts to the tax authorities."""

_MAIL = re.compile(r"[^@\s]+@[^@\s]+")

HANDLER_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "Name", required=True),
        F("CODE", v.STRING, "Code", required=True, immutable=True, unique=True),
        F("SORT", v.INTEGER, "Sorting", default=100),
        F("SETTINGS", OBJECT, "Settings", required=True),
    )
)
HANDLER = Table(
    "sale_cashbox_handler",
    METADATA,
    *(field.column() for field in HANDLER_FIELDS),
    app_column(),
    sqlite_autoincrement=True,
)

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "Name", required=True),
        F("OFD", v.STRING, "Operator of fiscal data", values=OPERATORS),
        F("EMAIL", v.STRING, "Whom errors are mailed to", required=True),
        F("DATE_CREATE", v.DATETIME, "Created", read_only=True),
        F("DATE_LAST_CHECK", v.DATETIME, "Last receipt", read_only=True),
        F("NUMBER_KKM", v.STRING, "Number", default=""),
        F("KKM_ID", v.STRING, "Model", read_only=True),
        F("ACTIVE", YES_NO, "Active", default="N"),
        F("SORT", v.INTEGER, "Sorting", default=100),
        F("USE_OFFLINE", YES_NO, "Offline", default="N"),
        F("ENABLED", YES_NO, "Works", read_only=True, default="Y"),
        F("REST_CODE", v.STRING, "Handler", required=True, immutable=True),
        F("SETTINGS", OBJECT, "Settings"),
        F("OFD_SETTINGS", OBJECT, "Settings of the operator"),
    )
)
TABLE = Table(
    "sale_cashbox",
    METADATA,
    *(field.column() for field in FIELDS),
    app_column(),
    Index("sale_cashbox_handler_of", "REST_CODE"),
    sqlite_autoincrement=True,
)

_OF_HANDLER = Query(select(TABLE.c.ID).where(TABLE.c.REST_CODE == bindparam("code")).limit(bindparam("limit")))
_HANDLER = Query(select(HANDLER.c.SETTINGS).where(HANDLER.c.CODE == bindparam("code")))


def _sound_handler(change: Change) -> None:
    """A section has a label and settings; a setting has a kind and a label, and those of a list have options."""
    if change.new.get("SETTINGS") is None:
        return
    config = msgspec.json.decode(change.new["SETTINGS"]).get("CONFIG")
    if not isinstance(config, dict) or not config:
        raise change.dialect.required(field="SETTINGS[CONFIG]")
    for code, section in config.items():
        items = section.get("ITEMS") if isinstance(section, dict) else None
        if not isinstance(items, dict) or not section.get("LABEL"):
            raise change.dialect.invalid(field=f"SETTINGS[CONFIG][{code}]")
        for name, setting in items.items():
            fits = isinstance(setting, dict) and setting.get("TYPE") in SETTING_TYPES and setting.get("LABEL")
            if not fits or (setting["TYPE"] == "ENUM" and not setting.get("OPTIONS")):
                raise change.dialect.invalid(field=f"SETTINGS[CONFIG][{code}][ITEMS][{name}]")


def _unused(change: Change) -> None:
    if change.ctx.tx.one(_OF_HANDLER, code=change.old["CODE"], limit=1) is not None:
        raise HANDLER_STAYS()


CASHBOX_HANDLERS = Collection(
    noun="handler of cash registers",
    plural="handlers",
    table=HANDLER,
    fields=HANDLER_FIELDS,
    access=STORE,
    before_save=(owned, addresses("SETTINGS", "PRINT_URL", "CHECK_URL"), _sound_handler),
    before_delete=(owned, _unused),
)


def _of_handler(change: Change) -> None:
    if change.old or change.new.get("REST_CODE") is None:
        return
    if change.ctx.tx.one(_HANDLER, code=change.new["REST_CODE"]) is None:
        raise BAD_HANDLER()
    change.new["DATE_CREATE"] = change.ctx.clock.stamp()


def _set_up(change: Change) -> None:
    """Settings are those that the handler declares, and those that it must have are there."""
    if change.new.get("EMAIL") and not _MAIL.fullmatch(change.new["EMAIL"]):
        raise change.dialect.misfit(FIELDS.by_name["EMAIL"])
    if change.old and "SETTINGS" not in change.said:
        return
    text = change.ctx.tx.value(_HANDLER, code=change.row.get("REST_CODE"))
    config = {} if text is None else msgspec.json.decode(text)["CONFIG"]
    given = msgspec.json.decode(change.row.get("SETTINGS") or "{}")
    if not isinstance(given, dict):
        raise change.dialect.invalid(field="SETTINGS")
    for code, section in config.items():
        said = given.get(code) or {}
        for name, setting in section["ITEMS"].items():
            value = said.get(name) if isinstance(said, dict) else None
            if value in (None, "") and setting.get("REQUIRED") == "Y":
                raise change.dialect.required(field=f"SETTINGS[{code}][{name}]")
            if value not in (None, "") and setting["TYPE"] == "ENUM" and str(value) not in setting["OPTIONS"]:
                raise change.dialect.invalid(field=f"SETTINGS[{code}][{name}]")


CASHBOXES = Collection(
    noun="cash register",
    plural="cashboxes",
    table=TABLE,
    fields=FIELDS,
    access=STORE,
    before_save=(owned, _of_handler, _set_up),
    before_delete=(owned,),
    after_delete=(lambda change: receipt_tables.forget(change.ctx.tx, "CASHBOX_ID", change.old["ID"]),),
)
_SECRET = ("REST_CODE", "SETTINGS", "OFD_SETTINGS")
LISTED = replace(CASHBOXES, fields=FieldTable(tuple(field for field in FIELDS if field.name not in _SECRET)))
"""As lists show them: without the settings, in which passwords are."""


def forget_application(tx: Transaction, app_id: int) -> None:
    """Leave what an application has registered to nobody when it goes."""
    for table in (HANDLER, TABLE):
        tx.update(table, {"APP_ID": app_id}, {"APP_ID": None})
