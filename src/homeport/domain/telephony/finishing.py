"""A call ends: it comes into the statistics, and its client has an activity of it.

Source: ``api-reference/telephony/telephony-external-call-finish.md``.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from homeport.core.clock import stored_to_iso, to_stored
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.owner import Owner
from homeport.core.values import number_or_none
from homeport.domain.crm.activity import activities, communications, providers
from homeport.domain.crm.activity.communications import Communication
from homeport.domain.portal.apps import apps
from homeport.domain.telephony import cards, clients, events, noticing, people, recordings, statistics
from homeport.domain.telephony.reading import app_of, says_yes, text
from homeport.domain.telephony.tables import CALL, CARD
from homeport.domain.telephony.words import comes_in, title_of

NOT_A_TEXT = ErrorKind("INVALID_ARGUMENT", "CALL_ID must be a string")
NOT_FOUND = ErrorKind("ERROR_CORE", "Call is not found (call should be registered prior to finishing)")

TALKED, MISSED, OTHER = "200", "304", "OTHER"
CODES = frozenset({TALKED, MISSED, "603", "603-S", "403", "404", "486", "484", "503", "480", "402", "423", OTHER})
LONGEST_SECONDS = 7 * 24 * 3600
BEST = 5
"""The best vote; 1 is the worst."""
MOST_COST = 10**12
WITHOUT_LINE = "REST_APP:"
"""The line of calls that name none."""

_INCOMING, _OUTGOING = 1, 2
_NORMAL, _HIGH = 2, 3

Row = dict[str, Any]


def finish(ctx: Ctx, given: Mapping[str, Any]) -> Row:
    """End a call of the application that calls; what is answered of it.

    :param given: the documented parameters, as far as they are said
    :raises CallError: the refusals above, and those of :mod:`people`
    """
    if not isinstance(given.get("CALL_ID"), str):
        raise NOT_A_TEXT()
    people.require_said(given.get("USER_ID"), given.get("USER_PHONE_INNER"))
    call = cards.open_call(ctx, given["CALL_ID"])
    if call is None or call["APP_ID"] != app_of(ctx):
        raise NOT_FOUND()
    user = people.find(ctx, given.get("USER_ID"), given.get("USER_PHONE_INNER"))
    row, errors = _row(ctx, call, given, user), []
    if call["LEAD_ID"] is not None and user != call["USER_ID"]:
        errors = _hand_over(ctx, call["LEAD_ID"], user)
    client = _client(ctx, call)
    if client is not None:
        row |= {"CRM_ENTITY_TYPE": clients.NAMES[client.entity_type_id], "CRM_ENTITY_ID": client.entity_id}
        row["CRM_ACTIVITY_ID"] = _activity(ctx, row, client)
    row["ID"] = ctx.tx.insert(statistics.TABLE, row)
    ctx.tx.delete(CARD, CALL=call["ID"])
    ctx.tx.delete(CALL, ID=call["ID"])
    started = stored_to_iso(row["CALL_START_DATE"], ctx.clock.zone)
    events.ended(ctx, row, started)
    if row["CALL_RECORD_URL"]:
        recordings.fetch(ctx, row, row["CALL_RECORD_URL"], recordings.name_in(row["CALL_RECORD_URL"]))
    if says_yes(given.get("ADD_TO_CHAT")):
        noticing.notify(ctx, user, row["CALL_ID"], row["CALL_TYPE"], row["PHONE_NUMBER"], row["CALL_DURATION"])
    return _answer(row, started) | ({"ERRORS": errors} if errors else {})


def _row(ctx: Ctx, call: Row, given: Mapping[str, Any], user: int) -> Row:
    """A call as the statistics have it; what it is given that cannot be is as if it were not said."""
    duration = min(number_or_none(given.get("DURATION")) or 0, LONGEST_SECONDS)
    code = text(given.get("STATUS_CODE")) or (TALKED if duration else MISSED)
    vote = number_or_none(given.get("VOTE"))
    app = apps.find(ctx.tx, call["APP_ID"])
    return {
        **{field.name: None for field in statistics.FIELDS if field.name != "ID"},
        "PORTAL_USER_ID": user,
        "PORTAL_NUMBER": call["LINE_NUMBER"] or WITHOUT_LINE,
        "PHONE_NUMBER": call["PHONE_NUMBER"],
        "CALL_ID": call["CALL_ID"],
        "EXTERNAL_CALL_ID": call["EXTERNAL_CALL_ID"],
        "CALL_CATEGORY": "external",
        "CALL_DURATION": duration,
        "CALL_START_DATE": call["STARTED"],
        "CALL_RECORD_URL": recordings.address_of(ctx, given.get("RECORD_URL")),
        "CALL_VOTE": vote if vote and vote <= BEST else None,
        "COST": cost_of(given.get("COST")) or 0.0,
        "COST_CURRENCY": text(given.get("COST_CURRENCY")),
        "CALL_FAILED_CODE": code if code in CODES else OTHER,
        "CALL_FAILED_REASON": text(given.get("FAILED_REASON")),
        "REST_APP_ID": call["APP_ID"],
        "REST_APP_NAME": None if app is None else app.title,
        "TRANSCRIPT_PENDING": "N",
        "CALL_TYPE": call["TYPE"],
    }


def cost_of(given: Any) -> float | None:
    """An amount; None for what is none."""
    try:
        found = float(given) if isinstance(given, int | float | str) and not isinstance(given, bool) else math.nan
    except (ValueError, OverflowError):
        return None
    return found if 0 <= found <= MOST_COST else None


def _client(ctx: Ctx, call: Row) -> Owner | None:
    """Whom a call was with: as it was registered, or as is known by now."""
    if call["ENTITY_ID"] is not None:
        found = clients.seen(ctx, Owner(call["ENTITY_TYPE_ID"], call["ENTITY_ID"]))
        if found is not None:
            return found
    return next(iter(clients.of_phone(ctx, call["PHONE_NUMBER"])), None)


def _hand_over(ctx: Ctx, lead: int, user: int) -> list[str]:
    """Let whoever ends a call be responsible for the lead that was made for it; what keeps it from being so."""
    try:
        with ctx.tx.savepoint():
            clients.hand_over(ctx, lead, user)
    except CallError as error:
        return [error.description]
    return []


def _activity(ctx: Ctx, row: Row, client: Owner) -> int:
    """The activity of an ended call; one that was missed is still to be done."""
    incoming, talked = comes_in(row["CALL_TYPE"]), row["CALL_FAILED_CODE"] == TALKED
    start = datetime.fromisoformat(row["CALL_START_DATE"]).replace(tzinfo=UTC)
    end = to_stored(start + timedelta(seconds=row["CALL_DURATION"]))
    missed = incoming and not talked
    provider = providers.provider_of(providers.CALL, None, None)
    number = activities.insert(
        ctx,
        [client],
        {
            "TYPE_ID": providers.CALL,
            "PROVIDER_ID": provider.provider_id,
            "PROVIDER_TYPE_ID": provider.type_id,
            "SUBJECT": title_of(row["CALL_TYPE"], row["PHONE_NUMBER"]),
            "DESCRIPTION": row["CALL_FAILED_REASON"],
            "DIRECTION": _INCOMING if incoming else _OUTGOING,
            "START_TIME": row["CALL_START_DATE"],
            "END_TIME": end,
            "DEADLINE": row["CALL_START_DATE"],
            "COMPLETED": "N" if missed else "Y",
            "STATUS": activities.WAITING if missed else activities.COMPLETED,
            "PRIORITY": _HIGH if missed else _NORMAL,
            "RESPONSIBLE_ID": row["PORTAL_USER_ID"],
            "ORIGIN_ID": f"VI_{row['CALL_ID']}",
            "SETTINGS": msgspec.json.encode({"MISSED_CALL": missed}).decode(),
        },
    )
    communications.save(ctx, number, client, [Communication(None, "PHONE", row["PHONE_NUMBER"])])
    return number


def _answer(row: Row, started: str) -> Row:
    names = ("CALL_ID", "EXTERNAL_CALL_ID", "PORTAL_USER_ID", "PHONE_NUMBER", "PORTAL_NUMBER")
    more = ("COST_CURRENCY", "CALL_FAILED_CODE", "CALL_FAILED_REASON")
    last = ("REST_APP_NAME", "CRM_ACTIVITY_ID", "COMMENT", "CRM_ENTITY_TYPE", "CRM_ENTITY_ID", "ID")
    return {
        **{name: row[name] for name in names},
        "INCOMING": str(row["CALL_TYPE"]),
        "CALL_DURATION": row["CALL_DURATION"],
        "CALL_START_DATE": started,
        "CALL_STATUS": int(row["CALL_FAILED_CODE"] == TALKED),
        "CALL_VOTE": row["CALL_VOTE"],
        "COST": row["COST"],
        **{name: row[name] for name in more},
        "REST_APP_ID": str(row["REST_APP_ID"]),
        **{name: row[name] for name in last},
    }
