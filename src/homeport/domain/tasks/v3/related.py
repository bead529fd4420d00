"""What tasks of REST 3.0 lead to: people, groups, chats, records of time.

Source: ``api-reference/tasks/fields-rest-v3.md``.
"""

from collections.abc import Sequence
from datetime import datetime

from homeport.core.ctx import Ctx
from homeport.domain.im.tables import CHAT
from homeport.domain.portal.tables import USER
from homeport.domain.records.fields import Values
from homeport.domain.records.v3 import kinds as k
from homeport.domain.records.v3.entity import Entity, P
from homeport.domain.records.v3.finding import rows_of
from homeport.domain.sonet_group.groups import GROUPS
from homeport.domain.tasks import spent
from homeport.domain.tasks.flows.tables import FLOW as FLOWS
from homeport.domain.tasks.tables import ELAPSED
from homeport.domain.tasks.tables import STAGE as STAGES


def _names(ctx: Ctx, rows: Sequence[Values]) -> list[str]:
    return [f"{row['NAME']} {row['LAST_NAME']}".strip() for row in rows]


def _roles(ctx: Ctx, rows: Sequence[Values]) -> list[str]:
    return ["admin" if row["IS_ADMIN"] == "Y" else row["USER_TYPE"] for row in rows]


def _genders(ctx: Ctx, rows: Sequence[Values]) -> list[str]:
    return [row["PERSONAL_GENDER"] or "" for row in rows]


PERSON = Entity(
    "UserDto",
    (
        P("id", k.INT, "ID"),
        P("name", k.STRING, compute=_names),
        P("role", k.STRING, compute=_roles),
        P("gender", k.STRING, compute=_genders),
        P("email", k.STRING, "EMAIL"),
        P("externalAuthId", k.STRING, "EXTERNAL_AUTH_ID"),
    ),
    find=rows_of(USER),
)
"""Somebody. People have no accounts elsewhere."""

GROUP = Entity(
    "GroupDto",
    (
        P("id", k.INT, "ID"),
        P("name", k.STRING, "NAME"),
        P("type", k.STRING, "TYPE"),
        P("isVisible", k.BOOL, "VISIBLE"),
    ),
    collection=GROUPS,
)


STAGE = Entity(
    "StageDto",
    (P("id", k.INT, "ID"), P("title", k.STRING, "TITLE"), P("color", k.STRING, "COLOR")),
    find=rows_of(STAGES),
)

FLOW = Entity("FlowDto", (P("id", k.INT, "ID"), P("name", k.STRING, "NAME")), find=rows_of(FLOWS))

CHAT_OF_TASK = Entity(
    "ChatDto",
    (
        P("id", k.INT, "ID"),
        P("entityId", k.INT, "ENTITY_NUMBER"),
        P("entityType", k.STRING, "ENTITY_TYPE"),
    ),
    find=rows_of(CHAT),
)


def _stamp(name: str, column: str) -> P:
    """A moment in seconds."""

    def seconds(ctx: Ctx, rows: Sequence[Values]) -> list[int]:
        return [int(datetime.fromisoformat(f"{row[column]}+00:00").timestamp()) for row in rows]

    return P(name, k.INT, compute=seconds)


SPENT = Entity(
    "ElapsedTimeDto",
    (
        P("id", k.INT, "ID"),
        P("userId", k.INT, "USER_ID"),
        P("taskId", k.INT, "TASK_ID"),
        P("minutes", k.INT, "MINUTES"),
        P("seconds", k.INT, "SECONDS"),
        P("source", k.choice({"manual": spent.BY_HAND}, "system"), "SOURCE"),
        P("text", k.STRING, "COMMENT_TEXT"),
        _stamp("createdAtTs", "CREATED_DATE"),
        _stamp("startTs", "DATE_START"),
        _stamp("stopTs", "DATE_STOP"),
    ),
    find=rows_of(ELAPSED),
)
