"""``sale.order.*``, ``sale.basketitem.*`` and ``sale.basketproperties.*``: orders and their baskets."""

from dataclasses import replace

from homeport.core.errors import ErrorKind
from homeport.domain.records.dialect import CATALOG
from homeport.domain.sale import baskets, orders, showing
from homeport.domain.sale.baskets import CATALOG_CHANGES, CATALOG_ITEMS, DESCRIBED, ITEMS, PROPERTIES
from homeport.domain.sale.orders import ORDERS
from homeport.methods.family import family
from homeport.rpc import Method

SPEECH = replace(CATALOG, not_found=orders.NOT_FOUND)
BASKET = replace(CATALOG, denied=CATALOG.unreadable, not_found=baskets.NOT_FOUND)
"""Who may not change a basket is refused as who may not look."""
OF_PROPERTIES = replace(
    CATALOG, denied=CATALOG.unreadable, not_found=baskets.NO_PROPERTY, misfits={"BASKET_ID": baskets.BAD_ITEM_ID}
)
REFUSED = (baskets.BAD, baskets.NO_ORDER_ID, baskets.NO_ORDER, baskets.OTHER_CURRENCY)
"""How items are refused. Their pages give the same codes to changes, which cannot move them to other orders."""
WITHOUT_CATALOG: tuple[ErrorKind, ...] = (*REFUSED, baskets.NO_CATALOG)


def _renamed(methods: list[Method], names: dict[str, str]) -> list[Method]:
    """Methods of a family whose pages call its verbs otherwise."""
    return [replace(method, name=names[method.name]) for method in methods]


METHODS = [
    *family(
        "sale.order",
        ORDERS,
        SPEECH,
        "add get list update delete getFields",
        leaving=(orders.PAID,),
        whole=showing.order,
    ),
    *family(
        "sale.basketitem",
        ITEMS,
        BASKET,
        "add get list update delete getFields",
        errors=REFUSED,
        whole=showing.item,
    ),
    *_renamed(
        [
            *family("sale.basketitem", CATALOG_ITEMS, BASKET, "add", errors=WITHOUT_CATALOG, whole=showing.item),
            *family(
                "sale.basketitem",
                CATALOG_CHANGES,
                replace(BASKET, repeats=True),
                "update",
                errors=WITHOUT_CATALOG,
                whole=showing.item,
            ),
            *family("sale.basketitem", DESCRIBED, BASKET, "getFields"),
        ],
        {
            "sale.basketitem.add": "sale.basketitem.addCatalogProduct",
            "sale.basketitem.update": "sale.basketitem.updateCatalogProduct",
            "sale.basketitem.getFields": "sale.basketitem.getFieldsCatalogProduct",
        },
    ),
    *family(
        "sale.basketproperties",
        PROPERTIES,
        OF_PROPERTIES,
        "add get list update",
        errors=(baskets.NO_ITEM_ID, baskets.NO_ITEM),
    ),
    *family("sale.basketproperties", PROPERTIES, replace(OF_PROPERTIES, not_found=baskets.NOT_FOUND), "delete"),
    *family("sale.basketproperties", replace(PROPERTIES, noun="basketProperties"), OF_PROPERTIES, "getFields"),
]
