"""Statuses of orders and deliveries, and what they are called in each language.

Sources: ``api-reference/sale/status/``, ``status-lang/``.
"""

from sqlalchemy import PrimaryKeyConstraint, Table, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.records.row_rules import alone, names, not_emptied
from homeport.domain.sale.kinds import CODE, STORE, YES_NO
from homeport.domain.sale.order_fields import ORDER
from homeport.domain.sale.shipment_fields import SHIPMENT
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

NOT_FOUND = ErrorKind("201340400001", "status does not exist")
TAKEN = ErrorKind("201350000001", "Duplicate entry for key [id]")
SYSTEM_STAYS = ErrorKind("201350000002", "A system status cannot be deleted")
BAD_TYPE = ErrorKind("201350000003", "The type of a status is O or D")
NO_ID = ErrorKind("201350000004", "The id of a status is empty")
TOO_LONG = ErrorKind("201350000005", "The id of a status has two letters at most")
SYSTEM_TYPE = ErrorKind("201350000006", "The type of a system status cannot be changed")
ORDERS_HAVE_IT = ErrorKind("201350000007", "There are orders with this status")
SHIPMENTS_HAVE_IT = ErrorKind("201350000008", "There are deliveries with this status")
IN_USE = ErrorKind("0", "There are orders or deliveries with this status")

NO_NAME = ErrorKind("201740400001", "status lang does not exist")
NAME_TAKEN = ErrorKind("201750000003", "Duplicate entry for key [statusId, lid]")
NO_LANGUAGE = ErrorKind("201750000004", "Language does not exist")

NEW_ORDER, NEW_DELIVERY = "N", "DN"
"""What orders and deliveries begin with."""
SYSTEM = {NEW_ORDER: "O", "F": "O", NEW_DELIVERY: "D", "DF": "D"}
"""The statuses that stay, and what they are of."""
MAX_ID = 2

FIELDS = FieldTable(
    (
        F("COLOR", v.STRING, "Colour"),
        F("ID", v.STRING, "ID", required=True, immutable=True, unique=True),
        F("NOTIFY", YES_NO, "The buyer is told", default="Y"),
        F("SORT", v.INTEGER, "Sorting", default=100),
        F("TYPE", CODE, "Of orders or of deliveries", required=True, values=("O", "D")),
        F("XML_ID", v.STRING, "External code"),
    )
)
TABLE = Table("sale_status", METADATA, *(field.column() for field in FIELDS))

LANGUAGES = {
    "ar": "عربي", "br": "Português (Brasil)", "de": "Deutsch", "en": "English", "fr": "Français", "hi": "हिन्दी",
    "id": "Bahasa Indonesia", "in": "English (India)", "it": "Italiano", "ja": "日本語", "la": "Español",
    "ms": "Bahasa Melayu", "pl": "Polski", "sc": "中文（简体）", "tc": "中文（繁体）", "th": "ภาษาไทย",  # noqa: RUF001  as they are written
    "tr": "Türkçe", "vn": "Tiếng Việt",
}  # fmt: skip
"""The languages that names may be in, and what they call themselves."""

NAME_FIELDS = FieldTable(
    (
        F("DESCRIPTION", v.STRING, "Description"),
        F("LID", v.STRING, "Language", required=True, immutable=True, values=tuple(LANGUAGES)),
        F("NAME", v.STRING, "Name", required=True),
        F("STATUS_ID", v.STRING, "Status", required=True, immutable=True),
    )
)
NAME = Table(
    "sale_status_name",
    METADATA,
    *(field.column() for field in NAME_FIELDS),
    PrimaryKeyConstraint("STATUS_ID", "LID"),
)

_IN_ORDERS = Query(select(ORDER.c.ID).where(ORDER.c.STATUS_ID == bindparam("id")).limit(bindparam("limit")))
_IN_SHIPMENTS = Query(select(SHIPMENT.c.ID).where(SHIPMENT.c.STATUS_ID == bindparam("id")).limit(bindparam("limit")))
_TYPE = Query(select(TABLE.c.TYPE).where(TABLE.c.ID == bindparam("id")))


def type_of(ctx: Ctx, status: str) -> str | None:
    """``O`` for a status of orders, ``D`` for one of deliveries; None when there is no such status."""
    found: str | None = ctx.tx.value(_TYPE, id=status)
    return found


def _right(change: Change) -> None:
    if len(change.row.get("ID") or "") > MAX_ID:
        raise TOO_LONG()
    kind = change.new.get("TYPE")
    if not change.old or kind in (None, change.old["TYPE"]):
        return
    number = change.old["ID"]
    if number in SYSTEM:
        raise SYSTEM_TYPE()
    if change.ctx.tx.value(_IN_ORDERS, id=number, limit=1) is not None:
        raise ORDERS_HAVE_IT()
    if change.ctx.tx.value(_IN_SHIPMENTS, id=number, limit=1) is not None:
        raise SHIPMENTS_HAVE_IT()


def _may_go(change: Change) -> None:
    number = change.old["ID"]
    if number in SYSTEM:
        raise SYSTEM_STAYS()
    for query in (_IN_ORDERS, _IN_SHIPMENTS):
        if change.ctx.tx.value(query, id=number, limit=1) is not None:
            raise IN_USE()


def _forgotten(change: Change) -> None:
    change.ctx.tx.delete(NAME, STATUS_ID=change.old["ID"])


STATUSES = Collection(
    noun="status",
    plural="statuses",
    table=TABLE,
    fields=FIELDS,
    access=STORE,
    order=(("SORT", False), ("ID", False)),
    before_save=(not_emptied({"ID": NO_ID, "TYPE": BAD_TYPE}), _right),
    before_delete=(_may_go,),
    after_delete=(_forgotten,),
)


STATUS_NAMES = Collection(
    noun="statusLang",
    plural="statusLangs",
    table=NAME,
    fields=NAME_FIELDS,
    access=STORE,
    key=("STATUS_ID", "LID"),
    order=(("STATUS_ID", False), ("LID", False)),
    before_save=(names("STATUS_ID", TABLE), alone(NAME, ("STATUS_ID", "LID"), NAME_TAKEN)),
)

STANDARD = (
    (NEW_ORDER, "O", "Accepted, awaiting payment", "#BEEDF1"),
    ("P", "O", "Paid, preparing for shipment", "#ACE9FB"),
    ("S", "O", "Shipped", "#97DBF9"),
    ("F", "O", "Completed", "#D2F95F"),
    ("D", "O", "Canceled", "#FFBEBD"),
    (NEW_DELIVERY, "D", "Awaiting processing", "#BEEDF1"),
    ("DF", "D", "Shipped", "#D2F95F"),
    ("DD", "D", "Canceled", "#FFBEBD"),
)
"""What a new portal has: id, what it is of, name, colour."""


def install(tx: Transaction) -> None:
    """Write the statuses of a new portal."""
    for place, (number, kind, name, color) in enumerate(STANDARD):
        tx.insert(TABLE, {"ID": number, "TYPE": kind, "COLOR": color, "SORT": 10 * (place + 1), "NOTIFY": "Y"})
        tx.insert(NAME, {"STATUS_ID": number, "LID": "en", "NAME": name})
