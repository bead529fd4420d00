"""A call begins: an application says who calls whom, and is told the client.

Source: ``api-reference/telephony/telephony-external-call-register.md``.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.owner import Owner
from homeport.core.values import is_empty, number_or_none, read_datetime
from homeport.domain.crm.record.comparable import comparable
from homeport.domain.telephony import cards, clients, events, lines, noticing, people
from homeport.domain.telephony.reading import app_of, says_yes, text
from homeport.domain.telephony.tables import CALL, CARD
from homeport.domain.telephony.words import OUTGOING, TYPES, title_of
from homeport.store import Query, Transaction

UNKNOWN_TYPE = ErrorKind("ERROR_CORE", "Unknown TYPE")
NO_MOMENT = ErrorKind("ERROR_CORE", "CALL_START_DATE should be in the ISO-8601 format")
NO_PHONE = ErrorKind("ERROR_CORE", "Unsupported phone number format")

SAME_MINUTES = 30
"""For how long a call that is registered again is the same."""
MOST_DIGITS = 32

_PHONE = re.compile(r"[+\d\s()./-]+(?:[;,#xX\s]*(?:ext\.?)?[\d\s*#]*)?", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]")
_REGISTERED = Query(
    select(*CALL.c)
    .where(
        CALL.c.APP_ID == bindparam("app"),
        CALL.c.PHONE_NUMBER == bindparam("phone"),
        CALL.c.REGISTERED >= bindparam("since"),
    )
    .order_by(CALL.c.REGISTERED.desc(), CALL.c.ID.desc())
)
_OF_APP = Query(select(CALL.c.ID).where(CALL.c.APP_ID == bindparam("app")))

Row = dict[str, Any]


def register(ctx: Ctx, given: Mapping[str, Any]) -> Row:
    """Register a call of the application that calls; what is answered of it.

    :param given: the documented parameters, as far as they are said
    :raises CallError: the refusals above, and those of :mod:`people`
    """
    people.require_said(given.get("USER_ID"), given.get("USER_PHONE_INNER"))
    kind = number_or_none(given.get("TYPE")) or 0
    if kind not in TYPES:
        raise UNKNOWN_TYPE()
    started = _moment(ctx, given.get("CALL_START_DATE"))
    phone = phone_of(given.get("PHONE_NUMBER"))
    user = people.find(ctx, given.get("USER_ID"), given.get("USER_PHONE_INNER"))
    line, external = text(given.get("LINE_NUMBER")), text(given.get("EXTERNAL_CALL_ID")) or None
    known = _same(ctx, phone, kind, user, line, external)
    if known is not None:
        return _answer(known)
    row = {"APP_ID": app_of(ctx), "USER_ID": user, "PHONE_NUMBER": phone, "TYPE": kind, "STARTED": started}
    row |= {
        "LINE_NUMBER": line,
        "EXTERNAL_CALL_ID": external,
        "CALL_LIST_ID": number_or_none(given.get("CALL_LIST_ID")),
    }
    client = clients.named(ctx, given.get("CRM_ENTITY_TYPE"), given.get("CRM_ENTITY_ID"))
    client = client or next(iter(clients.of_phone(ctx, phone)), None)
    lead, trouble = None, ""
    if client is None and says_yes(given.get("CRM_CREATE"), default=False) and _creates(ctx, kind, line):
        lead, trouble = _lead(ctx, phone, kind, user, text(given.get("CRM_SOURCE")))
        client = None if lead is None else Owner(clients.TYPES["LEAD"], lead)
    call = insert(ctx, row, client, lead)
    if says_yes(given.get("SHOW")):
        cards.show(ctx, call, None)
    if says_yes(given.get("ADD_TO_CHAT")):
        noticing.notify(ctx, user, call["CALL_ID"], kind, phone)
    return _answer(call) | ({"LEAD_CREATION_ERROR": trouble} if trouble else {})


def insert(ctx: Ctx, row: Mapping[str, Any], client: Owner | None, lead: int | None) -> Row:
    """Note a call that begins, and tell of it; its row.

    :param lead: that was made for it
    """
    moment = int(ctx.clock.now())
    call = {**row, "CALL_ID": f"externalCall.{secrets.token_hex(16)}.{moment}", "REGISTERED": ctx.clock.stamp()}
    call |= {"ENTITY_TYPE_ID": client and client.entity_type_id, "ENTITY_ID": client and client.entity_id}
    call |= {"LEAD_ID": lead}
    call["ID"] = ctx.tx.insert(CALL, call)
    events.begun(ctx, call)
    if call["TYPE"] == OUTGOING:
        events.answered(ctx, call)
    return call


def phone_of(given: Any) -> str:
    """A phone as calls have it: its digits, after a plus where it has one.

    :raises CallError: ``NO_PHONE``
    """
    said = text(given)
    number = comparable("PHONE", said) if _PHONE.fullmatch(said) else None
    if number is None or len(number) > MOST_DIGITS:
        raise NO_PHONE()
    return number


def _moment(ctx: Ctx, given: Any) -> str:
    if is_empty(given):
        return ctx.clock.stamp()
    try:
        found = read_datetime(given, ctx.clock.zone) if _ISO.match(str(given)) else None
    except ValueError:
        found = None
    if found is None:
        raise NO_MOMENT()
    return found


def _same(ctx: Ctx, phone: str, kind: int, user: int, line: str, external: str | None) -> Row | None:
    """The call that is registered again, and has not ended."""
    since = to_stored(datetime.fromtimestamp(ctx.clock.now(), UTC) - timedelta(minutes=SAME_MINUTES))
    for row in ctx.tx.dicts(_REGISTERED, app=app_of(ctx), phone=phone, since=since):
        if (row["TYPE"], row["USER_ID"]) != (kind, user) or (line and line != row["LINE_NUMBER"]):
            continue
        if external is None or external == row["EXTERNAL_CALL_ID"]:
            return row
    return None


def _creates(ctx: Ctx, kind: int, line: str) -> bool:
    """Whether a call makes a client where it is to: of those that go out, the line says so too."""
    found = lines.find(ctx.tx, app_of(ctx), line) if kind == OUTGOING and line else None
    return found is None or found["CRM_AUTO_CREATE"] == "Y"


def _lead(ctx: Ctx, phone: str, kind: int, user: int, source: str) -> tuple[int | None, str]:
    """The lead of an unknown number, or why there is none."""
    try:
        with ctx.tx.savepoint():
            return clients.make(ctx, phone, title_of(kind, phone), user, source), ""
    except CallError as error:
        return None, error.description


def _answer(call: Row) -> Row:
    lead, client = call["LEAD_ID"], call["ENTITY_TYPE_ID"]
    return {
        "CALL_ID": call["CALL_ID"],
        "CRM_CREATED_LEAD": lead,
        "CRM_CREATED_ENTITIES": [] if lead is None else [{"ENTITY_TYPE": "LEAD", "ENTITY_ID": lead}],
        "CRM_ENTITY_TYPE": None if client is None else clients.NAMES[client],
        "CRM_ENTITY_ID": call["ENTITY_ID"],
    }


def forget_application(tx: Transaction, app_id: int) -> None:
    """Forget the calls of an application that is uninstalled which have not ended: nothing can end them."""
    for (number,) in tx.all(_OF_APP, app=app_id):
        tx.delete(CARD, CALL=number)
    tx.delete(CALL, APP_ID=app_id)
