"""Receipts of payments: a cash register's handler is told of what was paid, and says when it is printed.

A payment that becomes paid has a receipt at the first active cash register. Its handler is called outside of the call
that has paid. Sources: ``sale-cashbox-handler-add.md#print_url``, ``#check_url``, ``cashbox-add-example.md``.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.values import parse_moment, read_integer
from homeport.domain.records import errands
from homeport.domain.records.collection import Change
from homeport.domain.records.errands import Done, Errand, Reply, Request
from homeport.domain.records.fields import Values
from homeport.domain.sale import cashboxes
from homeport.domain.sale.receipt_content import content_of
from homeport.domain.sale.receipt_tables import KIND, RECEIPT
from homeport.domain.sale.registered import DENIED
from homeport.store import Query, Transaction, constant

PRINT, WAIT, PRINTED, FAILED = "print", "wait", "printed", "failed"
"""What a receipt is at: to be printed, being printed, printed; or that failed."""
CHECK_SECONDS = 60
"""After how long is asked whether a receipt is printed."""
GIVE_UP_SECONDS = 24 * 3600
"""After how long is asked no more."""
FISCAL = (
    "PRINT_END_TIME", "REG_NUMBER_KKT", "FISCAL_DOC_ATTR", "FISCAL_DOC_NUMBER", "FISCAL_RECEIPT_NUMBER", "FN_NUMBER",
    "SHIFT_NUMBER",
)  # fmt: skip
"""What is known of a printed receipt."""
LONGEST = 255


NO_UUID = ErrorKind("ERROR_CHECK_FAILURE", "Parameter UUID is not defined")
NOT_FOUND = ErrorKind("ERROR_CHECK_NOT_FOUND", "Check not found")
UNFIT = ErrorKind("ERROR_CHECK_APPLY", "Parameter {name} is wrong")

_BOX = Query(
    select(cashboxes.TABLE.c.ID)
    .where(cashboxes.TABLE.c.ACTIVE == constant("Y"))
    .order_by(cashboxes.TABLE.c.SORT, cashboxes.TABLE.c.ID)
    .limit(1)
)
_ROW = Query(select(RECEIPT).where(RECEIPT.c.ID == bindparam("id")))
_BY_UUID = Query(select(RECEIPT).where(RECEIPT.c.UUID == bindparam("uuid")).order_by(RECEIPT.c.ID.desc()).limit(1))
_URLS = Query(
    select(cashboxes.HANDLER.c.SETTINGS)
    .join(cashboxes.TABLE, cashboxes.TABLE.c.REST_CODE == cashboxes.HANDLER.c.CODE)
    .where(cashboxes.TABLE.c.ID == bindparam("id"))
)


def follow(change: Change) -> None:
    """A payment that becomes paid has a receipt, where a cash register prints some."""
    if change.row.get("PAID") != "Y" or change.old.get("PAID") == "Y":
        return
    tx, clock = change.ctx.tx, change.ctx.clock
    box = tx.value(_BOX)
    if box is None:
        return
    row = {"PAYMENT_ID": change.row["ID"], "CASHBOX_ID": box, "UUID": "", "STATE": PRINT, "CREATED": int(clock.now())}
    number = tx.insert(RECEIPT, row)
    tx.update(RECEIPT, {"ID": number}, {"UUID": f"check|{number}"})
    errands.put(tx, KIND, number, clock.now())


def apply(ctx: Ctx, given: Mapping[str, Any]) -> None:
    """Note that a receipt is printed.

    :raises CallError: :data:`DENIED`, :data:`NO_UUID`, :data:`NOT_FOUND`, :data:`UNFIT`
    """
    if not ctx.actor.is_admin:
        raise DENIED()
    uuid = given.get("UUID")
    if not isinstance(uuid, str) or not uuid:
        raise NO_UUID()
    found = ctx.tx.dicts(_BY_UUID, uuid=uuid)
    if not found:
        raise NOT_FOUND()
    _printed(ctx.tx, ctx.clock, found[0], _fiscal(ctx.clock, given))


def plan(tx: Transaction, clock: Clock, number: int) -> Errand | None:
    """Whom to call for a receipt now."""
    row = _of(tx, number)
    text = None if row is None else tx.value(_URLS, id=row["CASHBOX_ID"])
    if row is None or text is None or row["STATE"] not in (PRINT, WAIT):
        return None
    settings = msgspec.json.decode(text)
    if row["STATE"] == WAIT:
        return Errand(requests=[Request(settings["CHECK_URL"], {"uuid": row["UUID"]})])
    return Errand(requests=[Request(settings["PRINT_URL"], content_of(tx, row))])


def end(tx: Transaction, clock: Clock, number: int, errand: Errand, done: Done) -> None:
    """Note what the handler said of a receipt."""
    row = _of(tx, number)
    if row is None or row["STATE"] not in (PRINT, WAIT):
        return
    reply = done.replies[0]
    said = reply.said or {}
    if row["STATE"] == PRINT:
        _sent(tx, clock, row, said, reply)
        return
    status = said.get("STATUS")
    if status == "DONE":
        try:
            _printed(tx, clock, row, _fiscal(clock, said))
        except CallError as error:
            _fail(tx, row, error.description)
    elif status == "ERROR":
        _fail(tx, row, str(said.get("ERROR") or "the handler says so"))
    elif clock.now() < row["CREATED"] + GIVE_UP_SECONDS:
        errands.put(tx, KIND, number, clock.now() + CHECK_SECONDS)
    else:
        _fail(tx, row, "the handler has not said that it is printed")


def _sent(tx: Transaction, clock: Clock, row: Values, said: Values, reply: Reply) -> None:
    uuid, errors = said.get("UUID"), said.get("ERRORS")
    if isinstance(uuid, str | int) and uuid != "" and uuid is not True:
        tx.update(RECEIPT, {"ID": row["ID"]}, {"STATE": WAIT, "UUID": str(uuid)[:LONGEST], "TROUBLE": None})
        errands.put(tx, KIND, row["ID"], clock.now() + CHECK_SECONDS)
    elif isinstance(errors, list) and errors:
        _fail(tx, row, "; ".join(str(each) for each in errors))
    else:
        _fail(tx, row, f"the handler did not take it: {reply.outcome}")


def _printed(tx: Transaction, clock: Clock, row: Values, fiscal: Values) -> None:
    known = {"STATE": PRINTED, "TROUBLE": None, "FISCAL": msgspec.json.encode(fiscal).decode()}
    tx.update(RECEIPT, {"ID": row["ID"]}, known)
    tx.update(cashboxes.TABLE, {"ID": row["CASHBOX_ID"]}, {"DATE_LAST_CHECK": clock.stamp()})
    errands.put(tx, KIND, row["ID"], None)


def _fail(tx: Transaction, row: Values, trouble: str) -> None:
    tx.update(RECEIPT, {"ID": row["ID"]}, {"STATE": FAILED, "TROUBLE": trouble[:LONGEST]})


def _fiscal(clock: Clock, given: Mapping[str, Any]) -> Values:
    """What is said of a printed receipt.

    :raises CallError: :data:`UNFIT`
    """
    found: Values = {}
    for name in FISCAL:
        value = given.get(name)
        if value in (None, ""):
            continue
        if not isinstance(value, str | int) or isinstance(value, bool) or len(str(value)) > LONGEST:
            raise UNFIT(name=name)
        found[name] = value
    if "PRINT_END_TIME" in found:
        found["PRINT_END_TIME"] = _moment(clock, found["PRINT_END_TIME"])
    return found


def _moment(clock: Clock, given: Any) -> int:
    try:
        number = read_integer(given, clock.zone)
    except ValueError:
        number = None
    try:
        return number if number is not None else int(parse_moment(given, clock.zone).timestamp())
    except ValueError:
        raise UNFIT(name="PRINT_END_TIME") from None


def _of(tx: Transaction, number: int) -> Values | None:
    for row in tx.dicts(_ROW, id=number):
        return row
    return None
