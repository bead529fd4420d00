"""Where orders come from: sources, and the orders of each.

Sources: ``api-reference/sale/trade-platform/``, ``trade-binding/``.
"""

from homeport.domain.records.collection import Collection
from homeport.domain.records.looked_up import LookedUp
from homeport.domain.sale.kinds import LOOKING
from homeport.domain.sale.order_fields import BINDING, BINDING_FIELDS, PLATFORM, PLATFORM_FIELDS
from homeport.store import Transaction

PLATFORMS = Collection(
    noun="tradePlatform", plural="tradePlatforms", table=PLATFORM, fields=PLATFORM_FIELDS, access=LOOKING
)
BINDINGS = Collection(
    noun="tradeBinding",
    plural="tradeBindings",
    table=BINDING,
    fields=BINDING_FIELDS,
    access=LOOKING,
    beside={"TRADING_PLATFORM_XML_ID": LookedUp("TRADING_PLATFORM_ID", PLATFORM, "XML_ID")},
)

DEAL, INVOICE = 1, 2
"""The ids of sources within the CRM."""
STANDARD = (
    ("deal", "Deals"),
    ("smart_invoice", "Invoices"),
    ("realization_document", "Sales documents"),
    ("activity", "Activities"),
    ("landing", "Landing pages"),
)


def install(tx: Transaction) -> None:
    """Write the sources of a new portal; always the same ids."""
    for code, name in STANDARD:
        tx.insert(PLATFORM, {"CODE": code, "NAME": name, "ACTIVE": "Y"})
