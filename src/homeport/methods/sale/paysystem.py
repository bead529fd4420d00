"""``sale.paysystem.*``: payment systems, their handlers and settings."""

from dataclasses import replace
from typing import Any

from msgspec import UNSET

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.crm.orders import invoices
from homeport.domain.records.fields import Values
from homeport.domain.sale import pay_systems, paying
from homeport.domain.sale.pay_systems import LISTED, PAY_HANDLERS, PAY_SYSTEMS, UNKNOWN
from homeport.domain.sale.registered import DENIED, HANDLERS, REGISTERED, UNDEFINED, WRONG
from homeport.methods.family import as_id
from homeport.methods.sale.registered import params_of, registered, the_id
from homeport.rpc.method import make

SCOPE = "pay_system"
SPEECH = replace(REGISTERED, not_found=pay_systems.NOT_FOUND)
ADDING = replace(HANDLERS, not_found=pay_systems.NO_HANDLER, duplicate=pay_systems.HANDLER_EXISTS)
NO_SETTINGS = ErrorKind("ERROR_HANDLER_NOT_FOUND", "Parameter SETTINGS is not defined")

Of = params_of("ID", "PERSON_TYPE_ID")
Settings = params_of("ID", "PERSON_TYPE_ID", "SETTINGS")
Payment = params_of("PAYMENT_ID", "PAY_SYSTEM_ID")
Invoice = params_of("INVOICE_ID", "PAY_SYSTEM_ID", "BX_REST_HANDLER")


def shape(given: Values) -> Values:
    """Systems are said to be made of a handler by another name than lists answer it."""
    return {
        {"BX_REST_HANDLER": "ACTION_FILE", "ACTION_FILE": ""}.get(name.upper(), name): value
        for name, value in given.items()
    }


def _payer(given: Any, *, required: bool) -> int:
    if given in (UNSET, None, ""):
        if required:
            raise UNDEFINED(field="PERSON_TYPE_ID")
        return 0
    return 0 if given in (0, "0") else as_id(given, ErrorKind(WRONG.code, WRONG.text.format(field="PERSON_TYPE_ID")))


def _allow(ctx: Ctx, operation: Operation) -> None:
    if PAY_SYSTEMS.access.grant(ctx, operation) is None:
        raise DENIED()


def get_settings(ctx: Ctx, p: Any) -> Values:
    """Return what the handler of a payment system is given."""
    _allow(ctx, Operation.READ)
    found = pay_systems.settings_of(ctx, the_id(p.id), _payer(p.person_type_id, required=True))
    return {code: setting["VALUE"] for code, setting in found.items()}


def set_settings(ctx: Ctx, p: Any) -> bool:
    """Set what the handler of a payment system is given."""
    _allow(ctx, Operation.WRITE)
    number = the_id(p.id)
    pay_systems.find(ctx, number)
    if p.settings is UNSET or not isinstance(p.settings, dict) or not p.settings:
        raise NO_SETTINGS()
    pay_systems.set_settings(ctx, number, _payer(p.person_type_id, required=False), p.settings)
    return True


def _payment(ctx: Ctx, p: Any, operation: Operation) -> tuple[int, int]:
    _allow(ctx, operation)
    found = []
    for name in ("payment_id", "pay_system_id"):
        value = getattr(p, name)
        if value in (UNSET, None, ""):
            raise UNDEFINED(field=name.upper())
        found.append(as_id(value, ErrorKind(WRONG.code, WRONG.text.format(field=name.upper()))))
    return found[0], found[1]


def pay(ctx: Ctx, p: Any) -> bool:
    """Pay a payment through its payment system."""
    paying.through(ctx, *_payment(ctx, p, Operation.WRITE))
    return True


def get_payment_settings(ctx: Ctx, p: Any) -> Values:
    """Return what the handler of a payment system is given for a payment."""
    return paying.settings(ctx, *_payment(ctx, p, Operation.READ))


def _invoice(p: Any) -> tuple[int, int | None, str | None]:
    """The invoice, and the payment system by its id or its handler."""
    if p.invoice_id in (UNSET, None, ""):
        raise UNDEFINED(field="INVOICE_ID")
    system = p.pay_system_id not in (UNSET, None, "")
    if not system and p.bx_rest_handler in (UNSET, None, ""):
        raise UNDEFINED(field="PAY_SYSTEM_ID")
    number = as_id(p.invoice_id, ErrorKind(WRONG.code, WRONG.text.format(field="INVOICE_ID")))
    if system:
        return number, as_id(p.pay_system_id, ErrorKind(WRONG.code, WRONG.text.format(field="PAY_SYSTEM_ID"))), None
    return number, None, str(p.bx_rest_handler)


def pay_invoice(ctx: Ctx, p: Any) -> bool:
    """Pay an old invoice through a payment system."""
    invoices.pay(ctx, *_invoice(p))
    return True


def get_invoice_settings(ctx: Ctx, p: Any) -> Values:
    """Return what the handler of a payment system is given for an old invoice."""
    return invoices.settings(ctx, *_invoice(p))


_OF_PAYMENT = (DENIED, UNDEFINED, WRONG, UNKNOWN, paying.NO_PAYMENT)
_OF_SYSTEM = (DENIED, UNDEFINED, WRONG, UNKNOWN)
_OF_INVOICE = (*_OF_SYSTEM, invoices.NO_INVOICE)

METHODS = [
    *registered(
        "sale.paysystem.handler",
        PAY_HANDLERS,
        ADDING,
        "add delete list",
        scope=SCOPE,
        fields=("NAME", "SORT", "CODE", "SETTINGS"),
        errors=(pay_systems.NO_MODE,),
        leaving=(pay_systems.HANDLER_STAYS,),
        no_id=pay_systems.HANDLER_STAYS,
    ),
    *registered(
        "sale.paysystem.handler",
        PAY_HANDLERS,
        replace(ADDING, duplicate=pay_systems.CODE_TAKEN),
        "update",
        scope=SCOPE,
        fields=(),
        errors=(pay_systems.NO_MODE,),
    ),
    *registered(
        "sale.paysystem",
        PAY_SYSTEMS,
        SPEECH,
        "add update delete",
        scope=SCOPE,
        fields=(
            *("NAME", "DESCRIPTION", "PERSON_TYPE_ID", "BX_REST_HANDLER", "ACTIVE", "SETTINGS"),
            *("ENTITY_REGISTRY_TYPE", "LOGOTYPE", "NEW_WINDOW", "XML_ID"),
        ),
        errors=(pay_systems.NO_HANDLER, pay_systems.NO_PERSON_TYPE),
        leaving=(pay_systems.PAID_WITH,),
        shape=shape,
    ),
    *registered("sale.paysystem", LISTED, SPEECH, "list", scope=SCOPE, fields=()),
    make("sale.paysystem.settings.get", get_settings, params=Of, scope=SCOPE, errors=_OF_SYSTEM),
    make(
        "sale.paysystem.settings.update",
        set_settings,
        params=Settings,
        scope=SCOPE,
        errors=(*_OF_SYSTEM, NO_SETTINGS),
        writes=True,
    ),
    make(
        "sale.paysystem.settings.payment.get",
        get_payment_settings,
        params=Payment,
        scope=SCOPE,
        errors=(*_OF_PAYMENT, paying.NO_ORDER),
    ),
    make("sale.paysystem.settings.invoice.get", get_invoice_settings, params=Invoice, scope=SCOPE, errors=_OF_INVOICE),
    make(
        "sale.paysystem.pay.invoice",
        pay_invoice,
        params=Invoice,
        scope=SCOPE,
        errors=(*_OF_INVOICE, invoices.NO_SYSTEM),
        writes=True,
    ),
    make("sale.paysystem.pay.payment", pay, params=Payment, scope=SCOPE, errors=_OF_PAYMENT, writes=True),
]
