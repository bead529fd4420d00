"""``sale.payment.*``, ``sale.paymentitembasket.*``, ``sale.paymentitemshipment.*``: payments, and what they are for."""

from dataclasses import replace

from homeport.domain.records.dialect import CATALOG
from homeport.domain.sale import payments
from homeport.domain.sale.payments import PAID_ITEMS, PAID_SHIPMENTS, PAYMENTS
from homeport.methods.family import family

SPEECH = replace(CATALOG, not_found=payments.NOT_FOUND)
OF_PARTS = replace(CATALOG, not_found=payments.NO_PART, repeats=True)

METHODS = [
    *family("sale.payment", PAYMENTS, SPEECH, "add get list delete getfields", errors=(payments.NO_SYSTEM,)),
    *family("sale.payment", PAYMENTS, replace(SPEECH, repeats=True), "update", errors=(payments.NO_SYSTEM,)),
    *family(
        "sale.paymentitembasket",
        PAID_ITEMS,
        OF_PARTS,
        "add get list update delete getfields",
        errors=(payments.NO_PAYMENT, payments.NO_ITEM, payments.ITEM_PAID),
    ),
    *family(
        "sale.paymentitemshipment",
        PAID_SHIPMENTS,
        OF_PARTS,
        "add get list update delete getfields",
        errors=(payments.NO_PAYMENT, payments.NO_SHIPMENT, payments.SHIPMENT_PAID),
    ),
]
