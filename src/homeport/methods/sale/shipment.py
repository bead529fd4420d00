"""``sale.shipment.*`` and ``sale.shipmentitem.*``: shipments, and what is in them."""

from dataclasses import replace

from homeport.domain.records.dialect import CATALOG
from homeport.domain.sale import shipments, showing
from homeport.domain.sale.shipments import SHIPMENTS, SHIPPED_ITEMS
from homeport.methods.family import family

SPEECH = replace(
    CATALOG,
    not_found=shipments.NOT_FOUND,
    repeats=True,
    misfits=dict.fromkeys(
        ("STATUS_ID", "DELIVERY_ID", "BASE_PRICE_DELIVERY", "PRICE_DELIVERY", "RESPONSIBLE_ID"), shipments.INVALID
    ),
)
OF_PARTS = replace(CATALOG, not_found=shipments.NO_PART, repeats=True)

METHODS = [
    *family(
        "sale.shipment",
        SHIPMENTS,
        SPEECH,
        "add get list update delete getFields",
        errors=(shipments.NO_SERVICE,),
        leaving=(shipments.SHIPPED,),
        whole=showing.shipment,
    ),
    *family(
        "sale.shipmentitem",
        SHIPPED_ITEMS,
        OF_PARTS,
        "add get list update delete getfields",
        errors=(shipments.NO_SHIPMENT, shipments.NO_ITEM, shipments.ITEM_SHIPPED),
    ),
]
