"""``userfieldconfig.*``: user fields of the entities of any module, smart invoices and smart processes among them."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INSUFFICIENT_SCOPE, INVALID_PARAMETER, ErrorKind
from homeport.core.paging import counted_page_of
from homeport.domain.catalog import document_user_fields
from homeport.domain.crm.record import user_fields
from homeport.domain.user_fields import configuring, defining, describing
from homeport.domain.user_fields.homes import Module
from homeport.rpc import Id, Params, method

MORE_SCOPES = ErrorKind("", "The current method required more scopes. ({scope})")
NO_MODULE = ErrorKind("", "No settings for UserFieldAccess")

MODULES = {"crm": user_fields.MODULE, "catalog": document_user_fields.MODULE}
SCOPE = "userfieldconfig"
SCOPES = (SCOPE, "crm")
"""As the pages say them. A credential needs the first, and that of the module."""

ERRORS = (INSUFFICIENT_SCOPE, MORE_SCOPES, NO_MODULE)


class OfModule(Params):
    module_id: str


class ById(OfModule, kw_only=True):
    id: Id


class Add(OfModule, kw_only=True):
    field: Any


class Update(ById, kw_only=True):
    field: Any = None


class List(OfModule):
    select: Any = None
    filter: Any = None
    order: Any = None
    start: Any = None


@method("userfieldconfig.getTypes", scope=SCOPES, errors=ERRORS)
def get_types(ctx: Ctx, p: OfModule) -> dict[str, Any]:
    """List the types of user fields of a module."""
    _module(ctx, p.module_id)
    kinds = describing.types(ctx)
    return {"types": {kind["ID"]: {"userTypeId": kind["ID"], "description": kind["title"]} for kind in kinds}}


@method(
    "userfieldconfig.add",
    scope=SCOPES,
    writes=True,
    errors=(*ERRORS, configuring.DENIED, configuring.NOT_ALLOWED, *dict.fromkeys(defining.SETTINGS)),
)
def add(ctx: Ctx, p: Add) -> dict[str, Any]:
    """Add a user field to the records of an entity."""
    return {"field": configuring.add(ctx, _module(ctx, p.module_id), _object(p.field))}


@method("userfieldconfig.get", scope=SCOPES, errors=(*ERRORS, configuring.NOT_READABLE))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a user field."""
    return {"field": configuring.get(ctx, _module(ctx, p.module_id), p.id)}


@method("userfieldconfig.list", heavy=True, scope=SCOPES, errors=(*ERRORS, configuring.NOT_READABLE))
def list_(ctx: Ctx, p: List) -> Page:
    """List the user fields of a module by a filter."""
    page = counted_page_of(configuring.listed(ctx, _module(ctx, p.module_id), p.select, p.filter, p.order), p.start)
    return page._replace(result={"fields": page.result})


@method(
    "userfieldconfig.update",
    scope=SCOPES,
    writes=True,
    errors=(*ERRORS, configuring.NOT_CHANGEABLE, defining.SETTINGS.repeated),
)
def update(ctx: Ctx, p: Update) -> dict[str, Any]:
    """Change a user field."""
    return {"field": configuring.change(ctx, _module(ctx, p.module_id), p.id, _object(p.field))}


@method("userfieldconfig.delete", scope=SCOPES, writes=True, errors=(*ERRORS, configuring.NOT_DELETABLE))
def delete(ctx: Ctx, p: ById) -> None:
    """Delete a user field with its values."""
    configuring.delete(ctx, _module(ctx, p.module_id), p.id)


def _module(ctx: Ctx, name: str) -> Module:
    if SCOPE not in ctx.credential.scopes:
        raise INSUFFICIENT_SCOPE()
    found = MODULES.get(name)
    if found is None:
        raise NO_MODULE()
    if name not in ctx.credential.scopes:
        raise MORE_SCOPES(scope=name)
    return found


def _object(given: Any) -> dict[str, Any]:
    if isinstance(given, dict):
        return given
    if given in (None, "", []):
        return {}
    raise INVALID_PARAMETER(name="field", value=given, type="array")
