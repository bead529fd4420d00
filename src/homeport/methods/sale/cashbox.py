"""``sale.cashbox.*``: cash registers and their handlers."""

from dataclasses import replace

from homeport.core.errors import ErrorKind
from homeport.domain.records.fields import Values
from homeport.domain.sale import cashboxes
from homeport.domain.sale.cashboxes import CASHBOX_HANDLERS, CASHBOXES, LISTED
from homeport.domain.sale.registered import HANDLERS
from homeport.methods.sale.registered import registered

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
]
