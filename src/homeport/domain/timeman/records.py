"""Days at work as records of REST 3.0: of one person at a time, for whoever sees that one's working time.

Source: ``api-reference/timeman/record/``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import ACCESS_DENIED, INVALID_FILTER, REQUEST_VALIDATION, FieldKind
from homeport.domain.records.collection import EVERYBODY, Beside, Collection
from homeport.domain.records.fields import F, Field, FieldTable, Values
from homeport.domain.records.v3 import kinds as k
from homeport.domain.records.v3.entity import Entity, P
from homeport.domain.timeman import access, workday
from homeport.domain.timeman.tables import WORKDAY

NO_USER = FieldKind(REQUEST_VALIDATION.code, "Required field `{field}` is not specified")


class Worked(Beside):
    """For how many seconds somebody has worked, breaks left out: until now, where the day has not ended."""

    single = True
    computed = True

    def column(self, collection: Collection, field: Field) -> ColumnElement[Any]:
        until = func.coalesce(WORKDAY.c.ENDED, WORKDAY.c.PAUSED, bindparam("now"))
        return until - WORKDAY.c.STARTED - WORKDAY.c.BREAKS


FIELDS = FieldTable(
    (
        F("ID", v.INTEGER),
        F("USER_ID", v.INTEGER),
        F("STATUS", v.STRING),
        F("STARTED", v.INTEGER),
        F("ENDED", v.INTEGER),
        F("PAUSED", v.INTEGER),
        F("BREAKS", v.INTEGER),
        F("OFFSET", v.INTEGER),
        F("APPROVED", v.CHAR),
        F("DURATION", v.INTEGER, stored=False, read_only=True),
    )
)

RECORDS = Collection(
    noun="record",
    plural="records",
    table=WORKDAY,
    fields=FIELDS,
    access=EVERYBODY,
    beside={"DURATION": Worked()},
    context=lambda ctx: {"now": int(ctx.clock.now())},
)
"""Every list of them is narrowed down to somebody whose working time the caller sees."""


def _states(ctx: Ctx, rows: Sequence[Values]) -> list[str]:
    return [workday.status_of(ctx, row) for row in rows]


def _require_one(ctx: Ctx, named: Mapping[str, Sequence[Any]]) -> None:
    """Refuse to list records of several people, or of one whose working time the caller does not see."""
    users = set(named["userId"])
    if len(users) != 1:
        raise INVALID_FILTER(filter="Multiple different `userId` values were provided")
    (user,) = users
    if user != ctx.actor.user_id and not access.heads(ctx, user):
        raise ACCESS_DENIED()


RECORD = Entity(
    "RecordDto",
    (
        P("id", k.INT, "ID", sortable=True),
        P("userId", k.INT, "USER_ID", filterable=True, sortable=True),
        P("startTime", k.SECONDS, "STARTED", filterable=True, sortable=True),
        P("endTime", k.SECONDS, "ENDED", sortable=True),
        P("duration", k.INT, "DURATION", sortable=True),
        P("breakLength", k.INT, "BREAKS"),
        P("state", k.STRING, compute=_states, described_as="object"),
        P("isApproved", k.BOOL, "APPROVED"),
    ),
    collection=RECORDS,
    narrowed=("userId",),
    unnarrowed=NO_USER,
    guard=_require_one,
)
