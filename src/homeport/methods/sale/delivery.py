"""``sale.delivery.*``: delivery services, their handlers, settings and extra services."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from msgspec import UNSET

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records import reading
from homeport.domain.records.at_hand import chosen
from homeport.domain.records.fields import Values
from homeport.domain.sale import deliveries, delivery_requests
from homeport.domain.sale.deliveries import DELIVERIES, DELIVERY_HANDLERS, EXTRAS, LISTED
from homeport.domain.sale.registered import DENIED, HANDLERS, REGISTERED, UNDEFINED, WRONG
from homeport.methods.sale.registered import every, params_of, registered, said, the_id
from homeport.rpc.method import make

SPEECH = replace(REGISTERED, not_found=deliveries.NOT_FOUND)
OF_HANDLERS = replace(HANDLERS, not_found=deliveries.NO_HANDLER, duplicate=deliveries.HANDLER_EXISTS)
OF_EXTRAS = replace(REGISTERED, not_found=deliveries.NO_EXTRA)
SCOPE, EXTRA_SCOPE = "sale", "delivery"

HANDLER = ("NAME", "CODE", "SORT", "DESCRIPTION", "SETTINGS", "PROFILES")
SERVICE = ("NAME", "CURRENCY", "DESCRIPTION", "SORT", "ACTIVE", "LOGOTYPE")
EXTRA = ("NAME", "ACTIVE", "CODE", "SORT", "DESCRIPTION", "PRICE", "ITEMS")


def _allow(ctx: Ctx, operation: Operation) -> None:
    if DELIVERIES.access.grant(ctx, operation) is None:
        raise DENIED()


def _of_request(rule: Callable[[Ctx, Values], None], ctx: Ctx, p: Any) -> bool:
    rule(ctx, said(p))
    return True


def add(ctx: Ctx, p: Any) -> Values:
    """Add a delivery service, with the profiles of its handler."""
    _allow(ctx, Operation.ADD)
    parent, profiles = deliveries.add(ctx, said(p), SPEECH)

    def written(row: Values) -> Values:
        return reading.written(DELIVERIES, SPEECH, row, ctx.clock.zone)

    return {"parent": written(parent), "profiles": [written(row) for row in profiles]}


def _service(ctx: Ctx, given: Any, operation: Operation) -> Values:
    _allow(ctx, operation)
    found = deliveries.find(ctx, the_id(given))
    if found is None:
        raise deliveries.NOT_FOUND()
    return found


def get_config(ctx: Ctx, p: Any) -> list[Values]:
    """Return the settings of a delivery service."""
    return deliveries.config_of(_service(ctx, p.id, Operation.READ))


def set_config(ctx: Ctx, p: Any) -> bool:
    """Set the settings of a delivery service."""
    service = _service(ctx, p.id, Operation.WRITE)
    if p.config is not UNSET:
        deliveries.set_config(ctx, SPEECH, service, p.config)
    return True


def extras(ctx: Ctx, p: Any) -> list[Values]:
    """Return every extra service of a delivery service."""
    _allow(ctx, Operation.READ)
    if p.delivery_id is UNSET:
        raise UNDEFINED(field="DELIVERY_ID")
    number = _service(ctx, p.delivery_id, Operation.READ)["ID"]
    rows = [_extra(row) for row in every(ctx, EXTRAS, OF_EXTRAS, {"FILTER": {"DELIVERY_ID": number}})]
    given = said(p)
    return chosen(ctx, rows, ("ID",), filter=given.get("FILTER"), order=given.get("ORDER"))


def _extra(row: Values) -> Values:
    """An extra service: those with options have no price of their own, and the others no options."""
    shown = {name: row[name] for name in ("CODE", "NAME", "DESCRIPTION", "ACTIVE")}
    found = {"ID": str(row["ID"]), **shown, "SORT": str(row["SORT"]), "TYPE": row["TYPE"]}
    return {**found, "ITEMS": row["ITEMS"]} if row["TYPE"] == "enum" else {**found, "PRICE": row["PRICE"]}


_OF_SERVICE = (DENIED, UNDEFINED, WRONG, deliveries.NOT_FOUND)

METHODS = [
    *registered(
        "sale.delivery.handler",
        DELIVERY_HANDLERS,
        OF_HANDLERS,
        "add change delete list",
        scope=SCOPE,
        fields=HANDLER,
        changes=HANDLER,
        leaving=(deliveries.HANDLER_STAYS,),
    ),
    make(
        "sale.delivery.add",
        add,
        params=params_of("REST_CODE", *SERVICE, "CONFIG"),
        scope=SCOPE,
        errors=(DENIED, UNDEFINED, WRONG, deliveries.NO_HANDLER),
        writes=True,
    ),
    *registered(
        "sale.delivery",
        DELIVERIES,
        SPEECH,
        "change delete",
        scope=SCOPE,
        fields=(),
        changes=SERVICE,
        leaving=(deliveries.STAYS,),
    ),
    *registered("sale.delivery", LISTED, SPEECH, "getlist", scope=SCOPE, fields=()),
    make("sale.delivery.config.get", get_config, params=params_of("ID"), scope=SCOPE, errors=_OF_SERVICE),
    make(
        "sale.delivery.config.update",
        set_config,
        params=params_of("ID", "CONFIG"),
        scope=SCOPE,
        errors=_OF_SERVICE,
        writes=True,
    ),
    *registered(
        "sale.delivery.extra.service",
        EXTRAS,
        OF_EXTRAS,
        "add change delete",
        scope=EXTRA_SCOPE,
        fields=("DELIVERY_ID", "TYPE", *EXTRA),
        changes=EXTRA,
        errors=(deliveries.NOT_FOUND,),
    ),
    make(
        "sale.delivery.extra.service.get",
        extras,
        params=params_of("DELIVERY_ID", "FILTER", "ORDER"),
        scope=EXTRA_SCOPE,
        errors=_OF_SERVICE,
        heavy=True,
    ),
    *(
        make(
            f"sale.delivery.request.{verb}",
            partial(_of_request, rule),
            params=params_of("DELIVERY_ID", "REQUEST_ID", *names),
            scope=EXTRA_SCOPE,
            errors=(*delivery_requests.FOUND, *errors),
            summary=summary,
            writes=True,
        )
        for verb, rule, names, errors, summary in (
            (
                "update",
                delivery_requests.update,
                ("FINALIZE", "STATUS", "PROPERTIES", "OVERWRITE_PROPERTIES"),
                delivery_requests.UPDATING,
                "Note how a delivery request stands.",
            ),
            (
                "sendmessage",
                delivery_requests.send,
                ("ADDRESSEE", "MESSAGE"),
                delivery_requests.SENDING,
                "Tell the manager or the recipient something of a delivery request.",
            ),
            ("delete", delivery_requests.delete, (), (), "Delete a delivery request."),
        )
    ),
]
