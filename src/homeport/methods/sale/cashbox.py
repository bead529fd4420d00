"""``sale.cashbox.*``: cash registers and their handlers."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records.fields import Values
from homeport.domain.sale import cashboxes, receipts
from homeport.domain.sale.cashboxes import CASHBOX_HANDLERS, CASHBOXES, LISTED
from homeport.domain.sale.registered import DENIED, HANDLERS
from homeport.methods.sale.registered import params_of, registered, said
from homeport.rpc.method import make

SCOPE = "cashbox"
NOT_ALLOWED = ErrorKind("", "{field} not allowed for select")
OF_HANDLERS = replace(HANDLERS, not_found=cashboxes.NO_HANDLER, duplicate=cashboxes.HANDLER_EXISTS)
SPEECH = replace(HANDLERS, not_found=cashboxes.NOT_FOUND)
BOX = ("NAME", "REST_CODE", "EMAIL", "OFD", "OFD_SETTINGS", "NUMBER_KKM", "ACTIVE", "SORT", "USE_OFFLINE", "SETTINGS")


def shape(given: Values) -> Values:
    """Which fiscal data a handler supports is one of its settings."""
    supports, settings = given.pop("SUPPORTS_FFD105", None), given.get("SETTINGS")
    if isinstance(settings, dict):
        held = settings.get("SUPPORTS_FFD105", "N")
        given["SETTINGS"] = {**settings, "SUPPORTS_FFD105": "Y" if (supports or held) == "Y" else "N"}
    return given


Check = params_of("UUID", *receipts.FISCAL)


def _apply(ctx: Ctx, p: Any) -> bool:
    receipts.apply(ctx, said(p))
    return True


METHODS = [
    *registered(
        "sale.cashbox.handler",
        CASHBOX_HANDLERS,
        OF_HANDLERS,
        "add update delete list",
        scope=SCOPE,
        fields=("CODE", "NAME", "SORT", "SUPPORTS_FFD105", "SETTINGS"),
        leaving=(cashboxes.HANDLER_STAYS,),
        shape=shape,
    ),
    *registered(
        "sale.cashbox",
        CASHBOXES,
        SPEECH,
        "add update delete",
        scope=SCOPE,
        fields=BOX,
        errors=(cashboxes.BAD_HANDLER,),
    ),
    *registered("sale.cashbox", LISTED, SPEECH, "list", scope=SCOPE, fields=(), unknown=NOT_ALLOWED),
    make(
        "sale.cashbox.check.apply",
        _apply,
        params=Check,
        scope=SCOPE,
        errors=(DENIED, receipts.NO_UUID, receipts.NOT_FOUND, receipts.UNFIT),
        summary="Note that a receipt is printed.",
        writes=True,
    ),
]
