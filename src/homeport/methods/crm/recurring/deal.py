"""``crm.deal.recurring.*``: templates of recurring deals."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED_TEXT, ErrorKind
from homeport.domain.crm.recurring import templates
from homeport.domain.crm.recurring.parameters import NAMES
from homeport.domain.records.dialect import CLASSIC
from homeport.methods.family import NOT_AN_ARRAY, Add, ById, as_array, as_id, family
from homeport.rpc import method

BAD_ID = ErrorKind("", "id is not defined or invalid.")
DIALECT = replace(CLASSIC, not_found=ErrorKind("", "Recurring deal is not found."))

_PREFIX = "crm.deal.recurring"
_PLAIN = dict.fromkeys(("isRequired", "isReadOnly", "isImmutable", "isMultiple", "isDynamic"), False)
_SAYS = {
    "PARAMS": {
        "definition": {name: {"type": kind, **_PLAIN, "title": title} for name, (kind, title) in NAMES.items()},
    }
}
_REFUSED = (templates.NOT_ALLOWED,)

METHODS = [
    *family(
        _PREFIX,
        templates.TEMPLATES,
        DIALECT,
        "get update delete",
        errors=_REFUSED,
        leaving=(*_REFUSED, templates.CONNECTED),
        looking=_REFUSED,
        bad_id=BAD_ID,
    ),
    *family(_PREFIX, templates.OPEN, DIALECT, "list fields", says=_SAYS),
]


@method(
    "crm.deal.recurring.add",
    writes=True,
    errors=(
        NOT_AN_ARRAY,
        templates.DEAL_ID_EMPTY,
        ACCESS_DENIED_TEXT,
        templates.ALREADY,
        DIALECT.invalid,
        DIALECT.required,
    ),
)
def add(ctx: Ctx, p: Add) -> int:
    """Make a template of recurring deals from a deal."""
    return templates.add(ctx, as_array(p.fields, "fields"), DIALECT)


@method(
    "crm.deal.recurring.expose",
    writes=True,
    errors=(BAD_ID, templates.NOT_ALLOWED, DIALECT.not_found, ACCESS_DENIED_TEXT, DIALECT.invalid, DIALECT.required),
)
def expose(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Make a deal by a template now."""
    return {"DEAL_ID": templates.expose(ctx, as_id(p.id, BAD_ID), DIALECT)}
