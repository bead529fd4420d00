"""Who may do what with the document generator: administrators anything, others what their roles allow.

Source: ``api-reference/document-generator/role/``.
"""

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, FromClause, bindparam, or_, select, true

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.documentgenerator.tables import ACCESS, ROLE
from homeport.domain.portal.people import access_codes
from homeport.domain.portal.people.rights import codes_of
from homeport.domain.portal.tables import COLLEAGUE
from homeport.domain.records.collection import Access
from homeport.domain.sonet_group.tables import MEMBERS, ROLES
from homeport.store import Query, constant

NOT_SETTINGS = ErrorKind("0", "You do not have permissions to modify settings")
NOT_TEMPLATES = ErrorKind("0", "You do not have permissions to modify templates")
NOT_TEMPLATES_IN_CRM = ErrorKind("", "You do not have permissions to modify templates")
NOT_ON_PLAN = ErrorKind("DOCGEN_ACCESS_ERROR", "Your plan does not support this operation", 403)
ACCESS_DENIED = ErrorKind("DOCGEN_ACCESS_ERROR", "Access denied")

NONE, OWN, DEPARTMENT, ALL = "", "A", "D", "X"
SHAPE: dict[str, dict[str, tuple[str, ...]]] = {
    "settings": {"modify": (NONE, ALL)},
    "templates": {"modify": (NONE, OWN, DEPARTMENT, ALL)},
    "documents": {"modify": (NONE, ALL), "view": (NONE, ALL)},
}
"""What there are rights to, and the levels of each, from nothing to all."""

EVERYBODY = frozenset({"AU", "UA"})
"""Codes that stand for all who may sign in."""

_GROUPS = Query(
    select(ROLES.c.GROUP_ID, ROLES.c.ROLE).where(
        ROLES.c.USER_ID == bindparam("actor"), ROLES.c.ROLE.in_([constant(role) for role in MEMBERS])
    )
)
_GIVEN = Query(select(ACCESS.c.ACCESS_CODE, ROLE.c.PERMISSIONS).join(ROLE, ROLE.c.ID == ACCESS.c.ROLE_ID))


def level_of(ctx: Ctx, entity: str, action: str) -> str:
    """The highest level that the caller has by all roles."""
    if ctx.actor.is_admin:
        return ALL
    levels = SHAPE[entity][action]
    mine = codes_of(ctx.tx, ctx.actor.user_id) | EVERYBODY
    given = (msgspec.json.decode(text) for code, text in ctx.tx.all(_GIVEN) if code in mine)
    return levels[max((levels.index(each[entity][action]) for each in given), default=0)]


def require_settings(ctx: Ctx) -> None:
    """Refuse who may not change settings.

    :raises CallError: :data:`NOT_SETTINGS`
    """
    if level_of(ctx, "settings", "modify") == NONE:
        raise NOT_SETTINGS()


def require_templates(ctx: Ctx, refusal: ErrorKind) -> None:
    """Refuse who may change no template.

    :raises CallError: ``refusal``
    """
    if level_of(ctx, "templates", "modify") == NONE:
        raise refusal()


def read(given: Any) -> str:
    """The rights of a role as they are stored. Names in small letters, and levels that there are not, are none."""
    said: dict[str, Any] = given if isinstance(given, dict) else {}
    found: dict[str, dict[str, str]] = {}
    for entity, actions in SHAPE.items():
        of_entity = said.get(entity.upper())
        of_entity = of_entity if isinstance(of_entity, dict) else {}
        found[entity] = {
            action: str(level) if (level := of_entity.get(action.upper())) in levels else NONE
            for action, levels in actions.items()
        }
    return msgspec.json.encode(found).decode()


def _template_grant(ctx: Ctx, operation: Operation) -> str | None:
    return level_of(ctx, "templates", "modify") or None


def _templates_covered(level: Any, row: FromClause, scans: bool) -> ColumnElement[bool]:
    if level == ALL:
        return true()
    own = row.c.CREATED_BY == bindparam("actor")
    if level == OWN:
        return own
    colleagues = select(COLLEAGUE.c.COLLEAGUE_ID).where(
        COLLEAGUE.c.USER_ID == bindparam("actor"), COLLEAGUE.c.REACH == constant("D")
    )
    return or_(own, row.c.CREATED_BY.in_(colleagues))


TEMPLATES = Access(_template_grant, _templates_covered)
"""Whoever may change templates, those that the level covers: looking is part of it."""


def document_grant(ctx: Ctx, operation: Operation) -> bool | None:
    """Whether the caller may look at documents, or make and change them, as far as roles say."""
    action = "view" if operation is Operation.READ else "modify"
    return True if level_of(ctx, "documents", action) == ALL else None


DOCUMENTS = Access(document_grant)
"""Documents of applications: whoever has the right has it to all of them."""


def codes_of_caller(ctx: Ctx) -> set[str]:
    """The codes that stand for the caller in what templates say of whom they are for."""
    user_id = ctx.actor.user_id
    codes = access_codes.of_user(ctx.tx, user_id) | EVERYBODY | {f"IU{user_id}"}
    for group, role in ctx.tx.all(_GROUPS, actor=user_id):
        codes |= {f"SG{group}", f"SG{group}_K", f"SG{group}_{role}"}
    return codes
